"""The owner's Excel: preview cell by cell, a decision for each conflict, one transaction, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.memory import fuzzy
from tmflow.model.errors import Conflict
from tmflow.services.glossary_imports import ImportPreview
from tmflow.ui.components import choices, errors, markup
from tmflow.ui.components.text import difference, escape
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.services.container import Services
    from tmflow.services.glossaries import GlossaryService
    from tmflow.services.glossary_comparison import PreviewRow
    from tmflow.services.glossary_imports import ImportView
    from tmflow.ui.components.markup import Colour
    from tmflow.ui.state import State

_PREVIEW: Final = "glossary.preview"
_COLOURS: Final[dict[str, Colour]] = {
    "conflict": "red",
    "duplicate": "orange",
    "merged": "blue",
    "new": "green",
    "error": "red",
}
_ORDER: Final = ("conflict", "duplicate", "error", "merged", "new", "unchanged")
_SHOWN: Final = 100


def show(services: Services, state: State) -> None:
    """Show the import that is under way, or the way to begin one, and those before."""
    if not may(state.actor(), Action.EDIT_GLOSSARY):
        st.info(tr("Importing takes a glossary owner. Everybody may export."))
        _imports(services.glossaries, state, may_undo=False)
        return
    preview: ImportPreview | None = state.get(_PREVIEW, None)
    if preview is None:
        file = st.file_uploader(
            tr("An Excel file with the columns of the export, or a .csv"),
            type=["xlsx", "csv"],
            key=f"glossary-file-{state.get('glossary.turn', 0)}",
        )
        if file is not None:
            with st.spinner(tr("Comparing with the glossary…")):
                state.put(_PREVIEW, services.glossaries.preview(state.actor(), file.name, file.getvalue()))
            state.put("glossary.turn", state.get("glossary.turn", 0) + 1)
            st.rerun()
        _imports(services.glossaries, state, may_undo=True)
        return
    _preview(services.glossaries, state, preview)


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
    for warning in preview.warnings[:20]:
        st.warning(escape(warning))
    impact = sum(row.impact for row in preview.rows if row.result in {"conflict", "merged"})
    if impact:
        st.warning(tr("With the file’s text everywhere, {count} approved units would become issues.", count=impact))
    filters = {"": tr("All changes")} | {
        key: f"{_result(key)} {preview.counts[key]}" for key in _ORDER if preview.counts.get(key)
    }
    shown = choices.one(state, "result", tr("Result"), filters)
    decisions: dict[str, str] = state.get(f"glossary.decisions.{preview.id}", {})
    rows = [row for row in preview.rows if (row.result == shown if shown else row.result != "unchanged")]
    with st.container(key="preview-rows", gap="small"):
        for number, row in enumerate(rows[:_SHOWN]):
            _row(row, decisions, f"{preview.id}-{number}-{row.key}")
    if len(rows) > _SHOWN:
        st.caption(tr("The first {count} of {all}.", count=_SHOWN, all=len(rows)))
    state.put(f"glossary.decisions.{preview.id}", decisions)
    _foot(glossaries, state, preview, decisions)


def _row(row: PreviewRow, decisions: dict[str, str], key: str) -> None:
    """Show one cell: what the export said, what is stored, what the file says, and the decision."""
    with st.container(border=True):
        columns = st.columns([0.9, 1.3, 1.3, 1.3, 1.3], gap="small")
        with columns[0]:
            where = " · ".join(part for part in (row.concept_id, row.lang, row.cell) if part)
            markup.show(
                markup.chip(_result(row.result), _COLOURS.get(row.result, "gray")),
                f"<br>{markup.muted(tr('row {number}', number=row.row_number))}<br>{markup.muted(where)}",
            )
        texts = ((tr("Export"), row.base), (tr("Glossary now"), row.current), (tr("Excel file"), row.file))
        for column, (head, text) in zip(columns[1:4], texts, strict=True):
            with column:
                _side(row, head, text)
        with columns[4]:
            _outcome(row, decisions, key)


def _side(row: PreviewRow, head: str, text: str) -> None:
    lang = row.lang or "en"
    if row.result == "conflict" and row.base and text != row.base:
        body = difference(fuzzy.difference(row.base, text, lang), lang)
    else:
        body = markup.spoken(text, lang) if text else markup.muted(tr("not there"))
    said = ""
    if text == row.current and row.current_author and head == tr("Glossary now"):
        said = f"<br>{markup.muted(f'{row.current_author}, {markup.moment(row.current_at)}')}"
    markup.show(f"{markup.muted(head)}<br>{body}{said}")


def _outcome(row: PreviewRow, decisions: dict[str, str], key: str) -> None:
    if row.message:
        markup.show(markup.muted(row.message))
    if row.impact:
        markup.show(markup.muted(tr("{count} approved units would become issues", count=row.impact)))
    if not row.to_decide:
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
    left = len({row.key for row in preview.rows if row.to_decide and not decisions.get(row.key)})
    changes = len({row.row_number for row in preview.rows if row.result not in {"unchanged", "error"}})
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        st.caption(
            tr("Decisions left: {count}. Nothing has been written yet.", count=left)
            if left
            else tr("Every conflict is decided. The import can be undone.")
        )
        if st.button(tr("Cancel the import")):
            state.forget(_PREVIEW)
            st.rerun()
        why = tr("Decide the conflicts and duplicates first.") if left else None
        if st.button(tr("Apply the changes ({count})", count=changes), type="primary", disabled=bool(left), help=why):
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
        state.forget(_PREVIEW)
        state.tell(tr("{count} terms changed.", count=done.changed))
        st.rerun()


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
                markup.muted(f"{each.account}, {markup.moment(each.at)} · {tr('{count} terms', count=each.changed)} "),
                markup.chip(tr("undone") if undone else tr("applied"), "gray" if undone else "green"),
            )
            if may_undo and not undone:
                _undo(glossaries, state, each)


def _undo(glossaries: GlossaryService, state: State, one: ImportView) -> None:
    """Offer to take an import back; thousands of terms are worth a second click."""
    with st.popover(tr("Undo"), icon=":material/undo:"):
        st.write(tr("Every term that this import changed becomes what it was before."))
        if st.button(tr("Take back {count} terms", count=one.changed), key=f"undo-{one.id}", type="primary"):
            with errors.shown():
                done = glossaries.undo(state.actor(), one.id)
                state.tell(tr("{count} terms are as they were before.", count=done.changed))
                st.rerun()
