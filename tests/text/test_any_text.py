"""Any text at all: no public function of the language rooms raises, and none takes more than linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.glossary.recognizer import Recognizer, count
from tmflow.model.concept import Term
from tmflow.segmentation import spans, split
from tmflow.text import compare, inflection, names, normalize, numbers, posts, script, titles, tokens
from tmflow.text.roman import romans

LANGUAGES = ["zh", "en", "ru", "fr", ""]
SCRIPTS = "青島东ab.Ш1ё ،אيअกあ한ўқ\u0301\u200b\u202e\u2028\ufeff\ud800\udfff\x00\x1b\t\r\n\U0001f600\U00020000½Ⅷ①İß"
TERMS = Recognizer([Term("1", "1", "zh", "青岛"), Term("2", "2", "en", "Area"), Term("3", "3", "ru", "новая зона")])

ONE_TEXT = {
    "identify": lambda text, _: script.identify(text),
    "shares": lambda text, _: script.shares(text),
    "chinese_variant": lambda text, _: script.chinese_variant(text),
    "words": lambda text, _: tokens.words(text),
    "for_comparison": normalize.for_comparison,
    "fold": normalize.fold,
    "find": numbers.find,
    "find_people": names.find_people,
    "ranks": titles.ranks,
    "posts": posts.posts,
    "romans": lambda text, _: romans(text),
    "compare": lambda text, lang: numbers.compare(text, lang, f"{text}1", "en"),
    "split": split,
    "spans": spans,
    "recognizer": TERMS.find,
}
SHORT_TEXT = {
    "palladius": lambda text, _: names.palladius(text),
    "pinyin_name": lambda text, _: names.pinyin_name(text),
    "romanisations": lambda text, _: names.romanisations(text),
    "decline_chinese": lambda text, _: names.decline_chinese(text, "f"),
}
TWO_TEXTS = {
    "compare two": lambda a, b, lang: numbers.compare(a, lang, b, "en"),
    "same_title": lambda a, b, _: titles.same_title(a, b),
    "likeness": lambda a, b, lang: names.likeness(a, lang, b, "ru"),
    "count": count,
    "forms_agree": lambda a, b, _: inflection.forms_agree(a, b),
    "inflect_like": lambda a, b, _: inflection.inflect_like(a, b),
}


def texts(size):
    return st.one_of(
        st.text(max_size=size), st.text(alphabet=SCRIPTS, max_size=size), st.text(st.characters(), max_size=size)
    )


@pytest.mark.parametrize("name", [*ONE_TEXT, *SHORT_TEXT])
@settings(max_examples=40, deadline=None)
@given(text=texts(120), lang=st.sampled_from(LANGUAGES))
def test_any_text_is_taken(name, text, lang):
    assert ({**ONE_TEXT, **SHORT_TEXT}[name](text, lang)) is not Ellipsis


@pytest.mark.parametrize("name", TWO_TEXTS)
@settings(max_examples=40, deadline=None)
@given(a=texts(60), b=texts(60), lang=st.sampled_from(LANGUAGES))
def test_any_two_texts_are_taken(name, a, b, lang):
    assert TWO_TEXTS[name](a, b, lang) is not Ellipsis


@pytest.mark.parametrize("name", ONE_TEXT)
@pytest.mark.parametrize("piece", ["青岛", "a.", "\ud800", "1,"])
def test_time_grows_no_faster_than_the_text(name, piece):
    def taken(size):
        text = piece * (size // len(piece))
        began = time.process_time()
        for lang in ("zh", "en", "ru"):
            ONE_TEXT[name](text, lang)
        return time.process_time() - began

    # The best of three, and never less than the pauses of the machine itself: only the growth is asked for.
    taken(100)
    small = max(min(taken(3_000) for _ in range(3)), 0.02)
    assert min(taken(12_000) for _ in range(3)) < small * 16


def test_missing_parts_of_a_comparison_are_none():
    assert compare.differences(compare.Side("", (), frozenset), compare.Side("", (), frozenset)) == ((), ())
