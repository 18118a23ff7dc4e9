"""Units, variants, revisions and comments."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, false, func, insert, or_, select, true, update

from tmflow.i18n import tr
from tmflow.model.errors import Conflict, NotFound
from tmflow.model.unit import State
from tmflow.services.ports.units import MOST_TERMS, Drafted, HeldText, Stamp
from tmflow.storage.chunks import portions
from tmflow.storage.rows_units import (
    comment_of,
    revision_of,
    revision_to_row,
    unit_of,
    unit_to_row,
    variant_of,
    variant_to_row,
)
from tmflow.storage.schema import comment, release, revision, unit, variant
from tmflow.workflow.states import APPROVED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from tmflow.model.unit import TranslationUnit, Variant
    from tmflow.services.ports.units import Comment, PastRevision

_VARIANT_COLUMNS = [
    variant.c.lang,
    variant.c.text,
    variant.c.codes,
    variant.c.state,
    variant.c.version,
    variant.c.author,
    variant.c.at,
    variant.c.origin,
    variant.c.source_changed,
]

_STAMP_COLUMNS = [unit.c.id, unit.c.position, unit.c.kind, unit.c.block, unit.c.confidence]
"""What of a unit may change while the versions of its texts stay."""


def _stamp(read: TranslationUnit) -> tuple[tuple[object, ...], dict[str, int]]:
    place = (read.id, read.position, read.kind.value, read.block, read.confidence)
    return place, {lang: each.version for lang, each in read.variants.items()}


def _with_variants() -> Select[Any]:
    return select(unit, *_VARIANT_COLUMNS).outerjoin(variant, variant.c.unit_id == unit.c.id)


class Units:
    """Implements `tmflow.services.ports.units.Units`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_release(self, release_id: str, known: Sequence[TranslationUnit] = ()) -> tuple[TranslationUnit, ...]:
        """Return the active units of a release by position; of `known` ones only those are read that changed."""
        if not known:
            return tuple(self._read(_with_variants().where(unit.c.release_id == release_id, unit.c.active)))
        statement = (
            select(*_STAMP_COLUMNS, variant.c.lang, variant.c.version)
            .outerjoin(variant, variant.c.unit_id == unit.c.id)
            .where(unit.c.release_id == release_id, unit.c.active)
            .order_by(unit.c.position, unit.c.id)
        )
        stamps: dict[str, tuple[tuple[object, ...], dict[str, int]]] = {}
        for *place, lang, version in self._connection.execute(statement):
            versions = stamps.setdefault(place[0], (tuple(place), {}))[1]
            if lang is not None:
                versions[lang] = version
        found = {each.id: each for each in known if stamps.get(each.id) == _stamp(each)}
        for chunk in portions([each for each in stamps if each not in found]):
            found.update((each.id, each) for each in self._read(_with_variants().where(unit.c.id.in_(chunk))))
        return tuple(map(found.__getitem__, stamps))

    def of_releases(self, release_ids: Collection[str]) -> dict[str, tuple[TranslationUnit, ...]]:
        """Return the active units of several releases by position."""
        found: dict[str, tuple[TranslationUnit, ...]] = {}
        for chunk in portions(sorted(release_ids)):
            read = self._read(_with_variants().where(unit.c.release_id.in_(chunk), unit.c.active))
            found.update((release_id, tuple(units)) for release_id, units in groupby(read, attrgetter("release_id")))
        return found

    def stamps(self, release_ids: Collection[str]) -> dict[str, frozenset[Stamp]]:
        """Return what tells whether active units of these releases changed."""
        found: dict[str, set[Stamp]] = {}
        for chunk in portions(sorted(release_ids)):
            statement = (
                select(unit.c.release_id, unit.c.id, unit.c.position, variant.c.lang, variant.c.version)
                .outerjoin(variant, variant.c.unit_id == unit.c.id)
                .where(unit.c.release_id.in_(chunk), unit.c.active)
            )
            for release_id, *stamp in self._connection.execute(statement):
                found.setdefault(release_id, set()).add(Stamp(*stamp))
        return {release_id: frozenset(stamps) for release_id, stamps in found.items()}

    def get(self, unit_id: str) -> TranslationUnit:
        """Return a unit, or raise NotFound."""
        found = next(self._read(_with_variants().where(unit.c.id == unit_id)), None)
        if found is None:
            raise NotFound(tr("This sentence does not exist."))
        return found

    def all_active(self, *, states: Collection[State] | None = None) -> Iterator[TranslationUnit]:
        """Return the active units of every release, release by release."""
        statement = _with_variants().where(unit.c.active)
        if states is not None:
            statement = statement.where(variant.c.state.in_([state.value for state in states]))
        return self._read(statement)

    def holding(self, lang: str, wanted: Collection[Sequence[Sequence[str]]]) -> Iterator[HeldText]:
        """Return the texts of active units whose trace holds what is sought for one of several terms."""
        statement = (
            select(unit.c.release_id, unit.c.id, variant.c.lang, variant.c.text, variant.c.state)
            .join(variant, variant.c.unit_id == unit.c.id)
            .where(unit.c.active, variant.c.lang == lang, variant.c.text != "")
        )
        if len(wanted) <= MOST_TERMS:
            statement = statement.where(or_(false(), *map(_holds, wanted)))
        for row in self._connection.execute(statement):
            yield HeldText(row[0], row[1], row[2], row[3], State(row[4]))

    def tracing(self, wanted: Mapping[str, Collection[Sequence[Sequence[str]]]]) -> dict[str, str]:
        """Return the active units with a text whose trace holds what is sought, each with its release."""
        found = or_(
            false(),
            *(and_(variant.c.lang == lang, or_(false(), *map(_holds, terms))) for lang, terms in wanted.items()),
        )
        statement = select(unit.c.id, unit.c.release_id).where(
            unit.c.active, unit.c.id.in_(select(variant.c.unit_id).where(found))
        )
        return {row[0]: row[1] for row in self._connection.execute(statement)}

    def _read(self, statement: Select[Any]) -> Iterator[TranslationUnit]:
        rows = self._connection.execute(
            statement.order_by(unit.c.release_id, unit.c.position, unit.c.id, variant.c.lang)
        )
        for _, group in groupby(rows, key=_unit_id):
            members = list(group)
            yield unit_of(members[0], {row.lang: variant_of(row) for row in members if row.lang is not None})

    def add(self, units: Sequence[TranslationUnit], source_hashes: Sequence[str]) -> None:
        """Store new units with their variants, and a first revision for each variant with text."""
        pairs = [
            (item, each, source)
            for item, source in zip(units, source_hashes, strict=True)
            for each in item.variants.values()
        ]
        if not units:
            return
        self._connection.execute(insert(unit), [unit_to_row(item) for item in units])
        if pairs:
            self._connection.execute(insert(variant), [variant_to_row(item.id, each) for item, each, _ in pairs])
        firsts = [revision_to_row(item.id, each, source) for item, each, source in pairs if each.text.text]
        if firsts:
            self._connection.execute(insert(revision), firsts)

    def arrange(self, units: Sequence[TranslationUnit]) -> None:
        """Set position, block, kind and confidence of stored units, and make them active."""
        for item in units:
            row = unit_to_row(item)
            kept = {key: row[key] for key in ("position", "block", "kind", "confidence", "active")}
            self._connection.execute(update(unit).where(unit.c.id == item.id).values(**kept))

    def retire(self, unit_ids: Collection[str]) -> None:
        """Take units out of their release."""
        self._connection.execute(update(unit).where(unit.c.id.in_(unit_ids)).values(active=False))

    def write(self, unit_id: str, written: Variant, source_hash: str, *, revision: bool) -> None:
        """Store a variant as given, if the stored version is the one before it."""
        where = (variant.c.unit_id == unit_id, variant.c.lang == written.lang)
        row = self._connection.execute(select(*_VARIANT_COLUMNS).where(*where)).first()
        stored = variant_of(row) if row is not None else None
        if (stored.version if stored else 0) != written.version - 1:
            raise Conflict(tr("Somebody else changed this text meanwhile: nothing was overwritten."), current=stored)
        values = variant_to_row(unit_id, written)
        if stored is None:
            self._connection.execute(insert(variant).values(**values))
        else:
            self._connection.execute(update(variant).where(*where).values(**values))
        if revision:
            self._add_revision(revision_to_row(unit_id, written, source_hash))

    def _add_revision(self, row: dict[str, Any]) -> None:
        self._connection.execute(insert(revision).values(**row))

    def mark_approved(self, unit_id: str, lang: str, state: State) -> None:
        """Note at the newest revision that its text reached `state`."""
        newest = select(func.max(revision.c.id)).where(revision.c.unit_id == unit_id, revision.c.lang == lang)
        self._connection.execute(
            update(revision).where(revision.c.id == newest.scalar_subquery()).values(state=state.value)
        )

    def revisions(self, unit_id: str, lang: str) -> tuple[PastRevision, ...]:
        """Return all revisions of a variant, oldest first, those of the units it derives from included."""
        statement = (
            select(revision)
            .where(revision.c.unit_id.in_(self._line(unit_id)), revision.c.lang == lang)
            .order_by(revision.c.id)
        )
        return tuple(revision_of(row) for row in self._connection.execute(statement))

    def _line(self, unit_id: str) -> set[str]:
        """Return a unit and all that it derives from."""
        seen: set[str] = set()
        waiting = {unit_id}
        while waiting:
            seen |= waiting
            rows = self._connection.execute(select(unit.c.derived_from).where(unit.c.id.in_(waiting))).scalars()
            waiting = {origin for origins in rows for origin in origins} - seen
        return seen

    def comment(self, unit_id: str, lang: str, *, author: str, at: str, text: str, kind: str) -> None:
        """Append a comment."""
        self._connection.execute(
            insert(comment).values(unit_id=unit_id, lang=lang, author=author, at=at, text=text, kind=kind)
        )

    def comments(self, unit_ids: Collection[str]) -> tuple[Comment, ...]:
        """Return the comments on these units, oldest first."""
        statement = select(comment).where(comment.c.unit_id.in_(unit_ids)).order_by(comment.c.id)
        return tuple(comment_of(row) for row in self._connection.execute(statement))

    def progress(self, release_ids: Collection[str] | None = None) -> dict[str, dict[str, dict[State, int]]]:
        """Return for each release and language how many active variants are in which state."""
        found: dict[str, dict[str, dict[State, int]]] = {}
        statement = (
            select(unit.c.release_id, variant.c.lang, variant.c.state, func.count())
            .join(variant, variant.c.unit_id == unit.c.id)
            .where(unit.c.active)
            .group_by(unit.c.release_id, variant.c.lang, variant.c.state)
        )
        if release_ids is not None:
            statement = statement.where(unit.c.release_id.in_(release_ids))
        for release_id, lang, state, count in self._connection.execute(statement):
            found.setdefault(release_id, {}).setdefault(lang, {})[State(state)] = count
        return found

    def doubtful(self, release_ids: Collection[str], below: float) -> dict[str, int]:
        """Return for each release how many active units have a confidence under `below`."""
        statement = (
            select(unit.c.release_id, func.count())
            .where(unit.c.active, unit.c.release_id.in_(release_ids), unit.c.confidence < below)
            .group_by(unit.c.release_id)
        )
        return {row[0]: row[1] for row in self._connection.execute(statement)}

    def drafted(self, release_id: str | None) -> tuple[Drafted, ...]:
        """Return the approved translations that began as drafts here; published pages that were imported did not."""
        first = (
            select(revision.c.unit_id, revision.c.lang, func.min(revision.c.id).label("id"))
            .where(revision.c.text != "")
            .group_by(revision.c.unit_id, revision.c.lang)
            .subquery()
        )
        statement = (
            select(unit.c.release_id, variant.c.lang, revision.c.text, variant.c.text)
            .select_from(unit)
            .join(release, release.c.id == unit.c.release_id)
            .join(variant, variant.c.unit_id == unit.c.id)
            .join(first, and_(first.c.unit_id == unit.c.id, first.c.lang == variant.c.lang))
            .join(revision, revision.c.id == first.c.id)
            .where(
                unit.c.active,
                variant.c.lang != release.c.source_lang,
                variant.c.state.in_([state.value for state in APPROVED]),
                ~and_(revision.c.state == State.FINAL.value, revision.c.origin == "imported", variant.c.version == 1),
            )
            .order_by(unit.c.release_id, variant.c.lang, unit.c.position)
        )
        if release_id is not None:
            statement = statement.where(unit.c.release_id == release_id)
        return tuple(Drafted(*row) for row in self._connection.execute(statement))


def _holds(groups: Sequence[Sequence[str]]) -> ColumnElement[bool]:
    """A trace holds one piece of each group."""
    return and_(
        true(), *(or_(*(variant.c.trace.contains(piece, autoescape=True) for piece in group)) for group in groups)
    )


def _unit_id(row: Row[Any]) -> str:
    identity: str = row.id
    return identity
