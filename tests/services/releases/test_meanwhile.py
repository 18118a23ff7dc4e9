"""What somebody else does between looking and writing is never lost and never overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tmflow.model.bitext import BeadOrigin
from tmflow.model.errors import NotFound
from tmflow.model.unit import State
from tmflow.services.alignments import AlignmentService
from tmflow.services.consistency import ConsistencyService
from tmflow.services.review import ReviewService
from tmflow.services.units import UnitService


class Interrupted:
    """The house's checks, before the first of which somebody else does something."""

    def __init__(self, checker, act):
        self._checker = checker
        self._acts = [act]

    def check(self, units, languages, **rest):
        if self._acts:
            self._acts.pop()()
        return self._checker.check(units, languages, **rest)


@pytest.fixture
def interrupted(office):
    """The doors behind the services, with an act of somebody else while the checks run."""
    return lambda act: replace(office, checker=Interrupted(office.checker, act))


def test_a_text_for_a_sentence_that_was_merged_away_is_not_swallowed(services, people, draft, work, interrupted):
    unit = work.row(draft, 6).unit
    merged = interrupted(lambda: services.alignments.merge(people.translator, draft, 1, 4, 5))
    with pytest.raises(NotFound):
        UnitService(merged).save(people.translator, unit.id, "en", "Typed.", version=1, operation_id="operation-1")
    assert [each.text.text for each in services.units.history(people.reader, unit.id, "en")] == [
        "The two sides signed a memorandum of cooperation."
    ]


def test_a_language_that_comes_while_a_release_is_aligned_again_stays(services, people, put, texts, office, work):
    release = put({lang: texts[lang] for lang in ("zh", "en")})

    def aligner():
        services.releases.translate_into(people.translator, release, "ru")
        work.save(release, 2, "ru", "Делегация посетила Ташкент.")
        return office.aligner()

    bitext = services.alignments.merge(people.translator, release, 1, 1, 2)
    with office.open(write=True) as uow:
        # As if a weaker aligner had joined the two: the next run takes them apart.
        beads = (replace(bead, origin=BeadOrigin.AUTOMATIC, confidence=0.1) for bead in bitext.beads)
        uow.bitexts.put(release, replace(bitext, beads=tuple(beads)))
        uow.commit()
    AlignmentService(replace(office, aligner=aligner)).realign(people.translator, release)
    rows = services.units.rows(people.reader, release)
    assert (len(rows), rows[1].unit.text("ru")) == (6, "Делегация посетила Ташкент.")


def test_approving_what_is_clean_goes_on_when_a_text_changes(people, draft, work, interrupted):
    changed = interrupted(lambda: work.save(draft, 1, "en", "SCODA Delegation in Tashkent"))
    assert ReviewService(changed).approve_clean(people.editor, draft, "en") == (5, 1)
    assert work.variant(draft, 1, "en").state is State.TRANSLATED


def test_a_text_that_is_published_meanwhile_is_not_mended(services, people, draft, work, interrupted):
    work.save(draft, 2, "en", "A delegation of the SCO Demo Area visited Tashkent on March 12.")
    found = services.consistency.findings(people.reader, drift_only=True)[0]
    typed = work.row(draft, 2).unit.text("en")

    def publish():
        for lang in ("en", "ru"):
            services.review.approve_clean(people.editor, draft, lang)
        services.releases.publish(people.editor, draft)

    mending = ConsistencyService(interrupted(publish))
    fixed = mending.fix_in_drafts(people.translator, found.concept_id, "en", "SCO Demo Area", "SCODA")
    assert (fixed.changed, fixed.published) == (0, 1)
    assert work.row(draft, 2).unit.text("en") == typed


def test_others_write_while_drafts_are_mended(services, people, draft, work, interrupted):
    work.save(draft, 2, "en", "A delegation of the SCO Demo Area visited Tashkent on March 12.")
    found = services.consistency.findings(people.reader, drift_only=True)[0]
    other = interrupted(lambda: work.save(draft, 6, "en", "Written meanwhile."))
    fixed = ConsistencyService(other).fix_in_drafts(people.translator, found.concept_id, "en", "SCO Demo Area", "SCODA")
    assert fixed.changed == 1
    assert work.row(draft, 6).unit.text("en") == "Written meanwhile."
    assert "SCODA" in work.row(draft, 2).unit.text("en")
