"""Editing an entry, or proposing terms: one table, saved in one act, nobody's change overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry, Kind, Status
from tmflow.model.errors import Conflict
from tmflow.model.language import LANGUAGES
from tmflow.services.glossaries import TermDraft
from tmflow.text.script import identify
from tmflow.ui.components import choices, errors, markup, words
from tmflow.ui.components.text import escape
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.services.container import Services
    from tmflow.ui.state import State

_COLUMNS = ["lang", "text", "status", "note", "source", "id", "revision"]


def dialog(services: Services, state: State, entry: ConceptEntry | None, text: str = "") -> None:
    """Open the dialog for an entry, or for a new one that begins with `text`."""
    title = tr("Edit the entry") if entry else tr("New entry")

    @st.dialog(title, width="large", icon=":material/menu_book:")
    def opened() -> None:
        with errors.shown():
            _form(services, state, entry, text)

    opened()


def _form(services: Services, state: State, entry: ConceptEntry | None, text: str) -> None:
    owner = may(state.actor(), Action.EDIT_GLOSSARY)
    if not owner:
        st.caption(tr("A proposal is a draft until a glossary owner decides about it."))
    kinds = list(Kind)
    kind = st.selectbox(
        tr("Kind"),
        kinds,
        index=kinds.index(entry.kind) if entry else kinds.index(Kind.TERM),
        format_func=words.kind,
        disabled=entry is not None and not owner,
        key="entry-kind",
    )
    note = st.text_area(
        tr("Note"), entry.note if entry else "", height=70, disabled=entry is not None and not owner, key="entry-note"
    )
    edited = st.data_editor(
        _table(entry if owner else None, text),
        column_config={
            "lang": st.column_config.SelectboxColumn(tr("Language"), options=list(LANGUAGES), required=True, width=90),
            "text": st.column_config.TextColumn(tr("Term"), required=True, max_chars=1000, width=320),
            "status": st.column_config.SelectboxColumn(
                tr("Status"), options=[each.value for each in Status], disabled=not owner, width=110
            ),
            "note": st.column_config.TextColumn(tr("Note"), width=140),
            "source": st.column_config.TextColumn(tr("Source"), width=140),
            "id": None,
            "revision": None,
        },
        num_rows="dynamic",
        hide_index=True,
        key=f"terms-{entry.id if entry else 'new'}",
    )
    if st.button(tr("Save") if owner else tr("Propose"), type="primary", key="entry-save"):
        _save(services, state, entry, kind, note or "", edited, owner=owner)


def _table(entry: ConceptEntry | None, text: str) -> list[dict[str, Any]]:
    """Return the rows to edit: those of an entry, or one for each language."""
    if entry is not None:
        rows: list[list[Any]] = [
            [term.lang, term.text, term.status.value, term.note, term.source, term.id, term.revision]
            for lang in LANGUAGES
            for term in entry.in_language(lang)
        ]
    else:
        of = identify(text) if text else ""
        rows = [[lang, text if lang == of else "", Status.PREFERRED.value, "", "", "", 0] for lang in LANGUAGES]
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def _save(
    services: Services,
    state: State,
    entry: ConceptEntry | None,
    kind: Kind,
    note: str,
    edited: list[dict[str, Any]],
    *,
    owner: bool,
) -> None:
    drafts = _drafts(edited)
    actor = state.actor()
    try:
        if owner:
            gone = _taken_out(entry, drafts)
            saved = services.glossaries.save(
                actor, entry.id if entry else None, kind, note, drafts, entry.confused_with if entry else ()
            )
            for term_id, revision in gone:
                services.glossaries.delete_term(actor, term_id, revision)
        else:
            saved = services.glossaries.propose(actor, entry.id if entry else None, kind, note, drafts)
    except Conflict as error:
        st.warning(escape(str(error)), icon=":material/sync_problem:")
        if isinstance(error.current, ConceptEntry):
            st.caption(tr("What is stored now; close and open the entry again to change it:"))
            markup.show("<br>".join(markup.spoken(term.text, term.lang) for term in error.current.terms))
        return
    choices.turn_to(state, "entry", saved.id)
    st.rerun()


def _drafts(edited: list[dict[str, Any]]) -> list[TermDraft]:
    found = []
    for row in edited:
        text = _text(row["text"])
        if not text:
            continue
        found.append(
            TermDraft(
                term_id=_text(row["id"]) or None,
                lang=_text(row["lang"]),
                text=text,
                status=Status(_text(row["status"]) or Status.DRAFT.value),
                note=_text(row["note"]),
                source=_text(row["source"]),
                base_revision=int(row["revision"]) if _text(row["id"]) else 0,
            )
        )
    return found


def _text(value: object) -> str:
    """Return a cell as text; the table fills what is missing in new rows with nothing or not-a-number."""
    return value.strip() if isinstance(value, str) else ""


def _taken_out(entry: ConceptEntry | None, drafts: list[TermDraft]) -> list[tuple[str, int]]:
    """Return the terms, with their revisions, whose rows were taken out of the table."""
    kept = {draft.term_id for draft in drafts}
    return [(term.id, term.revision) for term in entry.terms if term.id not in kept] if entry else []
