r"""The office's own rules of style, as a small TOML file; the check `style_rule` applies them.

    [[rule]]
    id = "belt_and_road"
    lang = "en"                       # or ["en", "ru"]
    words = ["One Belt One Road"]     # whole words; or  pattern = '...'  (a regular expression)
    message = "The official short form is “Belt and Road”."
    replacement = "Belt and Road"     # optional; \\1 and \\g<name> hold groups of a pattern
    unless = ["One Belt One Road Fund"]  # optional: not inside these words
    severity = "warning"              # or "info" (the default)
    case = true                       # optional: letter case counts; by default for words with capitals
    from = 2021-11-01                 # optional: releases of this day and later
    until = 2024-12-31                # optional: releases of this day and earlier

Words are found whole: `export` is neither in `exports` nor in `re-export`; a pattern stands for itself. A rule with
dates holds for a release without a date too.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import regex

from tmflow.i18n import tr
from tmflow.model.errors import InputError
from tmflow.model.issue import Severity
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_FILE: Final = 1_000_000
MOST_RULES: Final = 2_000
PATIENCE: Final = 0.05
"""Seconds that a pattern may take for one text."""
_LONGEST_PATTERN: Final = 2_000
_KEYS: Final = frozenset({
    "id", "lang", "words", "pattern", "message", "replacement", "unless", "severity", "case", "from", "until",
})  # fmt: skip
_LETTER: Final = r"[[\w\u0301]--\p{Han}]"
_ESCAPED: Final = re.compile(r"\\(?:[xu][0-9a-fA-F]+|[pPNg]\{[^}]*\}|.)", re.DOTALL)
_BRACKETED: Final = re.compile(r"\[\^?\]?[^\]\[]*\](?:[?*+]|\{[^}]*\})?|\([^()\[\]]*\)(?:[?*+]|\{[^}]*\})?")
_OPTIONAL: Final = re.compile(r".(?:[?*]|\{[^}]*\})", re.DOTALL)
_FLAGS: Final = re.compile(r"\(\?[a-zA-Z-]")
_LITERAL: Final = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff]")
_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)
_PROBES: Final = (
    "a" * 400 + "!",
    "а" * 400 + "!",
    "中" * 400 + "!",
    "ab " * 150 + "!",
    "1" * 400 + "x",
    " " * 400 + "!",
)
"""Texts on which a pattern that tries every way to split them takes for ever."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `expression` finds what is wrong in texts of `langs`; `since`, `until` are ISO 8601 days or empty.

    `needs` holds pieces of text in small letters: where none of them is, there is nothing to find.
    """

    id: str
    langs: tuple[str, ...]
    expression: regex.Pattern[str]
    message: str
    replacement: str = ""
    severity: Severity = Severity.INFO
    unless: regex.Pattern[str] | None = None
    since: str = ""
    until: str = ""
    needs: tuple[str, ...] = ()

    def holds(self, date: str) -> bool:
        """Whether the rule holds for a release of this day (ISO 8601, or empty where it is not known)."""
        day = date[:10]
        return not day or ((not self.since or day >= self.since) and (not self.until or day <= self.until))

    def find(self, text: str) -> Iterator[regex.Match[str]]:
        """Yield what is wrong in a text.

        Raises:
            TimeoutError: the pattern takes longer than `PATIENCE`.
        """
        spared = [match.span() for match in self.unless.finditer(text, timeout=PATIENCE)] if self.unless else ()
        for match in self.expression.finditer(text, timeout=PATIENCE):
            if match.end() > match.start() and not any(a <= match.start() and match.end() <= b for a, b in spared):
                yield match


class Selection:
    """The rules for one language in one release, and a cheap look that tells whether a text needs any of them."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        pieces = sorted({re.escape(piece) for rule in rules for piece in rule.needs})
        self._look = re.compile("|".join(pieces)) if rules and all(rule.needs for rule in rules) else None

    def concerned(self, text: str) -> tuple[Rule, ...]:
        """The rules that may find something in a text, nearly always none."""
        lowered = text.lower()
        if self._look is not None and not self._look.search(lowered):
            return ()
        return tuple(rule for rule in self._rules if not rule.needs or any(piece in lowered for piece in rule.needs))


