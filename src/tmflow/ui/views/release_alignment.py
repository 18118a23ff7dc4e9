"""The alignment of a release: beads with their sentences, and the corrections that outlive every later run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.bitext import BeadOrigin
from tmflow.model.errors import Conflict
from tmflow.model.language import NAMES, ordered
from tmflow.ui.components import choices, errors, markup
from tmflow.ui.components.text import escape
from tmflow.ui.views import release_files
from tmflow.ui.views.review_side import events
from tmflow.workflow.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmflow.model.bitext import Bead, Bitext
    from tmflow.model.release import Release
    from tmflow.services.container import Services
    from tmflow.ui.state import State

HIGH: Final = 0.9
MIDDLE: Final = 0.7
_PAGE: Final = 40
_NARROW: Final = 0.3
_CORRECTIONS: Final = frozenset(
    ("merge", "split", "move", "accept", "cross", "realign", "undo", "revise", "add_version")
)
_EVENTS: Final = 8


def show(services: Services, state: State, release: Release) -> None:
    """Show the beads and, for those who may align, the panel of the chosen one."""
    bitext = services.alignments.bitext(state.actor(), release.id)
    langs = ordered(bitext.sentences)
    release_files.changed_sources(services, state, release.id)
    if sum(bool(bitext.sentences[lang]) for lang in langs) < 2:  # noqa: PLR2004 - it takes two to align
        st.info(tr("There is one version only. Add another language under “Texts”, or translate in the editor."))
    may_align = may(state.actor(), Action.ALIGN)
    if may_align:
        _tools(services, state, release, bitext)
    for warning in bitext.warnings:
        st.warning(escape(warning))
    _moved(services, state, release, bitext, may_align=may_align)
    numbers = _filtered(state, bitext)
    chosen = _chosen(state, bitext)
    left, right = st.columns([3.2, 1], gap="medium") if may_align else (st.container(), None)
    with left:
        _beads(state, bitext, langs, numbers, chosen)
    if right is not None and chosen is not None:
        with right:
            _panel(services, state, release, bitext, chosen)


def doubtful(bead: Bead) -> bool:
    """Whether a bead asks for a look."""
    return bead.origin is BeadOrigin.AUTOMATIC and bead.confidence < HIGH


def _tools(services: Services, state: State, release: Release, bitext: Bitext) -> None:
    sure = sum(bead.origin is BeadOrigin.AUTOMATIC and bead.confidence >= HIGH for bead in bitext.beads)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = tr("Accept all above 0.90 ({count})", count=sure)
        if st.button(label, icon=":material/done_all:", disabled=not sure):
            _do(state, lambda: services.alignments.accept_above(state.actor(), release.id, bitext.revision, HIGH))
        if st.button(tr("Next doubtful"), icon=":material/skip_next:", shortcut="N"):
            _next_doubtful(state, bitext)
        if st.button(tr("Undo"), icon=":material/undo:", shortcut="Ctrl+Z"):
            _do(state, lambda: services.alignments.undo(state.actor(), release.id))
        if st.button(tr("Align again, keep corrections"), icon=":material/refresh:"):
            with st.spinner(tr("Aligning…")):
                _do(state, lambda: services.alignments.realign(state.actor(), release.id))


def _moved(services: Services, state: State, release: Release, bitext: Bitext, *, may_align: bool) -> None:
    """Show the sentences that seem to stand elsewhere in another version, each as an offer."""
    for number, offer in enumerate(bitext.moved):
        with st.container(key=f"moved-{number + 1}", border=True):
            places = ", ".join(
                f"{NAMES.get(lang, lang)} {members[0] + 1}"
                for lang in ordered(bitext.sentences)
                if (members := offer.members.get(lang, ()))
            )
            st.markdown(
                tr(
                    "A sentence may have been moved; these look like translations of each other: {places}.",
                    places=places,
                )
            )
            _texts(bitext, offer)
            if may_align and st.button(tr("Accept"), icon=":material/swap_calls:", key=f"cross-{number}"):
                _do(state, partial(services.alignments.cross, state.actor(), release.id, bitext.revision, number))


def _texts(bitext: Bitext, bead: Bead) -> None:
    """Show the sentences of a bead side by side, only in the languages that it has."""
    langs = [lang for lang in ordered(bitext.sentences) if bead.members.get(lang)]
    for column, lang in zip(st.columns([_NARROW, *(1 for _ in langs)], gap="small"), ["", *langs], strict=True):
        with column:
            st.html(f'<div class="tm">{_sentences(bitext, bead, lang) if lang else _confidence(bead)}</div>')


def _filtered(state: State, bitext: Bitext) -> list[int]:
    uncertain = [number for number, bead in enumerate(bitext.beads) if doubtful(bead)]
    by_hand = sum(bead.origin is BeadOrigin.PERSON for bead in bitext.beads)
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = choices.one(
            state,
            "beads",
            tr("Beads"),
            {
                "": tr("All {count}", count=len(bitext.beads)),
                "doubtful": tr("Doubtful {count}", count=len(uncertain)),
            },
        )
        markup.show(
            f'<span class="tm-conf high">≥ 0.90</span> <span class="tm-conf middle">0.70–0.89</span> '
            f'<span class="tm-conf low">&lt; 0.70</span> <span class="tm-conf person">'
            f"{markup.plain(tr('by hand {count}', count=by_hand))}</span>"
        )
    return uncertain if shown == "doubtful" else list(range(len(bitext.beads)))


def _chosen(state: State, bitext: Bitext) -> int | None:
    """Return the chosen bead's number from 0."""
    asked = state.param("bead")
    if asked.isdecimal() and 1 <= int(asked) <= len(bitext.beads):
        return int(asked) - 1
    first = next((number for number, bead in enumerate(bitext.beads) if doubtful(bead)), 0)
    return first if bitext.beads else None


