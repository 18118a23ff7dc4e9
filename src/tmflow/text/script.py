"""Which language a text is in: the script decides, and only where it cannot, letter statistics do.

A headline of three words is too short for statistics, so they are asked only about longer runs of Latin or Cyrillic.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import langdetect
import opencc
import regex
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

OTHER: Final = "other"
SAMPLE: Final = 20_000
"""Only so many characters are looked at: more do not change the answer."""

_HAN: Final = regex.compile(r"\p{Han}")
_LATIN: Final = regex.compile(r"\p{Latin}")
_CYRILLIC: Final = regex.compile(r"\p{Cyrillic}")
_KANA: Final = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_FOREIGN: Final = regex.compile(r"[\p{L}--[\p{Han}\p{Latin}\p{Cyrillic}]]", regex.V1)
_NOT_RUSSIAN: Final = regex.compile(r"[\p{Cyrillic}--[а-яА-ЯёЁ]]", regex.V1)
_WORD: Final = regex.compile(r"\p{L}+")
_ADDRESS: Final = regex.compile(r"(?:https?://|www\.)\S{1,500}|\S{1,64}@\S{1,255}")

_HAN_WEIGHT: Final = 3
"""A Chinese character says about as much as three letters of an alphabet."""
_PULL: Final = {"ru": 1.5}
"""Latin acronyms stand in Russian text far more often than Cyrillic words in English text."""
_KANA_SHARE: Final = 0.05
"""Japanese has a third of kana and more; Chinese quotes at most a brand's name in it."""
_NOT_RUSSIAN_SHARE: Final = 0.02
"""Ukrainian has six і in a hundred letters, Kazakh more; Russian only a quoted name."""
_STATISTICS_WORDS: Final = 6
_STATISTICS_LETTERS: Final = 30
_STATISTICS_ENOUGH: Final = 60
"""Words that are enough to be sure; more only take time."""
_SURE: Final = 0.9
_ONLY_ENGLISH: Final = frozenset({"the", "and", "that", "with", "this", "from"})
_ONLY_RUSSIAN: Final = "ыэ"
"""Bulgarian, Macedonian and Ukrainian lack these letters (Belarusian is known by its own)."""
_PLAIN_WORDS: Final = 0.06
_PLAIN_LETTERS: Final = 0.01
_PROFILES: Final = ("en", "ru", "fr", "de", "es", "it", "pt", "nl", "pl", "tr", "vi", "id", "bg", "mk", "uk")
_VARIANT_WINDOW: Final = 2_000


def shares(text: str) -> dict[str, float]:
    """Return how much of the text each script carries: `zh`, `en` (Latin), `ru` (Cyrillic) and `other`, summing to 1.

    Letters are counted, a Chinese character three times; addresses of pages and mail are left out. Kana makes the Han
    characters of a text Japanese when there is enough of it. Without any letter all four are 0.
    """
    sample = _ADDRESS.sub(" ", text[:SAMPLE])
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    counts = {
        "zh": han * _HAN_WEIGHT,
        "en": len(_LATIN.findall(sample)),
        "ru": len(_CYRILLIC.findall(sample)),
        OTHER: len(_FOREIGN.findall(sample)) * _HAN_WEIGHT,
    }
    if kana > _KANA_SHARE * (han + kana):
        counts[OTHER] += counts["zh"]
        counts["zh"] = 0
    total = sum(counts.values())
    return {lang: count / total if total else 0.0 for lang, count in counts.items()}


def identify(text: str) -> str:
    """Return the language that carries the text: `zh`, `en`, `ru`, or `other` (also for a text without letters).

    Latin names and acronyms alone are `en`. Japanese, Korean, Ukrainian and Kazakh are `other` by their letters;
    longer texts in other languages of the Latin or Cyrillic alphabet are `other` by letter statistics (fixed seed:
    the same text always gets the same answer).
    """
    share = shares(text)
    lang = max(share, key=lambda key: share[key] * _PULL.get(key, 1))
    if not share[lang]:
        return OTHER
    sample = text[:SAMPLE]
    if lang == "ru" and len(_NOT_RUSSIAN.findall(sample)) > _NOT_RUSSIAN_SHARE * len(_CYRILLIC.findall(sample)):
        return OTHER
    if lang in {"en", "ru"} and _statistics_deny(sample, lang):
        return OTHER
    return lang


def chinese_variant(text: str) -> str:
    """Return `hans` (simplified) or `hant` (traditional) by the characters that only one of them has, or an empty
    string when no character tells.
    """  # noqa: D205 - one sentence
    sample = "".join(_HAN.findall(text[:SAMPLE]))[:_VARIANT_WINDOW]
    traditional = _changed(sample, "t2s")
    simplified = _changed(sample, "s2t")
    if traditional == simplified:
        return ""
    return "hant" if traditional > simplified else "hans"


def _changed(sample: str, direction: str) -> int:
    """How many characters a conversion changes: these are of the other variant."""
    converted: str = _converter(direction).convert(sample)
    return sum(a != b for a, b in zip(sample, converted, strict=False))


@cache
def _converter(direction: str) -> Any:  # noqa: ANN401 - opencc ships no types
    return opencc.OpenCC(direction)


def _statistics_deny(sample: str, lang: str) -> bool:
    """Whether letter statistics are sure that a text of this alphabet is in another language than `lang`."""
    words = _WORD.findall(sample)
    plain = [word for word in words if word.islower()]
    if len(plain) < _STATISTICS_WORDS or sum(map(len, plain)) < _STATISTICS_LETTERS:
        return False
    if _plainly(plain, lang):
        return False
    detector = _factory().create()
    detector.append(" ".join(plain[:_STATISTICS_ENOUGH]))
    try:
        guesses = detector.get_probabilities()
    except langdetect.LangDetectException:
        return False
    return bool(guesses) and guesses[0].lang != lang and guesses[0].prob > _SURE


def _plainly(words: list[str], lang: str) -> bool:
    """Whether words or letters that only this language has are frequent: then statistics need not be asked."""
    if lang == "en":
        return sum(word in _ONLY_ENGLISH for word in words) > _PLAIN_WORDS * len(words)
    letters = "".join(words)
    return sum(letters.count(letter) for letter in _ONLY_RUSSIAN) > _PLAIN_LETTERS * len(letters)


@cache
def _factory() -> Any:  # noqa: ANN401 - langdetect ships no types
    """A detector of few profiles and a fixed seed: with all its profiles langdetect calls short Chinese Korean."""
    factory = DetectorFactory()
    factory.seed = 0
    profiles = []
    for name in _PROFILES:
        with open(f"{PROFILES_DIRECTORY}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - a path from the library
            profiles.append(file.read())
    factory.load_json_profile(profiles)
    return factory
