"""The sign-in page and signing out: plain HTML with a form, so that it works before anything else does."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from tmflow.i18n import tr
from tmflow.model.errors import NotSignedIn, TmflowError, TooLarge
from tmflow.web import cookies
from tmflow.web.body import raw
from tmflow.web.gate import SIGN_IN
from tmflow.web.origin import same_origin
from tmflow.web.threads import in_thread

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from tmflow.services.accounts import AccountService

_FORM_LIMIT: Final = 8 * 1024
_PAGE: Final = Template((files("tmflow.web") / "signin.html").read_text(encoding="utf-8"))


def safe_target(target: str) -> str:
    """Return where to go after signing in: a path of this server, never another site's address."""
    inside = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if inside and not any(ord(char) < ord(" ") for char in target) else "/"


def page(*, target: str = "/", name: str = "", message: str = "", status: int = 200) -> HTMLResponse:
    """Return the sign-in page; `message` says why the last attempt failed."""
    html = _PAGE.substitute(
        title=escape(tr("Sign in")),
        tagline=escape(tr("Every release in Chinese, English and Russian, and consistent.")),
        name_label=escape(tr("Name")),
        password_label=escape(tr("Password")),
        button=escape(tr("Sign in")),
        name=escape(name),
        target=escape(safe_target(target)),
        message=escape(message),
        message_state="" if message else "hidden",
    )
    return HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})


async def _form(request: Request) -> dict[str, str]:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/x-www-form-urlencoded":
        return {}
    body = (await raw(request, _FORM_LIMIT)).decode("utf-8", errors="replace")
    return {key: values[0] for key, values in parse_qs(body, keep_blank_values=True, max_num_fields=10).items()}


def routes(accounts: AccountService) -> list[Route]:
    """Return the routes of this module."""

    async def show(request: Request) -> Response:
        return page(target=request.query_params.get("next", "/"))

    async def sign_in(request: Request) -> Response:
        # A form carries no JSON content type, so here a page of ours must be named by the browser itself.
        if same_origin(request.headers) is not True:
            return page(message=tr("Please sign in on this page."), status=403)
        try:
            form = await _form(request)
        except (TooLarge, ValueError):
            return page(message=tr("Please sign in on this page."), status=400)
        name, target = form.get("name", "").strip(), form.get("next", "/")
        client = request.client.host if request.client else ""
        try:
            token = await in_thread(accounts.sign_in, name, form.get("password", ""), client)
            # Pages that the person before has left open must not go on in that name.
            await in_thread(accounts.sign_out, cookies.token(request.headers))
        except NotSignedIn as error:
            return page(target=target, name=name, message=str(error), status=401)
        except TmflowError as error:
            return page(target=target, name=name, message=str(error), status=503)
        response = RedirectResponse(safe_target(target), status_code=303)
        cookies.give(response, token, secure=request.url.scheme == "https")
        return response

    async def sign_out(request: Request) -> Response:
        await in_thread(accounts.sign_out, cookies.token(request.headers))
        response = RedirectResponse(SIGN_IN, status_code=303)
        cookies.take_away(response, secure=request.url.scheme == "https")
        return response

    return [
        Route(SIGN_IN, show, methods=["GET"]),
        Route(SIGN_IN, sign_in, methods=["POST"]),
        Route("/signout", sign_out, methods=["POST"]),
    ]
