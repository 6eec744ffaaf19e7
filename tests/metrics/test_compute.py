"""Does the roll-up add up, and never average averages?"""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from metrics.compute import LINE, NUMBERS, lines, values
from metrics.registry import INDICATORS
from metrics.structure import Structure
from settings import settings
from tests.metrics.measured import measured, the
from warehouse.build import load_current, own_database, prepare_views

TWO_DIRECTORATES = """
    directorate | measure | respondents | value
    Research    | E       |  10         | 8
    Surgery     | E       | 190         | 6
"""


def test_averages_are_never_averaged() -> None:
    trust = the(
        measured({"staff_survey": TWO_DIRECTORATES}).values, "engagement", breakdown="trust"
    )
    assert (trust["value"], trust["base"]) == (pytest.approx(6.1), 200)


def test_a_published_trust_score_is_taken_and_not_rebuilt() -> None:
    text = TWO_DIRECTORATES + "                | E       | 200         | 6.3\n"
    trust = the(measured({"staff_survey": text}).values, "engagement", breakdown="trust")
    assert (trust["value"], trust["base"]) == (pytest.approx(6.3), 200)


def test_a_weighted_trust_score_stands_beside_the_unweighted_sum() -> None:
    text = """
    directorate | measure | respondents | value | weighting
    Research    | E       |  10         | 8     | unweighted
    Surgery     | E       | 190         | 6     | unweighted
                | E       | 200         | 6.25  | weighted
    """
    found = measured({"staff_survey": text}).values
    weighted = the(found, "engagement", breakdown="trust", weighting="weighted")
    unweighted = the(found, "engagement", breakdown="trust", weighting="unweighted")
    assert (weighted["value"], unweighted["value"]) == (pytest.approx(6.25), pytest.approx(6.1))


def test_a_withheld_directorate_makes_the_sum_withheld() -> None:
    text = TWO_DIRECTORATES.replace("value", "value | is_suppressed", 1)
    text = text.replace("| 8", "| | yes").replace("| 6\n", "| 6 | no\n")
    trust = the(measured({"staff_survey": text}).values, "engagement", breakdown="trust")
    assert trust["is_suppressed"]
    assert math.isnan(float(str(trust["value"])))


def test_a_directorate_whose_base_nobody_gave_leaves_the_sum_without_a_value() -> None:
    text = TWO_DIRECTORATES.replace("190", "   ")
    trust = the(measured({"staff_survey": text}).values, "engagement", breakdown="trust")
    assert not trust["is_suppressed"]
    assert math.isnan(float(str(trust["value"])))


def test_a_division_is_the_sum_of_its_directorates() -> None:
    found = measured(
        {
            "staff_survey": TWO_DIRECTORATES,
            "structure": """
                directorate | division
                Research    | Hospital
                Surgery     | Hospital
            """,
        }
    )
    assert the(found.values, "engagement", breakdown="division")["value"] == pytest.approx(6.1)


def test_a_directorate_that_changed_its_division_counts_in_the_newest() -> None:
    found = measured(
        {
            "staff_survey": TWO_DIRECTORATES,
            "structure": """
                directorate | division | valid_from | valid_to
                Surgery     | Old      |            | 31/03/2024
                Surgery     | New      | 01/04/2024 |
            """,
        }
    )
    assert the(found.values, "engagement", breakdown="division")["division"] == "New"


TRAINING = {
    "training_attendance": """
        staff_key | directorate | staff_group | course | held_on
        a         | Surgery     | Nursing     | Bronze | 14/01/2025
        a         | Research    | Nursing     | Silver | 14/01/2026
        b         | Surgery     | Medical     | Bronze | 20/01/2026
    """,
    "workforce": """
        directorate | staff_group | band | headcount | snapshot_on
        Surgery     | Nursing     | 5    | 40        | 30/09/2024
        Research    | Medical     | 7    | 10        | 30/09/2024
    """,
}


def test_a_person_who_moved_counts_where_they_last_attended() -> None:
    found = measured(TRAINING).lines
    trained = {
        name: the(
            found,
            "qi_training_coverage",
            breakdown="directorate",
            period="2026-01",
            directorate=name,
        )
        for name in ("Surgery", "Research")
    }
    assert {name: row["numerator"] for name, row in trained.items()} == {
        "Surgery": 1,
        "Research": 1,
    }


def test_a_later_move_leaves_an_earlier_month_where_it_was() -> None:
    found = measured(TRAINING).lines
    then = the(
        found,
        "qi_training_coverage",
        breakdown="directorate",
        period="2025-12",
        directorate="Surgery",
    )
    assert then["numerator"] == 1


def test_a_groups_fair_share_does_not_mix_staff_groups_with_bands() -> None:
    # Three people whose band nobody wrote down: shares by band rest on the two that are known.
    found = measured(
        {
            "training_attendance": """
                staff_key | staff_group | band | course
                a         | Nursing     | 5    | Bronze
                b         | Nursing     | 6    | Bronze
                c         | Nursing     |      | Bronze
            """,
            "workforce": """
                staff_group | band | headcount
                Nursing     | 5    | 30
                Nursing     | 6    | 30
            """,
        }
    ).values
    by_band = the(found, "training_representation", breakdown="band", band="5")
    assert by_band["value"] == pytest.approx(1)


def test_an_interval_of_a_fair_share_rests_on_its_own_breakdown() -> None:
    found = measured(TRAINING).values
    nursing = the(
        found,
        "training_representation",
        breakdown="staff_group",
        staff_group="Nursing",
        period="2026-01",
    )
    # one of two trained is a nurse, 40 of 50 staff are: 0.5 / 0.8, and Wilson's bounds of 1 of 2
    assert nursing["value"] == pytest.approx(0.625)
    assert nursing["lower"] == pytest.approx(0.09453 / 0.8, abs=1e-4)


