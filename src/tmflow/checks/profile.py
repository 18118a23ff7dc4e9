"""Profiles: which checks run, and how severe each is, in the words of MQM (Multidimensional Quality Metrics).

A profile is a small TOML file:

    title = "Quiet"
    floor = "minor"          # optional: what weighs less is raised to this
    shown_from = "minor"     # optional: what weighs less is left out

    [checks]
    number_format = "off"
    term_missing = "critical"

A check that is not named keeps its own weight. A weight is that of the check's gravest issues: what a check itself
reports as less (a draft term, a doubtful omission) becomes at most that, and is never raised but by `floor`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from tmflow.checks.registry import BY_ID
from tmflow.i18n import tr
from tmflow.model.errors import InputError, NotFound
from tmflow.model.issue import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.checks.check import Check
    from tmflow.model.issue import Issue

OFF: Final = "off"
LONGEST_NAME: Final = 60
_KEYS: Final = frozenset({"title", "floor", "shown_from", "checks"})


class Weight(StrEnum):
    """MQM's severity levels. A neutral issue only tells, a minor one asks for a look, the others block approval.

    A major issue is closed by an editor, one about a rendering also by a glossary owner; a critical one by nobody but
    an editor.
    """

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def severity(self) -> Severity:
        """The severity of an issue of this weight."""
        return _SEVERITIES[self]


_SEVERITIES: Final = {
    Weight.NEUTRAL: Severity.INFO,
    Weight.MINOR: Severity.WARNING,
    Weight.MAJOR: Severity.ERROR,
    Weight.CRITICAL: Severity.ERROR,
}
_OWN: Final = {Severity.INFO: Weight.NEUTRAL, Severity.WARNING: Weight.MINOR, Severity.ERROR: Weight.MAJOR}
_ORDER: Final = (Severity.INFO, Severity.WARNING, Severity.ERROR)


def own_weight(check: Check) -> Weight:
    """Return the weight of a check's gravest issues as it comes from the house."""
    return _OWN[check.severity]


@dataclass(frozen=True, slots=True)
class Profile:
    """A named choice.

    Args:
        name: what people choose it by.
        off: the ids of checks that do not run.
        weights: by check, what replaces its own weight.
        floor: what weighs less is raised to this.
        shown_from: what weighs less is left out.
    """

    name: str
    off: frozenset[str] = frozenset()
    weights: Mapping[str, Weight] = field(default_factory=dict)
    floor: Weight = Weight.NEUTRAL
    shown_from: Weight = Weight.NEUTRAL

    def runs(self, check: str) -> bool:
        """Whether the check runs."""
        return check not in self.off

    def critical(self, check: str) -> bool:
        """Whether nobody but an editor closes the issues of this check."""
        return self.weights.get(check) is Weight.CRITICAL

    def weigh(self, issue: Issue, own: Severity) -> Issue | None:
        """Return the issue with the severity of this profile, or nothing where it is too light to be shown.

        Args:
            issue: as the check gave it.
            own: the severity of the check's gravest issues.
        """
        wanted = self.weights.get(issue.check)
        severity = issue.severity
        if wanted is not None:
            severity = wanted.severity if severity is own else _lighter(severity, wanted.severity)
        severity = _graver(severity, self.floor.severity)
        if _ORDER.index(severity) < _ORDER.index(self.shown_from.severity):
            return None
        return issue if severity is issue.severity else replace(issue, severity=severity)


def _lighter(a: Severity, b: Severity) -> Severity:
    return min(a, b, key=_ORDER.index)


def _graver(a: Severity, b: Severity) -> Severity:
    return max(a, b, key=_ORDER.index)


DEFAULT: Final = Profile("default")
SHIPPED: Final = ("default", "strict", "quiet")
PUBLISHED: Final = "quiet"
"""The shipped profile for texts that are published already: nobody mends them for a matter of taste."""


def parse(text: str, name: str) -> Profile:
    """Read a profile.

    Args:
        text: TOML, as the module describes it.
        name: the profile's name, and what an error names.

    Raises:
        InputError: it is no such file, or names a check or a weight that there is not.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(tr("this is no profile: {reason}", reason=error), source=name) from error
    unknown = sorted(table.keys() - _KEYS)
    if unknown:
        keys = ", ".join(sorted(_KEYS))
        raise InputError(tr("“{key}” is not known here. Expected: {keys}.", key=unknown[0], keys=keys), source=name)
    checks = table.get("checks", {})
    if not isinstance(checks, dict):
        raise InputError(tr("[checks] must be a table: check = weight."), source=name)
    strange = sorted(checks.keys() - BY_ID.keys())
    if strange:
        raise InputError(tr("There is no check “{check}”.", check=strange[0]), source=name)
    return Profile(
        name,
        frozenset(check for check, weight in checks.items() if weight == OFF),
        {check: _weight(weight, check, name) for check, weight in checks.items() if weight != OFF},
        _weight(table.get("floor", Weight.NEUTRAL), "floor", name),
        _weight(table.get("shown_from", Weight.NEUTRAL), "shown_from", name),
    )


def _weight(written: object, place: str, name: str) -> Weight:
    try:
        return Weight(str(written))
    except ValueError as error:
        known = ", ".join(Weight)
        raise InputError(
            tr("{place} is “{text}”. Expected one of {known}, for a check also {off}.",
               place=place, text=written, known=known, off=OFF), source=name,
        ) from error  # fmt: skip


def written(profile: Profile) -> str:
    """Return a profile as the TOML that `parse` reads."""
    chosen = {**dict.fromkeys(profile.off, OFF), **{check: weight.value for check, weight in profile.weights.items()}}
    lines = [f'floor = "{profile.floor.value}"', f'shown_from = "{profile.shown_from.value}"', "", "[checks]"]
    return "\n".join([*lines, *(f'{check} = "{weight}"' for check, weight in sorted(chosen.items()))]) + "\n"


@lru_cache(maxsize=8)
def shipped(name: str) -> Profile:
    """Return a profile that comes with the house: `default`, `strict` or `quiet`.

    Raises:
        NotFound: there is none of this name.
    """
    if name not in SHIPPED:
        raise NotFound(tr("There is no profile “{name}”.", name=name))
    text = resources.files("tmflow.checks").joinpath("profiles", f"{name}.toml").read_text(encoding="utf-8")
    return parse(text, name)
