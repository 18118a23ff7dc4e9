"""Editing an entry, or proposing terms: saved in one act; what somebody else changed meanwhile is shown, never lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.glossary import cells
from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry
from tmflow.model.errors import Conflict, NotFound
from tmflow.services.glossary_drafts import draft_of
from tmflow.ui.components import choices, errors, glossary_words, markup, words
from tmflow.ui.components.text import escape
from tmflow.ui.views.glossary_form import EntryForm, form_of, own_fields, term_fields
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.model.concept import Term
    from tmflow.services.container import Services
    from tmflow.services.glossary_drafts import TermDraft
    from tmflow.ui.state import State

_FORM: Final = "glossary.form"
_OPENED: Final = "glossary.form.opened"
"""How many forms were opened in this tab."""


def dialog(services: Services, state: State, entry: ConceptEntry | None, text: str = "") -> None:
    """Open the dialog for an entry, or for a new one that begins with `text`."""
    owner = may(state.actor(), Action.EDIT_GLOSSARY)
    serial = state.get(_OPENED, 0) + 1
    state.put(_OPENED, serial)
    state.put(_FORM, form_of(entry, text, owner=owner, serial=serial))
    title = tr("Edit the entry") if entry and owner else tr("Propose a term") if entry else tr("New entry")

    @st.dialog(title, width="large", icon=":material/menu_book:")
    def opened() -> None:
        with errors.shown():
            form: EntryForm | None = state.get(_FORM, None)
            if form is not None:
                _draw(services, state, form)

    opened()


def _draw(services: Services, state: State, form: EntryForm) -> None:
    if not form.owner:
        st.caption(tr("A proposal is a draft until a glossary owner decides about it."))
    with st.expander(tr("What the statuses mean")):
        st.markdown(glossary_words.status_help())
    waits = form.stored is not None and _conflict(form, form.stored)
    own_fields(form)
    term_fields(form)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if form.entry is not None and form.owner:
            _delete(services, state, form, form.entry)
        if form.wrong or waits:
            said = tr("Nothing is saved yet: see the fields.") if form.wrong else tr("Nothing is saved yet: see above.")
            st.markdown(f":red[{said}]")
        if st.button(tr("Save") if form.owner else tr("Propose"), type="primary", key="entry-save"):
            _save(services, state, form)


def _delete(services: Services, state: State, form: EntryForm, entry: ConceptEntry) -> None:
    """Offer to take the whole entry out; a second click, since checks ask for it no more."""
    with st.popover(tr("Take the entry out"), key="pop-delete"):
        st.write(
            tr("Releases are no longer checked for its terms ({count}). The history stays.", count=len(entry.terms))
        )
        if st.button(tr("Take it out"), key="delete-entry"):
            seen = form.stored or entry
            try:
                numbers = [(term.id, term.revision) for term in seen.terms]
                services.glossaries.delete_entry(state.actor(), entry.id, numbers)
            except Conflict as error:
                form.stored = error.current if isinstance(error.current, ConceptEntry) else None
                st.rerun(scope="fragment")
            state.forget(_FORM)
            state.set_param("entry", "")
            st.rerun()


def _save(services: Services, state: State, form: EntryForm) -> None:
    actor = state.actor()
    if not form.check(set(services.glossaries.current_entries())):
        st.rerun(scope="fragment")
    drafts = list(form.filled().values())
    concept = form.entry.id if form.entry else None
    try:
        if form.owner:
            saved = services.glossaries.save(
                actor,
                concept,
                form.kind,
                form.note,
                drafts,
                form.confused.split(),
                owner=form.answers.strip() or (None if form.entry is None else ""),
                taken_out=tuple(form.gone.items()),
                base_revision=form.base_revision or None,
            )
        else:
            saved = services.glossaries.propose(actor, concept, form.kind, form.note, drafts)
    except (Conflict, NotFound) as error:
        if form.entry is None:
            raise
        form.stored = (
            error.current
            if isinstance(error, Conflict) and isinstance(error.current, ConceptEntry)
            else (services.glossaries.get(actor, form.entry.id).entry)
        )
        st.rerun(scope="fragment")
    state.forget(_FORM)
    choices.turn_to(state, "entry", saved.id)
    st.rerun()


# ---------------------------------------------------------------- somebody else was faster


def _conflict(form: EntryForm, stored: ConceptEntry) -> bool:
    """Show what is stored where it is not what the person began with, and return whether something is to be chosen."""
    head = st.empty()
    now = {term.id: term for term in stored.terms}
    waits = False
    for number, draft in list(form.drafts.items()):
        if draft.term_id is None:
            continue
        term = now.get(draft.term_id)
        if term is None:
            _taken_out(form, number, draft)
            waits = True
        elif term.revision != draft.base_revision:
            waits |= _changed(form, number, draft, term)
    for term_id, seen in list(form.gone.items()):
        known = now.get(term_id)
        if known is not None and known.revision != seen:
            _kept(form, known)
            waits = True
    if form.owner and form.base_revision != stored.revision:
        waits |= _own_changed(form, stored)
    if waits:
        said = tr(
            "Somebody else changed this entry meanwhile. Nothing of yours is saved yet: choose at each difference."
        )
        head.warning(said, icon=":material/sync_problem:")
    else:
        head.info(tr("Nothing differs any more from what somebody else saved. Save to keep the form as it stands."))
    return waits


def _changed(form: EntryForm, number: int, draft: TermDraft, term: Term) -> bool:
    differing = _differences(draft, term)
    if not differing:
        form.drafts[number] = replace(draft, base_revision=term.revision)
        return False
    with st.container(border=True, key=f"conflict-{number}"):
        rows = [
            (
                glossary_words.cell(name),
                markup.plain(glossary_words.value(name, theirs)),
                markup.plain(glossary_words.value(name, mine)),
            )
            for name, theirs, mine in differing
        ]
        st.html(markup.table([term.text, tr("Stored now"), tr("Yours")], rows))
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(tr("Take what is stored"), key=form.key("theirs", number)):
                form.put(number, draft_of(term))
                st.rerun(scope="fragment")
            if st.button(tr("Keep mine"), key=form.key("mine", number)):
                form.drafts[number] = replace(draft, base_revision=term.revision)
                st.rerun(scope="fragment")
    return True


def _differences(draft: TermDraft, term: Term) -> list[tuple[str, str, str]]:
    mine, theirs = draft.cells(), cells.of_term(term)
    return [(name, theirs[name], value) for name, value in mine.items() if value != theirs[name]]


def _taken_out(form: EntryForm, number: int, draft: TermDraft) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(tr("“{term}” was taken out.", term=escape(draft.text)))
        if st.button(tr("Leave it out"), key=form.key("theirs", number)):
            form.drafts.pop(number)
            st.rerun(scope="fragment")
        if st.button(tr("Keep mine"), key=form.key("mine", number)):
            form.put(number, replace(draft, term_id=None, base_revision=0))
            st.rerun(scope="fragment")


def _kept(form: EntryForm, term: Term) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(tr("You took “{term}” out; it was changed.", term=escape(term.text)))
        if st.button(tr("Keep it"), key=form.key("theirs", term.id)):
            del form.gone[term.id]
            form.add(draft_of(term))
            st.rerun(scope="fragment")
        if st.button(tr("Take it out"), key=form.key("mine", term.id)):
            form.gone[term.id] = term.revision
            st.rerun(scope="fragment")


def _own_changed(form: EntryForm, stored: ConceptEntry) -> bool:
    pairs = (
        (tr("Kind"), words.kind(stored.kind), words.kind(form.kind)),
        (tr("Owner"), stored.owner, form.answers),
        (tr("Note"), stored.note, form.note),
        (tr("Not to be confused with"), " ".join(stored.confused_with), form.confused),
    )
    rows = [(label, markup.plain(theirs), markup.plain(mine)) for label, theirs, mine in pairs if theirs != mine]
    if not rows:
        form.base_revision = stored.revision
        return False
    with st.container(border=True, key="conflict-own"):
        st.html(markup.table(["", tr("Stored now"), tr("Yours")], rows))
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(tr("Take what is stored"), key="theirs-own"):
                form.take_own(stored)
                st.rerun(scope="fragment")
            if st.button(tr("Keep mine"), key="mine-own"):
                form.base_revision = stored.revision
                st.rerun(scope="fragment")
    return True
