"""Alignment in bulk: JSON lines in, JSON lines out, on all cores, resumable, in the order of the input.

In: `{"id": ..., "langs": {"zh": [sentences] or "text", "en": ..., "ru": ...}}`, two or three languages.
Out: `{"id", "links": [{"zh": [0], "en": [0, 1], "ru": [0]}, ...], "confidence": [...]}`, and with `pairs`
`"pairs": {"zh-en": [[[0], [0, 1]], ...], ...}`; `"moved"` lists links across others, if there are any. A text is cut
into sentences first; then `"langs"` with the sentences that the indices count is in the output, too.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import os
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

from tmflow import segmentation
from tmflow.alignment.aligner import default
from tmflow.i18n import tr
from tmflow.model.bitext import Sentence
from tmflow.model.errors import InputError, TmflowError
from tmflow.model.language import ordered
from tmflow.model.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from tmflow.alignment.aligner import Aligner

_FEWEST_LANGUAGES: Final = 2
_AHEAD: Final = 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: `text` to write (a JSON line), or `error` to show. `number` counts lines from 1."""

    number: int
    text: str = ""
    error: str = ""


def align_line(line: str, aligner: Aligner, *, pairs: bool = False) -> str:
    """Align one line and return the line for it, without a line end.

    Raises:
        InputError: the line is no JSON object of the form above.
        UnsupportedLanguage: a language other than zh, en and ru.
    """
    key, langs = _parsed(line)
    sentences = {lang: _sentences(langs[lang], lang) for lang in ordered(langs)}
    found = aligner.align_with_pairs({lang: [Sentence(Segment(s)) for s in texts] for lang, texts in sentences.items()})
    beads = found.bitext.beads
    result: dict[str, object] = {
        "id": key,
        "links": [{lang: list(bead.members[lang]) for lang in sentences} for bead in beads],
        "confidence": [bead.confidence for bead in beads],
    }
    if pairs:
        result["pairs"] = {
            f"{x}-{y}": [[list(bead.members[x]), list(bead.members[y])] for bead in paired]
            for (x, y), paired in found.pairs.items()
        }
    if found.bitext.warnings:
        result["warnings"] = list(found.bitext.warnings)
    if found.bitext.moved:
        result["moved"] = [{lang: list(bead.members[lang]) for lang in sentences} for bead in found.bitext.moved]
    if any(isinstance(value, str) for value in langs.values()):
        result["langs"] = sentences
    return json.dumps(result, ensure_ascii=False)


def _parsed(line: str) -> tuple[str, Mapping[str, str | list[str]]]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(tr("This is no JSON object: {reason}.", reason=error)) from error
    if not isinstance(data, dict) or not isinstance(data.get("langs"), dict) or "id" not in data:
        raise InputError(tr('Expected an object with "id" and "langs".'))
    for value in data["langs"].values():
        if not isinstance(value, str) and not (isinstance(value, list) and all(isinstance(s, str) for s in value)):
            raise InputError(tr('Each of "langs" must be a text or a list of sentences.'))
    return data["id"], data["langs"]


def _sentences(value: str | list[str], lang: str) -> list[str]:
    if isinstance(value, list):
        return value
    return [part for line in value.splitlines() for part in segmentation.split(line, lang) if part.strip()]


def run(
    lines: Iterable[str],
    output: TextIO,
    *,
    done: int = 0,
    pairs: bool = False,
    workers: int | None = None,
    make: Callable[[], Aligner] = default,
) -> Iterator[Outcome]:
    """Align all lines, write what they became, and yield each outcome (for progress and for what went wrong).

    A bad line is skipped: its outcome has an error. Empty lines are passed over.

    Args:
        lines: the input.
        output: where the lines go, each flushed.
        done: how many good lines were written before: so many are not aligned again.
        pairs: whether to write the beads of each pair, too.
        workers: processes; by default one a core. With 1 everything happens in this process.
        make: gives the aligner; called for each line in each process, so it must keep what it made.
    """
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    count = workers or os.cpu_count() or 1
    work = _Work(make, pairs)
    outcomes = map(work, _skipping(numbered, done)) if count == 1 else _parallel(work, _skipping(numbered, done), count)
    for outcome in outcomes:
        if outcome.text:
            output.write(outcome.text + "\n")
            output.flush()
        yield outcome


def _skipping(numbered: Iterator[tuple[int, str]], done: int) -> Iterator[tuple[int, str]]:
    """Pass over the lines that were written before; bad ones were not written and do not count."""
    skipped = 0
    for number, line in numbered:
        if skipped < done and _usable(line):
            skipped += 1
        else:
            yield number, line


def _usable(line: str) -> bool:
    try:
        _, langs = _parsed(line)
    except InputError:
        return False
    return len(langs) >= _FEWEST_LANGUAGES and set(langs) <= {"zh", "en", "ru"}


@dataclass(frozen=True, slots=True)
class _Work:
    """One line in one process."""

    make: Callable[[], Aligner]
    pairs: bool

    def __call__(self, job: tuple[int, str]) -> Outcome:
        number, line = job
        try:
            return Outcome(number, align_line(line, self.make(), pairs=self.pairs))
        except TmflowError as error:
            return Outcome(number, error=tr("line {number}: {reason}", number=number, reason=error))


def _parallel(work: _Work, jobs: Iterator[tuple[int, str]], count: int) -> Iterator[Outcome]:
    """Spread jobs over processes in runs, so that neither the input nor the results pile up in memory."""
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        while run_of := list(islice(jobs, _AHEAD * count)):
            yield from pool.imap(work, run_of, chunksize=4)


def run_file(
    source: Path,
    target: Path,
    *,
    pairs: bool = False,
    workers: int | None = None,
    make: Callable[[], Aligner] = default,
) -> Iterator[Outcome]:
    """Align the file `source` into `target`, going on behind what an earlier run has written there.

    A last line that an interrupted run left without its end is cut off first. To start afresh delete `target`.
    """
    with source.open(encoding="utf-8-sig", errors="replace") as lines, target.open("a+b") as raw:
        done = _whole_lines(raw)
        with io.TextIOWrapper(raw, encoding="utf-8", write_through=True) as output:
            yield from run(lines, output, done=done, pairs=pairs, workers=workers, make=make)


def _whole_lines(stream: BinaryIO) -> int:
    """Count whole lines, and cut the file off behind the last one."""
    stream.seek(0)
    count = size = 0
    for line in stream:
        if line.endswith(b"\n"):
            count, size = count + 1, size + len(line)
    stream.truncate(size)
    stream.seek(0, os.SEEK_END)
    return count
