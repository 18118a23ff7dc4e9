"""Releases, versions and kept bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, and_, cast, func, insert, or_, select, update

from tmflow.i18n import tr
from tmflow.model.errors import NotFound
from tmflow.model.release import BlockKind
from tmflow.model.unit import State
from tmflow.services.ports.releases import Known, ReleaseRecord
from tmflow.storage.rows import codes_to_json
from tmflow.storage.rows_releases import block_to_json, record_of, version_of
from tmflow.storage.schema import release, source_file, unit, variant, version
from tmflow.workflow.states import least

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from tmflow.model.release import LanguageVersion


_MOST_WORDS: Final = 50
"""Words of a query that are looked at: a database takes only so many conditions."""


class Releases:
    """Implements `tmflow.services.ports.releases.Releases`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def allocate(self, year: int) -> str:
        """Return the next free number of `year`."""
        prefix = f"R-{year:04d}-"
        number = cast(func.substr(release.c.id, len(prefix) + 1), Integer)
        statement = select(func.max(number)).where(release.c.id.startswith(prefix, autoescape=True))
        return f"{prefix}{(self._connection.execute(statement).scalar() or 0) + 1:04d}"

    def add(self, record: ReleaseRecord) -> None:
        """Store a new release."""
        self._connection.execute(
            insert(release).values(
                id=record.id,
                date=record.date,
                state=record.state.value,
                source_lang=record.source_lang,
                languages=list(record.languages),
                created_at=record.created_at,
                created_by=record.created_by,
                updated_at=record.updated_at,
            )
        )

    def counts(self) -> Mapping[State, int]:
        """Return how many releases are in which state."""
        statement = select(release.c.state, func.count()).group_by(release.c.state)
        return {State(row[0]): row[1] for row in self._connection.execute(statement)}

    def get(self, release_id: str) -> ReleaseRecord:
        """Return a release, or raise NotFound."""
        row = self._connection.execute(select(release).where(release.c.id == release_id)).first()
        if row is None:
            raise NotFound(tr("There is no release {release}.", release=release_id))
        return record_of(row)

    def set_languages(self, release_id: str, languages: Sequence[str]) -> None:
        """Change the languages that the release is to be published in."""
        self._connection.execute(update(release).where(release.c.id == release_id).values(languages=list(languages)))

    def refresh(self, release_id: str, at: str) -> None:
        """Derive state and search text again."""
        states = self._connection.execute(
            select(variant.c.state)
            .join(unit, unit.c.id == variant.c.unit_id)
            .where(unit.c.release_id == release_id, unit.c.active)
            .distinct()
        ).scalars()
        titles = self.titles((release_id,)).get(release_id, {})
        self._connection.execute(
            update(release)
            .where(release.c.id == release_id)
            .values(
                state=least(State(state) for state in states).value,
                search=" ".join((release_id, *titles.values())).lower(),
                updated_at=at,
            )
        )

    def page(
        self, *, query: str, state: State | None, after: str | None, limit: int
    ) -> tuple[tuple[ReleaseRecord, ...], str | None]:
        """Return up to `limit` releases, newest date first, and the cursor of the following ones."""
        words = list(dict.fromkeys(query.lower().split()))[:_MOST_WORDS]
        where: list[ColumnElement[bool]] = [release.c.search.contains(word, autoescape=True) for word in words]
        if state is not None:
            where.append(release.c.state == state.value)
        if after is not None:
            date, _, number = after.partition("|")
            where.append(or_(release.c.date < date, and_(release.c.date == date, release.c.id < number)))
        statement = select(release).where(*where).order_by(release.c.date.desc(), release.c.id.desc()).limit(limit + 1)
        records = tuple(record_of(row) for row in self._connection.execute(statement))
        if len(records) <= limit:
            return records, None
        last = records[limit - 1]
        return records[:limit], f"{last.date}|{last.id}"

    def titles(self, release_ids: Collection[str] | None = None) -> dict[str, dict[str, str]]:
        """Return for each release its title by language, as it stands now."""
        found: dict[str, dict[str, str]] = {}
        statement = (
            select(unit.c.release_id, variant.c.lang, variant.c.text)
            .join(variant, variant.c.unit_id == unit.c.id)
            .where(unit.c.active, unit.c.kind == BlockKind.TITLE.value, variant.c.text != "")
            .order_by(unit.c.release_id, unit.c.position)
        )
        if release_ids is not None:
            statement = statement.where(unit.c.release_id.in_(release_ids))
        for release_id, lang, text in self._connection.execute(statement):
            found.setdefault(release_id, {}).setdefault(lang, text)
        return found

    def versions(self, release_id: str) -> dict[str, LanguageVersion]:
        """Return the newest version in each language."""
        statement = select(version).where(version.c.release_id == release_id).order_by(version.c.revision)
        return {row.lang: version_of(row) for row in self._connection.execute(statement)}

    def add_version(
        self, release_id: str, version_: LanguageVersion, *, fingerprint: str, author: str, at: str
    ) -> None:
        """Store a version as the newest in its language."""
        newest = self._connection.execute(
            select(func.max(version.c.revision)).where(
                version.c.release_id == release_id, version.c.lang == version_.lang
            )
        ).scalar()
        self._connection.execute(
            insert(version).values(
                release_id=release_id,
                lang=version_.lang,
                revision=(newest or 0) + 1,
                title=version_.title.text,
                title_codes=codes_to_json(version_.title),
                date=version_.date,
                blocks=[block_to_json(block) for block in version_.blocks],
                source_name=version_.source_name,
                digest=version_.digest,
                fingerprint=fingerprint,
                at=at,
                author=author,
            )
        )

    def known(self, fingerprints: Collection[str]) -> Mapping[str, Known]:
        """Return which of these contents are stored already, by fingerprint; the earliest release counts."""
        statement = (
            select(version.c.fingerprint, version.c.release_id, version.c.lang)
            .where(version.c.fingerprint.in_(fingerprints))
            .order_by(version.c.id.desc())
        )
        return {row.fingerprint: Known(row.release_id, row.lang) for row in self._connection.execute(statement)}

    def titled(self, lang: str, title: str) -> tuple[tuple[str, LanguageVersion], ...]:
        """Return the stored versions in `lang` with exactly this title, each with its release's number."""
        statement = select(version).where(version.c.title == title, version.c.lang == lang).order_by(version.c.id)
        return tuple((row.release_id, version_of(row)) for row in self._connection.execute(statement))

    def keep_file(self, digest: str, name: str, data: bytes, at: str) -> None:
        """Keep bytes as they came, once for each digest."""
        if self._connection.execute(select(source_file.c.digest).where(source_file.c.digest == digest)).first() is None:
            self._connection.execute(insert(source_file).values(digest=digest, name=name, data=data, at=at))

    def file(self, digest: str) -> tuple[str, bytes]:
        """Return the name and the bytes kept under a digest, or raise NotFound."""
        row = self._connection.execute(
            select(source_file.c.name, source_file.c.data).where(source_file.c.digest == digest)
        ).first()
        if row is None:
            raise NotFound(tr("The original file is not kept in this workspace."))
        return row.name, row.data
