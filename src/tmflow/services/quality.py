"""Issues and what people decide about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tmflow import checks
from tmflow.alignment import sentences
from tmflow.checks.check import Context
from tmflow.checks.rules import shipped
from tmflow.glossary.recognizer import Recognizer
from tmflow.i18n import tr
from tmflow.model.errors import Conflict, InputError, NotFound, Refused
from tmflow.model.issue import Decision, DecisionKind, Issue, Scope, Severity
from tmflow.model.language import ordered
from tmflow.services import rechecking
from tmflow.services.beads import Frame, plant
from tmflow.services.changes import Basis, Change, carry_out, expect_version, rewritten, typed
from tmflow.services.clock import now
from tmflow.services.evidence import Evidence, HouseEvidence
from tmflow.services.rows import decision_view, issue_views
from tmflow.services.texts import cleaned
from tmflow.workflow.roles import Action, may, require
from tmflow.workflow.states import Step, after

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from tmflow.alignment.aligner import Aligner
    from tmflow.checks.profile import Profile
    from tmflow.checks.rules import Rules
    from tmflow.model.account import Account
    from tmflow.model.bitext import Bead, Bitext
    from tmflow.model.concept import ConceptEntry
    from tmflow.model.release import LanguageVersion
    from tmflow.services.office import Office
    from tmflow.services.ports.unit_of_work import UnitOfWork
    from tmflow.services.rechecking import CaughtUp, Waiting
    from tmflow.services.views import DecisionView, IssueView, UnitRow

_ATTEMPTS: Final = 5
_LONGEST_REASON: Final = 2_000


class QualityService:
    """Issues: listing, checking again, deciding, fixing."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def issues(self, actor: Account | None, release_ids: Collection[str] | None = None) -> tuple[IssueView, ...]:
        """Return the issues of these releases, or of all, in reading order, with the decisions that hold.

        Raises:
            NotFound: a named release does not exist.
        """
        require(actor, Action.READ)
        if release_ids:
            rechecking.settle(self._office, release_ids)
        with self._office.open() as uow:
            for release_id in release_ids or ():
                uow.releases.get(release_id)
            found = uow.quality.issues(release_ids)
            decisions = uow.quality.decisions({issue.key for _, issue in found}) if found else ()
            by_release: dict[str, list[Issue]] = {}
            for release_id, issue in found:
                by_release.setdefault(release_id, []).append(issue)
            views: list[IssueView] = []
            for release_id, issues in by_release.items():
                units = {unit.id: unit for unit in uow.units.of_release(release_id)}
                for issue in issues:
                    views.extend(issue_views(units[issue.unit_id], (issue,), decisions))
        return tuple(views)

    def check(self, actor: Account | None, release_id: str) -> tuple[IssueView, ...]:
        """Run all checks on a release again, and return its issues; decisions hold on.

        Raises:
            PermissionDenied: what is found is stored, and the actor only reads.
        """
        who = require(actor, Action.DECIDE)
        for _ in range(_ATTEMPTS):
            with self._office.open() as uow:
                record = uow.releases.get(release_id)
                units = uow.units.of_release(release_id)
            found = self._office.checker.check(
                units, record.languages, source_lang=record.source_lang, date=record.date
            )
            with self._office.open(write=True) as uow:
                if uow.units.of_release(release_id) != units:
                    continue
                uow.quality.replace(release_id, {unit.id for unit in units}, found)
                uow.trail.record(who, "check", release_id, {"issues": len(found)})
                uow.commit()
            break
        return self.issues(who, (release_id,))

    def look(self, actor: Account | None, release_id: str, profile: Profile) -> tuple[IssueView, ...]:
        """Return what another profile than the one in force would show of a release; nothing is stored."""
        require(actor, Action.READ)
        with self._office.open() as uow:
            record = uow.releases.get(release_id)
            units = uow.units.of_release(release_id)
        found = self._office.checker.check(
            units, record.languages, source_lang=record.source_lang, date=record.date, profile=profile
        )
        with self._office.open() as uow:
            decisions = uow.quality.decisions({issue.key for issue in found}) if found else ()
        by_id = {unit.id: unit for unit in units}
        return tuple(view for issue in found for view in issue_views(by_id[issue.unit_id], (issue,), decisions))

    def catch_up(self, actor: Account | None) -> CaughtUp:
        """Check again what changes of the glossary touch, if something was left undone; a job does it if it is much."""
        require(actor, Action.DECIDE)
        return rechecking.catch_up(self._office)

    def catch_up_with_all(self, actor: Account | None, step: Callable[[int, int, str], None]) -> int:
        """Check again what changes of the glossary touch, however much it is, and return how many units that were.

        Args:
            actor: who may store issues.
            step: is told how far it is: units done, units in all, the number of the release that is next.
        """
        require(actor, Action.DECIDE)
        return rechecking.catch_up_with_all(self._office, step)

    def prepare(self, actor: Account | None) -> None:
        """Load what the first check would wait for: glossary, lexicon, encoder. The newest release serves to try."""
        require(actor, Action.READ)
        self._office.terms.current_recognizer()
        with self._office.open() as uow:
            records, _ = uow.releases.page(query="", state=None, after=None, limit=1)
            units = [uow.units.of_release(record.id) for record in records]
        for record, found in zip(records, units, strict=True):
            self._office.checker.check(found, record.languages, source_lang=record.source_lang, date=record.date)

    def waiting(self, actor: Account | None) -> Waiting:
        """Return how much is still to be checked again after a change of the glossary."""
        require(actor, Action.READ)
        return rechecking.waiting(self._office)

    def decide(
        self,
        actor: Account | None,
        unit_id: str,
        key: str,
        kind: DecisionKind,
        scope: Scope,
        reason: str = "",
    ) -> DecisionView:
        """Decide about an issue of a unit, here, in its release, or everywhere.

        An error blocks approval, so it takes an editor to close it without a fix; a glossary owner may accept a
        rendering or call it a different thing.

        Raises:
            NotFound: the unit has no issue of this key.
            PermissionDenied: the actor may not close this issue, decides nothing in its language, or may not revoke the
                decision that holds.
            InputError: an issue is suppressed without a reason.
        """
        who = require(actor, Action.DECIDE)
        reason = cleaned(reason).strip()
        if kind is DecisionKind.SUPPRESS and not reason:
            raise InputError(tr("Say why this is not an issue."))
        if len(reason) > _LONGEST_REASON:
            raise InputError(tr("A reason has at most {limit} characters.", limit=_LONGEST_REASON))
        with self._office.open(write=True) as uow:
            unit = uow.units.get(unit_id)
            issue = next((item for item in uow.quality.of_units((unit_id,)) if item.key == key), None)
            if issue is None:
                raise NotFound(tr("This issue is not there any more."))
            require(who, Action.DECIDE, issue.lang)
            if issue.severity is Severity.ERROR and not may_close_errors(
                who, issue.lang, kind, term=issue.concept_id != "" and not self._office.checker.critical(issue.check)
            ):
                require(who, Action.SUPPRESS_ERROR, issue.lang)
            place = {Scope.HERE: unit.id, Scope.RELEASE: unit.release_id, Scope.EVERYWHERE: ""}[scope]
            decision = Decision(key, kind, scope, place, who.name, now(), reason)
            number = put_decision(uow, who, decision)
            uow.trail.record(
                who,
                "decide",
                f"{unit.release_id}/{unit.position}",
                {"key": key, "check": issue.check, "kind": kind.value, "scope": scope.value, "decision": number},
            )
            uow.commit()
        with self._office.open() as uow:
            return decision_view(uow.quality.decision(number))

    def revoke(self, actor: Account | None, decision_id: int) -> None:
        """End a decision: its own author, an editor or a glossary owner may; the issue is open again."""
        who = require(actor, Action.DECIDE)
        with self._office.open(write=True) as uow:
            stored = uow.quality.decision(decision_id).decision
            require_revoking(who, stored)
            uow.quality.revoke(decision_id, now())
            uow.trail.record(who, "revoke", f"decision:{decision_id}", {"key": stored.key})
            uow.commit()

    def fix(self, actor: Account | None, unit_id: str, issue_key: str, version: int, operation_id: str) -> UnitRow:
        """Put an issue's suggestion in the place of what is wrong, as a revision of origin `fixed:check`.

        Args:
            actor: who translates into the language of the issue.
            unit_id: the unit.
            issue_key: the issue.
            version: the version of the text to blame that the actor has read.
            operation_id: the same for every repetition of this one act.

        Raises:
            NotFound: the issue is not there (any more).
            Refused: it has no suggestion.
            Conflict: the text changed.
        """
        who = require(actor, Action.TRANSLATE)
        with self._office.open() as uow:
            done = uow.trail.operation(operation_id, who)
            issue = next((item for item in uow.quality.of_units((unit_id,)) if item.key == issue_key), None)
        if issue is None and done is None:
            raise NotFound(tr("This issue is not there any more."))
        if issue is not None:
            require(who, Action.TRANSLATE, issue.lang)

        def work_out(basis: Basis) -> Change:
            if issue is None:
                raise NotFound(tr("This issue is not there any more."))
            expect_version(basis.variant(issue.lang), version)
            return fixed(basis, issue, who.name)

        return carry_out(self._office, who, unit_id, operation_id, ("fix", issue_key), work_out)