def test_months_before_the_first_list_are_unknown_and_not_nought() -> None:
    register = {"project_register": "project_id | started_on\n QI-1 | 05/01/2024"}
    found = measured({**TRAINING, **register}).values
    coverage = found.loc[found["indicator"] == "qi_training_coverage"]
    assert (coverage["period"].min(), coverage["period"].max()) == ("2025-01", "2026-01")


def test_months_after_the_register_are_unknown_and_not_nought() -> None:
    register = "project_id | started_on | register_on\n QI-1 | 05/01/2025 | 31/08/2025"
    found = measured({**TRAINING, "project_register": register}).values
    started = found.loc[found["indicator"] == "projects_started"]
    assert (started["period"].min(), started["period"].max()) == ("2025-01", "2025-08")


def test_a_project_of_29_february_counts_in_one_year_only() -> None:
    text = """
        project_id | lead_band | started_on | register_on
        QI-1       | 5         | 01/01/2023 | 28/02/2025
        QI-2       | 5         | 29/02/2024 | 28/02/2025
        QI-3       | 5         | 01/03/2024 | 28/02/2025
    """
    found = measured({"project_register": text}).values
    trust = the(found, "frontline_led", breakdown="trust", period="2025-02")
    assert trust["base"] == 1


def test_a_completed_project_without_a_date_is_not_live_for_ever() -> None:
    text = """
        project_id | objective | status    | started_on | updated_on | register_on
        QI-1       | Safe care | completed | 05/01/2025 | 20/03/2025 | 30/04/2025
        QI-2       | Safe care | testing   | 05/01/2025 | 20/03/2025 | 30/04/2025
    """
    found = measured({"project_register": text}).values
    live = found.loc[(found["indicator"] == "aligned_projects") & (found["breakdown"] == "trust")]
    assert dict(zip(live["period"], live["base"], strict=True)) == {
        "2025-01": 2, "2025-02": 2, "2025-03": 1, "2025-04": 1,
    }  # fmt: skip


def test_a_score_needs_the_shares_of_all_answers() -> None:
    positive = """
        measure | value_kind | option_code | value | respondents
        q6a     | share      | 4           | 40    | 50
        q6a     | share      | 5           | 20    | 50
        q25b    | score      |             | 7     | 50
    """
    found = measured({"staff_survey": positive}).values
    assert found.loc[found["indicator"] == "care_first"].empty


def test_answers_by_band_are_no_part_of_the_trusts_question_score() -> None:
    text = """
        measure | band | value | respondents
        q6a     |      | 7     | 50
        q25b    |      | 6     | 50
        q6a     | 5    | 2     | 30
        q25b    | 5    | 2     | 30
    """
    found = measured({"staff_survey": text}).values
    assert the(found, "care_first", breakdown="trust")["value"] == pytest.approx(6.5)


def test_an_empty_warehouse_gives_an_empty_frame_with_the_same_columns() -> None:
    filled = measured({"staff_survey": TWO_DIRECTORATES})
    empty = measured({})
    assert len(empty.lines) == len(empty.values) == 0
    assert set(empty.lines.columns) == set(filled.lines.columns) == {
        *LINE, *NUMBERS, "is_suppressed", "is_recomputed",
    }  # fmt: skip
    assert set(empty.values.columns) == set(filled.values.columns)


@pytest.mark.parametrize("name", INDICATORS)
def test_each_indicator_alone_gives_an_empty_frame_on_an_empty_warehouse(name: str) -> None:
    with own_database() as connection:
        load_current(connection, Path(), [])
        prepare_views(connection, settings())
        held = lines(connection, [INDICATORS[name]], Structure())
    assert values(held, INDICATORS, 2.0).empty


def test_a_directorate_that_ended_counts_for_the_one_it_became() -> None:
    found = measured(
        {
            "structure": """
                directorate | division | valid_from | valid_to   | became
                Theatres    | Hospital |            | 31/03/2024 | Surgery
                Wards       | Hospital |            | 31/03/2024 | Surgery
                Surgery     | Hospital | 01/04/2024 |            |
            """,
            "workforce": """
                snapshot_on | directorate | headcount
                30/09/2023  | Theatres    | 200
            """,
            "training_attendance": """
                held_on    | directorate | staff_key
                14/02/2024 | Theatres    | a
                14/05/2024 | Theatres    | a
            """,
        }
    ).values
    coverage = found.loc[
        (found["indicator"] == "qi_training_coverage") & (found["breakdown"] == "directorate")
    ]
    assert dict(zip(coverage["period"], coverage["directorate"], strict=True)) == {
        "2024-02": "Theatres",
        "2024-03": "Theatres",
        "2024-04": "Surgery",
        "2024-05": "Surgery",
    }


def test_projects_of_which_nothing_is_known_count_towards_the_whole_and_no_further() -> None:
    found = measured(
        {
            "project_register": """
                project_id | directorate | has_coach | register_on
                A          | Surgery     | yes       | 31/01/2026
                B          | Surgery     |           | 31/01/2026
                C          | Medicine    |           | 31/01/2026
            """
        }
    )
    trust = the(found.values, "coached_projects", breakdown="trust")
    assert (trust["value"], trust["base"], trust["total"]) == (100, 1, 3)
    assert "Medicine" not in set(
        found.values.loc[found.values["indicator"] == "coached_projects", "directorate"]
    )


def test_an_indicator_that_leaves_nobody_out_tells_no_whole() -> None:
    found = measured({"training_attendance": "staff_key\nA", "workforce": "headcount\n40"})
    assert math.isnan(float(str(the(found.values, "people_trained", breakdown="trust")["total"])))
