"""Counting the renderings of a concept through an archive: what, how often, where, since when, and how urgent."""

from __future__ import annotations

import pytest

from tmflow.consistency import register, renderings
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant

MARKS = {"~": Status.DEPRECATED, "!": Status.FORBIDDEN, "+": Status.ADMITTED}


def entry(concept, kind, **written):
    terms = tuple(
        Term(f"{concept}.{lang}.{n}", concept, lang, text.lstrip("~!+"), MARKS.get(text[0], Status.PREFERRED))
        for lang, texts in written.items()
        for n, text in enumerate(texts)
    )
    return ConceptEntry(concept, kind, terms)


ZONE = entry(
    "zone",
    Kind.ORGANISATION,
    zh=["上合示范区"],
    en=["SCODA", "+SCO Demonstration Area", "~SCO Demonstration Zone"],
    ru=["демонстрационная зона ШОС", "!свободная зона ШОС"],
)
COMMITTEE = entry("committee", Kind.ORGANISATION, zh=["上合示范区管委会"], en=["SCODA Administrative Committee"])
TRADE = entry("trade", Kind.TERM, zh=["对外贸易"], en=["foreign trade", "~external trade"], ru=["внешняя торговля"])


def placed(release, position, date="2023-05-01", *, draft=False, **texts):
    variants = {lang: Variant(lang, Segment(text)) for lang, text in texts.items()}
    unit = TranslationUnit(f"{release}-{position}", release, position, variants=variants)
    return renderings.PlacedUnit(unit, release, date, draft)


def collect(units, *entries, **options):
    by_id = {one.id: one for one in entries}
    return register.collect(units, by_id, Recognizer(t for one in entries for t in one.terms), **options)


def of(findings, concept, lang):
    (found,) = [one for one in findings if (one.concept_id, one.lang) == (concept, lang)]
    return found


def test_renderings_are_counted_with_their_releases_and_dates():
    units = [
        placed("B", 1, "2023-06-02", zh="上合示范区", en="the SCO Demonstration Zone"),
        placed("A", 1, "2021-04-16", zh="上合示范区", en="SCODA"),
        placed("A", 2, "2021-04-16", zh="上合示范区和上合示范区", en="SCODA, and SCODA’s port"),
        placed("C", 1, "", zh="上合示范区", en="SCODA"),
    ]
    found = of(collect(units, ZONE), "zone", "en")
    used = [(r.text, r.status, r.count, r.releases, r.first, r.last) for r in found.renderings]
    assert used == [
        ("SCODA", Status.PREFERRED, 4, ("A", "C"), "2021-04-16", "2021-04-16"),
        ("SCO Demonstration Zone", Status.DEPRECATED, 1, ("B",), "2023-06-02", "2023-06-02"),
    ]
    assert found.preferred == "SCODA"
    assert found.kind is Kind.ORGANISATION


def test_every_place_points_at_its_text_and_inflected_forms_are_one_rendering():
    texts = ("в демонстрационной зоне ШОС", "«Демонстрационная\u00a0зона ШОС» и о демонстрационных зонах ШОС")
    units = [placed("A", n, zh="上合示范区", ru=text) for n, text in enumerate(texts, 1)]
    (rendering,) = of(collect(units, ZONE), "zone", "ru").renderings
    assert [(p.position, texts[p.position - 1][p.start : p.end]) for p in rendering.places] == [
        (p.position, p.text) for p in rendering.places
    ]
    assert rendering.count == 3


@pytest.mark.parametrize(
    ("english", "drift"),
    [("SCODA", False), ("SCO Demonstration Area", False), ("the SCO Demonstration Zone", True), ("the zone", False)],
)
def test_drift_is_a_rendering_that_the_glossary_does_not_accept(english, drift):
    found = of(collect([placed("A", 1, zh="上合示范区", en=english)], ZONE), "zone", "en")
    assert found.drift is drift
    assert (found.harm > 0) is drift


def test_a_place_without_any_listed_term_is_unlisted_and_an_empty_version_is_none():
    units = [
        placed("A", 1, zh="上合示范区", en="the area", ru=""),
        placed("A", 2, zh="上合示范区"),
        placed("A", 3, en="SCODA"),
    ]
    findings = collect(units, ZONE)
    assert [place.unit_id for place in of(findings, "zone", "en").unlisted] == ["A-1"]
    assert {one.lang for one in findings} == {"zh", "en"}


