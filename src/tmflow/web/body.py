"""Reading request bodies: JSON objects of a stated size, fields of a stated kind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tmflow.i18n import tr
from tmflow.model.errors import TooLarge
from tmflow.web.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

LIMIT: Final = 256 * 1024
"""Bytes of a body; a sentence is a few hundred, the longest paragraph of a treaty a few thousand."""
TEXT_LIMIT: Final = 20_000
"""Characters of one text field."""
_ID_LIMIT: Final = 64


async def raw(request: Request, limit: int = LIMIT) -> bytes:
    """Read a body of at most `limit` bytes.

    Raises:
        TooLarge: the body is longer; found while reading, whatever `Content-Length` says.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise TooLarge(tr("The request is larger than {limit} bytes.", limit=limit))
        parts.append(part)
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a JSON object, each read with its kind."""

    values: Mapping[str, Any]

    def text(self, name: str, *, default: str | None = None, limit: int = TEXT_LIMIT) -> str:
        """Return a string field of at most `limit` characters."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise BadRequest(tr("Field {name}: a text is expected.", name=name))
        if len(value) > limit:
            raise BadRequest(tr("Field {name}: at most {limit} characters.", name=name, limit=limit))
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a string field, or None when it is absent or null."""
        return None if self.values.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """Return a whole number of zero or more."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise BadRequest(tr("Field {name}: a whole number is expected.", name=name))
        return value

    def flag(self, name: str) -> bool:
        """Return a truth value, false when it is absent."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise BadRequest(tr("Field {name}: true or false is expected.", name=name))
        return value

    def operation_id(self) -> str:
        """Return the id by which a repeated request is recognised (a UUID of the client, 8 to 64 characters)."""
        value = self.text("operation_id", limit=_ID_LIMIT)
        if len(value) < 8:  # noqa: PLR2004 - shorter ones collide
            raise BadRequest(tr("Field {name}: a text is expected.", name="operation_id"))
        return value


async def json_object(request: Request) -> Fields:
    """Read a JSON object.

    Raises:
        BadRequest: another content type (a foreign page's form cannot send this one), or no JSON object.
        TooLarge: over the limit.
    """
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise BadRequest(tr("Send JSON (Content-Type: application/json)."))
    try:
        value = json.loads(await raw(request))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadRequest(tr("The request is not valid JSON.")) from error
    if not isinstance(value, dict):
        raise BadRequest(tr("A JSON object is expected."))
    return Fields(value)
