"""The right side of a review: how far the release is, what blocks it by name, and what happened last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.issue import Severity
from tmflow.model.language import NAMES
from tmflow.model.unit import State as UnitState
from tmflow.ui.components import markup, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.release import Release
    from tmflow.services.container import Services
    from tmflow.services.views import ReviewItem, UnitRow
    from tmflow.ui.state import State

_NAMED = 8
_EVENTS = 12
_LOOKED_AT = 200


def side(services: Services, state: State, release: Release, items: Sequence[ReviewItem]) -> None:
    """Show the panel."""
    rows = services.units.rows(state.actor(), release.id)
    st.markdown(f"**{tr('Reviewed')}**")
    _progress(release, rows)
    st.markdown(f"**{tr('What blocks approval')}**")
    _blocks(release, rows, items)
    st.markdown(f"**{tr('Latest')}**")
    events(services, state, release.id, _EVENTS)


def _progress(release: Release, rows: Sequence[UnitRow]) -> None:
    lines = []
    for lang in release.languages:
        counts: dict[str, int] = {}
        for row in rows:
            variant = row.unit.variants.get(lang)
            value = (variant.state if variant else UnitState.INITIAL).value
            counts[value] = counts.get(value, 0) + 1
        done = counts.get(UnitState.REVIEWED.value, 0) + counts.get(UnitState.FINAL.value, 0)
        bar = markup.bar(counts, 130)
        total = tr("{done} of {count}", done=done, count=len(rows))
        lines.append(f"<tr><td>{markup.plain(NAMES.get(lang, lang))}</td><td>{bar}</td>{markup.number(total)}</tr>")
    st.html(f'<div class="tm"><table>{"".join(lines)}</table></div>')


def _blocks(release: Release, rows: Sequence[UnitRow], items: Sequence[ReviewItem]) -> None:
    """Name what stands in the way, each with the way to its place."""
    lines: list[tuple[int, str, str]] = []
    for row in rows:
        lines += [
            (row.unit.position, markup.mark(Severity.ERROR), view.issue.message)
            for view in row.issues
            if view.open and view.issue.severity is Severity.ERROR
        ]
        lines += [
            (row.unit.position, "🔒", tr("no {lang} text", lang=NAMES.get(lang, lang)))
            for lang in release.languages
            if not row.unit.text(lang)
        ]
    lines += [
        (item.row.unit.position, "🔒", f"{NAMES.get(item.lang, item.lang)}: {words.blocker(code)}")
        for item in items
        for code in item.blockers
        if code == "own_revision"
    ]
    pieces = []
    if items:
        pieces.append(f"<div>{markup.muted(tr('Texts that wait for a decision: {count}', count=len(items)))}</div>")
    for position, mark, what in sorted(lines)[:_NAMED]:
        address = f"/editor?release={markup.plain(release.id)}&amp;unit={position}"
        label = markup.plain(tr("Unit {position}", position=position))
        pieces.append(f'<div>{mark} <a href="{address}" target="_self">{label}</a>: {markup.plain(what)}</div>')
    if len(lines) > _NAMED:
        pieces.append(markup.muted(tr("and {count} more", count=len(lines) - _NAMED)))
    if not pieces:
        pieces.append(markup.muted(tr("Nothing.")))
    markup.show('<div class="tm-links">', *pieces, "</div>")


def events(
    services: Services, state: State, release_id: str, limit: int, *, only: frozenset[str] | None = None
) -> None:
    """Show the newest events of a release, of all kinds or of some."""
    found = services.releases.events(state.actor(), release_id, limit=_LOOKED_AT)
    found = tuple(event for event in found if only is None or event.action in only)[:limit]
    if not found:
        markup.show(markup.muted(tr("none yet")))
        return
    lines = [
        f'<tr><td class="tm-sub" style="white-space:nowrap">{markup.plain(markup.moment(event.at))}&nbsp;</td>'
        f"<td>{markup.plain(event.account)} {markup.plain(words.action(event.action))} "
        f"{markup.muted(_what(event.subject, event.detail.get('lang')))}</td></tr>"
        for event in found
    ]
    st.html(f'<div class="tm" style="font-size:12px"><table>{"".join(lines)}</table></div>')


def _what(subject: str, lang: object) -> str:
    _, _, position = subject.partition("/")
    place = tr("unit {position}", position=position) if position else ""
    return " · ".join(part for part in (place, NAMES.get(str(lang), "") if lang else "") if part)
