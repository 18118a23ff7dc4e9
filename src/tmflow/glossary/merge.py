"""Bringing an owner's file and the stored glossary together: three-way, cell by cell.

Each cell has three values: the base (what the owner saw when it was exported), the current one (what is stored now),
and the file's. Where only one side changed, its value is taken; where both did, and differently, a person decides. A
row that is not in the file never deletes anything. A concept's own cells stand in each of its rows; a row that still
shows the base says nothing about them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tmflow.glossary.cells import CONCEPT_CELLS, TERM_CELLS, problem
from tmflow.i18n import tr
from tmflow.text.normalize import for_comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SET: Final = "confused_with"
"""The cell that holds a set: what one side adds or takes out never collides with what the other does."""


class Result(StrEnum):
    """What an import makes of a row, or of one cell of it."""

    UNCHANGED = "unchanged"
    MERGED = "merged"
    CONFLICT = "conflict"
    NEW = "new"
    DUPLICATE = "duplicate"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file; `cells` holds only what the file speaks about. `term_id` may be empty, `base_rev` unknown.

    `concept_cells` are those of the row's concept, and `concept_rev` the revision that its owner saw, or unknown.
    `part` tells the terms apart that come from one row of the file.
    """

    number: int
    concept_id: str
    term_id: str
    base_rev: int | None
    lang: str
    cells: Mapping[str, str]
    concept_cells: Mapping[str, str] = field(default_factory=dict)
    concept_rev: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class StoredTerm:
    """A term as it is stored now, all its cells; `active` is false where it was taken out."""

    concept_id: str
    term_id: str
    lang: str
    revision: int
    cells: Mapping[str, str]
    active: bool = True


@dataclass(frozen=True, slots=True)
class StoredConcept:
    """A concept's own values as they are stored now."""

    revision: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a file is compared with.

    Attributes:
        terms: every stored term that the file may mean, by its id.
        concepts: every concept that the file may mean, by its id.
        bases: the cells of terms at past revisions, by term id and revision.
        concept_bases: the cells of concepts at past revisions, by concept id and revision.
        alike: `(lang, folded text)` of stored terms, and the concepts that have such a term.
    """

    terms: Mapping[str, StoredTerm]
    concepts: Mapping[str, StoredConcept]
    bases: Mapping[tuple[str, int], Mapping[str, str]]
    concept_bases: Mapping[tuple[str, int], Mapping[str, str]]
    alike: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell after the comparison; `value` is what it will be, unless it is a conflict that a person decides."""

    name: str
    result: Result
    base: str
    current: str
    file: str
    value: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file and what becomes of it.

    `term_id` is empty for a new term; `alike` names the stored concept that a new concept may be a duplicate of;
    `cells` holds the changed cells of a known term, all of a new one. `of_concept` tells that the cells are the
    concept's own: such a row comes after the rows of terms, numbered as the row that says so.
    """

    number: int
    result: Result
    concept_id: str
    term_id: str
    lang: str
    cells: tuple[Cell, ...] = ()
    alike: str = ""
    message: str = ""
    of_concept: bool = False
    part: str = ""


def merge_cell(name: str, base: str | None, current: str, file: str) -> Cell:
    """Merge one cell; without a base every difference is a conflict."""
    if name == _SET:
        return _merge_set(base, current, file)
    if file in (current, base):
        return Cell(name, Result.UNCHANGED, base if base is not None else current, current, file, current)
    if base == current:
        return Cell(name, Result.MERGED, base, current, file, file)
    return Cell(name, Result.CONFLICT, base or "", current, file, current)


def _merge_set(base: str | None, current: str, file: str) -> Cell:
    """Add what the file added to the base, and take out what it took out; without a base it only adds."""
    before, wanted = (base or "").split(), file.split()
    kept = [name for name in current.split() if name in wanted or name not in before]
    value = " ".join(dict.fromkeys((*kept, *(name for name in wanted if name not in before))))
    same = set(value.split()) == set(current.split())
    seen = current if base is None else base
    return Cell(_SET, Result.UNCHANGED if same else Result.MERGED, seen, current, file, current if same else value)


@lru_cache(maxsize=200_000)
def folded(text: str, lang: str) -> str:
    """Return a term's text as duplicates are recognised by: without regard to case and form."""
    return for_comparison(text, lang).casefold()


