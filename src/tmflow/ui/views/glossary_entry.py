"""One entry of the glossary: its terms, proposals that wait, what it must not be confused with, and its history."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.concept import Status
from tmflow.model.errors import Conflict
from tmflow.model.language import LANGUAGES, NAMES
from tmflow.services.glossary_editing import status_of_new
from tmflow.services.glossary_history import events
from tmflow.ui.components import choices, errors, glossary_words, markup, words
from tmflow.ui.components.text import escape
from tmflow.ui.views import glossary_edit
from tmflow.ui.views.consistency_places import name
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tmflow.model.concept import ConceptEntry, Term
    from tmflow.services.container import Services
    from tmflow.services.glossaries import ConceptDetail
    from tmflow.services.glossary_history import Event
    from tmflow.services.glossary_usage import Usage
    from tmflow.ui.state import State

_EVENTS: Final = 60
_SINGLY: Final = 3
"""So many terms of one act are shown one by one."""
_BEGINNINGS: Final = frozenset(("added", "proposed"))


def show(services: Services, state: State, detail: ConceptDetail, used: Usage) -> None:
    """Show the entry in the middle of the page."""
    entry = detail.entry
    actor = state.actor()
    heading, act = st.columns([5, 1] if may(actor, Action.EDIT_GLOSSARY) else [3.4, 1], vertical_alignment="center")
    with heading:
        markup.show(
            f'<b style="font-size:19px">{markup.plain(name(entry))}</b> &nbsp; ',
            markup.chip(words.kind(entry.kind)),
            f' &nbsp; <span class="mono">{markup.plain(entry.id)}</span> &nbsp; ',
            _completeness(entry),
        )
    with act, st.container(horizontal=True, horizontal_alignment="right"):
        if may(actor, Action.EDIT_GLOSSARY):
            if st.button(tr("Edit"), icon=":material/edit:"):
                glossary_edit.dialog(services, state, entry)
        elif may(actor, Action.PROPOSE_TERM) and st.button(tr("Propose a term"), icon=":material/add:"):
            glossary_edit.dialog(services, state, entry)
    if entry.note:
        markup.show(markup.plain(entry.note))
    _proposals(services, state, detail)
    heads = [tr("Language"), tr("Term"), tr("Status"), tr("Valid"), tr("Places")]
    st.html(markup.table(heads, _terms(entry, used)))
    _confused(services, state, entry)


def _completeness(entry: ConceptEntry) -> str:
    """Say in which languages there is no term, or only one that nobody has approved."""
    accepted = {lang: [t for t in entry.in_language(lang) if t.status.accepted] for lang in LANGUAGES}
    lacking = [NAMES[lang] for lang, terms in accepted.items() if not terms]
    proposed = [
        NAMES[lang] for lang, terms in accepted.items() if terms and all(t.status is Status.DRAFT for t in terms)
    ]
    if not lacking and not proposed:
        return markup.muted(tr("✓ complete in three languages"))
    chips = [markup.chip(tr("no {language}", language=", ".join(lacking)), "orange")] if lacking else []
    chips += [markup.chip(tr("only proposed: {language}", language=", ".join(proposed)), "orange")] if proposed else []
    return " ".join(chips)


def _source(entry: ConceptEntry) -> str:
    """Return the source that most of an entry's terms have; said once, and only those that differ say theirs."""
    found = Counter(term.source for term in entry.terms if term.source)
    return found.most_common(1)[0][0] if found else ""


