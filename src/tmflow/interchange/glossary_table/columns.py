"""The columns of a table of terms, and the headings by which people and programs call them."""

from __future__ import annotations

import re
from typing import Final

from tmflow.model.language import LANGUAGES

COLUMNS: Final = (
    "concept_id",
    "term_id",
    "base_rev",
    "lang",
    "term",
    "status",
    "kind",
    "form",
    "use_instead",
    "case",
    "gender",
    "inflection",
    "valid_from",
    "valid_until",
    "note",
    "source",
    "owner",
    "concept_note",
    "confused_with",
    "concept_rev",
)
"""The columns of the one-row-a-term layout, in the order in which they are written."""
REQUIRED: Final = ("concept_id", "lang", "term")
CONCEPT_COLUMNS: Final = ("concept_id", "kind", "owner", "concept_note", "confused_with", "concept_rev")
"""Columns that say something about the concept, not about one term; in the wide layout they have no language."""
TERM_COLUMNS: Final = ("term", "full", "short", "avoid")
"""Columns that hold terms: any, full forms, short forms, and those that shall not be written."""
WIDE_COLUMNS: Final = (
    *TERM_COLUMNS,
    *("status", "form", "use_instead", "case", "gender", "inflection", "valid_from", "valid_until"),
    *("note", "source", "term_id", "ref"),
)
"""Columns of the wide layout that have a language: `status:en`."""
FLAGS: Final = ("forbidden", "preferred", "reliability", "evaluation", "approval", "info", "type")
"""What other programs say of a term in their own words; `templates` makes a status, a form or capitals of it."""

_HEADINGS: Final = {
    "concept_id": (
        *(
            "concept",
            "concept id",
            "conceptid",
            "cid",
            "entry id",
            "entry number",
            "entry no",
            "begriffs-id",
            "begriff",
        ),
        *("概念编号", "概念id", "概念号", "概念", "ид понятия", "код понятия", "понятие"),
    ),
    "term_id": ("termid", "term id", "tid", "术语编号", "术语id", "ид термина", "код термина", "benennungs-id"),
    "base_rev": ("rev", "revision", "baserev", "修订号", "版本", "版本号", "修订", "ревизия", "версия", "fassung"),
    "lang": ("language", "语言", "语种", "язык", "sprache", "l_code"),
    "term": ("text", "术语", "词条", "译名", "термин", "benennung", "t_term"),
    "status": ("state", "usage status", "状态", "статус", "состояние", "zustand"),
    "kind": ("type", "category", "类型", "类别", "种类", "тип", "вид", "категория", "art"),
    "form": ("全称或简称", "全称/简称", "形式", "форма"),
    "use_instead": ("useinstead", "use", "改用", "应用", "应使用", "вместо этого", "писать", "stattdessen"),
    "case": (
        *("case sensitive", "casesensitive", "case_sensitive", "区分大小写", "大小写", "регистр", "учитывать регистр"),
        *("groß-/kleinschreibung", "großschreibung"),
    ),
    "gender": ("词性别", "性别", "性", "род", "geschlecht", "genus"),
    "inflection": ("变格", "词形变化", "склонение", "flexion"),
    "valid_from": ("validfrom", "valid since", "生效日期", "启用日期", "действует с", "gültig ab"),
    "valid_until": ("validuntil", "valid to", "失效日期", "停用日期", "действует до", "gültig bis"),
    "note": (
        *("notes", "comment", "comments", "remark", "usage", "usage note", "备注", "注释", "说明", "用法"),
        *("примечание", "примечания", "комментарий", "anmerkung", "bemerkung", "kommentar"),
    ),
    "source": ("sources", "reference", "references", "来源", "出处", "источник", "quelle", "term_source"),
    "owner": ("responsible", "负责人", "责任单位", "责任人", "владелец", "ответственный", "verantwortlich"),
    "concept_note": (
        *("conceptnote", "concept comment", "definition", "def", "概念备注", "定义", "释义"),
        *("примечание к понятию", "определение", "anmerkung zum begriff", "begriffsanmerkung", "entry_note"),
    ),
    "confused_with": ("not", "易混", "勿混", "不要混淆", "не путать с", "не путать", "nicht verwechseln mit"),
    "concept_rev": ("conceptrev", "concept revision", "概念修订号", "ревизия понятия", "begriffsfassung"),
    "ref": (),
    "full": ("full form", "full name", "全称", "полное название", "полная форма", "vollform"),
    "short": (
        *("short form", "short name", "abbreviation", "abbr", "acronym", "简称", "缩写", "缩略语"),
        *("краткое название", "краткая форма", "сокращение", "аббревиатура", "kurzform", "abkürzung"),
    ),
    "avoid": (
        *("do not use", "not to be used", "禁用译名", "不规范译名", "错误译法", "勿用"),
        *("не использовать", "не употреблять", "нежелательно", "vermeiden"),
    ),
    "synonym": ("synonyms", "同义词", "其他译名", "синоним", "синонимы", "synonyme"),
}
_FLAG_HEADINGS: Final = {
    "forbidden": ("禁用", "запрещено", "verboten"),
    "preferred": ("首选", "предпочтительный", "bevorzugt"),
    "evaluation": ("t_evaluation",),
    "reliability": ("t_reliability",),
    "type": ("t_type", "termtype", "term type"),
    "info": ("term_info",),
}
_LANGUAGES: Final = {
    "zh": (
        *("中文", "汉语", "简体中文", "中", "汉", "cn", "chs", "chi", "zho", "chinese", "chinese simplified"),
        *("китайский", "кит", "chinesisch"),
    ),
    "en": (
        *("英文", "英语", "英", "eng", "english"),
        *("английский", "англ", "englisch"),
    ),
    "ru": ("俄文", "俄语", "俄", "rus", "russian", "русский", "рус", "russisch"),
}
_OTHERS: Final = {
    "de": ("german", "deutsch", "德文", "德语", "немецкий"),
    "fr": ("french", "français", "法文", "法语", "французский"),
    "es": ("spanish", "español", "西班牙文", "西班牙语", "испанский"),
    "it": ("italian", "italiano", "意大利语", "итальянский"),
    "pt": ("portuguese", "português", "葡萄牙语", "португальский"),
    "ar": ("arabic", "阿拉伯文", "阿拉伯语", "арабский"),
    "fa": ("persian", "farsi", "波斯语", "персидский"),
    "hi": ("hindi", "印地语", "хинди"),
    "ja": ("japanese", "日本語", "日文", "日语", "японский"),
    "ko": ("korean", "한국어", "韩文", "韩语", "корейский"),
    "kk": ("kazakh", "қазақша", "哈萨克语", "казахский"),
    "ky": ("kyrgyz", "кыргызча", "吉尔吉斯语", "киргизский"),
    "mn": ("mongolian", "монгол", "蒙古语", "монгольский"),
    "tg": ("tajik", "тоҷикӣ", "塔吉克语", "таджикский"),
    "ur": ("urdu", "乌尔都语", "урду"),
    "uz": ("uzbek", "oʻzbekcha", "乌兹别克语", "узбекский"),
    "be": ("belarusian", "беларуская", "白俄罗斯语", "белорусский"),
    "hu": ("hungarian", "magyar", "匈牙利语", "венгерский"),
}
"""Languages that other glossaries have; named so that a person is told why a column is left out."""
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u3000\u200b\ufeff]+")
_TAG: Final = re.compile(r"([a-z]{2,3})(?:[-_](?:hans|hant|latn|cyrl))?(?:[-_](?:[a-z]{2}|[0-9]{3}))?")
_REGION: Final = re.compile(
    r"\s*[(（][^()（）]*[)）]\Z"
    r"|[ _](?:prc|china|simplified|singapore|united[ _](?:states|kingdom)"
    r"|australia|canada|russia|russian[ _]federation)\Z"
)
"""What follows a language's name: English (United States), in a table of memoQ English_United_States, Chinese_PRC."""
_BETWEEN: Final = " _-:./："
_AROUND: Final = "()（）[]" + _BETWEEN


