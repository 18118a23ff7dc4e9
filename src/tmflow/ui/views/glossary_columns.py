"""How the columns of an owner's file were understood: said, and changed by the person who knows better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tmflow.i18n import tr
from tmflow.interchange.glossary_xlsx import TERM_FIELDS, WIDE_FIELDS, Layout, Template
from tmflow.model.language import LANGUAGES, NAMES
from tmflow.ui.components import markup
from tmflow.ui.components.text import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.interchange.glossary_xlsx import ColumnUse, TableHead

_SHOWN: Final = 80
_PROGRAMS: Final = {
    Template.MEMOQ: "memoQ",
    Template.TRADOS: "Trados MultiTerm",
    Template.PHRASE: "Phrase",
    Template.IATE: "IATE",
}


def cell_name(field: str) -> str:
    """Return what people call a cell or a column: `status` -> Status, `term:ru` -> Term, Русский."""
    name, _, lang = field.partition(":")
    words = {
        "": tr("left out"),
        "concept_id": tr("number of the entry"),
        "term_id": tr("number of the term"),
        "base_rev": tr("revision of the term"),
        "concept_rev": tr("revision of the entry"),
        "lang": tr("language"),
        "term": tr("term"),
        "full": tr("full form"),
        "short": tr("short form"),
        "avoid": tr("term not to be used"),
        "status": tr("status"),
        "kind": tr("kind"),
        "form": tr("full or short"),
        "use_instead": tr("use instead"),
        "case": tr("capitals matter"),
        "gender": tr("gender"),
        "inflection": tr("declension"),
        "valid_from": tr("valid from"),
        "valid_until": tr("valid until"),
        "note": tr("note of the term"),
        "source": tr("source"),
        "owner": tr("owner"),
        "concept_note": tr("note of the entry"),
        "confused_with": tr("not to be confused with"),
        "ref": tr("reference"),
        "forbidden": tr("forbidden: yes or no"),
        "preferred": tr("preferred: yes or no"),
        "reliability": tr("reliability"),
        "evaluation": tr("evaluation"),
        "approval": tr("approval"),
        "info": tr("properties of the term"),
        "type": tr("type of the term"),
    }
    word = words.get(name, name)
    return f"{word}, {NAMES[lang]}" if lang in NAMES else word


def about(table: TableHead) -> str:
    """Return whose table it is and which layout it has, for people."""
    layout = {
        Layout.TERMS: tr("One row a term."),
        Layout.WIDE: tr("One row an entry, a column a language."),
        None: tr("The headings do not say what the columns are. Choose it for at least two languages."),
    }[table.layout]
    program = _PROGRAMS.get(table.template)
    if table.template is Template.TMFLOW:
        return f"{tr('An export of this glossary.')} {layout}"
    return f"{tr('Recognised as an export of {program}.', program=program)} {layout}" if program else layout


def choose(table: TableHead, key: str) -> tuple[str, dict[str, str]] | None:
    """Show the columns and let a person change them; return the sheet and the mapping when it is to be read again."""
    with st.form(f"columns-{key}", border=False):
        sheet = table.sheet
        if len(table.sheets) > 1:
            sheet = st.selectbox(
                tr("Sheet"), table.sheets, index=table.sheets.index(table.sheet) if table.sheet in table.sheets else 0
            )
        mapping = {use.letter: _column(use, table, key) for use in table.columns[:_SHOWN]}
        if len(table.columns) > _SHOWN:
            st.caption(tr("The first {count} of {all}.", count=_SHOWN, all=len(table.columns)))
        if not st.form_submit_button(tr("Read it so"), icon=":material/refresh:"):
            return None
    # Another sheet has other columns: they are understood anew.
    return sheet, mapping if sheet == table.sheet else {}


def _column(use: ColumnUse, table: TableHead, key: str) -> str:
    left, right, _ = st.columns([2, 2, 1], vertical_alignment="center")
    with left:
        markup.show(
            f'<span class="mono">{markup.plain(use.letter)}</span> &nbsp; <b>{markup.plain(use.heading)}</b> ',
            markup.muted(use.sample),
        )
    options = _options(table.layout, use.field)
    with right:
        return st.selectbox(
            tr("Column {letter}", letter=use.letter),
            options,
            index=options.index(use.field),
            format_func=cell_name,
            key=f"column-{key}-{use.letter}",
            label_visibility="collapsed",
        )


def _options(layout: Layout | None, current: str) -> Sequence[str]:
    fields = TERM_FIELDS if layout is Layout.TERMS else WIDE_FIELDS
    first = ("", *(f"term:{lang}" for lang in LANGUAGES)) if layout is not Layout.TERMS else ("",)
    return tuple(dict.fromkeys((*first, *fields, current)))


def remarks(warnings: Sequence[str], *, most: int = 20) -> None:
    """Say what was odd in reading, in one box."""
    if warnings:
        listed = "\n".join(f"- {escape(each)}" for each in warnings[:most])
        more = f"\n- {tr('and {count} more', count=len(warnings) - most)}" if len(warnings) > most else ""
        st.info(f"{tr('What was odd in reading')}\n{listed}{more}")
