"""Units: their rows, the help for one of them, saving, comments, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tmflow.i18n import tr
from tmflow.model.language import LANGUAGES
from tmflow.web.body import json_object
from tmflow.web.errors import BadRequest
from tmflow.web.rest.endpoint import account, route
from tmflow.web.rest.releases import language_or_none
from tmflow.web.rest.rows import issue_on_wire, row_on_wire
from tmflow.web.threads import in_thread
from tmflow.web.wire import plain

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import Route

    from tmflow.services.container import Services


def place(request: Request) -> tuple[str, str]:
    """Return unit id and language from the path."""
    unit_id, lang = request.path_params["id"], request.path_params["lang"]
    if lang not in LANGUAGES:
        raise BadRequest(tr("Unknown language {lang}: zh, en or ru is expected.", lang=lang))
    return unit_id, lang


def routes(services: Services) -> list[Route]:
    """Return the routes of this module."""

    async def one(request: Request) -> dict[str, Any]:
        return row_on_wire(await in_thread(services.units.row, account(request), request.path_params["id"]))

    async def help_(request: Request) -> dict[str, Any]:
        lang = language_or_none(request)
        if lang is None:
            raise BadRequest(tr("Name the language: ?lang=en"))
        found = await in_thread(services.units.help, account(request), request.path_params["id"], lang)
        return {
            "matches": plain(found.matches),
            "terms": plain(found.terms),
            "issues": [issue_on_wire(view) for view in found.issues],
            "comments": plain(found.comments),
            "history": plain(found.history),
        }

    async def save(request: Request) -> dict[str, Any]:
        unit_id, lang = place(request)
        fields = await json_object(request)
        row = await in_thread(
            services.units.save,
            account(request),
            unit_id,
            lang,
            fields.text("text"),
            version=fields.number("version"),
            operation_id=fields.operation_id(),
            origin=fields.text("origin", default="typed", limit=100),
            confirm=fields.flag("confirm"),
        )
        return row_on_wire(row)

    async def comment(request: Request) -> dict[str, Any]:
        unit_id, lang = place(request)
        fields = await json_object(request)
        await in_thread(services.units.comment, account(request), unit_id, lang, fields.text("text"))
        return row_on_wire(await in_thread(services.units.row, account(request), unit_id))

    async def history(request: Request) -> dict[str, Any]:
        unit_id, lang = place(request)
        found = await in_thread(services.units.history, account(request), unit_id, lang)
        return {"revisions": plain(found)}

    async def restore(request: Request) -> dict[str, Any]:
        unit_id, lang = place(request)
        fields = await json_object(request)
        row = await in_thread(
            services.units.restore,
            account(request),
            unit_id,
            lang,
            fields.number("revision_id"),
            fields.number("version"),
            fields.operation_id(),
        )
        return row_on_wire(row)

    return [
        route("/units/{id}", one),
        route("/units/{id}/help", help_),
        route("/units/{id}/{lang}", save, method="PUT"),
        route("/units/{id}/{lang}/comment", comment, method="POST"),
        route("/units/{id}/{lang}/history", history),
        route("/units/{id}/{lang}/restore", restore, method="POST"),
    ]