def fixed(basis: Basis, issue: Issue, author: str) -> Change:
    """Return the change that applies an issue's suggestion."""
    stored = basis.variant(issue.lang)
    text = stored.text.text
    if not issue.suggestion:
        raise Refused(tr("There is no suggestion for this: it takes a person."))
    if issue.start == issue.end:
        raise Refused(tr("“{text}” is missing: where it goes takes a person.", text=issue.suggestion))
    if text[issue.start : issue.end] != issue.text:
        raise Conflict(tr("The text changed since it was checked: run the checks again."), current=stored)
    mended = text[: issue.start] + issue.suggestion + text[issue.end :]
    change = rewritten(
        basis,
        issue.lang,
        typed(stored, mended),
        author=author,
        origin=f"fixed:{issue.check}",
        state=after(stored.state, Step.SAVE),
    )
    event = ("fix", {"lang": issue.lang, "check": issue.check, "key": issue.key})
    return Change(change.written, change.new_texts, events=(event,))


def put_decision(uow: UnitOfWork, who: Account, taken: Decision) -> int:
    """Store a decision in the place of the one that holds there, and return its number.

    Raises:
        PermissionDenied: `who` may not revoke that one.
    """
    for stored in uow.quality.decisions({taken.key}):
        if (stored.decision.scope, stored.decision.place) == (taken.scope, taken.place):
            require_revoking(who, stored.decision)
    return uow.quality.decide(taken)


