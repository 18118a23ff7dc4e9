"""The glossary through LibreOffice: opened, converted, edited and saved there, every cell comes back."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pytest

from tmflow import bootstrap
from tmflow.interchange import glossary_xlsx as table
from tmflow.interchange.glossary_xlsx import Layout
from tmflow.model.account import Grant, Role
from tmflow.model.concept import ConceptEntry, Form, Kind, Status, Term
from tmflow.model.errors import InputError, UnreadableFile
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed"),
]

AWKWARD = [
    "=1+1", "+7 495", "-5", "@name", "'quoted", '"double"', "007", "1.10", "3/4", "2021-11-01", "1 ноября", "TRUE", "ИСТИНА",
    "1e5", "50 %", "#REF!", "_x000D_", "_x0041_", "г.\u00a0Циндао", "Китай\u00a0— ШОС", "a; b | c", "«Один пояс, один путь»",
    "“十五五”规划纲要", "𠮷林", "e\u0301cole", "上合\u200d示范区", "<b>&amp;</b>", "x" * 900, "Ё ё №", "–—―",
]  # fmt: skip


def entries():
    """One entry for each awkward text, in each language, and one with every cell filled."""
    plain = tuple(
        ConceptEntry(
            f"C-{n:04d}",
            Kind.TERM,
            tuple(Term(f"C-{n:04d}.{lang}.1", f"C-{n:04d}", lang, text) for lang in ("zh", "en", "ru")),
        )
        for n, text in enumerate(AWKWARD, start=1)
    )
    full = Term(
        "F.ru.1", "F", "ru", "Шанхай", Status.DEPRECATED, "note\nof two lines", "=source", 7, Form.SHORT, "г.\u00a0Шанхай",
        case=True, gender="m", inflection="Шанхая", valid_from="2021-11-01", valid_until="2030-01-01",
    )  # fmt: skip
    others = (Term("F.zh.1", "F", "zh", "上海"), full, replace(full, id="F.ru.2", text="город Шанхай", case=False))
    return (*plain, ConceptEntry("F", Kind.PLACE, others, "a note\nof the entry", ("C-0001", "C-0002"), "sunhui", 3))


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    """One profile for all conversions: making it takes longer than a conversion."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def convert(tmp_path, profile):
    def run(path, to):
        out = tmp_path / "out" / to.partition(":")[0]
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(out),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return out / f"{path.stem}.{to.partition(':')[0]}"

    return run


@pytest.fixture
def services(tmp_path):
    return bootstrap.build(tmp_path / "workspace")


@pytest.fixture
def owners(services):
    grants = [Grant(Role.GLOSSARY_OWNER)]
    return [services.accounts.add(SYSTEM, name, name, "correct horse battery", grants) for name in ("first", "second")]


