"""What leaves the house."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from tmflow.interchange import po, tmx
from tmflow.model.errors import Blocked, InputError, NotFound, PermissionDenied

SECRET = "The center handles cargo in secret."


@pytest.fixture
def half_approved(draft, work):
    """Sentence 6 is approved in English, sentence 5 has a text that nobody has approved."""
    work.approve(draft, 6, "en")
    work.save(draft, 5, "en", SECRET)
    return draft


def text_of(exported):
    if exported.name.endswith(".docx"):
        document = docx.Document(io.BytesIO(exported.data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    if exported.name.endswith(".xlsx"):
        sheet = openpyxl.load_workbook(io.BytesIO(exported.data)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    if exported.name.endswith(".tmx"):
        return "\n".join(text for unit in tmx.parse(exported.data) for text in unit.texts.values())
    if exported.name.endswith(".po"):
        return "\n".join(f"{entry.source}\n{entry.target}" for entry in po.parse(exported.data))
    return exported.data.decode()


FORMATS = [("docx", "en"), ("html", "en"), ("docx-review", None), ("xlsx", None), ("tmx", None), ("po", "en")]


@pytest.mark.parametrize(("kind", "lang"), FORMATS)
def test_only_approved_text_leaves(services, people, half_approved, kind, lang):
    text = text_of(services.exports.export(people.reader, half_approved, kind, lang))
    assert "The two sides signed a memorandum of cooperation." in text
    assert SECRET not in text
    assert "Стороны подписали" not in text
    assert "交换了意见" not in text


@pytest.mark.parametrize(("kind", "lang"), FORMATS)
def test_all_text_leaves_when_asked_by_who_may(services, people, half_approved, kind, lang):
    exported = services.exports.export(people.translator, half_approved, kind, lang, include_unapproved=True)
    assert SECRET in text_of(exported)
    with pytest.raises(PermissionDenied):
        services.exports.export(people.reader, half_approved, kind, lang, include_unapproved=True)


@pytest.mark.parametrize(
    ("kind", "lang", "error"),
    [
        ("docx", None, InputError),
        ("docx", "de", NotFound),
        ("docx", "ru", Blocked),
        ("pdf", "en", InputError),
        ("po", "zh", InputError),
    ],
)
def test_what_cannot_be_exported(services, people, half_approved, kind, lang, error):
    with pytest.raises(error):
        services.exports.export(people.reader, half_approved, kind, lang)


def test_the_file_says_what_it_is(services, people, half_approved):
    names = [services.exports.export(people.reader, half_approved, kind, lang).name for kind, lang in FORMATS]
    assert names == [
        "R-2026-0001-en.docx",
        "R-2026-0001-en.html",
        "R-2026-0001-review.docx",
        "R-2026-0001.xlsx",
        "R-2026-0001.tmx",
        "R-2026-0001-en.po",
    ]
