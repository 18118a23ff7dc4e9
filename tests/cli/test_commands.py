"""Every command as a script uses it: what it prints, what it writes, how it exits."""

from __future__ import annotations

import io
import json
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tmflow import bootstrap
from tmflow.cli.app import run

ZH = "港口代表团访问青岛\n2026年5月12日\n代表团参观了青岛港。双方签署了5项协议。\n"
EN = "Port Delegation Visits Qingdao\nMay 12, 2026\nThe delegation visited Qingdao Port. Both sides signed 5 agreements.\n"
RU = "Портовая делегация посетила Циндао\n12 мая 2026 г.\nДелегация посетила порт Циндао. Стороны подписали 5 соглашений.\n"
WRONG = EN.replace("signed 5", "signed 7")
GLOSSARY = "concept_id\tlang\tterm\tstatus\nport\tzh\t青岛港\t\nport\ten\tQingdao Port\t\nport\tru\tпорт Циндао\t\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("TMFLOW_WORKSPACE", raising=False)
    monkeypatch.delenv("TMFLOW_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "visit"
    folder.mkdir()
    for name, text in (("zh.txt", ZH), ("en.txt", EN), ("ru.txt", RU)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def tmflow(capsys):
    """Runs a command in this process; returns exit code, standard output and standard error."""

    def tmflow(*arguments):
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return tmflow


@pytest.fixture
def imported(tmflow, folder):
    assert tmflow("import", folder)[0] == 0
    return "R-2026-0001"


# ---------------------------------------------------------------- releases


def test_import_and_import_again(tmflow, folder):
    code, out, _ = tmflow("import", folder, "--json")
    assert (code, json.loads(out)) == (
        0,
        {"releases": [{"id": "R-2026-0001", "created": True, "name": "visit"}], "problems": []},
    )
    code, out, _ = tmflow("import", folder)
    assert code == 0
    assert out.splitlines()[1] == "R-2026-0001\tknown already\tvisit"


def test_import_names_what_cannot_be_read_and_stores_the_rest(tmflow, folder, tmp_path):
    (folder.parent / "archive").mkdir()
    folder.rename(tmp_path / "archive" / "good")
    (tmp_path / "archive" / "bad").mkdir()
    (tmp_path / "archive" / "bad" / "zh.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    code, out, err = tmflow("import", tmp_path / "archive")
    assert code == 2
    assert "zh.docx" in err
    assert "R-2026-0001\timported\tgood" in out


def test_a_draft_in_one_language_begins_a_release_in_all(tmflow, tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    assert tmflow("import", "--draft", "zh.txt")[0] == 0
    shown = json.loads(tmflow("show", "R-2026-0001", "--json")[1])
    assert list(shown["languages"]) == ["zh"]
    assert [shown["units"][0][lang]["state"] for lang in ("zh", "en", "ru")] == ["translated", "initial", "initial"]


def test_releases_and_show_as_json(tmflow, imported):
    listed = json.loads(tmflow("releases", "--json")[1])
    titles = {
        "zh": "港口代表团访问青岛",
        "en": "Port Delegation Visits Qingdao",
        "ru": "Портовая делегация посетила Циндао",
    }
    assert listed == [
        {
            "id": imported,
            "date": "2026-05-12",
            "state": "final",
            "languages": {lang: {"title": title, "date": "2026-05-12"} for lang, title in titles.items()},
        }
    ]
    shown = json.loads(tmflow("show", imported, "--json")[1])
    assert shown["languages"]["ru"]["paragraphs"] == [RU.splitlines()[2]]
    assert shown["units"][0]["zh"] == {"text": "港口代表团访问青岛", "state": "final"}
    assert {key for unit in shown["units"] for key in unit} == {"id", "zh", "en", "ru"}
    assert json.loads(tmflow("releases", "nothing like it", "--json")[1]) == []


@pytest.mark.usefixtures("imported")
def test_releases_and_show_for_people(tmflow):
    assert "R-2026-0001\t2026-05-12\tfinal\t0\t" in tmflow("releases")[1]
    assert "Делегация посетила порт Циндао." in tmflow("show", "R-2026-0001")[1]


# ---------------------------------------------------------------- align


@pytest.mark.parametrize("name", ["out.tmx", "out.xlsx", "out.tsv", "out.jsonl"])
def test_align_without_a_workspace(tmflow, folder, tmp_path, name):
    code, out, _ = tmflow("align", folder / "zh.txt", folder / "en.txt", folder / "ru.txt", "-o", name)
    assert (code, out) == (0, "")
    data = (tmp_path / name).read_bytes()
    rows = {
        "out.tmx": _tmx,
        "out.xlsx": _xlsx,
        "out.tsv": lambda data: [tuple(line.split("\t")) for line in data.decode().splitlines()],
        "out.jsonl": _jsonl,
    }[name](data)
    assert ("双方签署了5项协议。", "Both sides signed 5 agreements.", "Стороны подписали 5 соглашений.") in rows
    assert not (tmp_path / "workspace").exists()


def _tmx(data):
    units = etree.fromstring(data).iter("tu")
    return [tuple(segment.text for segment in unit.iter("seg")) for unit in units]


def _xlsx(data):
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))[1:]


def _jsonl(data):
    document = json.loads(data)
    return [
        tuple("".join(document["langs"][lang][number] for number in link[lang]) for lang in ("zh", "en", "ru"))
        for link in document["links"]
    ]


def test_align_two_versions_to_the_screen(tmflow, folder):
    code, out, _ = tmflow("align", folder / "ru.txt", folder / "en.txt", "-o", "-")
    assert code == 0
    assert out.splitlines()[:2] == ["en\tru", "Port Delegation Visits Qingdao\tПортовая делегация посетила Циндао"]


def test_align_documents_from_json_lines(tmflow, tmp_path):
    document = {
        "id": "a",
        "langs": {"zh": ["他来了。", "她走了。"], "en": ["He came.", "She left."], "ru": ["Он пришёл.", "Она ушла."]},
    }
    second = {"id": "b", "langs": {"zh": ["好。"], "en": ["Good."]}}
    lines = [json.dumps(document, ensure_ascii=False), "not json", "", json.dumps(second, ensure_ascii=False)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code, _, err = tmflow("align", "--jsonl", "in.jsonl", "-o", "out.jsonl", "--pairs")
    assert code == 2
    assert "line 2" in err
    first, last = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert first["links"] == [{"zh": [0], "en": [0], "ru": [0]}, {"zh": [1], "en": [1], "ru": [1]}]
    assert first["pairs"]["zh-en"] == [[[0], [0]], [[1], [1]]]
    assert len(first["confidence"]) == 2
    assert (last["id"], last["pairs"]) == ("b", {"zh-en": [[[0], [0]]]})


# ---------------------------------------------------------------- check


ISSUE_KEYS = {
    "check",
    "release",
    "lang",
    "segment",
    "segment_text",
    "text",
    "start",
    "end",
    "message",
    "suggestion",
    "severity",
}


def test_check_files_without_a_workspace(tmflow, folder, tmp_path):
    (folder / "en.txt").write_text(WRONG, encoding="utf-8")
    code, out, _ = tmflow("check", folder / "zh.txt", folder / "en.txt", folder / "ru.txt", "--json")
    (issue,) = json.loads(out)
    assert code == 1
    assert set(issue) == ISSUE_KEYS
    assert (issue["check"], issue["lang"], issue["text"], issue["segment"]) == ("number_mismatch", "en", "7", 3)
    assert issue["segment_text"][issue["start"] : issue["end"]] == issue["text"]
    assert not (tmp_path / "workspace").exists()


def test_check_files_with_a_glossary(tmflow, folder, tmp_path):
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    (folder / "en.txt").write_text(EN.replace("Qingdao Port.", "Port of Tsingtao."), encoding="utf-8")
    assert tmflow("check", folder)[0] == 0
    code, out, _ = tmflow("check", folder, "--glossary", "glossary.csv", "--json")
    assert code == 1
    assert [(issue["check"], issue["lang"]) for issue in json.loads(out)] == [("term_missing", "en")]


RULES = """
[[rule]]
lang = "en"
words = ["opened"]
message = "Say “launched”."
replacement = "launched"
"""


def test_check_files_with_rules_of_style(tmflow, folder, tmp_path):
    (tmp_path / "mine.toml").write_text(RULES, encoding="utf-8")
    (folder / "en.txt").write_text(EN + "\nThe line was opened.\n", encoding="utf-8")
    (folder / "zh.txt").write_text(ZH + "\n线路开通。\n", encoding="utf-8")
    code, out, _ = tmflow("check", folder / "zh.txt", folder / "en.txt", "--rules", "mine.toml", "--json")
    assert code == 1
    assert [(issue["check"], issue["text"], issue["suggestion"]) for issue in json.loads(out)] == [
        ("style_rule", "opened", "launched")
    ]
    (tmp_path / "mine.toml").write_text(RULES + "colour = 1", encoding="utf-8")
    code, _, err = tmflow("check", folder / "zh.txt", folder / "en.txt", "--rules", "mine.toml")
    assert code != 0
    assert "mine.toml, line 2" in err


def test_the_workspace_has_its_own_rules_of_style(tmflow, imported, tmp_path):
    (tmp_path / "workspace/style.toml").write_text("[[rule]]\nlang = 'de'", encoding="utf-8")
    code, _, err = tmflow("check", imported)
    assert code != 0
    assert "style.toml, line 1" in err
    code, _, err = tmflow("check", "--rules", "mine.toml")
    assert code != 0
    assert "style.toml" in err


def test_check_what_is_fine(tmflow, folder, imported):
    assert tmflow("check", folder, "--json")[:2] == (0, "[]\n")
    assert tmflow("check", imported, "--json")[:2] == (0, "[]\n")
    assert tmflow("check")[0] == 0


def test_check_a_release_of_the_workspace(tmflow, folder):
    (folder / "en.txt").write_text(WRONG, encoding="utf-8")
    tmflow("import", folder)
    code, out, _ = tmflow("check", "r-2026-0001", "--json")
    (issue,) = json.loads(out)
    assert (code, issue["release"], issue["segment"], issue["text"]) == (1, "R-2026-0001", 3, "7")
    code, out, _ = tmflow("check", "R-2026-0001")
    assert code == 1
    assert "R-2026-0001/3 en error number_mismatch" in out


def test_consistency(tmflow, folder, tmp_path):
    rows = GLOSSARY + "port\ten\tTsingtao Port\tdeprecated\n"
    (tmp_path / "glossary.csv").write_text(rows, encoding="utf-8")
    assert tmflow("glossary", "import", "glossary.csv")[0] == 0
    tmflow("import", folder)
    assert tmflow("consistency", "--json")[:2] == (0, "[]\n")
    (folder / "en.txt").write_text(EN.replace("Qingdao Port", "Tsingtao Port").replace("12", "13"), encoding="utf-8")
    (folder / "zh.txt").write_text(ZH.replace("12", "13"), encoding="utf-8")
    (folder / "ru.txt").write_text(RU.replace("12", "13").replace("посетила порт", "осмотрела порт"), encoding="utf-8")
    tmflow("import", folder)
    code, out, _ = tmflow("consistency", "--json")
    assert (code, json.loads(out)) == (
        1,
        [
            {
                "concept": "port",
                "lang": "en",
                "renderings": [
                    {"text": "Qingdao Port", "count": 1, "releases": ["R-2026-0001"]},
                    {"text": "Tsingtao Port", "count": 1, "releases": ["R-2026-0002"]},
                ],
                "preferred": "Qingdao Port",
            }
        ],
    )


# ---------------------------------------------------------------- glossary, memory, export


def test_glossary_out_edited_and_in_again(tmflow, tmp_path):
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    code, out, _ = tmflow("glossary", "import", "glossary.csv")
    assert (code, out.splitlines()[-1]) == (0, "3 terms changed")
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


# ---------------------------------------------------------------- what goes wrong


PROBLEMS = [
    (["releases"], "no workspace"),
    (["show", "R-2026-0001"], "no workspace"),
    (["import", "nowhere"], "no such file"),
    (["import", "empty.txt"], "empty"),
    (["import", "french.txt"], "french.txt"),
    (["align", "zh.txt"], "two or three"),
    (["align"], "two or three"),
    (["align", "zh.txt", "zh.txt", "-o", "x.tsv"], "zh.txt"),
    (["align", "zh.txt", "en.txt", "-o", "x.pdf"], "x.pdf"),
    (["align", "zh.txt", "en.txt", "-o", "nowhere/x.tsv"], "cannot be written"),
    (["align", "--jsonl", "nowhere.jsonl"], "nowhere.jsonl"),
    (["check", "zh.txt", "en.txt", "--glossary", "zh.txt"], "zh.txt"),
    (["glossary", "import", "zh.txt"], "zh.txt"),
    (["memory", "import", "zh.txt"], "zh.txt"),
    (["restore", "zh.txt"], "zh.txt"),
    (["serve", "--port", "99999"], "port"),
    (["nonsense"], "nonsense"),
]


@pytest.mark.parametrize(("arguments", "words"), PROBLEMS, ids=[" ".join(each[0]) for each in PROBLEMS])
def test_a_problem_is_a_sentence_and_exit_code_2(tmflow, tmp_path, arguments, words):
    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    french = "La délégation a visité le port de la ville. Les deux parties ont signé un accord de coopération.\n" * 5
    (tmp_path / "french.txt").write_text(french, encoding="utf-8")
    code, out, err = tmflow(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_a_huge_file_is_refused_before_it_is_read(tmflow, tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    code, _, err = tmflow("import", "huge.txt")
    assert code == 2
    assert "huge.txt: the file has 300 MB" in err
    assert not (tmp_path / "workspace").exists()


def test_a_release_that_is_not_there(tmflow, imported):
    assert imported
    for arguments in (["show", "R-2020-0009"], ["check", "R-2020-0009"], ["export", "R-2020-0009", "--as", "tmx"]):
        code, _, err = tmflow(*arguments)
        assert (code, "R-2020-0009" in err) == (2, True)


def test_a_port_in_use_is_one_sentence(tmflow, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = tmflow("serve", "--port", port)
    assert code == 2
    assert f"Port {port}" in err
    assert "--port" in err
    assert not (tmp_path / "workspace").exists()


# ---------------------------------------------------------------- as a program


def program(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "tmflow", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )


def test_help_answers_at_once():
    begin = time.monotonic()
    answer = program("--help")
    assert answer.returncode == 0
    assert "consistency" in answer.stdout
    # A second on an idle machine; others may be at work.
    assert time.monotonic() - begin < 30
    imported = program("--version", env={"PYTHONPROFILEIMPORTTIME": "1", "PATH": ""}).stderr
    heavy = ["numpy", "sqlalchemy", "streamlit", "lxml", "openpyxl", "pymorphy3"]
    assert [name for name in heavy if f" {name}\n" in imported] == []


@pytest.mark.usefixtures("imported")
def test_json_is_utf8_wherever_it_goes():
    environment = {"LC_ALL": "C", "PATH": "", "PYTHONIOENCODING": "ascii"}
    answer = program("releases", "--json", env=environment)
    assert json.loads(answer.stdout)[0]["languages"]["zh"]["title"] == "港口代表团访问青岛"


@pytest.mark.usefixtures("imported")
def test_a_reader_that_has_had_enough_is_no_error():
    command = f"{sys.executable} -m tmflow show R-2026-0001 --json | head -c 10; exit ${{PIPESTATUS[0]}}"
    answer = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")
