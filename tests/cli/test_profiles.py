"""`tmflow profile`, and `tmflow check --profile`, as a script uses them."""

from __future__ import annotations

import json

import pytest

from tmflow.cli.app import run

ZH = "窗口投入运行\n2026年3月12日\n窗口首日办理业务47笔。\n"
EN = "Window Opens\nMarch 12, 2026\nOn its first day, the window handled 74 cases.\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("TMFLOW_WORKSPACE", raising=False)
    monkeypatch.delenv("TMFLOW_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)
    for name, text in (("zh.txt", ZH), ("en.txt", EN)):
        (tmp_path / name).write_text(text, encoding="utf-8")


@pytest.fixture
def tmflow(capsys):
    """Runs a command in this process; returns exit code, standard output and standard error."""

    def tmflow(*arguments):
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return tmflow


def severities(out):
    return {row["check"]: row["severity"] for row in json.loads(out)}


def test_files_are_checked_with_a_shipped_profile_or_a_file(tmflow, tmp_path):
    plain = severities(tmflow("check", "zh.txt", "en.txt", "--json")[1])
    assert plain["number_mismatch"] == "error"
    assert severities(tmflow("check", "zh.txt", "en.txt", "--json", "--profile", "default")[1]) == plain
    own = tmp_path / "office.toml"
    own.write_text('[checks]\nnumber_mismatch = "minor"\n', encoding="utf-8")
    assert (
        severities(tmflow("check", "zh.txt", "en.txt", "--json", "--profile", own)[1])["number_mismatch"] == "warning"
    )
    own.write_text('[checks]\nnumber_mismatch = "off"\n', encoding="utf-8")
    code, out, _ = tmflow("check", "zh.txt", "en.txt", "--json", "--profile", own)
    assert "number_mismatch" not in severities(out)
    assert code == (1 if severities(out) else 0)


@pytest.mark.parametrize(
    ("profile", "said"),
    [("loud", "no profile “loud”"), ("missing.toml", "missing.toml"), ("zh.txt", "zh.txt: this is no profile")],
)
def test_a_wrong_profile_is_one_sentence(tmflow, profile, said):
    code, out, err = tmflow("check", "zh.txt", "en.txt", "--profile", profile)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_the_workspaces_profiles_are_listed_shown_and_put_into_force(tmflow):
    assert tmflow("import", "zh.txt", "en.txt")[0] == 0
    code, out, _ = tmflow("profile", "list")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["*", "default"],
        ["strict", "(shipped)"],
        ["*", "quiet"],
    ]
    out = tmflow("profile", "show", "quiet")[1]
    assert any(line.split()[:2] == ["number_mismatch", "major"] for line in out.splitlines())
    code, _, err = tmflow("profile", "use", "strict")
    assert code == 0
    assert "checks all releases again" in err
    assert "in force already" in tmflow("profile", "use", "strict")[2]
    assert tmflow("profile", "use", "loud")[0] == 2
    assert "* strict" in tmflow("profile", "list")[1]


def test_a_look_with_another_profile_stores_nothing(tmflow, tmp_path):
    assert tmflow("import", "zh.txt", "en.txt")[0] == 0
    own = tmp_path / "office.toml"
    own.write_text('[checks]\nnumber_mismatch = "neutral"\n', encoding="utf-8")
    assert severities(tmflow("check", "R-2026-0001", "--json", "--profile", own)[1])["number_mismatch"] == "info"
    assert severities(tmflow("check", "R-2026-0001", "--json")[1])["number_mismatch"] == "error"
