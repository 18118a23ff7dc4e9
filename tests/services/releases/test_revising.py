"""Texts that arrive later: a revised source, another language, the same release again, several at once."""

from __future__ import annotations

import pytest

from tmflow.model.errors import Conflict, InputError, Refused
from tmflow.model.unit import State
from tmflow.services.views import Upload

CHANGED = """上合示范区代表团访问塔什干
2026年3月12日
3月12日，上合示范区代表团访问塔什干。双方就中欧班列合作交换了意见。
代表团参观了塔什干物流中心。该中心每年处理货物150万吨。
会谈气氛友好。
"""
"""Sentence 5 has another figure, the memorandum (6) is gone, a sentence about the mood is new."""


def read(services, people, text, name="zh.txt"):
    plan = services.releases.inspect(people.translator, [Upload(name, text.encode())])
    return plan.groups[0].versions[0].version


def test_what_is_unchanged_keeps_its_approval_and_only_the_rest_comes_back(services, people, draft):
    services.review.approve_clean(people.editor, draft, "en")
    before = services.units.rows(people.reader, draft)
    revised = services.releases.revise(people.translator, draft, read(services, people, CHANGED))
    assert (revised.unchanged, revised.changed, revised.added, revised.removed) == (4, 1, 1, 1)

    rows = services.units.rows(people.reader, draft)
    assert [row.unit.id for row in rows[:5]] == [row.unit.id for row in before[:5]]
    assert [row.unit.variants["en"].state for row in rows] == [
        State.REVIEWED,
        State.REVIEWED,
        State.REVIEWED,
        State.REVIEWED,
        State.TRANSLATED,
        State.INITIAL,
    ]
    assert [row.unit.variants["en"].source_changed for row in rows] == [False, False, False, False, True, False]
    assert rows[5].unit.text("zh") == "会谈气氛友好。"
    assert {view.issue.check for view in rows[4].issues} == {"number_mismatch"}
    difference = services.releases.source_difference(people.reader, rows[4].unit.id)
    assert [(part.op.value, part.text) for part in difference if part.op != "equal"] == [
        ("delete", "120"),
        ("insert", "150"),
    ]


def test_the_removed_sentence_keeps_its_history(services, people, draft, work):
    gone = work.row(draft, 6).unit
    services.releases.revise(people.translator, draft, read(services, people, CHANGED))
    assert [each.text.text for each in services.units.history(people.reader, gone.id, "en")] == [
        "The two sides signed a memorandum of cooperation."
    ]
    with pytest.raises(Exception, match="replaced"):
        services.units.save(people.translator, gone.id, "en", "New.", version=1, operation_id="late")


def test_the_same_text_again_changes_nothing(services, people, draft, texts):
    services.review.approve_clean(people.editor, draft, "ru")
    before = [row.unit for row in services.units.rows(people.reader, draft)]
    revised = services.releases.revise(people.translator, draft, read(services, people, texts["zh"]))
    assert (revised.unchanged, revised.changed, revised.added, revised.removed) == (6, 0, 0, 0)
    assert [row.unit for row in services.units.rows(people.reader, draft)] == before


def test_a_revised_translation_changes_its_own_texts_only(services, people, draft, texts):
    services.review.approve_clean(people.editor, draft, "en")
    services.review.approve_clean(people.editor, draft, "ru")
    new = texts["en"].replace("signed a memorandum", "initialed a memorandum")
    revised = services.releases.revise(people.translator, draft, read(services, people, new, "en.txt"))
    assert (revised.unchanged, revised.changed) == (5, 1)
    unit = services.units.rows(people.reader, draft)[5].unit
    assert (unit.variants["en"].state, unit.text("en")) == (
        State.TRANSLATED,
        "The two sides initialed a memorandum of cooperation.",
    )
    assert unit.variants["ru"].state is State.REVIEWED


