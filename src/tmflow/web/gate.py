"""The session gate: nothing behind it is reached without a session, by HTTP or by websocket.

It is plain ASGI around everything, Streamlit's own routes included, so no page can forget it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse

from tmflow.i18n import tr
from tmflow.model.errors import TmflowError
from tmflow.web import cookies, errors
from tmflow.web.origin import SAFE_METHODS, host_allowed, same_origin
from tmflow.web.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from tmflow.model.account import Account

REST: Final = "/v1/"
SIGN_IN: Final = "/signin"
# What a person without a session may see: the sign-in page, whether the server is up, and files that hold no data.
_OPEN: Final = frozenset({SIGN_IN, "/healthz", "/favicon.ico", "/favicon.png", "/manifest.json", "/robots.txt"})
_OPEN_PREFIXES: Final = ("/static/", "/assets/")
_CLOSE_NOT_SIGNED_IN: Final = 4401
_CLOSE_FOREIGN: Final = 4403
_CLOSE_TRY_AGAIN: Final = 1013


class Sessions(Protocol):
    """What the gate needs from the accounts service."""

    def resolve(self, token: str) -> Account | None:
        """Return the active account of a living session, asked from the database on every call."""
        ...


def is_open(path: str) -> bool:
    """Whether a path is served without a session."""
    return path in _OPEN or (path.startswith(_OPEN_PREFIXES) and ".." not in path)


class SessionGate:
    """Let a request through with its account in `scope["state"]["account"]`, or answer it here.

    Args:
        app: what is behind the gate.
        sessions: who knows the sessions.
        allowed_hosts: names that this server is called by; empty for any.
    """

    def __init__(self, app: ASGIApp, *, sessions: Sessions, allowed_hosts: Sequence[str] = ()) -> None:
        self._app = app
        self._sessions = sessions
        self._allowed_hosts = tuple(allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _account(self, headers: Headers) -> Account | None:
        token = cookies.token(headers)
        return await in_thread(self._sessions.resolve, token) if token else None

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, path = Headers(scope=scope), scope["path"]
        if not host_allowed(headers.get("host", ""), self._allowed_hosts):
            await PlainTextResponse(tr("This server is not called by that name."), status_code=421)(
                scope, receive, send
            )
            return
        if scope["method"] not in SAFE_METHODS and same_origin(headers) is False:
            answer = errors.refused(403, "cross_site", tr("This request comes from another site and was refused."))
            await answer(scope, receive, send)
            return
        if is_open(path):
            await self._app(scope, receive, send)
            return
        try:
            account = await self._account(headers)
        except TmflowError as error:
            # Around the gate there is nobody who could put this into words.
            await errors.answer_to(error)(scope, receive, send)
            return
        if account is None:
            await _turn_away(scope, receive, send)
            return
        scope.setdefault("state", {})["account"] = account
        await self._app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not host_allowed(headers.get("host", ""), self._allowed_hosts) or same_origin(headers) is False:
            await _close(receive, send, _CLOSE_FOREIGN)
            return
        try:
            account = await self._account(headers)
        except TmflowError:
            await _close(receive, send, _CLOSE_TRY_AGAIN, "try again later")
            return
        if account is None:
            await _close(receive, send, _CLOSE_NOT_SIGNED_IN)
            return
        scope.setdefault("state", {})["account"] = account
        await self._app(scope, receive, send)


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    """Send a person to the sign-in page and tell a program that it is not signed in."""
    headers, path = Headers(scope=scope), scope["path"]
    wants_page = scope["method"] in {"GET", "HEAD"} and "text/html" in headers.get("accept", "")
    if path.startswith((REST, "/_stcore/")) or not wants_page:
        await errors.not_signed_in()(scope, receive, send)
        return
    query = scope.get("query_string", b"").decode("latin-1")
    target = f"{path}?{query}" if query else path
    await RedirectResponse(f"{SIGN_IN}?next={quote(target, safe='')}", status_code=303)(scope, receive, send)


async def _close(receive: Receive, send: Send, code: int, reason: str = "not signed in") -> None:
    """Refuse a websocket before it opens: the client sees HTTP 403, or the code where the server passes it on."""
    await receive()
    await send({"type": "websocket.close", "code": code, "reason": reason})
