"""The starter memory: trilingual, in the written style, and free of the errors planted in the examples."""

import pytest
from lxml import etree

from tmflow.interchange import tmx

LANGUAGES = ("zh", "en", "ru")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="session")
def file(root):
    return (root / "memories" / "starter.tmx").read_bytes()


def test_there_are_enough_units(memory):
    assert len(memory) >= 300


def test_every_unit_speaks_three_languages(memory):
    assert all(row[lang] for row in memory for lang in LANGUAGES)


def test_no_source_is_there_twice(memory):
    assert len({row["zh"] for row in memory}) == len(memory)


def test_the_texts_follow_the_written_style(memory, faults):
    for row in memory:
        for lang in LANGUAGES:
            assert faults(row[lang], lang) == [], row[lang]


def test_no_planted_error_is_remembered(memory, answers):
    wrong = {(row["release"], row["lang"], row["before"][-12:] + row["text"]) for row in answers if row["text"]}
    for release, lang, span in wrong:
        assert not any(span in row[lang] for row in memory if row["origin"] == release), span


def test_the_file_is_tmx_with_ids_dates_and_languages(file):
    root = etree.fromstring(file)
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    ids = [unit.get("tuid") for unit in root.iter("tu")]
    assert len(set(ids)) == len(ids) >= 300
    assert all(unit.get("creationdate") for unit in root.iter("tu"))
    tags = {tuple(variant.get(XML_LANG)[:2] for variant in unit.iter("tuv")) for unit in root.iter("tu")}
    assert tags == {LANGUAGES}


def test_the_file_holds_the_table(file, memory):
    read = [(unit.texts, unit.origin) for unit in tmx.parse(file)]
    assert read == [({lang: row[lang] for lang in LANGUAGES}, row["origin"]) for row in memory]


def test_the_file_is_the_one_that_the_table_makes(make_memory, file):
    assert tmx.serialize(make_memory.units()) == file
