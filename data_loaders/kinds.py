"""What does a cell mean? Dates, numbers, names and codes as people write them in British spreadsheets.

A kind looks at the distinct cells of one column at a time: a column of 60,000 dates holds some
hundreds of different ones, and some questions (0.643 or 64.3?) only the whole column answers.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from data_loaders.personal import personal_detail
from data_loaders.workbook import Cell

Names = Literal[
    "directorate", "lead_directorate", "directorates", "division", "staff_group", "course", "person"
]
Value = str | int | float | bool | datetime.date | None


@dataclass(frozen=True)
class Wrong:
    """Why a cell is not understood. `is_personal`: it must not be echoed."""

    code: str
    sentence: str
    is_personal: bool = False
    severity: str = "hold"


@dataclass
class Understood:
    """Distinct cells as values, in their order; `wrong` and `withheld` by place in that order."""

    values: list[Value]
    wrong: dict[int, Wrong] = field(default_factory=dict)
    withheld: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Kind:
    """How cells of a column are understood.

    `dtype` is what pandas holds the values in. `is_personal` values are never shown again.
    `names` says which of the trust's names the values are, if they are names.
    """

    name: str
    dtype: str
    understand: Callable[[Sequence[Cell], bool], Understood]  # distinct cells, 1904 workbook
    is_personal: bool = False
    names: Names | None = None


class NotUnderstood(Exception):
    """A cell that is none of what its kind knows."""

    def __init__(self, code: str, sentence: str, is_personal: bool = False) -> None:
        super().__init__(sentence)
        self.wrong = Wrong(code, sentence, is_personal)


def clean(cell: Cell) -> str:
    """A cell as text: one kind of space, none at the ends, whole numbers without '.0'."""
    if isinstance(cell, str):
        return " ".join(cell.replace("\u200b", "").replace("\ufeff", "").split())
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, datetime.date):
        return cell.strftime("%d/%m/%Y")
    return str(cell)


def each(one: Callable[[str], Value], cells: Sequence[Cell], _is_1904: bool) -> Understood:
    """Understand cell by cell; empty cells stay empty."""
    understood = Understood([None] * len(cells))
    for place, cell in enumerate(cells):
        text = clean(cell)
        if text == "":
            continue
        try:
            understood.values[place] = one(text)
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
    return understood


# --- dates -------------------------------------------------------------------------------------

_FIRST_DAY, _LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)
_ASK_DATE = "Write day/month/year, for example 30/04/2026."
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})(?: .*)?")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T].*)?")
_NAMED_MONTH = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ \-/]?(?:of )?)?"
    r"([a-z]{3,9})\.?,?[ \-/']?(\d{4}|\d{2})",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"q([1-4])[ ,]*(?:fy ?)?(\d{4}|\d{2})[/\-](\d{4}|\d{2})", re.IGNORECASE)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")  # 2 October 1954 to 2119
_MONTH_FIRST_PATTERN = 3  # distinct dates that only an American reading explains


def _dates(cells: Sequence[Cell], is_1904: bool) -> Understood:
    understood = Understood([None] * len(cells))
    only_month_first, both_ways = 0, []
    for place, cell in enumerate(cells):
        try:
            if isinstance(cell, str):
                text = clean(cell)
                if text == "":
                    continue
                understood.values[place] = _believable(_written_date(text, is_1904), text)
                both_ways += [place] if _reads_both_ways(text) else []
            else:
                understood.values[place] = _believable(_real_date(cell, is_1904), clean(cell))
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
            only_month_first += _reads_month_first(clean(cell))
    if only_month_first >= _MONTH_FIRST_PATTERN:
        for place in both_ways:
            understood.values[place] = None
            understood.wrong[place] = Wrong(
                "date_two_readings",
                f"{clean(cells[place])} follows a month-first pattern in {only_month_first} other "
                "rows. Say which the file uses: day first, or month first.",
            )
    return understood


def _real_date(cell: Cell, is_1904: bool) -> datetime.date:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, float) and _SERIAL.fullmatch(str(cell)):
        return _of_serial(cell, is_1904)
    raise _no_date(clean(cell))


def _of_serial(days: float, is_1904: bool) -> datetime.date:
    """Excel counts days from 30 December 1899 (as if 1900 had been a leap year) or 1 January 1904."""
    beginning = datetime.date(1904, 1, 1) if is_1904 else datetime.date(1899, 12, 30)
    return beginning + datetime.timedelta(days=int(days))


def _written_date(text: str, is_1904: bool) -> datetime.date:
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        return _calendar(match[3], match[2], match[1], text)
    if match := _YEAR_MONTH_DAY.fullmatch(text):
        return _calendar(match[1], match[2], match[3], text)
    if match := _QUARTER.fullmatch(text):
        return quarter_begins(int(match[1]), match[2])
    if (match := _NAMED_MONTH.fullmatch(text)) and match[2][:3].lower() in _MONTHS:
        month = str(_MONTHS.index(match[2][:3].lower()) + 1)
        return _calendar(match[3], month, match[1] or "1", text)
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text), is_1904)
    raise _no_date(text)


def quarter_begins(quarter: int, year: str) -> datetime.date:
    """The first day of a financial quarter, which begins in April: Q3 of 24/25 is October 2024."""
    begins = 2000 + int(year) % 100
    return datetime.date(begins + (quarter == 4), (quarter * 3) % 12 + 1, 1)


def _calendar(year: str, month: str, day: str, text: str) -> datetime.date:
    """Two-digit years are of this century up to 69, as in Excel's own rule for half of them."""
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    try:
        return datetime.date(number, int(month), int(day))
    except ValueError:
        raise NotUnderstood(
            "date_impossible", f"{text} is not in the calendar. {_ASK_DATE}"
        ) from None


