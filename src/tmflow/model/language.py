"""Languages by their BCP 47 primary subtag. The three of the house come first, in the order in which they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ZH: Final = "zh"
EN: Final = "en"
RU: Final = "ru"
LANGUAGES: Final = (ZH, EN, RU)
PAIRS: Final = ((ZH, EN), (EN, RU), (ZH, RU))
NAMES: Final = {ZH: "中文", EN: "English", RU: "Русский"}
"""Each language in its own words, for headings."""


def primary(tag: str) -> str:
    """Return the lower-case primary subtag of a BCP 47 or POSIX tag: `zh-CN`, `zh_Hans` -> `zh`, `EN-us` -> `en`."""
    return tag.replace("_", "-").split("-", 1)[0].strip().lower()


def ordered(languages: Iterable[str]) -> tuple[str, ...]:
    """Return the given language codes in house order (zh, en, ru, then others by alphabet)."""
    codes = set(languages)
    return tuple(lang for lang in LANGUAGES if lang in codes) + tuple(sorted(codes - set(LANGUAGES)))
