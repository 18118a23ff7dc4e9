"""The glossary's codes in words, and what they mean for a release; the meaning is TBX's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.concept import Form, Kind, Status
from tmflow.text.paradigm import INDECLINABLE
from tmflow.ui.components import words

if TYPE_CHECKING:
    from tmflow.model.concept import Term
    from tmflow.services.glossary_history import Act

_LONG: Final = 60


def status_help() -> str:
    """Return what each status means, as Markdown."""
    return "\n".join(
        f"- **{words.status(each)}**: {meaning}"
        for each, meaning in {
            Status.PREFERRED: tr("what releases write; asked for where the concept is named"),
            Status.ADMITTED: tr("right as well: never flagged, never suggested while there is a preferred term"),
            Status.DEPRECATED: tr("was right once: a warning, with what to use instead"),
            Status.FORBIDDEN: tr("must not be printed: an error"),
            Status.DRAFT: tr("waits for a glossary owner; until then a hint at most"),
        }.items()
    )


def form(value: Form) -> str:
    """Return the word for full and short forms."""
    return {Form.ANY: tr("not said"), Form.FULL: tr("full form"), Form.SHORT: tr("short form")}[value]


def form_help() -> str:
    """Return what the forms mean."""
    return tr("The full form stands at the first mention in a release, the short one may follow.")


def gender(value: str) -> str:
    """Return the word for a gender."""
    return {
        "": tr("by the dictionary"),
        "m": tr("masculine"),
        "f": tr("feminine"),
        "n": tr("neuter"),
        "pl": tr("plural"),
    }[value]


def validity(term: Term) -> str:
    """Return when a term's status holds: `always`, `from 2021-11-01`, `until 2022-09-17` (the day excluded)."""
    if term.valid_from and term.valid_until:
        return tr("from {first} until {last}", first=term.valid_from, last=term.valid_until)
    if term.valid_from:
        return tr("from {first}", first=term.valid_from)
    return tr("until {last}", last=term.valid_until) if term.valid_until else tr("always")


def hints(term: Term) -> list[str]:
    """Return everything else that an entry says about a term, a short sentence each."""
    said = []
    if term.form is not Form.ANY:
        said.append(form(term.form))
    if term.use_instead:
        said.append(tr("use instead: {term}", term=term.use_instead))
    if term.case:
        said.append(tr("only with these capitals"))
    if term.inflection == INDECLINABLE:
        said.append(tr("does not decline"))
    elif term.inflection:
        said.append(tr("genitive: {form}", form=term.inflection))
    elif term.gender:
        said.append(gender(term.gender))
    if term.note:
        said.append(term.note)
    return said


def cell(name: str) -> str:
    """Return the word for a cell of a term or of an entry."""
    return {
        "term": tr("term"),
        "status": tr("status"),
        "form": tr("form"),
        "use_instead": tr("use instead"),
        "case": tr("capitals"),
        "gender": tr("gender"),
        "inflection": tr("declension"),
        "valid_from": tr("valid from"),
        "valid_until": tr("valid until"),
        "note": tr("note"),
        "source": tr("source"),
        "kind": tr("kind"),
        "owner": tr("owner"),
        "concept_note": tr("note of the entry"),
        "confused_with": tr("not to be confused with"),
    }.get(name, name)


def value(name: str, text: str) -> str:
    """Return a cell's value in words; long ones shortened, nothing as a dash."""
    if not text:
        return "—"
    if name == "status":
        return words.status(Status(text))
    if name == "kind":
        return words.kind(Kind(text))
    if name == "form":
        return form(Form(text))
    if name == "gender":
        return gender(text)
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def act(code: Act) -> str:
    """Return the word for what was done to a term."""
    return {
        "added": tr("added"),
        "proposed": tr("proposed"),
        "changed": tr("changed"),
        "approved": tr("approved"),
        "returned": tr("returned"),
        "taken_out": tr("taken out"),
        "brought_back": tr("brought back"),
    }[code]
