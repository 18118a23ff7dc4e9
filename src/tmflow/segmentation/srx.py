"""SRX 2.0: give the rules to other tools, and cut with the rules of others.

Source: Segmentation Rules eXchange 2.0 (LISA/GALA, 7 April 2008). Our rules are functions that look at quotes, lists
and the beginning of a segment, which SRX cannot say: what is exported are the abbreviations, the final marks and what
may follow them, so that another tool cuts nearly as we do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex
from lxml import etree

from tmflow.i18n import tr
from tmflow.model.errors import InputError, TooLarge, UnreadableFile
from tmflow.segmentation import en, ru
from tmflow.segmentation.common import alternatives
from tmflow.segmentation.engine import Span
from tmflow.segmentation.place import CLOSERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMESPACE: Final = "http://www.lisa.org/srx20"
MAX_BYTES: Final = 5_000_000
MAX_RULES: Final = 20_000
_SECONDS: Final = 5.0
"""How long one rule may search one text; a rule that takes longer is refused."""
_CLOSE: Final = f"[{regex.escape(CLOSERS)}]*"
_LINE: Final = ("yes", r"[\n\u2028\u2029]", "")


@dataclass(frozen=True, slots=True)
class SrxRule:
    """Break, or do not, where `before` ends and `after` begins; `name` says where the rule stands (`English 3`)."""

    breaks: bool
    pattern: regex.Pattern[str]
    name: str


@dataclass(frozen=True, slots=True)
class SrxRules:
    """The rules of an SRX file: `maps` are the language patterns in order, each with the rules it asks for.

    With `cascade` all maps that match a language give their rules, in order; else the first one does.
    """

    maps: tuple[tuple[regex.Pattern[str], tuple[SrxRule, ...]], ...]
    cascade: bool

    def spans(self, text: str, lang: str) -> list[Span]:
        """Cut a text; the rule that comes first decides at a place where several match.

        Raises:
            InputError: a rule searches longer than any honest rule needs.
        """
        decided: dict[int, SrxRule] = {}
        for rule in self._rules(lang):
            for at in _places(rule, text):
                decided.setdefault(at, rule)
        cuts = [(at, rule.name) for at, rule in sorted(decided.items()) if rule.breaks and 0 < at < len(text)]
        starts = [0, *(at for at, _ in cuts)]
        ends = [*cuts, (len(text), "text_end")]
        return [
            span for start, (end, name) in zip(starts, ends, strict=True) if (span := _trim(text, start, end, name))
        ]

    def split(self, text: str, lang: str) -> list[str]:
        """Return the segments as text, without the blanks around them."""
        return [text[span.start : span.end] for span in self.spans(text, lang)]

    def _rules(self, lang: str) -> Iterator[SrxRule]:
        for pattern, rules in self.maps:
            if pattern.fullmatch(lang):
                yield from rules
                if not self.cascade:
                    return


def _trim(text: str, start: int, end: int, rule: str) -> Span | None:
    piece = text[start:end]
    left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    return Span(start + left, start + right, rule) if left < right else None


def _places(rule: SrxRule, text: str) -> Iterator[int]:
    try:
        yield from (match.start() for match in rule.pattern.finditer(text, timeout=_SECONDS))
    except TimeoutError as error:
        message = tr("This rule searches too long; make its pattern simpler.")
        raise InputError(message, source="SRX", place=rule.name) from error


def parse(data: bytes, source: str = "SRX") -> SrxRules:
    """Read an SRX 2.0 file (1.0 is read too: it lacks the namespace and cascading).

    Args:
        data: the file's bytes.
        source: its name, for messages.

    Raises:
        TooLarge: more than 5 MB or 20,000 rules.
        UnreadableFile: not XML, or not SRX.
        InputError: a pattern that cannot be understood; `place` names the rule.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(tr("An SRX file of more than 5 MB is not read."), source=source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = tr("This is not well-formed XML: {error}", error=error)
        raise UnreadableFile(message, source=source) from error
    if etree.QName(root).localname != "srx":
        raise UnreadableFile(tr("The root element is not srx: this is no SRX file."), source=source)
    elements = list(root.iter("{*}languagerule"))
    if sum(len(element) for element in elements) > MAX_RULES:
        raise TooLarge(tr("An SRX file of more than 20,000 rules is not read."), source=source)
    named = {element.get("languagerulename", ""): tuple(_read(element, source)) for element in elements}
    header = root.find("{*}header")
    cascade = header is not None and header.get("cascade") == "yes"
    maps = tuple(
        (
            _compile(one.get("languagepattern", ""), source, "languagemap"),
            named.get(one.get("languagerulename", ""), ()),
        )
        for one in root.iter("{*}languagemap")
    )
    return SrxRules(maps, cascade)


def _read(element: etree._Element, source: str) -> Iterator[SrxRule]:
    name = element.get("languagerulename", "")
    for number, rule in enumerate(element.iterfind("{*}rule"), 1):
        place = f"{name} {number}"
        before, after = (rule.findtext(f"{{*}}{part}break") or "" for part in ("before", "after"))
        behind = f"(?<={_translate(before)})" if before else ""
        ahead = f"(?={_translate(after)})" if after else ""
        yield SrxRule(rule.get("break", "yes") != "no", _compile(behind + ahead, source, place), place)


def _translate(pattern: str) -> str:
    """ICU's way to write a character and a quoted run, in ours; the rest is the same."""
    pattern = regex.sub(r"\\x\{([0-9A-Fa-f]{1,6})\}", lambda m: regex.escape(_character(m.group(1))), pattern)
    pattern = regex.sub(r"\\Q(.*?)(?:\\E|$)", lambda m: regex.escape(m.group(1)), pattern)
    return f"(?:{pattern})"


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last code point


def _compile(pattern: str, source: str, place: str) -> regex.Pattern[str]:
    try:
        return regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError) as error:
        message = tr("The pattern {pattern} is not understood: {error}", pattern=pattern[:80], error=error)
        raise InputError(message, source=source, place=place) from error


