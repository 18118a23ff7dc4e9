"""Write docs/checks.md from the checks themselves: `python scripts/make_checks_doc.py [--check]`.

What a check flags comes from its file's docstring, type and weight from its `Check`, good and bad examples from its
table in tests/checks, how often it speaks from docs/data/check_rates.tsv (benchmarks/check_rates.py), and what ten read
samples were worth from docs/data/check_verdicts.tsv, which people write. With `--check` nothing is written: the exit
code is 1 when the page is not what it would be.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tmflow.checks.profile import SHIPPED, own_weight, shipped
from tmflow.checks.registry import ALL
from tmflow.model.language import LANGUAGES, NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.checks.check import Check

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "checks.md"
TABLES: Final = ROOT / "tests" / "checks"
RATES: Final = ROOT / "docs" / "data" / "check_rates.tsv"
VERDICTS: Final = ROOT / "docs" / "data" / "check_verdicts.tsv"
INTRODUCTION: Final = """# Checks

A check looks at one sentence in its three versions and its release. Where two versions agree the third is named. An
alarm is meant to be nearly always true: what style may do is left alone, and a false alarm is a defect to report.

An issue has a type (ITS 2.0, section 8.20) and a weight in the words of MQM: *neutral* issues only tell, *minor* ones
are warnings, *major* and *critical* ones are errors and block approval; critical ones are closed by nobody but an
editor. The weight below is that of a check's gravest issues; it may report less. A profile (`tmflow profile`, the page
*Checks*) says which checks run and how severe each is; an office copies one of those that ship and changes it.

People decide about an issue here, in its release, or everywhere. A decision about a term is kept by check, concept and
rendering; one about values or form by the texts that it is about, so that it is asked again when these change.

In the examples ⟦ ⟧ holds what is flagged (nothing, where something is missing) and → what is offered instead.
"""
RATES_INTRODUCTION: Final = """## How often they speak

Rows of human translations (news, Chinese, English and Russian side by side; they are not part of this repository) of
which a check says something, in percent: warnings and errors, and rows that it only tells something. Each row is
checked by itself, with the starter glossary, the shipped lexicon and the encoder. A rate is no rate of false alarms:
these translations have real slips, and real freedoms. *Read* says what up to ten drawn samples of the first file were
worth: right, wrong, debatable; `–` where nothing was read.
"""


def main() -> int:
    """Write the page, or compare it."""
    text = page()
    if "--check" in sys.argv[1:]:
        stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text
        print("docs/checks.md is stale: run scripts/make_checks_doc.py" if stale else "docs/checks.md is fresh")
        return int(stale)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """Return the page."""
    return "\n".join([INTRODUCTION, _rates(), _profiles(), *map(_section, ALL)])


def _rates() -> str:
    rates, verdicts = _rows(RATES), _rows(VERDICTS)
    files = list(dict.fromkeys(name.rsplit(".", 1)[0] for name in rates.get("all", {}) if "." in name))
    kinds = [f"{file.removeprefix('parallel.')}: {kind}" for file in files for kind in ("minor and up", "neutral")]
    head = ["check", "type", "weight", *kinds, "read: right / wrong / debatable"]
    rows = [["**all**", "", "", *_percents(rates.get("all", {}), files), ""]]
    for check in ALL:
        verdict = verdicts.get(check.id)
        read = f"{verdict['right']} / {verdict['wrong']} / {verdict['debatable']}" if verdict else "–"
        link = f"[`{check.id}`](#{check.id})"
        rows.append([link, check.type.value, own_weight(check).value, *_percents(rates.get(check.id, {}), files), read])
    return f"{RATES_INTRODUCTION}\n{_table(head, rows)}\n"


def _percents(row: Mapping[str, str], files: list[str]) -> list[str]:
    return [
        f"{100 * int(row[f'{file}.{kind}']) / int(row[f'{file}.rows']):.2f}" if row else "–"
        for file in files
        for kind in ("grave", "told")
    ]


def _profiles() -> str:
    rows = []
    for name in SHIPPED:
        profile = shipped(name)
        changed = [f"`{check}` {weight.value}" for check, weight in sorted(profile.weights.items())]
        changed += [f"`{check}` off" for check in sorted(profile.off)]
        rows.append([f"`{name}`", profile.floor.value, profile.shown_from.value, ", ".join(changed) or "none"])
    head = ["profile", "nothing weighs less than", "shown from", "other weights than their own"]
    return f"## Profiles that ship\n\n{_table(head, rows)}\n"


def _section(check: Check) -> str:
    doc = (sys.modules[check.run.__module__].__doc__ or "").strip()
    first, _, rest = doc.partition("\n\n")
    examples = tomllib.loads((TABLES / f"{check.id}.toml").read_text(encoding="utf-8"))
    parts = [f"## {check.id}", f"*{check.type.value}, {own_weight(check).value}.* {_flowing(first)}"]
    parts += [_flowing(part) for part in rest.split("\n\n") if part]
    parts += [_examples("Flagged", _picked(examples.get("flagged", []), flagged=True), flagged=True)]
    parts += [_examples("Left alone", _picked(examples.get("clean", []), flagged=False), flagged=False)]
    return "\n\n".join(parts) + "\n"


def _flowing(text: str) -> str:
    return " ".join(text.split())


def _picked(rows: list[dict[str, Any]], *, flagged: bool) -> list[dict[str, Any]]:
    """Return one flagged row a language, or three clean ones that hold most languages, short ones first."""
    short = sorted(rows, key=lambda row: sum(len(str(row.get(lang, ""))) for lang in LANGUAGES))
    if not flagged:
        whole = [row for row in short if all(row.get(lang) for lang in LANGUAGES)]
        return (whole + [row for row in short if row not in whole])[:3]
    found = [next((row for row in short if row["lang"] == lang), None) for lang in LANGUAGES]
    return [row for row in found if row is not None]


def _examples(title: str, rows: list[dict[str, Any]], *, flagged: bool) -> str:
    lines = [f"{title}:"]
    for row in rows:
        written = [f"{NAMES[lang]}: {_marked(row, lang, flagged=flagged)}" for lang in LANGUAGES if row.get(lang)]
        better = f" → `{row['suggestion']}`" if flagged and row.get("suggestion") else ""
        lines.append("- " + " — ".join(written) + better)
    return "\n".join([lines[0], "", *lines[1:]])


def _marked(row: dict[str, Any], lang: str, *, flagged: bool) -> str:
    """Return a text as Markdown, what is flagged in it between ⟦ and ⟧."""
    text, wrong = str(row[lang]), str(row.get("text", ""))
    if flagged and lang == row["lang"]:
        at = text.find(wrong) if wrong else len(text)
        text = f"{text[:at]}⟦{wrong}⟧{text[at + len(wrong) :]}" if at >= 0 else text
    visible = "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in text.replace("\n", " "))
    return re.sub(r"([\\`*_<>|\[\]])", r"\\\1", visible)


def _rows(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["check"]: row for row in csv.DictReader(lines, delimiter="\t")}


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *rows])


if __name__ == "__main__":
    sys.exit(main())
