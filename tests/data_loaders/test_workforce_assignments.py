"""Are people counted from assignment rows as the staff record counts them, and nobody kept?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data_loaders.pipeline import Checked
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import xlsx

HEADINGS = (
    "Employee Number", "Assignment Number", "Primary Assignment", "User Assignment Status",
    "Effective Start Date", "Effective End Date", "FTE", "Org L3", "Org L4", "Staff Group",
    "Pay Scale",
)  # fmt: skip
TITLE = ("Assignments as at 30 September 2026",)


def assignment(**differing: Any) -> list[Any]:
    """One row; what the test cares about is said."""
    usual: dict[str, Any] = {
        "number": "20000001",
        "assignment": "20000001",
        "primary": "Yes",
        "status": "Active Assignment",
        "starts": "01/04/2020",
        "ends": date(4712, 12, 31),
        "fte": 1,
        "l3": "Medicine",
        "l4": "Emergency",
        "group": "Allied Health Professionals",
        "scale": "Review Body Band 6",
    }
    return list({**usual, **differing}.values())


def checked(store: Store, *rows: list[Any], title: tuple[str, ...] = TITLE) -> Checked:
    return store.check_rows(title, HEADINGS, *rows)


def test_the_headcount_is_distinct_people_and_the_wte_all_their_assignments(store: Store) -> None:
    one = checked(
        store,
        assignment(fte=".6"),
        assignment(assignment="20000001-2", primary="No", fte=".2"),
        assignment(number="20000002", assignment="20000002", fte=1),
    )
    assert (column(one, "headcount"), column(one, "wte")) == ([2], [1.8])


def test_a_second_post_elsewhere_adds_hours_there_and_no_person(store: Store) -> None:
    one = checked(
        store,
        assignment(fte=0.6),
        assignment(assignment="20000001-2", primary="No", fte=0.4, l4="Acute Medicine"),
    )
    assert column(one, "directorate") == ["Emergency", "Acute Medicine"]
    assert (column(one, "headcount"), column(one, "wte")) == ([1, 0], [0.6, 0.4])


def test_a_line_stands_at_the_first_row_it_counts(store: Store) -> None:
    one = checked(
        store,
        assignment(scale="Review Body Band 5"),
        assignment(number="2", assignment="2"),
        assignment(number="3", assignment="3"),
    )
    assert column(one, "source_row") == [3, 4]


def test_no_number_of_a_person_is_kept(store: Store) -> None:
    one = checked(store, assignment(number="20000777", assignment="20000777-2"))
    assert "20000777" not in repr(one)
    assert one.rows is not None
    assert not {"staff_key", "assignment"} & set(one.rows.schema.names)


def test_names_and_dates_of_birth_are_not_read(store: Store) -> None:
    one = store.check_rows(
        TITLE,
        (*HEADINGS, "Last Name", "NI Number", "Date of Birth"),
        [*assignment(), "Longbottom", "AB123456C", date(1980, 7, 30)],
    )
    assert {"Last Name", "NI Number", "Date of Birth"} <= set(one.ignored_columns)
    assert not any(said in repr(one) for said in ("Longbottom", "AB123456C", "1980"))


@pytest.mark.parametrize(
    "ends", [date(4712, 12, 31), "31/12/4712", "31-DEC-4712", "4712-12-31", "01/01/1900", 1027428]
)
def test_an_end_nobody_lives_to_see_is_no_end(store: Store, ends: object) -> None:
    one = checked(store, assignment(ends=ends))
    assert (column(one, "headcount"), one.problems) == ([1], ())


@pytest.mark.parametrize("starts", [date(1900, 1, 1), "01/01/1900", "14/06/1979", ""])
def test_a_beginning_of_long_ago_is_before_the_census(store: Store, starts: object) -> None:
    assert column(checked(store, assignment(starts=starts)), "headcount") == [1]


@pytest.mark.parametrize(
    "out",
    [
        {"ends": "29/09/2026"},
        {"starts": "01/10/2026"},
        {"status": "Career Break"},
        {"status": "Inactive Not Worked"},
    ],
)
def test_who_is_not_in_post_on_the_census_day_is_not_counted(
    store: Store, out: dict[str, str]
) -> None:
    one = checked(store, assignment(), assignment(number="2", assignment="2", **out))
    assert (column(one, "headcount"), one.rows_left_out) == ([1], 1)
    assert [problem.row for problem in told(one, "not_in_post")] == [4]


def test_the_last_day_counts(store: Store) -> None:
    assert column(checked(store, assignment(ends="30/09/2026")), "headcount") == [1]


def test_nobody_is_asked_about_the_directorate_of_somebody_who_left(store: Store) -> None:
    one = checked(store, assignment(), assignment(number="2", l4="Old Hospital", ends="01/01/2010"))
    assert one.questions == ()


def test_maternity_leave_is_in_post(store: Store) -> None:
    assert column(checked(store, assignment(status="Maternity & Adoption")), "headcount") == [1]


def test_a_status_nobody_knows_holds_its_row(store: Store) -> None:
    one = checked(store, assignment(), assignment(number="2", status="Seconded?"))
    assert (one.rows_ready, one.rows_held) == (1, 1)


def test_a_status_somebody_explained_leaves_its_row_out(store: Store) -> None:
    store.remember("workforce.status", "Sabbatical", "not in post")
    one = checked(store, assignment(), assignment(number="2", status="Sabbatical"))
    assert (column(one, "headcount"), one.rows_left_out) == ([1], 1)


def test_the_census_day_may_be_a_column_with_several_days(store: Store) -> None:
    days = [date(2026, 3, 31), date(2026, 9, 30)]
    one = store.check_rows(
        (*HEADINGS, "Census Date"), *([*assignment(starts="01/06/2026"), day] for day in days)
    )
    assert column(one, "snapshot_on") == [date(2026, 9, 30)]
    assert one.rows_left_out == 1


def test_the_census_day_may_stand_in_the_files_name(store: Store) -> None:
    one = store.check(xlsx([HEADINGS, assignment()]), "Staff in post 30-09-2026.xlsx")
    assert column(one, "snapshot_on") == [date(2026, 9, 30)]


def test_without_a_census_day_the_rows_wait_and_are_told_how(store: Store) -> None:
    one = checked(store, assignment(), title=("Staff in post",))
    assert (one.rows_ready, one.rows_held) == (0, 1)
    assert 'write "as at 30/09/2026"' in told(one, "empty")[0].sentence


def test_the_level_with_the_trusts_directorates_is_read(store: Store) -> None:
    one = checked(store, assignment(l3="General Surgery", l4="Ward 12"))
    assert column(one, "directorate") == ["General Surgery"]
    assert ("Org L3", "directorate", "General Surgery") in one.headings
    assert "Org L4" in one.ignored_columns


def test_a_heading_that_says_directorate_counts_for_more_than_levels(store: Store) -> None:
    headings = (*HEADINGS[:8], "Directorate", *HEADINGS[9:])
    one = store.check_rows(TITLE, headings, assignment(l3="General Surgery", l4="Emergency"))
    assert column(one, "directorate") == ["Emergency"]


def test_where_no_directorate_is_known_level_four_is_taken_and_said(empty_store: Store) -> None:
    one = checked(empty_store, assignment(l3="Medicine", l4="Emergency"))
    assert column(one, "directorate") == ["Emergency"]
    assert told(one, "level_assumed")[0].sentence.startswith('"Org L4" is taken')


def test_without_any_level_the_file_is_refused_with_what_to_add(store: Store) -> None:
    place = HEADINGS.index("Org L3")
    headings = [*HEADINGS[:place], *HEADINGS[place + 2 :]]
    row = assignment()
    one = store.check_rows(TITLE, headings, [*row[:place], *row[place + 2 :]])
    assert (one.outcome, told(one, "column_missing")[0].severity) == ("refuse", "refuse")


def test_a_row_without_directorate_is_held(store: Store) -> None:
    one = checked(store, assignment(), assignment(number="2", assignment="2", l4=""))
    assert (one.rows_held, told(one, "empty")[0].column) == (1, "Org L4")


def test_an_assignment_printed_twice_counts_once(store: Store) -> None:
    one = checked(store, assignment(), assignment())
    assert (column(one, "headcount"), column(one, "wte"), one.rows_left_out) == ([1], [1.0], 1)


def test_an_assignment_told_in_two_ways_is_held(store: Store) -> None:
    one = checked(store, assignment(), assignment(fte=0.5))
    assert (one.rows_held, len(told(one, "assignment_told_differently"))) == (2, 2)


def test_two_primary_assignments_are_one_person(store: Store) -> None:
    one = checked(store, assignment(), assignment(assignment="20000001-2", l4="Acute Medicine"))
    assert column(one, "headcount") == [1, 0]
    assert [problem.row for problem in told(one, "second_primary")] == [4]


def test_hours_instead_of_a_share_are_held(store: Store) -> None:
    one = checked(store, assignment(fte=37.5))
    assert [problem.code for problem in one.problems] == ["more_wte_than_people"]


def test_somebody_without_a_primary_assignment_is_told(store: Store) -> None:
    one = checked(store, assignment(primary="No", fte=0.4))
    assert (column(one, "headcount"), column(one, "wte")) == ([0], [0.4])
    assert len(told(one, "no_primary")) == 1


@pytest.mark.parametrize(
    ("scale", "group", "band"),
    [
        ("Review Body Band 8 - Range C", "A&C", "8c"),
        ("NHS|Review Body Band 5", "N&M", "5"),
        ("Band 8a", "A&C", "8a"),
        ("Consultant", "Medical and Dental", "Medical"),
        ("NHS|YC72", "Medical and Dental", "Medical"),
        ("Local scale 3", "A&C", "Other"),
        ("", "Medical and Dental", "Medical"),
        ("", "A&C", None),
    ],
)
def test_pay_scales_give_bands(store: Store, scale: str, group: str, band: str | None) -> None:
    assert column(checked(store, assignment(scale=scale, group=group)), "band") == [band]


def test_american_headings_are_known(store: Store) -> None:
    headings = list(HEADINGS)
    headings[headings.index("Org L3")] = "Organization"
    one = store.check_rows(TITLE, headings, assignment(l3="Ward 12"))
    assert (column(one, "directorate"), one.ignored_columns) == (["Emergency"], ("Organization",))
