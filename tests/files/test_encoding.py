from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmflow.files.encoding import decode
from tmflow.model.errors import UnreadableFile

TEXTS = {
    "zh": (
        "青岛",
        "刘建军会见俄罗斯驻华大使",
        "上合示范区：“一带一路”国际合作新平台，贸易额达313.57亿元。\n第二段。",
        "會談紀要與習近平",
    ),
    "ru": (
        "ШОС",
        "Встреча",
        "Пилотная зона ШОС в Циндао приняла делегацию",
        "ПРЕСС-РЕЛИЗ О ВСТРЕЧЕ",
        "Председатель Лю Цзяньцзюнь: 313,57 млрд юаней;\r\nещё одна строка.",
    ),
    "en": ("The SCODA opened.", "“Five centers” – the Area’s plan…"),
}
CASES = [
    (codec, text)
    for codecs, langs in (
        (("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"), ("zh", "ru", "en")),
        (("gb18030",), ("zh",)),
        (("cp1251", "koi8-r"), ("ru",)),
        (("cp1252",), ("en",)),
    )
    for codec in codecs
    for lang in langs
    for text in TEXTS[lang]
]


@pytest.mark.parametrize(("codec", "text"), CASES)
def test_the_text_comes_back(codec, text):
    assert decode(text.encode(codec)).text.lstrip("\ufeff") == text


@pytest.mark.parametrize("claim", ["gb2312", "GBK", "utf-8", "windows-1251", "nonsense", "rot13", ""])
def test_a_wrong_claim_does_no_harm(claim):
    for text, codec in ((TEXTS["zh"][2], "gb18030"), (TEXTS["ru"][2], "koi8-r"), (TEXTS["zh"][2], "utf-8")):
        assert decode(text.encode(codec), declared=claim).text == text


def test_characters_beyond_gbk_are_read():
    text = "㐀𠮷在青岛会见了代表团并出席了会议"
    assert decode(text.encode("gb18030"), declared="gb2312").text == text


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("Встреча в Циндао прошла".encode()[:-1], "line 1"),
        ("青岛\n论坛开幕".encode()[:-1], "line 2"),
        ("Встреча\n\nв Циндао".encode() + b"\xff" + "прошла".encode(), "line 3"),
        ("青岛".encode("utf-16") + b"\x00", "line 1"),
        (bytes(range(128, 256)) * 3, "line 1"),
    ],
)
def test_a_damaged_text_is_refused_with_its_line(data, place):
    with pytest.raises(UnreadableFile) as caught:
        decode(data, "x.txt")
    assert (caught.value.source, caught.value.place) == ("x.txt", place)


def test_binary_data_is_no_text():
    with pytest.raises(UnreadableFile, match="binary"):
        decode(b"\x7fELF\x02\x01\x00\x00\x00" + bytes(200) + b"\xff\xfe\xfd" * 5)


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        found = decode(data)
    except UnreadableFile:
        return
    if found.encoding not in {"utf-16", "utf-32"}:  # these choose a byte order of their own when they write
        assert found.text.encode(found.encoding) == data


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80))
def test_utf8_is_never_taken_for_anything_else(text):
    if not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text
