"""Whatever the inline codes of a text are, they come back from the pages and documents that are written."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.ingest import docx as word_reader
from tmflow.ingest import markup
from tmflow.interchange import docx, html
from tmflow.interchange.assemble import runs
from tmflow.model.release import BlockKind, Release
from tmflow.model.segment import CodeKind, InlineCode, Segment
from tmflow.model.unit import State, TranslationUnit, Variant

LETTERS = "абвгд abc<>&\"'=青岛"


@st.composite
def segments(draw):
    text = "x" + draw(st.text(LETTERS, max_size=30)).replace("  ", "") + "y"
    spans = draw(
        st.lists(st.tuples(st.integers(0, 32), st.integers(0, 32), st.sampled_from(list(CodeKind))), max_size=4)
    )
    codes = [
        InlineCode(
            kind, min(a, b), min(max(a, b), len(text)), "https://a.example/?q=1&r=2" if kind is CodeKind.LINK else ""
        )
        for a, b, kind in spans
        if min(a, b) < min(max(a, b), len(text))
    ]
    raised = {CodeKind.SUPERSCRIPT, CodeKind.SUBSCRIPT}
    return Segment(text, tuple(code for code in codes if code.kind not in raised or code is codes[0]))


def by_character(segment: Segment) -> list[tuple[str, frozenset[tuple[CodeKind, str]]]]:
    return [
        (char, frozenset((code.kind, code.data) for code in segment.codes if code.start <= place < code.end))
        for place, char in enumerate(segment.text)
        if not char.isspace()
    ]


def unit(segment: Segment) -> TranslationUnit:
    return TranslationUnit("u1", "R-1", 1, BlockKind.PARAGRAPH, 0, variants={"en": Variant("en", segment, State.FINAL)})


@given(segments())
def test_runs_cover_the_text_once(segment):
    assert "".join(text for text, _ in runs(segment)) == segment.text


@settings(deadline=None)
@given(segments())
def test_html_keeps_codes(segment):
    page = html.serialize(Release("R-1", "", "final"), [unit(segment)], "en").decode()
    (block,) = markup.blocks(markup.parse(page).find("body"))
    assert by_character(block.segment) == by_character(segment)


@settings(deadline=None, max_examples=25)
@given(segments())
def test_word_keeps_codes(segment):
    data = docx.serialize_release(Release("R-1", "", "final"), [unit(segment)], "en")
    (block,) = word_reader.read(data, "a.docx").blocks
    assert by_character(block.segment) == by_character(segment)
