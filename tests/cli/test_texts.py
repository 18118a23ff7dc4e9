"""Releases, alignment and checks on the command line: what is printed and written."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from lxml import etree

ZH = "港口代表团访问青岛\n2026年5月12日\n代表团参观了青岛港。双方签署了5项协议。\n"
EN = "Port Delegation Visits Qingdao\nMay 12, 2026\nThe delegation visited Qingdao Port. Both sides signed 5 agreements.\n"
RU = "Портовая делегация посетила Циндао\n12 мая 2026 г.\nДелегация посетила порт Циндао. Стороны подписали 5 соглашений.\n"
WRONG = EN.replace("signed 5", "signed 7")
GLOSSARY = "concept_id\tlang\tterm\tstatus\nport\tzh\t青岛港\t\nport\ten\tQingdao Port\t\nport\tru\tпорт Циндао\t\n"


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
