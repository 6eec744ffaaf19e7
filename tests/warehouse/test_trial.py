"""Does the dry run say what would change, and change nothing?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas import DataFrame

from tests.given import Trust, rows
from warehouse.register import uploads
from warehouse.snapshot import current
from warehouse.trial import RowChanges, row_changes, what_moves

PROJECTS = """
    project_id | directorate | status
    A          | Surgery     | testing
    B          | Surgery     | testing
    C          | Medicine    | testing
"""
SURVEY = """
    directorate | measure | period | respondents | value
    Surgery     | E       | 2024   | 1600        | 6.5
    Surgery     | E       | 2025   | 1600        | 6.5
    Surgery     | PP3_2   | 2025   | 1600        | 6.1
"""


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path)


def changes(trust: Trust, dataset: str, text: str) -> RowChanges:
    return row_changes(trust.folder, trust.register, {dataset: rows(dataset, text)})[dataset]


def four(found: RowChanges) -> tuple[int, int, int, int]:
    return found.new, found.changed, found.repeated, found.gone


def moves(trust: Trust, dataset: str, text: str) -> DataFrame:
    """What would move, with one row per indicator of the trust."""
    found = what_moves(
        trust.folder,
        trust.register,
        trust.settings,
        current(trust.folder),
        {dataset: rows(dataset, text)},
    )
    return found.lines.set_index("indicator")


# --- rows -----------------------------------------------------------------------------------


def test_all_rows_of_a_first_file_are_new(trust: Trust) -> None:
    assert four(changes(trust, "project_register", PROJECTS)) == (3, 0, 0, 0)


def test_the_same_file_again_only_repeats(trust: Trust) -> None:
    trust.holds("project_register", PROJECTS)
    assert four(changes(trust, "project_register", PROJECTS)) == (0, 0, 3, 0)


def test_new_changed_repeated_and_gone_rows_are_told_apart(trust: Trust) -> None:
    trust.holds("project_register", PROJECTS)
    file = """
        project_id | directorate | status
        A          | Surgery     | testing
        D          | Surgery     | testing
        C          | Medicine    | completed
    """
    assert four(changes(trust, "project_register", file)) == (1, 1, 1, 1)


def test_rows_of_a_directorate_that_the_file_does_not_name_are_not_counted(trust: Trust) -> None:
    trust.holds("project_register", PROJECTS)
    file = "project_id | directorate | status\n C | Medicine | testing"
    assert four(changes(trust, "project_register", file)) == (0, 0, 1, 0)


def test_another_place_in_the_sheet_is_no_change(trust: Trust) -> None:
    trust.holds("project_register", PROJECTS)
    file = "project_id | directorate | status\n B | Surgery | testing\n A | Surgery | testing"
    assert changes(trust, "project_register", file).repeated == 2


def test_a_value_that_was_empty_and_is_filled_now_has_changed(trust: Trust) -> None:
    trust.holds("project_register", "project_id | objective\n A |")
    assert changes(trust, "project_register", "project_id | objective\n A | Safe care").changed == 1


def test_rows_whose_key_has_empty_cells_are_recognised_again(trust: Trust) -> None:
    line = "measure | respondents | value\n E | 200 | {value}"
    trust.holds("staff_survey", line.format(value=6.5))
    assert four(changes(trust, "staff_survey", line.format(value=6.5))) == (0, 0, 1, 0)
    assert four(changes(trust, "staff_survey", line.format(value=6.6))) == (0, 1, 0, 0)


def test_another_edition_with_the_same_number_is_no_change(trust: Trust) -> None:
    line = "measure | respondents | value | release\n E | 200 | 6.5 | "
    trust.holds("staff_survey", line + "2024")
    assert changes(trust, "staff_survey", line + "2025").changed == 0


def test_the_earlier_file_whose_rows_are_told_anew_is_named(trust: Trust) -> None:
    trust.holds("project_register", PROJECTS)
    file = "project_id | directorate | status\n A | Surgery | testing"
    found = changes(trust, "project_register", file)
    assert found.replaces == (("project_register.xlsx", 2),)  # A repeated, B gone; C is Medicine's


def test_a_first_file_replaces_nothing(trust: Trust) -> None:
    assert changes(trust, "project_register", PROJECTS).replaces == ()


def test_what_is_gone_is_told_by_directorate_and_period(trust: Trust) -> None:
    trust.holds(
        "training_attendance",
        "held_on | directorate | staff_key\n 14/01/2026 | Surgery | a\n 15/01/2026 | Surgery | b\n"
        " 15/01/2026 | Imaging | c\n 15/02/2026 | Surgery | d",
    )
    file = "held_on | directorate | staff_key\n 14/01/2026 | Surgery | z"
    found = changes(trust, "training_attendance", file)
    assert found.gone_from == (("Surgery", "2026-01", 2),)


def test_a_cycle_that_is_gone_is_its_project_s_directorate_s(trust: Trust) -> None:
    trust.holds("project_register", PROJECTS)
    trust.holds(
        "pdsa_log", "project_id | cycle | ended_on\n A | 1 | 14/03/2026\n A | 2 | 14/04/2026"
    )
    found = changes(trust, "pdsa_log", "project_id | cycle | ended_on\n A | 2 | 14/04/2026")
    assert found.gone_from == (("Surgery", "2026-03", 1),)


# --- values ---------------------------------------------------------------------------------


def test_a_file_that_repeats_what_is_held_moves_nothing(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    trust.published()
    assert moves(trust, "staff_survey", SURVEY).empty


def test_a_correction_moves_the_value_and_the_verdict(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    trust.published()
    found = moves(
        trust,
        "staff_survey",
        SURVEY.replace("2025   | 1600        | 6.5", "2025   | 1600        | 6.9"),
    )
    row = found.loc["engagement"]
    assert (row["period"], row["now"], row["after"]) == ("2025", 6.5, 6.9)
    assert (row["verdict_now"], row["verdict_after"]) == ("no clear change", "improved")
    assert "raising_concerns" not in found.index


def test_the_number_of_groups_that_move_is_told(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    trust.published()
    found = moves(trust, "staff_survey", SURVEY.replace("| 6.1", "| 6.3"))
    assert found.loc["raising_concerns", "groups"] == 2  # the trust and Surgery


def test_a_first_file_brings_values_where_there_were_none(trust: Trust) -> None:
    row = moves(trust, "staff_survey", SURVEY).loc["engagement"]
    assert DataFrame([row])["now"].isna().all()
    assert row["after"] == 6.5


def test_a_new_year_is_told_as_new_beside_the_one_before_it(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    trust.published()
    row = moves(
        trust, "staff_survey", "measure | period | respondents | value\n E | 2026 | 1600 | 6.9"
    ).loc["engagement"]
    assert (row["kind"], row["period"], row["period_before"]) == ("new period", "2026", "2025")
    assert (row["now"], row["after"]) == (6.5, 6.9)


def test_every_step_of_a_dry_run_is_told(trust: Trust) -> None:
    told: list[float] = []
    what_moves(
        trust.folder,
        trust.register,
        trust.settings,
        None,
        {"staff_survey": rows("staff_survey", SURVEY)},
        lambda _step, share: told.append(share),
    )
    assert told == sorted(told)
    assert len(told) >= 4


def test_a_dry_run_keeps_and_publishes_nothing(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    before = trust.published()
    files = sorted(trust.folder.rglob("*"))
    moves(trust, "staff_survey", SURVEY.replace("6.5", "7.5"))
    changes(trust, "staff_survey", SURVEY.replace("6.5", "7.5"))
    assert current(trust.folder) is before
    assert len(uploads(trust.register)) == 1
    assert sorted(trust.folder.rglob("*")) == files
