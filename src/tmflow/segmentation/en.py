"""English rules of segmentation, in the order in which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from tmflow.segmentation import common
from tmflow.segmentation.place import Verdict

if TYPE_CHECKING:
    from tmflow.segmentation.place import Place

TITLES: Final = common.words(
    """Mr Mrs Ms Messrs Mmes Dr Prof Gen Sec Amb Gov Sen Rep Hon Rev Fr Sr Capt Cpt Col Cdr Cmdr Lt Maj Sgt
    Adm Pres Supt Insp Asst Assoc Dep Dir St Mt Ft Pt Pvt Brig Mgr Exec Vice"""
)
"""Before a name or another title: never the end."""
REFERENCES: Final = common.words(
    """No Nos N° Vol Vols Ch Pt Para Paras Pp Cl Chap Item Rule Nr Art Arts Sec Fig Figs
    p pp ch chap vol vols para paras par cl ed eds n nn ver Ref Tel
    tel ext Eq Ex"""
)
"""Before a number: `No. 12`; elsewhere they are words."""
INNER: Final = common.words("""e.g i.e eg ie cf viz vs v incl excl esp approx ca c al resp tel est q.v N.B""")
"""Inside a sentence wherever they stand."""
MONTHS: Final = common.words("""Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec""")
FINAL: Final = common.words(
    """Co co Inc Ltd Corp Bros Cos LLC PLC plc Pty Jr Sr Esq etc a.m p.m A.M P.M am pm Ph.D M.D M.A B.A
    M.Sc B.Sc Ave Blvd Rd Bldg Dept Univ Inst Assn Mfg Intl Int'l Nat'l S.A S.p.A J.S.C min hr hrs
    sec kg km cm mm ft oz lb lbs sq cu tr bn mn"""
)
"""Either inside or at the end: what follows decides."""
STARTERS: Final = common.words(
    """A An The This That These Those There Here It Its He His She Her They Their We Our You Your I My In
    On At By For From With After Before During Since As When While Where What Who How Why Which If
    Although Though But And Or So Yet However Moreover Meanwhile Also Then Thus Therefore Both Each
    All Some Many Most Several Such No Not Did Do Does Is Are Was Were Has Have Had Will Would Can
    Could May According To Over Under Through Among Between Today Now Later Earlier Additionally
    Furthermore Finally First Second Third Nobody Everyone Students Participants"""
)
"""Words that begin sentences and hardly ever stand in a name after an abbreviation."""
SPEECH: Final = common.words(
    """said says asked asks added adds noted notes stressed stresses replied told answered remarked
    explained stated exclaimed continued recalled concluded cried shouted wrote insisted pointed
    emphasized emphasised declared"""
)
_ZONES: Final = "EST|EDT|PST|PDT|GMT|UTC|CST|BST|MSK|Beijing|Moscow|local|Eastern|Pacific|London|New York"
_DAYS: Final = "Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun"
_AFTER_TIME: Final = regex.compile(rf"(?:{_ZONES}|(?:{_DAYS})(?:day)?)\b|[(\[]")
_OFFICE: Final = regex.compile(r"(?:Chairm[ae]n|Chairwoman|President|CEO|Director|Vice|General|Executive|Manager)\b")
"""`Haier Group Corp. Chairman Zhang`: an office after a company's name."""
_TAG: Final = regex.compile(
    rf"(?:\p{{Lu}}[\w.'’-]*[ ,]+){{1,5}}(?:of [\w ]{{1,30}} )?(?:{common.alternatives(SPEECH)})\b[^.]{{0,60}}[.,]"
)
_SAID: Final = regex.compile(rf"\b(?:{common.alternatives(SPEECH)})\s?$")
_CLAUSE: Final = regex.compile(
    r"(?:ARTICLE|Article|Art\.|SECTION|Section|CHAPTER|Chapter|Clause|Paragraph|Rule|Annex|ANNEX|Appendix|PART|Part|Title|TITLE)"
    r"\s(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})$"
)
_SHORT_LEAD: Final = regex.compile(r"(?:At|On|By|In|From|Before|After|Around|About|Until|Since)\b(?:\s+\S+){1,3}$")
_INITIAL: Final = regex.compile(r"(?:^|[^\p{L}\d.°º])\p{Lu}$")
_ACRONYM: Final = regex.compile(r"(?:^|[^\p{L}])(?:\p{L}\.)+\p{L}$")
_NUMBER: Final = regex.compile(r"(?:^|[\s(:;,])\d{1,3}$")
_BRAND: Final = regex.compile(r"(?:^|\s)(?:E|Yahoo|Jeopardy|Yum)$")


