"""Are PDSA logs, headcounts, structures and self-assessments understood?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.data_loaders.conftest import Store, column, told

PDSA = ("project_id", "cycle", "started", "ended", "prediction", "data_points", "outcome")
WORKFORCE = ("snapshot_date", "directorate", "staff_group", "band", "headcount", "wte")
LEVELS = ("assessed_on", "item", "level", "assessor_role")


def test_a_pdsa_cycle_keeps_only_whether_something_was_predicted(store: Store) -> None:
    checked = store.check_rows(
        PDSA, ["P1", "Cycle 2", "01/09/2026", "15/09/2026", "waits halve", 8, "Adapted"]
    )
    assert column(checked, "cycle") == [2]
    assert column(checked, "has_prediction") == [True]
    assert column(checked, "outcome") == ["adapt"]
    assert "waits halve" not in repr(checked)


@pytest.mark.parametrize(
    ("written", "scale"), [("One patient", "few"), ("Whole ward", "team"), ("Trust-wide", "wider")]
)
def test_a_cycle_keeps_how_widely_it_was_tested(store: Store, written: str, scale: str) -> None:
    checked = store.check_rows((*PDSA, "scale"), [*("P1", 1, "01/09/2026", "", "", 8, ""), written])
    assert column(checked, "scale") == [scale]


def test_a_cycle_without_prediction_predicted_nothing(store: Store) -> None:
    checked = store.check_rows(PDSA, ["P1", 1, "01/09/2026", "", "", 8, ""])
    assert column(checked, "has_prediction") == [False]


def test_a_cycle_that_ends_before_it_begins_is_held(store: Store) -> None:
    checked = store.check_rows(PDSA, ["P1", 1, "01/09/2026", "01/08/2026", "Y", 8, "adopt"])
    assert checked.rows_held == 1


def test_headcounts_are_people_and_wte_is_not(store: Store) -> None:
    checked = store.check_rows(WORKFORCE, [date(2026, 9, 30), "ED", "AHP", "Band 6", 12, 10.4])
    assert (column(checked, "headcount"), column(checked, "wte")) == ([12], [10.4])
    assert column(checked, "period") == ["2026-09"]


def test_far_more_wte_than_people_is_held(store: Store) -> None:
    checked = store.check_rows(WORKFORCE, [date(2026, 9, 30), "ED", "AHP", "6", 12, 104])
    assert [problem.code for problem in checked.problems] == ["more_wte_than_people"]


def test_a_withheld_headcount_is_no_nought(store: Store) -> None:
    checked = store.check_rows(WORKFORCE, [date(2026, 9, 30), "ED", "AHP", "6", "<5", 2])
    assert (checked.rows_held, checked.rows_ready) == (1, 0)


def test_a_structure_brings_names_of_its_own(store: Store) -> None:
    headings = ("directorate", "division", "valid_from", "valid_to")
    checked = store.check_rows(headings, ["Imaging", "Diagnostics", "01/04/2024", ""])
    assert (checked.questions, column(checked, "valid_from")) == ((), [date(2024, 4, 1)])


def test_a_directorate_that_ends_before_it_begins_is_held(store: Store) -> None:
    headings = ("directorate", "division", "valid_from", "valid_to")
    checked = store.check_rows(headings, ["Imaging", "Diagnostics", "01/04/2024", "31/03/2024"])
    assert len(told(checked, "ends_before_it_begins")) == 1


@pytest.mark.parametrize(
    ("written", "item"),
    [
        ("NI1.1", "NI1.1"),
        ("ni 2.3", "NI2.3"),
        ("2.3 Coaching style", "NI2.3"),
        ("Coaching style of leadership", "NI2.3"),
        ("3", "3"),
        ("Component 4", "4"),
        ("1 – Shared purpose & vision", "1"),
        ("Leadership behaviours", "3"),
    ],
)
def test_items_of_the_self_assessment(store: Store, written: str, item: str) -> None:
    checked = store.check_rows(LEVELS, ["30/06/2026", written, 3, "Board"])
    assert column(checked, "item") == [item]


@pytest.mark.parametrize("written", ["NI2.7", "6.1", "Culture", "1.1 and 1.2"])
def test_an_item_that_is_none_of_the_22_is_held(store: Store, written: str) -> None:
    checked = store.check_rows(LEVELS, ["30/06/2026", written, 3, "Board"])
    assert [problem.code for problem in checked.problems] == ["code_not_known"]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        (3, 3),
        ("3 - Progressing", 3),
        ("Level 2", 2),
        ("Spreading", 4),
        ("Improving & sustaining", 5),
        ("5 Improving and sustaining", 5),
    ],
)
def test_levels_of_the_self_assessment(store: Store, written: object, level: int) -> None:
    checked = store.check_rows(LEVELS, ["30/06/2026", "NI1.1", written, "Board"])
    assert column(checked, "level") == [level]


@pytest.mark.parametrize("written", [2.5, "2-3", "3/4", "3 Starting", "2 to 3", "in"])
def test_a_level_between_two_or_against_its_name_is_asked_about(
    store: Store, written: object
) -> None:
    checked = store.check_rows(LEVELS, ["30/06/2026", "NI1.1", written, "Board"])
    assert [question.suggestions[0] for question in checked.questions] == ["1 Starting"]
    assert checked.rows_held == 1


def test_what_somebody_said_of_a_half_level_is_remembered(store: Store) -> None:
    store.remember("self_assessment.level", "2.5", "2 Developing")
    checked = store.check_rows(LEVELS, ["30/06/2026", "NI1.1", 2.5, "Board"])
    assert column(checked, "level") == [2]


def test_two_assessors_of_one_role_may_disagree(store: Store) -> None:
    checked = store.check_rows(
        (*LEVELS, "assessor"),
        ["30/06/2026", "NI1.1", 2, "Board", "J. Marsh"],
        ["30/06/2026", "NI1.1", 4, "Board", "S. Okoro"],
    )
    assert (column(checked, "level"), column(checked, "assessor")) == ([2, 4], [1, 2])
    assert "arsh" not in repr(checked)


def test_two_levels_for_one_item_by_nobody_in_particular_are_held(store: Store) -> None:
    checked = store.check_rows(
        LEVELS, ["30/06/2026", "NI1.1", 2, "Board"], ["30/06/2026", "NI1.1", 4, "Board"]
    )
    assert checked.rows_held == 2


def test_a_directorate_may_assess_itself(store: Store) -> None:
    checked = store.check_rows(
        (*LEVELS, "directorate"),
        ["30/06/2026", "NI1.1", 2, "Triumvirate", "ED"],
        ["30/06/2026", "NI1.1", 3, "Board", "Whole trust"],
    )
    assert column(checked, "directorate") == ["Emergency", None]


def test_a_level_over_five_is_asked_about(store: Store) -> None:
    checked = store.check_rows(LEVELS, ["30/06/2026", "NI1.1", 7, "Board"])
    assert told(checked, "code_not_known")[0].sentence == 'we found "7". Write a level from 1 to 5.'
