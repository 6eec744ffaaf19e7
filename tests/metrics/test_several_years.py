"""Is a way over several years told from a zigzag?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from pandas import DataFrame

from metrics.compute import GROUP
from metrics.intervals import Z95
from metrics.registry import INDICATORS
from metrics.several_years import with_trend
from settings import settings


def series(
    scores: dict[str, float], error: float = 0.05, indicator: str = "engagement", **said: object
) -> dict[str, object]:
    """What is said of the newest wave of the trust's series of `scores`."""
    rows = DataFrame(
        [
            {
                "indicator": indicator,
                "period": period,
                "breakdown": "trust",
                **dict.fromkeys(GROUP, ""),
                "weighting": "weighted",
                "status": "shown",
                "is_recomputed": False,
                "value": score,
                "lower": score - Z95 * error,
                "upper": score + Z95 * error,
                **said,
            }
            for period, score in scores.items()
        ]
    )
    found = with_trend(rows, INDICATORS, settings())
    row = found.loc[found["period"] == max(scores)].iloc[0]
    return {str(column): cell for column, cell in row.items()}


RISING = {"2021": 6.30, "2022": 6.42, "2023": 6.49, "2024": 6.61, "2025": 6.70}


def test_a_steady_rise_is_improved_with_the_least_squares_step() -> None:
    row = series(RISING)
    step = np.polyfit(range(5), list(RISING.values()), 1)[0]
    assert (row["trend"], row["trend_since"], row["trend_verdict"]) == (
        pytest.approx(step), "2021", "improved",
    )  # fmt: skip


def test_the_interval_is_that_of_a_weighted_line_with_known_errors() -> None:
    row = series(RISING)
    half = Z95 * 0.05 / math.sqrt(10)  # the years' squared distances from 2023 add up to 10
    assert row["trend_upper"] == pytest.approx(float(str(row["trend"])) + half)


def test_a_zigzag_is_no_trend_although_its_ends_differ() -> None:
    row = series({"2021": 6.0, "2022": 6.9, "2023": 6.0, "2024": 6.9, "2025": 6.5})
    assert row["trend_verdict"] == "no clear change"


def test_a_certain_but_tiny_way_is_no_clear_change() -> None:
    row = series({"2023": 6.50, "2024": 6.52, "2025": 6.54}, error=0.001)
    assert row["trend_verdict"] == "no clear change"


def test_two_waves_make_no_trend() -> None:
    assert series({"2024": 6.0, "2025": 7.0})["trend_verdict"] == ""


def test_a_missing_wave_keeps_its_place_on_the_line() -> None:
    row = series({"2021": 6.0, "2023": 6.4, "2025": 6.8})
    assert row["trend"] == pytest.approx(0.2)


def test_a_reworded_question_begins_a_new_series() -> None:
    assert series(RISING, indicator="fairness")["trend_verdict"] == ""


def test_a_decline_is_worse() -> None:
    falling = {year: 13 - score for year, score in RISING.items()}
    assert series(falling)["trend_verdict"] == "worse"


def test_published_and_recomputed_waves_are_not_on_one_line() -> None:
    rows = DataFrame(
        [
            {
                "indicator": "engagement", "period": str(year), "breakdown": "trust",
                **dict.fromkeys(GROUP, ""), "weighting": "weighted", "status": "shown",
                "is_recomputed": year == 2024, "value": 6.0 + year / 10, "lower": 5.9, "upper": 6.1,
            }
            for year in (2023, 2024, 2025)
        ]
    )  # fmt: skip
    assert set(with_trend(rows, INDICATORS, settings())["trend_verdict"]) == {""}
