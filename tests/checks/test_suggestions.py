"""A suggestion put in its place mends the text and breaks nothing; a decision's key is about one thing."""

from __future__ import annotations

import pytest

from tmflow import checks
from tmflow.checks.check import Context
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.issue import Severity
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant


def issues_of(check, row, entries=(), source_lang="zh"):
    unit = TranslationUnit("u", "R", 1, variants={lang: Variant(lang, Segment(text)) for lang, text in row.items()})
    recognizer = Recognizer(term for entry in entries for term in entry.terms)
    found = checks.run(Context((unit,), recognizer, {entry.id: entry for entry in entries}, source_lang=source_lang))
    return [issue for issue in found if issue.check == check]


def put(row, issue):
    text = row[issue.lang]
    return {**row, issue.lang: text[: issue.start] + issue.suggestion + text[issue.end :]}


@pytest.mark.parametrize(
    ("check", "row", "mended"),
    [
        ("number_mismatch", {"zh": "工期30天。", "en": "It takes 36 days."}, "It takes 30 days."),
        ("number_mismatch", {"zh": "工期两年半。", "en": "It takes 36 months."}, ""),
        ("number_mismatch", {"zh": "工期30个月。", "en": "It takes three years."}, ""),
        ("number_mismatch", {"zh": "工期30个月。", "ru": "Срок — 3 года."}, ""),
        (
            "number_mismatch",
            {"zh": "铁路长48公里。", "en": "The railway is 84 kilometers long."},
            "The railway is 48 kilometers long.",
        ),
        ("percent_mismatch", {"zh": "占35%。", "ru": "Это 53 % рынка."}, "Это 35\u00a0% рынка."),
        ("magnitude", {"zh": "投资38.6亿元。", "en": "It cost 386 million yuan."}, "It cost 3.86 billion yuan."),
    ],
)
def test_a_value_is_suggested_only_where_it_mends_the_sentence(check, row, mended):
    (issue,) = issues_of(check, row)
    assert (put(row, issue)[issue.lang] if issue.suggestion else "") == mended
    assert not issue.suggestion or issues_of(check, put(row, issue)) == []


def test_two_values_left_out_are_two_issues_with_keys_of_their_own():
    found = issues_of("percent_mismatch", {"zh": "出口增长50%，进口下降30%。", "en": "Exports grew and imports fell."})
    assert [issue.evidence[0].text for issue in found] == ["50%", "30%"]
    assert len({issue.key for issue in found}) == 2


def entry_of(concept, kind, *, confused_with=(), **written):
    marks = {"~": Status.DEPRECATED, "!": Status.FORBIDDEN, "?": Status.DRAFT}
    terms = tuple(
        Term(f"{concept}.{lang}.{n}", concept, lang, text.lstrip("~!?"), marks.get(text[0], Status.PREFERRED))
        for lang, texts in written.items()
        for n, text in enumerate(texts)
    )
    return ConceptEntry(concept, kind, terms, confused_with=confused_with)


def test_of_two_writings_of_one_term_the_one_that_stands_there_counts():
    entry = entry_of(
        "bri", Kind.TERM, zh=["一带一路倡议"], en=["Belt and Road Initiative", "~Belt and Road initiative"]
    )
    right = {"zh": "共建一带一路倡议。", "en": "The Belt and Road Initiative."}
    wrong = {"zh": "共建一带一路倡议。", "en": "The Belt and Road initiative."}
    assert issues_of("term_deprecated", right, [entry]) == []
    (issue,) = issues_of("term_deprecated", wrong, [entry])
    assert put(wrong, issue) == right


def test_a_message_names_no_preferred_term_where_there_is_none():
    entry = entry_of("zone", Kind.ORGANISATION, zh=["上合示范区"], en=["~SCO Demonstration Zone"])
    (issue,) = issues_of("term_deprecated", {"zh": "上合示范区。", "en": "The SCO Demonstration Zone."}, [entry])
    assert issue.suggestion == ""
    assert issue.message == "“SCO Demonstration Zone” is no longer used"


@pytest.mark.parametrize("mark", ["", "?"])
def test_a_draft_is_no_error(mark):
    entries = [
        entry_of("countries", Kind.TERM, confused_with=("members",), zh=["上合组织国家"], en=[mark + "SCO countries"]),
        entry_of("members", Kind.TERM, zh=["上合组织成员国"], en=["SCO member states"]),
    ]
    (issue,) = issues_of("term_confused", {"zh": "上合组织国家。", "en": "The SCO member states."}, entries)
    assert issue.severity is (Severity.INFO if mark else Severity.ERROR)


def test_long_terms_that_begin_alike_are_decided_one_by_one():
    slogan = "Build a community with a shared future " * 6
    entry = entry_of(
        "slogan", Kind.SLOGAN, zh=["构建命运共同体"], en=["Shared future", f"~{slogan}now", f"~{slogan}here"]
    )
    keys = {
        issues_of("term_deprecated", {"zh": "构建命运共同体。", "en": f"{slogan}{end}."}, [entry])[0].key
        for end in ("now", "here")
    }
    assert len(keys) == 2


def test_the_title_that_is_suggested_does_not_name_its_body_twice():
    entry = entry_of("deputy", Kind.TITLE, zh=["管委会副主任"], ru=["заместитель директора Административного комитета"])
    row = {"zh": "管委会副主任出席。", "ru": "Присутствовал директор Административного комитета."}
    for issue in issues_of("rank_mismatch", row, [entry]):
        assert put(row, issue)["ru"].count("комитета") == 1


@pytest.mark.parametrize(
    ("source", "row", "missing"),
    [
        ("en", {"en": "President Trump spoke.", "zh": "特朗普总统发表讲话。"}, []),
        ("en", {"en": "The Vice President of the firm spoke.", "zh": "公司高管讲话。", "ru": "Речь менеджера."}, []),
        ("en", {"en": "The Vice President spoke.", "zh": "国家副主席讲话。", "ru": "Выступил менеджер."}, ["ru"]),
        ("ru", {"ru": "Выступил президент фирмы.", "zh": "公司总裁讲话。"}, []),
        ("zh", {"zh": "国家主席讲话。", "en": "A leader spoke."}, ["en"]),
    ],
)
def test_a_title_in_an_english_or_russian_source_may_be_of_another_office(source, row, missing):
    entries = [
        entry_of("president", Kind.TITLE, zh=["国家主席"], en=["President"], ru=["президент"]),
        entry_of("vice", Kind.TITLE, zh=["国家副主席"], en=["Vice President"], ru=["вице-президент КНР"]),
    ]
    assert [issue.lang for issue in issues_of("term_missing", row, entries, source)] == missing
