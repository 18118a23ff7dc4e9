"""Ways around the rule that nobody approves a text of their own, and around who may close an error."""

from __future__ import annotations

import pytest

from tmflow.model.concept import Kind, Status
from tmflow.model.errors import Blocked, InputError, PermissionDenied, Refused
from tmflow.model.issue import DecisionKind, Scope
from tmflow.model.unit import State
from tmflow.services.accounts import SYSTEM
from tmflow.services.glossaries import TermDraft


def test_a_typed_source_does_not_count_as_a_file(people, draft, work):
    with pytest.raises(InputError):
        work.save(draft, 6, "zh", "双方签署了谅解备忘录。", actor=people.editor, origin="imported")


def test_merging_with_a_colleagues_text_makes_no_text_of_the_colleague(services, people, draft, work):
    # The editor writes before the colleague does; within one second the earlier sentence counts as the newer.
    work.save(draft, 6, "en", "Both sides signed a memorandum of cooperation.", actor=people.editor)
    work.save(draft, 5, "en", "The center handles 1.2 million tons a year.", actor=people.translator)
    services.alignments.merge(people.translator, draft, 1, 4, 5)
    with pytest.raises(Blocked) as blocked:
        work.approve(draft, 5, "en")
    assert "own_revision" in blocked.value.reasons
    assert work.approve(draft, 5, "en", actor=people.second).unit.variants["en"].state is State.REVIEWED


def test_one_operation_id_is_for_one_text(services, people, draft, work):
    unit = work.row(draft, 6).unit
    save = services.units.save
    save(people.translator, unit.id, "en", "First.", version=1, operation_id="operation-1")
    again = save(people.translator, unit.id, "en", "First.", version=1, operation_id="operation-1")
    assert again.unit.variants["en"].version == 2
    with pytest.raises(Refused):
        save(people.translator, unit.id, "en", "Second.", version=2, operation_id="operation-1")
    with pytest.raises(Refused):
        save(people.translator, unit.id, "ru", "First.", version=1, operation_id="operation-1")
    with pytest.raises(Refused):
        services.review.approve(people.editor, unit.id, "en", version=2, operation_id="operation-1")
    assert work.row(draft, 6).unit.text("en") == "First."


def test_an_empty_text_that_is_put_back_is_not_translated(services, people, draft, work, operation):
    work.save(draft, 6, "en", "", confirm=False)
    work.save(draft, 6, "en", "Both sides signed a memorandum of cooperation.")
    unit = work.row(draft, 6).unit
    empty = next(each for each in services.units.history(people.reader, unit.id, "en") if not each.text.text)
    row = services.units.restore(people.translator, unit.id, "en", empty.id, 3, operation())
    assert row.unit.variants["en"].state is State.INITIAL


def test_a_language_added_as_a_draft_to_a_published_release_waits_for_an_editor(services, people, put, texts):
    release = put({lang: texts[lang] for lang in ("zh", "ru")}, published=True)
    stored = put(texts, published=False)
    assert stored == release
    states = {row.unit.variants["en"].state for row in services.units.rows(people.reader, release)}
    assert states == {State.TRANSLATED}
    assert services.exports.export(people.reader, release, "docx", "ru").data
    with pytest.raises(Blocked):
        services.exports.export(people.reader, release, "docx", "en")


@pytest.mark.parametrize("act", ["reopen", "return"])
def test_the_memory_does_not_offer_what_is_approved_no_more(services, people, draft, work, operation, act):
    for lang in ("en", "ru"):
        unit = work.approve(draft, 6, lang).unit
    version = unit.variants["en"].version
    if act == "reopen":
        services.review.reopen(people.editor, unit.id, "en", version=version, operation_id=operation())
    else:
        services.review.return_(
            people.editor, unit.id, "en", version=version, comment="Not so.", operation_id=operation()
        )
    source = unit.text("zh")
    assert services.memories.search(people.reader, source, "zh", "en") == ()
    assert services.memories.search(people.reader, source, "zh", "ru")[0].target == unit.text("ru")


