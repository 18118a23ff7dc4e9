"""A rank was lost or added: deputy, executive, acting, former.

Flagged: 副主任 with "Director", 代市长 with «мэр», 常务副主任 with "Deputy Director". Not flagged: one rank word for
several people (Deputy Directors A and B), vice for deputy and the other way round (the glossary knows which is
preferred), 兼 in all its forms.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from tmflow.checks.check import Check, text_hash
from tmflow.checks.people import likeness
from tmflow.i18n import tr
from tmflow.model.issue import Evidence, Issue, IssueType, Severity
from tmflow.text import inflection, tokens
from tmflow.text.posts import post_class, posts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tmflow.checks.check import Context
    from tmflow.model.unit import TranslationUnit
    from tmflow.text.ranks import RankMention

ID = "rank_mismatch"
_DEPUTIES: Final = frozenset({"deputy", "executive_deputy", "first_deputy"})
_HIGHER: Final = ("executive_deputy", "first_deputy")
_OTHERS: Final = ("acting", "former")
_HINTS: Final = {
    "deputies": {
        "zh": r"副|助理|次长",
        "en": r"\b(?:deputy|deputies|vice|assistant|associate|junior|under-?secretary)\b",
        "ru": r"зам|вице|помощник|младш|товарищ",
    },
    "acting": {
        "zh": r"代|署理|看守|临时|暂",
        "en": r"\b(?:acting|interim|caretaker|temporary|temporarily)\b",
        "ru": r"исполня|врио|врид|и\.\s?о\.|временн",
    },
    "former": {
        "zh": r"前|原|离任|卸任|退休|曾",
        "en": r"\b(?:former(?:ly)?|ex|previous(?:ly)?|retired|outgoing|late|then)\b",
        "ru": r"бывш|экс|прежн|в отставке|предыдущ|тогдашн",
    },
}
"""Words that may say a rank in a way that the exact rules do not read: where one stands, the check is silent."""
_BESIDE: Final = 6
"""A post that stands so near to a name is that person's, whatever kind of post it is."""
_OTHERS_POST: Final = 1000
_NEXT: Final = re.compile(r"[;；、和与]|\band\b|\bи\b")
_FULL_NAME: Final = re.compile(r"[A-ZА-ЯЁ][\w’'-]+(?:[ \u00a0][A-ZА-ЯЁ][\w’'-]+)+")
_ALIKE: Final = 0.7
"""From here on two names are surely one person's."""
_REACH: Final = 24
"""How many characters may stand between a rank word and the post it belongs to."""


