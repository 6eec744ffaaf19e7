"""Are registers understood as projects' stages, dates and people's parts, without names?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data_loaders.project_register import STAGES
from data_loaders.reconcile import LEFT_EMPTY, MOST_ASKED
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import REGISTER, csv, project


def only(store: Store, name: str, **differing: Any) -> Any:
    """One column of one project; columns beyond the usual are added with their headings."""
    extra = {key: value for key, value in differing.items() if key not in REGISTER}
    usual = {key: value for key, value in differing.items() if key in REGISTER}
    checked = store.check_rows((*REGISTER, *extra), [*project(**usual), *extra.values()])
    [value] = column(checked, name)
    return value


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("Testing", "testing"),
        ("Ongoing - see notes", "testing"),
        ("Closed – complete", "completed"),
        ("Sustained", "sustained"),
        ("Embedded in BAU", "sustained"),
        ("On hold until April", "paused"),
        ("Abandoned", "stopped"),
        ("Closed, stopped early", "stopped"),
        ("Idea", "idea"),
        ("Not yet started", "idea"),
        ("Implementing", "improvement"),
    ],
)
def test_free_words_for_a_stage(store: Store, written: str, stage: str) -> None:
    assert only(store, "status", status=written) == stage


def test_a_stage_nobody_knows_is_asked_about(store: Store) -> None:
    checked = store.check_rows(REGISTER, project(status="Purple"))
    assert told(checked, "code_not_known")[0].sentence.startswith('we found "Purple". Write one of')


@pytest.mark.parametrize(
    "written",
    [
        "Not completed",
        "Incomplete",
        "not yet finished",
        "sort of done",
        "nearly complete",
        "almost finished",
        "Completed?",
        "75% complete",
        "to be started",
        "Testing complete",
        "Live phase 2",
        "RAG amber – chasing",
        "Extended",
        "latest news",
        "Inactive",
        "Purple",
    ],
)
def test_a_stage_that_would_be_a_guess_is_asked_about(store: Store, written: str) -> None:
    checked = store.check_rows(REGISTER, project(status=written))
    [question] = checked.questions
    assert (question.kind, question.written, question.suggestions) == (
        "project_register.status",
        written,
        STAGES,
    )


def test_a_word_for_a_stage_is_asked_about_once_for_all_its_rows(store: Store) -> None:
    rows = [project(project_id=f"P{number}", status="RAG amber") for number in range(40)]
    checked = store.check_rows(REGISTER, *rows, project(status="testing"))
    assert [question.rows for question in checked.questions] == [40]
    assert (checked.rows_ready, checked.rows_held) == (1, 40)


def test_what_a_word_for_a_stage_means_is_remembered(store: Store) -> None:
    store.remember("project_register.status", "RAG amber", "paused")
    assert only(store, "status", status="rag  AMBER") == "paused"


def test_what_somebody_said_of_a_stage_counts_for_more_than_its_words(store: Store) -> None:
    store.remember("project_register.status", "Live", "improvement")
    assert only(store, "status", status="Live") == "improvement"


def test_an_answer_for_a_hedged_word_is_not_one_for_the_word_alone(store: Store) -> None:
    store.remember("project_register.status", "Complete?", "testing")
    assert only(store, "status", status="Complete") == "completed"


def test_a_word_may_mean_nothing_where_a_column_needs_no_value(store: Store) -> None:
    store.remember("project_register.involvement", "see notes", LEFT_EMPTY)
    assert only(store, "involvement", involvement="see notes") is None


def test_a_word_that_somebody_needs_an_answer_to_may_not_be_left_empty(store: Store) -> None:
    checked = store.check_rows(REGISTER, project(status="Purple"))
    assert LEFT_EMPTY not in checked.questions[0].suggestions


def test_free_text_under_a_status_is_a_wrong_column_and_not_asked_one_by_one(store: Store) -> None:
    rows = [project(project_id=f"P{n}", status=f"see note {n}") for n in range(MOST_ASKED + 1)]
    checked = store.check_rows(REGISTER, *rows)
    assert (checked.questions, checked.rows_held) == ((), MOST_ASKED + 1)


def test_an_answer_for_one_column_is_none_for_another(store: Store) -> None:
    store.remember("project_register.gains_held", "partly", "yes")
    checked = store.check_rows((*REGISTER, "aim_numeric"), [*project(), "partly"])
    assert checked.questions[0].kind == "project_register.has_numeric_aim"


def test_the_address_of_a_person_in_a_status_is_not_repeated(store: Store) -> None:
    checked = store.check_rows(REGISTER, project(status="ask jo@example.org"))
    assert "jo@example.org" not in repr(checked.problems) + repr(checked.questions)
    assert checked.rows_held == 1


def test_a_coachs_name_is_kept_only_as_yes(store: Store) -> None:
    checked = store.check_rows((*REGISTER, "coach"), [*project(), "Sam Example"])
    assert column(checked, "has_coach") == [True]
    assert "Sam Example" not in repr(checked) + str(checked.rows)


def test_an_empty_coach_column_says_that_nobody_coaches(store: Store) -> None:
    assert only(store, "has_coach", coach="", objective="Safe care") is False


def test_a_register_without_a_coach_column_says_nothing_of_coaches(store: Store) -> None:
    assert only(store, "has_coach") is None


def test_the_day_of_the_register_stands_above_the_table(store: Store) -> None:
    checked = store.check_rows(["Register as at 31 October 2026"], REGISTER, project())
    assert column(checked, "register_on") == [date(2026, 10, 31)]


def test_without_a_day_the_register_is_as_old_as_its_newest_date(store: Store) -> None:
    register = only(store, "register_on", updated_on=date(2026, 9, 30))
    assert register == date(2026, 9, 30)


def test_dates_as_text_and_as_days_counted_may_stand_in_one_column(store: Store) -> None:
    checked = store.check_rows(
        REGISTER, project(start_date="05/01/2026"), project(project_id="P2", start_date=46027)
    )
    assert column(checked, "started_on") == [date(2026, 1, 5), date(2026, 1, 5)]


def test_other_directorates_come_from_both_columns(store: Store) -> None:
    others = only(
        store,
        "other_directorates",
        directorate="Emergency / Acute Medicine",
        other_directorates="General Surgery; Theatres and Critical Care",
    )
    assert others == "Acute Medicine; General Surgery; Theatres and Critical Care"


def test_a_project_that_ends_before_it_begins_is_held(store: Store) -> None:
    checked = store.check_rows((*REGISTER, "end_date"), [*project(), "01/01/2020"])
    assert [problem.code for problem in checked.problems] == ["ends_before_it_begins"]


def test_another_departments_headings_are_known(store: Store) -> None:
    headings = (
        "Ref",
        "Project name",
        "Area",
        "Staff group of lead",
        "Began",
        "Stage",
        "Last updated",
    )
    content = csv([headings, [*project(start_date="05/01/2026"), "01/02/2026"]], ";", "cp1252")
    checked = store.check(content, "Estates.csv")
    assert column(checked, "updated_on") == [date(2026, 2, 1)]
