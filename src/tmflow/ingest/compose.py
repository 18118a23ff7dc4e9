"""From a reader's draft to language versions: languages told apart, chrome dropped, title and date line found."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.ingest import chrome, dateline, languages, plain
from tmflow.ingest.draft import tidy
from tmflow.model.errors import InputError, TooLarge, UnreadableFile, UnsupportedLanguage
from tmflow.model.language import NAMES
from tmflow.model.release import Block, BlockKind, LanguageVersion
from tmflow.model.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.ingest.draft import Draft

MAX_TEXT: Final = 2_000_000
"""Characters in all languages together: a book; the longest releases have a hundredth of it."""
_ENOUGH_BLOCKS: Final = 200
_NEAR_THE_TOP: Final = 5
"""A date line stands among the first blocks; further down a date alone is a line of a programme or a table."""
_AT_THE_EDGE: Final = 3
_TITLE_LONGEST: Final = {"zh": 90, "en": 250, "ru": 250}
_BANNER_LONGEST: Final = 120
_SENTENCE_END: Final = re.compile(r"(?:[。．！？!?；;]|(?<!\b[A-ZА-ЯЁ])(?<!Ltd)(?<!Inc)(?<!Co)(?<!etc)\.)[”’»\"）)]*$")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_SITE_NAME_BEFORE: Final = re.compile(r"^\S.{0,80}\s*[-_|—–·:：]\s*$")
_SITE_NAME_AFTER: Final = re.compile(r"^\s*[-_|—–·:：]\s*\S.{0,80}$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block and its language; a date line carries its date and no language."""

    block: Block
    lang: str
    date: str = ""

    @property
    def text(self) -> str:
        return self.block.segment.text


def versions(draft: Draft, *, name: str, data: bytes, lang: str | None = None) -> tuple[LanguageVersion, ...]:
    """Make one language version for each language that the draft holds.

    Args:
        draft: what the reader found.
        name: the file's name or the page's address.
        data: the bytes as they came, for the digest.
        lang: the language that is wanted or that the file's name promises; then only that version is returned.

    Raises:
        UnreadableFile: there is no text of a release in it.
        TooLarge: it holds more text than any release.
        UnsupportedLanguage: the text is in none of the languages of the house.
        InputError: the text is not in `lang`.
    """
    size = sum(len(block.segment.text) for block in draft.blocks)
    if size > MAX_TEXT:
        raise TooLarge(
            tr("it has {size} characters of text; a release has at most {limit}.", size=size, limit=MAX_TEXT),
            source=name,
        )
    pieces = _pieces(draft)
    texts = [(piece.lang, piece.text) for piece in pieces]
    if draft.title.text:
        texts.append((languages.of_block(draft.title.text), draft.title.text))
    if not any(code for code, _ in texts):
        raise UnreadableFile(tr("there is no text of a release in it. Expected a title and paragraphs."), source=name)
    found, foreign = languages.versions_in(texts)
    if foreign or not found:
        raise UnsupportedLanguage(
            tr("the text is not in Chinese, English or Russian. Only these three can be imported."), source=name
        )
    if lang is not None:
        _expect(lang, found, name)
        chosen: tuple[str, ...] = (lang,)
    else:
        chosen = found
    digest = hashlib.sha256(data).hexdigest()
    parts = _divide(pieces, found)
    made = [_version(code, parts[code], draft, name, digest, alone=len(found) == 1) for code in chosen]
    dates = {version.date for version in made} - {""}
    # Several languages on one page share its only date line.
    shared = dates.pop() if len(dates) == 1 else ""
    return tuple(replace(version, date=version.date or shared) for version in made)


def _expect(lang: str, found: Sequence[str], name: str) -> None:
    if lang not in found:
        raise InputError(
            tr(
                "expected a text in {expected}, but it is in {found}. Choose the right language or rename the file.",
                expected=NAMES.get(lang, lang),
                found=", ".join(NAMES[code] for code in found),
            ),
            source=name,
        )


def _pieces(draft: Draft) -> list[_Piece]:
    """Drop chrome, mark date lines, and cut blocks in which languages take turns."""
    clean = [replace(block, segment=_without_glued(block.segment)) for block in draft.blocks]
    clean = [block for block in clean if _date_of(block) or not chrome.is_chrome(block.segment.text)]
    spoken = languages.of_blocks([block.segment.text for block in clean])
    multilingual = languages.mixed(" ".join(block.segment.text for block in clean[:_ENOUGH_BLOCKS]))
    kept: list[_Piece] = []
    for block, lang in zip(clean, spoken, strict=True):
        date = _date_of(block)
        if date:
            kept.append(_Piece(block, languages.NEUTRAL, date))
        elif multilingual and languages.mixed(block.segment.text):
            kept.extend(_Piece(replace(block, segment=part), code) for code, part in _by_language(block.segment))
        else:
            kept.append(_Piece(block, lang))
    return kept


def _date_of(block: Block) -> str:
    return "" if block.kind is BlockKind.TABLE_CELL else dateline.parse(block.segment.text)