def _run(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    filled = context.filled(unit)
    if not any(context.ranks(unit, lang) for lang in filled):
        return
    for lang in filled:
        others = [other for other in filled if other != lang]
        if not others or (len(filled) == 2 and lang == filled[0]):  # noqa: PLR2004 - of two, the translation is blamed
            continue
        yield from _compare(unit, context, lang, others)


def _compare(unit: TranslationUnit, context: Context, lang: str, others: Sequence[str]) -> Iterator[Issue]:
    mine = _counts(unit, context, lang)
    theirs = [_counts(unit, context, other) for other in others]
    if all(mine == counts for counts in theirs) or _evened_out(unit, context, lang, others):
        return
    for kind in ("deputies", *_OTHERS):
        wanted = {counts[kind] for counts in theirs}
        if len(wanted) != 1:
            continue
        (want,) = wanted
        if mine[kind] < want and (mine[kind] == 0 or len(others) > 1):
            if _plural(unit, context, lang) or _said_otherwise(unit, lang, others, kind, mine[kind], want):
                continue
            yield from _lost(unit, context, lang, others[0], kind)
        elif mine[kind] > want == 0 and not any(_hints(unit, other, kind) for other in others):
            added = _added(unit, context, lang, others, kind)
            if added is not None:
                yield added
    for kind in _HIGHER:
        lowered = min(counts[kind] for counts in theirs) > mine[kind] and mine["deputies"] == theirs[0]["deputies"]
        if lowered and mine["deputy"]:  # "first deputy" for "executive deputy" is no lower rank
            yield _lowered(unit, context, lang, others[0], kind)


def _hints(unit: TranslationUnit, lang: str, kind: str) -> int:
    return len(re.findall(_HINTS[kind][lang], unit.text(lang), re.IGNORECASE)) if lang in _HINTS[kind] else 0


def _counts(unit: TranslationUnit, context: Context, lang: str) -> Counter[str]:
    """How often each rank is named; `deputies` are those of every kind."""
    return context.of_text("rank counts", lang, unit.text(lang), lambda: _counted(context.ranks(unit, lang)))


def _counted(ranks: Sequence[RankMention]) -> Counter[str]:
    counts: Counter[str] = Counter(rank.kind for rank in ranks)
    counts["deputies"] = sum(counts[kind] for kind in _DEPUTIES)
    return counts


def _said_otherwise(unit: TranslationUnit, lang: str, others: Sequence[str], kind: str, mine: int, want: int) -> bool:
    """Whether a word that the rules do not read may say the rank, and the others have no such word to match it."""
    unread = min(_hints(unit, other, kind) - want for other in others)
    return _hints(unit, lang, kind) - mine > max(0, unread)


def _evened_out(unit: TranslationUnit, context: Context, lang: str, others: Sequence[str]) -> bool:
    """Whether the ranks agree again once the sentences before and after are counted in: a title only moved."""
    for near in context.neighbours(unit):
        if not near.text(lang) or not all(near.text(other) for other in others):
            continue
        here = _counts(unit, context, lang) + _counts(near, context, lang)
        there = [_counts(unit, context, other) + _counts(near, context, other) for other in others]
        differs = any(_counts(near, context, lang) != _counts(near, context, other) for other in others)
        if differs and all(here == counts for counts in there):
            return True
    return False


def _plural(unit: TranslationUnit, context: Context, lang: str) -> bool:
    """Whether one rank word stands for several people: Deputy Directors, заместители."""
    text = unit.text(lang)
    spans = posts(text, lang)
    for rank in context.ranks(unit, lang):
        after = next((text[start:end] for start, end in spans if 0 <= start - rank.end <= _REACH), "")
        if lang == "en" and after.endswith("s"):
            return True
        if lang == "ru" and rank.text.lower().endswith(("тели", "телей", "телями", "телям", "телях", "шие", "ших")):
            return True
    return False


def _lost(unit: TranslationUnit, context: Context, lang: str, other: str, kind: str) -> Iterator[Issue]:
    kinds = _DEPUTIES if kind == "deputies" else {kind}
    right = _without_counterpart(unit, context, lang, other, kinds)
    place = _bare_post(unit, context, lang, other, right)
    if place is None:
        return
    rank, (start, end) = place
    # "Acting General Manager" for a deputy: the wrong rank is part of what is wrong.
    start = min([start, *(mine.start for mine in context.ranks(unit, lang) if 0 <= start - mine.end <= _REACH)])
    said = _with_post(unit, other, rank)
    yield Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=start,
        end=end,
        text=unit.text(lang)[start:end],
        message=tr("the rank in {said} is lost here", said=f"{other} {said.text}"),
        severity=Severity.ERROR,
        key=_key(unit, lang, other, kind),
        suggestion=_suggestion(unit, context, lang, other, rank, (start, end)),
        evidence=(said,),
        concept_id=_title(unit, context, other, rank),
    )


def _without_counterpart(
    unit: TranslationUnit, context: Context, lang: str, other: str, kinds: Collection[str]
) -> list[RankMention]:
    """The rank words of another version whose kind of post has fewer of them here; all, if the kinds of post differ."""
    right = [rank for rank in context.ranks(unit, other) if rank.kind in kinds]
    mine = [rank for rank in context.ranks(unit, lang) if rank.kind in kinds]
    have = Counter(post_class(_with_post(unit, lang, rank).text) for rank in mine)
    want = Counter(post_class(_with_post(unit, other, rank).text) for rank in right)
    lacking = {post for post in want if want[post] > have[post]}
    return [rank for rank in right if post_class(_with_post(unit, other, rank).text) in lacking] or right


