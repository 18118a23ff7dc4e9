"""What every endpoint shares: the account of the request, errors as JSON, answers that no cache keeps."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tmflow.i18n import tr
from tmflow.model.errors import NotSignedIn, TmflowError
from tmflow.web.errors import answer_to
from tmflow.web.wire import plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from tmflow.model.account import Account

    Handler = Callable[[Request], Awaitable[Any]]

ACCOUNT_HEADER: Final = "x-tmflow-account"


def account(request: Request) -> Account:
    """Return the account that the gate resolved for this request."""
    found: Account = request.state.account
    return found


def _same_person(request: Request) -> None:
    """Refuse what somebody typed before another person signed in at the same computer.

    An open editor names its account in `X-Tmflow-Account` (percent-encoded); programs need not.

    Raises:
        NotSignedIn: the session is another account's.
    """
    named = request.headers.get(ACCOUNT_HEADER)
    if named is not None and unquote(named) != account(request).name:
        raise NotSignedIn(tr("Another person has signed in here. Sign in again; your text is kept."))


def route(path: str, handler: Handler, *, method: str = "GET") -> Route:
    """Return a route whose handler returns a view (sent as JSON) or a response of its own."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            _same_person(request)
            result = await handler(request)
        except TmflowError as error:
            return answer_to(error)
        if isinstance(result, Response):
            return result
        return JSONResponse(plain(result), headers={"cache-control": "no-store"})

    return Route(f"/v1{path}", answer, methods=[method])
