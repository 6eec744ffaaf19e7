"""Which day does a cell mean? Dates as British spreadsheets hold them, typed, written or counted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import partial

from data_loaders.kinds import Kind, NotUnderstood, Understood, Wrong, clean
from data_loaders.workbook import Cell

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
_MONTH_NAME_FIRST = re.compile(
    r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE
)
_QUARTER = re.compile(r"q([1-4])[ ,]*(?:fy ?)?(\d{4}|\d{2})[/\-](\d{4}|\d{2})", re.IGNORECASE)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")  # 2 October 1954 to 2119
_MONTH_FIRST_PATTERN = 3  # distinct dates that only an American reading explains


def _dates(first_day: datetime.date, cells: Sequence[Cell], is_1904: bool) -> Understood:
    understood = Understood([None] * len(cells))
    only_month_first, both_ways = 0, []
    for place, cell in enumerate(cells):
        try:
            if isinstance(cell, str):
                text = clean(cell)
                if text == "":
                    continue
                understood.values[place] = _believable(
                    _written_date(text, is_1904), text, first_day
                )
                both_ways += [place] if _reads_both_ways(text) else []
                day = understood.values[place]
                if isinstance(day, datetime.date) and _QUARTER.fullmatch(text):
                    understood.taken_for[place] = (
                        f"the first day of the quarter, {day.day} {day:%B %Y}"
                    )
            else:
                understood.values[place] = _believable(
                    _real_date(cell, is_1904), clean(cell), first_day
                )
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
    if (match := _MONTH_NAME_FIRST.fullmatch(text)) and match[1][:3].lower() in _MONTHS:
        month = str(_MONTHS.index(match[1][:3].lower()) + 1)
        return _calendar(match[3], month, match[2], text)
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


def _believable(day: datetime.date, text: str, first_day: datetime.date) -> datetime.date:
    if not first_day <= day <= _LAST_DAY:
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


date_uk = Kind("date", "datetime64[s]", partial(_dates, _FIRST_DAY))

# The electronic staff record writes "since always" and "until further notice" as days nobody lives
# to see: 1 January 1900 and 31 December 4712 (day 1,027,428 of Excel's calendar).
_ALWAYS = re.compile(
    r"(?:0?1[ /.\-](?:0?1|jan(?:uary)?)[ /.\-]1900|1900-01-01|4712-12-31"
    r"|31[ /.\-](?:12|dec(?:ember)?)[ /.\-]4712)(?:[ T].*)?|1027428",
    re.IGNORECASE,
)
_FIRST_EMPLOYMENT = datetime.date(1950, 1, 1)


def _open_dates(cells: Sequence[Cell], is_1904: bool) -> Understood:
    """Days of somebody's employment; empty where the record says always."""
    bounded = ["" if _ALWAYS.fullmatch(clean(cell)) else cell for cell in cells]
    return _dates(_FIRST_EMPLOYMENT, bounded, is_1904)


date_of_record = Kind("date", "datetime64[s]", _open_dates)
