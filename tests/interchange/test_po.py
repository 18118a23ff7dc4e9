from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest

from tmflow.interchange import po
from tmflow.model.errors import UnreadableFile
from tmflow.model.segment import Segment
from tmflow.model.unit import State, TranslationUnit, Variant


def unit(number: int, zh: str, en: str, **changes: object) -> TranslationUnit:
    variants = {"zh": Variant("zh", Segment(zh)), "en": replace(Variant("en", Segment(en), State.REVIEWED), **changes)}
    return TranslationUnit(f"R-2026-0001/{number}", "R-2026-0001", number, variants=variants)


UNITS = [
    unit(1, "论坛开幕", "Forum opens"),
    unit(2, "论坛开幕", "Forum opens again"),
    unit(3, "100%的“数据”\n第二行\n", '100% of "data"\nsecond line'),
    unit(4, "草稿", "draft", source_changed=True),
    unit(5, "未译", "", state=State.INITIAL),
    unit(8, "未审", "not yet approved", state=State.TRANSLATED),
    unit(6, "", "no source"),
    unit(7, "路径\\n {0} %s \x07", "path \\n {0} %s"),
]


def test_round_trip():
    entries = po.parse(po.serialize(UNITS, "zh", "en", project="R-2026-0001"), "x.po")
    assert [(entry.source, entry.target, entry.fuzzy) for entry in entries] == [
        ("论坛开幕", "Forum opens", False),
        ("论坛开幕", "Forum opens again", False),
        ("100%的“数据”\n第二行", '100% of "data"\nsecond line', False),
        ("草稿", "draft", True),
        ("未译", "", False),
        ("路径\\n {0} %s ", "path \\n {0} %s", False),
        ("未审", "not yet approved", True),
    ]
    assert entries[0].unit_id == "R-2026-0001/1"


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_msgfmt_accepts_it(tmp_path, lang):
    path = tmp_path / "x.po"
    path.write_bytes(po.serialize(UNITS, "zh", lang, project="R-2026-0001"))
    done = subprocess.run(
        ["msgfmt", "-c", "-o", str(tmp_path / "x.mo"), str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("data", [b"", b"/etc/passwd", b"no entries", b"PK\x03\x04msgid \x00", b'msgid "a" b\n'])
def test_what_is_no_po_file_is_refused(data):
    with pytest.raises(UnreadableFile):
        po.parse(data, "x.po")


def test_an_old_encoding_is_believed_when_it_is_declared():
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=KOI8-R\\n"\n\nmsgid "forum"\nmsgstr "форум"\n'
    assert po.parse(text.encode("koi8-r"), "x.po")[0].target == "форум"
