"""The fields of an entry's form and what is typed into them: a card for each term, the rare fields folded away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from tmflow.glossary import cells
from tmflow.i18n import tr
from tmflow.model.concept import ConceptEntry, Form, Kind, Status
from tmflow.model.language import LANGUAGES, NAMES, RU
from tmflow.services.glossary_drafts import TermDraft, draft_of, problems
from tmflow.services.glossary_editing import status_of_new
from tmflow.text.paradigm import INDECLINABLE
from tmflow.text.script import identify
from tmflow.ui.components import glossary_words, words
from tmflow.ui.components.text import escape

_FIRST_DAY: Final = dt.date(1900, 1, 1)
_LAST_DAY: Final = dt.date(2099, 12, 31)


@dataclass(slots=True)
class EntryForm:
    """What stands in the form of one entry in one tab.

    `drafts` are by the number of their card, in the order in which they stand; a card that shows other values than were
    typed gets another number. `opened` are the cards with all fields; `wrong` says what is wrong with a card's field.
    `stored` is the entry as somebody else left it, while the two differ. `serial` tells the form from every other one
    of the tab: its fields must not show what was typed into a form that was closed.
    """

    entry: ConceptEntry | None
    owner: bool
    serial: int = 0
    kind: Kind = Kind.TERM
    note: str = ""
    answers: str = ""
    confused: str = ""
    base_revision: int = 0
    drafts: dict[int, TermDraft] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    wrong: dict[tuple[int, str], str] = field(default_factory=dict)
    stored: ConceptEntry | None = None
    turn: int = 0
    _next: int = 0

    def key(self, name: str, number: int | str) -> str:
        """Return the key of a field or button of this form."""
        return f"{name}-{self.serial}-{number}"

    def add(self, draft: TermDraft) -> None:
        """Put a card at the end."""
        self.drafts[self._next] = draft
        self._next += 1

    def put(self, number: int, draft: TermDraft) -> None:
        """Show other values in a card than were typed there."""
        self.drafts = {
            self._next if at == number else at: draft if at == number else old for at, old in self.drafts.items()
        }
        self._next += 1

    def remove(self, number: int) -> None:
        """Take a card out; a stored term is taken out with the next save."""
        draft = self.drafts.pop(number)
        if draft.term_id:
            self.gone[draft.term_id] = draft.base_revision

    def take_own(self, entry: ConceptEntry) -> None:
        """Show the entry's own values as they are stored."""
        self.kind, self.note, self.answers = entry.kind, entry.note, entry.owner
        self.confused = " ".join(entry.confused_with)
        self.base_revision = entry.revision
        self.turn += 1

    def filled(self) -> dict[int, TermDraft]:
        """Return the cards to save: a new one that is empty is none."""
        return {number: draft for number, draft in self.drafts.items() if draft.term_id or draft.text.strip()}

    def check(self, known: set[str]) -> bool:
        """Say at each field what is wrong with it, and return whether all is well; `known` are the ids of entries."""
        filled = self.filled()
        numbers = list(filled)
        self.wrong = {(numbers[each.row], each.cell): each.message for each in problems(list(filled.values()))}
        own = {"owner": self.answers, "concept_note": self.note}
        self.wrong |= {(-1, name): said for name, value in own.items() if (said := cells.problem(name, value.strip()))}
        unknown = [name for name in self.confused.split() if name not in known]
        if unknown:
            self.wrong[-1, "confused_with"] = tr("There is no entry {names}.", names=", ".join(unknown[:5]))
        if not filled:
            self.wrong[-1, "term"] = tr("An entry needs at least one term.")
        self.opened |= {number for number, name in self.wrong if name not in {"term", "status", "lang"}}
        return not self.wrong


def form_of(entry: ConceptEntry | None, text: str, *, owner: bool, serial: int = 0) -> EntryForm:
    """Return a form with an entry's values, or for a new one that begins with `text`; a translator sees the drafts."""
    form = EntryForm(entry, owner, serial)
    if entry is not None:
        form.take_own(entry)
        for term in entry.terms:
            if owner or term.status is Status.DRAFT:
                form.add(draft_of(term))
    of = identify(text) if text else ""
    for lang in LANGUAGES:
        if entry is None or (not owner and not any(each.lang == lang for each in form.drafts.values())):
            form.add(_new(form, lang, text if lang == of else ""))
    return form


def _new(form: EntryForm, lang: str, text: str = "") -> TermDraft:
    if not form.owner:
        return TermDraft(None, lang, text, Status.DRAFT)
    present = any(each.lang == lang and each.status is Status.PREFERRED for each in form.drafts.values())
    return TermDraft(None, lang, text, Status.ADMITTED if present else status_of_new(None, lang))


# ---------------------------------------------------------------- drawing


def own_fields(form: EntryForm) -> None:
    """Draw the entry's own fields; what a translator may not change is shown and not open to change."""
    closed = form.entry is not None and not form.owner
    key = form.key("entry", form.turn)
    left, middle, right = st.columns([1, 1, 1.6])
    kinds = list(Kind)
    with left:
        form.kind = st.selectbox(
            tr("Kind"), kinds, kinds.index(form.kind), format_func=words.kind, disabled=closed, key=f"{key}-kind"
        )
    with middle:
        form.answers = st.text_input(
            tr("Owner"),
            form.answers,
            disabled=closed or not form.owner,
            help=tr("Who answers for the entry: an account’s name, or an office. Empty for a new one: you."),
            key=f"{key}-owner",
        )
        _wrong(form, -1, "owner")
    with right:
        form.confused = st.text_input(
            tr("Not to be confused with"),
            form.confused,
            disabled=closed or not form.owner,
            help=tr("The numbers of other entries, with blanks between them."),
            key=f"{key}-confused",
        )
        _wrong(form, -1, "confused_with")
    form.note = st.text_area(tr("Note"), form.note, height=68, disabled=closed, key=f"{key}-note")
    _wrong(form, -1, "concept_note")


