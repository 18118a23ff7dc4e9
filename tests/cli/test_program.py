"""What goes wrong is a sentence and exit code 2; tmflow as a program of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time

import pytest

ZH = "港口代表团访问青岛\n2026年5月12日\n代表团参观了青岛港。双方签署了5项协议。\n"
EN = "Port Delegation Visits Qingdao\nMay 12, 2026\nThe delegation visited Qingdao Port. Both sides signed 5 agreements.\n"


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
