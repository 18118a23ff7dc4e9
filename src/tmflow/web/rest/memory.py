"""The concordance: where a word stands in everything that was ever approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tmflow.web.rest.endpoint import account, route
from tmflow.web.rest.releases import language_or_none, limit
from tmflow.web.threads import in_thread
from tmflow.web.wire import plain

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import Route

    from tmflow.services.container import Services

_QUERY_LIMIT = 200


def routes(services: Services) -> list[Route]:
    """Return the routes of this module."""

    async def concordance(request: Request) -> dict[str, Any]:
        query = request.query_params.get("q", "").strip()[:_QUERY_LIMIT]
        if not query:
            return {"items": [], "next": None}
        found = await in_thread(
            services.memories.concordance,
            account(request),
            query,
            language_or_none(request),
            after=request.query_params.get("after") or None,
            limit=limit(request),
        )
        return {"items": plain(found.items), "next": found.next}

    return [route("/concordance", concordance)]
