from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tmflow.interchange import tmx
from tmflow.model.errors import UnreadableFile
from tmflow.model.match import MemoryUnit

HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en"'
    ' datatype="plaintext"/>'
)


def document(body: str, *, version: str = "1.4", before: str = "") -> str:
    return f'{before}<tmx version="{version}">{HEADER}<body>{body}</body></tmx>'


def pair(segment: str) -> str:
    return f'<tu><tuv xml:lang="en"><seg>{segment}</seg></tuv><tuv xml:lang="ru"><seg>да</seg></tuv></tu>'


def test_what_is_written_carries_its_provenance():
    unit = MemoryUnit(7, {"ru": "Циндао", "zh": "青岛"}, "R-2026-0163/5", "2026-03-02T09:15:00Z", "li")
    root = etree.parse(io.BytesIO(tmx.serialize([unit])), etree.XMLParser(load_dtd=False)).getroot()
    (element,) = root.iter("tu")
    assert dict(element.attrib) == {"tuid": "7", "creationdate": "20260302T091500Z", "creationid": "li"}
    assert [variant.get("{http://www.w3.org/XML/1998/namespace}lang") for variant in element.iter("tuv")] == [
        "zh-CN",
        "ru",
    ]
    assert root.find("header").get("srclang") == "zh-CN"
    (again,) = tmx.parse(tmx.serialize([unit]), "x.tmx")
    assert (again.texts, again.origin, again.at, again.author) == (unit.texts, unit.origin, unit.at, unit.author)


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1).filter(
    lambda text: len(text.split("\x85")) == 1 and text.strip() == text
)


@given(st.dictionaries(st.sampled_from(["zh", "en", "ru", "kk"]), LINE, min_size=1), LINE)
def test_any_line_of_text_survives(texts, origin):
    (unit,) = tmx.parse(tmx.serialize([MemoryUnit(1, texts, origin)]), "x.tmx")
    assert (unit.texts, unit.origin) == (texts, origin.strip())


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(UnreadableFile):
        assert all(unit.texts is not None for unit in tmx.parse(data, "x.tmx"))


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ('The <bpt i="1">&lt;b></bpt>big<ept i="1">&lt;/b></ept> cat', "The big cat"),
        ('a<ph x="1">&lt;br/></ph>b<it pos="begin">&lt;i></it>c', "abc"),
        ('see <hi type="x">this <hi>one</hi></hi>.', "see this one."),
        ('link<ph>&lt;a title="<sub>a title</sub>"></ph>', "linka title"),
        ("fish&nbsp;&amp;&nbsp;chips &copy;", "fish\u00a0&\u00a0chips ©"),
        ("two\n      lines", "two lines"),
        ("tab\there [  ]", "tab\there [  ]"),
        ("<![CDATA[a & b &nbsp;]]>", "a & b &nbsp;"),
        ("bell &#7;\x07 gone", "bell  gone"),
    ],
)
def test_inline_codes_are_dropped_to_text(segment, text):
    (unit,) = tmx.parse(document(pair(segment)).encode(), "x.tmx")
    assert unit.texts["en"] == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize(
    "declared", ["", '<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0" encoding="UTF-16"?>']
)
def test_the_bytes_decide_about_the_encoding(codec, declared):
    text = document(pair("上合示范区在青岛"), before=declared)
    (unit,) = tmx.parse(text.encode(codec), "x.tmx")
    assert unit.texts == {"en": "上合示范区在青岛", "ru": "да"}


def test_old_habits_are_read_and_remarked():
    remarks: list[tmx.Remark] = []
    body = (
        '<tu><tuv lang="EN-US"><seg>one</seg></tuv><tuv lang="zh_CN"><seg>一</seg></tuv></tu>'
        '<tu><tuv xml:lang="ru"><seg>два</seg></tuv></tu>'
        '<tu changeid="wang" changedate="20200101T000000Z"><prop type="x-document">a.docx</prop>'
        '<tuv xml:lang="en-GB"><seg>colour</seg></tuv><tuv xml:lang="en"><seg>color</seg></tuv></tu>'
    )
    units = list(tmx.parse(document(body, version="1.1").encode(), "old.tmx", remarks=remarks))
    assert [unit.texts for unit in units] == [{"zh": "一", "en": "one"}, {"ru": "два"}, {"en": "color"}]
    assert (units[2].origin, units[2].author, units[2].at) == ("a.docx", "wang", "2020-01-01T00:00:00Z")
    assert units[0].origin == "old.tmx"
    assert {remark.unit for remark in remarks} == {1, 2, 3}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>404</body></html>",
        document(pair("abc")).encode()[:-20],
        document(pair("&x;"), before='<!DOCTYPE tmx [<!ENTITY x SYSTEM "/etc/passwd">]>').encode(),
        document(pair("&x;"), before='<!DOCTYPE tmx [<!ENTITY x SYSTEM "/etc/passwd">]>').encode("utf-16"),
        document(pair("&unknown;")).encode(),
        document("<tu>" * 5000).encode(),
        b"\x89PNG\r\n\x1a\n\x00\x00",
    ],
)
def test_hostile_or_broken_files_are_refused_before_the_first_unit(data):
    with pytest.raises(UnreadableFile, match=r"^x\.tmx"):
        tmx.parse(data, "x.tmx")
