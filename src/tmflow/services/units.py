"""The translator's use cases: rows, help for one of them, saving, comments, history."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.model.errors import InputError, NotFound
from tmflow.model.unit import State
from tmflow.services.changes import Basis, Change, carry_out, expect_version, rewritten, typed
from tmflow.services.clock import now
from tmflow.services.rechecking import settle
from tmflow.services.rows import mentions_of, rows_of
from tmflow.services.term_help import term_help
from tmflow.services.texts import cleaned, context_of
from tmflow.services.views import UnitHelp, UnitRow
from tmflow.workflow.roles import Action, require
from tmflow.workflow.states import Step, after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.model.account import Account
    from tmflow.model.unit import Revision, Variant
    from tmflow.services.office import Office
    from tmflow.services.ports.trail import Plain

_REFERENCE: Final = re.compile(r"(R-\d{4}-\d{4,})/(\d{1,7})")
_ORIGIN: Final = re.compile(r"typed|tm \d{1,3}|mt:[\w.:-]{1,80}|fixed:\w{1,60}|restored")


class UnitService:
    """Translation units for those who read and write them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def rows(self, actor: Account | None, release_id: str) -> tuple[UnitRow, ...]:
        """Return the rows of a release in reading order."""
        require(actor, Action.READ)
        settle(self._office, (release_id,))
        recognizer = self._office.terms.current_recognizer()
        with self._office.open() as uow:
            date = uow.releases.get(release_id).date
            units = uow.units.of_release(release_id)
            return rows_of(uow, units, {unit.id: mentions_of(unit, recognizer, date) for unit in units})

    def row(self, actor: Account | None, unit_id: str) -> UnitRow:
        """Return one row."""
        require(actor, Action.READ)
        self._settle(unit_id)
        recognizer = self._office.terms.current_recognizer()
        with self._office.open() as uow:
            unit = uow.units.get(unit_id)
            date = uow.releases.get(unit.release_id).date
            return rows_of(uow, (unit,), {unit.id: mentions_of(unit, recognizer, date)})[0]

    def locate(self, actor: Account | None, ref: str) -> UnitRow:
        """Return the row that people quote as `R-2026-0187/5`.

        Raises:
            InputError: this is no reference.
            NotFound: there is no such release, or no such sentence in it.
        """
        require(actor, Action.READ)
        read = _REFERENCE.fullmatch(ref.strip())
        if read is None:
            raise InputError(tr("{ref} is no reference: R-2026-0187/5 is expected.", ref=ref[:80]))
        release_id, position = read[1], int(read[2])
        with self._office.open() as uow:
            uow.releases.get(release_id)
            found = next((unit for unit in uow.units.of_release(release_id) if unit.position == position), None)
        if found is None:
            raise NotFound(tr("{release} has no sentence {position}.", release=release_id, position=position))
        return self.row(actor, found.id)

    def help(self, actor: Account | None, unit_id: str, lang: str) -> UnitHelp:
        """Return what helps to translate a unit into `lang`: matches, terms, issues, comments, history."""
        require(actor, Action.READ)
        self._settle(unit_id)
        with self._office.open() as uow:
            unit = uow.units.get(unit_id)
            record = uow.releases.get(unit.release_id)
            context = context_of(uow.units.of_release(unit.release_id), unit)
            comments = uow.units.comments((unit_id,))
            history = tuple(past.revision for past in uow.units.revisions(unit_id, lang))
            row = rows_of(uow, (unit,), {})[0]
        source_lang = record.source_lang
        source = unit.text(source_lang)
        wanted = bool(source) and lang != source_lang
        return UnitHelp(
            matches=self._office.memory.search(actor, source, source_lang, lang, context=context.get(source_lang))
            if wanted
            else (),
            terms=term_help(self._office.terms, unit, source_lang, lang, record.date) if wanted else (),
            issues=tuple(view for view in row.issues if view.issue.lang == lang),
            comments=tuple(comment for comment in comments if comment.lang == lang),
            history=history,
        )

    def _settle(self, unit_id: str) -> None:
        with self._office.open() as uow:
            release_id = uow.units.get(unit_id).release_id
        settle(self._office, (release_id,))

    def save(
        self,
        actor: Account | None,
        unit_id: str,
        lang: str,
        text: str,
        *,
        version: int,
        operation_id: str,
        origin: str = "typed",
        confirm: bool = False,
    ) -> UnitRow:
        """Store a text, and with `confirm` declare it translated.

        Args:
            actor: who writes.
            unit_id: the unit.
            lang: the language of the text.
            text: the whole text.
            version: the version of the variant that the writer has read (0 where there was none).
            operation_id: the same for every repetition of this one act.
            origin: `typed`, `tm 87`, `mt:name`, `fixed:check` or `restored`; only files are `imported`.
            confirm: whether the translator is done with it; an empty text cannot be confirmed.

        Raises:
            Conflict: somebody else wrote meanwhile; `current` is the stored variant.
            PermissionDenied: the actor does not translate into this language.
        """
        who = require(actor, Action.TRANSLATE, lang)
        if _ORIGIN.fullmatch(origin) is None:
            raise InputError(tr("Unknown origin {origin}.", origin=origin[:80]))
        if confirm and not text.strip():
            raise InputError(tr("An empty text cannot be confirmed."))

        def work_out(basis: Basis) -> Change:
            expect_version(basis.variant(lang), version)
            return saved(basis, lang, text, author=who.name, origin=origin, confirm=confirm)

        act = ("save", lang, text, str(confirm))
        return carry_out(self._office, who, unit_id, operation_id, act, work_out)

    def comment(self, actor: Account | None, unit_id: str, lang: str, text: str) -> None:
        """Append a remark about a unit in one language."""
        who = require(actor, Action.TRANSLATE)
        text = cleaned(text).strip()
        if not text:
            raise InputError(tr("The comment is empty."))
        with self._office.open(write=True) as uow:
            unit = uow.units.get(unit_id)
            uow.units.comment(unit_id, lang, author=who.name, at=now(), text=text, kind="comment")
            uow.trail.record(who, "comment", f"{unit.release_id}/{unit.position}", {"unit": unit.id, "lang": lang})
            uow.commit()

    def history(self, actor: Account | None, unit_id: str, lang: str) -> tuple[Revision, ...]:
        """Return every saved state of a text, oldest first, those before a change of the alignment included."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            uow.units.get(unit_id)
            return tuple(past.revision for past in uow.units.revisions(unit_id, lang))

    def restore(
        self, actor: Account | None, unit_id: str, lang: str, revision_id: int, version: int, operation_id: str
    ) -> UnitRow:
        """Put an earlier text back, as a new revision of origin `restored`."""
        who = require(actor, Action.TRANSLATE, lang)
        with self._office.open() as uow:
            past = uow.units.revisions(unit_id, lang)
        chosen = next((item.revision for item in past if item.revision.id == revision_id), None)
        if chosen is None:
            raise NotFound(tr("This sentence has no revision {revision}.", revision=revision_id))

        def work_out(basis: Basis) -> Change:
            stored = basis.variant(lang)
            expect_version(stored, version)
            state = after(stored.state, Step.SAVE) if chosen.text.text.strip() else State.INITIAL
            change = rewritten(basis, lang, chosen.text, author=who.name, origin="restored", state=state)
            return replace(change, events=(("restore", {"lang": lang, "revision": revision_id}),))

        act = ("restore", lang, str(revision_id))
        return carry_out(self._office, who, unit_id, operation_id, act, work_out)


def saved(basis: Basis, lang: str, text: str, *, author: str, origin: str, confirm: bool) -> Change:
    """Return the change that a saved text makes; an empty one where nothing differs."""
    stored = basis.variant(lang)
    text = cleaned(text)
    if text == stored.text.text:
        return _confirmed(stored, author) if confirm else Change({})
    state = after(stored.state, Step.CONFIRM if confirm else Step.SAVE) if text.strip() else State.INITIAL
    change = rewritten(basis, lang, typed(stored, text), author=author, origin=origin, state=state)
    if confirm:
        settled = replace(change.written[lang], source_changed=False)
        change = replace(change, written={**change.written, lang: settled})
    detail: Mapping[str, Plain] = {"lang": lang, "origin": origin, "version": stored.version + 1}
    return replace(change, events=(("confirm" if confirm else "save", detail),))


def _confirmed(stored: Variant, author: str) -> Change:
    """Return what confirming a text as it stands changes.

    Who confirms a draft, or an old translation of a changed source, vouches for it and becomes its author. Text that
    is translated or approved already stays as it is, with its author.
    """
    if stored.state is not State.INITIAL and not stored.source_changed:
        return Change({})
    written = replace(
        stored,
        state=after(stored.state, Step.CONFIRM),
        version=stored.version + 1,
        author=author,
        at=now(),
        source_changed=False,
    )
    detail: Mapping[str, Plain] = {"lang": stored.lang, "origin": stored.origin, "version": written.version}
    return Change({stored.lang: written}, frozenset({stored.lang}), events=(("confirm", detail),))
