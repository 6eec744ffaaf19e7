"""Do national results of our own organisation count as the trust's weighted line, from one edition?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from access.scope import Scope
from tests.given import Trust
from warehouse.snapshot import Snapshot, coverage, values_of

EVERYTHING = Scope.whole_trust(projects=True)
HEAD = "org_id | measure | period | release | value | respondents\n"
SURVEY = "measure | period | release | weighting | value | respondents\n"


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path)


def line(snapshot: Snapshot, indicator: str = "engagement") -> list[tuple[Any, ...]]:
    """The trust's weighted values of an indicator, by year."""
    rows = values_of(snapshot, EVERYTHING, indicator, "trust")
    rows = rows.loc[rows["weighting"] == "weighted", ["period", "value", "n"]]
    return list(rows.sort_values("period").itertuples(index=False, name=None))


def test_our_row_of_the_national_results_is_the_trusts_weighted_line(trust: Trust) -> None:
    trust.holds(
        "national_result",
        HEAD + "ZZN | E | 2024 | 2025 | 6.71 | 2923\n ZZN | E | 2025 | 2025 | 6.46 | 2810",
    )
    assert line(trust.published()) == [("2024", 6.71, 2923), ("2025", 6.46, 2810)]


def test_other_organisations_are_not_the_trust(trust: Trust) -> None:
    trust.holds("national_result", HEAD + "ZZ1 | E | 2025 | 2025 | 6.46 | 2810")
    assert line(trust.published()) == []


def test_unweighted_national_results_are_no_weighted_line(trust: Trust) -> None:
    trust.holds(
        "national_result",
        "org_id | measure | weighting | value | respondents\n ZZN | E | unweighted | 6.4 | 2810",
    )
    assert line(trust.published()) == []


def test_a_line_takes_all_its_years_from_the_newest_edition(trust: Trust) -> None:
    trust.holds(
        "national_result",
        HEAD + "ZZN | E | 2023 | 2024 | 6.60 | 2700\n ZZN | E | 2024 | 2024 | 6.72 | 2923",
    )
    trust.holds(
        "national_result",
        HEAD + "ZZN | E | 2024 | 2025 | 6.71 | 2923\n ZZN | E | 2025 | 2025 | 6.46 | 2810",
    )
    assert line(trust.published()) == [("2024", 6.71, 2923), ("2025", 6.46, 2810)]


def test_an_older_edition_uploaded_later_changes_nothing(trust: Trust) -> None:
    trust.holds("national_result", HEAD + "ZZN | E | 2024 | 2025 | 6.71 | 2923")
    trust.holds("national_result", HEAD + "ZZN | E | 2024 | 2024 | 6.72 | 2923")
    assert line(trust.published()) == [("2024", 6.71, 2923)]


def test_a_survey_file_of_the_same_edition_gives_way(trust: Trust) -> None:
    trust.holds("national_result", HEAD + "ZZN | E | 2025 | 2025 | 6.46 | 2810")
    trust.holds("staff_survey", SURVEY + "E | 2025 | 2025 | weighted | 6.5 | 2810")
    assert line(trust.published()) == [("2025", 6.46, 2810)]


def test_a_survey_file_of_a_newer_edition_gives_the_whole_line(trust: Trust) -> None:
    trust.holds("national_result", HEAD + "ZZN | E | 2025 | 2025 | 6.46 | 2810")
    trust.holds("staff_survey", SURVEY + "E | 2026 | 2026 | weighted | 6.6 | 2900")
    assert line(trust.published()) == [("2026", 6.6, 2900)]


def test_measures_that_national_results_lack_keep_their_survey_line(trust: Trust) -> None:
    trust.holds("national_result", HEAD + "ZZN | M | 2025 | 2025 | 5.5 | 2810")
    trust.holds("staff_survey", SURVEY + "E | 2025 | 2025 | weighted | 6.5 | 2810")
    assert line(trust.published()) == [("2025", 6.5, 2810)]


def test_the_unweighted_line_stays_beside_it(trust: Trust) -> None:
    trust.holds("national_result", HEAD + "ZZN | E | 2025 | 2025 | 6.46 | 2810")
    trust.holds("staff_survey", SURVEY + "E | 2025 | 2025 | unweighted | 6.4 | 2805")
    rows = values_of(trust.published(), EVERYTHING, "engagement", "trust")
    assert dict(zip(rows["weighting"], rows["value"], strict=True)) == {
        "weighted": 6.46,
        "unweighted": 6.4,
    }


def test_a_result_withheld_at_source_is_not_shown(trust: Trust) -> None:
    trust.holds(
        "national_result",
        "org_id | measure | period | value | respondents | is_suppressed\n"
        "ZZN | E | 2024 | 6.5 | 2800 | no\n ZZN | E | 2025 | | | yes",
    )
    rows = values_of(trust.published(), EVERYTHING, "engagement", "trust")
    assert dict(zip(rows["period"], rows["status"], strict=True)) == {
        "2024": "shown",
        "2025": "withheld",
    }


def test_the_value_leads_back_to_the_national_file(trust: Trust) -> None:
    upload = trust.holds(
        "national_result",
        HEAD + "ZZ1 | E | 2025 | 2025 | 6.1 | 900\n ZZN | E | 2025 | 2025 | 6.46 | 2810",
    )
    held = coverage(trust.published(), EVERYTHING)
    behind = held.loc[(held["dataset"] == "staff_survey") & (held["weighting"] == "weighted")]
    assert behind[["upload_id", "measure", "first_row", "last_row"]].to_numpy().tolist() == [
        [upload, "E", 3, 3]
    ]
