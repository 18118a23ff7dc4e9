"""The example releases: three versions each, read without loss, and every planted error where the table says."""

import re
from collections import Counter

import pytest

from tmflow.ingest.registry import read

LANGUAGES = ("zh", "en", "ru")
CHECKS = {
    "term_missing",
    "term_deprecated",
    "term_confused",
    "number_mismatch",
    "date_mismatch",
    "money_mismatch",
    "percent_mismatch",
    "magnitude",
    "name_mismatch",
    "rank_mismatch",
    "ordinal_mismatch",
}
CLEAN = {
    "2021-09-10-agricultural-memorandum",
    "2022-11-16-video-conference-uzbekistan",
    "2023-07-07-container-route-st-petersburg",
    "2023-09-08-young-scientists-expedition",
    "2023-10-20-belt-and-road-forum",
    "2024-06-06-customs-training-course",
}


@pytest.fixture(scope="session")
def sources(make_examples):
    return make_examples.sources()


@pytest.fixture(scope="session")
def published(root):
    found = {}
    for folder in sorted(path for path in (root / "examples").iterdir() if path.is_dir()):
        for path in sorted(folder.iterdir()):
            (version,) = read(path.name, path.read_bytes())
            found[folder.name, path.stem] = version
    return found


def plain(text):
    """Readers of foreign pages may turn a no-break space into a plain one."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def texts(version):
    return [plain(version.title.text), *(plain(block.segment.text) for block in version.blocks)]


def test_each_release_has_its_three_versions(published):
    releases = Counter(release for release, _ in published)
    assert len(releases) >= 12
    assert set(releases.values()) == {3}


def test_each_version_is_read_in_its_language_with_its_date(published):
    for (release, lang), version in published.items():
        assert version.lang == lang
        assert version.date.startswith(release[:10])


def test_what_is_read_is_what_was_written(published, sources):
    for source in sources:
        for lang in LANGUAGES:
            written = [plain(part.text) for part in source.versions[lang]]
            assert texts(published[source.name, lang]) == written, (source.name, lang)


def test_files_are_those_that_the_sources_make(make_examples, sources, root):
    for source in sources:
        for lang in LANGUAGES:
            name, data = make_examples.render(source, lang)
            assert (root / "examples" / source.name / name).read_bytes() == data, (source.name, name)


def test_answers_are_those_that_the_sources_hold(make_examples, sources, answers):
    rows = [row for source in sources for row in make_examples.answers(source)]
    made = [dict(zip(make_examples.FIELDS, row, strict=True)) for row in rows]
    assert made == answers


def test_counts_are_those_of_the_texts(make_examples, sources, consistency):
    rows = sorted(make_examples.renderings(sources))
    counted = [dict(zip(make_examples.COUNTED, map(str, row), strict=True)) for row in rows]
    assert counted == consistency


def test_each_planted_error_stands_in_its_version(answers, published):
    for row in answers:
        wanted = plain(row["before"] + row["text"])
        assert any(wanted in text for text in texts(published[row["release"], row["lang"]])), row


def test_each_source_span_stands_in_another_version(answers, published):
    for row in answers:
        others = [lang for lang in LANGUAGES if lang != row["lang"]]
        where = [text for lang in others for text in texts(published[row["release"], lang])]
        assert any(plain(row["source_text"]) in text for text in where), row


def test_answers_name_known_checks(answers):
    for row in answers:
        assert row["check"] in CHECKS
        assert {also for also in row["also"].split(",") if also} <= CHECKS - {row["check"]}
        assert row["note"]


def test_planted_errors_are_many_and_of_every_kind(answers):
    assert 30 <= len(answers) <= 80
    assert {row["check"] for row in answers} >= CHECKS - {"money_mismatch", "ordinal_mismatch", "term_missing"}
    assert {row["lang"] for row in answers} == set(LANGUAGES)


def test_clean_releases_hold_no_planted_error(answers, published):
    releases = {release for release, _ in published}
    assert releases - {row["release"] for row in answers} == CLEAN


def test_versions_follow_the_written_style(sources, faults):
    for source in sources:
        for lang in LANGUAGES:
            for part in source.versions[lang]:
                assert faults(part.right, lang) == [], part.right


def test_renderings_that_are_counted_are_terms_of_the_glossary(consistency, terms):
    known = {(row["concept_id"], row["lang"], re.sub(r"\s", " ", row["term"])): row["status"] for row in terms}
    for row in consistency:
        key = (row["concept"], row["lang"], re.sub(r"\s", " ", row["text"]))
        assert known[key] == row["status"]
