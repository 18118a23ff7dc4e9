"""Decisions: approve, return, fix, and what people say about an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tmflow.i18n import tr
from tmflow.model.issue import DecisionKind, Scope
from tmflow.web.body import json_object
from tmflow.web.errors import BadRequest
from tmflow.web.rest.endpoint import account, route
from tmflow.web.rest.rows import row_on_wire
from tmflow.web.rest.units import place
from tmflow.web.threads import in_thread

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import Route

    from tmflow.services.container import Services
    from tmflow.web.body import Fields


def _choice(fields: Fields, name: str, kind: type[DecisionKind | Scope]) -> DecisionKind | Scope:
    try:
        return kind(fields.text(name, limit=30))
    except ValueError as error:
        known = ", ".join(member.value for member in kind)
        raise BadRequest(tr("Field {name}: one of {known} is expected.", name=name, known=known)) from error


def routes(services: Services) -> list[Route]:
    """Return the routes of this module."""

    async def _row(request: Request, unit_id: str) -> dict[str, Any]:
        return row_on_wire(await in_thread(services.units.row, account(request), unit_id))

    async def approve(request: Request) -> dict[str, Any]:
        unit_id, lang = place(request)
        fields = await json_object(request)
        await in_thread(
            services.review.approve,
            account(request),
            unit_id,
            lang,
            version=fields.number("version"),
            operation_id=fields.operation_id(),
            text=fields.optional_text("text"),
        )
        return await _row(request, unit_id)

    async def return_(request: Request) -> dict[str, Any]:
        unit_id, lang = place(request)
        fields = await json_object(request)
        await in_thread(
            services.review.return_,
            account(request),
            unit_id,
            lang,
            version=fields.number("version"),
            comment=fields.text("comment"),
            operation_id=fields.operation_id(),
        )
        return await _row(request, unit_id)

    async def fix(request: Request) -> dict[str, Any]:
        unit_id, _ = place(request)
        fields = await json_object(request)
        await in_thread(
            services.quality.fix,
            account(request),
            unit_id,
            fields.text("key", limit=300),
            fields.number("version"),
            fields.operation_id(),
        )
        return await _row(request, unit_id)

    async def decide(request: Request) -> dict[str, Any]:
        unit_id = request.path_params["id"]
        fields = await json_object(request)
        await in_thread(
            services.quality.decide,
            account(request),
            unit_id,
            fields.text("key", limit=300),
            _choice(fields, "kind", DecisionKind),
            _choice(fields, "scope", Scope),
            reason=fields.text("reason", default=""),
        )
        return await _row(request, unit_id)

    async def revoke(request: Request) -> dict[str, Any]:
        await json_object(request)
        await in_thread(services.quality.revoke, account(request), request.path_params["decision"])
        return await _row(request, request.path_params["id"])

    return [
        route("/units/{id}/{lang}/approve", approve, method="POST"),
        route("/units/{id}/{lang}/return", return_, method="POST"),
        route("/units/{id}/{lang}/fix", fix, method="POST"),
        route("/units/{id}/decisions", decide, method="POST"),
        route("/units/{id}/decisions/{decision:int}/revoke", revoke, method="POST"),
    ]