def _title(unit: TranslationUnit, context: Context, lang: str, rank: RankMention) -> str:
    """The glossary's title that the rank word belongs to, if it knows it."""
    covering = (m for m in context.mentions(unit, lang) if m.start <= rank.start and m.end >= rank.end)
    return next((m.term.concept_id for m in covering if m.term.concept_id in context.entries), "")


def _bare_post(
    unit: TranslationUnit, context: Context, lang: str, other: str, right: Sequence[RankMention]
) -> tuple[RankMention, tuple[int, int]] | None:
    """The bare post that stands for a post with a rank: that of the same person, else the one in the same place."""
    text = unit.text(lang)
    ranks = context.ranks(unit, lang)
    mine = posts(text, lang)
    kinds = {rank.kind for rank in right}
    taken = [rank for rank in ranks if rank.kind in kinds or (kinds & _DEPUTIES and rank.kind in _DEPUTIES)]
    bare = [span for span in mine if not any(0 <= span[0] - rank.end <= _REACH for rank in taken)]
    if not bare or not right:
        return None
    theirs = posts(unit.text(other), other)
    best: tuple[float, RankMention, tuple[int, int]] | None = None
    for rank in right:
        person = _person(unit, context, other, rank.end)
        anchor = _same_person(unit, context, other, lang, person) if person else None
        share = _share(theirs, rank.end, unit.text(other))
        wanted = post_class(_with_post(unit, other, rank).text)
        spans = [span for span in bare if post_class(text[span[0] : span[1]]) == wanted] or bare
        if anchor is not None:
            nearest = min(bare, key=lambda span: _apart(text, span, anchor))
            spans = [nearest] if _apart(text, nearest, anchor) <= _BESIDE else spans
            if any(_apart(text, (one.start, one.end), anchor) < _apart(text, nearest, anchor) for one in taken):
                continue  # this person's rank is there
        for span in spans:
            if anchor is not None:
                distance = _apart(text, span, anchor) / max(len(text), 1)
            else:
                distance = 1 + abs(_share(mine, span[0], text) - share)
            if best is None or distance < best[0]:
                best = (distance, rank, span)
    return (best[1], best[2]) if best else None


def _apart(text: str, span: tuple[int, int], anchor: tuple[int, int]) -> int:
    """How far a post stands from a name; one behind a semicolon or an "and" is rather somebody else's."""
    first, last = sorted((span, anchor))
    between = text[first[1] : last[0]]
    return len(between) + _OTHERS_POST * len(_NEXT.findall(between))


def _share(spans: Sequence[tuple[int, int]], at: int, text: str) -> float:
    """Where a post stands among the posts of its sentence, 0 to 1."""
    if len(spans) > 1:
        return sum(start < at for start, _ in spans) / len(spans)
    return at / max(len(text), 1)


def _person(unit: TranslationUnit, context: Context, lang: str, at: int) -> str | None:
    people = context.people(unit, lang)
    return min(people, key=lambda person: _gap(person.start, person.end, at)).text if people else None


def _gap(start: int, end: int, at: int) -> int:
    return max(start - at, at - end, 0)


def _same_person(unit: TranslationUnit, context: Context, other: str, lang: str, person: str) -> tuple[int, int] | None:
    """Where a person of another version is named; a name before its post (Ann Lee, Mayor of Perth) too."""
    known = [(mine.start, mine.end) for mine in context.people(unit, lang)]
    text = unit.text(lang)
    for spans in (known, [match.span() for match in _FULL_NAME.finditer(text)]):
        scored = [(likeness(person, other, text[start:end], lang), (start, end)) for start, end in spans]
        best = max(scored, default=None)
        if best and best[0] > _ALIKE:
            return best[1]
    return None


