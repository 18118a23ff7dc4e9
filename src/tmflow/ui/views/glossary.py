"""The glossary: entries with their history, and the owner's Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.concept import Kind, Status
from tmflow.model.language import LANGUAGES, NAMES
from tmflow.ui.components import choices, errors, markup, words
from tmflow.ui.components.text import escape
from tmflow.ui.views import candidates, glossary_edit, glossary_import
from tmflow.ui.views.consistency_places import name
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.model.concept import ConceptEntry, Term
    from tmflow.services.container import Services
    from tmflow.services.glossaries import ConceptDetail
    from tmflow.ui.state import State

_LISTED = 200


def page(services: Services, state: State) -> None:
    """Show the page."""
    with errors.shown():
        _head(services, state)
        tabs = {"": tr("Entries"), "candidates": tr("Term candidates"), "import": tr("Excel")}
        chosen = choices.one(state, "tab", tr("View"), tabs)
        if chosen == "import":
            glossary_import.show(services, state)
        elif chosen == "candidates":
            candidates.show(services, state)
        else:
            _entries(services, state)


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


def _entries(services: Services, state: State) -> None:
    left, middle, right = st.columns([1.15, 2.6, 1], gap="medium")
    with left:
        query = choices.search(state, "q", tr("Term, note or number"))
        kind, status, missing = _filters(state)
        found = services.glossaries.list(
            state.actor(), query=query, kind=kind, status=status, lang_missing=missing, limit=_LISTED
        )
        entries = list(found.items)
        wanted = state.param("entry")
        if wanted and all(entry.id != wanted for entry in entries) and not query:
            with errors.shown():
                entries.insert(0, services.glossaries.get(state.actor(), wanted).entry)
        if not entries:
            st.info(tr("The search finds nothing. A new entry begins with the text that you typed."))
            return
        chosen = choices.listed(state, "entry", tr("Entries"), [_row(entry) for entry in entries], height=530)
        if found.next:
            st.caption(tr("The first {count}; search to see others.", count=_LISTED))
    detail = services.glossaries.get(state.actor(), chosen)
    with middle:
        _entry(services, state, detail)
    with right:
        _about(services, state, detail)


def _filters(state: State) -> tuple[Kind | None, Status | None, str | None]:
    kinds = {"": tr("Any kind")} | {each.value: words.kind(each) for each in Kind}
    kind = choices.select(state, "kind", tr("Kind"), kinds)
    with st.container(horizontal=True):
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


def _entry(services: Services, state: State, detail: ConceptDetail) -> None:
    entry = detail.entry
    actor = state.actor()
    with st.container(horizontal=True, vertical_alignment="center"):
        markup.show(
            f'<b style="font-size:19px">{markup.plain(name(entry))}</b> &nbsp; ',
            markup.chip(words.kind(entry.kind)),
            f' &nbsp; <span class="mono">{markup.plain(entry.id)}</span>',
        )
        if may(actor, Action.EDIT_GLOSSARY):
            if st.button(tr("Edit"), icon=":material/edit:"):
                glossary_edit.dialog(services, state, entry)
        elif may(actor, Action.PROPOSE_TERM) and st.button(tr("Propose a term"), icon=":material/add:"):
            glossary_edit.dialog(services, state, entry)
    if entry.note:
        markup.show(markup.plain(entry.note))
    st.html(markup.table([tr("Language"), tr("Term"), tr("Status"), tr("Source")], _terms(entry)))
    known = services.glossaries.current_entries()
    for other_id in entry.confused_with:
        other = known.get(other_id)
        if other is not None:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                terms = " · ".join(term.text for lang in LANGUAGES if (term := other.preferred(lang)))
                st.markdown(f":orange[:material/warning:] **{tr('Not to be confused with')}** {escape(terms)}")
                if st.button(tr("Open {id}", id=other_id), key=f"other-{other_id}"):
                    choices.turn_to(state, "entry", other_id)
                    st.rerun()


def _terms(entry: ConceptEntry) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for lang in LANGUAGES:
        terms: tuple[Term | None, ...] = entry.in_language(lang) or (None,)
        head = f'<td class="head" rowspan="{len(terms)}">{NAMES[lang]}</td>'
        for number, term in enumerate(terms):
            first = (head,) if number == 0 else ()
            if term is None:
                rows.append((*first, markup.muted(tr("no term")), "", ""))
                continue
            note = f"<br>{markup.muted(term.note)}" if term.note else ""
            status = markup.chip(words.status(term.status), words.STATUS_COLOURS[term.status])
            rows.append((*first, markup.spoken(term.text, lang) + note, status, markup.muted(term.source)))
    return rows


def _about(services: Services, state: State, detail: ConceptDetail) -> None:
    """Show where the entry is used, and its history."""
    concept_id = detail.entry.id
    findings = [each for each in services.consistency.findings(state.actor()) if each.concept_id == concept_id]
    used = {number for finding in findings for each in finding.renderings for number in each.releases}
    st.markdown(f"**{tr('In the releases')}**")
    st.caption(tr("Releases that use it: {count}", count=len(used)))
    if used:
        st.page_link(
            state.page("consistency"),
            label=tr("Show in Consistency"),
            query_params={"concept": concept_id, "tab": "all"},
        )
    st.markdown(f"**{tr('History')}**")
    lines = []
    for past in detail.history[:20]:
        what = words.status(past.term.status) if past.active else tr("taken out")
        lines.append(
            f'<div style="margin-bottom:6px">{markup.muted(f"{markup.moment(past.at)} · {past.author}")}<br>'
            f"{markup.spoken(past.term.text, past.term.lang)} {markup.muted(f'{what} · {past.term.revision}')}</div>"
        )
    markup.show(*lines)
