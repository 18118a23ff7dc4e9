"""What the pages are made of: HTML that holds other people's texts, and words for every code of the model."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.model.account import Account, Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.model.issue import DecisionKind, Severity
from tmflow.model.match import DiffOp, DiffPart, MemoryUnit
from tmflow.model.unit import State
from tmflow.services.jobs import JobKind, JobState
from tmflow.ui.components import markup, words
from tmflow.ui.components.text import difference
from tmflow.ui.views import memory


class Reader(HTMLParser):
    """Reads HTML as a browser would: the text, and which tags there are."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@given(
    st.text(max_size=60),
    st.sampled_from(["zh", "en", "ru"]),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=4),
)
def test_a_text_is_shown_as_it_is_whatever_is_highlighted(text, lang, spans):
    read = Reader(markup.spoken(text, lang, spans))
    assert read.text == text
    assert read.tags[0] == ("span", {"lang": lang})
    assert {tag for tag, _ in read.tags[1:]} <= {"mark"}


@pytest.mark.parametrize(
    ("spans", "marked"),
    [([(0, 2)], ["青岛"]), ([(2, 4), (0, 2)], ["青岛", "签署"]), ([(0, 3), (1, 4)], ["青岛签"]), ([(3, 3)], [])],
)
def test_highlighted_spans(spans, marked):
    html = markup.spoken("青岛签署", "zh", spans)
    assert [piece.split("</mark>")[0] for piece in html.split("<mark>")[1:]] == marked


@given(st.text(max_size=40), st.text(max_size=40))
def test_cells_chips_and_differences_hold_no_tags_of_others(one, two):
    parts = [DiffPart(DiffOp.DELETE, one), DiffPart(DiffOp.INSERT, two)]
    html = markup.table([one], [[markup.chip(two), markup.number(one), markup.muted(two), difference(parts, "zh")]])
    allowed = {"div", "table", "thead", "tbody", "tr", "th", "td", "span", "ins", "del"}
    assert {tag for tag, _ in Reader(html).tags} <= allowed


def test_a_figure_stands_under_a_right_aligned_head():
    read = Reader(markup.table(["Term", "Places"], [["x", markup.number(3)], ["y", markup.number(12)]]))
    assert [attributes.get("class") for tag, attributes in read.tags if tag == "th"] == [None, "num"]


@pytest.mark.parametrize("value", [*State, *Severity])
def test_every_mark_has_a_word(value):
    (tag, attributes), *_ = Reader(markup.mark(value)).tags
    assert (tag, bool(attributes["alt"])) == ("img", True)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-03-12T10:20:30+00:00", "2026-03-12 10:20"),
        ("2026-03-12T18:20:30+08:00", "2026-03-12 10:20"),
        ("2021-04-16T20:41:19", "2021-04-16 20:41"),
        ("2026-03-12", "2026-03-12"),
        ("", ""),
        ("Thursday", "Thursday"),
    ],
)
def test_moments(at, shown):
    assert markup.moment(at) == shown


def test_every_code_has_a_word():
    for values, word in (
        (Kind, words.kind),
        (Status, words.status),
        (Role, words.role),
        (DecisionKind, words.decision),
        (JobKind, words.job),
        (JobState, words.job_state),
    ):
        assert len({word(value) for value in values}) == len(values)


def test_roles_name_the_languages():
    account = Account(
        1, "olga", "Olga", frozenset({Grant(Role.TRANSLATOR, "ru"), Grant(Role.TRANSLATOR, "en"), Grant(Role.EDITOR)})
    )
    assert words.roles(account) == "translator (English, Русский), editor"


ORIGINS = [
    ("R-2026-0163/5", '<a class="mono" href="/editor?release=R-2026-0163&amp;unit=5" target="_self">R-2026-0163/5</a>'),
    ("R-2026-0163/<5>", '<span class="mono">R-2026-0163/&lt;5&gt;</span>'),
    ("office.tmx", '<span class="mono">office.tmx</span>'),
]


@pytest.mark.parametrize(("origin", "shown"), ORIGINS)
def test_a_remembered_sentence_of_a_release_leads_there(origin, shown):
    assert memory._origin(MemoryUnit(1, {}, origin, "2026-03-01")).startswith(shown + "<br>")
