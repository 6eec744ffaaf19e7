"""Are projects counted by stage, source, objective and practice as a pencil would count them?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas import DataFrame

from access.scope import Scope
from tests.given import Trust
from warehouse.snapshot import Snapshot, objectives, project_counts, projects, works_together

WHOLE = Scope.whole_trust(projects=True)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Five projects of two directorates, a log, three objectives."""
    trust = Trust(tmp_path_factory.mktemp("trust"))
    trust.holds(
        "project_register",
        """
        project_id | title | directorate | status      | started_on | ended_on   | idea_source | objective | other_directorates
        1          | One   | Surgery     | testing     | 05/01/2026 |            | frontline   | Safe care | Medicine; Estates
        2          | Two   | Surgery     | testing     | 05/11/2025 |            |             |           | Medicine
        3          | Three | Medicine    | improvement | 31/10/2025 |            | mandated    | Old aim   |
        4          | Four  | Surgery     | completed   | 05/01/2025 | 05/05/2026 | leader      | Safe care | Imaging
        5          | Five  | Medicine    | idea        | 05/10/2026 |            | leader      | Own aim   |
        """,
    )
    trust.holds(
        "objective",
        """
        objective    | directorate | valid_from | valid_to
        Safe care    |             | 01/04/2022 |
        Care on time |             |            | 31/10/2026
        Old aim      |             |            | 30/10/2026
        Own aim      | Surgery     |            |
        """,
    )
    trust.holds(
        "pdsa_log",
        """
        project_id | cycle | started_on | ended_on   | has_prediction | scale | data_points | outcome
        1          | 1     | 05/02/2026 | 20/02/2026 | yes            | few   | 4           | adapt
        1          | 2     | 05/03/2026 | 20/03/2026 | no             | team  | 6           | adopt
        2          | 1     | 05/02/2026 | 20/02/2026 |                |       |             |
        3          | 1     | 05/02/2026 |            | yes            | team  | 9           |
        """,
    )
    return trust.published()


def answers(snapshot: Snapshot, counted: str, directorate: str = "") -> dict[str, int]:
    rows = project_counts(snapshot, WHOLE)
    own = rows.loc[(rows["counted"] == counted) & (rows["directorate"] == directorate)]
    return dict(zip(own["answer"], own["projects"], strict=True))


def ticks(snapshot: Snapshot, project: str) -> DataFrame:
    rows = projects(snapshot, WHOLE).set_index("project_id")
    return rows.loc[
        project,
        ["is_documented", "is_iterative", "is_predicted", "began_small", "has_data_over_time"],
    ]


def test_stages_count_every_project_by_its_status(snapshot: Snapshot) -> None:
    assert answers(snapshot, "stage") == {
        "completed": 1, "idea": 1, "improvement": 1, "testing": 2,
    }  # fmt: skip


def test_a_directorate_counts_what_it_leads(snapshot: Snapshot) -> None:
    assert answers(snapshot, "stage", "Surgery") == {"completed": 1, "testing": 2}


def test_sources_count_twelve_months_of_starts_and_the_unknown(snapshot: Snapshot) -> None:
    assert answers(snapshot, "source") == {"": 1, "frontline": 1, "leader": 1}


def test_a_live_project_serves_an_objective_in_force_of_the_trust_or_its_own(
    snapshot: Snapshot,
) -> None:
    assert answers(snapshot, "objective") == {"": 1, "in force": 1, "not listed": 2}


def test_objectives_in_force_count_the_live_projects_that_name_them(snapshot: Snapshot) -> None:
    rows = objectives(snapshot, WHOLE)
    assert rows[["objective", "live_projects"]].to_numpy().tolist() == [
        ["Care on time", 0], ["Safe care", 1], ["Own aim", 0],
    ]  # fmt: skip


def test_all_five_features_of_a_project_are_told(snapshot: Snapshot) -> None:
    assert ticks(snapshot, "1").tolist() == [True, True, False, True, True]


def test_what_the_log_does_not_tell_is_neither_met_nor_missed(snapshot: Snapshot) -> None:
    told = ticks(snapshot, "2").isna()
    assert told.tolist() == [False, False, True, True, True]


def test_an_ended_cycle_without_a_decision_is_not_documented(snapshot: Snapshot) -> None:
    assert not ticks(snapshot, "2")["is_documented"]


def test_a_first_cycle_that_runs_tells_nothing_of_documentation(snapshot: Snapshot) -> None:
    assert ticks(snapshot, "3").isna().tolist() == [True, False, False, False, False]


def test_practice_counts_features_met_of_those_told(snapshot: Snapshot) -> None:
    rows = project_counts(snapshot, WHOLE)
    own = rows.loc[(rows["directorate"] == "") & (rows["answer"] == "began_small")]
    assert own[["projects", "known"]].to_numpy().tolist() == [[1, 2]]


def test_only_live_projects_tie_directorates(snapshot: Snapshot) -> None:
    rows = works_together(snapshot, WHOLE)
    own = rows.loc[rows["directorate"] == "Surgery"]
    assert own[["with_directorate", "projects", "weight"]].to_numpy().tolist() == [
        ["Medicine", 2, 1.5], ["Estates", 1, 0.5],
    ]  # fmt: skip


def test_a_lead_reads_how_many_they_work_with_and_no_name(snapshot: Snapshot) -> None:
    scope = Scope.of_directorates(frozenset({"Surgery"}), frozenset())
    assert works_together(snapshot, scope)["with_directorate"].tolist() == ["", ""]


def test_no_objectives_and_no_log_leave_empty_tables(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("project_register", "project_id\n1")
    bare = trust.published()
    assert objectives(bare, WHOLE).empty
    assert works_together(bare, WHOLE).empty
    assert answers(bare, "practice") == {}


def test_a_member_from_elsewhere_makes_a_pair_and_a_coach_does_not(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("project_register", "project_id | directorate\n 1 | Surgery")
    trust.holds(
        "project_team",
        """
        project_id | staff_key | role   | directorate
        1          | a         | lead   | Surgery
        1          | b         | member | Medicine
        1          | c         | coach  | Imaging
        """,
    )
    pairs = works_together(trust.published(), WHOLE)
    assert sorted(pairs["directorate"]) == ["Medicine", "Surgery"]
