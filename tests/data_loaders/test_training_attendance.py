"""Are training lists understood, person by person and session by session?"""

from __future__ import annotations

import pytest

from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import PERSON, person

SESSION = ("session_date", "course", "directorate", "staff_group", "booked", "attended")


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Y", "attended"),
        ("Attended", "attended"),
        ("N", "did not attend"),
        ("DNA", "did not attend"),
        ("cancelled", "cancelled"),
        ("Booked", "booked"),
    ],
)
def test_attendance_as_people_write_it(store: Store, written: str, status: str) -> None:
    assert column(store.check_rows(PERSON, person(status=written)), "status") == [status]


def test_a_doubtful_mark_is_asked_about(store: Store) -> None:
    checked = store.check_rows([*PERSON[:-1], "Attended Y/N"], person(status="Y?"))
    assert checked.problems[0].message == (
        'Row 2, "Attended Y/N": we found "Y?". Write Y, N or DNA.'
    )


def test_headings_of_another_list_are_known(store: Store) -> None:
    headings = (
        "Date of session", "Course / Module", "ESR no.", "Care group", "Staff grp", "AfC",
        "Attended Y/N",
    )  # fmt: skip
    assert store.check_rows(headings, person()).rows_ready == 1


def test_of_two_entries_for_one_session_attendance_counts(store: Store) -> None:
    checked = store.check_rows(PERSON, person(status="N"), person(status="Y"))
    assert column(checked, "status") == ["attended"]


def test_sessions_are_told_apart_from_people(store: Store) -> None:
    checked = store.check_rows(SESSION, ["14/01/2026", "Bitesize", "Emergency", "AHP", 12, 10])
    assert column(checked, "grain") == ["session"]
    assert column(checked, "attended") == [10]


def test_more_attended_than_booked_is_held(store: Store) -> None:
    checked = store.check_rows(SESSION, ["14/01/2026", "Bitesize", "Emergency", "AHP", 12, 14])
    assert told(checked, "more_attended_than_booked")[0].message == (
        "Row 2: 14 attended, 12 booked. Put right one of them."
    )


def test_a_session_years_ahead_is_held(store: Store) -> None:
    checked = store.check_rows(PERSON, person(session_date="14/01/2096"))
    assert told(checked, "date_far_ahead")[0].message == (
        'Row 2, "session_date": 14/01/2096 lies years ahead. Put right the year.'
    )
    assert checked.rows_ready == 0
