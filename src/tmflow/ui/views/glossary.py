"""The glossary: entries with their history, and the owner's Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.concept import Kind, Status
from tmflow.model.language import LANGUAGES, NAMES
from tmflow.ui.components import choices, errors, pending, words
from tmflow.ui.components.text import escape
from tmflow.ui.views import candidates, glossary_edit, glossary_entry, glossary_import
from tmflow.ui.views.consistency_places import name
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.model.concept import ConceptEntry
    from tmflow.services.container import Services
    from tmflow.ui.state import State

_LISTED = 200


def page(services: Services, state: State) -> None:
    """Show the page."""
    with errors.shown():
        _head(services, state)
        pending.rechecks(services, state)
        drafts = services.glossaries.counts(state.actor()).drafts
        tabs = {
            "": tr("Entries"),
            "drafts": tr("Drafts {count}", count=drafts),
            "candidates": tr("Term candidates"),
            "import": tr("Excel"),
        }
        chosen = choices.one(state, "tab", tr("View"), tabs)
        if chosen == "import":
            glossary_import.show(services, state)
        elif chosen == "candidates":
            candidates.show(services, state)
        else:
            _entries(services, state, drafts=chosen == "drafts")


def _head(services: Services, state: State) -> None:
    counts = services.glossaries.counts(state.actor())
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left, st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(tr("Glossary"), width="content", anchor=False)
        missing = " · ".join(
            tr("{count} without {language}", count=count, language=NAMES[lang])
            for lang, count in counts.missing.items()
            if count
        )
        st.caption(
            " · ".join(
                part
                for part in (
                    tr("entries: {count}", count=counts.entries),
                    tr("terms: {count}", count=counts.terms),
                    missing,
                )
                if part
            )
        )
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        st.download_button(
            tr("Export to Excel"),
            state.later(services.glossaries.export),
            "glossary.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            on_click="ignore",
        )
        actor = state.actor()
        if may(actor, Action.EDIT_GLOSSARY) or may(actor, Action.PROPOSE_TERM):
            label = tr("New entry") if may(actor, Action.EDIT_GLOSSARY) else tr("Propose an entry")
            if st.button(label, icon=":material/add:", type="primary"):
                glossary_edit.dialog(services, state, None, state.param("q"))


def _entries(services: Services, state: State, *, drafts: bool) -> None:
    """Show the list and the chosen entry; `drafts`: only proposals, an owner's are those that wait for him."""
    left, middle, right = st.columns([1.15, 2.6, 1], gap="medium")
    with left:
        query = choices.search(state, "q", tr("Term, note or number"))
        kind, status, missing = (None, None, None) if drafts else _filters(state)
        owner = may(state.actor(), Action.EDIT_GLOSSARY)
        found = services.glossaries.list(
            state.actor(),
            query=query,
            kind=kind,
            status=Status.DRAFT if drafts and not owner else status,
            lang_missing=missing,
            waiting=drafts and owner,
            limit=_LISTED,
        )
        entries = list(found.items)
        wanted = state.param("entry")
        if wanted and all(entry.id != wanted for entry in entries) and not query and not drafts:
            with errors.shown():
                entries.insert(0, services.glossaries.get(state.actor(), wanted).entry)
        if not entries:
            filtered = kind is not None or status is not None or missing is not None
            _nothing(services, state, query, drafts=drafts, filtered=filtered)
            return
        chosen = choices.listed(state, "entry", tr("Entries"), [_row(entry) for entry in entries])
        if found.next:
            st.caption(tr("The first {count}; search to see others.", count=_LISTED))
    detail = services.glossaries.get(state.actor(), chosen)
    used = services.glossaries.usage(state.actor(), chosen)
    with middle:
        glossary_entry.show(services, state, detail, used)
    with right:
        glossary_entry.about(services, state, detail, used)


def _nothing(services: Services, state: State, query: str, *, drafts: bool, filtered: bool) -> None:
    """Say that the list is empty, why, and what can be done about it."""
    if filtered:
        st.info(tr("No entry fits the search and the filters above."))
        if st.button(tr("Clear the filters"), icon=":material/filter_alt_off:"):
            for name in ("kind", "status", "missing"):
                choices.turn_to(state, name, "")
            st.rerun()
        return
    if not query:
        st.info(
            tr("No proposal waits.")
            if drafts
            else tr("The glossary is empty. Import an Excel file, or begin an entry.")
        )
        return
    st.info(tr("The search finds nothing."))
    owner = may(state.actor(), Action.EDIT_GLOSSARY)
    if not drafts and (owner or may(state.actor(), Action.PROPOSE_TERM)):
        label = tr("New entry “{text}”", text=escape(query)) if owner else tr("Propose “{text}”", text=escape(query))
        if st.button(label, icon=":material/add:"):
            glossary_edit.dialog(services, state, None, query)


def _filters(state: State) -> tuple[Kind | None, Status | None, str | None]:
    with st.container(horizontal=True):
        kinds = {"": tr("Any kind")} | {each.value: words.kind(each) for each in Kind}
        kind = choices.select(state, "kind", tr("Kind"), kinds)
        statuses = {"": tr("Any status")} | {each.value: words.status(each) for each in Status}
        status = choices.select(state, "status", tr("Status"), statuses)
    langs = {"": tr("Complete or not")} | {lang: tr("No {language}", language=NAMES[lang]) for lang in LANGUAGES}
    missing = choices.select(state, "missing", tr("Missing language"), langs)
    return Kind(kind) if kind else None, Status(status) if status else None, missing or None


def _row(entry: ConceptEntry) -> tuple[str, str, str]:
    others = " · ".join(
        escape(term.text) for lang in ("en", "ru") if (term := entry.preferred(lang)) and term.text != name(entry)
    )
    return entry.id, f"**{escape(name(entry))}** :gray[:small[{escape(entry.id)}]]", others