def _choose(state: State, number: int) -> None:
    state.set_param("bead", str(number + 1))
    st.rerun()


def _next_doubtful(state: State, bitext: Bitext) -> None:
    now = _chosen(state, bitext)
    uncertain = [number for number, bead in enumerate(bitext.beads) if doubtful(bead)]
    if not uncertain:
        st.toast(tr("No bead is doubtful."))
        return
    _choose(state, next((number for number in uncertain if now is None or number > now), uncertain[0]))


def _confidence(bead: Bead) -> str:
    if bead.origin is BeadOrigin.PERSON:
        return f'<span class="tm-conf person">{markup.plain(tr("by hand"))}</span>'
    kind = "high" if bead.confidence >= HIGH else "middle" if bead.confidence >= MIDDLE else "low"
    return f'<span class="tm-conf {kind}">{bead.confidence:.2f}</span>'


def _beads(state: State, bitext: Bitext, langs: tuple[str, ...], numbers: list[int], chosen: int | None) -> None:
    if not numbers:
        st.success(tr("No bead is doubtful."), icon=":material/done_all:")
        return
    widths = [_NARROW, *(1 for _ in langs)]
    for column, lang in zip(st.columns(widths)[1:], langs, strict=True):
        with column:
            count = tr("sentences: {count}", count=len(bitext.sentences[lang]))
            markup.show(f"<b>{markup.plain(NAMES.get(lang, lang))}</b> {markup.muted(count)}")
    pages = max(1, -(-len(numbers) // _PAGE))
    at = numbers.index(chosen) // _PAGE if chosen in numbers else 0
    if pages > 1:
        at = st.number_input(tr("Page of {count}", count=pages), 1, pages, at + 1, key=f"page-{at}-{len(numbers)}") - 1
    for number in numbers[at * _PAGE : (at + 1) * _PAGE]:
        _bead(state, bitext, langs, number, chosen=number == chosen)


def _bead(state: State, bitext: Bitext, langs: tuple[str, ...], number: int, *, chosen: bool) -> None:
    bead = bitext.beads[number]
    with st.container(key=f"bead-{number + 1}", border=chosen, gap=None):
        columns = st.columns([_NARROW, *(1 for _ in langs)], gap="small", vertical_alignment="top")
        with columns[0], st.container(horizontal=True, vertical_alignment="center", gap="small"):
            kind: Literal["primary", "tertiary"] = "primary" if chosen else "tertiary"
            if st.button(str(number + 1), key=f"choose-{number}", type=kind, help=tr("Choose this bead")):
                _choose(state, number)
            st.html(f'<div class="tm">{_confidence(bead)}</div>')
        for column, lang in zip(columns[1:], langs, strict=True):
            with column:
                st.html(f'<div class="tm">{_sentences(bitext, bead, lang)}</div>')


def _sentences(bitext: Bitext, bead: Bead, lang: str) -> str:
    members = bead.members.get(lang, ())
    if not members:
        none = tr("No {language} sentence", language=NAMES.get(lang, lang))
        return f'<div class="tm-sentence none">{markup.plain(none)}</div>'
    return "".join(
        f'<div class="tm-sentence">{markup.spoken(bitext.sentences[lang][index].text, lang)}</div>' for index in members
    )


def _panel(services: Services, state: State, release: Release, bitext: Bitext, number: int) -> None:
    """Show what can be done with the chosen bead."""
    bead = bitext.beads[number]
    langs = [lang for lang in ordered(bitext.sentences) if bitext.sentences[lang]]
    shape = " – ".join(str(len(bead.members.get(lang, ()))) for lang in langs)
    markup.show(
        f'<div class="tm-bar"><b>{markup.plain(tr("Bead {number}", number=number + 1))}</b> &nbsp; ',
        _confidence(bead),
        f" &nbsp; {markup.muted(shape)}</div>",
    )
    act, revision = services.alignments, bitext.revision
    if doubtful(bead) and st.button(
        tr("Accept as it is"), type="primary", icon=":material/check:", key="accept", width="stretch"
    ):
        _do(state, lambda: act.accept(state.actor(), release.id, revision, number))
    up, down = number > 0, number + 1 < len(bitext.beads)
    if up and st.button(tr("Merge with the one above"), icon=":material/vertical_align_top:", width="stretch"):
        _do(state, lambda: act.merge(state.actor(), release.id, revision, number - 1, number), number - 1)
    if down and st.button(tr("Merge with the next"), icon=":material/vertical_align_bottom:", width="stretch"):
        _do(state, lambda: act.merge(state.actor(), release.id, revision, number, number + 1), number)
    _split(services, state, release, bitext, number)
    _move(services, state, release, bitext, number)
    st.markdown(f"**{tr('Latest corrections')}**")
    events(services, state, release.id, _EVENTS, only=_CORRECTIONS)


def _split(services: Services, state: State, release: Release, bitext: Bitext, number: int) -> None:
    bead = bitext.beads[number]
    if sum(len(members) for members in bead.members.values()) < 2:  # noqa: PLR2004 - one sentence cannot be split
        return
    with st.expander(tr("Split"), icon=":material/call_split:"), st.form(f"split-{number}", border=False):
        st.caption(tr("How many sentences stay in the first of the two beads?"))
        at = {
            lang: int(
                st.number_input(
                    NAMES.get(lang, lang), 0, len(members), (len(members) + 1) // 2, key=f"split-{number}-{lang}"
                )
            )
            for lang, members in bead.members.items()
            if members
        }
        if st.form_submit_button(tr("Split")):
            _do(
                state, lambda: services.alignments.split(state.actor(), release.id, bitext.revision, number, at), number
            )


def _move(services: Services, state: State, release: Release, bitext: Bitext, number: int) -> None:
    """Offer to relink a sentence: of this bead to a neighbour, or to this bead from a neighbour."""
    options: list[tuple[str, int, int]] = []
    labels: list[str] = []
    for lang in ordered(bitext.sentences):
        for source in (number - 1, number, number + 1):
            if not 0 <= source < len(bitext.beads) or not bitext.beads[source].members.get(lang):
                continue
            members = bitext.beads[source].members[lang]
            targets = (number - 1, number + 1) if source == number else (number,)
            for target in targets:
                if 0 <= target < len(bitext.beads):
                    # Only the sentence at the border can go over without crossing another one.
                    index = members[0] if target < source else members[-1]
                    options.append((lang, index, target))
                    text = bitext.sentences[lang][index].text
                    arrow = "↑" if target < source else "↓"
                    labels.append(f"{arrow} {tr('to bead {number}', number=target + 1)} · {lang} · {text[:60]}")
    if not options:
        return
    with st.expander(tr("Move a sentence"), icon=":material/swap_vert:"), st.form(f"move-{number}", border=False):
        chosen = st.radio(
            tr("Which sentence, and where to?"),
            range(len(options)),
            format_func=lambda index: escape(labels[index]),
            key=f"move-choice-{number}-{bitext.revision}",
        )
        if st.form_submit_button(tr("Move")):
            lang, index, target = options[chosen]
            _do(
                state,
                lambda: services.alignments.move(state.actor(), release.id, bitext.revision, lang, index, target),
                number,
            )


def _do(state: State, act: Callable[[], Bitext], bead: int | None = None) -> None:
    """Carry out one correction and draw the page anew."""
    with errors.shown():
        try:
            act()
        except Conflict as error:
            state.tell(escape(str(error)))
            st.rerun()
        if bead is not None:
            state.set_param("bead", str(bead + 1))
        st.rerun()
