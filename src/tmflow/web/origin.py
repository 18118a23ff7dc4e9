"""Is this request from our own pages? Answers for cross-site requests (CSRF) and for rebound host names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def host_name(host: str) -> str:
    """Return the name in a Host header without its port, lower case: `[::1]:8501` -> `::1`."""
    try:
        return (urlsplit(f"//{host.strip()}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def host_allowed(host: str, allowed: Sequence[str]) -> bool:
    """Whether a Host header names this server; an empty list or `*` allows every name.

    A page of another site that lets its own name point at this machine (DNS rebinding) would send that name.
    """
    name = host_name(host)
    return not allowed or any(pattern in {"*", name} for pattern in allowed)


def same_origin(headers: Mapping[str, str]) -> bool | None:
    """Whether the browser says that a page of ours sent this: yes, no, or None when the client is no browser.

    Every current browser sends `Sec-Fetch-Site`, and `Origin` with each request that changes something.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return None
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False