def require_revoking(who: Account, taken: Decision) -> None:
    """Let only its own author, an editor or a glossary owner end a decision."""
    if taken.author != who.name and not may(who, Action.EDIT_GLOSSARY):
        require(who, Action.SUPPRESS_ERROR)


def may_close_errors(who: Account, lang: str, kind: DecisionKind, *, term: bool) -> bool:
    """Whether `who` may decide so about an error in a text in `lang`; `term`: it is about a rendering of a concept."""
    if kind is DecisionKind.FIXED or may(who, Action.SUPPRESS_ERROR, lang):
        return True
    return term and kind in {DecisionKind.ACCEPT, DecisionKind.DIFFERENT} and may(who, Action.EDIT_GLOSSARY)


def check_texts(
    versions: Sequence[LanguageVersion],
    entries: Iterable[ConceptEntry],
    aligner: Aligner,
    *,
    fixed_beads: Sequence[Bead] = (),
    rules: Rules | None = None,
) -> tuple[IssueView, ...]:
    """Align two or three versions and check them against a glossary, without a workspace.

    Args:
        versions: the versions, one in each language.
        entries: the glossary.
        aligner: joins the versions.
        fixed_beads: beads that are known.
        rules: the office's own rules of style; those that come with the program when left out.

    Returns:
        The issues in reading order, of a release without a number.

    Raises:
        InputError: two versions in one language, or fewer than two.
    """
    by_language = {version.lang: version for version in versions}
    if len(by_language) != len(versions):
        raise InputError(tr("There is one version in each language."))
    languages = ordered(by_language)
    bitext = aligner.align({lang: sentences.of(by_language[lang]) for lang in languages}, fixed=fixed_beads)
    date = next((version.date for version in versions if version.date), "")
    return check_bitext(bitext, entries, date=date, evidence=HouseEvidence(lambda: aligner)(), rules=rules)


def check_bitext(
    bitext: Bitext,
    entries: Iterable[ConceptEntry],
    *,
    date: str = "",
    evidence: Evidence | None = None,
    rules: Rules | None = None,
) -> tuple[IssueView, ...]:
    """Check an aligned text of a date (ISO 8601, or empty) against a glossary, without a workspace."""
    languages = ordered(bitext.sentences)
    frame = Frame("", languages, languages[0], "", "", published=True)
    units = plant(bitext, frame)
    known: Mapping[str, ConceptEntry] = {entry.id: entry for entry in entries}
    recognizer = Recognizer(term for entry in known.values() for term in entry.terms)
    asked = evidence or Evidence()
    context = Context(
        units,
        recognizer,
        known,
        languages,
        languages[0],
        date,
        associations=asked.associations,
        meaning=asked.meaning,
        rules=shipped() if rules is None else rules,
    )
    found = checks.run(context)
    by_id = {unit.id: unit for unit in units}
    return tuple(view for issue in found for view in issue_views(by_id[issue.unit_id], (issue,), ()))
