"""The written style of the three languages, as faults that a text can have."""

import re

FAULTS = {
    "zh": {
        "half-width mark after a character": re.compile(r"[\u4e00-\u9fff][,;:!?()]"),
        "half-width full stop": re.compile(r"[\u4e00-\u9fff]\.(?!\w)"),
        "straight quote": re.compile(r'["\']'),
        "blank between characters": re.compile(r"[\u4e00-\u9fff] [\u4e00-\u9fff]"),
        "three dots": re.compile(r"\.\.\."),
        "wrong middle dot": re.compile(r"[•‧・∙]"),
    },
    "en": {
        "straight quote": re.compile(r'["\']'),
        "space before a mark": re.compile(r" [,.;:!?]"),
        "four digits without a comma": re.compile(r"(?<![\d,.])(?!20\d\d\b)\d{4,}"),
        "full-width mark": re.compile(r"[，。；：（）“]{2}|[，。；：（）]"),
        "per cent sign": re.compile(r"\d ?%"),
    },
    "ru": {
        "English quote": re.compile(r'["“”\']'),
        "hyphen for a dash": re.compile(r" -+ "),
        "breaking space before a dash": re.compile(r" —"),
        "breaking space before a unit": re.compile(r"\d (?:%|млн|млрд|тыс\.|ДФЭ|кв\.)"),
        "breaking space after initials": re.compile(r"(?<!\w)[А-ЯЁ]\. (?=[А-ЯЁ])"),
        "breaking space after г.": re.compile(r"(?<!\w)г\. (?=[А-ЯЁ])"),
        "decimal point": re.compile(r"\d\.\d(?!\d?\.)"),
        "comma in thousands": re.compile(r"\d,\d{3}(?!\d)"),
        "е for ё": re.compile(
            r"(?i)\b(?:еще|ее|причем|трех|объем\w*|партнер\w*|заем|счет|отчет|идет|ведет|дает|прием|приемк\w*)\b"
        ),
        "Latin letter inside a word": re.compile(r"(?i)[а-яё][a-z]|[a-z][а-яё]"),
    },
}
ANY = {
    "doubled space": re.compile(r"[ \u00a0]{2}"),
    "space at an end": re.compile(r"\A\s|\s\Z"),
    "control or invisible character": re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\ufeff]"),
    "combining accent": re.compile(r"[\u0300-\u036f]"),
}


def faults(text, lang):
    return [name for name, rule in {**ANY, **FAULTS[lang]}.items() if rule.search(text)]
