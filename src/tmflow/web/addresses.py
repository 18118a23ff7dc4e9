"""Addresses that people write by hand: Streamlit serves its first page at `/` only, and calls `/releases` unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import RedirectResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FIRST_PAGE: Final = "/releases"


def routes() -> list[Route]:
    """Return the routes of this module."""

    async def first_page(request: Request) -> Response:
        query = request.url.query
        return RedirectResponse(f"/?{query}" if query else "/", status_code=307)

    return [Route(FIRST_PAGE, first_page)]
