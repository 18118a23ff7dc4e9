"""Listing and showing the glossary."""

from __future__ import annotations

import json

import pytest

from tmflow.cli.app import run

TABLE = (
    "concept_id\tlang\tterm\tstatus\tkind\tvalid_from\tuse_instead\tcase\tinflection\towner\tconfused_with\n"
    "area\tzh\t示范区\tpreferred\torganisation\t\t\t\t\tProtocol\tport\n"
    "area\ten\tArea\tpreferred\torganisation\t\t\tyes\t\tProtocol\tport\n"
    "area\ten\tZone\tdeprecated\torganisation\t2021-11-01\tArea\t\t\tProtocol\tport\n"
    "area\tru\tзона\tdraft\torganisation\t\t\t\t\tProtocol\tport\n"
    "port\tru\tпорт Далянь\tpreferred\tplace\t\t\t\tпорта Далянь\t\t\n"
)


@pytest.fixture
def tmflow(tmp_path, monkeypatch, capsys):
    """Runs a command in a workspace of its own; returns exit code, standard output and standard error."""
    monkeypatch.delenv("TMFLOW_WORKSPACE", raising=False)
    monkeypatch.delenv("TMFLOW_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)

    def tmflow(*words):
        capsys.readouterr()
        code = run([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return tmflow


@pytest.fixture
def glossary(tmflow, tmp_path):
    (tmp_path / "glossary.csv").write_text(TABLE, encoding="utf-8")
    assert tmflow("glossary", "import", "glossary.csv")[0] == 0


@pytest.mark.usefixtures("glossary")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["area", "port"]),
        (["далянь"], ["port"]),
        (["--kind", "place"], ["port"]),
        (["--status", "deprecated"], ["area"]),
        (["--missing", "en"], ["port"]),
        (["--drafts"], ["area"]),
        (["nothing"], []),
        (["--limit", "1"], ["area"]),
    ],
)
def test_the_list_is_filtered(tmflow, options, expected):
    code, out, err = tmflow("glossary", "list", *options)
    assert (code, [line.split("\t")[0] for line in out.splitlines()[1:]]) == (0, expected)
    assert ("--limit" in err) is (options == ["--limit", "1"])


@pytest.mark.usefixtures("glossary")
def test_a_program_gets_every_field(tmflow):
    area, port = json.loads(tmflow("glossary", "list", "--json")[1])
    assert (area["owner"], area["confused_with"], area["kind"]) == ("Protocol", ["port"], "organisation")
    terms = {term["term"]: term for term in area["terms"] + port["terms"]}
    assert (terms["Zone"]["status"], terms["Zone"]["valid_from"], terms["Zone"]["use_instead"]) == (
        "deprecated",
        "2021-11-01",
        "Area",
    )
    assert terms["Area"]["case"] is True
    assert terms["порт Далянь"]["inflection"] == "порта Далянь"


@pytest.mark.usefixtures("glossary")
def test_an_entry_is_shown_with_its_history(tmflow):
    out = tmflow("glossary", "show", "area")[1]
    assert "valid_from: 2021-11-01" in out
    assert "case: yes" in out
    assert "not to be confused with: port" in out
    history = json.loads(tmflow("glossary", "show", "area", "--json")[1])["history"]
    assert {(event["act"], event["text"]) for event in history} == {
        ("added", "示范区"),
        ("added", "Area"),
        ("added", "Zone"),
        ("proposed", "зона"),
    }


def test_what_is_not_there_is_said(tmflow, glossary):
    del glossary
    code, _, err = tmflow("glossary", "show", "nothing")
    assert code
    assert "nothing" in err
