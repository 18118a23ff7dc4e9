"""Files of public suites and hostile ones, by their manifest: what is accepted, what is refused, and how fast."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import subprocess
import time

import pytest
from lxml import etree

from tmflow.files.workbook import first_sheet
from tmflow.ingest import docx, registry
from tmflow.interchange import glossary_xlsx, po, tmx
from tmflow.model.concept import ConceptEntry, Kind, Term
from tmflow.model.errors import InputError
from tmflow.model.match import MemoryUnit

pytestmark = pytest.mark.conformance

SHARED = pathlib.Path(os.environ.get("TMFLOW_SHARED", "../shared"))
SUITE = SHARED / "conformance"
MANIFEST = json.loads((SUITE / "manifest.json").read_text("utf-8")) if (SUITE / "manifest.json").is_file() else []
SECRETS = ("TOPSECRET", "root:")


def cases(folder: str, suffix: str) -> list:
    found = [
        pytest.param(item, id=item["file"])
        for item in MANIFEST
        if item["file"].startswith(f"{folder}/") and item["file"].endswith(suffix)
    ]
    return found or [pytest.param(None, marks=pytest.mark.skip(reason=f"{SUITE} is not there; set TMFLOW_SHARED"))]


def read_tmx(item) -> tuple[list[MemoryUnit], list[tmx.Remark]]:
    remarks: list[tmx.Remark] = []
    return list(tmx.parse((SUITE / item["file"]).read_bytes(), item["file"], remarks=remarks)), remarks


@pytest.mark.parametrize("item", cases("tmx", ".tmx"))
def test_public_tmx(item):
    units, remarks = read_tmx(item)
    assert len(units) == item.get("units", len(units)) > 0
    if "report 2 inline errors" in item["expect"] or "warn" in item["expect"]:
        assert remarks
    (again) = list(tmx.parse(tmx.serialize(units)))
    assert [unit.texts for unit in again] == [unit.texts for unit in units]


@pytest.mark.parametrize("item", cases("hostile", ".tmx"))
def test_hostile_tmx(item):
    start = time.perf_counter()
    if "accept" not in item["expect"].split(" or ")[0] or "refusal" in item["expect"]:
        with pytest.raises(InputError, match=re.escape(item["file"])) as caught:
            read_tmx(item)
        assert not any(secret in str(caught.value) for secret in SECRETS)
    else:
        units, remarks = read_tmx(item)
        assert units
        assert remarks or "warn" not in item["expect"]
        assert not any(secret in text for unit in units for text in unit.texts.values() for secret in SECRETS)
    assert time.perf_counter() - start < 20  # a hang, not a speed


@pytest.mark.parametrize("item", cases("po", ".po"))
def test_public_po(item):
    data = (SUITE / item["file"]).read_bytes()
    if item["expect"].startswith("reject"):
        with pytest.raises(InputError):
            po.parse(data, item["file"])
    else:
        assert po.parse(data, item["file"])


OFFICE = {
    "office/okapi_TextBoxes.docx": ["Doggy", "unbelievable", "pig", "This here is a text box."],
    "office/okapi_numbering-revisions.docx": ["1.", "numbering insert"],
}


@pytest.mark.parametrize("item", cases("office", ".docx"))
def test_public_word(item):
    texts = [block.segment.text for block in docx.read((SUITE / item["file"]).read_bytes(), item["file"]).blocks]
    assert sorted(texts) == sorted(OFFICE.get(item["file"], texts))
    assert len(texts) == len(set(texts)) > 0


@pytest.mark.parametrize("item", cases("office", ".xlsx"))
def test_public_excel(item):
    sheet = first_sheet((SUITE / item["file"]).read_bytes(), item["file"], max_columns=64)
    assert "テスト" not in "".join(cell.text for row in sheet.rows for cell in row)
    assert sheet.rows


@pytest.mark.parametrize("item", cases("hostile", ".xlsx"))
def test_a_zip_bomb_is_refused_at_once(item):
    start = time.perf_counter()
    with pytest.raises(InputError, match="MB"):
        glossary_xlsx.parse((SUITE / item["file"]).read_bytes(), item["file"])
    assert time.perf_counter() - start < 20  # unpacking it would take longer


TABLES = {
    "hostile/gb18030.csv": {"zh": "常务委员会"},
    "hostile/semicolon_cp1251.csv": {"ru": "комитет"},
    "hostile/formula_injection.csv": {"zh": "上合", "ru": "ШОС"},
}


@pytest.mark.parametrize("item", cases("hostile", ".csv"))
def test_hostile_tables(item):
    found = registry.read(item["file"], (SUITE / item["file"]).read_bytes())
    texts = {version.lang: version.text for version in found}
    assert all(part in texts[lang] for lang, part in TABLES[item["file"]].items())


@pytest.mark.skipif(not (SHARED / "schemas/tmx/tmx14.dtd").is_file(), reason="no schemas; set TMFLOW_SHARED")
def test_our_tmx_is_valid():
    units = [
        MemoryUnit(
            1, {"zh": "青岛 & <上合>", "en": "Qingdao\x07", "ru": "Циндао"}, "R-1/1", "2026-03-02T09:15:00Z", "li"
        ),
        MemoryUnit(0, {"kk": "Циндао"}),
        MemoryUnit(3, {}),
    ]
    dtd = etree.DTD(str(SHARED / "schemas/tmx/tmx14.dtd"))
    assert dtd.validate(etree.fromstring(tmx.serialize(units))), dtd.error_log


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_edits_the_glossary_and_we_read_it(tmp_path):
    entry = ConceptEntry("C1", Kind.TERM, (Term("t1", "C1", "zh", "=上合"), Term("t2", "C1", "ru", "ШОС")))
    path = tmp_path / "g.xlsx"
    path.write_bytes(glossary_xlsx.serialize([entry]))
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    rows = glossary_xlsx.parse((tmp_path / "out" / "g.xlsx").read_bytes(), "g.xlsx")
    assert [(row.term, row.term_id, row.base_rev) for row in rows] == [("=上合", "t1", 1), ("ШОС", "t2", 1)]
