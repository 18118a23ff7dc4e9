"""Services are synchronous (they wait for the database): they run in threads, never on the event loop."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final, TypeVar

import anyio
from anyio import to_thread

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# Apart from the threads that send files, so that many slow downloads never hold up a save.
_THREADS: Final = 16


@cache
def _limiter() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(_THREADS)


async def in_thread(function: Callable[..., T], /, *args: object, **kwargs: object) -> T:
    """Run a service method in a worker thread and wait for its result."""
    return await to_thread.run_sync(partial(function, *args, **kwargs), limiter=_limiter())
