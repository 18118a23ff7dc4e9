"""The starter glossary: what an owner may rely on in every entry."""

import datetime as dt
import io
import re
from collections import Counter, defaultdict

import pytest
from openpyxl import load_workbook

from tmflow.glossary.recognizer import Recognizer
from tmflow.interchange.glossary_xlsx import COLUMNS
from tmflow.model.concept import Form, Kind, Status, Term
from tmflow.services.glossary_reading import entries_of
from tmflow.text.names import palladius

LANGUAGES = ("zh", "en", "ru")
SCRIPTS = {"zh": r"[\u4e00-\u9fff]", "en": r"[A-Za-z]", "ru": r"[А-Яа-яЁё]|\A[A-Za-z0-9 .]+\Z"}
"""A Russian text may keep a firm's or a fair's Latin name."""
TRADITIONAL = re.compile("[國際組織會議發開經濟區總貿東車專業產業與關係長門馬島龍書記員處領導廣慶寧陽]")
"""Frequent characters that simplified writing has not (any of them is a slip)."""
YO = re.compile(
    r"(?i)\b(?:партнер\w*|объем\w*|зелен\w{2}|шелков\w+|прием\w*|расчет\w*|отчет\w*|подъем|съемк\w*|заем|еще|трех|четырех|"
    r"пятерк\w+|развернут\w+|молодеж\w+|почетн\w+|желт\w{2}|черн\w{2} мор\w+|учен\w{2}|надежн\w+)\b"
)
TRADITIONAL_NAMES = {
    "Пекин": "北京",
    "Нанкин": "南京",
    "Харбин": "哈尔滨",
    "Цицикар": "齐齐哈尔",
    "провинция Аньхой": "安徽",
    "провинция Шэньси": "陕西",
    "Хуньчунь": "珲春",
    "Маньчжурия": "满洲里",
}
"""Russian names of Chinese places that are older than the Palladius system, or that its readings have otherwise."""

NUMBERED = re.compile(r"1992 Consensus|Resolution 2758")
"""Names in which four digits are no quantity."""
HIDDEN = {
    "市长": "城市长期",
    "日本": "今日本市",
    "法国": "司法国际合作",
    "通关": "开通关口",
    "国企": "中国企业",
    "公海": "办公海景",
    "领海": "占领海滩",
    "合肥": "复合肥料",
    "海信": "上海信息",
    "南盟": "越南盟友",
    "一秘": "唯一秘密",
    "换文": "交换文件",
}
"""Words that are no term of their own in the glossary, and where they would be found wrongly."""


@pytest.fixture(scope="session")
def by_concept(terms):
    found = defaultdict(list)
    for row in terms:
        found[row["concept_id"]].append(row)
    return found


@pytest.fixture(scope="session")
def drafts(by_concept):
    """The entries that some language has only a draft for."""
    return {
        concept
        for concept, rows in by_concept.items()
        if any(all(row["status"] != "preferred" for row in rows if row["lang"] == lang) for lang in LANGUAGES)
    }


def test_there_are_enough_entries_and_few_of_them_are_drafts(by_concept, drafts):
    assert len(by_concept) - len(drafts) >= 1000
    assert 0 < len(drafts) < len(by_concept) / 10


def test_every_field_of_the_table_is_a_column_of_the_exchange(terms):
    assert list(terms[0]) == [column for column in COLUMNS if column in terms[0]]
    assert set(COLUMNS) - set(terms[0]) == {"concept_rev"}


def test_every_status_kind_and_form_is_known(terms):
    assert {row["status"] for row in terms} <= set(Status)
    assert {row["kind"] for row in terms} <= set(Kind)
    assert {row["form"] for row in terms} <= set(Form)
    assert {row["case"] for row in terms} <= {"", "yes"}
    assert {row["gender"] for row in terms} <= {"", "m", "f", "n", "pl"}


def test_there_are_sixty_fixed_formulations_that_are_no_drafts(by_concept, drafts):
    fixed = {concept for concept, rows in by_concept.items() if rows[0]["kind"] == Kind.FORMULATION}
    assert len(fixed - drafts) >= 60


