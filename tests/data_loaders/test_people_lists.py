"""Do lists of teams, of staff and of progress scores say what somebody meant, and keep nobody's number?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import csv

TEAM = ("Project ref", "ESR no.", "Role in project", "Care group")
STAFF = ("Employee number", "Directorate", "Latest start date", "Termination date", "Manager flag")
SCORES = ("Project", "Date scored", "Progress score")


def test_a_team_list_is_recognised_and_keeps_no_staff_number(store: Store) -> None:
    checked = store.check_rows(TEAM, ("QI-1", "20000001", "Team member", "Emergency"))
    assert (checked.dataset, checked.outcome) == ("project_team", "accept")
    assert "20000001" not in str(checked.rows)


def test_a_person_has_one_key_in_team_staff_and_training_lists(store: Store) -> None:
    team = store.check_rows(TEAM, ("QI-1", "00123", "Lead", "Emergency"))
    staff = store.check_rows(STAFF, ("123", "Emergency", "15/01/2016", "", "Y"))
    training = store.check_rows(
        ("session_date", "course", "staff_number", "directorate", "staff_group", "status"),
        ("15/01/2026", "Bronze", "0123", "Emergency", "AHP", "Y"),
    )
    keys = {column(one, "staff_key")[0] for one in (team, staff, training)}
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("written", "role"),
    [("Project lead", "lead"), ("QI Coach", "coach"), ("TEAM MEMBER", "member"), ("Exec sponsor", "sponsor")],
)  # fmt: skip
def test_a_role_is_understood_as_people_write_it(store: Store, written: str, role: str) -> None:
    assert column(store.check_rows(TEAM, ("QI-1", "1", written, "Emergency")), "role") == [role]


def test_a_role_nobody_knows_is_asked_about(store: Store) -> None:
    checked = store.check_rows(TEAM, ("QI-1", "1", "Friend", "Emergency"))
    assert checked.rows_held == 1
    assert told(checked, "code_not_known")


def test_a_person_may_be_coach_and_member_of_one_project(store: Store) -> None:
    rows = [("QI-1", "1", role, "Emergency") for role in ("coach", "member", "member")]
    assert sorted(column(store.check_rows(TEAM, *rows), "role")) == ["coach", "member"]


@pytest.mark.parametrize(
    ("written", "score"),
    [(2.5, 2.5), ("3", 3.0), ("3.5 - Improvement", 3.5), ("0.5 Intent", 0.5), (5, 5.0)],
)
def test_a_score_may_stand_with_its_words(store: Store, written: Any, score: float) -> None:
    assert column(store.check_rows(SCORES, ("QI-1", "15/01/2026", written)), "score") == [score]


@pytest.mark.parametrize("written", ["7", "0", "2.25", "35", "testing", "3.0.1"])
def test_what_is_no_score_of_the_scale_is_held(store: Store, written: str) -> None:
    checked = store.check_rows(SCORES, ("QI-1", "15/01/2026", written))
    assert checked.rows_held == 1


def test_the_day_of_a_staff_list_is_what_its_title_says(store: Store) -> None:
    checked = store.check_rows(
        ("Leavers as at 31 October 2026",),
        STAFF,
        ("1", "Emergency", "15/01/2016", "20/10/2026", "N"),
    )
    assert column(checked, "listed_on") == [date(2026, 10, 31)]


def test_the_day_of_a_staff_list_may_stand_in_its_files_name(store: Store) -> None:
    content = csv([STAFF, ("1", "Emergency", "15/01/2016", "", "N")])
    checked = store.check(content, "Staff 30-09-2026.csv")
    assert column(checked, "listed_on") == [date(2026, 9, 30)]


def test_a_staff_list_that_says_no_day_is_as_old_as_its_newest_starter(store: Store) -> None:
    checked = store.check_rows(
        STAFF, ("1", "Emergency", "15/01/2016", "", "N"), ("2", "Emergency", "20/09/2026", "", "N")
    )
    assert column(checked, "listed_on") == [date(2026, 9, 20)] * 2


def test_the_staff_records_until_further_notice_is_no_leaving(store: Store) -> None:
    checked = store.check_rows(STAFF, ("1", "Emergency", "15/01/1986", "31/12/4712", "Y"))
    assert column(checked, "left_on") == [None]
    assert column(checked, "joined_on") == [date(1986, 1, 15)]


def test_hours_that_must_be_minutes_are_held(store: Store) -> None:
    checked = store.check_rows(
        ("session_date", "course", "directorate", "staff_group", "booked", "attended", "Duration"),
        ("15/01/2026", "Bitesize", "Emergency", "AHP", 9, 8, 210),
    )
    assert [problem.column for problem in told(checked, "minutes_for_hours")] == ["Duration"]