@dataclass(frozen=True)
class Rules:
    """All rules of an office, in the order of its file."""

    all: tuple[Rule, ...] = ()

    def of(self, lang: str, date: str) -> Selection:
        """The rules for texts in `lang` in a release of this day."""
        return Selection(tuple(rule for rule in self.all if lang in rule.langs and rule.holds(date)))


NONE: Final = Rules()


def parse(text: str, source: str) -> Rules:
    """Read a file of rules.

    Args:
        text: TOML, as the module describes it.
        source: the file's name, for errors.

    Raises:
        InputError: it is no TOML, or a rule cannot be used; the place is the line where the rule begins.
    """
    if len(text) > LONGEST_FILE:
        raise InputError(tr("A file of rules has at most {limit} characters.", limit=LONGEST_FILE), source=source)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = tr("line {line}", line=line.group(1)) if line else tr("last line")
        raise InputError(
            tr("this is no TOML: {reason}. Backslashes belong in single quotes: pattern = '\\d+'.", reason=error),
            source=source, place=place,
        ) from error  # fmt: skip
    except RecursionError as error:
        raise InputError(tr("this is nested too deeply: a rule is a flat table [[rule]]."), source=source) from error
    rows = table.get("rule", [])
    strange = sorted(table.keys() - {"rule"})
    if strange or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(
            tr("“{key}” is not known here. Each rule begins with a line [[rule]].", key=(*strange, "rule")[0]),
            source=source,
        )
    if len(rows) > MOST_RULES:
        raise InputError(tr("There are more than {limit} rules.", limit=MOST_RULES), source=source)
    lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
    found: dict[str, Rule] = {}
    for number, row in enumerate(rows, 1):
        place = tr("line {line}", line=lines[number - 1]) if len(lines) == len(rows) else tr("rule {n}", n=number)
        try:
            rule = _rule(row, number)
        except _WrongError as error:
            raise InputError(str(error), source=source, place=place) from error
        if rule.id in found:
            message = tr("There is another rule “{id}”: give it an id of its own.", id=rule.id)
            raise InputError(message, source=source, place=place)
        found[rule.id] = rule
    return Rules(tuple(found.values()))


@lru_cache(maxsize=1)
def shipped() -> Rules:
    """The rules that come with the house: slips that no office wants."""
    text = resources.files("tmflow.checks").joinpath("style.toml").read_text(encoding="utf-8")
    return parse(text, "style.toml")


class _WrongError(Exception):
    """A rule that cannot be used; the message says why and what to do."""


def _rule(row: Mapping[str, object], number: int) -> Rule:
    unknown = sorted(row.keys() - _KEYS)
    if unknown:
        keys = ", ".join(sorted(_KEYS))
        raise _WrongError(tr("“{key}” is not known here. Expected: {keys}.", key=unknown[0], keys=keys))
    langs = _texts(row, "lang")
    if not langs or not set(langs) <= set(LANGUAGES):
        raise _WrongError(tr("lang must be one or several of {langs}.", langs=", ".join(LANGUAGES)))
    message = _text(row, "message")
    if not message:
        raise _WrongError(tr("message is missing: say in a sentence what is wrong."))
    words, pattern = _texts(row, "words"), _text(row, "pattern")
    if bool(words) == bool(pattern):
        raise _WrongError(tr("a rule has either words = [...] or pattern = '...'."))
    case = row.get("case")
    if not isinstance(case, bool | None):
        raise _WrongError(tr("case must be true or false."))
    expression = _whole_words(words, case=case) if words else _pattern(pattern, case=case)
    unless = _texts(row, "unless")
    severity = _text(row, "severity") or Severity.INFO
    if severity not in {Severity.INFO, Severity.WARNING}:
        raise _WrongError(tr("severity must be “info” or “warning”."))
    replacement = _text(row, "replacement")
    _try_replacement(expression, replacement, words=bool(words))
    return Rule(
        _text(row, "id") or f"rule{number}", langs, expression, message, replacement, Severity(severity),
        _whole_words(unless, case=False) if unless else None, _day(row, "from"), _day(row, "until"),
        tuple(max(word.lower().split(), key=len) for word in words) if words else _pieces(pattern),
    )  # fmt: skip


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise _WrongError(tr("{key} must be a text in quotes.", key=key))
    return value


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(each, str) and each.strip() for each in values):
        raise _WrongError(tr("{key} must be a text in quotes or a list of texts.", key=key))
    return tuple(values)