def written(tmp_path, data, name="glossary.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("way", [("xlsx",), ("ods", "xlsx"), ("fods", "xlsx"), ("xlsx", "ods", "xlsx")], ids="-".join)
def test_every_cell_comes_back(tmp_path, convert, layout, way):
    data = table.serialize(entries(), layout)
    path = written(tmp_path, data)
    for to in way:
        path = convert(path, to)
    before, after = table.read(data, "g.xlsx"), table.read(path.read_bytes(), "g.xlsx")
    assert after.rows == before.rows
    assert (after.layout, after.template) == (layout, before.template)


SAVED = {
    "utf-8, semicolons": ("59,34,76,1,,0,false,true,false", "utf-8"),
    "utf-8, commas, all quoted": ("44,34,76,1,,0,true,true,false", "utf-8"),
    "utf-16, tabs": ("9,34,65535,1,,0,false,true,false", "utf-16"),
    "gb18030, commas": ("44,34,85,1,,0,false,true,false", "gb18030"),
}


@pytest.mark.parametrize("options", SAVED)
def test_csv_that_libreoffice_saves(tmp_path, convert, options):
    plain = [entry for entry in entries() if all(term.text.isprintable() for term in entry.terms)]
    data = table.serialize(plain)
    path = convert(written(tmp_path, data), f"csv:Text - txt - csv (StarCalc):{SAVED[options][0]}")
    found = table.read(path.read_bytes(), "g.csv")
    expected = table.read(data, "g.xlsx")
    # A text that begins with an apostrophe before a formula sign cannot be told from one that was made safe.
    assert [(row.term_id, row.term, row.status) for row in found.rows] == [
        (row.term_id, row.term, row.status) for row in expected.rows
    ]


@pytest.mark.parametrize(("to", "words"), [("ods", "LibreOffice"), ("xls", "97-2003")])
def test_other_kinds_are_called_by_their_names(tmp_path, convert, to, words):
    path = convert(written(tmp_path, table.serialize(entries())), to)
    with pytest.raises(UnreadableFile, match=words):
        table.read(path.read_bytes(), path.name)


def test_a_workbook_of_libreoffice_with_traps_is_refused_by_the_cell(tmp_path, convert):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Термины"
    sheet.append(["concept_id", "lang", "term", "note"])
    sheet.append(["C1", "ru", '=CONCATENATE("а","б")', ""])
    sheet.append(["C2", "ru", "3.14", "1"])
    sheet["C3"].value = 3.14
    path = tmp_path / "traps.xlsx"
    book.save(path)
    with pytest.raises(InputError, match=r"Термины!C2: there is a formula.*C3"):
        table.read(convert(path, "xlsx").read_bytes(), "traps.xlsx")


def edit(path, changes):
    """Change cells of a workbook, by heading and the text that stands in the row."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        for (text, heading), value in changes.items():
            if any(cell.value == text for cell in row):
                sheet.cell(row[0].row, columns[heading]).value = value
    book.save(path)
    return path


def test_two_owners_export_edit_and_import_in_turn_and_lose_nothing(tmp_path, convert, services, owners):
    glossary, (one, two) = services.glossaries, owners
    terms = [
        TermDraft(None, "zh", "青岛港"),
        TermDraft(None, "en", "Qingdao Port"),
        TermDraft(None, "ru", "порт Циндао"),
    ]
    port = glossary.save(one, None, Kind.ORGANISATION, "the port", terms)
    other = glossary.save(one, None, Kind.TITLE, "", [TermDraft(None, "zh", "市长"), TermDraft(None, "en", "Mayor")])
    first = convert(written(tmp_path, glossary.export(one), "first.xlsx"), "xlsx")
    second = convert(convert(written(tmp_path, glossary.export(two), "second.xlsx"), "ods"), "xlsx")
    edit(
        first,
        {
            ("порт Циндао", "term"): "порт г.\u00a0Циндао",
            ("Mayor", "note"): "of a city",
            ("Qingdao Port", "status"): "admitted",
        },
    )
    edit(
        second,
        {
            ("порт Циндао", "term"): "Циндаоский порт",
            ("Mayor", "source"): "own site",
            ("青岛港", "concept_note"): "the old port",
        },
    )
    applied = glossary.preview(one, "first.xlsx", convert(first, "xlsx").read_bytes())
    assert {row.result for row in applied.rows if row.cell} == {"merged"}
    glossary.apply(one, applied.id, {})
    found = glossary.preview(two, "second.xlsx", second.read_bytes())
    conflicts = [(row.cell, row.base, row.current, row.file) for row in found.rows if row.to_decide]
    assert conflicts == [("term", "порт Циндао", "порт г.\u00a0Циндао", "Циндаоский порт")]
    glossary.apply(two, found.id, {row.key: "theirs" for row in found.rows if row.to_decide})
    entry, mayor = (glossary.get(one, each.id).entry for each in (port, other))
    assert (entry.preferred("ru").text, entry.in_language("en")[0].status, entry.note) == (
        "порт г.\u00a0Циндао",
        Status.ADMITTED,
        "the old port",
    )
    assert (mayor.in_language("en")[0].note, mayor.in_language("en")[0].source) == ("of a city", "own site")


@pytest.mark.parametrize("layout", Layout)
def test_ten_thousand_terms(tmp_path, convert, services, owners, layout):
    glossary, owner = services.glossaries, owners[0]
    many = [
        ConceptEntry(f"C-{n:04d}", Kind.TERM, tuple(Term(f"C-{n:04d}.{lang}.1", f"C-{n:04d}", lang, f"{text} {n}") for lang, text in (("zh", "术语"), ("en", "term"), ("ru", "термин"))))
        for n in range(1, 3_335)
    ]  # fmt: skip
    glossary.load_file(owner, "many.xlsx", table.serialize(many))
    saved = convert(written(tmp_path, glossary.export(owner, layout)), "xlsx")
    found = glossary.preview(owner, "many.xlsx", saved.read_bytes())
    assert {name: count for name, count in found.counts.items() if count} == {
        "unchanged": 10_002 if layout is Layout.TERMS else 3_334
    }
