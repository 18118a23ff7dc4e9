"""Who am I, the list of releases, one release with its rows, its export."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from starlette.responses import Response

from tmflow.i18n import tr
from tmflow.model.language import LANGUAGES
from tmflow.services.exports import FORMATS
from tmflow.web.body import json_object
from tmflow.web.errors import BadRequest
from tmflow.web.health import BOOT_ID
from tmflow.web.rest.endpoint import account, route
from tmflow.web.rest.rows import row_on_wire
from tmflow.web.threads import in_thread
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import Route

    from tmflow.services.container import Services

_PAGE_LIMIT: Final = 200


def limit(request: Request, default: int = 50) -> int:
    """Return the query's `limit`, 1 to 200."""
    text = request.query_params.get("limit", str(default))
    if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= _PAGE_LIMIT:
        raise BadRequest(tr("limit: a whole number from 1 to {limit} is expected.", limit=_PAGE_LIMIT))
    return int(text)


def language_or_none(request: Request, name: str = "lang") -> str | None:
    """Return the language named in the query, None when it is left out."""
    value = request.query_params.get(name) or None
    if value is not None and value not in LANGUAGES:
        raise BadRequest(tr("Unknown language {lang}: zh, en or ru is expected.", lang=value))
    return value


def routes(services: Services) -> list[Route]:
    """Return the routes of this module."""

    async def me(request: Request) -> dict[str, Any]:
        who = account(request)
        return {
            "name": who.name,
            "display_name": who.display_name,
            "boot": BOOT_ID,
            "may": {
                action.value: [lang for lang in LANGUAGES if may(who, action, lang)]
                for action in (Action.TRANSLATE, Action.APPROVE, Action.DECIDE, Action.SUPPRESS_ERROR)
            },
        }

    async def index(request: Request) -> object:
        query = request.query_params
        return await in_thread(
            services.releases.list,
            account(request),
            query=query.get("query", ""),
            state=query.get("state") or None,
            after=query.get("after") or None,
            limit=limit(request),
        )

    async def one(request: Request) -> dict[str, Any]:
        release = await in_thread(services.releases.get, account(request), request.path_params["id"])
        return {
            "id": release.id,
            "date": release.date,
            "state": release.state,
            "source_lang": release.source_lang,
            "languages": list(release.languages),
            "versions": {
                lang: {"title": version.title.text, "date": version.date, "source_name": version.source_name}
                for lang, version in release.versions.items()
            },
        }

    async def rows(request: Request) -> dict[str, Any]:
        found = await in_thread(services.units.rows, account(request), request.path_params["id"])
        return {"boot": BOOT_ID, "rows": [row_on_wire(row) for row in found]}

    async def check(request: Request) -> dict[str, Any]:
        await json_object(request)
        await in_thread(services.quality.check, account(request), request.path_params["id"])
        return await rows(request)

    async def export(request: Request) -> Response:
        kind = request.query_params.get("format", "docx")
        if kind not in FORMATS:
            raise BadRequest(
                tr("Unknown format {format}: {formats} are known.", format=kind, formats=", ".join(FORMATS))
            )
        exported = await in_thread(
            services.exports.export,
            account(request),
            request.path_params["id"],
            kind,
            language_or_none(request),
            include_unapproved=request.query_params.get("unapproved") == "yes",
        )
        return Response(
            exported.data,
            media_type=exported.media_type,
            headers={
                "content-disposition": f"attachment; filename*=UTF-8''{quote(exported.name, safe='')}",
                "cache-control": "no-store",
            },
        )

    return [
        route("/me", me),
        route("/releases", index),
        route("/releases/{id}", one),
        route("/releases/{id}/units", rows),
        route("/releases/{id}/check", check, method="POST"),
        route("/releases/{id}/export", export),
    ]
