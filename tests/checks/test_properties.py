"""What holds for every check on every unit: no exception, spans that point at the text, the same answer twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tmflow import checks
from tmflow.checks.check import Context
from tmflow.checks.items import items, same
from tmflow.checks.shelf import Shelves
from tmflow.glossary.recognizer import Recognizer
from tmflow.model.concept import ConceptEntry, Kind, Status, Term
from tmflow.model.language import LANGUAGES
from tmflow.model.segment import Segment
from tmflow.model.unit import TranslationUnit, Variant

GLOSSARY = (
    ("scoda", Kind.ORGANISATION, (), "上合示范区", "SCODA", "демонстрационная зона ШОС"),
    ("scoda", Kind.ORGANISATION, (), "", "~SCO Demonstration Zone", "!свободная зона ШОС"),
    ("committee", Kind.ORGANISATION, (), "上合示范区管委会", "SCODA Administrative Committee", ""),
    ("committee", Kind.ORGANISATION, (), "", "~SCODA Management Committee", "?Комитет зоны ШОС"),
    ("countries", Kind.TERM, ("members",), "上合组织国家", "SCO countries", "страны ШОС"),
    ("members", Kind.TERM, (), "上合组织成员国", "SCO member states", "государства — члены ШОС"),
    ("deputy", Kind.TITLE, (), "副主任", "Deputy Director", "заместитель директора"),
    (
        "initiative",
        Kind.FORMULATION,
        (),
        "全球发展倡议",
        "Global Development Initiative",
        "Инициатива по глобальному развитию",
    ),
    ("song", Kind.PERSON, (), "宋维珍", "Song Weizheng", "Сун Вэйчжэнь"),
)
MARKS = {"~": Status.DEPRECATED, "!": Status.FORBIDDEN, "?": Status.DRAFT}
PIECES = {
    "zh": "全球发展倡议 全球的发展倡议 上合示范区 上合示范区管委会 上合组织国家 上合组织成员国 副主任 代市长 原书记 常务副主任 宋维珍 张新竹 主任徐 "
    "弗拉基米尔·普京 2000亿元 38.6亿美元 百分之三 50% 三分之一 21,000吨 第一届 2021年4月16日 4月 上半年 1-5月 两 十多 个月 "
    "两个半 亩 周年 、 ， 。 （ ） “ 《 达到 表示",
    "en": "Global|Development|Initiative Global|Initiative|on|Development SCODA SCODA|Administrative|Committee SCODA|Management|Committee SCO|Demonstration|Zone SCO|countries's "
    "SCO|member|states Deputy|Director Vice-Mayor former|Secretary acting|Mayor Executive|Deputy|Director Song|Weizheng "
    "Zhang|Xinzhu Vladimir|Putin 200|billion|yuan US$3.86|billion 3% 50|percent one-third 21,000|tons first 1st "
    "April|16,|2021 April H1 Q3 2 dozens 137m 6|weeks seven|out|of|ten , . ( ) “ the it Committee",
    "ru": "Инициативу|по|глобальному|развитию Инициативой|по|развитию демонстрационной|зоны|ШОС свободной|зоне|ШОС Комитет|зоны|ШОС стран|ШОС государствами|—|членами|ШОС "
    "заместителя|директора и.|о.|мэра бывший|секретарь первый|заместитель|министра Сун|Вэйчжэня Чжан|Синьчжу "
    "Владимир|Путин 200|млрд|юаней 3,86|млрд|долл.|США 3|% 50|процентов треть 21|тыс.|т первый 1-й 16|апреля|2021|года "
    "апрель I|квартал 2 десятки двух|с|половиной недель семь|из|десяти , . ( ) « » его комитет пятнадцатилетняя",
}
NOISE = st.sampled_from(
    ["\u00a0", "\u0301", "\u200b", "😀", "\ud800", "\u2028", "ﬁ", "İ", "ё", "①", "½", "٣", "\u3000", "３", "\x00"]
)


def texts(lang):
    piece = st.sampled_from([written.replace("|", " ") for written in PIECES[lang].split()])
    loose = st.one_of(piece, piece, piece, NOISE, st.from_regex(r"[0-9]{1,5}([.,][0-9]{1,4}){0,2}", fullmatch=True))
    joints = st.sampled_from(["", "", " "] if lang == "zh" else [" ", " ", "\u00a0", ""])
    joined = st.lists(st.tuples(loose, joints), max_size=10).map(lambda parts: "".join(a + b for a, b in parts))
    return st.one_of(joined, joined, joined, st.text(max_size=30))


UNITS = st.fixed_dictionaries({}, optional={lang: texts(lang) for lang in LANGUAGES})


def entries():
    found = {}
    for row, (concept, kind, confused, *written) in enumerate(GLOSSARY):
        terms = tuple(
            Term(f"{concept}.{lang}.{row}", concept, lang, text.lstrip("~!?"), MARKS.get(text[0], Status.PREFERRED))
            for lang, text in zip(LANGUAGES, written, strict=True)
            if text
        )
        before = found.get(concept, ConceptEntry(concept, kind, (), confused_with=confused))
        found[concept] = ConceptEntry(concept, kind, before.terms + terms, confused_with=before.confused_with)
    return found


ENTRIES = entries()
RECOGNIZER = Recognizer(term for entry in ENTRIES.values() for term in entry.terms)


def release_of(rows, source):
    units = tuple(
        TranslationUnit(f"u{n}", "R", n, variants={lang: Variant(lang, Segment(text)) for lang, text in row.items()})
        for n, row in enumerate(rows, 1)
    )
    return Context(units, RECOGNIZER, ENTRIES, source_lang=source)


@settings(max_examples=400, deadline=None)
@given(st.lists(UNITS, min_size=1, max_size=3), st.sampled_from(LANGUAGES))
def test_every_issue_points_at_its_text_and_is_found_again(rows, source):
    context = release_of(rows, source)
    found = checks.run(context)
    units = {unit.id: unit for unit in context.units}
    for issue in found:
        text = units[issue.unit_id].text(issue.lang)
        assert text or issue.check == "empty"
        assert 0 <= issue.start <= issue.end <= len(text)
        assert text[issue.start : issue.end] == issue.text
        assert issue.message
        assert issue.key.startswith(issue.check + ":")
        for evidence in issue.evidence:
            said = units[issue.unit_id].text(evidence.lang)
            assert said[evidence.start : evidence.end] == evidence.text
            assert evidence.text
    assert checks.run(release_of(rows, source)) == found
    alone = [issue for unit in context.units for issue in checks.run(context, only={unit.id})]
    assert alone == found


@settings(max_examples=150, deadline=None)
@given(UNITS)
def test_the_shelves_leave_nothing_out_that_is_the_same(row):
    context = release_of([row], "zh")
    (unit,) = context.units
    found = [item for lang in LANGUAGES for item in items(unit, context, lang)]
    shelves = Shelves(found)
    assert list(shelves) == found
    for item in found:
        assert [other for other in shelves.like(item) if same(item, other)] == [o for o in found if same(item, o)]
        exactly = [other for other in found if same(item, other, rounded=False)]
        assert [other for other in shelves.just_like(item) if same(item, other, rounded=False)] == exactly


def about(issue):
    """What an issue says of another version: two ranks may be lost at one place, and one suggestion brings back one."""
    return [evidence for evidence in issue.evidence if evidence.lang != issue.lang]


@settings(max_examples=200, deadline=None)
@example({"zh": "代市长", "en": "Deputy Director former Secretary "}, "en")
@given(UNITS, st.sampled_from(LANGUAGES))
def test_a_suggestion_put_in_its_place_ends_the_issue(row, source):
    for issue in checks.run(release_of([row], source)):
        if issue.start == issue.end or not issue.suggestion:
            continue
        assert issue.suggestion != issue.text
        text = row[issue.lang]
        mended = {**row, issue.lang: text[: issue.start] + issue.suggestion + text[issue.end :]}
        left = checks.run(release_of([mended], source))
        assert (issue.check, issue.lang, issue.start, issue.suggestion, about(issue)) not in [
            (one.check, one.lang, one.start, one.text, about(one)) for one in left
        ]


@settings(max_examples=150, deadline=None)
@given(st.lists(UNITS, min_size=1, max_size=3), UNITS, st.sampled_from(LANGUAGES))
def test_what_was_read_before_an_edit_changes_nothing_after_it(rows, edited, source):
    readings = {}
    checks.run(replace(release_of(rows, source), readings=readings))
    after = [edited, *rows[1:]]
    assert checks.run(replace(release_of(after, source), readings=readings)) == checks.run(release_of(after, source))
