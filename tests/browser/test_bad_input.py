"""Files that cannot be read, in the browser: the page names the file and says what to do, and stores nothing."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile

import docx
import pytest
from playwright.sync_api import expect

from tmflow.model.account import Grant, Role
from tmflow.services.accounts import SYSTEM

GOOD = "A Delegation of the Port Visits Qingdao\nMay 12, 2026\nThe delegation visited the automated terminal.\n"
FRENCH = (
    "Une délégation du port visite Qingdao\nLe 12 mai 2026\n"
    "La délégation a visité le port de Qingdao. Les deux parties ont signé cinq accords de coopération.\n"
)
KAZAKH = (
    "Порт делегациясы Циндаоға келді\n2026 жылғы 12 мамыр\n"
    "Делегация Циндао портын аралап көрді. Тараптар ынтымақтастық туралы бес келісімге қол қойды.\n"
)
NOT_OURS = "the text is not in Chinese, English or Russian"


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
    "empty.txt": (lambda: b"", "the file is empty"),
    "picture.docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(300), "PNG"),
    "cut.docx": (lambda: b"PK\x03\x04" + bytes(100), "damaged"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
    "bomb.docx": (bomb, ""),
    "french.txt": (FRENCH.encode, NOT_OURS),
    "kazakh.txt": (KAZAKH.encode, NOT_OURS),
}


@pytest.fixture
def stored(server):
    """Gives the numbers of all releases."""

    def read():
        with server.client("visitor") as client:
            return [one["id"] for one in client.get("/v1/releases?limit=200").json()["items"]]

    return read


def put(page, files):
    chosen = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    page.locator("input[type=file]").set_input_files(chosen)


def test_bad_files_are_named_and_a_good_one_beside_them_is_read(people, stored):
    olga = people("olga")
    before = stored()
    page = olga.open("/import")
    put(page, [*((name, make()) for name, (make, _) in BAD.items()), ("good.txt", GOOD.encode())])
    for name, (_, words) in BAD.items():
        alert = page.get_by_role("alert").filter(has_text=name)
        expect(alert).to_contain_text(words)
    expect(page.get_by_role("table")).to_contain_text("A Delegation of the Port Visits Qingdao")
    expect(page.get_by_role("button", name="Store this release")).to_have_count(1)
    assert stored() == before


def test_300_megabytes_are_refused_by_the_uploader(people, stored, tmp_path):
    with (tmp_path / "large.docx").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    olga = people("olga")
    before = stored()
    page = olga.open("/import")
    page.locator("input[type=file]").set_input_files(tmp_path / "large.docx")
    uploader = page.get_by_test_id("stFileUploader")
    expect(uploader).to_contain_text("large.docx")
    expect(uploader).to_contain_text("File must be 50.0MB or smaller.")
    assert stored() == before


def test_a_bad_revision_leaves_the_release_as_it_was(people, server, texts):
    page = people("olga").open(f"/release?release={server.release}&tab=texts")
    before = texts()
    page.get_by_text("Add a language or upload a revised text").click()
    put(page, [("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(300))])
    expect(page.get_by_role("alert").filter(has_text="picture.docx")).to_contain_text("PNG")
    assert texts() == before


@pytest.fixture
def texts(server):
    """Gives all texts of the release."""

    def read():
        with server.client("visitor") as client:
            rows = client.get(f"/v1/releases/{server.release}/units").json()["rows"]
        return [{lang: one["text"] for lang, one in row["variants"].items()} for row in rows]

    return read


def test_a_glossary_that_cannot_be_read(people, office, serving):
    _, services = office
    services.accounts.add(SYSTEM, "sun", "Sun", serving.PASSWORD, (Grant(Role.GLOSSARY_OWNER),))
    page = people("sun").open("/glossary?tab=import")
    revision = services.glossaries.revision()
    put(page, [("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(300))])
    expect(page.get_by_role("alert").filter(has_text="picture.xlsx")).to_contain_text("PNG")
    assert services.glossaries.revision() == revision


# The server of an office whose disk is full as long as there is a file `full` beside its log.
FULL = """
import pathlib, sys
import uvicorn
from sqlalchemy import event
from sqlalchemy.pool import Pool

@event.listens_for(Pool, "checkout")
def limit(connection, record, proxy):
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    most = pages if pathlib.Path("full").exists() else 1 << 30
    connection.execute(f"PRAGMA max_page_count = {most}")

uvicorn.run("tmflow.asgi:app", host="127.0.0.1", port=int(sys.argv[1]))
"""


@pytest.fixture
def disk(server):
    """Run the server on a disk that is full as long as this file exists."""
    full = server.folder / "full"
    server.stop()
    with (server.folder / "small.log").open("ab") as log:
        server.process = subprocess.Popen(
            [sys.executable, "-c", FULL, str(server.port)],
            cwd=server.folder,
            env={**os.environ, "TMFLOW_WORKSPACE": str(server.workspace)},
            stdout=log,
            stderr=log,
        )
    server._wait()
    yield full
    full.unlink(missing_ok=True)
    server.stop()


def test_a_full_disk_stores_nothing_and_loses_nothing(people, disk, texts, stored):
    olga = people("olga")
    before, releases = texts(), stored()
    disk.touch()
    page = olga.open("/import?tab=text")
    area = page.get_by_label("Text in one language")
    area.fill(GOOD * 60)
    area.press("Control+Enter")
    page.get_by_role("button", name="Store this release").click()
    expect(page.get_by_role("alert")).to_contain_text("disk is full", timeout=60_000)
    assert (texts(), stored()) == (before, releases)

    area = olga.edit(3)
    area.fill("A long text. " * 700)
    expect(olga.pill).to_contain_text("disk is full")
    expect(olga.pill).to_contain_text("Changes that wait on this computer: 1")
    assert texts() == before
    disk.unlink()
    olga.saved()
    assert texts()[2]["en"].startswith("A long text.")
