"""Is a ratio that somebody typed held against what its counts make, and never used?"""

from __future__ import annotations

import pytest

from tests.data_loaders.conftest import Store, column, told

RATE = ("survey_year", "directorate", "question", "respondents", "eligible", "percent_positive")
GROUPS = (
    "survey_year", "characteristic", "characteristic_group", "question", "respondents",
    "percent_positive", "ratio",
)  # fmt: skip
SESSION = (
    "session_date", "course", "directorate", "staff_group", "booked", "attended", "% attended",
)  # fmt: skip
CODE = "typed_ratio_disagrees"


def sides(store: Store, ratio: object, compared: float = 55.9, reference: float = 9.6):  # type: ignore[no-untyped-def]
    return store.check_rows(
        GROUPS,
        [2025, "Ethnicity", "White", "q15", 900, reference, ratio],
        [2025, "Ethnicity", "All other ethnic groups", "q15", 300, compared, ""],
    )


def test_a_typed_response_rate_that_its_counts_do_not_make_is_told_with_both_numbers(
    store: Store,
) -> None:
    checked = store.check_rows(RATE, [2025, "ED", "response_rate", 120, 300, 64])
    (problem,) = told(checked, CODE)
    assert (problem.severity, problem.row) == ("warn", 2)
    assert "64.0 % is typed" in problem.sentence
    assert "make 40.0 %" in problem.sentence


def test_the_response_rate_of_the_counts_is_the_one_that_is_kept(store: Store) -> None:
    checked = store.check_rows(RATE, [2025, "ED", "response_rate", 120, 300, 64])
    assert column(checked, "value") == [40.0]


@pytest.mark.parametrize("typed", [40, 39.8, 40.4])
def test_rounding_is_no_disagreement(store: Store, typed: float) -> None:
    checked = store.check_rows(RATE, [2025, "ED", "response_rate", 120, 300, typed])
    assert told(checked, CODE) == []


def test_a_response_rate_without_counts_is_taken_as_typed(store: Store) -> None:
    checked = store.check_rows(RATE, [2025, "ED", "response_rate", 120, "", 64])
    assert (column(checked, "value"), told(checked, CODE)) == ([64.0], [])


def test_a_published_ratio_of_1_1_beside_9_6_and_55_9_per_cent_is_told(store: Store) -> None:
    (problem,) = told(sides(store, 1.1), CODE)
    assert "1.1 is typed" in problem.sentence
    assert "make 5.82" in problem.sentence


@pytest.mark.parametrize("typed", [5.82, 5.8, 0.17, 0.2])
def test_a_ratio_the_right_way_round_or_the_other_agrees(store: Store, typed: float) -> None:
    assert told(sides(store, typed), CODE) == []


def test_a_ratio_beside_one_group_only_cannot_be_compared(store: Store) -> None:
    checked = store.check_rows(GROUPS, [2025, "Ethnicity", "White", "q15", 900, 9.6, 1.1])
    assert told(checked, CODE) == []


def test_a_typed_ratio_holds_no_row(store: Store) -> None:
    checked = sides(store, 1.1)
    assert (checked.rows_ready, checked.rows_held) == (2, 0)


def test_a_typed_attendance_that_its_counts_do_not_make_is_told(store: Store) -> None:
    checked = store.check_rows(SESSION, ["01/02/2026", "Bronze", "ED", "AHP", 20, 10, 80])
    (problem,) = told(checked, CODE)
    assert (problem.sheet, problem.row, problem.column) == ("Sheet", 2, "% attended")
    assert "80.0 % is typed, but the counts beside it make 50.0 %" in problem.sentence