def term_fields(form: EntryForm) -> None:
    """Draw the cards, language by language, each with a way to add one."""
    for lang in LANGUAGES:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{NAMES[lang]}**")
            if st.button(tr("Add a term"), key=form.key("add", lang), icon=":material/add:", type="tertiary"):
                form.add(_new(form, lang))
        for number in [number for number, draft in form.drafts.items() if draft.lang == lang]:
            _card(form, number)
    _wrong(form, -1, "term")


def _card(form: EntryForm, number: int) -> None:
    draft = form.drafts[number]
    with st.container(border=True, gap="small", key=f"card-{number}"):
        text, status, more, out = st.columns([5, 1.6, 0.6, 0.9], vertical_alignment="center")
        with text:
            typed = st.text_input(
                tr("Term"),
                draft.text,
                key=form.key("text", number),
                label_visibility="collapsed",
                placeholder=tr("Term"),
            )
        with status:
            statuses = list(Status)
            chosen = st.selectbox(
                tr("Status"),
                statuses,
                statuses.index(draft.status),
                format_func=words.status,
                disabled=not form.owner,
                key=form.key("status", number),
                label_visibility="collapsed",
            )
        form.drafts[number] = draft = replace(draft, text=typed or "", status=chosen)
        with more:
            label = tr("Less") if number in form.opened else tr("More")
            if st.button(label, key=form.key("more", number), type="tertiary"):
                form.opened ^= {number}
                st.rerun(scope="fragment")
        with out:
            if st.button(tr("Take out"), key=form.key("out", number), type="tertiary"):
                form.remove(number)
                st.rerun(scope="fragment")
        for name in ("lang", "term", "status"):
            _wrong(form, number, name)
        if number in form.opened:
            form.drafts[number] = _all_fields(form, number, draft)
        else:
            said = " · ".join(_folded(draft))
            if said:
                st.caption(escape(said))


def _folded(draft: TermDraft) -> list[str]:
    """Return in words what the folded fields hold."""
    term = draft.term("")
    valid = [glossary_words.validity(term)] if term.valid_from or term.valid_until else []
    return [*valid, *glossary_words.hints(term), *([term.source] if term.source else [])]


def _all_fields(form: EntryForm, number: int, draft: TermDraft) -> TermDraft:
    with st.container(horizontal=True, gap="small"):
        forms = list(Form)
        shape = st.selectbox(
            tr("Form"),
            forms,
            forms.index(draft.form),
            format_func=glossary_words.form,
            help=glossary_words.form_help(),
            key=form.key("form", number),
        )
        since = _day(
            tr("Valid from"), draft.valid_from, form.key("from", number), tr("The first day on which the status holds.")
        )
        until = _day(
            tr("Valid until"),
            draft.valid_until,
            form.key("until", number),
            tr("The first day on which it does not hold any more."),
        )
    _wrong(form, number, "valid_until")
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        instead = st.text_input(
            tr("Use instead"),
            draft.use_instead,
            help=tr("What to write in the place of a deprecated or forbidden term, where it is not the preferred one."),
            key=form.key("instead", number),
        )
        case = st.checkbox(tr("Only with these capitals"), draft.case, key=form.key("case", number))
    _wrong(form, number, "use_instead")
    changed = replace(draft, form=shape, valid_from=since, valid_until=until, use_instead=instead or "", case=case)
    if draft.lang == RU:
        changed = _declension(form, number, changed)
    left, right = st.columns(2)
    with left:
        note = st.text_input(tr("Note"), draft.note, key=form.key("note", number))
        _wrong(form, number, "note")
    with right:
        source = st.text_input(
            tr("Source"), draft.source, key=form.key("source", number), help=tr("Where the rendering is established.")
        )
        _wrong(form, number, "source")
    return replace(changed, note=note or "", source=source or "")


def _declension(form: EntryForm, number: int, draft: TermDraft) -> TermDraft:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        gender = st.selectbox(
            tr("Gender"),
            cells.GENDERS,
            cells.GENDERS.index(draft.gender) if draft.gender in cells.GENDERS else 0,
            format_func=glossary_words.gender,
            key=form.key("gender", number),
        )
        fixed = st.checkbox(tr("Does not decline"), draft.inflection == INDECLINABLE, key=form.key("fixed", number))
        genitive = st.text_input(
            tr("Genitive"),
            "" if draft.inflection == INDECLINABLE else draft.inflection,
            disabled=fixed,
            help=tr("The whole term, where the dictionary would decline it wrongly: Даляня."),
            key=form.key("genitive", number),
        )
    _wrong(form, number, "inflection")
    return replace(draft, gender=gender, inflection=INDECLINABLE if fixed else genitive or "")


def _day(label: str, text: str, key: str, meaning: str) -> str:
    try:
        known = dt.date.fromisoformat(text) if text else None
    except ValueError:
        known = None
    chosen: Any = st.date_input(
        label, known, min_value=_FIRST_DAY, max_value=_LAST_DAY, format="YYYY-MM-DD", help=meaning, key=key
    )
    return chosen.isoformat() if isinstance(chosen, dt.date) else ""


def _wrong(form: EntryForm, number: int, name: str) -> None:
    said = form.wrong.get((number, name))
    if said:
        st.markdown(f":red[:material/error: :small[{escape(said)}]]")
