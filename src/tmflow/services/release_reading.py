"""Reading releases: the list, one release, its events, what changed in its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.memory import fuzzy
from tmflow.model.errors import InputError
from tmflow.model.release import Release
from tmflow.model.unit import State
from tmflow.services.paging import Page, bounded
from tmflow.services.rechecking import settle
from tmflow.services.texts import text_hash
from tmflow.services.views import ReleaseSummary
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.model.account import Account
    from tmflow.model.match import DiffPart
    from tmflow.services.office import Office
    from tmflow.services.ports.releases import ReleaseRecord
    from tmflow.services.ports.trail import Event
    from tmflow.services.ports.unit_of_work import UnitOfWork

DOUBTFUL: Final = 0.9
"""A bead whose confidence is lower asks for a look."""
_PATIENCE_S: Final = 0.7
"""How long a list of releases waits for checks after a change of the glossary; then it says what is still missing."""


class ReleaseReading:
    """What can be asked about releases."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def list(
        self,
        actor: Account | None,
        *,
        query: str = "",
        state: State | str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page[ReleaseSummary]:
        """Return a page of releases, newest date first; `query` holds words of the number or the titles.

        Raises:
            InputError: `state` is none of initial, translated, reviewed, final.
        """
        require(actor, Action.READ)
        wanted = _state(state)
        with self._office.open() as uow:
            records, following = uow.releases.page(query=query, state=wanted, after=after, limit=bounded(limit))
        settle(self._office, [record.id for record in records], seconds=_PATIENCE_S)
        with self._office.open() as uow:
            return Page(_summaries(uow, records), following)

    def counts(self, actor: Account | None) -> Mapping[str, int]:
        """Return how many releases are in which state."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            return {state.value: count for state, count in uow.releases.counts().items()}

    def get(self, actor: Account | None, release_id: str) -> Release:
        """Return a release with the newest version in each language, as they came."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            record = uow.releases.get(release_id)
            versions = uow.releases.versions(release_id)
        return Release(record.id, record.date, record.state.value, versions, record.source_lang, record.languages)

    def events(self, actor: Account | None, release_id: str, *, limit: int = 200) -> tuple[Event, ...]:
        """Return the newest events of a release and its sentences, newest first."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            uow.releases.get(release_id)
            return uow.trail.events(release_id, limit=bounded(limit))

    def source_difference(self, actor: Account | None, unit_id: str, lang: str | None = None) -> tuple[DiffPart, ...]:
        """Return how the source differs from the one that the translation was made for.

        Args:
            actor: who reads.
            unit_id: the unit.
            lang: the translation; by default the first that is marked, else the source is compared with its last text.
        """
        require(actor, Action.READ)
        with self._office.open() as uow:
            unit = uow.units.get(unit_id)
            source_lang = uow.releases.get(unit.release_id).source_lang
            marked = lang or next((each.lang for each in unit.variants.values() if each.source_changed), None)
            sources = [past.revision.text.text for past in uow.units.revisions(unit_id, source_lang)]
            made = uow.units.revisions(unit_id, marked) if marked else ()
        now_text = unit.text(source_lang)
        earlier = [text for text in sources if text != now_text]
        wanted = made[-1].revision.source_hash if made else ""
        old = next((text for text in reversed(sources) if text_hash(text) == wanted), earlier[-1] if earlier else "")
        return fuzzy.difference(old, now_text, source_lang)


def _state(state: State | str | None) -> State | None:
    if state is None:
        return None
    try:
        return State(state)
    except ValueError as error:
        known = ", ".join(each.value for each in State)
        raise InputError(tr("Unknown state {state}: one of {known} is expected.", state=state, known=known)) from error


def _summaries(uow: UnitOfWork, records: Sequence[ReleaseRecord]) -> tuple[ReleaseSummary, ...]:
    identities = [record.id for record in records]
    titles = uow.releases.titles(identities)
    progress = uow.units.progress(identities)
    issues = uow.quality.open_counts(identities)
    waiting = uow.rechecks.counts(identities)
    doubtful = uow.units.doubtful(identities, DOUBTFUL)
    return tuple(
        ReleaseSummary(
            id=record.id,
            date=record.date,
            state=record.state.value,
            source_lang=record.source_lang,
            titles=titles.get(record.id, {}),
            progress=progress.get(record.id, {}),
            issues=issues.get(record.id, {}),
            doubtful_beads=doubtful.get(record.id, 0),
            updated_at=record.updated_at,
            waiting_checks=waiting.get(record.id, 0),
        )
        for record in records
    )
