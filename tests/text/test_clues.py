"""Patterns that are not tried could not have matched: what they need is in every text in which they find something."""

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tmflow.text import dates_en, dates_ru, dates_zh, numbers_en, numbers_ru, numbers_zh
from tmflow.text.clues import clues, near_figures, small_letters
from tmflow.text.quantity import Measure, Measures, flat
from tmflow.text.units import EN_UNITS, RU_UNITS, ZH_UNITS

LANGUAGES = ["zh", "en", "ru"]
DATES = {"zh": dates_zh, "en": dates_en, "ru": dates_ru}
NUMBERS = {"zh": numbers_zh, "en": numbers_en, "ru": numbers_ru}
UNITS = {"zh": ZH_UNITS, "en": EN_UNITS, "ru": RU_UNITS}
GAPS = {"zh": r"\s?", "en": r"[\s-]?", "ru": r"[\s-]?"}


def texts(lang):
    lines = (Path(__file__).parent / "quantities.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    found = [flat(text) for language, text, _ in rows if language == lang]
    return [small_letters(text).replace("ё", "е") if lang == "ru" else text for text in found]


def pieces(lang):
    """Parts of real sentences with figures, put together anew."""
    parts = sorted({part for text in texts(lang) for part in regex.findall(r"\p{Han}{1,2}|\d+|[^\s\d\p{Han}]+", text)})
    return st.lists(st.sampled_from(parts), max_size=10).map("".join if lang == "zh" else " ".join)


def agrees(lang, text):
    seen = clues(text)
    dates = DATES[lang].PATTERNS
    for row, _ in dates._rows:
        assert row in dates.worth(seen) or not row.pattern.search(text), (text, row.pattern.pattern)
    fixed = NUMBERS[lang]._FIXED
    for row, _ in fixed._rows:
        assert row in fixed.worth(seen) or not row[0].search(text), (text, row[0].pattern)
    if dates.worth(seen) and any(row.pattern.search(text) for row in dates.worth(seen)):
        assert DATES[lang].CLUES.met(seen), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_needs_are_met_where_a_pattern_matches(lang):
    for text in texts(lang):
        agrees(lang, text)


@given(pieces("zh"))
def test_needs_are_met_in_any_chinese_text(text):
    agrees("zh", text)


@given(pieces("en"))
def test_needs_are_met_in_any_english_text(text):
    agrees("en", text)


@given(pieces("ru"))
def test_needs_are_met_in_any_russian_text(text):
    agrees("ru", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_units_finds_what_all_of_them_in_turn_find(lang):
    units = [Measure(*unit) for unit in UNITS[lang]]
    in_turn = regex.compile(
        GAPS[lang] + "(?:" + "|".join(f"(?P<u{n}>{unit.pattern})" for n, unit in enumerate(units)) + ")"
    )
    table = Measures(units, gap=GAPS[lang])
    for text in texts(lang):
        for at in range(len(text)):
            match = in_turn.match(text, at, at + 60)
            found = table.behind(text, at)
            if found:
                assert match, (text, at)
                assert (match.lastgroup, match.end()) == (f"u{units.index(found[0])}", found[1]), (text, at)
            else:
                assert not match or regex.match(r"[$€£¥₽]\s?\d", text[match.end() - 1 :]), (text, at)


@given(st.text(alphabet="a1 0,年", max_size=80))
def test_what_is_near_figures_holds_them_all(text):
    near = near_figures(text)
    assert [char for char in near if char.isdigit()] == [char for char in text if char.isdigit()]
    assert near in text
    assert bool(near) == any(char.isdigit() for char in text)
