"""Is a change set beside those of the other directorates, with their spread as the measure?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from metrics.elsewhere import beside_elsewhere

ELSEWHERE = [0.05, -0.05, 0.10, 0.0, -0.10, 0.0]


def test_the_interval_is_the_spread_elsewhere_for_one_more_directorate() -> None:
    found = beside_elsewhere(0.5, ELSEWHERE)
    spread = np.std(ELSEWHERE, ddof=1) * math.sqrt(1 + 1 / 6)
    half = stats.t.ppf(0.975, 5) * spread
    assert found is not None
    assert (found.difference, found.lower, found.upper) == pytest.approx(
        (0.5, 0.5 - half, 0.5 + half)
    )
    assert (found.said, found.compared, found.larger) == ("more", 6, 0)


def test_a_change_like_the_others_is_no_clear_difference() -> None:
    found = beside_elsewhere(0.12, ELSEWHERE)
    assert found is not None
    assert found.said == "no clear difference"


def test_a_change_that_everybody_had_is_no_clear_difference() -> None:
    found = beside_elsewhere(0.5, [change + 0.5 for change in ELSEWHERE])
    assert found is not None
    assert (found.elsewhere, found.said) == (pytest.approx(0.5), "no clear difference")


def test_three_others_are_too_few_to_compare_with() -> None:
    assert beside_elsewhere(0.5, [0.0, 0.1, 0.2, math.nan]) is None


def test_one_in_twenty_of_alike_directorates_lies_outside() -> None:
    chance = np.random.default_rng(7)
    said = [
        found.said
        for _ in range(4000)
        if (found := beside_elsewhere(chance.normal(), list(chance.normal(size=12))))
    ]
    assert np.mean([one != "no clear difference" for one in said]) == pytest.approx(0.05, abs=0.012)
