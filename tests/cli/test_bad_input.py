"""Files that cannot be read, on the command line: one clear line that names the file, exit code 2, nothing stored."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
import zlib

import docx
import pytest
from sqlalchemy import event

from tmflow.cli.app import run
from tmflow.storage import engine as storage_engine

GOOD = "港口代表团访问青岛\n2026年5月12日\n代表团参观了青岛港。\n"
FRENCH = (
    "Une délégation du port visite Qingdao\nLe 12 mai 2026\n"
    "La délégation a visité le port de Qingdao. Les deux parties ont signé cinq accords de coopération.\n"
)
KAZAKH = (
    "Порт делегациясы Циндаоға келді\n2026 жылғы 12 мамыр\n"
    "Делегация Циндао портын аралап көрді. Тараптар ынтымақтастық туралы бес келісімге қол қойды.\n"
)
LARGE = 300 * 1024 * 1024


def picture() -> bytes:
    """Return a small true picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """Return a Word document whose text unpacks to 512 MB."""
    word, packed = io.BytesIO(), io.BytesIO()
    docx.Document().save(word)
    with zipfile.ZipFile(word) as real, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in real.namelist():
            if name != "word/document.xml":
                made.writestr(name, real.read(name))
        with made.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(512):
                part.write(bytes(1024 * 1024))
    return packed.getvalue()


BAD = {
    "empty.txt": (b"", "empty"),
    "spaces.txt": ("\n \u3000\n".encode(), "no text"),
    "picture.docx": (picture(), "PNG"),
    "picture.txt": (picture(), "PNG"),
    "cut.docx": (b"PK\x03\x04" + bytes(100), "damaged"),
    "noise.html": (bytes(range(256)) * 8, ""),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
    "program.exe": (b"MZ" + bytes(100), ".exe"),
    "french.txt": (FRENCH.encode(), "not in Chinese, English or Russian"),
    "kazakh.txt": (KAZAKH.encode(), "not in Chinese, English or Russian"),
}


@pytest.fixture(autouse=True)
def _workspace(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("TMFLOW_DATABASE", raising=False)
    monkeypatch.setenv("TMFLOW_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    assert run(["import", "--draft", "good.txt"]) == 0
    assert capsys.readouterr().out.endswith("imported\tgood.txt\n")


@pytest.fixture
def refused(tmp_path, capsys):
    """Runs a command that could not do its work: returns what it said; the workspace holds what it held before."""

    def refused(*arguments):
        before = stored(capsys)
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert code == 2
        assert "Traceback" not in captured.err
        assert stored(capsys) == before
        assert not list((tmp_path / "workspace").rglob("*.part"))
        return captured.err

    return refused


def stored(capsys):
    capsys.readouterr()
    assert run(["releases", "--json"]) == 0
    releases = capsys.readouterr().out
    assert run(["show", "R-2026-0001", "--json"]) == 0
    return releases, capsys.readouterr().out


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["import", "align"])
def test_a_bad_file_is_named_and_nothing_is_stored(refused, tmp_path, name, command):
    data, words = BAD[name]
    (tmp_path / name).write_bytes(data)
    more = ["good.txt", "-o", "out.tmx"] if command == "align" else []
    said = refused(command, name, *more)
    assert name in said
    assert words in said
    assert not (tmp_path / "out.tmx").exists()


def test_300_megabytes_are_refused_before_they_are_read(refused, tmp_path):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(LARGE)
    said = refused("import", "large.txt")
    assert "large.txt" in said
    assert "300 MB" in said
    assert "large.txt" in refused("glossary", "import", "large.txt")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(refused, tmp_path):
    (tmp_path / "bomb.docx").write_bytes(bomb())
    assert "bomb.docx" in refused("import", "bomb.docx")


@pytest.mark.skipif(os.geteuid() == 0 or sys.platform == "win32", reason="an administrator reads everything")
def test_a_file_that_may_not_be_opened(refused, tmp_path):
    (tmp_path / "secret.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0)
    assert "secret.txt" in refused("import", "secret.txt")


@pytest.mark.parametrize("name", ["missing.txt", "folder/missing.docx"])
def test_a_file_that_is_not_there(refused, name):
    assert name in refused("import", name)


def test_an_empty_folder(refused, tmp_path):
    (tmp_path / "nothing").mkdir()
    assert "nothing" in refused("import", "nothing")


def test_a_full_disk(refused, tmp_path, monkeypatch):
    lines = "".join(f"代表团在第{number}天参观了青岛港的自动化码头。\n" for number in range(400))
    (tmp_path / "long.txt").write_text(f"港口代表团访问青岛\n2026年5月12日\n{lines}", encoding="utf-8")
    opened = []
    real = storage_engine.open_engine

    def small(address):
        engine = real(address)
        event.listen(engine, "checkout", full)
        opened.append(engine)
        return engine

    def full(connection, _record, _proxy):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    monkeypatch.setattr("tmflow.bootstrap.open_engine", small)
    said = refused("import", "--draft", "long.txt")
    assert opened
    assert "disk is full" in said