def _terms(entry: ConceptEntry, used: Usage) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    usual = _source(entry)
    for lang in LANGUAGES:
        terms: tuple[Term | None, ...] = entry.in_language(lang) or (None,)
        head = f'<td class="head" rowspan="{len(terms)}">{NAMES[lang]}<br>{markup.muted(lang)}</td>'
        for number, term in enumerate(terms):
            first = (head,) if number == 0 else ()
            if term is None:
                rows.append((*first, markup.muted(tr("no term")), "", "", ""))
                continue
            hints = [*glossary_words.hints(term), *([term.source] if term.source and term.source != usual else [])]
            said = "".join(f"<br>{markup.muted(each)}" for each in hints)
            text = markup.spoken(term.text, lang)
            if not term.status.accepted:
                text = f'<span class="tm-sub" style="font-size:inherit">{text}</span>'
            status = markup.chip(words.status(term.status), words.STATUS_COLOURS[term.status])
            valid = f'<span style="white-space:nowrap">{markup.muted(glossary_words.validity(term))}</span>'
            rows.append((*first, text + said, status, valid, markup.number(used.places.get(term.id, 0))))
    return rows


def _confused(services: Services, state: State, entry: ConceptEntry) -> None:
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


# ---------------------------------------------------------------- proposals


def _proposals(services: Services, state: State, detail: ConceptDetail) -> None:
    """Show the drafts: to an owner with what can be decided, to others with what was said about them."""
    drafts = [term for term in detail.entry.terms if term.status is Status.DRAFT]
    if not drafts:
        return
    owner = may(state.actor(), Action.EDIT_GLOSSARY)
    waiting = [term for term in drafts if term.waiting]
    with st.container(border=True, key="proposals"):
        if owner and len(waiting) > 1:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"**{tr('Proposals that wait: {count}', count=len(waiting))}**")
                if st.button(tr("Approve all {count}", count=len(waiting)), type="primary", key="approve-all"):
                    seen = [(term.id, term.revision) for term in waiting]
                    _decide(state, lambda: services.glossaries.approve(state.actor(), seen))
        for term in drafts:
            _proposal(services, state, detail, term, owner=owner)


def _proposal(services: Services, state: State, detail: ConceptDetail, term: Term, *, owner: bool) -> None:
    latest = next((past for past in detail.history if past.term.id == term.id), None)
    who = f"{latest.author}, {markup.moment(latest.at)}" if latest else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container():
            said = (
                tr("returned by {who}: {reason}", who=who, reason=term.returned)
                if term.returned
                else tr("proposed by {who}", who=who)
            )
            markup.show(markup.spoken(term.text, term.lang), f"<br>{markup.muted(f'{NAMES[term.lang]} · {said}')}")
        if owner:
            _owners_choice(services, state, detail.entry, term)
        elif may(state.actor(), Action.PROPOSE_TERM):
            if st.button(tr("Amend"), key=f"amend-{term.id}"):
                glossary_edit.dialog(services, state, detail.entry)
            mine = any(past.term.id == term.id and past.author == state.actor().name for past in detail.history)
            if mine and st.button(tr("Withdraw"), key=f"withdraw-{term.id}"):
                _decide(state, lambda: services.glossaries.delete_term(state.actor(), term.id, term.revision))


def _owners_choice(services: Services, state: State, entry: ConceptEntry, term: Term) -> None:
    preferred = status_of_new(entry, term.lang) is Status.PREFERRED
    label = tr("Approve as preferred") if preferred else tr("Approve as admitted")
    if st.button(label, key=f"approve-{term.id}", icon=":material/check:"):
        _decide(state, lambda: services.glossaries.approve(state.actor(), [(term.id, term.revision)]))
    if term.returned:
        return
    with st.popover(tr("Return"), key=f"pop-return-{term.id}"):
        reason = st.text_area(tr("Why?"), key=f"reason-{term.id}", max_chars=2000)
        if st.button(tr("Return the proposal"), key=f"return-{term.id}"):
            _decide(state, lambda: services.glossaries.give_back(state.actor(), term.id, term.revision, reason or ""))


def _decide(state: State, act: Callable[[], object]) -> None:
    with errors.shown():
        try:
            act()
        except Conflict as error:
            state.tell(escape(str(error)))
        st.rerun()


# ---------------------------------------------------------------- about


