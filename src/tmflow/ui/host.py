"""Where pages find the services: Streamlit runs the page script by path, so nothing can be handed to it as an argument.

The composing module provides them once, before the first page runs; they never change afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tmflow.services.container import Services

_provided: list[Services] = []


def provide(services: Services) -> None:
    """Make the services known to every page of this process."""
    _provided[:] = [services]


def services() -> Services:
    """Return the services.

    Raises:
        RuntimeError: the page script was started on its own, without the application around it.
    """
    if not _provided:
        raise RuntimeError("start the application with `tmflow serve` or `streamlit run app.py`")
    return _provided[0]
