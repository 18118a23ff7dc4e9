"""Long work: how far it is, stopping it, going on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.account import Role
from tmflow.services.jobs import JobKind, JobState
from tmflow.ui.components import errors, markup, words
from tmflow.ui.components.text import escape
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tmflow.services.container import Services
    from tmflow.services.jobs import JobView
    from tmflow.ui.components.markup import Colour
    from tmflow.ui.state import State

_LOOK_AGAIN: Final = 2.0
_SHOWN: Final = 20
_COLOURS: Final[dict[JobState, Colour]] = {JobState.DONE: "green", JobState.FAILED: "red", JobState.RUNNING: "blue"}


def show(services: Services, state: State) -> None:
    """Show the newest jobs, kept up to date while one is under way."""
    with st.container(horizontal=True):
        if may(state.actor(), Action.DECIDE) and st.button(tr("Check all releases again")):
            services.jobs.submit(state.actor(), JobKind.CHECK_ALL)
        if may(state.actor(), Action.EDIT_MEMORY) and st.button(tr("Learn words from the aligned releases")):
            services.jobs.submit(state.actor(), JobKind.TRAIN_LEXICON)
    watch(services, state)


def watch(services: Services, state: State, kinds: Collection[JobKind] = ()) -> None:
    """Show the newest jobs without asking for any; with `kinds` only those, and nothing where there is none."""
    watching = _under_way(_found(services, state, kinds))
    st.fragment(_list, run_every=_LOOK_AGAIN if watching else None)(services, state, kinds, watching=watching)


def _found(services: Services, state: State, kinds: Collection[JobKind]) -> list[JobView]:
    return [job for job in services.jobs.list(state.actor()) if not kinds or job.kind in kinds]


def _under_way(jobs: Iterable[JobView]) -> bool:
    return any(job.state in {JobState.WAITING, JobState.RUNNING} for job in jobs)


def _list(services: Services, state: State, kinds: Collection[JobKind], *, watching: bool) -> None:
    with errors.shown():
        found = _found(services, state, kinds)[:_SHOWN]
        if watching and not _under_way(found):
            # The page is drawn anew, without looking again.
            st.rerun()
        if not found and not kinds:
            st.info(tr("There is no long work."))
        for job in found:
            _job(services, state, job)


def _job(services: Services, state: State, job: JobView) -> None:
    actor = state.actor()
    own = job.account_id == actor.id or actor.has(Role.ADMINISTRATOR)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            markup.show(
                f'<span class="mono">{job.id}</span> &nbsp; <b>{markup.plain(words.job(job.kind))}</b> &nbsp; ',
                markup.chip(words.job_state(job.state), _COLOURS.get(job.state, "gray")),
                f" {markup.muted(markup.moment(job.created_at))}",
            )
            if own and job.state in {JobState.WAITING, JobState.RUNNING}:
                label = tr("Stopping…") if job.cancel_requested else tr("Cancel")
                if st.button(label, key=f"cancel-{job.id}", disabled=job.cancel_requested):
                    with errors.shown():
                        services.jobs.cancel(actor, job.id)
                        st.rerun(scope="fragment")
            if (
                own
                and job.state in {JobState.FAILED, JobState.CANCELLED}
                and st.button(tr("Go on"), key=f"resume-{job.id}")
            ):
                with errors.shown():
                    services.jobs.resume(actor, job.id)
                    st.rerun()
        if job.state is JobState.RUNNING:
            st.progress(job.done / job.total if job.total else 0.0, text=escape(_step(job)))
        elif job.message:
            st.caption(escape(job.message))
        if job.result:
            _result(job)


def _step(job: JobView) -> str:
    counted = tr("{done} of {total}", done=job.done, total=job.total) if job.total else ""
    return " · ".join(part for part in (counted, job.message) if part)


def _result(job: JobView) -> None:
    """Show what came of it: counts, and what went wrong by file."""
    result = job.result or {}
    words_of = {
        "added": tr("releases added"),
        "known": tr("known already"),
        "aligned": tr("releases aligned"),
        "checked": tr("releases checked"),
        "units": tr("sentences checked"),
        "issues": tr("issues"),
        "candidates": tr("term candidates"),
    }
    counts = []
    for key, label in words_of.items():
        value = result.get(key)
        if value is not None:
            counts.append(f"{label}: {len(value) if isinstance(value, list) else value}")
    st.caption(escape(" · ".join(counts)))
    rows = result.get("rows")
    if isinstance(rows, Mapping):
        st.caption(escape(" · ".join(f"{pair}: {count}" for pair, count in rows.items())))
    problems = result.get("problems")
    if isinstance(problems, list) and problems:
        with st.expander(tr("Problems: {count}", count=len(problems))):
            markup.show("<br>".join(markup.plain(problem) for problem in problems))
