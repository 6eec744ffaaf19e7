"""Is a pulse's shift named only where chance alone seldom gives it, and kept from the yearly survey?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas import DataFrame

from access.scope import Scope
from metrics.finding import findings
from tests.given import Trust
from warehouse.snapshot import Snapshot, values_of

QUARTERS = [f"{year}-Q{quarter}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)]


def pulses(scores: list[float], people: int = 400) -> str:
    lines = [
        f"pulse|{quarter}|E|{score}|{people}"
        for quarter, score in zip(QUARTERS, scores, strict=False)
    ]
    return "\n".join(["survey|period|measure|value|respondents", *lines])


def pulse_of(snapshot: Snapshot, breakdown: str = "trust") -> DataFrame:
    return values_of(snapshot, Scope.whole_trust(projects=True), "pulse_engagement", breakdown)


def published(folder: Path, scores: list[float], people: int = 400) -> DataFrame:
    trust = Trust(folder)
    trust.holds("staff_survey", pulses(scores, people))
    return pulse_of(trust.published())


@pytest.mark.parametrize(
    ("scores", "verdict"),
    [
        ([6.0, 6.1, 6.0, 6.1, 6.0, 6.6, 6.7, 6.6, 6.7, 6.6], "improved"),
        ([6.7, 6.6, 6.7, 6.6, 6.7, 6.1, 6.0, 6.1, 6.0, 6.1], "worse"),
        ([6.0, 6.6, 6.1, 6.7, 6.0, 6.6, 6.1, 6.7, 6.0, 6.6], "no clear change"),
        # As one-sided as a step, but too small to act on.
        ([6.00, 6.01, 6.00, 6.01, 6.00, 6.05, 6.06, 6.05, 6.06, 6.05], "no clear change"),
        ([6.0, 6.1, 6.0, 6.1, 6.6, 6.7, 6.6, 6.7], "cannot say"),
    ],
)
def test_the_newest_quarter_is_judged_by_its_runs(
    tmp_path: Path, scores: list[float], verdict: str
) -> None:
    assert published(tmp_path, scores)["verdict"].iloc[-1] == verdict


def test_a_later_quarter_does_not_alter_what_was_said_of_an_earlier_one(tmp_path: Path) -> None:
    steps = [6.0, 6.1, 6.0, 6.1, 6.0, 6.6, 6.7, 6.6, 6.7, 6.6]
    first = published(tmp_path / "then", steps)
    later = published(tmp_path / "now", [*steps, 6.0])
    assert first["centre"].tolist() == later["centre"].iloc[:-1].tolist()
    assert first["verdict"].tolist() == later["verdict"].iloc[:-1].tolist()


def test_a_pulse_and_the_yearly_survey_never_stand_in_one_line(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("staff_survey", pulses([6.0, 6.1]))
    trust.holds("staff_survey", "period|measure|value|respondents\n2025|E|6.8|900")
    snapshot = trust.published()
    assert list(pulse_of(snapshot)["period"]) == ["2023-Q1", "2023-Q2"]
    yearly = values_of(snapshot, Scope.whole_trust(projects=True), "engagement", "trust")
    assert list(yearly["period"]) == ["2025"]


def test_its_basis_says_that_it_is_a_pulse(tmp_path: Path) -> None:
    assert set(published(tmp_path, [6.0])["basis"]) == {"pulse survey, published, not weighted"}


def test_a_pulse_of_ten_people_is_not_shown_even_for_the_whole_trust(tmp_path: Path) -> None:
    assert list(published(tmp_path, [6.0], people=10)["status"]) == ["withheld"]


def test_a_small_directorate_and_the_one_beside_it_are_withheld(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds(
        "staff_survey",
        """
        survey|period |directorate|measure|value|respondents
        pulse |2025-Q1|           |E      |6.5  |208
        pulse |2025-Q1|Surgery    |E      |6.0  |8
        pulse |2025-Q1|Medicine   |E      |6.5  |80
        pulse |2025-Q1|Estates    |E      |6.6  |120
        """,
    )
    rows = pulse_of(trust.published(), "directorate").set_index("directorate")
    assert dict(rows["status"]) == {
        "Estates": "shown", "Medicine": "withheld", "Surgery": "withheld",
    }  # fmt: skip


def test_a_directorate_is_shown_and_not_judged(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds(
        "staff_survey",
        "\n".join(
            ["survey|period|directorate|measure|value|respondents"]
            + [
                f"pulse|{quarter}|Surgery|E|{6 + place / 10}|50"
                for place, quarter in enumerate(QUARTERS)
            ]
        ),
    )
    found = findings(pulse_of(trust.published(), "directorate"))
    assert {one.verdict for one in found} == {""}


def test_the_newest_month_is_not_a_quarter(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("staff_survey", pulses([6.0]))
    trust.holds("project_register", "project_id\nQI-1")
    assert trust.published().about.last_month == "2026-10"