def about(services: Services, state: State, detail: ConceptDetail, used: Usage) -> None:
    """Show who answers for the entry, where it is used, and its history."""
    entry = detail.entry
    past = events(detail.history, detail.own_history)
    st.markdown(f"**{tr('About this entry')}**")
    newest = past[0] if past else None
    facts = [(tr("Owner"), entry.owner or "—")]
    source = _source(entry)
    if source:
        facts.append((tr("Source"), source))
    if newest:
        facts.append((tr("Changed"), f"{markup.moment(newest.at)}, {newest.author}"))
    markup.show(
        *(f"<div>{markup.muted(label)} &nbsp; {markup.plain(value)}</div>" for label, value in facts),
    )
    _used(state, entry, used)
    st.markdown(f"**{tr('History')}**")
    owner = may(state.actor(), Action.EDIT_GLOSSARY)
    for event, more in _together(past[:_EVENTS]):
        if more:
            markup.show(_many(event, more + 1))
        elif owner and not event.current and event.act != "taken_out":
            text, button = st.columns([9, 1], gap="small")
            with text:
                markup.show(_line(event))
            key = f"restore-{event.term_id}-{event.revision}"
            again = tr("Make it again what it was then")
            if button.button("", icon=":material/restore:", key=key, help=again, type="tertiary"):
                _decide(state, partial(_restore, services, state, detail, event))
        else:
            markup.show(_line(event))
    if len(past) > _EVENTS:
        st.caption(tr("The newest {count} of {all} changes.", count=_EVENTS, all=len(past)))


def _together(past: Sequence[Event]) -> Iterator[tuple[Event, int]]:
    """Yield the events; of many terms that came in one act the first, and how many more there are."""
    for _, group in groupby(past, key=lambda event: (event.at, event.author, event.act)):
        members = list(group)
        if members[0].act in _BEGINNINGS and len(members) > _SINGLY:
            yield members[0], len(members) - 1
        else:
            yield from ((event, 0) for event in members)


def _many(event: Event, count: int) -> str:
    head = f"{markup.moment(event.at)} · {event.author} · {glossary_words.act(event.act)}"
    return f"<div>{markup.muted(head)}<br>{markup.plain(tr('terms: {count}', count=count))}</div>"


def _used(state: State, entry: ConceptEntry, used: Usage) -> None:
    st.markdown(f"**{tr('In the releases')}**")
    count = len(used.releases)
    said = tr("Releases that use it: {count} and more", count=count) if used.more else None
    st.caption(said or tr("Releases that use it: {count}", count=count))
    if used.releases:
        latest = used.releases[0]
        st.page_link(state.page("release"), label=tr("The last: {id}", id=latest), query_params={"release": latest})
        st.page_link(
            state.page("consistency"),
            label=tr("Show in Consistency"),
            query_params={"concept": entry.id, "tab": "all"},
        )


def _line(event: Event) -> str:
    head = markup.muted(f"{markup.moment(event.at)} · {event.author} · {glossary_words.act(event.act)}")
    lines = [head]
    if event.text:
        lines.append(markup.spoken(event.text, event.lang))
    for change in event.changes:
        before, after = (
            glossary_words.value(change.cell, change.before),
            glossary_words.value(change.cell, change.after),
        )
        lines.append(markup.muted(f"{glossary_words.cell(change.cell)}: {before} → {after}"))
    if event.act == "returned":
        lines.append(markup.muted(event.reason))
    return f'<div style="margin-bottom:4px">{"<br>".join(lines)}</div>'


def _restore(services: Services, state: State, detail: ConceptDetail, event: Event) -> None:
    glossaries = services.glossaries
    if event.term_id:
        now = max(past.term.revision for past in detail.history if past.term.id == event.term_id)
        glossaries.restore(state.actor(), event.term_id, event.revision, now)
        return
    then = next(past.entry for past in detail.own_history if past.entry.revision == event.revision)
    wanted = replace(detail.entry, kind=then.kind, note=then.note, confused_with=then.confused_with, owner=then.owner)
    glossaries.save(
        state.actor(),
        wanted.id,
        wanted.kind,
        wanted.note,
        (),
        wanted.confused_with,
        owner=wanted.owner,
        base_revision=detail.entry.revision,
    )