def test_the_language_of_the_source_says_what_is_missing():
    unit = placed("A", 1, zh="会议召开", en="SCODA met", ru="встреча")
    assert not [one for one in collect([unit], ZONE) if one.unlisted]
    findings = collect([unit], ZONE, source_lang="en")
    assert {one.lang for one in findings if one.unlisted} == {"zh", "ru"}


def test_a_mention_inside_a_longer_term_is_that_term_and_not_missing_elsewhere():
    units = [
        placed("A", 1, zh="上合示范区管委会", en="the SCODA Administrative Committee"),
        placed("A", 2, zh="上合示范区", en="the SCODA Administrative Committee"),
    ]
    findings = collect(units, ZONE, COMMITTEE)
    assert [rendering.count for rendering in of(findings, "committee", "zh").renderings] == [1]
    assert [rendering.count for rendering in of(findings, "zone", "zh").renderings] == [1]
    assert [one for one in findings if one.unlisted] == []


def test_of_two_terms_at_one_place_the_one_that_is_written_there_counts():
    initiative = entry("bri", Kind.TERM, zh=["倡议"], en=["Belt and Road Initiative", "~Belt and Road initiative"])
    units = [
        placed("A", 1, zh="倡议", en="the Belt and Road Initiative"),
        placed("A", 2, zh="倡议", en="the Belt and Road initiative"),
    ]
    found = of(collect(units, initiative), "bri", "en")
    assert [(one.text, one.count) for one in found.renderings] == [
        ("Belt and Road Initiative", 1),
        ("Belt and Road initiative", 1),
    ]


def test_harm_grows_with_wrong_places_drafts_and_what_is_named_and_leads_the_list():
    def harm(concept, *units):
        return of(collect(units, ZONE, TRADE), concept, "en").harm

    right = placed("A", 1, zh="对外贸易", en="foreign trade")
    wrong = placed("B", 1, zh="对外贸易", en="external trade")
    draft = placed("B", 1, zh="对外贸易", en="external trade", draft=True)
    named = placed("C", 1, zh="上合示范区", en="the SCO Demonstration Zone")
    assert harm("trade", right) == 0
    assert harm("trade", right, wrong) < harm("trade", wrong) < harm("trade", draft) <= 100
    assert harm("trade", wrong) < harm("zone", named)
    many = [placed("D", n, zh="上合示范区", en="the SCO Demonstration Zone", draft=True) for n in range(40)]
    assert harm("zone", *many) == 100
    order = [(one.concept_id, one.lang) for one in collect([right, wrong, named], ZONE, TRADE)]
    assert order[:2] == [("zone", "en"), ("trade", "en")]


def test_the_order_of_the_archive_changes_no_number():
    units = [
        placed("A", 1, "2021-01-01", zh="上合示范区", en="SCODA"),
        placed("B", 1, "2022-01-01", zh="上合示范区", en="the SCO Demonstration Zone", ru="в свободной зоне ШОС"),
        placed("C", 1, "", zh="上合示范区", en="the area"),
    ]

    def numbers(findings):
        return [
            (
                one.concept_id,
                one.lang,
                one.harm,
                len(one.unlisted),
                [(r.text, r.count, r.first) for r in one.renderings],
            )
            for one in findings
        ]

    assert numbers(collect(units, ZONE)) == numbers(collect(units[::-1], ZONE))


def test_a_rendering_that_was_right_at_its_date_is_no_drift():
    old = Term("city.en.2", "city", "en", "Nur-Sultan", Status.DEPRECATED, valid_from="2022-09-17")
    city = ConceptEntry("city", Kind.PLACE, (Term("city.en.1", "city", "en", "Astana"), old))
    before, after = placed("A", 1, "2021-04-16", en="Nur-Sultan"), placed("B", 1, "2023-04-16", en="Nur-Sultan")
    assert not of(collect([before], city), "city", "en").drift
    found = of(collect([before, after], city), "city", "en")
    assert (found.drift, [place.release_id for place in found.renderings[0].wrong]) == (True, ["B"])
