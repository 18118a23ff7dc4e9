"""The REST interface `/v1`: thin functions between JSON and services, one module an area.

Every answer is JSON; an error is `{"error": code, "message": sentence}` (see `tmflow.web.errors`). Rights are asked in
the services; a request that changes something carries JSON, names the row version it read and an operation id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmflow.web.rest import glossary, memory, releases, review, units

if TYPE_CHECKING:
    from starlette.routing import Route

    from tmflow.services.container import Services


def routes(services: Services) -> list[Route]:
    """Return every route of `/v1`."""
    return [
        *releases.routes(services),
        *units.routes(services),
        *review.routes(services),
        *glossary.routes(services),
        *memory.routes(services),
    ]
