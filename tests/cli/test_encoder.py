"""`tmflow align` and `tmflow check` with files: the encoder of the settings and the workspace's own lexicon count."""

from __future__ import annotations

import pytest

from tmflow.cli.app import run

TEXTS = {
    "zh.txt": "港口代表团访问青岛\n代表团参观了青岛港。双方签署了5项协议。\n",
    "en.txt": "Port Delegation Visits Qingdao\nThe delegation visited Qingdao Port. Both sides signed 7 agreements.\n",
}


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.delenv("TMFLOW_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in TEXTS]


@pytest.mark.parametrize("command", ["align", "check"])
def test_an_encoder_that_there_is_not_is_refused(command, files, monkeypatch, capsys):
    monkeypatch.setenv("TMFLOW_ENCODER", "best")
    assert run([command, *files]) not in {0, 1}
    assert "TMFLOW_ENCODER" in capsys.readouterr().err


def test_checking_without_an_encoder_finds_the_changed_figure(files, monkeypatch, capsys):
    monkeypatch.setenv("TMFLOW_ENCODER", "none")
    assert run(["check", *files]) == 1
    assert "number_mismatch" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["align", "check"])
def test_a_damaged_lexicon_of_the_workspace_is_noticed_and_passed_over(command, files, tmp_path, monkeypatch, caplog):
    place = tmp_path / "office"
    monkeypatch.setenv("TMFLOW_WORKSPACE", str(place))
    (place / "cache" / "lexicon").mkdir(parents=True)
    (place / "cache" / "lexicon" / "zh-en.npz").write_bytes(b"PK damaged")
    assert run([command, *files]) in {0, 1}
    assert "zh-en.npz is not readable" in caplog.text