def export() -> bytes:
    """Return our rules for Chinese, English and Russian as an SRX 2.0 file (UTF-8)."""
    root = etree.fromstring(f'<srx xmlns="{NAMESPACE}" version="2.0"/>'.encode())
    header = etree.SubElement(root, f"{{{NAMESPACE}}}header", segmentsubflows="yes", cascade="no")
    for kind, include in (("start", "no"), ("end", "yes"), ("isolated", "no")):
        etree.SubElement(header, f"{{{NAMESPACE}}}formathandle", type=kind, include=include)
    body = etree.SubElement(root, f"{{{NAMESPACE}}}body")
    rules = etree.SubElement(body, f"{{{NAMESPACE}}}languagerules")
    maps = etree.SubElement(body, f"{{{NAMESPACE}}}maprules")
    for name, pattern, table in (
        ("Chinese", "(?i)zh.*", _chinese()),
        ("Russian", "(?i)ru.*", _russian()),
        ("English", ".*", _english()),
    ):
        group = etree.SubElement(rules, f"{{{NAMESPACE}}}languagerule", languagerulename=name)
        for breaks, before, after in table:
            rule = etree.SubElement(group, f"{{{NAMESPACE}}}rule", {"break": breaks})
            etree.SubElement(rule, f"{{{NAMESPACE}}}beforebreak").text = before
            etree.SubElement(rule, f"{{{NAMESPACE}}}afterbreak").text = after
        etree.SubElement(maps, f"{{{NAMESPACE}}}languagemap", languagepattern=pattern, languagerulename=name)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _before(words: Iterable[str]) -> str:
    return rf"(?:^|[^\p{{L}}\p{{N}}.])(?:{alternatives(words)})\."


def _english() -> tuple[tuple[str, str, str], ...]:
    return (
        _LINE,
        ("no", _before(en.TITLES), r"\s+[\p{Lu}\p{N}]"),
        ("no", _before(en.REFERENCES), r"\s+[\p{N}IVXLC]"),
        ("no", _before(en.MONTHS), r"\s+\p{N}"),
        ("no", _before(en.INNER), r"\s"),
        ("no", r"(?:^|[^\p{L}\p{N}.])\p{Lu}\.", r"\s+\p{Lu}"),
        ("no", rf"[.?!…]{_CLOSE}", r"\s*[\p{Ll},;:]"),
        ("yes", rf"[.?!…]{_CLOSE}", r"\s"),
    )


def _russian() -> tuple[tuple[str, str, str], ...]:
    year = {"г", "гор"}
    return (
        _LINE,
        ("no", _before(ru.BEFORE_NAME - ru.FINAL - year), r"\s"),
        ("no", _before(ru.BEFORE_NUMBER), r"\s*\p{N}"),
        ("no", r"\p{L}\s+(?:г|гор)\.", r"\s"),
        ("no", r"(?:^|[^\p{L}\p{N}])\p{Lu}\.", r"\s*\p{Lu}"),
        ("no", rf"[.?!…]{_CLOSE}", r"\s*[\p{Ll},;:]"),
        ("no", rf"[.?!…]{_CLOSE}", r"\s*[—–]\s"),
        ("yes", rf"[.?!…]{_CLOSE}", r"\s"),
    )


def _chinese() -> tuple[tuple[str, str, str], ...]:
    return (
        _LINE,
        ("no", r"[。！？!?…][》）]", ""),
        ("no", rf"[。！？!?…]{_CLOSE}", rf"[，；：、,。！？!?…{regex.escape(CLOSERS)}]"),
        ("yes", rf"[。！？!?]{_CLOSE}", ""),
        ("yes", rf"…{{2}}{_CLOSE}", ""),
        ("yes", r"\p{Han}[.｡]", r"\P{N}"),
    )
