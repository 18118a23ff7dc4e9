"""What may stand in a cell: read as it is meant, refused where it would be a guess, and what was evened out said."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeVar

from tmflow.files.workbook import CellKind
from tmflow.i18n import tr
from tmflow.interchange.glossary_table import templates
from tmflow.interchange.glossary_table.columns import language_of, plain
from tmflow.model.concept import Form, Kind, Status
from tmflow.model.errors import InputError
from tmflow.model.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tmflow.files.workbook import Sheet, SheetCell

MULTILINE: Final = frozenset(("note", "source", "concept_note"))
_DATES: Final = frozenset(("valid_from", "valid_until"))
_TEXTS: Final = frozenset(("term", "use_instead", "inflection"))
"""Where a number or a boolean would be a word that Excel has made one of."""
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u3000\u200b\ufeff]+")
_RUSSIAN_NO_BREAK: Final = re.compile(r"(?:(?<=[.№0-9])\u00a0(?=[А-ЯЁа-яё0-9])|(?<=[А-ЯЁа-яё»])\u00a0(?=[—–]))")
"""After an abbreviation, a figure or №, and before a dash: `г. Циндао`, `и. о. мэра`, `Китай — ШОС`."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ufffe\uffff]|_x00[01][0-9A-Fa-f]_")
_NO_BREAK: Final = ("\u00a0", "\u202f")
_YES: Final = frozenset(
    (
        "yes",
        "y",
        "true",
        "1",
        "x",
        "✓",
        "✔",
        "是",
        "对",
        "真",
        "да",
        "истина",
        "ja",
        "wahr",
        "vrai",
        "oui",
        "verdadero",
        "sì",
    )
)
_NO: Final = frozenset(
    ("", "no", "n", "false", "0", "-", "否", "不", "假", "нет", "ложь", "nein", "falsch", "faux", "non")
)
_FORMS: Final = {
    **dict.fromkeys(("", "any", "-"), Form.ANY),
    **dict.fromkeys(("full", "full form", "全称", "полная", "полное", "vollform", "voll"), Form.FULL),
    **dict.fromkeys(("short", "short form", "简称", "缩写", "краткая", "краткое", "kurzform", "kurz"), Form.SHORT),
}
_GENDERS: Final = {
    **dict.fromkeys(("m", "masculine", "阳", "阳性", "м", "м.", "муж", "муж.", "мужской"), "m"),
    **dict.fromkeys(("f", "feminine", "阴", "阴性", "ж", "ж.", "жен", "жен.", "женский"), "f"),
    **dict.fromkeys(("n", "neuter", "neutral", "中", "中性", "с", "с.", "ср", "ср.", "средний"), "n"),
    **dict.fromkeys(("pl", "plural", "复", "复数", "мн", "мн.", "множественное"), "pl"),
    "": "",
}
_KINDS: Final = {
    **dict.fromkeys(("人名", "人物", "лицо", "персона", "имя"), Kind.PERSON),
    **dict.fromkeys(("职务", "头衔", "职务名称", "должность", "titel", "position"), Kind.TITLE),
    **dict.fromkeys(("机构", "组织", "单位", "организация", "organization", "body"), Kind.ORGANISATION),
    **dict.fromkeys(("地名", "地点", "место", "топоним", "ort"), Kind.PLACE),
    **dict.fromkeys(("活动", "会议", "мероприятие", "событие", "ereignis"), Kind.EVENT),
    **dict.fromkeys(("口号", "лозунг"), Kind.SLOGAN),
    **dict.fromkeys(("提法", "固定表述", "формулировка"), Kind.FORMULATION),
    **dict.fromkeys(("缩写", "简称", "аббревиатура", "сокращение", "abkürzung"), Kind.ABBREVIATION),
    **dict.fromkeys(("术语", "термин", "begriff"), Kind.TERM),
}
_INDECLINABLE: Final = frozenset(("indeclinable", "indecl.", "不变格", "несклоняемое", "нескл.", "не склоняется"))
_DATE_FORMS: Final = (r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")
_LISTED: Final = 8
_Word = TypeVar("_Word", bound=str)


class Cells:
    """Reads the cells of one sheet, and gathers what is wrong and what was evened out."""

    def __init__(self, sheet: Sheet, source: str) -> None:
        self._sheet = sheet
        self._source = source
        self._faults: list[tuple[SheetCell, InputError]] = []
        self._odd: defaultdict[str, list[str]] = defaultdict(list)
        self._said: list[str] = []

    # ------------------------------------------------------------ what was odd

    def refuse(self, cell: SheetCell, message: str) -> None:
        """Keep that a cell cannot be used; `check` raises."""
        self._faults.append((cell, InputError(message, source=self._source, place=self._sheet.place(cell))))

    def check(self) -> None:
        """Raise the first fault, with the places of the others and what is wrong there.

        Raises:
            InputError: a cell was refused.
        """
        if not self._faults:
            return
        first, *others = [fault for _, fault in sorted(self._faults, key=lambda each: _where(each[0]))]
        reasons: dict[str, list[str]] = {}
        for fault in others:
            places = reasons.setdefault(fault.message, [])
            if fault.place != first.place and fault.place not in places:
                places.append(fault.place)
        told = [_gathered(places, reason) for reason, places in reasons.items() if places]
        if not told:
            raise first
        more = " …" if len(told) > _LISTED else ""
        raise InputError(
            tr("{message} Not used either: {others}", message=first.message, others=" ".join(told[:_LISTED]) + more),
            source=first.source,
            place=first.place,
        ) from first

    def say(self, kind: str, cell: SheetCell, message: str) -> None:
        """Keep that a cell was evened out; `kind` is the sentence that all such cells are gathered under."""
        self._odd[kind].append(cell.coordinate)
        self._said.append(f"{cell.coordinate}: {message}")

    def taken_remarks(self) -> tuple[str, ...]:
        """Return what was said since the last call: the remarks of one row."""
        said, self._said = tuple(self._said), []
        return said

    def gathered(self) -> tuple[str, ...]:
        """Return what was odd in the whole sheet, one sentence a kind with the places."""
        return tuple(_listed(kind, places) for kind, places in self._odd.items())

    # ------------------------------------------------------------ reading

    def text(self, field: str, cell: SheetCell) -> str:
        """Return a cell's text, evened out; empty for one that was refused."""
        if cell.kind is CellKind.EMPTY and not cell.merged:
            return ""
        text = self._legal(field, cell)
        clean = _lines(text) if field in MULTILINE else _one_blank(text)
        if clean != text:
            self._say_blanks(text, clean, cell)
        return clean

    def parts(self, cell: SheetCell, split: Callable[[str], tuple[str, ...]], field: str = "term") -> tuple[str, ...]:
        """Return the parts of a cell that holds several values, each evened out."""
        parts = split(self._legal(field, cell).replace("\r\n", "\n").replace("\r", "\n"))
        clean = tuple(_one_blank(part) for part in parts)
        changed = next(((old, new) for old, new in zip(parts, clean, strict=True) if old != new), None)
        if changed:
            self._say_blanks(*changed, cell)
        return tuple(filter(None, clean))

    def _legal(self, field: str, cell: SheetCell) -> str:
        """Return a cell's text without control characters; empty for one that was refused."""
        if self._refused(field, cell):
            return ""
        if not _CONTROL.search(cell.text):
            return cell.text
        self.say(tr("Control characters were left out in"), cell, tr("control characters were left out."))
        return _CONTROL.sub("", cell.text)

    def _refused(self, field: str, cell: SheetCell) -> bool:
        message = ""
        if cell.kind is CellKind.FORMULA:
            message = tr("there is a formula in this cell. Paste its value as text.")
        elif cell.kind is CellKind.ERROR:
            message = tr("there is an error value ({value}) in this cell.", value=cell.text)
        elif cell.merged and field not in MULTILINE:
            message = tr("the cells {area} are merged. Split them; each row needs its own.", area=cell.merged)
        elif cell.kind is CellKind.DATE and field not in MULTILINE | _DATES:
            message = tr(
                "Excel made a date of this cell ({value}). Format it as text and write it again.", value=cell.text
            )
        elif cell.kind in {CellKind.NUMBER, CellKind.BOOLEAN} and field in _TEXTS:
            message = tr(
                "there is a number or TRUE/FALSE in this cell ({value}). Format it as text and write it again.",
                value=cell.text,
            )
        if message:
            self.refuse(cell, message)
        elif cell.kind is CellKind.NUMBER and field in MULTILINE:
            self.say(tr("Numbers were read as text in"), cell, tr("a number was read as text."))
        return bool(message)

    def _say_blanks(self, text: str, clean: str, cell: SheetCell) -> None:
        if any(text.count(sign) > clean.count(sign) for sign in _NO_BREAK):
            self.say(
                tr("No-break spaces became blanks in"),
                cell,
                tr("no-break spaces became blanks; blanks were normalised."),
            )
        elif text.strip() == clean:
            self.say(tr("Blanks around the text were left out in"), cell, tr("blanks around the text were left out."))
        else:
            self.say(tr("Blanks or line breaks were normalised in"), cell, tr("blanks or line breaks were normalised."))

    def language(self, cell: SheetCell) -> str:
        """Return the language code of a cell; anything but zh, en and ru is refused."""
        text = self.text("lang", cell)
        lang = language_of(text)
        if lang not in LANGUAGES:
            if not self._is_refused(cell):
                self.refuse(cell, tr("“{lang}” is no language of the glossary. Expected zh, en or ru.", lang=text))
            return ""
        if lang != text:
            self._read_as(cell, text, lang)
        return lang

    def revision(self, field: str, cell: SheetCell | None) -> int | None:
        """Return a revision number, or nothing for an empty cell."""
        text = self.text(field, cell) if cell is not None else ""
        if not text or cell is None:
            return None
        if not text.isascii() or not text.isdigit() or len(text) > 9:  # noqa: PLR2004 - a revision is a small number
            self.refuse(cell, tr("{field} must be a whole number; here is “{text}”.", field=field, text=text))
            return None
        return int(text)

    def status(self, text: str, cell: SheetCell) -> Status | None:
        """Return the status that a word means; nothing for an empty one."""
        return self._one_of(text, cell, templates.status_of(text), tuple(Status)) if text else None

    def kind(self, text: str, cell: SheetCell) -> Kind | None:
        """Return the kind that a word means; nothing for an empty one."""
        return self._one_of(text, cell, _word(Kind, text, _KINDS), tuple(Kind)) if text else None

    def form(self, text: str, cell: SheetCell) -> Form | None:
        """Return full, short or neither."""
        return self._one_of(text, cell, _FORMS.get(plain(text)), (Form.FULL, Form.SHORT))

    def gender(self, text: str, cell: SheetCell) -> str | None:
        """Return `m`, `f`, `n`, `pl` or nothing."""
        return self._one_of(text, cell, _GENDERS.get(plain(text)), ("m", "f", "n", "pl"))

    def yes(self, text: str, cell: SheetCell) -> bool | None:
        """Return a yes or a no in the words of Excel's languages (TRUE, WAHR, ИСТИНА, 是, да, x, 1); empty is no."""
        word = plain(text)
        if word in _YES:
            return True
        if word not in _NO:
            self.refuse(
                cell, tr("“{text}” is not known here. Expected one of {expected}.", text=text, expected="yes, no")
            )
        return False

    def inflection(self, text: str) -> str:
        """Return `indeclinable` for any word that says it, else the text."""
        return "indeclinable" if plain(text) in _INDECLINABLE else text

    def date(self, text: str, cell: SheetCell) -> str | None:
        """Return a date in ISO form: a date of Excel, `2021-11-01`, `2021年11月1日`, `01.11.2021`; nothing else."""
        if not text:
            return ""
        for form in _DATE_FORMS:
            found = re.fullmatch(form, text)
            if found:
                named = found.groupdict()
                year, month, day = (named["y"], named["m"], named["d"]) if named else found.groups()
                try:
                    iso = dt.date(int(year), int(month), int(day)).isoformat()
                except ValueError:
                    break
                if iso != text:
                    self._read_as(cell, text, iso)
                return iso
        self.refuse(cell, tr("“{text}” is no date. Expected year, month and day, as in 2021-11-01.", text=text[:50]))
        return None

    def names(self, text: str) -> tuple[str, ...]:
        """Return the ids of a list."""
        return tuple(dict.fromkeys(re.split(r"[\s,;，；、|]+", text.strip()))) if text.strip() else ()

    def _one_of(self, text: str, cell: SheetCell, value: _Word | None, choices: tuple[_Word, ...]) -> _Word | None:
        if value is None:
            self.refuse(
                cell,
                tr(
                    "“{text}” is not known here. Expected one of {expected}.",
                    text=text[:50],
                    expected=", ".join(choices),
                ),
            )
        elif value != plain(text):
            self._read_as(cell, text, value)
        return value

    def _read_as(self, cell: SheetCell, old: str, new: str) -> None:
        self.say(
            tr("“{old}” was read as “{new}” in", old=old[:50], new=new),
            cell,
            tr("{old} was read as {new}.", old=old[:50], new=new),
        )

    def _is_refused(self, cell: SheetCell) -> bool:
        return bool(self._faults) and self._faults[-1][0] is cell


def _where(cell: SheetCell) -> tuple[int, int, str]:
    letters = cell.coordinate.rstrip("0123456789")
    return int(cell.coordinate.removeprefix(letters)), len(letters), letters


def _listed(kind: str, places: Sequence[str]) -> str:
    listed = ", ".join(places[:_LISTED])
    if len(places) <= _LISTED:
        return tr("{what} {places}.", what=kind, places=listed)
    return tr("{what} {places} and {count} more.", what=kind, places=listed, count=len(places) - _LISTED)


def _gathered(places: Sequence[str], reason: str) -> str:
    listed = ", ".join(places[:_LISTED])
    if len(places) > _LISTED:
        return tr("{places} and {count} more: {reason}", places=listed, count=len(places) - _LISTED, reason=reason)
    return tr("{places}: {reason}", places=listed, reason=reason)


def _word(choices: type[Kind], text: str, others: Mapping[str, Kind]) -> Kind | None:
    word = plain(text)
    return next((each for each in choices if each.value == word), None) or others.get(word)


def _one_blank(text: str) -> str:
    """Make each run of white space one blank; a no-break space that Russian typography asks for stays what it is."""
    return _BLANKS.sub(lambda run: "\u00a0" if _RUSSIAN_NO_BREAK.match(run.string, run.start()) else " ", text).strip()


def _lines(text: str) -> str:
    """Return a text of several lines with the line ends of this house and without blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