def test_every_term_has_its_own_id(terms):
    assert len({row["term_id"] for row in terms}) == len(terms)


def test_every_concept_speaks_three_languages(by_concept):
    for concept, rows in by_concept.items():
        accepted = {row["lang"] for row in rows if Status(row["status"]).accepted}
        assert accepted == set(LANGUAGES), concept


def test_every_language_has_one_preferred_term_or_drafts_only(by_concept):
    for concept, rows in by_concept.items():
        for lang in LANGUAGES:
            statuses = Counter(row["status"] for row in rows if row["lang"] == lang)
            settled = statuses["preferred"] == 1 and not statuses["draft"]
            open_yet = statuses["draft"] and not statuses["preferred"] and not statuses["admitted"]
            assert settled or open_yet, (concept, lang)


def test_the_preferred_term_comes_first(by_concept):
    for concept, rows in by_concept.items():
        for lang in LANGUAGES:
            statuses = [row["status"] for row in rows if row["lang"] == lang]
            assert statuses[0] in {"preferred", "draft"}, (concept, lang)


def test_a_concept_has_the_same_values_in_all_its_rows(by_concept):
    for concept, rows in by_concept.items():
        for cell in ("kind", "owner", "concept_note", "confused_with"):
            assert len({row[cell] for row in rows}) == 1, (concept, cell)


def test_two_concepts_prefer_the_same_term_only_where_they_must_not_be_confused(by_concept):
    owners = defaultdict(set)
    for concept, rows in by_concept.items():
        for row in rows:
            if row["status"] == "preferred":
                owners[row["lang"], row["term"]].add(concept)
    for (_, term), concepts in owners.items():
        for concept in concepts:
            others = set(by_concept[concept][0]["confused_with"].split())
            assert concepts - {concept} <= others, term


def test_no_chinese_term_belongs_to_two_concepts(terms):
    owners = defaultdict(set)
    for row in terms:
        if row["lang"] == "zh":
            owners[row["term"]].add(row["concept_id"])
    assert {term: concepts for term, concepts in owners.items() if len(concepts) > 1} == {}


def test_no_term_stands_twice_in_a_concept(by_concept):
    for concept, rows in by_concept.items():
        seen = Counter((row["lang"], row["term"]) for row in rows)
        assert max(seen.values()) == 1, concept


def test_every_settled_term_names_its_source_and_every_draft_its_reason(terms):
    for row in terms:
        if row["status"] == "draft":
            assert row["note"].startswith("draft: "), row
            assert not row["source"], row
        else:
            assert len(row["source"]) > 5, row
            assert not row["note"].startswith("draft"), row


def test_a_term_that_was_given_up_leads_to_another(by_concept):
    """What stands in `use_instead` is read as the concept."""
    for concept, rows in by_concept.items():
        led = [row for row in rows if row["use_instead"]]
        recognizer = Recognizer(term_of(row) for row in rows if led and Status(row["status"]).accepted)
        for row in led:
            assert row["status"] in {"deprecated", "forbidden"}, concept
            assert recognizer.find(row["use_instead"], row["lang"]), row


def test_dates_are_iso_and_in_order(terms):
    for row in terms:
        dates = [row["valid_from"], row["valid_until"]]
        assert all(dt.date.fromisoformat(date).isoformat() == date for date in dates if date), row
        assert not all(dates) or dates[0] < dates[1], row


def test_concepts_that_are_confused_exist_and_know_of_each_other(by_concept):
    pairs = {(concept, other) for concept, rows in by_concept.items() for other in rows[0]["confused_with"].split()}
    assert pairs
    assert {(other, concept) for concept, other in pairs} == pairs
    assert {concept for pair in pairs for concept in pair} <= set(by_concept)
    assert not [concept for concept, other in pairs if concept == other]


def test_a_chinese_term_is_no_single_character(terms):
    assert [row["term"] for row in terms if row["lang"] == "zh" and len(row["term"]) < 2] == []


