"""Cells that can be read in two ways, or in none: dates, numbers, withheld numbers, values."""

from __future__ import annotations

import datetime

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.hostile.cases import (
    REGISTER,
    SURVEY,
    TRAINING,
    Case,
    csv,
    person,
    project,
    saved,
    sessions,
    survey,
    training,
    with_sheet,
    xlsx,
)


def _on(*days: object) -> bytes:
    return csv(training(*(person(n, session_date=day) for n, day in enumerate(days))))


def _typed_on(*days: object) -> bytes:
    return xlsx(training(*(person(n, session_date=day) for n, day in enumerate(days))))


def dates() -> list[Case]:
    eastern = datetime.datetime(2026, 1, 14, 23, 30)
    return [
        Case("dates_of_every_british_kind.csv", "accept",
             _on("14/01/2026", "14-01-26", "14.1.2026", "14 January 2026", "14th Jan 2026",
                 "Wed 14 Jan 2026", "14-Jan-26", "2026-01-14"), rows_loaded=8),
        Case("dates_with_times.csv", "accept",
             _on("14/01/2026 09:30", "2026-01-14T09:30:00", "2026-01-14 09:30:00.000"),
             rows_loaded=3),
        Case("dates_with_time_zones.csv", "accept",
             _on("2026-01-14T09:30:00Z", "2026-01-14T09:30:00+00:00", "2026-01-14 09:30 +01:00"),
             rows_loaded=3),
        Case("dates_and_times_typed.xlsx", "accept",
             _typed_on(eastern, eastern.date(), eastern.replace(hour=0)), rows_loaded=3),
        Case("dates_that_do_not_exist.csv", "reject_rows",
             _on("14/01/2026", "30/02/2026", "31/04/2026", "29/02/2025", "00/01/2026"),
             rows_loaded=1, told="date_impossible"),
        Case("leap_day.csv", "accept", _on("29/02/2024"), rows_loaded=1),
        Case("dates_month_first.csv", "reject_rows",
             _on("01/14/2026", "01/15/2026", "01/28/2026", "02/03/2026", "05/05/2026"),
             rows_loaded=1, told="date_two_readings"),
        Case("dates_far_away.csv", "reject_rows",
             _on("14/01/2026", "01/01/1899", "31/12/9999", "14/01/0026", "14/01/20226"),
             rows_loaded=1),
        Case("dates_far_away_typed.xlsx", "reject_rows",
             _typed_on(datetime.date(2026, 1, 14), datetime.date(1900, 1, 1),
                       datetime.date(9999, 12, 31)), rows_loaded=1),
        Case("dates_with_years_of_two_digits.csv", "accept", _on("14/01/26", "31/12/25"),
             rows_loaded=2),
        Case("dates_as_serial_text.csv", "accept", _on("46036", "46037.5"), rows_loaded=2),
        Case("dates_as_serial_numbers.xlsx", "accept", _typed_on(46036, 46037.5), rows_loaded=2),
        Case("dates_counted_from_1904.xlsx", "accept", _from_1904(), rows_loaded=1),
        Case("dates_below_nought.xlsx", "reject_rows", _typed_on(46036, -3, 0), rows_loaded=1),
        Case("dates_beyond_every_calendar.xlsx", "accept_or_clear_reject", _beyond_the_calendar()),
        Case("dates_in_words.csv", "reject_rows",
             _on("14/01/2026", "TBC", "soon", "Q?", "see notes"), rows_loaded=1),
        Case("dates_of_months_and_quarters.csv", "accept",
             csv([REGISTER, project(1, start_date="April 2025"), project(2, start_date="Q3 24/25"),
                  project(3, start_date="Sept 25")]), rows_loaded=3),
        Case("dates_years_ahead.csv", "reject_rows", _on("14/01/2026", "14/01/2062"),
             rows_loaded=1),
        Case("times_where_dates_belong.xlsx", "reject_rows",
             _typed_on(datetime.date(2026, 1, 14), datetime.time(9, 30),
                       datetime.timedelta(hours=30)), rows_loaded=1),
    ]  # fmt: skip


def _from_1904() -> bytes:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in training(person(1, session_date=datetime.date(2026, 1, 14))):
        book.worksheets[0].append(list(row))
    return saved(book)


def _beyond_the_calendar() -> bytes:
    plain = xlsx(training(person(1), person(2, session_date=datetime.date(2026, 1, 14))))
    return with_sheet(plain, b"<v>46036</v>", b"<v>99999999999</v>")


