"""The recognizer on tables that a linguist can edit: `terms_LANG.tsv` (term, text, mentions, why)."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.glossary.recognizer import Recognizer, count
from tmflow.model.concept import Term
from tmflow.text.names import decline_chinese

HERE = Path(__file__).parent


def rows():
    for lang in ("zh", "en", "ru"):
        for line in (HERE / f"terms_{lang}.tsv").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                term, text, expected, why = line.split("\t")
                yield pytest.param(lang, term, text, int(expected), id=f"{lang}: {term} | {text} ({why})")


def term(text, lang, identity=None):
    return Term(identity or text, f"c-{text}", lang, text)


@pytest.mark.parametrize(("lang", "term_text", "text", "expected"), list(rows()))
def test_table(lang, term_text, text, expected):
    assert count(term_text, text, lang) == expected


def test_offsets_are_those_of_the_text_as_it_came():
    text = "【青島】　習(xí)近平主席"
    recognizer = Recognizer([term("青岛", "zh"), term("习近平", "zh")])
    assert [(m.start, m.end, m.text) for m in recognizer.find(text, "zh")] == [(1, 3, "青島"), (5, 12, "習(xí)近平")]
    english = "In theU.S. the Committee's rules"
    found = Recognizer([term("US", "en"), term("Committee", "en")]).find(english, "en")
    assert [m.text for m in found] == ["U.S.", "Committee"]
    russian = "в орга- низации и в МИДе"
    found = Recognizer([term("организация", "ru"), term("МИД", "ru")]).find(russian, "ru")
    assert [m.text for m in found] == ["орга- низации", "МИДе"]


@pytest.mark.parametrize(
    ("lang", "term", "text"),
    [("ru", "Китай", "Кита\u0438\u0306"), ("en", "Café", "Cafe\u0301"), ("zh", "上合", "上合\u0301")],
)
def test_a_mention_ends_behind_the_marks_of_its_last_letter(lang, term, text):
    (mention,) = Recognizer([Term("t", "c", lang, term)]).find(f"{text}, {term[:1]}", lang)
    assert (mention.start, mention.text) == (0, text)


def test_a_hit_inside_a_longer_one_is_hidden_only_there():
    recognizer = Recognizer([term("市委", "zh"), term("青岛市委", "zh"), term("市委常委", "zh")])
    assert [m.text for m in recognizer.find("青岛市委常委在市委", "zh")] == ["青岛市委", "市委常委", "市委"]
    assert [m.text for m in recognizer.find("青岛市委", "zh", nested=True)] == ["青岛市委", "市委"]


def test_two_terms_at_one_place_are_both_found():
    recognizer = Recognizer([term("Standing Committee", "en", "party"), term("Standing Committee", "en", "congress")])
    found = recognizer.find("the Standing Committee", "en")
    assert [m.term.id for m in found] == ["congress", "party"]


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_terms_come_and_go(lang):
    texts = {"zh": ("青岛市", "青岛港"), "en": ("Qingdao City", "Qingdao Port"), "ru": ("город Циндао", "порт Циндао")}
    first, second = (term(text, lang) for text in texts[lang])
    text = " | ".join(texts[lang])
    recognizer = Recognizer([first])
    assert [m.term for m in recognizer.find(text, lang)] == [first]
    recognizer.add(second)
    assert [m.term for m in recognizer.find(text, lang)] == [first, second]
    recognizer.discard(first.id)
    recognizer.discard("never there")
    assert [m.term for m in recognizer.find(text, lang)] == [second]
    recognizer.add(Term(second.id, "other", "en", "Port"))
    assert recognizer.find("a Port", "en")[0].term.concept_id == "other"
    assert len(recognizer) == 1


def test_a_language_without_rules_has_no_mentions():
    recognizer = Recognizer([term("hello", "fr")])
    assert recognizer.find("hello", "fr") == ()
    assert len(recognizer) == 0


def test_searches_may_run_while_terms_change():
    stable = [term(f"Office number {n}", "en") for n in range(200)]
    recognizer = Recognizer(stable)
    text = " and ".join(t.text for t in stable)

    def search(_):
        return len(recognizer.find(text, "en"))

    with ThreadPoolExecutor(4) as pool:
        results = pool.map(search, range(40))
        for n in range(300):
            recognizer.add(term(f"Bureau {n}", "en"))
            recognizer.discard(f"Bureau {n - 1}")
        assert set(results) == {200}


@pytest.mark.parametrize(
    ("lang", "piece"),
    [
        ("zh", "中国"),
        ("en", "a-b "),
        ("en", "U.S."),
        ("ru", "а- "),
        ("ru", "Лю "),
        ("en", "'s"),
        ("zh", "(ā"),
        ("ru", "́"),
    ],
)
def test_a_long_line_takes_linear_time(lang, piece):
    recognizer = Recognizer([term(text, lang) for text in ("中国", "US", "Лю Цзяньцзюнь", "a b", "а")])
    text = piece * (1_000_000 // len(piece) // 4)
    start = time.perf_counter()
    recognizer.find(text, lang)
    assert time.perf_counter() - start < 60  # a hang, not a speed


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=12), st.sampled_from(["zh", "en", "ru"]))
def test_any_text_and_any_term(text, word, lang):
    recognizer = Recognizer([term(word, lang, "any"), term("青岛", lang, "other")])
    for mention in recognizer.find(text + word + text, lang):
        assert 0 <= mention.start < mention.end <= len(text + word + text)
        assert (text + word + text)[mention.start : mention.end] == mention.text


def test_lone_surrogates_and_nothing():
    assert count("\ud800", "a \ud800 b", "en") == 0
    assert count("", "text", "ru") == 0
    assert count("青岛", "\udfff青岛", "zh") == 1


SYLLABLES = st.sampled_from(["цзянь", "цзюнь", "мин", "хуа", "вэй", "кай", "вэнь", "шэн", "пин", "синь", "чжу", "лэй"])
SURNAMES = st.sampled_from(["Лю", "Ван", "Мэн", "Чжан", "Ли", "Сунь", "Чжоу", "Хуан"])


@settings(max_examples=80, deadline=None)
@given(SURNAMES, st.lists(SYLLABLES, min_size=2, max_size=2))
def test_every_right_form_of_a_chinese_name_is_found(surname, syllables):
    name = f"{surname} {''.join(syllables).capitalize()}"
    for form in decline_chinese(name):
        assert count(name, f"о встрече {form} в городе", "ru") == 1, form
