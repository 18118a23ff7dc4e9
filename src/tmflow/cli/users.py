"""`tmflow user add|passwd|role|list|close|open`."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.model.account import ALL_LANGUAGES, Grant, Role
from tmflow.model.errors import InputError
from tmflow.model.language import LANGUAGES
from tmflow.services.accounts import SYSTEM

app: Final = typer.Typer(help="Accounts and their roles.", no_args_is_help=True, rich_markup_mode=None)
_ROLES_HELP: Final = f"{', '.join(Role)}; in one language as translator:ru. May be given again."


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What the person types to sign in.")],
    role: Annotated[list[str], typer.Option("--role", help=_ROLES_HELP)],
    display_name: Annotated[str, typer.Option("--display-name", help="What others see.")] = "",
) -> None:
    """Make an account; the password is asked for, or read from a pipe."""
    grants = _grants(role)
    services = console.services(make=True)
    account = services.accounts.add(SYSTEM, name, display_name, _password(), grants)
    console.say(tr("Account {name} is there: {roles}.", name=account.name, roles=_readable(account.grants)))


@app.command("passwd")
def passwd(name: Annotated[str, typer.Argument(help="The account.")]) -> None:
    """Set a password, and end the account's sessions."""
    services = console.services()
    services.accounts.set_password(SYSTEM, name, _password())
    console.say(tr("The password of {name} is set; its sessions are ended.", name=name))


@app.command("role")
def role(
    name: Annotated[str, typer.Argument(help="The account.")],
    roles: Annotated[list[str] | None, typer.Argument(help=f"All its roles: {_ROLES_HELP}")] = None,
) -> None:
    """Set all roles of an account; without any it can only be signed in to."""
    grants = _grants(roles or [])
    services = console.services()
    account = services.accounts.set_grants(SYSTEM, name, grants)
    console.say(f"{account.name}: {_readable(account.grants)}")


@app.command("list")
def list_() -> None:
    """List the accounts."""
    services = console.services()
    console.table(
        (tr("name"), tr("display name"), tr("roles"), tr("open")),
        (
            (each.name, each.display_name, _readable(each.grants), tr("yes") if each.active else tr("no"))
            for each in services.accounts.list(SYSTEM)
        ),
    )


@app.command("close")
def close(name: Annotated[str, typer.Argument(help="The account.")]) -> None:
    """Close an account and end its sessions."""
    _set_active(name, active=False)


@app.command("open")
def open_(name: Annotated[str, typer.Argument(help="The account.")]) -> None:
    """Open a closed account again."""
    _set_active(name, active=True)


def _set_active(name: str, *, active: bool) -> None:
    account = console.services().accounts.set_active(SYSTEM, name, active=active)
    console.say(tr("{name} is open.", name=account.name) if active else tr("{name} is closed.", name=account.name))


def _grants(roles: list[str]) -> frozenset[Grant]:
    grants = set()
    for text in roles:
        name, _, lang = text.partition(":")
        try:
            kind = Role(name.strip().lower().replace("-", "_"))
        except ValueError as error:
            raise InputError(
                tr("there is no role “{name}”. Expected one of {roles}.", name=name, roles=", ".join(Role))
            ) from error
        if lang and lang not in LANGUAGES:
            raise InputError(tr("“{lang}” is no language of the house. Expected zh, en or ru.", lang=lang))
        grants.add(Grant(kind, lang or ALL_LANGUAGES))
    return frozenset(grants)


def _readable(grants: frozenset[Grant]) -> str:
    return ", ".join(
        sorted(f"{grant.role}" + (f":{grant.lang}" if grant.lang != ALL_LANGUAGES else "") for grant in grants)
    )


def _password() -> str:
    """Ask for a password twice on a terminal; else take the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt(tr("Password"), hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")
