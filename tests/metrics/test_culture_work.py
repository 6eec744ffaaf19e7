"""Is what came after culture work set beside what came elsewhere, and nothing more claimed?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from pandas import DataFrame

from metrics.culture_work import after_work, waves_around


@pytest.mark.parametrize(
    ("began_on", "waves"),
    [
        (date(2024, 9, 30), ("2023", "2024")),
        (date(2024, 10, 1), ("2024", "2025")),
        (date(2025, 2, 1), ("2024", "2025")),
    ],
)
def test_the_surveys_around_are_the_last_begun_and_the_next(
    began_on: date, waves: tuple[str, str]
) -> None:
    assert waves_around(began_on) == waves


OTHERS = {"A": 0.05, "B": -0.05, "C": 0.1, "D": 0.0, "E": -0.1}


def scores(period: str = "2025", **changes: float) -> DataFrame:
    """Involvement of each directorate in one wave, with its change since the wave before."""
    return DataFrame(
        [
            {
                "indicator": "involvement", "period": period, "breakdown": "directorate",
                "directorate": name, "weighting": "unweighted", "value": 6.5, "change": change,
                "expected_change": np.nan,
            }
            for name, change in changes.items()
        ]
    )  # fmt: skip


def event(
    directorate: str, began_on: date = date(2024, 12, 2), kind: str = "programme"
) -> dict[str, object]:
    return {
        "title": "Bronze for all",
        "kind": kind,
        "began_on": began_on,
        "directorate": directorate,
    }


def involvement_after(judged: DataFrame, *events: dict[str, object]) -> dict[str, object]:
    """What is said of involvement after the first of the events."""
    rows = after_work(judged, DataFrame(list(events)))
    row = rows.loc[rows["indicator"] == "involvement"].iloc[0]
    return {str(name): cell for name, cell in row.items()}


def test_a_larger_change_than_elsewhere_is_said_to_be_more() -> None:
    said = involvement_after(scores(Ours=0.6, **OTHERS), event("Ours"))
    assert (said["said"], said["compared"], said["compared_with"]) == ("more", 5, "2024")


def test_directorates_with_work_of_their_own_in_that_year_are_not_compared_with() -> None:
    said = involvement_after(
        scores(Ours=0.6, Busy=0.9, **OTHERS), event("Ours"), event("Busy", date(2025, 3, 1))
    )
    assert (said["compared"], said["elsewhere"]) == (5, pytest.approx(0.0))


def test_work_a_year_earlier_does_not_keep_a_directorate_out() -> None:
    said = involvement_after(
        scores(Ours=0.6, Busy=0.9, **OTHERS), event("Ours"), event("Busy", date(2023, 3, 1))
    )
    assert said["compared"] == 6


def test_what_chance_gives_back_is_taken_off_first() -> None:
    judged = scores(Ours=0.6, **OTHERS)
    judged.loc[judged["directorate"] == "Ours", "expected_change"] = 0.25
    assert involvement_after(judged, event("Ours"))["own"] == pytest.approx(0.35)


def test_an_event_that_is_no_culture_work_says_nothing() -> None:
    judged = scores(Ours=0.6, **OTHERS)
    assert after_work(judged, DataFrame([event("Ours", kind="restructure")])).empty


@pytest.mark.parametrize(
    ("judged", "of", "reason"),
    [
        (
            scores(Ours=0.6, **OTHERS),
            event(""),
            "the whole trust took part, so there is nobody to compare with.",
        ),
        (
            scores(Ours=0.6, **OTHERS),
            event("Ours", date(2025, 11, 1)),
            "the survey of 2026 is not here yet.",
        ),
        (scores(**OTHERS), event("Ours"), "the directorate's two surveys cannot be compared."),
        (
            scores(Ours=0.6, A=0.1),
            event("Ours"),
            "too few directorates without such work to compare with.",
        ),
    ],
)
def test_where_nothing_can_be_said_the_reason_is(
    judged: DataFrame, of: dict[str, object], reason: str
) -> None:
    assert involvement_after(judged, of)["reason"] == reason


def test_a_monthly_count_steps_at_the_month_in_which_the_work_began() -> None:
    months = [f"{2024 + place // 12}-{place % 12 + 1:02d}" for place in range(30)]
    judged = DataFrame(
        [
            {
                "indicator": "projects_started", "period": period, "breakdown": "trust",
                "directorate": "", "weighting": "", "value": 5.0 if period < "2025-06" else 9.0,
                "change": np.nan, "expected_change": np.nan,
            }
            for period in months
        ]
    )  # fmt: skip
    rows = after_work(judged, DataFrame([event("", date(2025, 6, 15))]))
    row = rows.loc[rows["indicator"] == "projects_started"].iloc[0]
    assert (row["step"], row["months_before"], row["period"]) == (pytest.approx(4.0), 17, "2026-06")
