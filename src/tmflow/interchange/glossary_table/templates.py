"""The tables of other programs: how they are told by their headings, and what their words mean here.

Sources of the headings: memoQ's description of its CSV term base format (Entry_*, a language, *_Def, Term_Info,
Term_Example); the manual of the Glossary Converter for MultiTerm (languages as headings, fields after the language that
they belong to, synonyms by `|`); Phrase's description of its term base workbooks (a language tag, then tag_status,
tag_forbidden, ...); the headings of an IATE export (E_ID, L_CODE, T_TERM, T_RELIABILITY, T_EVALUATION, ...).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tmflow.interchange.glossary_table.columns import field_in_language, field_of, plain
from tmflow.interchange.glossary_table.model import Template
from tmflow.model.concept import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES: Final = {
    Template.TMFLOW: "tmflow",
    Template.MEMOQ: "memoQ",
    Template.TRADOS: "Trados MultiTerm (Glossary Converter)",
    Template.PHRASE: "Phrase",
    Template.IATE: "IATE",
}
_OWN_FIELDS: Final = {
    Template.MEMOQ: {
        "entry_id": "concept_id",
        "entry_subject": "",
        "entry_domain": "",
        "entry_note": "concept_note",
        "term_info": "info",
        "term_example": "",
    },
    Template.IATE: {
        "e_id": "concept_id",
        "e_domains": "concept_note",
        "l_code": "lang",
        "t_term": "term",
        "t_type": "type",
        "t_reliability": "reliability",
        "t_evaluation": "evaluation",
        "t_note": "note",
        "t_ref": "source",
        "t_reference": "source",
    },
    Template.PHRASE: {"cid": "concept_id", "concept id": "concept_id", "concept note": "concept_note"},
    Template.TRADOS: {"entry number": "concept_id"},
}
_LEFT_OUT: Final = {
    Template.MEMOQ: re.compile(r"entry_(?!id|note).*|term_example"),
    Template.IATE: re.compile(r"e_(?!id|domains).*|l_(?!code).*|t_(?:institution|modif|creat|owner|primar|lifec).*"),
    Template.PHRASE: re.compile(
        r".*_(?:created|modified)(?:_.*)?|.*[_ ](?:tid|exact|exact match|pos|number|url)|domain|subdomain|url"
    ),
}
_PREFIX: Final = {
    Template.MEMOQ: "memoq",
    Template.IATE: "iate",
    Template.PHRASE: "phrase",
    Template.TRADOS: "multiterm",
}
_STATUS_WORDS: Final = {
    **dict.fromkeys(("preferred", "preferredterm", "preferred term", "recommended", "standard"), Status.PREFERRED),
    **dict.fromkeys(("首选", "推荐", "标准", "предпочтительный", "рекомендуется", "bevorzugt"), Status.PREFERRED),
    **dict.fromkeys(
        ("admitted", "admittedterm", "admitted term", "approved", "allowed", "standardized"), Status.ADMITTED
    ),
    **dict.fromkeys(
        ("允许", "可用", "认可", "许用", "допустимый", "допускается", "zugelassen", "erlaubt"), Status.ADMITTED
    ),
    **dict.fromkeys(("deprecated", "deprecatedterm", "deprecated term", "obsolete", "superseded"), Status.DEPRECATED),
    **dict.fromkeys(("not recommended", "notrecommended", "弃用", "不推荐", "过时", "旧称"), Status.DEPRECATED),
    **dict.fromkeys(("устаревший", "не рекомендуется", "veraltet", "abgelehnt"), Status.DEPRECATED),
    **dict.fromkeys(
        ("forbidden", "prohibited", "do not use", "禁用", "禁止", "запрещенный", "запрещённый"), Status.FORBIDDEN
    ),
    **dict.fromkeys(("запрещено", "verboten", "unzulässig"), Status.FORBIDDEN),
    **dict.fromkeys(("draft", "new", "proposed", "pending", "草案", "草稿", "待定", "待审", "черновик"), Status.DRAFT),
    **dict.fromkeys(("проект", "предложен", "entwurf", "vorschlag", "vorgeschlagen"), Status.DRAFT),
}
_UNSURE: Final = frozenset(("1", "2", "minimum reliability", "reliability not verified"))
_SHORT: Final = frozenset(("abbrev", "abbreviation", "acronym", "short form", "short_form", "shortform", "short"))
_FULL: Final = frozenset(("full form", "full_form", "fullform", "full"))


def recognised(headings: Sequence[str]) -> Template:
    """Return whose headings these are."""
    names = [plain(heading) for heading in headings]
    known = set(names)
    if {"entry_id", "entry_note"} & known and any(name in {"term_info", "entry_subject"} for name in names):
        return Template.MEMOQ
    if {"l_code", "t_term"} <= known:
        return Template.IATE
    if {"concept_id", "lang", "term"} <= known or (
        "concept_id" in known and any(name.endswith("_ref") for name in names)
    ):
        return Template.TMFLOW
    if "cid" in known or any(_of_phrase(name) for name in names):
        return Template.PHRASE
    return Template.TRADOS if "entry number" in known or _follows_its_language(names) else Template.PLAIN


def field_in(template: Template, heading: str) -> str | None:
    """Return what a heading means in a template: a field, empty for one that is left out, None when it is unknown."""
    name = plain(heading)
    own = _OWN_FIELDS.get(template, {})
    if name in own:
        return own[name]
    if template is Template.PHRASE and field_in_language(heading)[0] == "status":
        return f"approval:{field_in_language(heading)[1]}"  # New or Approved: a step of the work, not a rank
    left_out = _LEFT_OUT.get(template)
    return "" if left_out and left_out.fullmatch(name) else None


def concept_id(template: Template, text: str) -> str:
    """Return a program's number of an entry as an id that no other program's numbers collide with: `memoq-17`."""
    prefix = _PREFIX.get(template, "")
    return f"{prefix}-{text}" if prefix and text else text


def from_elsewhere(concept: str) -> bool:
    """Whether an id is another program's number, as `concept_id` writes it."""
    return concept.partition("-")[0] in _PREFIX.values()


