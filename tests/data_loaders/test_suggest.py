"""Are strange headings given our nearest column, and people's columns none?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data_loaders.names import TrustNames, bare_name
from data_loaders.recognise import LAYOUTS, layout_of
from data_loaders.staff_groups import STAFF_GROUPS
from data_loaders.suggest import Suggestion, heading_row, looked_at, nearest_layout, suggestions
from data_loaders.workbook import Sheet


def known(kind: str, *names: str) -> TrustNames:
    return TrustNames(kind, {bare_name(name): name for name in names}, not names)


NAMES = {
    "directorate": known("directorate", "Emergency", "Acute Medicine", "General Surgery"),
    "division": known("division"),
    "staff_group": known("staff_group", *STAFF_GROUPS),
    "course": known("course"),
}
FIXED = [layout for layout in LAYOUTS if layout.find is None]


def sheet(*rows: tuple[Any, ...]) -> Sheet:
    return Sheet("Sheet", False, [list(column) for column in zip(*rows, strict=True)], [])


REGISTER = sheet(
    ("QI No", "What", "Patch", "Profession", "Kicked off", "State of play", "Project lead", "Mail"),
    ("7", "Fewer falls at night", "Emergency", "Students", date(2026, 1, 5), "testing", "Jo Orr", "j@x.uk"),
    ("8", "Faster discharge letters", "Acute Medicine", "Students", date(2026, 2, 5), "idea", "Al Po", "a@x.uk"),
    ("9", "Safer handover", "Emergency / General Surgery", "", date(2026, 3, 5), "paused", "Bo Li", "b@x.uk"),
)  # fmt: skip


def suggested(of: Sheet, dataset: str, layout: str, **how: bool) -> dict[str, Suggestion]:
    found = suggestions(of, 0, layout_of(dataset, layout), NAMES, **how)
    return {one.heading: one for one in found}


REGISTERED = suggested(REGISTER, "project_register", "register")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("QI No", "project_id"),
        ("Patch", "directorate"),
        ("Profession", "lead_staff_group"),
        ("Kicked off", "started_on"),
        ("State of play", "status"),
    ],
)
def test_words_and_cells_together_lead_to_our_column(heading: str, column: str) -> None:
    assert (REGISTERED[heading].column, REGISTERED[heading].is_strong) == (column, True)


def test_no_column_of_ours_is_suggested_twice() -> None:
    columns = [one.column for one in REGISTERED.values() if one.column]
    assert len(columns) == len(set(columns))


@pytest.mark.parametrize("heading", ["Project lead", "Mail"])
def test_a_column_of_people_is_not_read_in_nor_shown(heading: str) -> None:
    of_people = REGISTERED[heading]
    assert (of_people.column, of_people.is_personal, of_people.first_values) == (None, True, ())


def test_first_values_are_shown_as_they_stand() -> None:
    assert REGISTERED["Kicked off"].first_values == ("05/01/2026", "05/02/2026", "05/03/2026")


def test_one_address_among_titles_is_not_shown() -> None:
    rows = [("Ref", "Title"), *((str(n), f"Project {n}") for n in range(8)), ("9", "Ask a@b.uk")]
    title = suggested(sheet(*rows[:1], *rows[:0:-1]), "project_register", "register")["Title"]
    assert title.first_values == ("Project 7", "Project 6")


def test_dates_never_suit_a_column_of_numbers() -> None:
    of = sheet(("Headcount", "x"), (date(2026, 1, 1), 1.0), (date(2026, 2, 1), 1.0))
    assert suggested(of, "workforce", "headcount")["Headcount"].column != "headcount"


def test_a_staff_number_is_known_by_its_heading_and_never_shown() -> None:
    of = sheet(("Payroll number", "Course"), (20000001.0, "Bronze"), (20000002.0, "Bronze"))
    number = suggested(of, "training_attendance", "person")["Payroll number"]
    assert (number.column, number.first_values) == ("staff_key", ())


def test_a_declared_heading_is_no_personal_one_whatever_it_says() -> None:
    of = sheet(("Coach name", "Title"), ("Jo Orr", "Fewer falls"), ("Al Po", "Letters"))
    coach = suggested(of, "project_register", "register")["Coach name"]
    assert (coach.column, coach.first_values) == ("has_coach", ())


def test_headings_of_a_grid_are_questions_and_scores() -> None:
    of = sheet(
        ("Locality", "Replies", "Staff engagement score", "q3f"), ("Emergency", 80.0, 6.7, 55.0)
    )
    found = suggested(of, "staff_survey", "template", with_measures=True)
    assert [one.measure for one in found.values()] == [None, None, "E", "q3f"]
    assert found["Locality"].column == "directorate"


def test_the_heading_row_is_found_under_titles() -> None:
    title = ("Projects of the year 2026", *[""] * 7)
    rows = [title, [""] * 8, *zip(*REGISTER.columns, strict=True)]
    assert heading_row(sheet(*rows), FIXED) == 2


def test_the_nearest_kind_of_sheet_is_told() -> None:
    nearest = nearest_layout(REGISTER, 0, FIXED, NAMES)
    assert nearest is not None
    assert nearest.name == "register"


def test_a_sheet_of_something_else_is_near_to_nothing() -> None:
    rota = sheet(("Week", "Early", "Late"), ("1", "AB", "CD"), ("2", "CD", "EF"))
    assert nearest_layout(rota, 0, FIXED, NAMES) is None


def test_only_the_top_of_a_sheet_is_looked_at() -> None:
    long = Sheet("Sheet", False, [["Ref", *["7"] * 5000]], [])
    assert looked_at(long).height == 230


def test_a_needed_title_may_be_the_texts_that_are_left() -> None:
    assert (REGISTERED["What"].column, REGISTERED["What"].is_strong) == ("title", False)
