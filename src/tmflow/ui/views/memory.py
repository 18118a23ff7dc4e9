"""The translation memory: search with marked differences, concordance, search by meaning, exchange as TMX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.language import LANGUAGES, NAMES, ordered
from tmflow.ui.components import choices, errors, markup, words
from tmflow.ui.components.text import difference, escape
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from tmflow.model.match import MemoryUnit
    from tmflow.services.container import Services
    from tmflow.ui.state import State

_PAGE = 50
_PLACE = re.compile(r"(?P<release>R-[0-9]+-[0-9]+)/(?P<unit>[0-9]+)")


def page(services: Services, state: State) -> None:
    """Show the page."""
    with errors.shown():
        counts = services.memories.counts(state.actor())
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.header(tr("Memory"), width="content", anchor=False)
            by_language = " · ".join(f"{NAMES[lang]} {counts.texts.get(lang, 0)}" for lang in LANGUAGES)
            st.caption(f"{tr('units: {count}', count=counts.units)} · {by_language}")
        tabs = {
            "": tr("Concordance"),
            "search": tr("Matches"),
            "meaning": tr("By meaning"),
            "tmx": tr("Exchange as TMX"),
        }
        chosen = choices.one(state, "tab", tr("Search"), tabs)
        {"search": _search, "meaning": _meaning, "tmx": _tmx}.get(chosen, _concordance)(services, state)


def _concordance(services: Services, state: State) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        query = choices.search(state, "q", tr("Words in any language"))
    with right:
        lang = choices.one(
            state, "lang", tr("Language"), {"": tr("Any language")} | {each: NAMES[each] for each in LANGUAGES}
        )
    if not query:
        st.caption(tr("Every approved sentence that holds these words; two Chinese characters are enough."))
        return
    pages = state.get(f"memory.pages.{lang}.{query}", 1)
    found = services.memories.concordance(state.actor(), query, lang or None, limit=min(_PAGE * pages, 1000))
    if not found.items:
        st.info(tr("Nothing found for “{query}”.", query=escape(query)))
        return
    units: dict[int, tuple[MemoryUnit, dict[str, tuple[int, int]]]] = {}
    for hit in found.items:
        units.setdefault(hit.unit.id, (hit.unit, {}))[1][hit.lang] = (hit.start, hit.end)
    st.html(
        markup.table(
            [*(NAMES[each] for each in LANGUAGES), tr("From")],
            [
                (
                    *(
                        markup.spoken(unit.texts.get(each, ""), each, [spans[each]] if each in spans else ())
                        for each in LANGUAGES
                    ),
                    _origin(unit),
                )
                for unit, spans in units.values()
            ],
        )
    )
    if found.next and st.button(tr("Show more")):
        state.put(f"memory.pages.{lang}.{query}", pages + 1)
        st.rerun()


def _origin(unit: MemoryUnit) -> str:
    """Return where a sentence comes from; one of a release leads there."""
    place = _PLACE.fullmatch(unit.origin)
    name = f'<span class="mono">{markup.plain(unit.origin)}</span>'
    if place:
        address = f"/editor?release={place['release']}&amp;unit={place['unit']}"
        name = f'<a class="mono" href="{address}" target="_self">{markup.plain(unit.origin)}</a>'
    return f"{name}<br>{markup.muted(markup.day(unit.at))}"


def _pair(state: State) -> tuple[str, str]:
    """Ask for the two languages."""
    pairs = {
        f"{source}-{target}": f"{NAMES[source]} → {NAMES[target]}"
        for source in LANGUAGES
        for target in LANGUAGES
        if source != target
    }
    chosen = choices.select(state, "pair", tr("Languages"), pairs)
    source, _, target = chosen.partition("-")
    return source, target


def _search(services: Services, state: State) -> None:
    left, right = st.columns([3, 1], vertical_alignment="center")
    with right:
        source, target = _pair(state)
    with left:
        query = choices.search(state, "q", tr("A sentence in {language}", language=NAMES[source]))
    if not query:
        st.caption(tr("The same sentence, or one that is nearly the same; what differs is marked."))
        return
    found = services.memories.search(state.actor(), query, source, target, limit=20, minimum=50)
    if not found:
        st.info(tr("The memory has nothing like it."))
        return
    rows = [
        (
            markup.chip(f"{match.score} %", "green" if match.score >= 100 else "blue")  # noqa: PLR2004 - exact
            + (f"<br>{markup.muted(match.note)}" if match.note else ""),
            difference(match.difference, source) if match.difference else markup.spoken(match.source, source),
            markup.spoken(match.target, target),
            _origin(match.unit),
        )
        for match in found
    ]
    st.html(markup.table([tr("Match"), NAMES[source], NAMES[target], tr("From")], rows))


def _meaning(services: Services, state: State) -> None:
    left, right = st.columns([3, 1], vertical_alignment="center")
    with right:
        source, target = _pair(state)
    with left:
        query = choices.search(state, "q", tr("What is said, in {language}", language=NAMES[source]))
    if not query:
        st.caption(tr("Sentences that mean about the same, found by their meaning and not by their words."))
        return
    with st.spinner(tr("Searching…")):
        found = services.memories.by_meaning(state.actor(), query, source, target, 20)
    rows = [
        (
            markup.number(f"{hit.likeness:.2f}"),
            *(markup.spoken(hit.unit.texts.get(lang, ""), lang) for lang in ordered({source, target})),
            _origin(hit.unit),
        )
        for hit in found
    ]
    st.html(
        markup.table([tr("Likeness"), *(words.language(lang) for lang in ordered({source, target})), tr("From")], rows)
    )


def _tmx(services: Services, state: State) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            tr("Export everything as TMX"),
            state.later(services.memories.export_tmx),
            "memory.tmx",
            "application/x-tmx+xml",
            icon=":material/download:",
            on_click="ignore",
        )
    if not may(state.actor(), Action.EDIT_MEMORY):
        st.caption(tr("Importing takes an editor or an administrator."))
        return
    file = st.file_uploader(tr("A TMX file"), type=["tmx"], key=f"tmx-{state.get('tmx.turn', 0)}")
    if file is not None and st.button(tr("Import {name}", name=escape(file.name)), type="primary"):
        with st.spinner(tr("Importing…")):
            done = services.memories.import_tmx(state.actor(), file.name, file.getvalue())
        st.success(tr("Units added: {added}, known already: {same}.", added=done.added, same=done.same))
        if done.problems:
            with st.expander(tr("Problems: {count}", count=len(done.problems))):
                markup.show("<br>".join(markup.plain(each) for each in done.problems))