def _by_language(segment: Segment) -> list[tuple[str, Segment]]:
    """Cut a block by language and put the pieces of each language together again: one paragraph a language."""
    parts: dict[str, Segment] = {}
    for lang, piece in languages.pieces(segment):
        parts[lang] = parts[lang].join(piece, "" if lang == "zh" else " ") if lang in parts else piece
    return list(parts.items())


def _without_glued(segment: Segment) -> Segment:
    spans = chrome.glued(segment.text)
    for start, end in reversed(spans):
        segment = segment.slice(0, start).join(segment.slice(end, len(segment.text)))
    return tidy(segment) if spans else segment


def _divide(pieces: list[_Piece], found: Sequence[str]) -> dict[str, list[_Piece]]:
    """Give each piece to a version. What is in no version's language goes with its neighbours, or is a banner."""
    parts: dict[str, list[_Piece]] = {lang: [] for lang in found}
    following = _first_language(pieces, found)
    last = len(pieces) - 1
    for position, piece in enumerate(pieces):
        if piece.lang in parts:
            following = piece.lang
        elif (
            piece.lang
            and len(piece.text) <= _BANNER_LONGEST
            and (position < _AT_THE_EDGE or position > last - _AT_THE_EDGE)
            and piece.block.kind is not BlockKind.TABLE_CELL
        ):
            continue
        parts[following].append(piece)
    return parts


def _first_language(pieces: Sequence[_Piece], found: Sequence[str]) -> str:
    return next((piece.lang for piece in pieces if piece.lang in found), found[0])


def _version(lang: str, pieces: list[_Piece], draft: Draft, name: str, digest: str, *, alone: bool) -> LanguageVersion:
    title = _stated_title(draft.title, lang, alone=alone)
    if not title.text:
        title, pieces = _take_title(lang, pieces)
    pieces = _without_repeated_title(title.text, pieces)
    date, pieces = _take_date(lang, pieces)
    pieces = [piece for n, piece in enumerate(pieces) if n >= _NEAR_THE_TOP or not dateline.is_note(piece.text)]
    blocks = tuple(_as_body(piece.block) for piece in pieces)
    return LanguageVersion(lang, title, date or draft.date, blocks, name, digest)


def _stated_title(title: Segment, lang: str, *, alone: bool) -> Segment:
    """Return the title that the markup states if it is this version's: in its language, or without any letters."""
    spoken = languages.of_block(title.text)
    return _without_glued(title) if spoken == lang or (alone and spoken == languages.NEUTRAL) else Segment("")


def _as_body(block: Block) -> Block:
    if block.kind is BlockKind.TITLE:
        return replace(block, kind=BlockKind.HEADING)
    if block.kind is BlockKind.PARAGRAPH and plain.kind_of(block.segment.text) is BlockKind.CAPTION:
        return replace(block, kind=BlockKind.CAPTION)
    return block


def _take_title(lang: str, pieces: list[_Piece]) -> tuple[Segment, list[_Piece]]:
    marked = next((n for n, piece in enumerate(pieces) if piece.block.kind is BlockKind.TITLE), None)
    if marked is None:
        marked = next((n for n, piece in enumerate(pieces[:_NEAR_THE_TOP]) if not piece.date), None)
        if marked is None or not _like_a_title(lang, pieces, marked):
            return Segment(""), pieces
    return pieces[marked].block.segment, [*pieces[:marked], *pieces[marked + 1 :]]


def _like_a_title(lang: str, pieces: Sequence[_Piece], position: int) -> bool:
    piece = pieces[position]
    if piece.block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH} or len(piece.text) > _TITLE_LONGEST[lang]:
        return False
    if piece.block.kind is BlockKind.HEADING:
        return True
    before_date = position + 1 < len(pieces) and bool(pieces[position + 1].date)
    return before_date or _SENTENCE_END.search(piece.text) is None


def _without_repeated_title(title: str, pieces: list[_Piece]) -> list[_Piece]:
    """Sites repeat the title two to four times, alone or with their own name behind it."""
    wanted = _key(title)
    if not wanted:
        return pieces
    return [piece for piece in pieces if not _repeats(title, wanted, piece.text)]


def _repeats(title: str, wanted: str, text: str) -> bool:
    if len(text) > len(title) + _BANNER_LONGEST:
        return False
    if _key(text) == wanted:
        # A sentence that says the same as the title, with its full stop, is a sentence of the body.
        return _SENTENCE_END.search(title) is not None or _SENTENCE_END.search(text) is None
    if text.startswith(title):
        return _SITE_NAME_AFTER.match(text[len(title) :]) is not None
    return text.endswith(title) and _SITE_NAME_BEFORE.match(text[: -len(title)]) is not None


def _key(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _take_date(lang: str, pieces: list[_Piece]) -> tuple[str, list[_Piece]]:
    """Take the date line from the top, else a date that stands alone at the end as a signature."""
    near = [n for n, piece in enumerate(pieces[:_NEAR_THE_TOP]) if piece.date]
    if not near and pieces and pieces[-1].date:
        near = [len(pieces) - 1]
    if not near:
        return "", pieces
    dates = [dateline.parse(pieces[n].text, lang) for n in near]
    best = max(dates, key=len)
    return best, [piece for n, piece in enumerate(pieces) if n not in near]