def plan(rows: Sequence[FileRow], stored: Stored) -> tuple[PlannedRow, ...]:
    """Return what an import of these rows would do: row by row in the file's order, then concept by concept."""
    planned = tuple(_Planner(rows, stored).rows())
    wrong = {(row.number, row.part) for row in planned if row.result is Result.ERROR}
    return planned + tuple(_concept_rows([row for row in rows if (row.number, row.part) not in wrong], stored))


class _Planner:
    """Goes through the rows of one file, remembering what it met before."""

    def __init__(self, rows: Sequence[FileRow], stored: Stored) -> None:
        self._rows = rows
        self._stored = stored
        terms = sorted(stored.terms.values(), key=lambda term: term.active)
        self._by_text = {(term.concept_id, term.lang, term.cells["term"]): term for term in terms}
        self._by_form = {(term.concept_id, term.lang, folded(term.cells["term"], term.lang)): term for term in terms}
        self._met: dict[tuple[str, str, str], tuple[int, str]] = {}
        self._met_ids: dict[str, tuple[int, str]] = {}

    def rows(self) -> Iterator[PlannedRow]:
        for row in self._rows:
            known = self._known(row)
            message = self._problem(row, known)
            if message:
                planned = PlannedRow(row.number, Result.ERROR, row.concept_id, row.term_id, row.lang, message=message)
            elif known is not None:
                planned = self._changed(row, known)
            else:
                planned = self._new(row)
            yield replace(planned, part=row.part)

    def _known(self, row: FileRow) -> StoredTerm | None:
        """Return the stored term that a row means: by its id, else by its concept and text."""
        if row.term_id in self._stored.terms:
            return self._stored.terms[row.term_id]
        text = row.cells.get("term", "")
        known = self._by_text.get((row.concept_id, row.lang, text))
        if known is None and not row.term_id:
            known = self._by_form.get((row.concept_id, row.lang, folded(text, row.lang)))
        return known

    def _problem(self, row: FileRow, known: StoredTerm | None) -> str:
        text = row.cells.get("term", "")
        if not text:
            return tr("the term is empty; a term is taken out on the Glossary page, not by an empty cell.")
        here = (row.number, row.part)
        first = self._met.setdefault((row.concept_id, row.lang, text), here)
        if row.term_id and first == here:
            first = self._met_ids.setdefault(row.term_id, here)
        if first != here:
            return tr("the same term stands in row {row}.", row=first[0])
        if known is not None and known.concept_id != row.concept_id:
            return tr("term {term} belongs to the concept {concept}.", term=known.term_id, concept=known.concept_id)
        if known is not None and known.lang != row.lang:
            return tr("term {term} is in the language {lang}.", term=known.term_id, lang=known.lang)
        return _wrong_value(row)

    def _changed(self, row: FileRow, known: StoredTerm) -> PlannedRow:
        base = self._base(row, known)
        # A term that is known by its text alone is not renamed by another form of it; that is a question.
        asked = "term" if not row.term_id and row.base_rev is None else ""
        merged = (
            merge_cell(name, base[name] if base and name != asked else None, known.cells[name], row.cells[name])
            for name in TERM_CELLS
            if name in row.cells
        )
        cells = tuple(cell for cell in merged if cell.result is not Result.UNCHANGED)
        if not known.active:
            # Taken out meanwhile, and the file still has it: only the owner knows whether it shall come back.
            text = base["term"] if base else known.cells["term"]
            cells = (Cell("term", Result.CONFLICT, text, "", row.cells["term"], ""),)
        return PlannedRow(row.number, _result_of(cells), known.concept_id, known.term_id, known.lang, cells)

    def _base(self, row: FileRow, known: StoredTerm) -> Mapping[str, str] | None:
        """Return the cells that the owner began with; unknown where the file names no revision of several."""
        if row.base_rev is not None:
            return self._stored.bases.get((known.term_id, row.base_rev))
        return known.cells if known.revision == 1 else None

    def _new(self, row: FileRow) -> PlannedRow:
        cells = tuple(Cell(name, Result.NEW, "", "", value, value) for name, value in row.cells.items())
        alike = ""
        if row.concept_id not in self._stored.concepts:
            others = self._stored.alike.get((row.lang, folded(row.cells["term"], row.lang)), ())
            alike = next((other for other in others if other != row.concept_id), "")
        return PlannedRow(
            row.number, Result.DUPLICATE if alike else Result.NEW, row.concept_id, row.term_id, row.lang, cells, alike
        )


