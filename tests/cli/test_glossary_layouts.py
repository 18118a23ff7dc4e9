"""`tmflow glossary` with tables of other layouts."""

from __future__ import annotations

import json

import openpyxl
import pytest

from tmflow.cli.app import run

TABLE = "中文,英文,俄文\n青岛港,Qingdao Port,порт Циндао\n市长,mayor; Mayor of the city,мэр\n"


@pytest.fixture
def tmflow(tmp_path, monkeypatch, capsys):
    """Runs a command in a workspace of its own; returns exit code, standard output and standard error."""
    monkeypatch.delenv("TMFLOW_WORKSPACE", raising=False)
    monkeypatch.delenv("TMFLOW_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)

    def tmflow(*words):
        code = run([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return tmflow


def shown(out):
    return [(row["row"], row["part"], row["result"], row["cell"], row["file"]) for row in json.loads(out)["rows"]]


def test_a_wide_table_goes_in_and_out(tmflow, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    code, out, _ = tmflow("glossary", "import", "table.csv", "--json")
    assert (code, json.loads(out)["changed"]) == (0, 7)
    assert tmflow("glossary", "export", "--layout", "wide", "-o", "wide.xlsx")[0] == 0
    book = openpyxl.load_workbook("wide.xlsx")
    assert [cell.value for cell in book.active[3]][:5] == [
        "C-0002",
        "term",
        "市长",
        "preferred",
        "mayor\nMayor of the city",
    ]
    book.active["G3"].value = "мэр города"
    book.save("wide.xlsx")
    code, out, _ = tmflow("glossary", "import", "wide.xlsx", "--json")
    assert (code, shown(out)) == (0, [(3, "G", "merged", "term", "мэр города")])


def test_a_person_says_what_columns_are(tmflow, tmp_path):
    (tmp_path / "odd.csv").write_text("Key,Eins,Zwei\nX,市长,mayor\n", encoding="utf-8")
    code, _, err = tmflow("glossary", "import", "odd.csv")
    assert code == 2
    assert "the heading concept_id, lang, term is missing" in err
    code, out, _ = tmflow("glossary", "import", "odd.csv", "--column", "B=term:zh", "--column", "c=term:en", "--json")
    assert (code, [row[4] for row in shown(out)]) == (0, ["市长", "mayor"])
    code, _, err = tmflow("glossary", "import", "odd.csv", "--column", "B")
    assert code == 2
    assert "C=term:ru" in err


def test_a_sheet_is_chosen(tmflow):
    book = openpyxl.Workbook()
    for sheet, texts in ((book.active, ("甲", "Alpha")), (book.create_sheet("Second"), ("乙", "Beta"))):
        sheet.append(("zh", "en"))
        sheet.append(texts)
    book.save("two.xlsx")
    code, out, err = tmflow("glossary", "import", "two.xlsx", "--sheet", "Second", "--dry-run", "--json")
    assert (code, [row[4] for row in shown(out)]) == (0, ["乙", "Beta"])
    assert "Only the sheet “Second” was read, not: Sheet." in err