def _with_post(unit: TranslationUnit, lang: str, rank: RankMention) -> Evidence:
    text = unit.text(lang)
    end = next((end for start, end in posts(text, lang) if 0 <= start - rank.end <= _REACH), rank.end)
    return Evidence(lang, rank.start, end, text[rank.start : end], rank.kind)


def _suggestion(
    unit: TranslationUnit, context: Context, lang: str, other: str, rank: RankMention, place: tuple[int, int]
) -> str:
    """The post with its rank; none where the glossary's title would say its body or its place a second time."""
    start, end = place
    text = unit.text(lang)
    post = text[start:end]
    english = {
        "deputy": "Deputy ",
        "executive_deputy": "Executive Deputy ",
        "first_deputy": "First Deputy ",
        "acting": "Acting ",
        "former": "former ",
    }
    if lang == "en":
        return english[rank.kind] + post
    title = _title(unit, context, other, rank)
    if not title:
        return ""
    preferred = context.entries[title].preferred(lang, context.date)
    title = inflection.inflect_like(preferred.text, post, lang, inflection=preferred.inflection) if preferred else ""
    around = text[max(0, start - len(title)) : start] + " " + text[end : end + _REACH]
    if lang == "zh":
        return "" if title[:2] in around else title
    return "" if set(tokens.words(title.lower())) & set(tokens.words(around.lower())) else title


def _added(unit: TranslationUnit, context: Context, lang: str, others: Sequence[str], kind: str) -> Issue | None:
    """A rank that the same post has in no other version; a person called by the post alone is no case."""
    kinds = _DEPUTIES if kind == "deputies" else {kind}
    for rank in context.ranks(unit, lang):
        span = _with_post(unit, lang, rank)
        bare = [_same_post(unit, other, span.text) for other in others]
        if rank.kind not in kinds or not all(bare):
            continue
        return Issue(
            check=ID,
            unit_id=unit.id,
            lang=lang,
            start=span.start,
            end=span.end,
            text=span.text,
            message=tr("{text}: the other versions have no such rank", text=span.text),
            severity=Severity.ERROR if len(others) > 1 else Severity.WARNING,
            key=_key(unit, lang, others[0], kind),
            evidence=tuple(found for found in bare if found is not None),
        )
    return None


def _same_post(unit: TranslationUnit, lang: str, post: str) -> Evidence | None:
    text = unit.text(lang)
    wanted = post_class(post)
    return next(
        (Evidence(lang, a, b, text[a:b]) for a, b in posts(text, lang) if wanted and post_class(text[a:b]) == wanted),
        None,
    )


def _lowered(unit: TranslationUnit, context: Context, lang: str, other: str, kind: str) -> Issue:
    right = next(rank for rank in context.ranks(unit, other) if rank.kind == kind)
    person = _person(unit, context, other, right.end)
    anchor = _same_person(unit, context, other, lang, person) if person else None
    wanted = post_class(_with_post(unit, other, right).text)
    deputies = [rank for rank in context.ranks(unit, lang) if rank.kind == "deputy"]
    plain = [rank for rank in deputies if post_class(_with_post(unit, lang, rank).text) == wanted] or deputies
    mine = min(plain, key=lambda rank: _gap(rank.start, rank.end, anchor[0])) if anchor else plain[0]
    span, said = _with_post(unit, lang, mine), _with_post(unit, other, right)
    word = {"executive_deputy": "Executive ", "first_deputy": "First "}[kind]
    return Issue(
        check=ID,
        unit_id=unit.id,
        lang=lang,
        start=span.start,
        end=span.end,
        text=span.text,
        message=tr("the rank in {said} is higher", said=f"{other} {said.text}"),
        severity=Severity.ERROR,
        key=_key(unit, lang, other, kind),
        suggestion=word + span.text if lang == "en" else "",
        evidence=(said,),
    )


def _key(unit: TranslationUnit, lang: str, other: str, kind: str) -> str:
    return f"{ID}:{kind}:{lang}:{text_hash(unit.text(lang))}:{text_hash(unit.text(other))}"


CHECK = Check(ID, Severity.ERROR, _run, IssueType.MISTRANSLATION)
