"""Where a rendering stands: the sentence in three languages, release by release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tmflow.i18n import tr
from tmflow.model.language import NAMES, ordered
from tmflow.ui.components import markup

if TYPE_CHECKING:
    from tmflow.consistency.renderings import Finding
    from tmflow.model.concept import ConceptEntry
    from tmflow.services.consistency import RenderingPlace
    from tmflow.services.container import Services
    from tmflow.ui.state import State

_SHOWN = 8


def name(entry: ConceptEntry) -> str:
    """Return what an entry is called in lists: its Chinese term, else the first that it has."""
    for lang in ordered({term.lang for term in entry.terms}):
        term = entry.preferred(lang)
        if term is not None:
            return term.text
    return entry.terms[0].text if entry.terms else entry.id


def show(services: Services, state: State, finding: Finding, text: str) -> None:
    """Show the newest places of a rendering."""
    places = services.consistency.places(state.actor(), finding.concept_id, finding.lang, text)
    more = state.get(f"places.{finding.concept_id}.{text}", 1)
    langs = ordered({lang for place in places for lang in place.unit.variants})
    recognizer = services.glossaries.recognizer(state.actor())
    rows = []
    for place in places[: _SHOWN * more]:
        cells = []
        for lang in langs:
            written = place.unit.text(lang)
            if lang == place.lang:
                spans = [(place.start, place.end)]
            else:
                found = recognizer.find(written, lang)
                spans = [(each.start, each.end) for each in found if each.term.concept_id == finding.concept_id]
            cells.append(markup.spoken(written, lang, spans))
        rows.append((_where(place), *cells))
    st.html(markup.table([tr("Places: {count}", count=len(places)), *(NAMES.get(lang, lang) for lang in langs)], rows))
    if len(places) > _SHOWN * more and st.button(tr("Show more"), key=f"more-{finding.concept_id}-{text}"):
        state.put(f"places.{finding.concept_id}.{text}", more + 1)
        st.rerun()


def _where(place: RenderingPlace) -> str:
    address = f"/editor?release={markup.plain(place.release_id)}&amp;unit={place.position}"
    label = markup.plain(f"{place.release_id}/{place.position}")
    return (
        f'<a class="mono" href="{address}" target="_self">{label}</a><br>'
        f"{markup.muted(place.date)}<br>{markup.state(place.state)}"
    )
