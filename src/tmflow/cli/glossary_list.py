"""`tmflow glossary list|show`: the entries for people, and with every field for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tmflow.cli import console
from tmflow.i18n import tr
from tmflow.model.concept import Kind, Status  # noqa: TC001 - typer reads the annotations
from tmflow.services.accounts import SYSTEM

if TYPE_CHECKING:
    from tmflow.model.concept import ConceptEntry
    from tmflow.services.glossary_history import Event

_FIELDS = ("form", "use_instead", "case", "gender", "inflection", "valid_from", "valid_until", "note", "source")


def list_(
    query: Annotated[str, typer.Argument(help="A part of a term, of a note or of an entry's number.")] = "",
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only this kind.")] = None,
    status: Annotated[Status | None, typer.Option("--status", help="Only entries with such a term.")] = None,
    missing: Annotated[
        str | None, typer.Option("--missing", help="Only entries without a term in zh, en or ru.")
    ] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Only with a proposal that waits for an owner.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many entries.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, with every field.")] = False,
) -> None:
    """List entries, by their numbers."""
    found = console.services().glossaries.list(
        SYSTEM, query=query, kind=kind, status=status, lang_missing=missing, waiting=drafts, limit=limit
    )
    if as_json:
        console.emit_json([_entry(entry) for entry in found.items])
        return
    head = (tr("entry"), tr("kind"), "zh", "en", "ru", tr("owner"))
    console.table(
        head,
        (
            (entry.id, entry.kind.value, *(_preferred(entry, lang) for lang in ("zh", "en", "ru")), entry.owner)
            for entry in found.items
        ),
    )
    if found.next:
        console.note(tr("The first {count}; --limit shows more.", count=len(found.items)))


def show(
    concept: Annotated[str, typer.Argument(help="The entry's number.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, with the history.")] = False,
) -> None:
    """Show an entry: its terms with every field, and what happened to it."""
    from tmflow.services.glossary_history import events  # noqa: PLC0415 - see console

    detail = console.services().glossaries.get(SYSTEM, concept)
    happened = events(detail.history, detail.own_history)
    entry = detail.entry
    if as_json:
        console.emit_json({**_entry(entry), "history": [asdict(event) for event in happened]})
        return
    console.say(" · ".join(part for part in (entry.id, entry.kind.value, entry.owner, entry.note) if part))
    if entry.confused_with:
        console.say(tr("not to be confused with: {names}", names=" ".join(entry.confused_with)))
    console.table(
        (tr("language"), tr("term"), tr("status"), tr("more")),
        ((term.lang, term.text, term.status.value, _more(asdict(term))) for term in entry.terms),
    )
    console.say()
    console.table((tr("when"), tr("who"), tr("what"), tr("term"), tr("change")), map(_happened, happened))


def _preferred(entry: ConceptEntry, lang: str) -> str:
    term = entry.preferred(lang)
    return term.text if term else ""


def _more(term: dict[str, Any]) -> str:
    return "; ".join(f"{name}: {'yes' if term[name] is True else term[name]}" for name in _FIELDS if term[name])


def _happened(event: Event) -> tuple[str, ...]:
    changes = [f"{each.cell}: {each.before or '—'} → {each.after or '—'}" for each in event.changes]
    said = "; ".join([*changes, *([event.reason] if event.reason and event.act == "returned" else [])])
    return event.at, event.author, event.act, event.text, said


def _entry(entry: ConceptEntry) -> dict[str, object]:
    terms = [{"id": term.id, "lang": term.lang, "term": term.text, **_values(asdict(term))} for term in entry.terms]
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "owner": entry.owner,
        "note": entry.note,
        "confused_with": list(entry.confused_with),
        "revision": entry.revision,
        "terms": terms,
    }


def _values(term: dict[str, Any]) -> dict[str, object]:
    return {name: term[name] for name in ("status", *_FIELDS, "returned", "revision")}
