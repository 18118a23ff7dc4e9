"""The whole life of a release, as three people live it."""

from __future__ import annotations

import io

import docx
import pytest

from tmflow.model.errors import Blocked
from tmflow.model.release import BlockKind
from tmflow.model.unit import State

MEMORANDUM = 6


def states(services, people, release_id, lang):
    return [row.unit.variants[lang].state.value for row in services.units.rows(people.reader, release_id)]


def test_three_files_become_sentences_in_three_languages(services, people, draft):
    rows = services.units.rows(people.reader, draft)
    assert [(row.unit.position, row.unit.kind, row.unit.block) for row in rows] == [
        (1, BlockKind.TITLE, -1),
        (2, BlockKind.PARAGRAPH, 0),
        (3, BlockKind.PARAGRAPH, 0),
        (4, BlockKind.PARAGRAPH, 1),
        (5, BlockKind.PARAGRAPH, 1),
        (6, BlockKind.PARAGRAPH, 2),
    ]
    assert [rows[4].unit.text(lang) for lang in ("zh", "en", "ru")] == [
        "该中心每年处理货物120万吨。",
        "The center handles 1.2 million tons of cargo every year.",
        "Центр ежегодно обрабатывает 1,2 млн тонн грузов.",
    ]
    assert {variant.state for row in rows for variant in row.unit.variants.values()} == {State.TRANSLATED}


@pytest.mark.usefixtures("draft")
def test_the_list_tells_number_date_titles_and_progress(services, people):
    summary = services.releases.list(people.reader).items[0]
    assert (summary.id, summary.date, summary.state) == ("R-2026-0001", "2026-03-12", "translated")
    assert summary.titles["en"] == "SCODA Delegation Visits Tashkent"
    assert summary.progress["ru"] == {State.TRANSLATED: 6}
    assert summary.doubtful_beads == 0


def test_a_wrong_figure_blocks_until_it_is_right_and_the_approved_sentence_is_remembered(services, people, draft, work):
    work.save(draft, 5, "en", "The center handles 1.3 million tons of cargo every year.")
    issues = [view.issue for view in services.quality.issues(people.reader, [draft])]
    assert [(issue.lang, issue.text) for issue in issues] == [("en", "1.3 million tons")]
    with pytest.raises(Blocked) as blocked:
        work.approve(draft, 5, "en")
    assert blocked.value.reasons == ("open_error",)

    work.save(draft, 5, "en", "The center handles 1.2 million tons of freight a year.")
    assert services.quality.issues(people.reader, [draft]) == ()
    row = work.approve(draft, 5, "en")
    assert row.unit.variants["en"].state is State.REVIEWED
    match = services.memories.search(people.reader, "该中心每年处理货物120万吨。", "zh", "en")[0]
    assert (match.score, match.target) == (100, "The center handles 1.2 million tons of freight a year.")
    assert (match.unit.origin, match.unit.author) == (f"{draft}/5", "chenhao")


def test_approve_all_publish_and_hand_out(services, people, draft):
    assert services.review.approve_clean(people.editor, draft, "en") == (6, 0)
    with pytest.raises(Blocked, match="not approved: 1, 2, 3, 4, 5, 6"):
        services.releases.publish(people.editor, draft)
    assert services.review.approve_clean(people.editor, draft, "ru") == (6, 0)
    assert services.releases.publish(people.editor, draft).state == "final"
    for lang in ("zh", "en", "ru"):
        assert set(states(services, people, draft, lang)) == {"final"}

    exported = services.exports.export(people.reader, draft, "docx", "ru")
    assert exported.name == "R-2026-0001-ru.docx"
    document = docx.Document(io.BytesIO(exported.data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Центр ежегодно обрабатывает" in text
    assert services.review.waiting(people.editor) == ()


def test_the_next_release_gets_the_sentence_as_a_draft(services, people, draft, work):
    work.approve(draft, MEMORANDUM, "en")
    version = services.releases.inspect(people.translator, [], texts=["新的新闻稿标题\n双方签署了合作备忘录。\n"])
    started = services.releases.start(people.translator, version.groups[0].versions[0].version)
    rows = services.units.rows(people.reader, started.id)
    variant = rows[1].unit.variants["en"]
    assert variant.text.text == "The two sides signed a memorandum of cooperation."
    assert (variant.state, variant.origin) == (State.INITIAL, "tm 100")
    assert rows[1].unit.variants["ru"].text.text == ""

    confirmed = work.save(started.id, 2, "en", variant.text.text).unit.variants["en"]
    assert (confirmed.state, confirmed.origin, confirmed.author) == (State.TRANSLATED, "tm 100", "anna")


def test_published_pages_are_final_and_remembered_with_a_penalty(services, people, put):
    archived = put(published=True)
    assert set(states(services, people, archived, "en")) == {"final"}
    match = services.memories.search(people.reader, "双方签署了合作备忘录。", "zh", "ru")[0]
    assert match.target == "Стороны подписали меморандум о сотрудничестве."
    assert match.score < 100


def test_effort_compares_first_drafts_with_what_was_approved(services, people, draft, work):
    work.save(draft, MEMORANDUM, "en", "Both sides signed a memorandum on cooperation.")
    for position, lang in ((MEMORANDUM, "en"), (5, "en"), (5, "ru")):
        work.approve(draft, position, lang)
    english, russian = services.reports.effort(people.reader, draft)
    assert (english.lang, english.segments, english.changed) == ("en", 2, 1)
    assert 50 < english.score < 100
    assert 0 < english.ter < 50
    assert "|nw:2|" in english.signature
    assert (russian.lang, russian.score, russian.ter, russian.changed) == ("ru", 100.0, 0.0, 0)
    assert "tok:tercom" in russian.ter_signature


def test_progress_counts_releases_texts_and_open_issues(services, people, draft, work):
    work.save(draft, 5, "en", "The center handles 1.3 million tons of cargo every year.")
    work.approve(draft, MEMORANDUM, "ru")
    progress = services.reports.progress(people.reader)
    assert progress.releases == {"translated": 1}
    assert progress.texts["ru"] == {"translated": 5, "reviewed": 1}
    assert progress.issues == {"error": 1}
