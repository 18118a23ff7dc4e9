"""What a person typed into the form of an entry: terms and the entry's own values, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tmflow.glossary import cells
from tmflow.i18n import tr
from tmflow.model.concept import Form, Status, Term
from tmflow.model.errors import InputError
from tmflow.model.language import LANGUAGES
from tmflow.services.texts import cleaned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmflow.model.concept import ConceptEntry


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term as a person leaves it: new without `term_id`, else changed from the revision that the person saw.

    The other fields are those of `Term`.
    """

    term_id: str | None
    lang: str
    text: str
    status: Status = Status.PREFERRED
    note: str = ""
    source: str = ""
    base_revision: int = 0
    form: Form = Form.ANY
    use_instead: str = ""
    case: bool = False
    gender: str = ""
    inflection: str = ""
    valid_from: str = ""
    valid_until: str = ""

    def cells(self) -> dict[str, str]:
        """Return the draft as the cells of a term, with its blanks evened out.

        Raises:
            InputError: a text holds broken characters, or is longer than any.
        """
        found = cells.of_term(self.term(""))
        return {name: cleaned(value).strip() for name, value in found.items()}

    def term(self, concept_id: str) -> Term:
        """Return the draft as a term of a concept, as it was typed."""
        return Term(
            id=self.term_id or "",
            concept_id=concept_id,
            lang=self.lang,
            text=self.text,
            status=self.status,
            note=self.note,
            source=self.source,
            revision=self.base_revision,
            form=self.form,
            use_instead=self.use_instead,
            case=self.case,
            gender=self.gender,
            inflection=self.inflection,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


def draft_of(term: Term) -> TermDraft:
    """Return a stored term as a draft that changes nothing."""
    return TermDraft(
        term_id=term.id,
        lang=term.lang,
        text=term.text,
        status=term.status,
        note=term.note,
        source=term.source,
        base_revision=term.revision,
        form=term.form,
        use_instead=term.use_instead,
        case=term.case,
        gender=term.gender,
        inflection=term.inflection,
        valid_from=term.valid_from,
        valid_until=term.valid_until,
    )


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field: `row` counts the drafts from 0, `cell` is the field by its heading in files."""

    row: int
    cell: str
    message: str


def problems(drafts: Sequence[TermDraft]) -> tuple[FieldProblem, ...]:
    """Return everything that keeps these terms of one entry from being stored together."""
    found: list[FieldProblem] = []
    seen: dict[tuple[str, str], int] = {}
    for row, draft in enumerate(drafts):
        try:
            values = draft.cells()
        except InputError as error:
            found.append(FieldProblem(row, "term", error.message))
            continue
        if draft.lang not in LANGUAGES:
            found.append(FieldProblem(row, "lang", tr("“{lang}” is no language of the glossary.", lang=draft.lang)))
        found += [
            FieldProblem(row, name, said) for name, value in values.items() if (said := cells.problem(name, value))
        ]
        if values["valid_until"] and values["valid_until"] <= values["valid_from"]:
            found.append(FieldProblem(row, "valid_until", tr("The last day must come after the first.")))
        if seen.setdefault((draft.lang, values["term"]), row) != row:
            found.append(FieldProblem(row, "term", tr("the entry has this term twice.")))
    return tuple(found)


def refuse(drafts: Sequence[TermDraft]) -> None:
    """Raise what is first wrong with these drafts, if something is.

    Raises:
        InputError: `source` is the term, `place` the field.
    """
    for each in problems(drafts):
        raise InputError(each.message, source=drafts[each.row].text.strip()[:50] or tr("term"), place=each.cell)


def refuse_doubles(entry: ConceptEntry) -> None:
    """Raise if an entry has a term twice.

    Raises:
        InputError: it has.
    """
    seen: set[tuple[str, str]] = set()
    for term in entry.terms:
        if (term.lang, term.text) in seen:
            raise InputError(tr("the entry has this term twice."), source=term.text)
        seen.add((term.lang, term.text))
