"""Is a date the day its writer meant, or is it asked about?"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data_loaders.dates import date_uk, quarter_begins
from data_loaders.workbook import Cell


def understood(cell: Cell, *, is_1904: bool = False) -> object:
    reading = date_uk.understand([cell], is_1904)
    return reading.wrong[0].code if reading.wrong else reading.values[0]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 4, 3), date(2026, 4, 3)),
        (datetime(2026, 4, 3, 9, 30), date(2026, 4, 3)),
        ("03/04/2026", date(2026, 4, 3)),
        ("3.4.26", date(2026, 4, 3)),
        ("03-04-2026 00:00", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("2026-04-03T00:00:00", date(2026, 4, 3)),
        ("3 April 2026", date(2026, 4, 3)),
        ("Fri 3rd Apr 2026", date(2026, 4, 3)),
        ("03-Apr-26", date(2026, 4, 3)),
        ("April 2026", date(2026, 4, 1)),
        ("Apr-26", date(2026, 4, 1)),
        ("Q3 24/25", date(2024, 10, 1)),
        ("Q4 2024/25", date(2025, 1, 1)),
        (46115.0, date(2026, 4, 3)),
        ("46115", date(2026, 4, 3)),
        ("  03/04/2026 ", date(2026, 4, 3)),
        ("29/02/2024", date(2024, 2, 29)),
        ("01/02/71", "date_out_of_range"),
        ("", None),
    ],
)
def test_dates_as_people_write_them(cell: Cell, day: object) -> None:
    assert understood(cell) == day


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    assert understood(44653.0, is_1904=True) == date(2026, 4, 3)


@pytest.mark.parametrize("cell", ["31/04/2026", "29/02/2025", "45/01/2026", "04/25/2026"])
def test_a_day_that_is_not_in_the_calendar_is_named(cell: str) -> None:
    [wrong] = date_uk.understand([cell], False).wrong.values()
    assert wrong.sentence == (
        f"{cell} is not in the calendar. Write day/month/year, for example 30/04/2026."
    )


@pytest.mark.parametrize("cell", ["soon", "tbc", 3.0, 5.5, "12", True])
def test_what_is_no_date_is_not_guessed(cell: Cell) -> None:
    assert understood(cell) == "date_not_understood"


def test_a_date_far_away_is_asked_about() -> None:
    assert understood("01/01/1907") == "date_out_of_range"


def test_dates_that_read_both_ways_wait_when_the_others_are_month_first() -> None:
    american = ["04/25/2026", "05/17/2026", "06/30/2026", "03/04/2026"]
    assert date_uk.understand(american, False).wrong[3].code == "date_two_readings"


def test_a_slip_or_two_do_not_make_a_column_month_first() -> None:
    reading = date_uk.understand(["04/25/2026", "05/17/2026", "03/04/2026"], False)
    assert reading.values[2] == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("quarter", "day"),
    [(1, date(2024, 4, 1)), (2, date(2024, 7, 1)), (3, date(2024, 10, 1)), (4, date(2025, 1, 1))],
)
def test_financial_quarters_begin_in_april(quarter: int, day: date) -> None:
    assert quarter_begins(quarter, "24") == day


@pytest.mark.parametrize("cell", ["April 3, 2026", "Apr 3rd 2026", "Apr. 3, 2026"])
def test_a_month_written_first_in_letters_is_no_doubt(cell: str) -> None:
    assert date_uk.understand([cell], False).values == [date(2026, 4, 3)]


def test_a_quarter_says_what_it_is_taken_for() -> None:
    understood = date_uk.understand(["Q4 24/25", "03/04/2026"], False)
    assert understood.taken_for == {0: "the first day of the quarter, 1 January 2025"}