@pytest.mark.parametrize(("word", "inside"), HIDDEN.items())
def test_no_chinese_term_hides_in_other_words(terms, word, inside):
    recognizer = Recognizer(term_of(row) for row in terms if row["lang"] == "zh")
    assert word not in {mention.text for mention in recognizer.find(inside, "zh", nested=True)}


def test_chinese_places_are_written_by_palladius_but_for_the_traditional_names(by_concept):
    """Checked against the product's own table of syllables, which was not used to write them."""
    read = 0
    for concept, rows in by_concept.items():
        if rows[0]["kind"] != Kind.PLACE or not rows[0]["source"].startswith("Hanyu Pinyin"):
            continue
        names = {re.sub(r"(?<=..)(?:新区|半岛|[市区省])\Z", "", row["term"]) for row in rows if row["lang"] == "zh"}
        russian = next(row["term"] for row in rows if row["lang"] == "ru")
        plain = re.sub(r"(?:провинция|город|район|новый район|полуостров) ", "", russian)
        expected = {palladius(name).replace(" ", "").lower() for name in names}
        assert plain.lower() in expected or TRADITIONAL_NAMES.get(russian) in names, (concept, expected)
        read += 1
    assert read > 200


def test_chinese_terms_are_simplified(terms):
    assert [row["term"] for row in terms if row["lang"] == "zh" and TRADITIONAL.search(row["term"])] == []


def test_russian_terms_are_written_with_yo(terms):
    assert [row["term"] for row in terms if row["lang"] == "ru" and YO.search(row["term"])] == []


def test_the_terms_follow_the_written_style(terms, faults):
    for row in terms:
        assert faults(NUMBERED.sub("", row["term"]).strip() or "-", row["lang"]) == [], row
        assert faults(row["use_instead"], row["lang"]) == [], row


def test_every_term_is_written_in_its_script(terms):
    for row in terms:
        assert re.search(SCRIPTS[row["lang"]], row["term"]), row


def test_an_inflection_is_a_form_of_its_term(terms):
    """`indeclinable`, or a genitive that begins as the term does."""
    for row in terms:
        if row["inflection"] not in {"", "indeclinable"}:
            assert row["lang"] == "ru", row
            assert row["inflection"][:3] == row["term"][:3], row


def test_full_and_short_forms_come_together(by_concept):
    """A short form without a full one in its language could never be explained at first mention."""
    for concept, rows in by_concept.items():
        for lang in LANGUAGES:
            forms = {row["form"] for row in rows if row["lang"] == lang}
            others = [row for row in rows if row["lang"] == lang and row["form"] != Form.SHORT]
            assert Form.SHORT not in forms or others, (concept, lang)


def test_the_workbook_is_what_the_table_makes(root, make_glossary):
    rows = make_glossary.read_table()
    book = load_workbook(io.BytesIO((root / "glossaries" / "starter.xlsx").read_bytes()), read_only=True)
    cells = [[cell or "" for cell in row] for row in book["terms"].iter_rows(max_col=len(rows[0]), values_only=True)]
    assert cells == rows


def test_the_product_reads_every_entry_with_all_its_values(root, by_concept):
    entries = entries_of("starter.xlsx", (root / "glossaries" / "starter.xlsx").read_bytes())
    assert {entry.id: len(entry.terms) for entry in entries} == {c: len(rows) for c, rows in by_concept.items()}
    for entry in entries:
        first = by_concept[entry.id][0]
        assert (entry.kind, entry.note) == (first["kind"], first["concept_note"])
        assert entry.confused_with == tuple(first["confused_with"].split())
    dates = {term.id: (term.valid_from, term.valid_until) for entry in entries for term in entry.terms}
    assert dates == {
        row["term_id"]: (row["valid_from"], row["valid_until"]) for rows in by_concept.values() for row in rows
    }


def test_every_term_is_found_in_itself(terms):
    recognizer = Recognizer(term_of(row) for row in terms)
    missed = [
        row["term"]
        for row in terms
        if row["term_id"] not in {m.term.id for m in recognizer.find(row["term"], row["lang"], nested=True)}
    ]
    assert missed == []


def term_of(row):
    return Term(row["term_id"], row["concept_id"], row["lang"], row["term"], Status(row["status"]))
