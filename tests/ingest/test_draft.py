from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.ingest import markup
from tmflow.ingest.draft import SegmentBuilder, merged, tidy
from tmflow.model.segment import CodeKind, InlineCode, Segment

BOLD = CodeKind.BOLD


@st.composite
def segments(draw, alphabet=None):
    text = draw(st.text(alphabet or st.characters(exclude_categories=("Cs",)), max_size=40))
    spans = draw(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(list(CodeKind))), max_size=4)
    )
    codes = [
        InlineCode(kind, min(a, b), min(max(a, b), len(text)), "https://a.example" if kind is CodeKind.LINK else "")
        for a, b, kind in spans
        if min(a, b) < min(max(a, b), len(text))
    ]
    return Segment(text, tuple(codes))


def kinds_by_character(segment: Segment) -> list[tuple[str, frozenset[CodeKind]]]:
    """Each visible character with the kinds of codes over it."""
    return [
        (char, frozenset(code.kind for code in segment.codes if code.start <= place < code.end))
        for place, char in enumerate(segment.text)
        if not char.isspace()
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  a \n b  ", "a b"),
        ("\u3000\u3000青岛\u3000", "青岛"),
        ("г.\u00a0Циндао", "г.\u00a0Циндао"),
        ("a\u00a0 b", "a b"),
        ("a\u00a0\u00a0b", "a b"),
        ("\u00a0a\u00a0", "a"),
        ("co\u00adop\u200beration\ufeff", "cooperation"),
        ("a\x07b", "ab"),
        ("\n\t ", ""),
    ],
)
def test_white_space_is_tidied(raw, text):
    assert tidy(Segment(raw)).text == text


@given(segments())
def test_tidying_keeps_every_code_over_its_characters(segment):
    clean = tidy(segment)
    gone = set(segment.text) - set(clean.text)
    assert kinds_by_character(clean) == [pair for pair in kinds_by_character(segment) if pair[0] not in gone]
    assert all(0 <= code.start < code.end <= len(clean.text) for code in clean.codes)
    assert tidy(clean) == clean


def test_runs_of_one_format_are_one_code():
    builder = SegmentBuilder()
    for part in ("фо", "рум"):
        builder.start(BOLD)
        builder.add(part)
        builder.end()
    builder.add(" ШОС")
    assert builder.take() == Segment("форум ШОС", (InlineCode(BOLD, 0, 5),))
    assert builder.take() == Segment("")


def test_a_code_goes_on_over_a_line_break():
    builder = SegmentBuilder()
    builder.start(BOLD)
    builder.add("one")
    first = builder.take()
    builder.add("two")
    builder.end()
    assert (first, builder.take()) == (
        Segment("one", (InlineCode(BOLD, 0, 3),)),
        Segment("two", (InlineCode(BOLD, 0, 3),)),
    )


def test_links_to_different_places_stay_apart():
    links = [InlineCode(CodeKind.LINK, 0, 2, "a"), InlineCode(CodeKind.LINK, 2, 4, "b")]
    assert merged(links) == links


@given(st.text("<>/abip =\"'&;!-\n", max_size=120))
def test_any_markup_gives_clean_blocks(html):
    for block in markup.blocks(markup.parse(f"<body><p>x</p>{html}</body>")):
        assert block.segment.text == block.segment.text.strip() != ""
        assert all(0 <= code.start < code.end <= len(block.segment.text) for code in block.segment.codes)