def test_an_edited_translation_survives_a_revised_source(services, people, draft, work):
    work.save(draft, 5, "ru", "Центр ежегодно принимает 1,2 млн тонн грузов.")
    services.releases.revise(people.translator, draft, read(services, people, CHANGED))
    assert work.row(draft, 5).unit.text("ru") == "Центр ежегодно принимает 1,2 млн тонн грузов."


def test_a_repost_is_recognised_and_not_stored_twice(services, people, draft, texts):
    reposted = {lang: text.replace("2026", "2027").replace("\n", "\r\n\r\n") for lang, text in texts.items()}
    plan = services.releases.inspect(
        people.translator, [Upload(f"copy-{lang}.txt", text.encode(), "again") for lang, text in reposted.items()]
    )
    assert plan.groups[0].repost_of == draft
    stored = services.releases.store(people.translator, plan.groups[0], plan.files, published=True)
    assert (stored.id, stored.created) == (draft, False)
    assert len(services.releases.list(people.reader).items) == 1


def test_a_repost_with_another_line_of_chrome_is_recognised(services, people, texts, put):
    long = {
        lang: text + "\n".join(f"{text.splitlines()[0]} {'一二三四五六七八九十'[n]}." for n in range(8))
        for lang, text in texts.items()
    }
    first = put(long)
    again = {lang: text + "\nOur office\n" for lang, text in long.items()}
    plan = services.releases.inspect(
        people.translator, [Upload(f"{lang}.txt", text.encode(), "again") for lang, text in again.items()]
    )
    assert plan.groups[0].repost_of == first


@pytest.mark.usefixtures("draft")
def test_a_text_that_differs_in_one_language_is_no_repost(services, people, texts, put):
    texts = {**texts, "zh": texts["zh"].replace("120万吨", "150万吨")}
    plan = services.releases.inspect(
        people.translator, [Upload(f"{lang}.txt", text.encode(), "visit") for lang, text in texts.items()]
    )
    assert plan.groups[0].repost_of is None
    assert "R-2026-0001" in plan.groups[0].questions[0]
    assert put(texts) == "R-2026-0002"


def test_a_language_that_comes_later_joins_its_sentences(services, people, put, texts, work):
    started = put({"zh": texts["zh"], "ru": texts["ru"]})
    work.save(started, 6, "ru", "Стороны подписали меморандум.")
    work.approve(started, 6, "ru")
    plan = services.releases.inspect(
        people.translator, [Upload(f"{lang}.txt", text.encode(), "visit") for lang, text in texts.items()]
    )
    assert plan.groups[0].questions
    stored = services.releases.store(people.translator, plan.groups[0], plan.files, published=False)
    assert (stored.id, stored.created, stored.added) == (started, False, ("en",))
    rows = services.units.rows(people.reader, started)
    assert rows[4].unit.text("en") == "The center handles 1.2 million tons of cargo every year."
    assert rows[5].unit.variants["ru"].state is State.REVIEWED
    assert services.releases.get(people.reader, started).languages == ("zh", "en", "ru")


def test_what_a_translator_typed_is_not_overwritten_by_a_file(services, people, texts, work):
    version = read(services, people, texts["zh"])
    started = services.releases.start(people.translator, version).id
    work.save(started, 6, "en", "Typed by hand.", confirm=False)
    services.releases.add_version(people.translator, started, read(services, people, texts["en"], "en.txt"))
    rows = services.units.rows(people.reader, started)
    assert rows[5].unit.text("en") == "Typed by hand."
    assert rows[0].unit.text("en") == "SCODA Delegation Visits Tashkent"
    assert rows[0].unit.text("ru") == ""
    assert rows[0].unit.variants["ru"].state is State.INITIAL