def _believable(day: datetime.date, text: str) -> datetime.date:
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise NotUnderstood("date_out_of_range", f"{text} lies too far away. {_ASK_DATE}")
    return day


def _no_date(text: str) -> NotUnderstood:
    return NotUnderstood("date_not_understood", f'"{text}" is not a date we can read. {_ASK_DATE}')


def _reads_both_ways(text: str) -> bool:
    match = _DAY_MONTH_YEAR.fullmatch(text)
    return match is not None and int(match[1]) <= 12 and match[1] != match[2]


def _reads_month_first(text: str) -> bool:
    match = _DAY_MONTH_YEAR.fullmatch(text)
    return match is not None and int(match[1]) <= 12 < int(match[2]) <= 31


date_uk = Kind("date", "datetime64[s]", _dates)


# --- numbers -----------------------------------------------------------------------------------

# As contractors and trusts write a withheld cell; a blank one is for its layout to judge.
_WITHHELD = re.compile(
    r"[*†‡#~x]+|[-–—]+|<\s?\d+|under \d+|n/?a|n\.a\.?|suppressed|withheld|not shown.*|\.\.",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d*\.?\d+(?:e-?\d+)?", re.IGNORECASE)


def is_withheld(text: str) -> bool:
    """Whether a cell says that its number is withheld at the source."""
    return _WITHHELD.fullmatch(text) is not None


def _number(text: str, expected: str) -> float:
    if _NUMBER.fullmatch(text) is None:
        raise NotUnderstood("number_not_understood", f'we found "{text}". Write {expected}.')
    return float(text.replace(",", ""))


def _numbers(
    finish: Callable[[float, str], Value],
    expected: str,
    may_be_withheld: bool,
    cells: Sequence[Cell],
    _is_1904: bool,
) -> Understood:
    understood = Understood([None] * len(cells))
    for place, cell in enumerate(cells):
        try:
            if type(cell) is float:
                understood.values[place] = finish(cell, "")
                continue
            text = clean(cell)
            if text == "":
                continue
            if may_be_withheld and is_withheld(text):
                understood.withheld.add(place)
                continue
            understood.values[place] = finish(_number(text, expected), text)
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
    return understood


def _whole(number: float, text: str) -> int:
    if number != int(number) or number < 0:
        raise NotUnderstood(
            "number_out_of_range", f"{text or clean(number)} is not a count. Write a whole number."
        )
    return int(number)


def _positive(number: float, text: str) -> float:
    if number < 0:
        raise NotUnderstood(
            "number_out_of_range", f"{text or clean(number)} is under 0. Write a number from 0."
        )
    return number


def _of_ten(number: float, text: str) -> float:
    if not 0 <= number <= 10:
        end = "over 10" if number > 10 else "under 0"
        hint = f" If {number / 10:.2f} was meant, write {number / 10:.2f}." if number > 10 else ""
        raise NotUnderstood(
            "number_out_of_range",
            f"{text or clean(number)} is {end}; scores run from 0 to 10.{hint}",
        )
    return number


def _percentages(asks_below_one: bool, cells: Sequence[Cell], _is_1904: bool) -> Understood:
    """Percentages 0-100. When no plain number of the column is over 1, they are fractions: × 100.

    A number between 0 and 1 among larger ones could be either (0.643 % or 64.3 %): it is asked
    about, unless small shares are common. "64.3%" as text always says what it is.
    """
    understood = Understood([None] * len(cells))
    plain: dict[int, float] = {}
    for place, cell in enumerate(cells):
        text = clean(cell)
        try:
            if text == "":
                continue
            if is_withheld(text):
                understood.withheld.add(place)
            elif text.endswith("%"):
                number = _number(text.rstrip("% "), "a percentage, for example 64.3")
                understood.values[place] = _of_hundred(number, text)
            else:
                plain[place] = _number(text, "a percentage, for example 64.3")
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
    are_fractions = bool(plain) and max(plain.values()) <= 1
    for place, number in plain.items():
        text = clean(cells[place])
        try:
            if asks_below_one and not are_fractions and 0 < number < 1:
                raise NotUnderstood(
                    "percent_two_readings",
                    f"{text} could be {text} % or {number * 100:g} %. "
                    f'Write "{number * 100:g}%" if that was meant.',
                )
            understood.values[place] = (
                round(number * 100, 10) if are_fractions else _of_hundred(number, text)
            )
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
    return understood


def _of_hundred(number: float, text: str) -> float:
    if number > 100:
        hint = f" If {number / 10:g} was meant, write {number / 10:g}." if number < 1000 else ""
        raise NotUnderstood("number_out_of_range", f"{text} is over 100.{hint}")
    if number < 0:
        raise NotUnderstood("number_out_of_range", f"{text} is under 0.")
    return number


count = Kind("count", "Int64", partial(_numbers, _whole, "a whole number", False))
amount = Kind("amount", "Float64", partial(_numbers, _positive, "a number", False))
count_or_withheld = Kind("count", "Int64", partial(_numbers, _whole, "a whole number", True))
score = Kind("score", "Float64", partial(_numbers, _of_ten, "a score from 0 to 10", True))
percent = Kind("percent", "Float64", partial(_percentages, True))
share = Kind("share", "Float64", partial(_percentages, False))


# --- words -------------------------------------------------------------------------------------


def _kept_text(text: str) -> str:
    if detail := personal_detail(text):
        raise NotUnderstood(
            "personal_detail",
            f"looks like {detail}. Delete it. We have not kept it.",
            is_personal=True,
        )
    return text


def choice(name: str, spellings: dict[str, tuple[str, ...]], ask: str) -> Kind:
    """A closed list: our value, and how people write it (case, dots and dashes do not matter)."""
    known = {
        _bare(spelling): value
        for value, written in spellings.items()
        for spelling in (value, *written)
    }

    def one(text: str) -> str:
        if (value := known.get(_bare(text))) is None:
            raise NotUnderstood("code_not_known", f'we found "{text}". {ask}')
        return value

    return Kind(name, "str", partial(each, one))


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


_NO = {"n", "no", "none", "nil", "0", "false", "not yet", "tbc", "n a", "na", "tba", "unknown", ""}
_YES = {"y", "yes", "1", "true"}


def _said_or_not(text: str) -> bool:
    return _bare(text) not in _NO


def _yes_or_no(text: str) -> bool:
    bare = _bare(text)
    if bare in _YES:
        return True
    if bare in _NO:
        return False
    raise NotUnderstood("code_not_known", f'we found "{text}". Write Y or N.')


text = Kind("text", "str", partial(each, _kept_text))
code = Kind("code", "str", partial(each, _kept_text))
is_filled = Kind("is_filled", "boolean", partial(each, _said_or_not), is_personal=True)
yes_or_no = Kind("yes_or_no", "boolean", partial(each, _yes_or_no))
directorate_name = Kind("directorate", "str", partial(each, _kept_text), names="directorate")
# The first leads; the others stand in the same cell: "Emergency / Acute Medicine".
lead_directorate = Kind("directorate", "str", partial(each, _kept_text), names="lead_directorate")
directorate_names = Kind("directorates", "str", partial(each, _kept_text), names="directorates")
division_name = Kind("division", "str", partial(each, _kept_text), names="division")
staff_group_name = Kind("staff_group", "str", partial(each, _kept_text), names="staff_group")
course_name = Kind("course", "str", partial(each, _kept_text), names="course")


_BAND = re.compile(r"(?:afc )?(?:band|b)? ?0?([1-9]|8 ?[a-d])")


def _one_band(text: str) -> str:
    """Agenda for Change bands as '1' to '9' with '8a' to '8d'; 'VSM', 'Medical', else 'Other'."""
    bare = _bare(text)
    if match := _BAND.fullmatch(bare):
        return match[1].replace(" ", "")
    if bare in ("vsm", "very senior manager", "executive", "director"):
        return "VSM"
    if bare.startswith(("medical", "consultant", "m d", "doctor", "dental", "specialty")):
        return "Medical"
    return "Other"


band_name = Kind("band", "str", partial(each, _one_band))
