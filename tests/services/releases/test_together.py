"""People who work on one release at the same time lose nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tmflow.model.errors import Conflict


def test_eight_people_type_into_one_release(services, people, draft, work):
    def type_(person):
        position, lang = person % 4 + 3, "en" if person < 4 else "ru"
        unit = work.row(draft, position).unit
        for number in range(10):
            services.units.save(
                people.translator,
                unit.id,
                lang,
                f"{lang} {position} text {number}",
                version=number + 1,
                operation_id=f"person-{person}-{number}",
            )

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(type_, range(8)))
    for position in (3, 4, 5, 6):
        variants = work.row(draft, position).unit.variants
        for lang in ("en", "ru"):
            assert (variants[lang].version, variants[lang].text.text) == (11, f"{lang} {position} text 9")


def test_of_two_who_type_the_same_sentence_one_is_told(services, people, draft, work):
    unit = work.row(draft, 6).unit

    def type_(person):
        try:
            services.units.save(
                people.translator, unit.id, "en", f"Text of {person}.", version=1, operation_id=f"person-{person}"
            )
        except Conflict as conflict:
            return conflict.current.text.text
        return None

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(type_, range(4)))
    stored = work.row(draft, 6).unit.variants["en"]
    assert stored.version == 2
    assert sorted(told, key=str) == [None] + [stored.text.text] * 3