def status_of(text: str) -> Status | None:
    """Return the status that a word means, in any of the languages and programs."""
    return _STATUS_WORDS.get(plain(text))


def status_from_flags(flags: Mapping[str, str]) -> Status | None:
    """Return the status that a program makes of its own columns: forbidden, evaluation, reliability, approval, ...

    Values are small letters; `forbidden` and `preferred` hold `yes` or nothing.
    """
    if flags.get("forbidden") or "forbidden" in flags.get("info", "").split(";"):
        return Status.FORBIDDEN
    evaluated = status_of(flags.get("evaluation", ""))
    if evaluated is not None:
        return evaluated
    if flags.get("reliability") in _UNSURE or status_of(flags.get("approval", "")) is Status.DRAFT:
        return Status.DRAFT
    return Status.PREFERRED if flags.get("preferred") else None


def form_from_flags(flags: Mapping[str, str]) -> str | None:
    """Return `short` or `full` where a program says that the term is an abbreviation or a full form."""
    kind = flags.get("type", "")
    return "short" if kind in _SHORT else "full" if kind in _FULL else None


def case_from_flags(flags: Mapping[str, str]) -> bool | None:
    """Return whether the capitals matter, where memoQ's `Term_Info` says it."""
    words = {word.strip() for word in flags.get("info", "").split(";")}
    if words & {"casesense", "casesensitive"}:
        return True
    return False if words & {"caseinsense", "caseinsensitive", "casepermissive"} else None


def _of_phrase(name: str) -> bool:
    field, _ = field_in_language(name)
    return field in {"forbidden", "preferred"} or (field == "note" and name.endswith("usage"))


def _follows_its_language(names: Sequence[str]) -> bool:
    """Whether a field stands again after several languages, as `Comment` in `English|Comment|German|Comment`."""
    fields = [name for name in names if name and field_of(name) and not field_in_language(name)[0]]
    return len(fields) != len(set(fields)) and sum(field_in_language(name)[0] == "term" for name in names) > 1
