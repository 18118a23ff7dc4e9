"""Commands run in this process, in a folder of their own."""

from __future__ import annotations

import pytest

from tmflow.cli.app import run

ZH = "港口代表团访问青岛\n2026年5月12日\n代表团参观了青岛港。双方签署了5项协议。\n"
EN = "Port Delegation Visits Qingdao\nMay 12, 2026\nThe delegation visited Qingdao Port. Both sides signed 5 agreements.\n"
RU = "Портовая делегация посетила Циндао\n12 мая 2026 г.\nДелегация посетила порт Циндао. Стороны подписали 5 соглашений.\n"


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
