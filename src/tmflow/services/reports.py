"""Reports: how far the work is, and how much was changed between the first draft and the approved text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from tmflow.model.language import ZH
from tmflow.workflow.roles import Action, require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tmflow.model.account import Account
    from tmflow.services.office import Office
    from tmflow.services.ports.units import Drafted

_EVERY_RELEASE: Final = 100_000
_LONGEST_FOR_TER: Final = 200
"""Words (in Chinese characters) of a text up to which TER is counted: its search takes seconds beyond."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Releases by state, texts by language and state, open issues by severity."""

    releases: Mapping[str, int]
    texts: Mapping[str, Mapping[str, int]]
    issues: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much editing a release took in one language.

    `score` is chrF of the first drafts against the approved texts (100: nothing was changed), `ter` the edits per
    approved word in percent (0: nothing was changed), none where every text is too long for it; `ter_segments` are the
    texts that it counts. The signatures say how sacrebleu computed them. `changed` texts differ from their first draft.
    """

    release_id: str
    lang: str
    segments: int
    changed: int
    score: float
    signature: str
    ter: float | None
    ter_segments: int
    ter_signature: str


class ReportService:
    """Figures for those who plan the work. None of them is a gate: a wrong surname still scores high."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def progress(self, actor: Account | None) -> Progress:
        """Return how far all releases are."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            records, _ = uow.releases.page(query="", state=None, after=None, limit=_EVERY_RELEASE)
            progress = uow.units.progress()
            issues = uow.quality.open_counts()
        texts: dict[str, Counter[str]] = {}
        for by_language in progress.values():
            for lang, states in by_language.items():
                texts.setdefault(lang, Counter()).update({state.value: count for state, count in states.items()})
        open_issues: Counter[str] = Counter()
        for by_severity in issues.values():
            open_issues.update({severity.value: count for severity, count in by_severity.items()})
        return Progress(Counter(record.state.value for record in records), texts, open_issues)

    def effort(self, actor: Account | None, release_id: str | None = None) -> tuple[Effort, ...]:
        """Return the editing effort by release and language, of texts that were approved here.

        English and Russian by chrF++ and TER; Chinese by chrF without words and TER by characters.
        """
        require(actor, Action.READ)
        with self._office.open() as uow:
            if release_id is not None:
                uow.releases.get(release_id)
            drafted = uow.units.drafted(release_id)
        groups: dict[tuple[str, str], list[Drafted]] = {}
        for item in drafted:
            groups.setdefault((item.release_id, item.lang), []).append(item)
        return tuple(_effort(release, lang, items) for (release, lang), items in groups.items())


def _effort(release_id: str, lang: str, items: Sequence[Drafted]) -> Effort:
    drafts, approved = [item.draft for item in items], [item.approved for item in items]
    chrf = CHRF(word_order=0 if lang == ZH else 2)
    ter = TER(normalized=True, asian_support=True) if lang == ZH else TER()
    short = [
        number
        for number, text in enumerate(approved)
        if max(_size(text, lang), _size(drafts[number], lang)) <= _LONGEST_FOR_TER
    ]
    score = chrf.corpus_score(drafts, [approved]).score
    edits = None
    if short:
        edits = ter.corpus_score([drafts[number] for number in short], [[approved[number] for number in short]]).score
    return Effort(
        release_id=release_id,
        lang=lang,
        segments=len(items),
        changed=sum(draft != text for draft, text in zip(drafts, approved, strict=True)),
        score=round(float(score), 2),
        signature=str(chrf.get_signature()),
        ter=None if edits is None else round(float(edits), 2),
        ter_segments=len(short),
        ter_signature=str(ter.get_signature()) if short else "",
    )


def _size(text: str, lang: str) -> int:
    return len(text) if lang == ZH else len(text.split())
