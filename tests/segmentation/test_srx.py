"""SRX goes out and comes in; hostile files and patterns are refused with the place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmflow.model.errors import InputError, TooLarge, UnreadableFile
from tmflow.segmentation import split, srx


@pytest.fixture(scope="module")
def own():
    return srx.parse(srx.export())


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "会见在青岛举行。双方就务实合作交换意见。"),
        ("zh", "协定《你好！》已签署。成果如何？"),
        ("en", "Dr. Wang met Amb. Denisov on Apr. 9. They toured the Area."),
        ("en", "See Fig. 2 and No. 12. Nothing else applies."),
        ("en", "Is it ready? It was. Yahoo! is not."),
        ("ru", "Делегация посетила университет им. Ломоносова. Встреча прошла в г. Циндао."),
        ("ru", "В. В. Путин провёл встречу. См. ст. 5 и рис. 3."),
        ("ru", "«Добро пожаловать!» — сказал он. Гости ответили."),
    ],
)
def test_what_is_exported_cuts_as_we_do(own, lang, text):
    assert own.split(text, lang) == split(text, lang)


def document(*rules, cascade="no", maps=((".*", "All"),)):
    body = "".join(
        f'<rule break="{breaks}"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>'
        for breaks, before, after in rules
    )
    mapped = "".join(f'<languagemap languagepattern="{p}" languagerulename="{n}"/>' for p, n in maps)
    return (
        f'<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="{cascade}"/><body>'
        f'<languagerules><languagerule languagerulename="All">{body}</languagerule></languagerules>'
        f"<maprules>{mapped}</maprules></body></srx>"
    ).encode()


def test_the_first_rule_that_matches_decides():
    rules = srx.parse(document(("no", r"\bMr\.", r"\s"), ("yes", r"\.", r"\s")))
    assert rules.split("Mr. Li came. He left.", "en") == ["Mr. Li came.", "He left."]
    assert [span.rule for span in rules.spans("Mr. Li came. He left.", "en")] == ["All 2", "text_end"]


def test_icu_characters_and_quoted_runs_are_understood():
    rules = srx.parse(document(("yes", r"\x{3002}", ""), ("yes", r"\Q.)\E", "")))
    assert rules.split("一。二.)三", "zh") == ["一。", "二.)", "三"]


def test_a_language_without_a_map_is_not_cut():
    rules = srx.parse(document(("yes", r"\.", r"\s"), maps=(("en.*", "All"),)))
    assert rules.split("A b. C d.", "ru") == ["A b. C d."]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnreadableFile),
        (b"<srx", UnreadableFile),
        (b"<html/>", UnreadableFile),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', UnreadableFile),
        (b" " * (srx.MAX_BYTES + 1), TooLarge),
        (document(("yes", "(", "")), InputError),
        (document(("yes", "[", "")), InputError),
    ],
)
def test_bad_files_are_refused(data, error):
    with pytest.raises(error):
        srx.parse(data, "rules.srx")


def test_the_message_names_file_and_rule():
    with pytest.raises(InputError, match=r"rules\.srx, All 2"):
        srx.parse(document(("yes", "a", ""), ("yes", "(", "")), "rules.srx")


@settings(deadline=None)
@given(st.text(alphabet='。！？.!? "”»Мрamг1\n《》…', max_size=80), st.sampled_from(["zh", "en", "ru"]))
def test_imported_rules_lose_nothing_but_blanks(own, text, lang):
    assert "".join("".join(own.split(text, lang)).split()) == "".join(text.split())
