"""From files to a plan: what was read, which versions belong together and why, what is stored already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tmflow.alignment import pairing
from tmflow.i18n import tr
from tmflow.ingest import archive, registry
from tmflow.model.errors import TmflowError
from tmflow.model.language import NAMES, ordered
from tmflow.services import reposts
from tmflow.services.views import ImportPlan, PlannedRelease, PlannedVersion, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tmflow.model.release import LanguageVersion
    from tmflow.services.office import Office
    from tmflow.services.ports.unit_of_work import UnitOfWork
    from tmflow.services.views import Upload

_SHOWN: Final = 3
_BEGINNING: Final = 160


@dataclass(frozen=True, slots=True)
class _Read:
    """A version as it was read; `source` tells the versions of one file from those of another."""

    version: LanguageVersion
    source: int
    folder: str
    name: str


def plan(office: Office, uploads: Sequence[Upload], texts: Sequence[str]) -> ImportPlan:
    """Read everything, group it, and look up what is stored already.

    A file that cannot be read becomes a problem and stops nothing.
    """
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    read: list[_Read] = []
    for number, upload in enumerate(uploads):
        try:
            versions = registry.read(upload.name, upload.data)
        except TmflowError as error:
            problems.append(Problem(upload.name, str(error)))
            continue
        for version in versions:
            files[version.digest] = upload.data
            read.append(_Read(version, number, upload.group, upload.name))
    for number, text in enumerate(texts, start=len(uploads)):
        try:
            versions = registry.paste(text)
        except TmflowError as error:
            problems.append(Problem(tr("pasted text"), str(error)))
            continue
        for version in versions:
            files[version.digest] = text.encode("utf-8", errors="replace")
            read.append(_Read(version, number, "", ""))
    groups = _grouped(office, read)
    with office.open() as uow:
        known = tuple(_known(uow, group) for group in groups)
    return ImportPlan(known, tuple(problems), files)


def _grouped(office: Office, read: Sequence[_Read]) -> list[PlannedRelease]:
    """Group by folder, then by name, then what is left by content."""
    groups: list[PlannedRelease] = []
    left: list[_Read] = []
    for folder, items in _by(read, lambda item: item.folder):
        if folder and _one_release(items):
            groups.append(_planned(folder, items, "folder", 1.0))
        else:
            left.extend(items)
    rest: list[_Read] = []
    for _, items in _by(left, _stem):
        if _one_release(items) and (len(items) > 1 or len({item.source for item in left}) == 1):
            groups.append(_planned(_called(items[0]), items, _how(items), 1.0))
        else:
            rest.extend(items)
    return groups + _by_content(office, rest)


def _stem(item: _Read) -> str:
    """Return what the versions of a release have in common by name: nothing speaks for two files without a language."""
    if not item.name or archive.language_of_name(item.name) is None:
        return f"{item.folder}\n{item.source}"
    return f"{item.folder}\n{archive.stem_of_name(item.name)}"


def _called(item: _Read) -> str:
    """Return what people call the release: what its files have in common, the file's name, or the title."""
    common = archive.stem_of_name(item.name) if archive.language_of_name(item.name) else ""
    return common or item.name or _title(item)


def _by_content(office: Office, read: Sequence[_Read]) -> list[PlannedRelease]:
    if not read:
        return []
    found = pairing.pair([item.version for item in read], office.aligner().similarity)
    groups = []
    for group in found.groups:
        items = [read[index] for index in group.indices]
        how = "content" if len(items) > 1 else "single"
        planned = _planned(items[0].name or _title(items[0]), items, how, group.confidence)
        asked = tuple(each.text for each in found.questions if set(each.indices) & set(group.indices))
        groups.append(replace(planned, questions=(*planned.questions, *asked)))
    return groups


def _by(read: Iterable[_Read], key: Callable[[_Read], str]) -> list[tuple[str, list[_Read]]]:
    found: dict[str, list[_Read]] = {}
    for item in read:
        found.setdefault(key(item), []).append(item)
    return list(found.items())


def _one_release(items: Sequence[_Read]) -> bool:
    languages = [item.version.lang for item in items]
    return len(languages) == len(set(languages))


def _how(items: Sequence[_Read]) -> str:
    if len(items) == 1:
        return "single"
    return "name" if len({item.source for item in items}) > 1 else "single"


def _title(item: _Read) -> str:
    return item.version.title.text[:_BEGINNING]


def _planned(key: str, items: Sequence[_Read], how: str, confidence: float) -> PlannedRelease:
    by_language = {item.version.lang: item.version for item in items}
    versions = tuple(_shown(by_language[lang]) for lang in ordered(by_language))
    dates = {version.date[:10] for version in versions if version.date}
    questions: tuple[str, ...] = ()
    if len(dates) > 1:
        told = ", ".join(f"{NAMES.get(each.lang, each.lang)} {each.date[:10]}" for each in versions if each.date)
        questions = (tr("The dates differ: {dates}. Is this one release?", dates=told),)
    return PlannedRelease(key.strip(), versions, how, confidence, None, questions)


def _shown(version: LanguageVersion) -> PlannedVersion:
    return PlannedVersion(
        source_name=version.source_name,
        lang=version.lang,
        title=version.title.text,
        date=version.date,
        paragraphs=len(version.blocks),
        blocks=tuple(text[:_BEGINNING] for text in version.paragraphs[:_SHOWN]),
        digest=version.digest,
        version=version,
    )


def _known(uow: UnitOfWork, group: PlannedRelease) -> PlannedRelease:
    known = reposts.find(uow, {version.lang: version.version for version in group.versions})
    if known is None:
        return group
    if known.differing:
        told = ", ".join(NAMES.get(lang, lang) for lang in known.differing)
        question = tr(
            "{release} has the same text in another language, but another one in {languages}: "
            "a new release, or a revision of it?",
            release=known.release_id,
            languages=told,
        )
    elif known.missing:
        told = ", ".join(NAMES.get(lang, lang) for lang in known.missing)
        question = tr("{release} is stored already; this adds: {languages}.", release=known.release_id, languages=told)
    else:
        return replace(group, repost_of=known.release_id)
    return replace(group, questions=(*group.questions, question))
