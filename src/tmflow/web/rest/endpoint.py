"""What every endpoint shares: the account of the request, errors as JSON, answers that no cache keeps."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tmflow.model.errors import TmflowError
from tmflow.web.errors import answer_to
from tmflow.web.wire import plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from tmflow.model.account import Account

    Handler = Callable[[Request], Awaitable[Any]]


def account(request: Request) -> Account:
    """Return the account that the gate resolved for this request."""
    found: Account = request.state.account
    return found


def route(path: str, handler: Handler, *, method: str = "GET") -> Route:
    """Return a route whose handler returns a view (sent as JSON) or a response of its own."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            result = await handler(request)
        except TmflowError as error:
            return answer_to(error)
        if isinstance(result, Response):
            return result
        return JSONResponse(plain(result), headers={"cache-control": "no-store"})

    return Route(f"/v1{path}", answer, methods=[method])
