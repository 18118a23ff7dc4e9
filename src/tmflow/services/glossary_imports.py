"""Files of the glossary: a preview of what they would change, the import in one transaction, and the way back.

A preview is stored as pending. Applying it compares the file once more with what is stored by then; a row that people
decided about and that has changed since is shown again instead of being written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from tmflow.glossary.merge import FileRow, Result
from tmflow.i18n import tr
from tmflow.interchange import glossary_xlsx
from tmflow.interchange.glossary_xlsx import ColumnUse, Layout, TableHead, Template
from tmflow.model.errors import Blocked, Conflict, NotFound, Refused
from tmflow.services.glossary_changes import DIFFERENT, THEIRS, Applier, row_key, undo_changes
from tmflow.services.glossary_comparison import PreviewRow, compare, file_rows
from tmflow.services.glossary_matching import identified
from tmflow.services.ports.glossary import ImportRecord
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tmflow.glossary.merge import PlannedRow
    from tmflow.model.account import Account
    from tmflow.services.glossary_cache import GlossaryCache
    from tmflow.services.ports.trail import Plain
    from tmflow.services.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory

PENDING: Final = "pending"
APPLIED: Final = "applied"
UNDONE: Final = "undone"
_LISTED: Final = 200
_GRAVEST: Final = (Result.CONFLICT, Result.DUPLICATE, Result.ERROR, Result.MERGED, Result.NEW, Result.UNCHANGED)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file would change.

    Attributes:
        id: what `apply` names it by.
        name: the file's name.
        rows: cell by cell what would become of it.
        counts: the number of rows by result; a row counts by what is gravest in it.
        warnings: what was odd in reading.
        table: whose table it is, and how its columns were understood.
        impact: how many approved units of releases would have an issue, with the file's values everywhere; each once.
    """

    id: int
    name: str
    rows: tuple[PreviewRow, ...]
    counts: Mapping[str, int]
    warnings: tuple[str, ...] = ()
    table: TableHead | None = None
    impact: int = 0


