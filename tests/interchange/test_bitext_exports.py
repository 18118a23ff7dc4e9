from __future__ import annotations

import io
import json

import openpyxl
import pytest

from tmflow.interchange import beads, jsonl, registry, tmx, tsv, xlsx
from tmflow.model.bitext import Bead, Bitext, Sentence
from tmflow.model.errors import InputError, NotFound
from tmflow.model.segment import Segment


def sentences(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(Segment(text)) for text in texts)


BITEXT = Bitext(
    {
        "en": sentences("Forum opens.", "Delegates\tattend.", "They sign."),
        "zh": sentences("论坛开幕。", "代表出席，", "并签约。"),
        "ru": sentences("Форум открылся."),
    },
    (
        Bead({"zh": (0,), "en": (0,), "ru": (0,)}),
        Bead({"zh": (1, 2), "en": (1, 2), "ru": ()}),
        Bead({"zh": (), "en": (), "ru": ()}),
    ),
)
ROWS = (
    ("论坛开幕。", "Forum opens.", "Форум открылся."),
    ("代表出席，并签约。", "Delegates attend. They sign.", ""),
    ("", "", ""),
)


def test_rows_are_in_house_order_and_joined_by_the_rule_of_the_language():
    assert beads.languages(BITEXT) == ("zh", "en", "ru")
    assert beads.rows(BITEXT) == ROWS


def test_tsv_round_trip():
    data = tsv.serialize(BITEXT)
    assert data.decode().splitlines()[0] == "zh\ten\tru"
    assert tsv.parse(data) == (
        {"zh": "论坛开幕。", "en": "Forum opens.", "ru": "Форум открылся."},
        {"zh": "代表出席，并签约。", "en": "Delegates attend. They sign."},
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [("zh\n青岛", "line 1"), ("zh\tzh\na\tb", "line 1"), ("zh\ten\na\tb\n\nc\td\te", "line 4"), ("a\tb", "line 1")],
)
def test_a_wrong_line_of_tsv_is_named(text, place):
    with pytest.raises(InputError) as caught:
        tsv.parse(text.encode(), "x.tsv")
    assert (caught.value.source, caught.value.place) == ("x.tsv", place)


def test_excel_has_a_bead_a_row():
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.serialize_bitext(BITEXT))).active
    found = [tuple(value or "" for value in row) for row in sheet.iter_rows(values_only=True)]
    assert found == [("zh", "en", "ru"), *ROWS]


def test_memory_units_need_two_texts():
    units = beads.memory_units(BITEXT, origin="a.txt")
    assert [(unit.id, unit.texts) for unit in tmx.parse(tmx.serialize(units))] == [
        (1, dict(zip(("zh", "en", "ru"), ROWS[0], strict=True))),
        (2, {"zh": ROWS[1][0], "en": ROWS[1][1]}),
    ]


def test_links_are_written_as_the_scorer_reads_them():
    (line,) = jsonl.serialize([("a", BITEXT)]).decode().splitlines()
    assert json.loads(line) == {
        "id": "a",
        "links": [
            {"zh": [0], "en": [0], "ru": [0]},
            {"zh": [1, 2], "en": [1, 2], "ru": []},
            {"zh": [], "en": [], "ru": []},
        ],
    }


def test_documents_are_read_with_or_without_links():
    (document,) = jsonl.parse(jsonl.serialize([("a", BITEXT)], with_text=True) + b"\n\n")
    assert document.id == "a"
    assert document.sentences["zh"] == ("论坛开幕。", "代表出席，", "并签约。")
    assert tuple(document.sentences) == ("zh", "en", "ru")


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{",
        '{"id": "a"}',
        '{"id": "a", "langs": {"zh": ["a"]}}',
        '{"id": "a", "langs": {"zh": ["a"], "en": [1]}}',
        "[" * 100_000,
    ],
)
def test_a_wrong_line_of_json_is_named(line):
    good = '{"id": 1, "langs": {"zh": ["a"], "en": ["b"]}}'
    with pytest.raises(InputError, match=r"^x\.jsonl, line 2"):
        list(jsonl.parse(f"{good}\n{line}".encode(), "x.jsonl"))


def test_formats_are_found_by_name():
    assert registry.by_name("tmx").suffix == ".tmx"
    with pytest.raises(NotFound, match="docx"):
        registry.by_name("pdf")