def _token(place: Place) -> str:
    """The abbreviation before the marks, without an opening bracket or the first part of a hyphenated word."""
    return str(regex.split(r"[(\[\"“‘'/-]", place.word)[-1])


def brand(place: Place) -> Verdict | None:
    """`Yahoo!` and `E!` are names."""
    if place.marks == "!" and _BRAND.search(place.before) and common.first_word(place) not in STARTERS:
        return Verdict.JOIN
    return None


def speech_tag(place: Place) -> Verdict | None:
    """A quotation stays with the words that say who spoke, unless it was introduced before it."""
    if place.quote < 0 or place.lead_in in {":", ","} or _SAID.search(place.text, place.segment, place.quote):
        return None
    return Verdict.JOIN if _TAG.match(place.next) else None


def not_a_full_stop(place: Place) -> Verdict | None:
    """After `!` or `?` only a small letter goes on; only a plain full stop can belong to an abbreviation."""
    return Verdict.BREAK if place.marks[0] != "." else None


def title(place: Place) -> Verdict | None:
    """`Dr. Li`, `Gen. Sec. Xi`: a title before a name."""
    if _token(place) in TITLES and (common.starts_upper(place) or common.starts_digit(place)):
        return Verdict.JOIN
    return None


def reference(place: Place) -> Verdict | None:
    """`No. 12`, `p. 55`: a reference before its number."""
    if _token(place) in REFERENCES and regex.match(r"[\dIVXLC]+\b", place.next):
        return Verdict.JOIN
    return None


def inner(place: Place) -> Verdict | None:
    """`i.e.`, `vs.`, `incl.` never end a sentence."""
    token = _token(place)
    return Verdict.JOIN if token in INNER or (token[:1].lower() + token[1:] in INNER and len(token) > 2) else None  # noqa: PLR2004 - C. is an initial


def clause_number(place: Place) -> Verdict | None:
    """`Article 5. The Parties ...`: the number of a clause that opens the segment belongs to its first sentence."""
    return Verdict.JOIN if _CLAUSE.match(place.opening.strip()) and not place.next.startswith("Article") else None


def month(place: Place) -> Verdict | None:
    """`Apr. 9`: a month before its day or year."""
    return Verdict.JOIN if _token(place) in MONTHS and common.starts_digit(place) else None


def short_lead(place: Place) -> Verdict | None:
    """`At 5 a.m. Mr. Smith ...`: a segment cannot end while it has only said when or where."""
    known = _token(place) in FINAL or _token(place) in MONTHS or _ACRONYM.search(place.before)
    return Verdict.JOIN if known and _SHORT_LEAD.match(place.opening.strip()) else None


def final_abbreviation(place: Place) -> Verdict | None:
    """`Co.`, `Ltd.`, `a.m.`, `etc.`, months: an end before a capital, unless the name or the time goes on."""
    token = _token(place)
    if token not in FINAL and token not in MONTHS:
        return None
    if regex.match(r"(?:Ltd|Inc|LLC|Limited|Corp|PLC|and|&)\b|[&(]", place.next):
        return Verdict.JOIN
    if _OFFICE.match(place.next) and not token.islower():
        return Verdict.JOIN
    if token.lower() in {"a.m", "p.m", "am", "pm"} and _AFTER_TIME.match(place.next):
        return Verdict.JOIN
    return Verdict.BREAK


def acronym(place: Place) -> Verdict | None:
    """`U.S. Chamber`: an acronym ends a sentence only before a word that begins one."""
    if not _ACRONYM.search(place.before):
        return None
    return Verdict.BREAK if common.first_word(place) in STARTERS or place.next[:1] in '"“' else Verdict.JOIN


def initial(place: Place) -> Verdict | None:
    """`Albert I. Jones`: one capital letter is an initial unless a sentence plainly begins after it."""
    if not _INITIAL.search(place.before):
        return None
    return Verdict.BREAK if common.first_word(place) in STARTERS else Verdict.JOIN


def item_number(place: Place) -> Verdict | None:
    """`goals: 1. Logistics`: a number behind a colon, comma or semicolon counts items, as one at the start does."""
    if not _NUMBER.search(place.before):
        return None
    ahead = place.before.rstrip("0123456789").rstrip()
    return Verdict.JOIN if not ahead or ahead[-1] in ":;,(" else None


RULES: Final[tuple[common.Rule, ...]] = (
    common.line_end,
    common.text_end,
    common.text_start,
    common.weak_mark_follows,
    common.omission,
    common.dots,
    common.glued,
    common.lower_case_follows,
    brand,
    speech_tag,
    not_a_full_stop,
    title,
    reference,
    inner,
    clause_number,
    month,
    short_lead,
    final_abbreviation,
    acronym,
    initial,
    item_number,
    common.otherwise_break,
)
