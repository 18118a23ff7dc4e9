"""Consistency: along each concept through all releases, which renderings, how often, since when, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.checks.unwanted import rendering_name
from tmflow.i18n import tr
from tmflow.model.issue import DecisionKind
from tmflow.model.language import NAMES, ordered
from tmflow.ui.components import choices, errors, markup, pending, words
from tmflow.ui.components.text import escape
from tmflow.ui.views import consistency_chart, consistency_places
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.consistency.renderings import Finding
    from tmflow.model.account import Account
    from tmflow.model.concept import ConceptEntry
    from tmflow.services.container import Services
    from tmflow.services.views import DecisionView
    from tmflow.ui.state import State

_GRAVE = 70
_SOME = 40
_LISTED = 200


def drift_count(services: Services, account: Account) -> int:
    """Return how many concepts have renderings in use that the glossary does not accept."""
    return len(
        {finding.concept_id for finding in services.consistency.findings(account, drift_only=True, at_hand=True)}
    )


def page(services: Services, state: State) -> None:
    """Show the page."""
    with errors.shown():
        with st.spinner(tr("Looking through all releases…")):
            everything = services.consistency.findings(state.actor(), at_hand=True)
        pending.look(services, state)
        drifting = [finding for finding in everything if finding.drift]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.header(tr("Consistency"), width="content", anchor=False)
            releases = {number for each in everything for rendering in each.renderings for number in rendering.releases}
            st.caption(
                tr(
                    "releases: {releases} · concepts in use: {concepts} · always as of now",
                    releases=len(releases),
                    concepts=len({finding.concept_id for finding in everything}),
                )
            )
        with st.container(horizontal=True, vertical_alignment="center"):
            chosen = choices.one(
                state,
                "tab",
                tr("Findings"),
                {
                    "": tr("Drift {count}", count=len({each.concept_id for each in drifting})),
                    "variants": tr("Several renderings"),
                    "all": tr("All concepts"),
                },
            )
            with st.container(width=320):
                query = choices.search(state, "q", tr("Concept or rendering"))
        by_concept = _grouped(everything, chosen, query)
        if not by_concept:
            if services.consistency.under_way(state.actor()) is None:
                st.success(tr("No drift found."), icon=":material/done_all:")
            return
        left, right = st.columns([1, 2.9], gap="medium")
        entries = {entry_id: _entry(services, state, entry_id) for entry_id in by_concept}
        with left:
            done = {each for each, found in by_concept.items() if chosen == "" and _decided(services, state, found)}
            order = sorted(by_concept, key=lambda each: each in done)
            rows = [(each, *_lines(by_concept[each], entries[each], decided=each in done)) for each in order]
            concept = choices.listed(state, "concept", tr("Concepts"), rows)
        with right:
            _concept(services, state, entries[concept], [each for each in everything if each.concept_id == concept])


def _grouped(findings: Sequence[Finding], tab: str, query: str) -> dict[str, list[Finding]]:
    """Return the findings to list by concept, the harmful first."""
    wanted = query.casefold()
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: -each.harm):
        if (tab == "" and not finding.drift) or (tab == "variants" and len(finding.renderings) < 2):  # noqa: PLR2004
            continue
        texts = (finding.concept_id, *(rendering.text for rendering in finding.renderings))
        if wanted and not any(wanted in text.casefold() for text in texts):
            continue
        if len(found) < _LISTED or finding.concept_id in found:
            found.setdefault(finding.concept_id, []).append(finding)
    return found


def _entry(services: Services, state: State, concept_id: str) -> ConceptEntry:
    known: Mapping[str, ConceptEntry] = services.glossaries.current_entries()
    return known.get(concept_id) or services.glossaries.get(state.actor(), concept_id).entry


def _decided(services: Services, state: State, found: Sequence[Finding]) -> bool:
    """Whether people have decided about every rendering that the glossary does not accept."""
    for finding in found:
        known = services.consistency.decisions(state.actor(), finding.concept_id, finding.lang)
        for rendering in finding.renderings:
            if rendering.wrong and rendering_name(rendering.text, finding.lang) not in known:
                return False
    return True


def _lines(found: Sequence[Finding], entry: ConceptEntry, *, decided: bool) -> tuple[str, str]:
    """Return the two lines of a concept in the list."""
    harm = max(finding.harm for finding in found)
    colour = "gray" if decided else "red" if harm >= _GRAVE else "orange" if harm >= _SOME else "gray"
    drafts = sum(place.draft for finding in found for rendering in finding.renderings for place in rendering.wrong)
    langs = ", ".join(ordered({finding.lang for finding in found}))
    said = f" · {tr('{count} in drafts', count=drafts)}" if drafts else ""
    said += f" · {tr('decided')}" if decided else ""
    worst = next((r for f in found for r in f.renderings if r.wrong), None)
    what = (
        f"{worst.text} ({worst.count})"
        if worst
        else " / ".join(f"{r.text} ({r.count})" for f in found for r in f.renderings[:2])
    )
    return (
        f":{colour}-badge[{harm}] **{escape(consistency_places.name(entry))}** :gray[{langs}{said}]",
        escape(what),
    )


def _concept(services: Services, state: State, entry: ConceptEntry, found: Sequence[Finding]) -> None:
    second = entry.preferred("en")
    with st.container(horizontal=True, vertical_alignment="center"):
        markup.show(
            f'<b style="font-size:17px">{markup.plain(consistency_places.name(entry))}</b> &nbsp; ',
            f"{markup.plain(second.text if second else '')} &nbsp; ",
            markup.chip(words.kind(entry.kind)),
            " ",
            markup.chip(tr("harm {harm}", harm=max((each.harm for each in found), default=0)), "red"),
        )
        st.page_link(
            state.page("glossary"),
            label=tr("Open the entry"),
            icon=":material/menu_book:",
            query_params={"entry": entry.id},
        )
    langs = ordered({finding.lang for finding in found})
    worst = max(found, key=lambda each: each.harm)
    order = [worst.lang, *(lang for lang in langs if lang != worst.lang)]
    lang = choices.one(state, "lang", tr("Language"), {each: NAMES.get(each, each) for each in order}, of=entry.id)
    finding = next(each for each in found if each.lang == lang)
    table, chart = st.columns([2, 1], gap="medium")
    with table:
        _renderings(services, state, finding)
    with chart:
        consistency_chart.by_month(finding)
    _decide(services, state, entry, finding)


def _renderings(services: Services, state: State, finding: Finding) -> None:
    decisions = services.consistency.decisions(state.actor(), finding.concept_id, finding.lang)
    rows = []
    for number, rendering in enumerate(finding.renderings):
        decision = decisions.get(rendering_name(rendering.text, finding.lang))
        said = ""
        if decision:
            said = f"<br>{markup.muted(_said(decision))}"
        rows.append(
            (
                consistency_chart.swatch(number) + markup.spoken(rendering.text, finding.lang) + said,
                markup.number(rendering.count),
                markup.number(len(rendering.releases)),
                markup.number(rendering.first[:7] or "—"),
                markup.number(rendering.last[:7] or "—"),
                markup.chip(words.status(rendering.status), words.STATUS_COLOURS[rendering.status]),
            )
        )
    if finding.unlisted:
        rows.append(
            (
                markup.muted(tr("by reference, or by words that the glossary does not know")),
                markup.number(len(finding.unlisted)),
                "",
                "",
                "",
                markup.chip(tr("not listed"), "orange"),
            )
        )
    heads = [tr("Rendering"), tr("Places"), tr("Releases"), tr("First"), tr("Last"), tr("Status")]
    st.html(markup.table(heads, rows))


def _decide(services: Services, state: State, entry: ConceptEntry, finding: Finding) -> None:
    """Show the places of one rendering, and what can be decided about it."""
    texts = [rendering.text for rendering in sorted(finding.renderings, key=lambda each: not each.wrong)]
    if not texts:
        return
    text = st.selectbox(tr("Rendering"), texts, key=f"rendering-{entry.id}-{finding.lang}")
    with st.container(border=True):
        consistency_places.show(services, state, finding, text)
        actor = state.actor()
        _decided_already(services, state, entry, finding, text)
        with st.container(horizontal=True):
            _fix(services, state, finding, text)
            if may(actor, Action.DECIDE):
                for kind, label in (
                    (DecisionKind.ACCEPT, tr("Admit as variant")),
                    (DecisionKind.DIFFERENT, tr("Different thing")),
                ):
                    if st.button(label, key=f"{kind}-{entry.id}-{text}"):
                        with errors.shown():
                            services.consistency.decide(actor, entry.id, finding.lang, text, kind)
                            st.rerun()
                with st.popover(tr("Ignore…")), st.form(f"ignore-{entry.id}-{text}", border=False):
                    reason = st.text_input(tr("Reason"), max_chars=500)
                    if st.form_submit_button(tr("Ignore")):
                        with errors.shown():
                            services.consistency.decide(
                                actor, entry.id, finding.lang, text, DecisionKind.SUPPRESS, reason or ""
                            )
                            st.rerun()
        if may(actor, Action.DECIDE):
            st.caption(tr("A decision holds for every later run. Published text stays as printed."))


def _decided_already(services: Services, state: State, entry: ConceptEntry, finding: Finding, text: str) -> None:
    """Say what was decided about a rendering, and offer the way back."""
    decisions = services.consistency.decisions(state.actor(), entry.id, finding.lang)
    decision = decisions.get(rendering_name(text, finding.lang))
    if decision is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        markup.show(markup.muted(_said(decision)))
        if may(state.actor(), Action.DECIDE, finding.lang) and st.button(
            tr("Take the decision back"), icon=":material/undo:", key=f"revoke-{entry.id}-{finding.lang}-{text}"
        ):
            with errors.shown():
                services.consistency.revoke(state.actor(), entry.id, finding.lang, text)
                state.tell(tr("The decision was taken back."))
                st.rerun()


def _said(decision: DecisionView) -> str:
    what = tr(
        "{what} by {name}, {at}", what=words.decision(decision.kind), name=decision.author, at=markup.day(decision.at)
    )
    return f"{what}: {decision.reason}" if decision.reason else what


def _fix(services: Services, state: State, finding: Finding, text: str) -> None:
    places = next((each.places for each in finding.renderings if each.text == text), ())
    drafts = len({place.release_id for place in places if place.draft})
    actor = state.actor()
    if not may(actor, Action.TRANSLATE, finding.lang):
        return
    with (
        st.popover(tr("Fix in drafts ({count})…", count=drafts), disabled=not drafts or text == finding.preferred),
        st.form(f"fix-{finding.concept_id}-{finding.lang}-{text}", border=False),
    ):
        new = st.text_input(tr("Replace by"), finding.preferred, max_chars=1000)
        if st.form_submit_button(tr("Fix"), type="primary"):
            with errors.shown():
                done = services.consistency.fix_in_drafts(actor, finding.concept_id, finding.lang, text, new or "")
                state.tell(tr("Texts changed: {count}.", count=done.changed))
                st.rerun()
