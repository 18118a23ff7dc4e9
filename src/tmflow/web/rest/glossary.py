"""The glossary for programs: entries by filter, and one entry with what happened to it. Changes go through files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from tmflow.i18n import tr
from tmflow.model.concept import Kind, Status
from tmflow.services.glossary_history import events
from tmflow.web.errors import BadRequest
from tmflow.web.rest.endpoint import account, route
from tmflow.web.rest.releases import language_or_none, limit
from tmflow.web.threads import in_thread
from tmflow.web.wire import plain

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import Route

    from tmflow.services.container import Services

_Code = TypeVar("_Code", Kind, Status)
_QUERY_LIMIT = 200


def routes(services: Services) -> list[Route]:
    """Return the routes of this module."""

    async def index(request: Request) -> dict[str, Any]:
        query = request.query_params
        found = await in_thread(
            services.glossaries.list,
            account(request),
            query=query.get("q", "").strip()[:_QUERY_LIMIT],
            kind=_code(Kind, query.get("kind", "")),
            status=_code(Status, query.get("status", "")),
            lang_missing=language_or_none(request),
            waiting=query.get("waiting") == "yes",
            after=query.get("after") or None,
            limit=limit(request),
        )
        return {"items": plain(found.items), "next": found.next}

    async def one(request: Request) -> dict[str, Any]:
        detail = await in_thread(services.glossaries.get, account(request), request.path_params["id"])
        return {"entry": plain(detail.entry), "history": plain(events(detail.history, detail.own_history))}

    return [route("/glossary", index), route("/glossary/{id}", one)]


def _code(codes: type[_Code], text: str) -> _Code | None:
    if not text:
        return None
    try:
        return codes(text)
    except ValueError as error:
        raise BadRequest(
            tr("“{text}” is not known here. Expected one of {expected}.", text=text[:50], expected=", ".join(codes))
        ) from error