def numbers() -> list[Case]:
    return [
        Case("numbers_with_thousands.csv", "accept",
             csv(sessions(['"1,200"', 12, " 12 "], ['"1,100"', 10, "12.0"])), rows_loaded=3),
        Case("numbers_with_units.csv", "reject_rows",
             csv(sessions(["£1200", "12 people", "about 12", 12], [10, 10, 10, 10])),
             rows_loaded=1, told="number_not_understood"),
        Case("numbers_scientific.csv", "accept", csv(sessions(["1.2E+01", "1e1"], [10, 5])),
             rows_loaded=2),
        Case("numbers_below_nought.csv", "reject_rows",
             csv(sessions([12, -12, "(12)", "12-"], [10, 10, 10, 10])), rows_loaded=1),
        Case("numbers_that_are_none.csv", "reject_rows",
             csv(sessions(["nan", "inf", "-Infinity", "1e999", 12], [1, 1, 1, 1, 1])),
             rows_loaded=1),
        Case("numbers_that_are_none.xlsx", "reject_rows", _not_finite(), rows_loaded=1),
        Case("numbers_with_parts.csv", "reject_rows", csv(sessions([12.5, 12], [10, 10])),
             rows_loaded=1, told="number_out_of_range"),
        Case("numbers_too_large.csv", "reject_rows",
             csv(sessions(["9" * 30, "99999999999", 12], [1, 1, 1])), rows_loaded=1),
        Case("numbers_yes_and_no.xlsx", "reject_rows",
             xlsx(sessions([1, True, 12, 0, False], [1, 1, 10, 0, 0])), rows_loaded=3),
        Case("numbers_as_text.xlsx", "accept", xlsx(sessions(["12", " 12"], ["10", "10 "])),
             rows_loaded=2),
        Case("numbers_of_other_scripts.csv", "accept", csv(sessions(["١٢", 12], [1, 1])),
             rows_loaded=2),
        Case("staff_numbers_cut_by_excel.csv", "reject_rows",
             csv(training(person(1), person(2, staff_number="2.00001E+07"),
                          person(3, staff_number="2E+07"))), rows_loaded=1),
    ]  # fmt: skip


def _not_finite() -> bytes:
    plain = xlsx(sessions([7, 8, 9], [1, 1, 1]))
    endless = with_sheet(plain, b"<v>8</v>", b"<v>1E999</v>")
    return with_sheet(endless, b"<v>9</v>", b"<v>NaN</v>")


_MARKS = (
    "*", "**", "-", "–", "—", "<11", "< 11", "<10", "≤10", "under 11", "fewer than 11",
    "less than 11", "n/a", "N/A", "NA", "n.a.", "suppressed", "Withheld", "not shown", "..", ":",
    "†", "‡", "#", "x", "[x]", "[c]", "c", "z", "[low]", "low", "",
)  # fmt: skip


def suppression() -> list[Case]:
    def marked(column: str, marks: tuple[str, ...] = _MARKS) -> bytes:
        lines = [
            ["2025", f"Area {place}", "q3f", 212, 55.7, None] for place in range(len(marks) + 1)
        ]
        at = SURVEY.index(column)
        for line, mark in zip(lines, marks, strict=False):
            line[at] = mark
        return xlsx([SURVEY, *lines])

    rows = len(_MARKS) + 1
    return [
        Case("withheld_results.xlsx", "accept_with_warning", marked("percent_positive"),
             rows_loaded=rows, told="withheld_at_source"),
        Case("withheld_bases.xlsx", "accept_with_warning", marked("respondents"),
             rows_loaded=rows, told="withheld_at_source",
            seconds=20),
        Case("nought_is_not_withheld.csv", "accept", csv(survey(0, 100, 12.5)), rows_loaded=3),
        Case("withheld_counts_of_sessions.csv", "reject_rows",
             csv(sessions([12, 12], [10, "<5"])), rows_loaded=1),
    ]  # fmt: skip


def values() -> list[Case]:
    fractions = csv(survey(0.557, 0.601, 0.588, 1))
    return [
        Case("percents_as_fractions.csv", "accept", fractions, rows_loaded=4),
        Case("percents_with_signs.csv", "accept", csv(survey("55.7%", "60.1 %", "0.4%")),
             rows_loaded=3),
        Case("percents_and_fractions_mixed.csv", "reject_rows", csv(survey(55.7, 0.643, 60.1)),
             rows_loaded=2, told="percent_two_readings"),
        Case("percents_over_a_hundred.csv", "reject_rows", csv(survey(55.7, 557, 100.1)),
             rows_loaded=1, told="number_out_of_range"),
        Case("percents_below_nought.csv", "reject_rows", csv(survey(55.7, -3, "-3%")),
             rows_loaded=1),
        Case("scores_out_of_a_hundred.csv", "reject_rows",
             csv([SURVEY, ["2025", "Emergency", "E", 212, None, 67.1],
                  ["2025", "Theatres", "E", 212, None, 6.7]]), rows_loaded=1),
        Case("nobody_answered.csv", "reject_rows", csv(survey(respondents=[0, 212, 180])),
             rows_loaded=2, told="nobody_answered"),
        Case("more_attended_than_booked.csv", "reject_rows", csv(sessions([12, 12], [14, 10])),
             rows_loaded=1, told="more_attended_than_booked"),
        Case("ends_before_it_begins.csv", "reject_rows",
             csv([(*REGISTER, "end_date"), [*project(1), "01/01/2025"],
                  [*project(2), "01/02/2026"]]),
             rows_loaded=1, told="ends_before_it_begins"),
        Case("needed_cell_empty.csv", "reject_rows",
             csv(training(person(1), person(2, directorate=None), person(3, course="  "))),
             rows_loaded=1, told="empty"),
        Case("cell_of_32767_letters.xlsx", "accept_or_clear_reject",
             xlsx([REGISTER, project(1, title="word " * 6553), project(2)])),
        Case("years_of_five_surveys.csv", "accept",
             csv(survey(survey_year=["2021", "2022", "2023"])), rows_loaded=3),
        Case("status_in_its_own_words.csv", "accept",
             csv([TRAINING, *(person(n, status=word) for n, word in enumerate(
                 ("Attended", "DNA", "cancelled", "Y", "no")))]), rows_loaded=5),
    ]  # fmt: skip