@dataclass(frozen=True, slots=True)
class AppliedImport:
    """An import that was written: how many terms it changed."""

    id: int
    changed: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import in the list: `state` is `pending`, `applied` or `undone`."""

    id: int
    name: str
    state: str
    account: str
    at: str
    changed: int


class GlossaryImports:
    """The part of the glossary's service that deals with files.

    Args:
        open_unit_of_work: opens transactions.
        cache: the glossary in memory.
        now: the present moment, as `clock.now` writes it.
    """

    def __init__(self, open_unit_of_work: UnitOfWorkFactory, cache: GlossaryCache, now: Callable[[], str]) -> None:
        self._open = open_unit_of_work
        self._cache = cache
        self._now = now

    def columns(self, actor: Account | None, name: str, data: bytes, sheet: str = "") -> TableHead:
        """Return how a file's columns would be understood; a person may say it better in `preview`.

        Raises:
            InputError: the file cannot be read.
            PermissionDenied: the actor is no glossary owner.
        """
        require(actor, Action.EDIT_GLOSSARY)
        return glossary_xlsx.head(data, name, sheet=sheet)

    def preview(
        self,
        actor: Account | None,
        name: str,
        data: bytes,
        *,
        sheet: str = "",
        mapping: Mapping[str, str] | None = None,
    ) -> ImportPreview:
        """Compare a file with the glossary, and keep the comparison as pending; nothing else changes.

        Args:
            actor: who asks.
            name: the file's name.
            data: the file.
            sheet: which sheet of a workbook; by default the first whose headings are understood.
            mapping: what a person says that columns are, by column letter.

        Raises:
            InputError: the file cannot be read, with sheet and cell.
            PermissionDenied: the actor is no glossary owner.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        table = glossary_xlsx.read(data, name, sheet=sheet, mapping=mapping)
        head = TableHead(table.layout, table.template, table.columns, 0, table.sheet, table.sheets)
        recognizer = self._cache.recognizer()
        with self._open() as uow:
            rows, remarks = identified(table.rows, uow.glossary.entries, uow.glossary.concept_ids())
            read = file_rows(rows)
            found = compare(uow, read, recognizer)
        warnings = (*table.remarks, *remarks)
        kept: dict[str, Plain] = {
            "file": [_flat(row, FileRow) for row in read],
            "shown": [_flat(row, PreviewRow) for row in found.rows if row.to_decide],
        }
        about: dict[str, Plain] = {"warnings": list(warnings), "table": asdict(head)}
        record = ImportRecord(0, name[:500], PENDING, who.name, self._now(), kept, about)
        with self._open(write=True) as uow:
            number = uow.glossary.add_import(record)
            uow.trail.record(who, "glossary.previewed", f"import:{number}", {"name": name[:500]})
            uow.commit()
        return replace(_preview(number, name, found.rows, warnings, head), impact=found.impact)

    def apply(self, actor: Account | None, preview_id: int, decisions: Mapping[str, str]) -> AppliedImport:
        """Write a pending import, all or nothing.

        Args:
            actor: who applies it.
            preview_id: the preview's id.
            decisions: by the key of a row: `mine` (the file's value) or `theirs` (the stored one) or another text for
                a conflict; `same` (add to the stored concept) or `different` for a duplicate. A decision about one
                row of a new concept holds for all its rows.

        Raises:
            Blocked: a conflict or a duplicate is not decided yet (`undecided`).
            Conflict: a row that was decided about has changed since; `current` is the new preview.
            NotFound: there is no such preview.
            PermissionDenied: the actor is no glossary owner.
            Refused: it was applied already.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        with self._open(write=True) as uow:
            record = _record(uow, preview_id, PENDING)
            kept = _plain(record.rows)
            now = compare(uow, [FileRow(**row) for row in kept["file"]])
            _refuse_stale(record, now.rows, [PreviewRow(**row) for row in kept["shown"]])
            _refuse_undecided(now.plan, decisions)
            applier = Applier(uow, who.name, self._now())
            applier.write(now.plan, decisions)
            changes: dict[str, Plain] = {
                **record.changes,
                "terms": [list(change) for change in applier.changes],
                "concepts": [list(change) for change in applier.concepts],
            }
            uow.glossary.set_import(preview_id, APPLIED, changes=changes)
            changed = len(applier.changes)
            uow.trail.record(who, "glossary.imported", f"import:{preview_id}", {"changed": changed})
            uow.commit()
        return AppliedImport(preview_id, changed)

    def undo(self, actor: Account | None, import_id: int) -> AppliedImport:
        """Bring everything that an import changed back to what it was, as new revisions.

        Raises:
            Conflict: a term was changed after the import; `current` names these terms.
            NotFound: there is no such import.
            PermissionDenied: the actor is no glossary owner.
            Refused: it was not applied, or was undone already.
        """
        who = require(actor, Action.EDIT_GLOSSARY)
        with self._open(write=True) as uow:
            done = _plain(_record(uow, import_id, APPLIED).changes)
            changed = undo_changes(uow, done["terms"], done["concepts"], who.name, self._now())
            uow.glossary.set_import(import_id, UNDONE, undone_at=self._now())
            uow.trail.record(who, "glossary.import_undone", f"import:{import_id}", {"changed": changed})
            uow.commit()
        return AppliedImport(import_id, changed)

    def imports(self, actor: Account | None) -> tuple[ImportView, ...]:
        """Return the newest imports, pending and undone ones too."""
        require(actor, Action.READ)
        with self._open() as uow:
            records = uow.glossary.imports(_LISTED)
        return tuple(
            ImportView(
                each.id, each.name, each.state, each.account, each.at, len(_plain(each.changes).get("terms", ()))
            )
            for each in records
        )

    def load_file(self, actor: Account | None, name: str, data: bytes) -> AppliedImport:
        """Import a file without questions: new and changed rows are written, in a conflict the stored value stays.

        Raises:
            InputError: the file cannot be read, with sheet and cell.
            PermissionDenied: the actor is no glossary owner.
        """
        preview = self.preview(actor, name, data)
        decisions = {row.key: THEIRS if row.result == Result.CONFLICT else DIFFERENT for row in preview.rows}
        return self.apply(actor, preview.id, decisions)


def _preview(
    number: int, name: str, rows: Sequence[PreviewRow], warnings: Sequence[str], table: TableHead | None
) -> ImportPreview:
    by_row: dict[int, str] = {}
    for row in rows:
        by_row[row.row_number] = min(by_row.get(row.row_number, row.result), row.result, key=_GRAVEST.index)
    results = Counter(by_row.values())
    counts = {each.value: results[each.value] for each in Result}
    return ImportPreview(number, name, tuple(rows), counts, tuple(warnings), table)


def _flat(row: FileRow | PreviewRow, of: type[FileRow | PreviewRow]) -> dict[str, Any]:
    """Return a row as a JSON object; `asdict` would copy each of its cells."""
    return {each.name: getattr(row, each.name) for each in fields(of)}


def _table(about: Mapping[str, Any]) -> TableHead | None:
    """Return how the columns of a pending import were understood; nothing for one of an older version."""
    kept = about.get("table")
    if kept is None:
        return None
    columns = tuple(ColumnUse(**each) for each in kept["columns"])
    layout = Layout(kept["layout"]) if kept["layout"] else None
    return TableHead(layout, Template(kept["template"]), columns, 0, kept["sheet"], tuple(kept["sheets"]))


def _record(uow: UnitOfWork, import_id: int, state: str) -> ImportRecord:
    record = uow.glossary.get_import(import_id)
    if record is None:
        raise NotFound(tr("There is no import {number}.", number=import_id))
    if record.state != state:
        raise Refused(tr("The import of {name} is {state}.", name=record.name, state=record.state))
    return record


def _refuse_undecided(plan: Sequence[PlannedRow], decisions: Mapping[str, str]) -> None:
    decided = {row.concept_id for row in plan if row.result is Result.DUPLICATE and decisions.get(row_key(row.number))}
    waiting = [
        row.number
        for row in plan
        if (row.result is Result.DUPLICATE and row.concept_id not in decided)
        or any(
            cell.result is Result.CONFLICT and row_key(row.number, cell.name, row.part) not in decisions
            for cell in row.cells
        )
    ]
    if waiting:
        raise Blocked(
            tr(
                "Rows that are not decided yet: {count}, among them {numbers}.",
                count=len(waiting),
                numbers=", ".join(str(number) for number in waiting[:10]),
            ),
            reasons=("undecided",),
        )


def _refuse_stale(record: ImportRecord, now: Sequence[PreviewRow], shown: Sequence[PreviewRow]) -> None:
    """A question that was shown otherwise, or not at all, has not been answered."""
    before = {row.key: row.current for row in shown if row.to_decide}
    if all(before.get(row.key) == row.current for row in now if row.to_decide):
        return
    about = _plain(record.changes)
    raise Conflict(
        tr("The glossary was changed meanwhile; please look at the rows again."),
        current=_preview(record.id, record.name, now, about.get("warnings", ()), _table(about)),
    )


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored JSON object as what this module wrote."""
    return dict(value)
