"""Is training set beside the change of a score without saying more than that?"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from pandas import DataFrame

from metrics.training_dose import (
    ASKED_AFTER,
    CAUTIONS,
    PLACEBO,
    beside_change,
    by_chance,
    correlation,
    link_in_words,
    reading,
)

NAMES = tuple("ABCDEFGH")
CLAIMS = ("improved", "worse", "rose", "fell", "because", "effect", "caused", "thanks to", "led")


def row(indicator: str, directorate: str, period: str, change: float, verdict: str = "") -> dict[str, object]:  # fmt: skip
    return {
        "indicator": indicator, "breakdown": "directorate", "weighting": "",
        "directorate": directorate, "period": period, "change": change,
        "change_lower": change - 1, "change_upper": change + 1, "verdict": verdict,
    }  # fmt: skip


def judged(before: list[float], after: list[float], changes: list[float]) -> DataFrame:
    """Training of the year before and after the survey of 2025, and the change of involvement to it."""
    return DataFrame(
        [row("involvement", name, "2025", c) for name, c in zip(NAMES, changes, strict=False)]
        + [
            row("qi_training_coverage", n, "2025-09", d)
            for n, d in zip(NAMES, before, strict=False)
        ]
        + [row("qi_training_coverage", n, "2026-09", d) for n, d in zip(NAMES, after, strict=False)]
    )


RISING = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
MIXED = [3.0, 8.0, 1.0, 6.0, 5.0, 2.0, 7.0, 4.0]
MORE = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]


def links(frame: DataFrame) -> dict[str, dict[str, object]]:
    _, found = beside_change(frame)
    return {str(one["design"]): one for one in found.to_dict("records")}


def test_where_both_rise_together_they_go_together() -> None:
    assert links(judged(MORE, MIXED, RISING))[ASKED_AFTER]["said"] == "go together"


def test_the_placebo_reads_the_year_after_against_the_change_before() -> None:
    found = links(judged(MIXED, MORE, RISING))
    assert (found[PLACEBO]["trained_from"], found[PLACEBO]["trained_to"]) == ("2025-09", "2026-09")
    assert found[PLACEBO]["said"] == "go together"


def test_a_placebo_that_goes_together_takes_the_reading_away() -> None:
    assert "nothing about training" in reading(links(judged(MORE, MORE, RISING)))


def test_mixed_points_have_no_clear_link() -> None:
    found = links(judged(MIXED, MIXED, RISING))
    assert reading(found) == "No clear link between training and the change that came after it."


def test_five_directorates_are_too_few() -> None:
    found = links(judged(MORE[:5], MORE[:5], RISING[:5]))[ASKED_AFTER]
    assert (found["said"], found["reason"]) == ("", "only 5 directorates can be compared.")


def test_a_directorate_whose_change_is_not_known_is_not_a_point() -> None:
    frame = judged(MORE, MIXED, [*RISING[:7], float("nan")])
    points, _ = beside_change(frame)
    assert "H" not in set(points["directorate"])


def test_a_directorate_that_cannot_be_compared_is_not_a_point() -> None:
    frame = judged(MORE, MIXED, RISING)
    frame.loc[frame["directorate"] == "H", "verdict"] = "cannot say"
    points, _ = beside_change(frame)
    assert "H" not in set(points["directorate"])


def test_the_correlation_equals_its_slow_twin() -> None:
    mean_x, mean_y = sum(MIXED) / 8, sum(RISING) / 8
    top = sum((x - mean_x) * (y - mean_y) for x, y in zip(MIXED, RISING, strict=True))
    below = sum((x - mean_x) ** 2 for x in MIXED) * sum((y - mean_y) ** 2 for y in RISING)
    found = correlation(np.array(MIXED), np.array(RISING))
    assert found == pytest.approx(top / below**0.5)


def test_what_chance_gives_is_near_what_all_orders_give() -> None:
    x, y = MIXED[:6], RISING[:6]
    every = [correlation(np.array(x), np.array(order)) for order in itertools.permutations(y)]
    low, high = np.quantile(every, [0.025, 0.975])
    assert by_chance(np.array(x), np.array(y)) == pytest.approx((low, high), abs=0.03)


def test_without_any_link_one_in_twenty_is_called_one() -> None:
    chance = np.random.default_rng(12)
    called = 0
    for _ in range(400):
        x, y = chance.normal(size=12), chance.normal(size=12)
        low, high = by_chance(x, y)
        called += not low <= correlation(x, y) <= high
    assert called / 400 <= 0.075


@pytest.mark.parametrize("doses", [(MORE, MIXED), (MORE, MORE), (MIXED, MORE), (MORE[::-1], MIXED)])
def test_no_word_claims_a_verdict_or_a_cause(doses: tuple[list[float], list[float]]) -> None:
    found = links(judged(*doses, RISING))
    said = [reading(found), *(link_in_words(one) for one in found.values())]
    assert not [word for word in CLAIMS for one in said if f" {word}" in f" {one.lower()}"]


def test_the_cautions_name_few_no_experiment_and_regression_to_the_mean() -> None:
    told = " ".join(CAUTIONS)
    assert all(word in told for word in ("Few directorates", "Not an experiment", "regression"))


def test_nothing_judged_gives_no_points_and_no_links() -> None:
    points, found = beside_change(judged([], [], []).reindex(columns=list(row("", "", "", 0.0))))
    assert (len(points), len(found)) == (0, 0)


def test_what_one_directorate_carries_alone_is_told() -> None:
    dose = [1.0, 2.0, 1.5, 1.2, 1.8, 1.4, 1.6, 20.0]
    change = [0.2, 0.1, 0.15, 0.2, 0.12, 0.1, 0.18, 2.0]
    found = links(judged(dose, MIXED, change))[ASKED_AFTER]
    assert found["correlation"] > 0.9  # type: ignore[operator]
    assert found["without_one"] < 0.2  # type: ignore[operator]
