"""Quantities by a table that a linguist can edit (quantities.tsv), and what holds for any text at all."""

from pathlib import Path

import pytest

from tmflow.text.numbers import find

LANGUAGES = ["zh", "en", "ru"]


def value(text):
    if ".." in text:
        return tuple(value(end) for end in text.split(".."))
    try:
        return round(float(text), 6) if not text.startswith("-") and len(text) != 0 else text
    except ValueError:
        return text


def expectation(text):
    rows = [] if text == "-" else [part.split(" ") for part in text.split("; ")]
    out = []
    for kind, told, *unit in rows:
        read = told if kind == "date" else tuple(told.split("..")) if is_span(told) else value(told)
        out.append((kind, read, unit[0] if unit else ""))
    return sorted(out, key=str)


def is_span(told):
    return ".." in told and (
        told.startswith(("-", "Q", "T")) or ("-" in told) or told.split("..")[0] in {"2018", "2019", "2022"}
    )


def table():
    lines = (Path(__file__).parent / "quantities.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def key(quantity):
    told = quantity.value
    if isinstance(told, tuple):
        told = tuple(end if isinstance(end, str) else round(float(end), 6) for end in told)
    elif not isinstance(told, str):
        told = round(float(told), 6)
    return quantity.kind, told, quantity.unit


@pytest.mark.parametrize(("lang", "text", "expected"), table())
def test_table(lang, text, expected):
    assert sorted((key(q) for q in find(text, lang)), key=str) == expectation(expected)
