"""The editor's use cases: what waits, what blocks, approving, returning, reopening."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tmflow.i18n import tr
from tmflow.memory import fuzzy
from tmflow.model.errors import Blocked, Conflict, InputError, NotFound
from tmflow.model.issue import Severity
from tmflow.model.unit import State, Variant
from tmflow.services.changes import Basis, Change, carry_out, empty_variant, expect_version, rewritten, typed
from tmflow.services.rechecking import settle
from tmflow.services.rows import mentions_of, rows_of
from tmflow.services.texts import cleaned, wrote
from tmflow.services.views import ReviewItem, WaitingRelease
from tmflow.workflow.roles import Action, may, require
from tmflow.workflow.states import APPROVED, Step, after

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tmflow.model.account import Account
    from tmflow.model.match import DiffPart
    from tmflow.model.unit import TranslationUnit
    from tmflow.services.office import Office
    from tmflow.services.ports.unit_of_work import UnitOfWork
    from tmflow.services.views import IssueView, UnitRow

_EVERY_RELEASE: Final = 100_000
_FEW_RELEASES: Final = 1_000
"""So many are asked for by number; for more it is quicker to look at all."""


class ReviewService:
    """Approval: a second person compares the translation with its source."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def waiting(self, actor: Account | None, lang: str | None = None) -> tuple[WaitingRelease, ...]:
        """Return the releases with translations that wait for an editor, longest waiting first."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            records = [
                record
                for state in (State.INITIAL, State.TRANSLATED)
                for record in uow.releases.page(query="", state=state, after=None, limit=_EVERY_RELEASE)[0]
            ]
            open_ones = [record.id for record in records] if len(records) <= _FEW_RELEASES else None
            progress = uow.units.progress(open_ones)
            titles = uow.releases.titles(open_ones)
        found = []
        for record in records:
            langs = {
                each: count
                for each in record.languages
                if _reviewed_apart(each, record.source_lang, record.languages)
                and lang in {None, each}
                and (count := progress.get(record.id, {}).get(each, {}).get(State.TRANSLATED, 0))
            }
            if langs:
                title = titles.get(record.id, {})
                shown = title.get(record.source_lang) or next(iter(title.values()), "")
                found.append(WaitingRelease(record.id, shown, record.date, langs, record.updated_at))
        return tuple(sorted(found, key=lambda item: item.updated_at))

    def items(self, actor: Account | None, release_id: str) -> tuple[ReviewItem, ...]:
        """Return the texts of a release that wait, in reading order, with what blocks each for this reader."""
        who = require(actor, Action.READ)
        settle(self._office, (release_id,))
        recognizer = self._office.terms.current_recognizer()
        with self._office.open() as uow:
            record = uow.releases.get(release_id)
            units = uow.units.of_release(release_id)
            items = []
            waiting = [unit for unit in units if any(v.state is State.TRANSLATED for v in unit.variants.values())]
            for row in rows_of(uow, waiting, {unit.id: mentions_of(unit, recognizer, record.date) for unit in waiting}):
                for lang in record.languages:
                    variant = row.unit.variants.get(lang)
                    if (
                        variant is not None
                        and variant.state is State.TRANSLATED
                        and _reviewed_apart(lang, record.source_lang, record.languages)
                    ):
                        basis = Basis(record, units, row.unit)
                        difference = _difference(uow, row.unit, lang)
                        items.append(ReviewItem(row, lang, difference, blockers(who, basis, lang, row.issues)))
        return tuple(items)

    def approve(
        self,
        actor: Account | None,
        unit_id: str,
        lang: str,
        *,
        version: int,
        operation_id: str,
        text: str | None = None,
    ) -> UnitRow:
        """Approve a translation; with `text` amend it and sign it in one act.

        The source that it was compared with is signed along with it, unless the editor wrote that text. An immutable
        snapshot goes into the memory.

        Raises:
            Blocked: reasons `empty`, `own_revision`, `open_error`, `state` (not declared translated).
            Conflict: the text changed since the editor read it.
            PermissionDenied: the actor is no editor of this language.
        """
        who = require(actor, Action.APPROVE, lang)
        text = None if text is None else cleaned(text)

        def work_out(basis: Basis) -> Change:
            expect_version(basis.variant(lang), version)
            return _approved(basis, lang, who, text)

        def allow(basis: Basis, _change: Change, issues: tuple[IssueView, ...]) -> None:
            _refuse(blockers(who, basis, lang, issues, amended=text))

        act = ("approve", lang) if text is None else ("approve", lang, text)
        return carry_out(self._office, who, unit_id, operation_id, act, work_out, allow=allow)

    def approve_clean(self, actor: Account | None, release_id: str, lang: str) -> tuple[int, int]:
        """Approve every translation that nothing blocks; return how many were approved and how many stay."""
        who = require(actor, Action.APPROVE, lang)
        waiting = [item for item in self.items(actor, release_id) if item.lang == lang]
        approved = 0
        for item in waiting:
            variant = item.row.unit.variants[lang]
            if item.blockers:
                continue
            try:
                self.approve(
                    who,
                    item.row.unit.id,
                    lang,
                    version=variant.version,
                    operation_id=f"clean:{who.id}:{item.row.unit.id}:{lang}:{variant.version}",
                )
            except (Blocked, Conflict, NotFound):
                # Somebody was faster, or changed the text: it waits as any other.
                continue
            approved += 1
        return approved, len(waiting) - approved

    def return_(
        self, actor: Account | None, unit_id: str, lang: str, *, version: int, comment: str, operation_id: str
    ) -> UnitRow:
        """Send a translation back to the translator, who sees the comment and an unfinished text."""
        who = require(actor, Action.APPROVE, lang)
        comment = cleaned(comment).strip()
        if not comment:
            raise InputError(tr("Say in a comment what is to be changed."))

        def work_out(basis: Basis) -> Change:
            stored = basis.variant(lang)
            expect_version(stored, version)
            written = replace(stored, state=after(stored.state, Step.RETURN), version=stored.version + 1)
            return Change(
                {lang: written},
                events=(("return", {"lang": lang}),),
                forget=stored.state in APPROVED,
                comment=("return", lang, comment),
            )

        return carry_out(self._office, who, unit_id, operation_id, ("return", lang, comment), work_out)

    def reopen(self, actor: Account | None, unit_id: str, lang: str, *, version: int, operation_id: str) -> UnitRow:
        """Take an approval back; the memory offers the text no longer."""
        who = require(actor, Action.APPROVE, lang)

        def work_out(basis: Basis) -> Change:
            stored = basis.variant(lang)
            expect_version(stored, version)
            written = replace(stored, state=after(stored.state, Step.REOPEN), version=stored.version + 1)
            return Change({lang: written}, events=(("reopen", {"lang": lang}),), forget=True)

        return carry_out(self._office, who, unit_id, operation_id, ("reopen", lang), work_out)


def blockers(
    actor: Account, basis: Basis, lang: str, issues: Iterable[IssueView], *, amended: str | None = None
) -> tuple[str, ...]:
    """Return the codes of everything that keeps `actor` from approving a text, in a fixed order."""
    stored = basis.unit.variants.get(lang) or empty_variant(lang)
    text = stored.text.text if amended is None else amended
    found = []
    if not may(actor, Action.APPROVE, lang):
        found.append("role")
    if not text.strip() or not stored.text.text.strip():
        found.append("empty")
    elif _own(actor, stored, of_source=lang == basis.source_lang):
        found.append("own_revision")
    if stored.state is not State.TRANSLATED:
        found.append("state")
    if any(view.open and view.issue.severity is Severity.ERROR and view.issue.lang == lang for view in issues):
        found.append("open_error")
    return tuple(found)


def _own(actor: Account, variant: Variant, *, of_source: bool) -> bool:
    # A source text that came as a file was written outside: who uploaded it may sign it.
    return wrote(actor.name, variant) and not (of_source and variant.origin == "imported")


def _refuse(reasons: tuple[str, ...]) -> None:
    if not reasons:
        return
    sentences = {
        "role": tr("this takes an editor of the language"),
        "empty": tr("the text is empty"),
        "own_revision": tr("nobody approves a text of their own"),
        "state": tr("the translator has not declared it translated"),
        "open_error": tr("an error is open"),
    }
    what = "; ".join(sentences[reason] for reason in reasons)
    raise Blocked(tr("This cannot be approved: {reasons}.", reasons=what), reasons=reasons)


def _approved(basis: Basis, lang: str, who: Account, text: str | None) -> Change:
    stored = basis.variant(lang)
    amends = text is not None and text != stored.text.text
    events: list[tuple[str, dict[str, str | int]]] = []
    if amends and text is not None:
        change = rewritten(basis, lang, typed(stored, text), author=who.name, origin="typed", state=State.REVIEWED)
        written = dict(change.written)
        events.append(("amend", {"lang": lang, "author": stored.author}))
    else:
        written = {lang: replace(stored, version=stored.version + 1)}
    written[lang] = replace(written[lang], state=State.REVIEWED, source_changed=False)
    events.append(("approve", {"lang": lang, "author": written[lang].author, "version": written[lang].version}))
    approved = {lang}
    source = basis.unit.variants.get(basis.source_lang)
    if (
        source is not None
        and lang != basis.source_lang
        and source.state is State.TRANSLATED
        and not _own(who, source, of_source=True)
    ):
        written[basis.source_lang] = replace(source, state=State.REVIEWED, version=source.version + 1)
        approved.add(basis.source_lang)
        events.append(("approve", {"lang": basis.source_lang, "author": source.author, "with": lang}))
    return Change(
        written,
        new_texts=frozenset({lang}) if amends else frozenset(),
        approved=frozenset(approved),
        events=tuple(events),
        remember=True,
    )


def _reviewed_apart(lang: str, source_lang: str, languages: tuple[str, ...]) -> bool:
    """Return whether a text is approved by itself; a source is signed with its translations, if it has any."""
    return lang != source_lang or len(languages) == 1


def _difference(uow: UnitOfWork, unit: TranslationUnit, lang: str) -> tuple[DiffPart, ...]:
    past = uow.units.revisions(unit.id, lang)
    last = next((item.revision.text.text for item in reversed(past) if item.state in APPROVED), "")
    return fuzzy.difference(last, unit.text(lang), lang)
