"""Batches: the forms of a line, bad lines, order, and going on behind an interrupted run."""

from __future__ import annotations

import io
import json

import pytest

from tmflow.alignment import jsonl
from tmflow.model.errors import InputError

GOOD = {
    "id": "a",
    "langs": {"zh": ["青岛港。", "列车开往莫斯科。"], "en": ["Qingdao port.", "The train goes to Moscow."]},
}


def line(**changes):
    return json.dumps({**GOOD, **changes}, ensure_ascii=False)


def test_links_pairs_and_confidence(aligner):
    found = json.loads(jsonl.align_line(line(), aligner, pairs=True))
    assert found["id"] == "a"
    assert found["links"] == [{"zh": [0], "en": [0]}, {"zh": [1], "en": [1]}]
    assert found["pairs"] == {"zh-en": [[[0], [0]], [[1], [1]]]}
    assert all(0 < value <= 1 for value in found["confidence"])


def test_a_text_is_cut_and_the_sentences_are_told(aligner):
    found = json.loads(
        jsonl.align_line(line(langs={"en": "Qingdao port.\nIt grows.", "ru": "Порт Циндао. Он растёт."}), aligner)
    )
    assert found["langs"] == {"en": ["Qingdao port.", "It grows."], "ru": ["Порт Циндао.", "Он растёт."]}
    assert len(found["links"]) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "no JSON"),
        ("[]", "Expected an object"),
        ('{"id": 1}', "Expected an object"),
        (line(langs={"zh": 7, "en": []}), "a text or a list"),
        (line(langs={"zh": ["一"]}), "at least two"),
        (line(langs={"fr": ["un"], "en": ["one"]}), "fr"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_skipped(aligner, text, says):
    output = io.StringIO()
    outcomes = list(jsonl.run([line(), text, "", line(id="b")], output, workers=1, make=lambda: aligner))
    assert [outcome.number for outcome in outcomes] == [1, 2, 4]
    assert says in outcomes[1].error
    assert outcomes[1].error.startswith("line 2:")
    assert [json.loads(row)["id"] for row in output.getvalue().splitlines()] == ["a", "b"]


def test_a_line_alone_raises(aligner):
    with pytest.raises(InputError):
        jsonl.align_line("null", aligner)


def test_an_interrupted_run_goes_on(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join([line(), "nonsense", line(id="b"), line(id="c")]) + "\n", encoding="utf-8")
    whole = tmp_path / "whole.jsonl"
    assert sum(bool(outcome.error) for outcome in jsonl.run_file(source, whole, workers=1)) == 1
    first = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    target.write_text(first[0] + first[1][:20], encoding="utf-8")
    list(jsonl.run_file(source, target, workers=1))
    assert target.read_text(encoding="utf-8") == whole.read_text(encoding="utf-8")
    assert [json.loads(row)["id"] for row in first] == ["a", "b", "c"]
