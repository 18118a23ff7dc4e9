from __future__ import annotations

import io
import os
import zipfile

import pytest

from tmflow.files import limits, xml
from tmflow.files import zip as container
from tmflow.model.errors import InputError, TooLarge, UnreadableFile


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def opened(data: bytes) -> list[str]:
    with container.open_container(data, "x.docx", expected=".docx", requires="a.xml") as found:
        return found.namelist()


def test_a_good_container_is_opened():
    assert opened(zipped({"a.xml": b"<a/>", "b/c.bin": b"<!DOCTYPE no xml>"})) == ["a.xml", "b/c.bin"]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), UnreadableFile, "content is PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), UnreadableFile, "content is JPEG"),
        (b"RIFF\x00\x00\x00\x00WEBP", UnreadableFile, "content is WebP"),
        (b"%PDF-1.7", UnreadableFile, "content is PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnreadableFile, "97-2003"),
        (b"plain words", UnreadableFile, "something else"),
        (zipped({"a.xml": b"<a/>" * 1000})[:-40], UnreadableFile, "damaged"),
        (b"PK\x03\x04" + zipped({"a.xml": b"<a/>" * 1000})[60:], UnreadableFile, "damaged"),
        (zipped({"b.xml": b"<a/>"}), UnreadableFile, "no part “a.xml”"),
        (zipped({"a.xml": b"<a/>", "../evil": b""}), UnreadableFile, "leads out"),
        (zipped({"a.xml": b"<a/>", "/etc/evil": b""}), UnreadableFile, "leads out"),
        (zipped({"a.xml": b"<a/>", "c:evil": b""}), UnreadableFile, "leads out"),
        (zipped({"a.xml": b"<!DOCTYPE a><a/>"}), UnreadableFile, "document type"),
        (zipped({"a.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), UnreadableFile, "document type"),
        (zipped({"a.xml": bytes(3_000_000)}), TooLarge, "zip bomb"),
        (zipped({"a.xml": b"<a/>"} | {f"{n}": b"" for n in range(10_001)}), TooLarge, "parts"),
    ],
)
def test_what_is_refused(data, error, words):
    with pytest.raises(error, match=words) as caught:
        opened(data)
    assert caught.value.source == "x.docx"


def test_a_part_that_lies_about_its_size_is_refused():
    data = bytearray(zipped({"a.xml": b"<a>" + b"x" * 5000 + b"</a>"}))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFile, match="damaged"):
        opened(bytes(data))


def test_a_protected_container_is_refused():
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFile, match="password"):
        opened(bytes(data))


def test_the_size_on_disk_is_asked_before_anything_is_read(tmp_path):
    path = tmp_path / "huge.docx"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 300 * limits.MEBIBYTE)
    with pytest.raises(TooLarge, match=r"huge\.docx: the file has 300 MB; at most 64 MB"):
        limits.read_path(path)


def test_missing_and_empty_files_are_named(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        limits.read_path(tmp_path / "none.txt")
    with pytest.raises(InputError, match="no such file"):
        limits.read_path(tmp_path)
    (tmp_path / "empty.txt").touch()
    with pytest.raises(UnreadableFile, match="empty"):
        limits.read_path(tmp_path / "empty.txt")
    (tmp_path / "good.txt").write_bytes(b"abc")
    assert limits.read_path(tmp_path / "good.txt") == b"abc"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("<a>b</a>", "b"),
        ("\ufeff<a>b</a>", "b"),
        ('<?xml version="1.0" encoding="KOI8-R"?><a>b</a>', "b"),
        ("<a>&nbsp;&mdash;&amp;&#x44f;</a>", "\u00a0—&я"),
        ("<a>x\x0by&#11;z&#xFFFE;</a>", "xyz"),
        ("<!DOCTYPE a SYSTEM 'http://localhost:9/a.dtd'><a>b</a>", "b"),
        ("<a><!-- &nope; --><?pi &nope; ?>b</a>", "b"),
    ],
)
def test_xml_is_read(text, content):
    root = xml.parse(text.encode(), "x.xml")
    assert (root.text or "") + "".join(child.tail or "" for child in root) == content


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no markup",
        "<a>",
        "<a></b>",
        "<a>&nope;</a>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://localhost:9/'> %b;]><a/>",
        "<a b='&nope;'/>",
        "<a>" * 400 + "</a>" * 400,
    ],
)
def test_xml_is_refused(text):
    with pytest.raises(UnreadableFile, match=r"^x\.xml"):
        xml.parse(text.encode(), "x.xml")
