"""Term candidates: what the archive uses and the glossary lacks, taken in with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.concept import Kind
from tmflow.model.language import LANGUAGES, NAMES, ZH
from tmflow.services.candidates import CandidateState
from tmflow.services.jobs import JobKind, JobState
from tmflow.ui.components import choices, errors, markup, words
from tmflow.ui.components.text import escape
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.candidates import CandidateRecord
    from tmflow.services.container import Services
    from tmflow.services.jobs import JobView
    from tmflow.ui.state import State

_LISTED: Final = 200
_LOOK_AGAIN: Final = 2.0
_UNDER_WAY: Final = frozenset({JobState.WAITING, JobState.RUNNING})


def show(services: Services, state: State) -> None:
    """Show the candidates, and what to do with them."""
    counts = services.candidates.counts(state.actor())
    _search(services, state)
    names = {
        "": tr("Open {count}", count=counts[CandidateState.OPEN]),
        "accepted": tr("Accepted {count}", count=counts[CandidateState.ACCEPTED]),
        "dismissed": tr("Not terms {count}", count=counts[CandidateState.DISMISSED]),
    }
    chosen = CandidateState(choices.one(state, "said", tr("Candidates"), names) or "open")
    records = services.candidates.list(state.actor(), state=chosen, limit=_LISTED).items
    if not records:
        searching = _under_way(services, state) is not None
        st.info(
            tr("The archive is being searched.")
            if searching
            else _nothing(counts[CandidateState.ACCEPTED] + counts[CandidateState.DISMISSED], chosen)
        )
        return
    left, right = st.columns([1.15, 3.6], gap="medium")
    with left:
        rows = [_row(record) for record in records]
        picked = choices.listed(state, "candidate", tr("Candidates"), rows)
        if counts[chosen] > _LISTED:
            st.caption(tr("The first {count}; decide about them to see others.", count=_LISTED))
    record = next(record for record in records if record.candidate.id == picked)
    with right:
        _candidate(services, state, record)


def _nothing(decided: int, chosen: CandidateState) -> str:
    if chosen is not CandidateState.OPEN:
        return tr("Nothing yet.")
    if decided:
        return tr("All candidates are decided. Search again when new releases have come.")
    return tr(
        "Let the archive be searched for titles, bodies, names and set terms that the glossary does not have yet."
    )


def _search(services: Services, state: State) -> None:
    """Offer the search, or show how far it is."""
    if _under_way(services, state) is not None:
        st.fragment(_progress, run_every=_LOOK_AGAIN)(services, state)
    elif may(state.actor(), Action.PROPOSE_TERM) and st.button(tr("Search the archive"), icon=":material/search:"):
        services.jobs.submit(state.actor(), JobKind.FIND_CANDIDATES)
        st.rerun()


def _under_way(services: Services, state: State) -> JobView | None:
    jobs = services.jobs.list(state.actor())
    return next((job for job in jobs if job.kind is JobKind.FIND_CANDIDATES and job.state in _UNDER_WAY), None)


def _progress(services: Services, state: State) -> None:
    with errors.shown():
        job = _under_way(services, state)
        if job is None:
            st.rerun()
        st.progress(
            job.done / job.total if job.total else 0.0,
            text=tr("Searching the archive: {state}", state=words.job_state(job.state)),
        )


def _row(record: CandidateRecord) -> tuple[str, str, str]:
    found = record.candidate
    others = " · ".join(escape(pairs[0][0]) for pairs in found.renderings.values() if pairs)
    return found.id, f"**{escape(found.text)}** :gray[:small[{found.count} ×]]", others


def _candidate(services: Services, state: State, record: CandidateRecord) -> None:
    found = record.candidate
    markup.show(
        f'<b style="font-size:19px">{markup.spoken(found.text, ZH)}</b> &nbsp; ',
        markup.chip(words.kind(found.kind)),
        f" &nbsp; {markup.muted(_where(record))}",
    )
    if record.state is not CandidateState.OPEN:
        _decided(services, state, record)
    elif may(state.actor(), Action.PROPOSE_TERM):
        _form(services, state, record)
    else:
        st.caption(tr("Accepting takes a translator, an editor or a glossary owner."))
    units = services.candidates.units(state.actor(), record)
    head = [tr("Places"), *(NAMES[lang] for lang in LANGUAGES)]
    st.html(markup.table(head, [_place(record, unit) for unit in units]))


def _where(record: CandidateRecord) -> str:
    found = record.candidate
    since = found.first if found.first == found.last else f"{found.first} — {found.last}"
    return tr(
        "mentions: {count} · releases: {releases} · {since}", count=found.count, releases=found.releases, since=since
    )


def _place(record: CandidateRecord, unit: TranslationUnit) -> tuple[str, ...]:
    address = f"/editor?release={markup.plain(unit.release_id)}&amp;unit={unit.position}"
    label = markup.plain(f"{unit.release_id}/{unit.position}")
    cells = [f'<a class="mono" href="{address}" target="_self">{label}</a>']
    for lang in LANGUAGES:
        text = unit.text(lang)
        pairs = record.candidate.renderings.get(lang, ())
        wanted = [record.candidate.text] if lang == ZH else [rendering for rendering, _ in pairs[:1]]
        spans = [(text.find(each), text.find(each) + len(each)) for each in wanted if each in text]
        cells.append(markup.spoken(text, lang, spans))
    return tuple(cells)


def _form(services: Services, state: State, record: CandidateRecord) -> None:
    found = record.candidate
    owner = may(state.actor(), Action.EDIT_GLOSSARY)
    with st.form(f"candidate-{found.id}", border=True):
        columns = st.columns(3)
        terms: dict[str, str] = {}
        for column, lang in zip(columns, LANGUAGES, strict=True):
            offered = [found.text] if lang == ZH else [text for text, _ in found.renderings.get(lang, ())]
            with column:
                terms[lang] = (
                    st.selectbox(
                        NAMES[lang],
                        offered,
                        index=0 if offered else None,
                        accept_new_options=True,
                        placeholder=tr("no rendering found: type one"),
                        key=f"term-{lang}-{found.id}",
                    )
                    or ""
                )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            kind = st.selectbox(
                tr("Kind"),
                list(Kind),
                index=list(Kind).index(found.kind),
                format_func=words.kind,
                key=f"kind-{found.id}",
                width=220,
            )
            into = _into(services, state, record)
            accept = st.form_submit_button(
                tr("Accept") if owner else tr("Propose as drafts"),
                type="primary",
                icon=":material/check:",
                help=tr("Chinese, English and Russian become terms of the glossary."),
            )
            dismiss = st.form_submit_button(
                tr("Not a term"), icon=":material/block:", help=tr("It does not come back.")
            )
    with errors.shown():
        if accept:
            entry = services.candidates.accept(state.actor(), found.id, kind or found.kind, terms, into)
            told = (
                tr("{term} is entry {entry}.", term=escape(found.text), entry=escape(entry.id))
                if owner
                else tr(
                    "{term} waits for a glossary owner, as {entry}.", term=escape(found.text), entry=escape(entry.id)
                )
            )
            state.tell(told)
            st.rerun()
        if dismiss:
            services.candidates.dismiss(state.actor(), found.id)
            state.tell(tr("{term} does not come back.", term=escape(found.text)))
            st.rerun()


def _into(services: Services, state: State, record: CandidateRecord) -> str | None:
    """Ask whether the terms belong to an entry that has the rendering already; nothing for a new entry."""
    entry = services.candidates.fitting(state.actor(), record)
    if entry is None:
        return None
    names = " · ".join(term.text for lang in LANGUAGES if (term := entry.preferred(lang)))
    options = {"": tr("a new entry"), entry.id: f"{entry.id} {names}"}
    chosen = st.selectbox(
        tr("Goes into"), list(options), format_func=lambda each: options[each], key=f"into-{record.candidate.id}"
    )
    return chosen or None


def _decided(services: Services, state: State, record: CandidateRecord) -> None:
    """Say who decided what, and offer the way back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        said = tr("accepted") if record.state is CandidateState.ACCEPTED else tr("not a term")
        markup.show(markup.muted(f"{said} · {record.author} · {markup.moment(record.at)}"))
        if record.concept_id:
            st.page_link(
                state.page("glossary"),
                label=tr("Open {id}", id=record.concept_id),
                query_params={"entry": record.concept_id},
            )
        if may(state.actor(), Action.PROPOSE_TERM) and st.button(tr("Undo"), icon=":material/undo:"):
            with errors.shown():
                services.candidates.reopen(state.actor(), record.candidate.id)
                state.tell(tr("{term} is open again.", term=escape(record.candidate.text)))
                st.rerun()