def test_a_release_is_opened_for_another_language(services, people, draft, put, texts, work):
    work.approve(draft, 6, "ru")
    bilingual = put({lang: texts[lang].replace("2026", "2025") + "\n2025\n" for lang in ("zh", "en")})
    release = services.releases.translate_into(people.translator, bilingual, "ru")
    assert release.languages == ("zh", "en", "ru")
    rows = services.units.rows(people.reader, bilingual)
    assert rows[5].unit.variants["ru"].origin in {"tm 100", "tm 101"}
    assert (rows[1].unit.text("ru"), rows[1].unit.variants["ru"].state) == ("", State.INITIAL)
    saved = work.save(bilingual, 2, "ru", "12 марта делегация посетила Ташкент.", actor=people.russian_only)
    assert saved.unit.variants["ru"].state is State.TRANSLATED
    with pytest.raises(InputError):
        services.releases.translate_into(people.translator, bilingual, "de")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_adding_is_not_revising(services, people, put, texts, lang):
    started = put({"zh": texts["zh"]})
    version = read(services, people, texts[lang], f"{lang}.txt")
    act = services.releases.add_version if lang == "zh" else services.releases.revise
    with pytest.raises(Refused):
        act(people.translator, started, version)


def test_numbers_run_by_year(put, texts):
    first = put()
    other = texts["zh"].replace("塔什干", "阿拉木图")
    later = other.replace("2026年", "2027年").replace("意见", "看法")
    assert [first, put({"zh": other}), put({"zh": later})] == ["R-2026-0001", "R-2026-0002", "R-2027-0001"]


def test_files_without_a_folder_are_grouped_by_name(services, people, texts):
    uploads = [Upload(f"visit_{lang}.txt", text.encode()) for lang, text in texts.items()]
    uploads.append(Upload("broken.docx", b"no zip"))
    plan = services.releases.inspect(people.translator, uploads)
    assert [(group.how, [version.lang for version in group.versions]) for group in plan.groups] == [
        ("name", ["zh", "en", "ru"])
    ]
    assert [problem.source_name for problem in plan.problems] == ["broken.docx"]


def test_a_query_of_many_words_is_answered(services, people, draft):
    assert services.releases.list(people.reader, query="delegation " * 3000).items[0].id == draft
    assert services.releases.list(people.reader, query="delegation " + "nowhere " * 3000).items == ()
    words = " ".join(f"word{number}" for number in range(3000))
    assert services.releases.list(people.reader, query=words).items == ()


def test_a_list_is_searched_and_read_by_pages(services, people, put, texts):
    for number in range(5):
        put({"zh": texts["zh"].replace("塔什干", f"第{number}市").replace("3月12日", f"3月{number + 1}日")})
    page = services.releases.list(people.reader, limit=2)
    seen = [item.id for item in page.items]
    while page.next:
        page = services.releases.list(people.reader, limit=2, after=page.next)
        seen += [item.id for item in page.items]
    assert len(seen) == len(set(seen)) == 5
    assert [item.titles["zh"] for item in services.releases.list(people.reader, query="第3市").items] == [
        "上合示范区代表团访问第3市"
    ]
    assert services.releases.list(people.reader, query="第3市 第4市").items == ()
    with pytest.raises(InputError):
        services.releases.list(people.reader, state="ready")


def test_a_release_that_changed_while_the_new_text_was_compared(services, people, draft, work, office, monkeypatch):
    version = read(services, people, CHANGED)
    check = office.checker.check

    def slow(*arguments, **rest):
        monkeypatch.undo()
        work.save(draft, 1, "en", "A Visit to Tashkent")
        return check(*arguments, **rest)

    monkeypatch.setattr(office.checker, "check", slow)
    with pytest.raises(Conflict):
        services.releases.revise(people.translator, draft, version)
    assert work.row(draft, 5).unit.text("zh") == "该中心每年处理货物120万吨。"


@pytest.mark.parametrize(("published", "offered"), [(True, 1), (False, 0)])
def test_a_published_page_that_comes_later_is_remembered(services, people, put, texts, published, offered):
    put({lang: texts[lang] for lang in ("zh", "ru")}, published=True)
    put(texts, published=published)
    source = "双方签署了合作备忘录。"
    assert len(services.memories.search(people.reader, source, "zh", "en")) == offered
    assert len(services.memories.search(people.reader, source, "zh", "ru")) == 1