def _day(row: Mapping[str, object], key: str) -> str:
    value = row.get(key, "")
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    try:
        return dt.date.fromisoformat(str(value)).isoformat() if value != "" else ""
    except ValueError as error:
        raise _WrongError(tr("{key} must be a day such as 2021-11-01.", key=key)) from error


def _whole_words(words: tuple[str, ...], *, case: bool | None) -> regex.Pattern[str]:
    """Words as wholes: no letter, figure, hyphen or apostrophe with a letter beside them; Chinese has no such ends."""
    choices = []
    for word in sorted(words, key=len, reverse=True):
        blanks = r"[\s\u00a0]+".join(regex.escape(part) for part in word.split())
        first, last = word.strip()[0], word.strip()[-1]
        before = rf"(?<!{_LETTER})(?<!{_LETTER}[-‑’'])" if first.isalnum() and not _is_han(first) else ""
        after = rf"(?!{_LETTER})(?![-‑’']{_LETTER})" if last.isalnum() and not _is_han(last) else ""
        loose = case is False or (case is None and word.islower())
        choices.append(f"(?i:{before}{blanks}{after})" if loose else f"{before}{blanks}{after}")
    return regex.compile("|".join(choices), regex.V1)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _pattern(pattern: str, *, case: bool | None) -> regex.Pattern[str]:
    """Compile a pattern and try it: one that takes for ever is refused here, not in the middle of the work."""
    if len(pattern) > _LONGEST_PATTERN:
        raise _WrongError(tr("a pattern has at most {limit} characters.", limit=_LONGEST_PATTERN))
    try:
        found = regex.compile(pattern, regex.IGNORECASE if case is False else 0)
    except (regex.error, OverflowError, RecursionError, MemoryError) as error:
        raise _WrongError(tr("the pattern cannot be read: {reason}.", reason=error)) from error
    try:
        if found.search("", timeout=PATIENCE):
            raise _WrongError(tr("the pattern is found in an empty text: ask for at least one character."))
        for probe in _PROBES:
            found.search(probe, timeout=PATIENCE)
    except TimeoutError as error:
        raise _WrongError(
            tr("the pattern takes too long: avoid repetitions inside repetitions, such as (a+)+.")
        ) from error
    return found


def _pieces(pattern: str) -> tuple[str, ...]:
    """The longest literal piece outside brackets that the pattern cannot be found without; none where it may vary."""
    bare = _ESCAPED.sub("\0", pattern)
    while bare != (bare := _BRACKETED.sub("\0", bare)):
        pass
    if _FLAGS.search(pattern) or any(sign in bare for sign in "|([{"):
        return ()
    found = _LITERAL.findall(_OPTIONAL.sub("\0", bare))
    return (max(found, key=len).lower(),) if found else ()


def _try_replacement(expression: regex.Pattern[str], replacement: str, *, words: bool) -> None:
    """Refuse a replacement that names a group which the pattern has not."""
    if words or "\\" not in replacement:
        return
    for group in regex.findall(r"\\(?:g<([^>]*)>|(\d+))", replacement):
        name = group[0] or group[1]
        known = int(name) <= expression.groups if name.isdigit() else name in expression.groupindex
        if not known:
            raise _WrongError(tr("replacement names the group “{name}”, which the pattern has not.", name=name))
    if regex.sub(r"\\(?:g<[^>]*>|\d+|\\)", "", replacement).find("\\") >= 0:
        raise _WrongError(tr("replacement holds a backslash that is no group: write \\\\ for a backslash."))