def test_decisions_belong_to_languages(services, people, draft, work):
    row = work.save(draft, 2, "en", "A delegation of the SCO Demo Area visited Tashkent on March 12.")
    key = row.issues[0].issue.key
    with pytest.raises(PermissionDenied):
        services.quality.decide(people.russian_only, row.unit.id, key, DecisionKind.DIFFERENT, Scope.HERE)
    services.quality.decide(people.translator, row.unit.id, key, DecisionKind.DIFFERENT, Scope.HERE)


class TestForbiddenRenderings:
    @pytest.fixture
    def concept(self, services, draft, work):
        entry = services.glossaries.list(SYSTEM).items[0]
        draft_term = TermDraft(None, "en", "SCO Model Zone", Status.FORBIDDEN)
        services.glossaries.save(SYSTEM, entry.id, Kind.ORGANISATION, "", [draft_term])
        row = work.save(draft, 2, "en", "A delegation of the SCO Model Zone visited Tashkent on March 12.")
        assert "term_forbidden" in {view.issue.check for view in row.issues}
        return entry.id

    def test_a_translator_closes_no_error_everywhere(self, services, people, draft, work, concept):
        with pytest.raises(PermissionDenied):
            services.consistency.decide(
                people.translator, concept, "en", "SCO Model Zone", DecisionKind.SUPPRESS, "So we say."
            )
        with pytest.raises(Blocked):
            work.approve(draft, 2, "en")

    def test_an_owner_admits_it_and_an_editor_suppresses_it(self, services, people, concept):
        services.consistency.decide(people.owner, concept, "en", "SCO Model Zone", DecisionKind.ACCEPT)
        with pytest.raises(PermissionDenied):
            services.consistency.decide(
                people.owner, concept, "en", "SCO Model Zone", DecisionKind.SUPPRESS, "So we say."
            )
        services.consistency.decide(people.editor, concept, "en", "SCO Model Zone", DecisionKind.SUPPRESS, "So we say.")

    def test_a_decision_from_before_does_not_close_what_is_forbidden_later(self, services, people, draft, work):
        entry = services.glossaries.list(SYSTEM).items[0]
        old = next(term for term in entry.terms if term.status is Status.DEPRECATED)
        work.save(draft, 2, "en", "A delegation of the SCO Demo Area visited Tashkent on March 12.")
        services.consistency.decide(people.translator, entry.id, "en", "SCO Demo Area", DecisionKind.ACCEPT)
        forbidden = TermDraft(old.id, "en", old.text, Status.FORBIDDEN, base_revision=old.revision)
        services.glossaries.save(SYSTEM, entry.id, Kind.ORGANISATION, "", [forbidden])
        with pytest.raises(Blocked):
            work.approve(draft, 2, "en")


@pytest.mark.usefixtures("draft")
def test_the_consistency_of_a_changed_glossary(services, people):
    before = {finding.concept_id for finding in services.consistency.findings(people.reader)}
    terms = [TermDraft(None, "zh", "合作备忘录"), TermDraft(None, "en", "memorandum of cooperation")]
    entry = services.glossaries.save(people.owner, None, Kind.TERM, "", terms)
    after = {finding.concept_id for finding in services.consistency.findings(people.reader)}
    assert after - before == {entry.id}


def test_who_may_not_revoke_a_decision_does_not_replace_it_either(services, people, draft, work):
    row = work.save(draft, 5, "en", "The center handles 1.3 million tons of cargo every year.")
    unit, key = row.unit, row.issues[0].issue.key
    decide = services.quality.decide
    decide(people.editor, unit.id, key, DecisionKind.SUPPRESS, Scope.HERE, reason="Figure of the partner.")
    with pytest.raises(PermissionDenied):
        decide(people.translator, unit.id, key, DecisionKind.FIXED, Scope.HERE)
    assert not services.units.row(people.reader, unit.id).issues[0].open
    decide(people.second, unit.id, key, DecisionKind.FIXED, Scope.HERE)
    assert services.units.row(people.reader, unit.id).issues[0].open
