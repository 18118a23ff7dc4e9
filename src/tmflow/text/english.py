"""English word forms: number, possessive, British and American spelling."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_COUNTED_ACRONYMS: Final = frozenset(
    [
        "NGO",
        "SME",
        "MSME",
        "FTA",
        "FTZ",
        "SEZ",
        "CEO",
        "CFO",
        "CTO",
        "TEU",
        "MOU",
        "MoU",
        "IPO",
        "EV",
        "NEV",
        "SOE",
        "PhD",
        "MBA",
        "VIP",
        "ID",
        "UAV",
        "PPP",
        "MP",
        "NPC",
        "ETF",
        "IP",
        "GI",
        "DVD",
        "PC",
        "TV",
        "SUV",
        "LED",
        "QR",
        "API",
        "ATM",
        "HSR",
        "EDZ",
        "EPZ",
        "BIT",
        "DC",
        "VC",
        "UNESCO",
    ]
) - {"NPC", "UNESCO", "IP", "HSR"}
"""Acronyms that are common nouns and have a plural; others (SCODA, CPC) are names and have none."""

_INVARIABLE: Final = frozenset(
    [
        "news",
        "goods",
        "customs",
        "arms",
        "means",
        "series",
        "species",
        "headquarters",
        "premises",
        "united",
        "states",
        "congress",
        "press",
        "business",
        "access",
        "process",
        "progress",
        "success",
        "address",
        "express",
        "mass",
        "class",
        "glass",
        "pass",
        "cross",
        "across",
        "less",
        "unless",
        "this",
        "his",
        "its",
        "was",
        "has",
        "is",
        "as",
        "us",
        "always",
        "perhaps",
        "besides",
        "towards",
        "afterwards",
        "gas",
        "bus",
        "plus",
        "thus",
        "status",
        "campus",
        "focus",
        "bonus",
        "consensus",
        "census",
        "virus",
        "basis",
        "crisis",
        "analysis",
        "thesis",
        "emphasis",
        "hypothesis",
        "axis",
    ]
) - {"states"}
_SHORTEST_PLURAL: Final = 4
_LONGEST_ACRONYM: Final = 5
_IRREGULAR: Final = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "criteria": "criterion", "phenomena": "phenomenon", "media": "medium", "data": "datum", "bases": "basis",
    "crises": "crisis", "analyses": "analysis", "theses": "thesis", "hypotheses": "hypothesis", "axes": "axis",
    "lives": "life", "leaves": "leaf", "wives": "wife", "knives": "knife", "halves": "half", "shelves": "shelf",
    "wolves": "wolf", "wharves": "wharf", "loaves": "loaf", "thieves": "thief",
    "calves": "calf", "selves": "self", "indices": "index", "matrices": "matrix", "appendices": "appendix",
    "memoranda": "memorandum", "curricula": "curriculum", "symposia": "symposium", "fora": "forum",
    "stadia": "stadium", "alumni": "alumnus", "nuclei": "nucleus", "stimuli": "stimulus", "foci": "focus",
}  # fmt: skip
_COMPOUND_MEN: Final = re.compile(r"(.{3,})(wo)?men\Z")
_SPELLINGS: Final = (
    (re.compile(r"(?<=\w{2})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)\Z)"), "iz"),
    (re.compile(r"(?<=\w[aeiou]l)ys(?=(?:e|ed|es|er|ers|ing)\Z)|(?<=anal)ys(?=(?:e|ed|er|ing)\Z)"), "yz"),
    (
        re.compile(r"(?<=\w\w[bdhlmrv])our(?=(?:s|ed|ing|er|ers|able|ably|ite|ites|ful|hood|hoods|al|ally|less)?\Z)"),
        "or",
    ),
    (re.compile(r"(?<=\w[aeiou]p)our(?=s?\Z)|(?<=glam)our(?=s?\Z)"), "or"),
    (re.compile(r"(?<=\w[aeintb][tb])re(?=s?\Z)"), "er"),
    (re.compile(r"(?<=\w[aeint]t)r(?=(?:ed|ing)\Z)"), "er"),
    (re.compile(r"(?<=[aeio][lt]og)ue(?=s?\Z)|(?<=[dn]alog)ue(?=s?\Z)"), ""),
    (re.compile(r"(?<=program)me(?=s?\Z)|(?<=kilogram)me(?=s?\Z)"), ""),
    (re.compile(r"(?<=def)enc(?=es?\Z)|(?<=off)enc(?=es?\Z)|(?<=lic)enc(?=es?\Z)|(?<=pret)enc(?=es?\Z)"), "ens"),
    (re.compile(r"(?<=[aeiou][bcdfghjklmnprstvwxz][aeiou]l)l(?=(?:ed|ing|er|ers|or|ors|ery)\Z)"), ""),
    (re.compile(r"(?<=[bdgl]e)e?(?<=dge)(?=ment)"), ""),
    (re.compile(r"(?<=judg)e(?=ments?\Z)|(?<=acknowledg)e(?=ments?\Z)|(?<=ag)e(?=ing\Z)"), ""),
    (re.compile(r"(?<=enrol)(?=ments?\Z)|(?<=instal)(?=ments?\Z)|(?<=fulfil)(?=(?:s|ment|ments)?\Z)"), "l"),
    (re.compile(r"(?<=skil)(?=ful)|(?<=wil)(?=ful)"), "l"),
)
_WORD_SPELLINGS: Final = {
    "aluminium": "aluminum", "grey": "gray", "tyre": "tire", "tyres": "tires", "plough": "plow", "mould": "mold",
    "sceptic": "skeptic", "sceptical": "skeptical", "manoeuvre": "maneuver", "manoeuvres": "maneuvers",
    "practise": "practice", "practised": "practiced", "practising": "practicing", "artefact": "artifact",
    "artefacts": "artifacts", "jewellery": "jewelry", "cosy": "cozy", "pyjamas": "pajamas", "orientated": "oriented",
    "anaemia": "anemia", "paediatric": "pediatric", "paediatrics": "pediatrics", "aeroplane": "airplane",
    "aeroplanes": "airplanes", "encyclopaedia": "encyclopedia", "archaeology": "archeology", "oestrogen": "estrogen",
    "archaeological": "archeological", "disc": "disk", "discs": "disks", "whilst": "while", "amongst": "among",
    "towards": "toward", "learnt": "learned", "per": "per", "percent": "percent", "co-operation": "cooperation",
    "czar": "tsar", "kerb": "curb", "haemoglobin": "hemoglobin", "orthopaedic": "orthopedic",
}  # fmt: skip


def _spelling(word: str) -> str:
    """The American spelling of a lower-case word (both spellings give the same string; it need not be a word)."""
    if word in _WORD_SPELLINGS:
        return _WORD_SPELLINGS[word]
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def _singulars(word: str) -> tuple[str, ...]:
    """What a lower-case word may be the plural of."""
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    men = _COMPOUND_MEN.match(word)
    if men:
        return (men.group(1) + (men.group(2) or "") + "man",)
    if (
        len(word) < _SHORTEST_PLURAL
        or not word.endswith("s")
        or word in _INVARIABLE
        or word.endswith(("ss", "us", "is", "ics"))
    ):
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes", "ses")):
        return (word[:-2], word[:-1])
    return (word[:-1],)


@lru_cache(maxsize=200_000)
def base_forms(surface: str) -> frozenset[str]:
    """The base forms (lower case, American spelling, singular) that an English word form may belong to."""
    if surface == "&":
        return frozenset({"and"})
    word = surface.replace(".", "").replace(" ", "")
    word = word.removesuffix("'s").removesuffix("'S").rstrip("'")
    letters = word.lower()
    base = _spelling(letters)
    if word[:-1].isupper() and len(word) > len("As") and word[-1] == "s":
        return frozenset({base, _spelling(letters[:-1])} if word[:-1] in _COUNTED_ACRONYMS else {base})
    if word in {acronym + "s" for acronym in ("MoU", "PhD")}:
        return frozenset({base, letters[:-1]})
    if word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return frozenset({letters})
    return frozenset({base, *(_spelling(singular) for singular in _singulars(letters))})
