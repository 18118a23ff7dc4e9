"""What leaves the office opens in the programs that people have, and nothing leaves it on its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import httpx
import polib
import pytest
from lxml import etree

from tmflow import bootstrap
from tmflow.model.account import Grant, Role
from tmflow.model.concept import Kind, Status
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft
from tmflow.services.views import Upload

pytestmark = pytest.mark.conformance

SHARED = Path(os.environ.get("TMFLOW_SHARED", Path(__file__).parents[3] / "shared"))
TEXTS = {
    "zh": "青岛港与塔什干签署备忘录\n2026年3月12日，双方在青岛签署合作备忘录。\n双方将增开货运班列。\n",
    "en": "Qingdao Port and Tashkent Sign Memorandum\nThe two sides signed a memorandum of cooperation in Qingdao on "
    "March 12, 2026.\nThe two sides will add freight trains.\n",
    "ru": "Порт Циндао и Ташкент подписали меморандум\n12 марта 2026 года стороны подписали в Циндао меморандум о "
    "сотрудничестве.\nСтороны увеличат число грузовых поездов.\n",
}


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A workspace with one published release and a small glossary, and the account that may do everything."""
    services = bootstrap.build(tmp_path_factory.mktemp("office") / "workspace")
    chief = services.accounts.add(SYSTEM, "chief", "Chief", "correct horse battery", [Grant(role) for role in Role])
    uploads = [Upload(f"{lang}.txt", text.encode(), "memo") for lang, text in TEXTS.items()]
    plan = services.releases.inspect(chief, uploads)
    release = services.releases.store(chief, plan.groups[0], plan.files, published=True).id
    port = services.glossaries.save(
        chief,
        None,
        Kind.ORGANISATION,
        "",
        [
            TermDraft(None, "zh", "青岛港"),
            TermDraft(None, "en", "Qingdao Port"),
            TermDraft(None, "en", "=Port of Tsingtao", Status.DEPRECATED),
            TermDraft(None, "ru", "порт Циндао"),
        ],
    )
    return services, chief, release, port.id


@pytest.fixture
def libreoffice(tmp_path):
    """Converts a file by headless LibreOffice, with a profile of its own."""

    def convert(path, to):
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(tmp_path / "out"),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return tmp_path / "out" / f"{path.stem}.{to.split(':')[0]}"

    return convert


def exported(office, tmp_path, form, lang=None):
    services, chief, release, _ = office
    done = services.exports.export(chief, release, form, lang)
    path = tmp_path / done.name
    path.write_bytes(done.data)
    return path


@needs("soffice")
@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_libreoffice_opens_the_finished_release(office, tmp_path, libreoffice, lang):
    text = libreoffice(exported(office, tmp_path, "docx", lang), "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    for line in TEXTS[lang].strip().splitlines():
        assert line in text


@needs("soffice")
def test_libreoffice_opens_the_review_tables(office, tmp_path, libreoffice):
    page = libreoffice(exported(office, tmp_path, "docx-review"), "html").read_text("utf-8")
    rows = libreoffice(exported(office, tmp_path, "xlsx"), "csv:Text - txt - csv (StarCalc):44,34,76").read_text(
        "utf-8"
    )
    for text in TEXTS.values():
        last = text.strip().splitlines()[-1]
        assert last in re.sub(r"\s+", " ", page)
        assert last in rows


@needs("soffice")
def test_the_owner_edits_the_glossary_in_libreoffice(office, tmp_path, libreoffice):
    services, chief, _, port = office
    path = tmp_path / "glossary.xlsx"
    path.write_bytes(services.glossaries.export(chief))
    flat = libreoffice(path, "fods")
    text = flat.read_text("utf-8")
    assert "table:formula" not in text
    flat.write_text(text.replace("порт Циндао", "порт г. Циндао"), "utf-8")
    edited = libreoffice(flat, "xlsx").read_bytes()
    preview = services.glossaries.preview(chief, "glossary.xlsx", edited)
    changed = [(row.cell, row.base, row.file) for row in preview.rows if row.result != "unchanged"]
    assert changed == [("term", "порт Циндао", "порт г. Циндао")]
    applied = services.glossaries.apply(chief, preview.id, {})
    assert services.glossaries.get(chief, port).entry.preferred("ru").text == "порт г. Циндао"
    services.glossaries.undo(chief, applied.id)
    assert services.glossaries.get(chief, port).entry.preferred("ru").text == "порт Циндао"


@pytest.mark.skipif(not (SHARED / "schemas/tmx/tmx14.dtd").is_file(), reason="no schemas; set TMFLOW_SHARED")
@pytest.mark.parametrize("what", ["release", "memory"])
def test_tmx_is_valid_against_its_dtd(office, tmp_path, what):
    services, chief, *_ = office
    data = exported(office, tmp_path, "tmx").read_bytes() if what == "release" else services.memories.export_tmx(chief)
    dtd = etree.DTD(str(SHARED / "schemas/tmx/tmx14.dtd"))
    assert dtd.validate(etree.fromstring(data)), dtd.error_log


@needs("msgfmt")
def test_msgfmt_accepts_the_po(office, tmp_path):
    path = exported(office, tmp_path, "po", "ru")
    names = [path]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as bundle:
            bundle.extractall(tmp_path)
            names = [tmp_path / name for name in bundle.namelist()]
    for name in names:
        done = subprocess.run(
            ["msgfmt", "-c", "-o", os.devnull, str(name)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Стороны увеличат число грузовых поездов." in {entry.msgstr for entry in polib.pofile(str(name))}


CONNECT = re.compile(r"connect\(\d+, \{sa_family=(AF_\w+)(?:[^}]*?inet_addr\(\"([\d.]+)\"\)|[^}]*?\"([0-9a-f:]+)\")?")


@needs("strace")
def test_nothing_connects_beyond_loopback(tmp_path):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    trace = tmp_path / "trace"
    command = [sys.executable, "-m", "tmflow", "--workspace", str(tmp_path / "workspace"), "serve", "--port", str(port)]
    process = subprocess.Popen(
        [
            "strace",
            "-f",
            "-qq",
            "-e",
            "trace=connect,sendto",
            "-e",
            "signal=none",
            "-o",
            str(trace),
            *command,
            "--demo",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        walk(f"http://127.0.0.1:{port}")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
    text = trace.read_text()
    found = CONNECT.findall(text)
    strangers = [
        (family, v4 or v6)
        for family, v4, v6 in found
        if family in {"AF_INET", "AF_INET6"} and not (v4.startswith("127.") or v6 in {"::1", "::ffff:127.0.0.1"})
    ]
    assert strangers == []
    assert "HTTP/1.1 200 OK" in text  # the trace saw the server at work


def walk(address):
    """Sign in as the demonstration's translator and ask for the pages and the REST surface."""
    end = time.monotonic() + 90
    while True:
        try:
            if httpx.get(f"{address}/healthz", timeout=5).status_code == httpx.codes.OK:
                break
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
    with httpx.Client(base_url=address, headers={"origin": address}, timeout=60, follow_redirects=True) as client:
        done = client.post("/signin", data={"name": "wulan", "password": "demo-wulan-2026", "next": "/"})
        assert done.status_code == httpx.codes.OK
        assert client.get("/v1/me").json()["name"] == "wulan"
        assert client.get("/v1/releases").status_code == httpx.codes.OK
        assert client.get("/_stcore/health").status_code == httpx.codes.OK
