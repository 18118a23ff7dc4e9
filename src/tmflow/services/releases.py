"""Releases: the list, storing what was read, starting from one language, revising, publishing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tmflow.alignment import sentences
from tmflow.i18n import tr
from tmflow.ingest.repost import fingerprint
from tmflow.model.bitext import Bead, Bitext
from tmflow.model.errors import Conflict, InputError, Refused
from tmflow.model.language import LANGUAGES, ordered
from tmflow.model.segment import Segment
from tmflow.model.unit import State, Variant
from tmflow.services import importing, publishing, reposts
from tmflow.services.beads import Frame, plant, rebuild
from tmflow.services.clock import now
from tmflow.services.ports.releases import ReleaseRecord
from tmflow.services.prefill import prefilled
from tmflow.services.release_reading import ReleaseReading
from tmflow.services.revising import revise
from tmflow.services.storing import Replacement, add_units, remember_units, replace_units
from tmflow.services.views import Revised, StoredRelease
from tmflow.services.widening import widened
from tmflow.workflow.roles import Action, require
from tmflow.workflow.states import least

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.model.account import Account
    from tmflow.model.release import LanguageVersion, Release
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.ports.trail import Plain
    from tmflow.services.ports.unit_of_work import UnitOfWork
    from tmflow.services.views import ImportPlan, PlannedRelease, Upload


class ReleaseService(ReleaseReading):
    """Use cases of whole releases."""

    def inspect(self, actor: Account | None, uploads: Sequence[Upload], *, texts: Sequence[str] = ()) -> ImportPlan:
        """Read files and pasted texts, tell their languages, and say which belong together; nothing is stored."""
        require(actor, Action.IMPORT)
        return importing.plan(self._office, uploads, texts)

    def store(
        self, actor: Account | None, plan: PlannedRelease, files: Mapping[str, bytes], *, published: bool
    ) -> StoredRelease:
        """Store the versions of one release, aligned, checked, with the bytes that they came from.

        A published page is final; a draft counts as translated and waits for an editor. A text that is stored already
        is recognised; a language that its release did not have is added to it.

        Raises:
            InputError: no version, or two in one language.
        """
        who = require(actor, Action.IMPORT)
        versions = {item.lang: item.version for item in plan.versions}
        if not versions or len(versions) != len(plan.versions):
            raise InputError(tr("A release has one version in each language."), source=plan.key)
        known = self._known(versions)
        if known is None:
            bitext = self._bitext(versions)
            return self._store_new(who, versions, bitext, files, published=published)
        release_id, missing = known
        for lang in missing:
            self.add_version(who, release_id, versions[lang], files=files, published=published)
        return StoredRelease(release_id, created=False, added=missing)

    def start(
        self,
        actor: Account | None,
        version: LanguageVersion,
        languages: Sequence[str] = LANGUAGES,
        *,
        files: Mapping[str, bytes] | None = None,
    ) -> StoredRelease:
        """Begin a release from one language; the other texts are empty, or offered from the memory as drafts.

        A draft from the memory stays initial, with its origin, until a translator confirms it.
        """
        who = require(actor, Action.IMPORT)
        unknown = [lang for lang in languages if lang not in LANGUAGES]
        if unknown:
            raise InputError(tr("Unknown language {lang}: zh, en or ru is expected.", lang=unknown[0]))
        known = self._known({version.lang: version})
        if known is not None:
            return StoredRelease(known[0], created=False)
        versions = {version.lang: version}
        return self._store_new(who, versions, self._bitext(versions), files or {}, published=False, languages=languages)

    def add_version(
        self,
        actor: Account | None,
        release_id: str,
        version: LanguageVersion,
        *,
        files: Mapping[str, bytes] | None = None,
        published: bool = False,
    ) -> StoredRelease:
        """Add a version in a language that has none: its sentences go to the units whose source they translate.

        A text that somebody has typed there stays. A published page of a published release is final; everything else
        waits for an editor.

        Raises:
            Refused: there is a version in this language already: revise it instead.
        """
        who = require(actor, Action.IMPORT, version.lang)
        with self._office.open() as uow:
            record = uow.releases.get(release_id)
            units = uow.units.of_release(release_id)
            bitext = uow.bitexts.get(release_id)
        if version.lang in bitext.sentences:
            raise Refused(
                tr("{release} has a {lang} version already: revise it instead.", release=release_id, lang=version.lang)
            )
        languages = ordered({*record.languages, version.lang})
        frame = _frame(replace(record, languages=languages), who)
        if record.state is State.FINAL:
            frame = replace(frame, published=True, state=State.FINAL if published else State.TRANSLATED)
        new = widened(self._office.aligner(), bitext, units, version.lang, sentences.of(version), record.source_lang)
        after = rebuild(bitext, units, new, frame)
        replacement = self._replacement(units, after, frame, touched=None)
        with self._office.open(write=True) as uow:
            _unchanged(uow, record, bitext, units)
            _remember_bitext(uow, release_id, bitext, units, who, "add_version")
            uow.bitexts.put(release_id, new)
            uow.releases.set_languages(release_id, languages)
            _keep_version(uow, release_id, version, files or {}, who)
            replace_units(self._office, uow, who, replacement, release_id=release_id, source_lang=record.source_lang)
            if frame.state is State.FINAL:
                everything = {unit.id for unit in after}
                remember_units(
                    self._office, uow, after, record.source_lang, only=everything, author=who.name, accepted=False
                )
            uow.trail.record(who, "add_version", release_id, {"lang": version.lang, "digest": version.digest})
            uow.commit()
        return StoredRelease(release_id, created=False, added=(version.lang,))

    def revise(
        self,
        actor: Account | None,
        release_id: str,
        version: LanguageVersion,
        *,
        files: Mapping[str, bytes] | None = None,
    ) -> Revised:
        """Put a new text of a version over the stored one.

        What is unchanged keeps its units, translations and approvals. Where the source changed, translations stay but
        lose their approval and are marked; added sentences make new units; removed ones leave, with their history.

        Raises:
            Conflict: the release was changed while the new text was compared.
            Refused: the release has no version in this language: add it instead.
        """
        who = require(actor, Action.IMPORT, version.lang)
        with self._office.open() as uow:
            record = uow.releases.get(release_id)
            units = uow.units.of_release(release_id)
            bitext = uow.bitexts.get(release_id)
        if version.lang not in bitext.sentences:
            raise Refused(tr("{release} has no {lang} version yet: add it.", release=release_id, lang=version.lang))
        frame = _frame(record, who)
        revision = revise(bitext, units, version.lang, sentences.of(version), frame)
        stored = {unit.id for unit in units}
        offered = prefilled(self._office.memory, who, revision.units, frame, only=revision.touched - stored)
        replacement = self._replacement(units, offered, frame, touched=revision.touched)
        with self._office.open(write=True) as uow:
            _unchanged(uow, record, bitext, units)
            _remember_bitext(uow, release_id, bitext, units, who, "revise")
            uow.bitexts.put(release_id, revision.bitext)
            _keep_version(uow, release_id, version, files or {}, who)
            replace_units(self._office, uow, who, replacement, release_id=release_id, source_lang=record.source_lang)
            detail: dict[str, Plain] = {"lang": version.lang, "digest": version.digest}
            detail |= {"changed": revision.changed, "added": revision.added, "removed": revision.removed}
            uow.trail.record(who, "revise", release_id, detail)
            uow.commit()
        return Revised(revision.unchanged, revision.changed, revision.added, revision.removed)

    def translate_into(self, actor: Account | None, release_id: str, lang: str) -> Release:
        """Have a release translated into one language more, without a version to begin with.

        Raises:
            InputError: none of the languages of the house.
        """
        who = require(actor, Action.IMPORT, lang)
        if lang not in LANGUAGES:
            raise InputError(tr("Unknown language {lang}: zh, en or ru is expected.", lang=lang))
        with self._office.open() as uow:
            record = uow.releases.get(release_id)
            units = uow.units.of_release(release_id)
            bitext = uow.bitexts.get(release_id)
        if lang not in record.languages:
            wider = replace(record, languages=ordered({*record.languages, lang}))
            frame = _frame(wider, who)
            opened = tuple(_opened(unit, lang, record.source_lang) for unit in units)
            offered = prefilled(self._office.memory, who, opened, frame)
            first = tuple(_first_version(unit, lang) for unit in offered)
            replacement = self._replacement(units, first, frame, touched=None)
            with self._office.open(write=True) as uow:
                _unchanged(uow, record, bitext, units)
                uow.releases.set_languages(release_id, wider.languages)
                replace_units(
                    self._office, uow, who, replacement, release_id=release_id, source_lang=record.source_lang
                )
                uow.trail.record(who, "translate_into", release_id, {"lang": lang})
                uow.commit()
        return self.get(who, release_id)

    def publish(self, actor: Account | None, release_id: str) -> Release:
        """Make every approved text final.

        Raises:
            Blocked: reasons `unreviewed`, `empty`, `open_error`, `own_revision` (of a source text).
        """
        who = require(actor, Action.PUBLISH)
        publishing.publish(self._office, who, release_id)
        return self.get(who, release_id)

    def _known(self, versions: Mapping[str, LanguageVersion]) -> tuple[str, tuple[str, ...]] | None:
        """Return the stored release with these texts, and the languages that it does not have."""
        with self._office.open() as uow:
            found = reposts.find(uow, versions)
        return None if found is None or found.differing else (found.release_id, found.missing)

    def _bitext(self, versions: Mapping[str, LanguageVersion]) -> Bitext:
        cut = {lang: sentences.of(versions[lang]) for lang in ordered(versions)}
        if len(cut) > 1:
            return self._office.aligner().align(cut)
        lang, only = next(iter(cut.items()))
        return Bitext(cut, tuple(Bead({lang: (index,)}) for index in range(len(only))))

    def _store_new(
        self,
        who: Account,
        versions: Mapping[str, LanguageVersion],
        bitext: Bitext,
        files: Mapping[str, bytes],
        *,
        published: bool,
        languages: Sequence[str] = (),
    ) -> StoredRelease:
        source_lang = ordered(versions)[0]
        date = versions[source_lang].date or next((item.date for item in versions.values() if item.date), "")
        frame = Frame(
            release_id="",
            languages=ordered({*versions, *languages}),
            source_lang=source_lang,
            author=who.name,
            at=now(),
            state=State.FINAL if published else State.TRANSLATED,
            published=published,
            date=date,
        )
        units = plant(bitext, frame)
        if not published:
            units = prefilled(self._office.memory, who, units, frame)
        issues = self._office.checker.check(units, frame.languages, source_lang=source_lang, date=date)
        with self._office.open(write=True) as uow:
            again = reposts.find(uow, versions)
            if again is not None and not again.differing:
                return StoredRelease(again.release_id, created=False)
            release_id = uow.releases.allocate(_year(date))
            units = tuple(replace(unit, release_id=release_id) for unit in units)
            state = least(variant.state for unit in units for variant in unit.variants.values())
            uow.releases.add(
                ReleaseRecord(release_id, date, state, source_lang, frame.languages, frame.at, who.name, frame.at)
            )
            for version in versions.values():
                _keep_version(uow, release_id, version, files, who)
            uow.bitexts.put(release_id, bitext)
            add_units(uow, units, source_lang)
            everything = {unit.id for unit in units}
            uow.quality.replace(release_id, everything, issues)
            if published:
                remember_units(self._office, uow, units, source_lang, only=everything, author=who.name, accepted=False)
            uow.releases.refresh(release_id, frame.at)
            uow.trail.record(
                who, "import" if published else "start", release_id, {"languages": list(versions), "units": len(units)}
            )
            uow.commit()
        return StoredRelease(release_id, created=True)

    def _replacement(
        self,
        before: tuple[TranslationUnit, ...],
        after: tuple[TranslationUnit, ...],
        frame: Frame,
        *,
        touched: frozenset[str] | None,
    ) -> Replacement:
        looked_at = {unit.id for unit in after} if touched is None else set(touched)
        issues = self._office.checker.check(
            after, frame.languages, source_lang=frame.source_lang, date=frame.date, only=looked_at
        )
        return Replacement(before, after, issues, looked_at)


def _opened(unit: TranslationUnit, lang: str, source_lang: str) -> TranslationUnit:
    """Return the unit with an empty text in `lang`, if there is something to translate."""
    if not unit.text(source_lang):
        return unit
    return replace(unit, variants={**unit.variants, lang: Variant(lang, Segment(""))})


def _first_version(unit: TranslationUnit, lang: str) -> TranslationUnit:
    if lang not in unit.variants:
        return unit
    return replace(unit, variants={**unit.variants, lang: replace(unit.variants[lang], version=1)})


def _frame(record: ReleaseRecord, who: Account) -> Frame:
    return Frame(
        release_id=record.id,
        languages=record.languages,
        source_lang=record.source_lang,
        author=who.name,
        at=now(),
        date=record.date,
    )


def _unchanged(uow: UnitOfWork, record: ReleaseRecord, bitext: Bitext, units: Sequence[TranslationUnit]) -> None:
    """Raise Conflict if the release is not what the change was worked out from."""
    if uow.bitexts.get(record.id).revision != bitext.revision or uow.units.of_release(record.id) != tuple(units):
        raise Conflict(tr("{release} was changed meanwhile: try again.", release=record.id))


def _remember_bitext(
    uow: UnitOfWork, release_id: str, bitext: Bitext, units: Sequence[TranslationUnit], who: Account, action: str
) -> None:
    uow.bitexts.remember(release_id, bitext, [unit.id for unit in units], action=action, author=who.name, at=now())


def _keep_version(
    uow: UnitOfWork, release_id: str, version: LanguageVersion, files: Mapping[str, bytes], who: Account
) -> None:
    at = now()
    if version.digest in files:
        uow.releases.keep_file(version.digest, version.source_name, files[version.digest], at)
    uow.releases.add_version(release_id, version, fingerprint=fingerprint(version), author=who.name, at=at)


def _year(date: str) -> int:
    head = date[:4]
    return int(head) if head.isascii() and head.isdigit() else int(now()[:4])
