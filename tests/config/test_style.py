"""The office's own rules in the workspace: read anew when the file changes, and never in the way of people's work."""

from __future__ import annotations

import logging

import pytest

from tmflow.checks import rules
from tmflow.config import style
from tmflow.model.errors import InputError

RULE = '[[rule]]\nid = "{id}"\nlang = "en"\nwords = ["{id}"]\nmessage = "No."\n'


def ids(found):
    return [rule.id for rule in found.all]


def test_without_a_file_the_shipped_rules_hold(tmp_path):
    assert style.StyleFile(tmp_path / "style.toml")() == rules.shipped()


def test_a_file_is_read_anew_when_it_changes(tmp_path):
    path = tmp_path / "style.toml"
    in_force = style.StyleFile(path)
    path.write_text(RULE.format(id="one"), encoding="utf-8")
    assert ids(in_force()) == ["one"]
    path.write_text(RULE.format(id="two") + RULE.format(id="three"), encoding="utf-8")
    assert ids(in_force()) == ["two", "three"]
    path.write_bytes(b"")
    assert ids(in_force()) == []
    path.unlink()
    assert in_force() == rules.shipped()


def test_a_damaged_file_changes_nothing_and_is_logged_by_line(tmp_path, caplog):
    path = tmp_path / "style.toml"
    path.write_text(RULE.format(id="one"), encoding="utf-8")
    in_force = style.StyleFile(path)
    in_force()
    path.write_text(RULE.format(id="one") + "colour = 1\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert ids(in_force()) == ["one"]
        in_force()
    (record,) = caplog.records
    assert "style.toml, line 1" in record.getMessage()
    assert in_force.fault().startswith("style.toml, line 1")
    path.write_text(RULE.format(id="two"), encoding="utf-8")
    assert in_force.fault() == ""
    assert ids(in_force()) == ["two"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_may_come_from_any_editor(tmp_path, codec):
    path = tmp_path / "mine.toml"
    path.write_text(RULE.format(id="слово"), encoding=codec)
    assert ids(style.load(path)) == ["слово"]


def test_what_is_no_file_of_rules_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        style.load(tmp_path / "missing.toml")
    (tmp_path / "binary.toml").write_bytes(b"\x00\x01\x02\xff" * 10)
    with pytest.raises(InputError, match=r"binary\.toml"):
        style.load(tmp_path / "binary.toml")
