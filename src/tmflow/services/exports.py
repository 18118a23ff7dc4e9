"""What leaves the house: approved text, unless somebody who may asks for more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.interchange import docx, html, po, registry, tmx, xlsx
from tmflow.model.errors import Blocked, InputError, NotFound
from tmflow.model.match import MemoryUnit
from tmflow.model.release import Release
from tmflow.services.views import Exported
from tmflow.workflow.roles import Action, require
from tmflow.workflow.states import APPROVED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.account import Account
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.office import Office

FORMATS: Final = ("docx", "docx-review", "xlsx", "html", "tmx", "po")
"""The formats of `tmflow.interchange.registry` in which a release can be exported."""

_ONE_LANGUAGE: Final = frozenset(("docx", "html"))


class ExportService:
    """Exports of one release."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def export(
        self,
        actor: Account | None,
        release_id: str,
        format: str,  # noqa: A002 - the word that commands and addresses use
        lang: str | None = None,
        *,
        include_unapproved: bool = False,
    ) -> Exported:
        """Return a release as a file.

        Args:
            actor: who asks.
            release_id: the release.
            format: `docx` and `html` (the finished release in `lang`), `po` (from the source into `lang`),
                `docx-review`, `xlsx` and `tmx` (all languages).
            lang: the language of the file; for `po` the first translation by default.
            include_unapproved: also drafts and texts that wait for an editor.

        Raises:
            InputError: unknown format, or a language is needed.
            Blocked: nothing is approved yet (reason `unreviewed`).
            PermissionDenied: unapproved text goes to translators and editors only.
        """
        require(actor, Action.EXPORT_UNAPPROVED if include_unapproved else Action.READ)
        if format not in FORMATS:
            formats = ", ".join(FORMATS)
            raise InputError(
                tr("Unknown format {format}: one of {formats} is expected.", format=format, formats=formats)
            )
        with self._office.open() as uow:
            record = uow.releases.get(release_id)
            versions = uow.releases.versions(release_id)
            units = uow.units.of_release(release_id)
        release = Release(record.id, record.date, record.state.value, versions, record.source_lang, record.languages)
        wanted = _language(release, format, lang)
        languages = (wanted,) if format in _ONE_LANGUAGE else release.languages
        if format == "po":
            languages = (release.source_lang, wanted)
        shown = units if include_unapproved else _approved(units, release.source_lang, languages)
        if not any(unit.text(each) for unit in shown for each in languages):
            raise Blocked(
                tr("{release} has no approved text to export yet.", release=release_id), reasons=("unreviewed",)
            )
        data = _serialized(release, shown, format, wanted)
        kind = registry.by_name(format)
        label = f"-{wanted}" if wanted else ""
        review = "-review" if format == "docx-review" else ""
        return Exported(f"{release_id}{label}{review}{kind.suffix}", kind.media_type, data)


def _language(release: Release, format_: str, lang: str | None) -> str:
    if lang is not None and lang not in release.languages:
        raise NotFound(tr("{release} has no {lang} version.", release=release.id, lang=lang))
    if format_ in _ONE_LANGUAGE:
        if lang is None:
            raise InputError(tr("Say which language: {languages}.", languages=", ".join(release.languages)))
        return lang
    if format_ == "po":
        targets = [each for each in release.languages if each != release.source_lang]
        if lang == release.source_lang or not targets:
            raise InputError(tr("A .po file goes from the source into another language: say which."))
        return lang or targets[0]
    return ""


def _approved(
    units: Sequence[TranslationUnit], source_lang: str, languages: Sequence[str]
) -> tuple[TranslationUnit, ...]:
    """Return the units with approved texts only; beside a translation stands the source that it was approved with."""
    shown = []
    for unit in units:
        kept = {
            lang: variant
            for lang, variant in unit.variants.items()
            if lang in languages and variant.state in APPROVED and variant.text.text
        }
        source = unit.variants.get(source_lang)
        if source is not None and source_lang in languages and kept:
            kept[source_lang] = source
        shown.append(replace(unit, variants=kept))
    return tuple(shown)


def _serialized(release: Release, units: Sequence[TranslationUnit], format_: str, lang: str) -> bytes:
    if format_ == "docx":
        return docx.serialize_release(release, units, lang)
    if format_ == "html":
        return html.serialize(release, units, lang)
    if format_ == "po":
        return po.serialize(units, release.source_lang, lang, project=release.id)
    if format_ == "tmx":
        return tmx.serialize(_memory_units(units), source_lang=release.source_lang)
    filled = [unit for unit in units if unit.variants]
    if format_ == "xlsx":
        return xlsx.serialize_review(release, filled, release.languages)
    return docx.serialize_review(release, filled, release.languages)


def _memory_units(units: Sequence[TranslationUnit]) -> list[MemoryUnit]:
    found = []
    for unit in units:
        texts = {lang: each.text.text for lang, each in unit.variants.items() if each.text.text}
        if len(texts) > 1:
            newest = max(unit.variants.values(), key=lambda each: each.at)
            origin = f"{unit.release_id}/{unit.position}"
            found.append(MemoryUnit(unit.position, texts, origin, newest.at, newest.author))
    return found
