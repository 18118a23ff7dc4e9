"""Glossary, memory, export, users, backup and setup on the command line."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path

import openpyxl
from lxml import etree

from tmflow import bootstrap

GLOSSARY = "concept_id\tlang\tterm\tstatus\nport\tzh\t青岛港\t\nport\ten\tQingdao Port\t\nport\tru\tпорт Циндао\t\n"


def test_glossary_out_edited_and_in_again(tmflow, tmp_path):
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    code, out, _ = tmflow("glossary", "import", "glossary.csv")
    assert (code, out.splitlines()[-1]) == (0, "terms changed: 3")
    assert tmflow("glossary", "export", "-o", "out.xlsx")[0] == 0
    book = openpyxl.load_workbook("out.xlsx")
    assert book.active["E3"].value == "Qingdao Port"
    book.active["E3"].value = "Port of Qingdao"
    book.save("out.xlsx")
    code, out, _ = tmflow("glossary", "import", "out.xlsx", "--dry-run", "--json")
    assert json.loads(out)["counts"] == {
        "unchanged": 2,
        "merged": 1,
        "conflict": 0,
        "new": 0,
        "duplicate": 0,
        "error": 0,
    }
    assert json.loads(out)["changed"] == 0
    assert json.loads(tmflow("glossary", "import", "out.xlsx", "--json")[1])["changed"] == 1
    # The same file again: what was merged then is stored now.
    assert json.loads(tmflow("glossary", "import", "out.xlsx", "--json")[1])["changed"] == 0


def test_a_conflict_waits_for_a_decision(tmflow, tmp_path):
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    tmflow("glossary", "import", "glossary.csv")
    tmflow("glossary", "export", "-o", "first.xlsx")
    tmflow("glossary", "export", "-o", "second.xlsx")
    for name, text in (("first.xlsx", "Port of Qingdao"), ("second.xlsx", "The Qingdao Port")):
        book = openpyxl.load_workbook(name)
        book.active["E3"].value = text
        book.save(name)
    assert tmflow("glossary", "import", "first.xlsx")[0] == 0
    code, out, err = tmflow("glossary", "import", "second.xlsx")
    assert code == 1
    assert "Port of Qingdao\tThe Qingdao Port" in out
    assert "--conflicts" in err
    assert tmflow("glossary", "import", "second.xlsx", "--conflicts", "mine")[0] == 0
    tmflow("glossary", "export", "-o", "third.xlsx")
    assert openpyxl.load_workbook("third.xlsx").active["E3"].value == "The Qingdao Port"


def test_memory_search_and_concordance(tmflow, folder):
    tmflow("align", folder, "-o", "m.tmx")
    code, out, _ = tmflow("memory", "import", "m.tmx")
    assert (code, out) == (0, "m.tmx: 3 added, 0 known already\n")
    assert tmflow("memory", "import", "m.tmx")[1] == "m.tmx: 0 added, 3 known already\n"
    code, out, _ = tmflow("memory", "search", "双方签署了8项协议。", "--json")
    found = json.loads(out)
    assert code == 0
    assert [(each["lang"], each["score"], each["target"]) for each in found] == [
        ("en", 99, "Both sides signed 5 agreements."),
        ("ru", 99, "Стороны подписали 5 соглашений."),
    ]
    code, out, _ = tmflow("memory", "search", "Стороны заключили договоры.", "--to", "en", "--meaning", "--json")
    assert json.loads(out)[0]["target"] == "Both sides signed 5 agreements."
    assert tmflow("memory", "search", "粮食价格下跌。")[0] == 1
    code, out, _ = tmflow("memory", "concordance", "协议", "--json")
    assert [hit["texts"]["zh"][hit["start"] : hit["end"]] for hit in json.loads(out)] == ["协议"]
    assert "[协议]" in tmflow("memory", "concordance", "协议")[1]
    assert tmflow("memory", "concordance", "无此词")[0] == 1
    assert tmflow("memory", "export", "-o", "back.tmx")[0] == 0
    assert _tmx(Path("back.tmx").read_bytes()) == _tmx(Path("m.tmx").read_bytes())


def test_export(tmflow, imported, tmp_path):
    for name in ("docx", "html", "po", "xlsx", "tmx"):
        assert tmflow("export", imported, "--as", name)[0] == 0
    written = sorted(path.suffix for path in tmp_path.iterdir() if path.is_file())
    assert written == sorted([".docx"] * 3 + [".html"] * 3 + [".po"] * 2 + [".xlsx", ".tmx"])
    code, out, _ = tmflow("export", imported, "--as", "html", "--lang", "ru", "-o", "out.html")
    assert (code, out) == (0, "")
    assert "Делегация посетила порт Циндао." in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_export_gives_no_unapproved_text(tmflow, folder, tmp_path):
    tmflow("import", "--draft", folder)
    code, _, err = tmflow("export", "R-2026-0001", "--as", "html", "--lang", "en", "-o", "out.html")
    assert (code, "approved" in err, (tmp_path / "out.html").exists()) == (2, True, False)
    assert tmflow("export", "R-2026-0001", "--as", "html", "--lang", "en", "-o", "out.html", "--unapproved")[0] == 0


# ---------------------------------------------------------------- users, backup, setup


def test_users(tmflow, monkeypatch, tmp_path):
    def typed(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    typed("long enough\n")
    code, out, _ = tmflow("user", "add", "pavel", "--role", "translator:ru", "--role", "reader")
    assert (code, out) == (0, "Account pavel is there: reader, translator:ru.\n")
    typed("short\n")
    assert tmflow("user", "passwd", "pavel")[0] == 2
    typed("another one\n")
    assert tmflow("user", "passwd", "pavel")[0] == 0
    accounts = bootstrap.build(tmp_path / "workspace").accounts
    assert accounts.resolve(accounts.sign_in("pavel", "another one")).name == "pavel"
    assert tmflow("user", "role", "pavel", "editor")[1] == "pavel: editor\n"
    assert "pavel\tpavel\teditor\tyes" in tmflow("user", "list")[1]
    assert tmflow("user", "role", "pavel", "boss")[0] == 2
    assert tmflow("user", "close", "pavel")[0] == 0
    assert "pavel\tpavel\teditor\tno" in tmflow("user", "list")[1]
    assert tmflow("user", "role", "nobody", "editor")[0] == 2


def test_backup_and_restore(tmflow, imported):
    assert tmflow("backup", "office.backup")[0] == 0
    assert tmflow("backup", "office.backup")[0] == 2
    assert tmflow("restore", "office.backup")[0] == 2
    assert tmflow("restore", "office.backup", "--workspace", "second")[0] == 0
    assert imported in tmflow("releases", "--workspace", "second")[1]
    code, out, _ = tmflow("restore", "office.backup", "--force")
    assert (code, "kept" in out) == (0, True)


def test_setup_loads_once(tmflow, folder, tmp_path):
    (tmp_path / "examples").mkdir()
    folder.rename(tmp_path / "examples" / "visit")
    (tmp_path / "glossaries").mkdir()
    (tmp_path / "glossaries" / "starter.csv").write_text(GLOSSARY, encoding="utf-8")
    code, out, _ = tmflow("setup", "--demo")
    assert code == 0
    assert "demo-wulan-2026" in out
    before = _events(tmp_path)
    assert tmflow("setup", "--demo")[0] == 0
    assert _events(tmp_path) == before
    assert "R-2026-0001" in tmflow("releases")[1]


def _events(tmp_path):
    with sqlite3.connect(tmp_path / "workspace" / "tmflow.db") as connection:
        events = connection.execute("SELECT account, action, subject FROM audit").fetchall()
    connection.close()
    return events


def _tmx(data):
    units = etree.fromstring(data).iter("tu")
    return [tuple(segment.text for segment in unit.iter("seg")) for unit in units]
