"""The owner's Excel: preview cell by cell, a decision for each conflict, one transaction, and the way back."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.interchange.glossary_xlsx import Layout, TableHead, Template
from tmflow.memory import fuzzy
from tmflow.model.errors import Conflict, InputError
from tmflow.model.language import LANGUAGES
from tmflow.services.glossary_imports import ImportPreview
from tmflow.services.glossary_matching import NEW
from tmflow.ui.components import choices, errors, glossary_words, markup
from tmflow.ui.components.text import difference, escape
from tmflow.ui.views import glossary_columns
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.concept import ConceptEntry
    from tmflow.services.container import Services
    from tmflow.services.glossaries import GlossaryService
    from tmflow.services.glossary_comparison import PreviewRow
    from tmflow.services.glossary_imports import ImportView
    from tmflow.ui.components.markup import Colour
    from tmflow.ui.state import State

_PREVIEW: Final = "glossary.preview"
_FILE: Final = "glossary.file"
_KINDS: Final = ["xlsx", "xlsm", "csv", "tsv", "txt", "xls", "xlsb", "ods"]
"""The last three are not read; that they are said by their names, with the way out, is better than a grey button."""
_COLOURS: Final[dict[str, Colour]] = {
    "conflict": "red",
    "duplicate": "orange",
    "merged": "blue",
    "new": "green",
    "error": "red",
}
_ORDER: Final = ("conflict", "duplicate", "error", "merged", "new", "unchanged")
_SHOWN: Final = 100
_CODES: Final = frozenset({"status", "kind", "form", "gender"})
"""Cells whose values are codes, shown as words."""


@dataclass(frozen=True, slots=True)
class _File:
    """The file that is being imported, and how a person wants it read."""

    name: str
    data: bytes
    sheet: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


def show(services: Services, state: State) -> None:
    """Show the import that is under way, or the way to begin one, and those before."""
    glossaries = services.glossaries
    if not may(state.actor(), Action.EDIT_GLOSSARY):
        st.info(tr("Importing takes a glossary owner. Everybody may export."))
        _exports(glossaries, state)
        _imports(glossaries, state, may_undo=False)
        return
    preview: ImportPreview | None = state.get(_PREVIEW, None)
    if preview is not None:
        _preview(glossaries, state, preview)
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        file = st.file_uploader(
            tr("An Excel file or a .csv: one row a term, or one row an entry with a column a language"),
            type=_KINDS,
            key=f"glossary-file-{state.get('glossary.turn', 0)}",
        )
    with right:
        _exports(glossaries, state)
    if file is not None:
        state.put("glossary.turn", state.get("glossary.turn", 0) + 1)
        state.put(_FILE, _File(file.name, file.getvalue()))
    waiting: _File | None = state.get(_FILE, None)
    if waiting is not None:
        _read(glossaries, state, waiting)
        return
    _imports(glossaries, state, may_undo=True)


def _exports(glossaries: GlossaryService, state: State) -> None:
    """Offer the glossary in both layouts."""
    st.caption(tr("The glossary as an Excel file, to edit and to bring back here:"))
    with st.container(horizontal=True):
        for layout, words, name in (
            (Layout.TERMS, tr("One row a term"), "glossary.xlsx"),
            (Layout.WIDE, tr("A column a language"), "glossary-wide.xlsx"),
        ):
            st.download_button(
                words,
                state.later(partial(glossaries.export, layout=layout)),
                name,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                icon=":material/download:",
                on_click="ignore",
                key=f"export-{layout}",
            )


def _read(glossaries: GlossaryService, state: State, file: _File) -> None:
    """Compare the file with the glossary; where it cannot be read, say why and let the columns be chosen."""
    try:
        with st.spinner(tr("Comparing with the glossary…")):
            preview = glossaries.preview(state.actor(), file.name, file.data, sheet=file.sheet, mapping=file.mapping)
        state.put(_PREVIEW, preview)
        st.rerun()
    except InputError as error:
        errors.show(error)
    with st.container(horizontal=True):
        if st.button(tr("Choose another file"), icon=":material/arrow_back:"):
            state.forget(_FILE)
            st.rerun()
    with contextlib.suppress(InputError):  # a file that cannot be opened has no columns; it was said above
        table = glossaries.columns(state.actor(), file.name, file.data, file.sheet)
        # In an export of ours the columns are not what is wrong.
        with st.expander(
            f"{tr('Columns')}: {glossary_columns.about(table)}", expanded=table.template is not Template.TMFLOW
        ):
            _columns(state, file, table)


def _columns(state: State, file: _File, table: TableHead) -> None:
    """Show how the columns were understood, and read the file again when a person says it better."""
    shown = TableHead(
        table.layout,
        table.template,
        tuple(replace(use, field=file.mapping.get(use.letter, use.field)) for use in table.columns),
        table.header_row,
        table.sheet,
        table.sheets,
    )
    chosen = glossary_columns.choose(shown, f"{file.name}-{file.sheet}")
    if chosen is not None:
        sheet, mapping = chosen
        state.put(_FILE, replace(file, sheet=sheet, mapping=mapping))
        state.forget(_PREVIEW)
        st.rerun()


def _result(result: str) -> str:
    return {
        "unchanged": tr("unchanged"),
        "merged": tr("merged"),
        "conflict": tr("conflict"),
        "new": tr("new"),
        "duplicate": tr("possible duplicate"),
        "error": tr("error"),
    }.get(result, result)


def _preview(glossaries: GlossaryService, state: State, preview: ImportPreview) -> None:
    st.markdown(
        f"**{escape(preview.name)}** {tr('compared with the glossary now and with the export that it came from')}"
    )
    if preview.impact:
        st.warning(
            tr(
                "Approved units that would become issues, with the file’s text everywhere: {count}.",
                count=preview.impact,
            )
        )
    file: _File | None = state.get(_FILE, None)
    if file is not None and preview.table is not None:
        with st.expander(f"{tr('Columns')}: {glossary_columns.about(preview.table)}"):
            _columns(state, file, preview.table)
    glossary_columns.remarks(preview.warnings)
    filters = {"": tr("All changes")} | {
        key: f"{_result(key)} {preview.counts[key]}" for key in _ORDER if preview.counts.get(key)
    }
    shown = choices.one(state, "result", tr("Result"), filters)
    decisions: dict[str, str] = state.get(f"glossary.decisions.{preview.id}", {})
    wanted = (row for row in preview.rows if (row.result == shown if shown else row.result != "unchanged"))
    rows = sorted(wanted, key=lambda row: _ORDER.index(row.result))  # what waits for a decision comes first
    if not rows:
        st.info(tr("Nothing would change."))
    asked: set[str] = set()
    entries = glossaries.current_entries()
    with st.container(key="preview-rows", gap="small"):
        for number, row in enumerate(rows[:_SHOWN]):
            # Rows of one new entry are decided about together: the question stands at the first.
            first = not row.entry or row.entry not in asked
            asked.add(row.entry)
            _row(row, decisions, f"{preview.id}-{number}-{row.key}", entry=entries.get(row.concept_id), ask=first)
    if len(rows) > _SHOWN:
        st.caption(tr("The first {count} of {all}.", count=_SHOWN, all=len(rows)))
    state.put(f"glossary.decisions.{preview.id}", decisions)
    _foot(glossaries, state, preview, decisions)


def _row(row: PreviewRow, decisions: dict[str, str], key: str, *, entry: ConceptEntry | None, ask: bool) -> None:
    """Show one cell: what the export said, what is stored, what the file says, and the decision."""
    with st.container(border=True):
        columns = st.columns([0.9, 1.3, 1.3, 1.3, 1.3], gap="small")
        with columns[0]:
            concept = tr("new entry") if row.concept_id.startswith(NEW) else row.concept_id
            cell = glossary_columns.cell_name(row.cell) if row.cell else ""
            where = " · ".join(part for part in (concept, row.lang, cell) if part)
            place = tr("row {number}", number=row.row_number)
            markup.show(
                markup.chip(_result(row.result), _COLOURS.get(row.result, "gray")),
                f"<br>{markup.muted(f'{place} {row.part}')}<br>{markup.muted(where)}",
                _about(row, entry),
            )
        texts = ((tr("Export"), row.base), (tr("Glossary now"), row.current), (tr("Excel file"), row.file))
        for column, (head, text) in zip(columns[1:4], texts, strict=True):
            with column:
                _side(row, head, text)
        with columns[4]:
            _outcome(row, decisions, key, ask=ask)


def _about(row: PreviewRow, entry: ConceptEntry | None) -> str:
    """Return the term that a cell belongs to, where it is not the cell; for a possible duplicate what it is like."""
    if entry is None:
        return ""
    if row.result == "duplicate":
        terms = [term for lang in LANGUAGES if (term := entry.preferred(lang))]
    else:
        terms = [term for term in entry.terms if term.id == row.term_id and row.cell not in {"", "term"}]
        terms = terms or [term for term in [entry.preferred("zh")] if term and not row.term_id]
    return "".join(f"<br>{markup.spoken(term.text, term.lang)}" for term in terms)


def _side(row: PreviewRow, head: str, text: str) -> None:
    lang = row.lang or "en"
    if row.result == "conflict" and row.base and text != row.base:
        body = difference(fuzzy.difference(row.base, text, lang), lang)
    else:
        nothing = tr("not there") if row.cell in {"", "term"} else tr("empty")
        shown = glossary_words.value(row.cell, text) if row.cell in _CODES else text
        body = markup.spoken(shown, lang) if text else markup.muted(nothing)
    said = ""
    if text == row.current and row.current_author and head == tr("Glossary now"):
        said = f"<br>{markup.muted(f'{row.current_author}, {markup.moment(row.current_at)}')}"
    markup.show(f"{markup.muted(head)}<br>{body}{said}")


def _outcome(row: PreviewRow, decisions: dict[str, str], key: str, *, ask: bool) -> None:
    if row.message:
        markup.show(markup.muted(row.message))
    if row.impact:
        markup.show(markup.muted(tr("approved units that would become issues: {count}", count=row.impact)))
    if not row.to_decide:
        return
    if not ask:
        markup.show(markup.muted(tr("decided with the first term of this entry")))
        return
    if row.result == "duplicate":
        options = {"same": tr("Same: add to the entry"), "different": tr("Different thing")}
    else:
        options = {"theirs": tr("Keep the glossary’s"), "mine": tr("Take the file’s"), "text": tr("Another text")}
    known = decisions.get(row.key)
    at = known if known in options else "text" if known else None
    chosen = st.radio(
        tr("Decision"),
        list(options),
        index=list(options).index(at) if at else None,
        format_func=lambda value: options[value],
        key=f"decide-{key}",
        label_visibility="collapsed",
    )
    if chosen == "text":
        text = st.text_input(tr("Text"), value=known if at == "text" and known else row.file, key=f"third-{key}")
        decisions[row.key] = text or ""
    elif chosen:
        decisions[row.key] = chosen


def _foot(glossaries: GlossaryService, state: State, preview: ImportPreview, decisions: dict[str, str]) -> None:
    decided = {row.entry for row in preview.rows if row.entry and decisions.get(row.key)}
    open_rows = (row for row in preview.rows if row.to_decide and not decisions.get(row.key))
    left = len({row.entry or row.key for row in open_rows if not row.entry or row.entry not in decided})
    changes = len({row.row_number for row in preview.rows if row.result not in {"unchanged", "error"}})
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        st.caption(
            tr("Decisions left: {count}. Nothing has been written yet.", count=left)
            if left
            else tr("What the file leaves out stays in the glossary. The import can be undone.")
            if changes
            else tr("There is nothing to apply.")
        )
        if st.button(tr("Cancel the import")):
            _forget(state)
            st.rerun()
        why = tr("Decide the conflicts and duplicates first.") if left else None
        blocked = bool(left) or not changes
        if st.button(tr("Apply the changes ({count})", count=changes), type="primary", disabled=blocked, help=why):
            _apply(glossaries, state, preview, decisions)


def _apply(glossaries: GlossaryService, state: State, preview: ImportPreview, decisions: dict[str, str]) -> None:
    with errors.shown():
        try:
            done = glossaries.apply(state.actor(), preview.id, decisions)
        except Conflict as error:
            if isinstance(error.current, ImportPreview):
                state.put(_PREVIEW, error.current)
                state.forget(f"glossary.decisions.{preview.id}")
            state.tell(escape(str(error)))
            st.rerun()
        _forget(state)
        state.tell(tr("Terms changed: {count}.", count=done.changed))
        st.rerun()


def _forget(state: State) -> None:
    state.forget(_PREVIEW)
    state.forget(_FILE)


def _imports(glossaries: GlossaryService, state: State, *, may_undo: bool) -> None:
    found = [each for each in glossaries.imports(state.actor()) if each.state != "pending"]
    if not found:
        return
    st.markdown(f"**{tr('Imports')}**")
    for each in found[:20]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            undone = each.state == "undone"
            markup.show(
                f"<b>{markup.plain(each.name)}</b> ",
                markup.muted(f"{each.account}, {markup.moment(each.at)} · {tr('terms: {count}', count=each.changed)} "),
                markup.chip(tr("undone") if undone else tr("applied"), "gray" if undone else "green"),
            )
            if may_undo and not undone:
                _undo(glossaries, state, each)


def _undo(glossaries: GlossaryService, state: State, one: ImportView) -> None:
    """Offer to take an import back; thousands of terms are worth a second click."""
    with st.popover(tr("Undo"), icon=":material/undo:"):
        st.write(tr("Every term that this import changed becomes what it was before."))
        if st.button(tr("Take it back ({count})", count=one.changed), key=f"undo-{one.id}", type="primary"):
            with errors.shown():
                done = glossaries.undo(state.actor(), one.id)
                state.tell(tr("Terms that are as they were before: {count}.", count=done.changed))
                st.rerun()
