"""Which rows count, when a later file says something else?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.given import Trust
from warehouse.build import load_current, own_database
from warehouse.datasets import ACCEPTED_SQL, DATASETS, schema
from warehouse.register import set_upload_state, uploads


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path)


def counting(trust: Trust, dataset: str, *columns: str) -> list[tuple[Any, ...]]:
    """What counts now, in a fixed order."""
    held = [upload for upload in uploads(trust.register) if upload["state"] == "counts"]
    with own_database() as connection:
        load_current(connection, trust.folder, held)
        chosen = ", ".join(columns)
        rows: list[tuple[Any, ...]] = connection.execute(
            f'SELECT {chosen} FROM "{dataset}" ORDER BY {chosen}'
        ).fetchall()
        return rows


def test_a_later_register_of_a_directorate_replaces_its_projects(trust: Trust) -> None:
    trust.holds(
        "project_register",
        "project_id | directorate | title\n A | Surgery | First\n B | Surgery | Gone",
    )
    trust.holds(
        "project_register",
        "project_id | directorate | title\n A | Surgery | Second\n C | Surgery | New",
    )
    assert counting(trust, "project_register", "project_id", "title") == [
        ("A", "Second"),
        ("C", "New"),
    ]


def test_a_register_of_one_directorate_leaves_the_others_alone(trust: Trust) -> None:
    trust.holds("project_register", "project_id | directorate\n A | Surgery\n B | Medicine")
    trust.holds("project_register", "project_id | directorate\n C | Medicine")
    assert counting(trust, "project_register", "project_id") == [("A",), ("C",)]


def test_a_project_on_two_registers_counts_once_where_the_newest_has_it(trust: Trust) -> None:
    trust.holds("project_register", "project_id | directorate\n A | Surgery")
    trust.holds("project_register", "project_id | directorate\n A | Medicine")
    assert counting(trust, "project_register", "project_id", "directorate") == [("A", "Medicine")]


def test_of_a_project_twice_in_one_file_the_last_row_counts(trust: Trust) -> None:
    trust.holds("project_register", "project_id | title\n A | First\n A | Second")
    assert counting(trust, "project_register", "title") == [("Second",)]


def test_a_later_training_list_replaces_its_directorates_month(trust: Trust) -> None:
    head = "staff_key | directorate | held_on\n"
    trust.holds(
        "training_attendance",
        head + "a | Surgery | 14/01/2026\n b | Surgery | 15/01/2026\n c | Surgery | 01/02/2026",
    )
    trust.holds("training_attendance", head + "a | Surgery | 14/01/2026")
    assert counting(trust, "training_attendance", "period", "staff_key") == [
        ("2026-01", "a"),
        ("2026-02", "c"),
    ]


def test_a_list_of_sessions_leaves_lists_by_name_of_the_same_month_alone(trust: Trust) -> None:
    trust.holds("training_attendance", "staff_key\n a")
    trust.holds("training_attendance", "grain | status | booked | attended\n session | | 12 | 9")
    assert counting(trust, "training_attendance", "grain") == [("person",), ("session",)]


def test_somebody_on_one_days_course_twice_counts_once(trust: Trust) -> None:
    trust.holds("training_attendance", "staff_key | status\n a | booked\n a | attended")
    assert counting(trust, "training_attendance", "staff_key", "status") == [("a", "attended")]


def test_a_survey_line_is_replaced_by_itself_alone(trust: Trust) -> None:
    head = "measure | directorate | respondents | value\n"
    trust.holds("staff_survey", head + "E | Surgery | 200 | 6.5\n E | Medicine | 100 | 6.4")
    trust.holds("staff_survey", head + "E | Surgery | 200 | 6.6")
    assert counting(trust, "staff_survey", "directorate", "value") == [
        ("Medicine", 6.4),
        ("Surgery", 6.6),
    ]


def test_the_weighted_line_does_not_replace_the_unweighted_one(trust: Trust) -> None:
    trust.holds("staff_survey", "measure | respondents | value\n E | 200 | 6.5")
    trust.holds(
        "staff_survey", "measure | respondents | value | weighting\n E | 200 | 6.6 | weighted"
    )
    assert counting(trust, "staff_survey", "weighting") == [("unweighted",), ("weighted",)]


def test_a_later_edition_of_the_same_wave_replaces_the_earlier(trust: Trust) -> None:
    trust.holds("staff_survey", "measure | respondents | value | release\n E | 200 | 6.50 | 2024")
    trust.holds("staff_survey", "measure | respondents | value | release\n E | 200 | 6.52 | 2025")
    assert counting(trust, "staff_survey", "value", "release") == [(6.52, "2025")]


def test_a_later_headcount_replaces_its_directorates_snapshot(trust: Trust) -> None:
    head = "directorate | staff_group | headcount | snapshot_on\n"
    trust.holds(
        "workforce",
        head
        + "Surgery | Nursing | 40 | 30/09/2025\n Surgery | Medical | 9 | 30/09/2025\n Surgery | Nursing | 38 | 31/03/2025",
    )
    trust.holds("workforce", head + "Surgery | Nursing | 41 | 30/09/2025")
    assert counting(trust, "workforce", "snapshot_on", "headcount")[-1][1] == 41
    assert len(counting(trust, "workforce", "headcount")) == 2


def test_a_later_structure_replaces_the_whole_structure(trust: Trust) -> None:
    trust.holds("structure", "directorate\n Surgery\n Medicine")
    trust.holds("structure", "directorate\n Surgery")
    assert counting(trust, "structure", "directorate") == [("Surgery",)]


def test_a_later_log_replaces_the_cycles_of_its_projects(trust: Trust) -> None:
    trust.holds("pdsa_log", "project_id | cycle\n A | 1\n A | 2\n B | 1")
    trust.holds("pdsa_log", "project_id | cycle\n A | 1")
    assert counting(trust, "pdsa_log", "project_id", "cycle") == [("A", 1), ("B", 1)]


def test_a_later_list_of_events_replaces_its_directorates_only(trust: Trust) -> None:
    trust.holds(
        "event",
        "title | directorate | began_on\n Course | Surgery | 05/01/2026\n Coaches | | 05/01/2026",
    )
    trust.holds("event", "title | directorate | began_on\n Course | Surgery | 12/01/2026")
    assert counting(trust, "event", "title", "STRFTIME(began_on, '%d')") == [
        ("Coaches", "05"),
        ("Course", "12"),
    ]


def test_the_directorates_view_of_a_day_leaves_the_boards_alone(trust: Trust) -> None:
    trust.holds("self_assessment", "item | level | assessor_role\n NI1.1 | 3 | Board")
    trust.holds("self_assessment", "item | level | assessor_role\n NI1.1 | 2 | Triumvirate")
    assert counting(trust, "self_assessment", "level") == [(2,), (3,)]


def test_an_objective_may_hold_in_two_stretches_of_time(trust: Trust) -> None:
    trust.holds(
        "objective", "objective | valid_from\n Safe care | 01/04/2020\n Safe care | 01/04/2024"
    )
    assert len(counting(trust, "objective", "objective")) == 2


def test_a_later_list_of_case_studies_replaces_its_directorates_only(trust: Trust) -> None:
    trust.holds("case_study", "case_study_id | directorate\n 1 | Surgery\n 2 | Medicine")
    trust.holds("case_study", "case_study_id | directorate\n 3 | Surgery")
    assert counting(trust, "case_study", "case_study_id") == [("2",), ("3",)]


def test_an_upload_taken_back_counts_no_more_and_what_it_replaced_counts_again(
    trust: Trust,
) -> None:
    trust.holds("project_register", "project_id | title\n A | First")
    second = trust.holds("project_register", "project_id | title\n A | Second")
    set_upload_state(trust.register, second, "taken back", "Jo Marsh")
    assert counting(trust, "project_register", "title") == [("First",)]


def test_every_row_keeps_the_place_it_came_from(trust: Trust) -> None:
    trust.holds("project_register", "project_id\n A\n B")
    rows = counting(trust, "project_register", "project_id", "source_row", "upload_number")
    assert rows == [("A", 2, 1), ("B", 3, 1)]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
def test_keys_and_restated_parts_are_columns_of_the_dataset(dataset: Any) -> None:
    columns = schema(dataset.name).names
    assert set(dataset.key) <= set(columns)
    assert set(dataset.restates) <= set(columns)
    assert dataset.period in (None, *columns)


def test_every_table_of_accepted_rows_is_a_dataset() -> None:
    with own_database() as connection:
        connection.execute(ACCEPTED_SQL)
        tables = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
    assert tables == set(DATASETS)