def _table(source: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {heading: name for name, others in source.items() for heading in (name, name.replace("_", " "), *others)}


_BY_HEADING: Final = {**_table(_FLAG_HEADINGS), **_table(_HEADINGS)}
_BY_LANGUAGE: Final = {**_table(_OTHERS), **_table(_LANGUAGES)}
_LONGEST_NAMES: Final = sorted(_BY_LANGUAGE, key=len, reverse=True)


def plain(heading: str) -> str:
    """Return a heading as it is compared: one blank for each run, small letters."""
    return _BLANKS.sub(" ", heading).strip().lower()


def field_of(heading: str) -> str:
    """Return the column that a heading means (`概念编号` -> `concept_id`), or nothing."""
    return _BY_HEADING.get(plain(heading), "")


def language_of(text: str) -> str:
    """Return the language that a heading or a cell names (`zh-Hans-CN`, `中文`, `English`), or nothing.

    A code is only taken for one of a language that is known here: `id` and `no` are headings more often than languages.
    """
    name = plain(text)
    known = _BY_LANGUAGE.get(name) or _BY_LANGUAGE.get(_REGION.sub("", name))  # English (United States)
    if known:
        return known
    found = _TAG.fullmatch(name)
    return found[1] if found and found[1] in {*LANGUAGES, *_OTHERS} else ""


def field_in_language(heading: str) -> tuple[str, str]:
    """Return column and language of a heading that names both (`en_status`, `俄文备注`, `Status (ru)`), or nothing.

    A language alone is a column of terms: `English` -> `("term", "en")`.
    """
    name = plain(heading)
    lang = language_of(name)
    if lang:
        return "term", lang
    if name in _BY_HEADING:
        return "", ""
    for part, rest in _splits(name):
        lang, field = language_of(part), _BY_HEADING.get(rest, "")
        if lang and field:
            # A definition that stands with a language is a note of its terms.
            return {"concept_note": "note", "synonym": "term"}.get(field, field), lang
    return "", ""


def _splits(name: str) -> list[tuple[str, str]]:
    """Return the ways to part a heading into a language and the rest."""
    ways = []
    for place, char in enumerate(name):
        if char in _AROUND:
            for signs in (_BETWEEN, _AROUND):
                first, last = name[:place].strip(signs), name[place:].strip(signs)
                ways += [(first, last), (last, first)]
    for language in _LONGEST_NAMES:
        if not language.isascii():  # Chinese headings have nothing between the words: 俄文备注
            if name.startswith(language):
                ways.append((language, name.removeprefix(language).strip(_AROUND)))
            elif name.endswith(language):
                ways.append((language, name.removesuffix(language).strip(_AROUND)))
    return ways
