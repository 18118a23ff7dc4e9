"""What goes over the wire: the model and its views as JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from tmflow.model.segment import Segment


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no type of its own
    """Return a view as JSON values: dataclasses become objects, a segment its plain text, sets and tuples lists."""
    if isinstance(value, Segment):
        result: Any = value.text
    elif isinstance(value, Enum):
        result = value.value
    elif value is None or isinstance(value, (str, bool, int, float)):
        result = value
    elif isinstance(value, Mapping):
        result = {str(plain(key)): plain(item) for key, item in value.items()}
    elif isinstance(value, (tuple, list)):
        result = [plain(item) for item in value]
    elif isinstance(value, (set, frozenset)):
        result = sorted((plain(item) for item in value), key=str)
    elif is_dataclass(value) and not isinstance(value, type):
        result = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    else:
        raise TypeError(f"no form on the wire for {type(value).__name__}")
    return result
