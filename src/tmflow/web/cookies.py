"""The one cookie: an opaque token that only the server can read anything from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.requests import cookie_parser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

NAME: Final = "tmflow_session"
# As long as a session can live at all (seven days); the server ends it earlier.
_MAX_AGE: Final = 7 * 24 * 3600


def token(headers: Mapping[str, str]) -> str:
    """Return the session token of a request, empty when there is none.

    A browser sends the cookies of every program on this machine, whatever its port; some of them follow no rule.
    """
    return cookie_parser(headers.get("cookie", "")).get(NAME, "")


def give(response: Response, value: str, *, secure: bool) -> None:
    """Set the cookie: not readable by scripts, not sent from other sites, `Secure` where the connection is."""
    response.set_cookie(NAME, value, max_age=_MAX_AGE, path="/", secure=secure, httponly=True, samesite="lax")


def take_away(response: Response, *, secure: bool) -> None:
    """Remove the cookie."""
    response.delete_cookie(NAME, path="/", secure=secure, httponly=True, samesite="lax")
