"""Which period is this, what came a year before, and how is it written?"""

from __future__ import annotations

from datetime import date

MONTH = r"\d{4}-\d{2}"  # '2026-10', and neither a survey year nor a pulse's '2026-Q2'
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def a_year_before(period: str) -> str:
    """The same survey, quarter or month one year earlier: '2025' → '2024', '2026-10' → '2025-10'."""
    return str(int(period[:4]) - 1) + period[4:]


def month_of_wave(survey_year: str) -> str:
    """The month that registers are read at beside an autumn survey: October of its year."""
    return f"{survey_year}-10"


def month_of(period: str) -> str:
    """The month that a period begins in, or that an autumn survey is read at.

    Quarters are of the financial year: '2025-Q2' → '2025-07', '2025-Q4' → '2026-01'.
    """
    year, quarter = period[:4], period[5:]
    if not quarter:
        return month_of_wave(year)
    if quarter.startswith("Q"):
        begins = 12 * int(year) + 3 * int(quarter[1])
        return f"{begins // 12}-{begins % 12 + 1:02d}"
    return period[:7]


def day_of(period: str) -> date:
    """The first day of the month of a period."""
    month = month_of(period)
    return date(int(month[:4]), int(month[5:]), 1)


def day_in_words(day: date) -> str:
    """'12 November 2026'; a day without a leading nought is not portable on Windows."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def kind_of(period: str) -> str:
    """'year' of a survey, 'quarter' of a pulse, 'month' of a register, 'survey' about one change."""
    if _of_a_change(period):
        return "survey"
    if "-Q" in period:
        return "quarter"
    return "month" if "-" in period else "year"


def in_words(period: str) -> str:
    """'2026-10' → 'October 2026'; '2026-09-28 Care without paper' → change and day.

    A survey year and a pulse quarter stay as they are.
    """
    if _of_a_change(period):
        return f"{period[11:]}, {day_in_words(date.fromisoformat(period[:10]))}"
    if len(period) == 7 and period[5:].isdigit():
        return f"{_MONTHS[int(period[5:]) - 1]} {period[:4]}"
    if "-Q" in period:
        return f"{period[5:]} {period[:4]}"
    return period


def when_in_words(period: str) -> str:
    """What follows a title in a sentence: ' in October 2026'; ', Care without paper, 16 March 2026,'."""
    return f", {in_words(period)}," if _of_a_change(period) else f" in {in_words(period)}"


def _of_a_change(period: str) -> bool:
    """Is it the period of a survey about one change: its day, a space, the change's name?"""
    return len(period) > len("2026-09-28")


def months_from(first: str, last: str) -> list[str]:
    """Every month from the first to the last: '2025-11', '2026-01' → three months."""
    begins, ends = (12 * int(period[:4]) + int(period[5:]) - 1 for period in (first, last))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(begins, ends + 1)]