def _wrong_value(row: FileRow) -> str:
    for name, value in (*row.cells.items(), *row.concept_cells.items()):
        message = problem(name, value)
        if message:
            return f"{name}: {message}"
    return ""


def _result_of(cells: Sequence[Cell]) -> Result:
    results = {cell.result for cell in cells}
    return next((each for each in (Result.CONFLICT, Result.MERGED) if each in results), Result.UNCHANGED)


def _concept_rows(rows: Sequence[FileRow], stored: Stored) -> Iterator[PlannedRow]:
    by_concept: defaultdict[str, list[FileRow]] = defaultdict(list)
    for row in rows:
        by_concept[row.concept_id].append(row)
    for concept, members in by_concept.items():
        yield from _of_concept(concept, members, stored)


def _of_concept(concept: str, rows: Sequence[FileRow], stored: Stored) -> Iterator[PlannedRow]:
    """Yield a row for each row of the file that changes its concept, or that says otherwise than one before it."""
    known = stored.concepts.get(concept)
    said: dict[str, tuple[FileRow, str]] = {}
    for row in rows:
        base = _concept_base(row, known, stored)
        for name in (name for name in CONCEPT_CELLS if name in row.concept_cells):
            value = row.concept_cells[name]
            if base is not None and known is not None and value == base[name]:
                continue
            if name == _SET:
                before = said[name][1] if name in said else known.cells[name] if known else ""
                value = _merge_set(base[name] if base else None, before, value).value
            first, other = said.get(name, (row, value))
            if name != _SET and other != value:
                message = tr("{cell} is {value}, but {other} in row {row}.",
                             cell=name, value=value, other=other, row=first.number)  # fmt: skip
                yield PlannedRow(row.number, Result.ERROR, concept, "", "", message=message, of_concept=True)
                continue
            said[name] = (first, value)
    cells: defaultdict[int, list[Cell]] = defaultdict(list)
    for name, (row, value) in said.items():
        cells[row.number].append(_concept_cell(name, value, row, known, stored))
    for number, found in sorted(cells.items()):
        changed = tuple(cell for cell in found if cell.result is not Result.UNCHANGED)
        if changed:
            result = _result_of(changed) if known else Result.NEW
            yield PlannedRow(number, result, concept, "", "", changed, of_concept=True)


def _concept_cell(name: str, value: str, row: FileRow, known: StoredConcept | None, stored: Stored) -> Cell:
    if known is None:
        return Cell(name, Result.NEW, "", "", value, value)
    base = _concept_base(row, known, stored)
    if name == _SET:  # merged row by row already
        same = set(value.split()) == set(known.cells[name].split())
        result = Result.UNCHANGED if same else Result.MERGED
        return Cell(name, result, (base or known.cells)[name], known.cells[name], value, value)
    return merge_cell(name, base[name] if base else None, known.cells[name], value)


def _concept_base(row: FileRow, known: StoredConcept | None, stored: Stored) -> Mapping[str, str] | None:
    if known is None:
        return None
    if row.concept_rev is not None:
        return stored.concept_bases.get((row.concept_id, row.concept_rev))
    return known.cells if known.revision == 1 else None
