"""One row a term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.interchange.glossary_table import templates
from tmflow.interchange.glossary_table.columns import FLAGS, plain
from tmflow.interchange.glossary_table.model import GlossaryRow
from tmflow.model.concept import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from tmflow.files.workbook import SheetCell
    from tmflow.interchange.glossary_table.cells import Cells
    from tmflow.interchange.glossary_table.model import Template

_NUMBERS: Final = frozenset(("base_rev", "concept_rev"))


def read(
    rows: Sequence[tuple[int, Sequence[SheetCell]]], columns: Mapping[str, int], cells: Cells, template: Template
) -> Iterator[GlossaryRow]:
    """Yield the terms of a table with one row a term.

    Args:
        rows: row number and cells of every row under the header that holds anything.
        columns: where each field stands.
        cells: reads the cells; what is refused is kept there.
        template: whose table it is.
    """
    for number, row in rows:
        where = {field: row[position] for field, position in columns.items()}
        text = {field: cells.text(field, cell) for field, cell in where.items() if field not in {"lang", *_NUMBERS}}
        if not where["concept_id"].text.strip():
            cells.refuse(where["concept_id"], tr("concept_id is empty. Write the concept's id, or a new one."))
        lang = cells.language(where["lang"])
        values = optional(text, where, cells)
        yield GlossaryRow(
            row_number=number,
            concept_id=templates.concept_id(template, text["concept_id"]),
            lang=lang,
            term=text["term"],
            term_id=text.get("term_id", ""),
            base_rev=cells.revision("base_rev", where.get("base_rev")),
            concept_rev=cells.revision("concept_rev", where.get("concept_rev")),
            **values,
            remarks=cells.taken_remarks(),
        )


def optional(text: Mapping[str, str], where: Mapping[str, SheetCell], cells: Cells) -> dict[str, Any]:
    """Return the optional values of a row: those whose columns are there.

    Args:
        text: the cells' texts by field.
        where: the cells themselves, for what is refused.
        cells: the reader.
    """
    found: dict[str, Any] = {
        field: text[field] for field in ("use_instead", "note", "source", "owner", "concept_note") if field in text
    }
    for field, read_value in (
        ("status", cells.status),
        ("kind", cells.kind),
        ("form", cells.form),
        ("gender", cells.gender),
        ("case", cells.yes),
        ("valid_from", cells.date),
        ("valid_until", cells.date),
    ):
        if field in text:
            found[field] = read_value(text[field], where[field])
    if "inflection" in text:
        found["inflection"] = cells.inflection(text["inflection"])
    if "confused_with" in text:
        found["confused_with"] = cells.names(text["confused_with"])
    return {**found, **_from_flags(text, where, cells, found)}


def _from_flags(
    text: Mapping[str, str], where: Mapping[str, SheetCell], cells: Cells, found: Mapping[str, Any]
) -> dict[str, Any]:
    """Return status, form and capitals as other programs say them."""
    flags = {name: plain(text[name]) for name in FLAGS if text.get(name)}
    for name in ("forbidden", "preferred"):
        if name in flags and not cells.yes(flags[name], where[name]):
            del flags[name]
    values: dict[str, Any] = {}
    status = templates.status_from_flags(flags)
    if status is not None:
        values["status"] = status
    form, case = templates.form_from_flags(flags), templates.case_from_flags(flags)
    if form and not found.get("form"):
        values["form"] = Form(form)
    if case is not None and found.get("case") is None:
        values["case"] = case
    return values
