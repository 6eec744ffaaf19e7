"""Is the spread between directorates what is left when chance is taken off?"""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from pandas import DataFrame
from scipy import stats

from metrics.spread import SPREAD, spread, with_spread
from tests.metrics.measured import Measured, measured, the

SIZES = (60, 90, 120, 200, 45, 300, 75)
APART = (5.2, 6.1, 6.6, 6.9, 7.4, 7.8, 8.3)


def survey(scores: tuple[float, ...], sizes: tuple[int, ...] = SIZES, year: str = "2025") -> str:
    lines = [
        f"{year} | Directorate {place} | E | score | {score} | {people}"
        for place, (score, people) in enumerate(zip(scores, sizes, strict=True))
    ]
    return "period | directorate | measure | value_kind | value | respondents\n" + "\n".join(lines)


def published(text: str) -> DataFrame:
    """As the publisher goes on from the values in the form shown."""
    found: Measured = measured({"staff_survey": text})
    rows = with_spread(found.shown(), found.indicators)
    return rows.loc[rows["indicator"] == SPREAD.id]


def slow_spread(values: list[float], errors: list[float], wanted: float) -> float:
    """Trying one after another, ever finer: where Q is first no more than wanted."""

    def apart(between: float) -> float:
        weights = [1 / (error * error + between * between) for error in errors]
        mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
        return sum(w * (v - mean) ** 2 for w, v in zip(weights, values, strict=True))

    found, step = 0.0, 0.1
    while step > 1e-4:
        while apart(found) > wanted:
            found += step
        found, step = max(0.0, found - step), step / 10
    while apart(found) > wanted:
        found += step
    return found


def test_the_spread_equals_its_slow_twin_on_200_data_sets() -> None:
    chance = random.Random(24)
    for _ in range(200):
        groups = chance.randint(5, 16)
        errors = [chance.uniform(0.05, 0.6) for _ in range(groups)]
        true = chance.choice((0.0, 0.1, 0.5))
        values = [6.5 + chance.gauss(0, math.hypot(error, true)) for error in errors]
        found = spread(np.array(values), np.array(errors))
        wanted = [groups - 1, *(stats.chi2.ppf(p, groups - 1) for p in (0.975, 0.025))]
        for value, one in zip(found, wanted, strict=True):
            assert value == pytest.approx(slow_spread(values, errors, one), abs=3e-4)


def test_differences_that_chance_explains_are_no_spread() -> None:
    assert spread(np.array([6.4, 6.5, 6.6]), np.array([0.4, 0.4, 0.4]))[0] == 0.0


def test_without_sampling_error_it_is_the_standard_deviation() -> None:
    values = np.array([6.0, 6.5, 7.0, 7.5])
    assert spread(values, np.full(4, 1e-6))[0] == pytest.approx(values.std(ddof=1), rel=1e-6)


def test_the_correction_for_small_groups_is_unbiased_where_the_plain_one_is_not() -> None:
    chance = np.random.default_rng(2024)
    errors = 2.0 / np.sqrt(np.array([30, 40, 60, 80, 120, 200, 300, 30, 50, 90]))
    drawn = [chance.normal(6.5, np.hypot(errors, 0.3)) for _ in range(400)]
    corrected = np.sqrt(np.mean([spread(one, errors)[0] ** 2 for one in drawn]))
    plain = np.sqrt(np.mean([one.var(ddof=1) for one in drawn]))
    assert abs(corrected - 0.3) < 0.03 < plain - 0.3


def test_the_interval_holds_the_true_spread_19_times_in_20() -> None:
    chance = np.random.default_rng(7)
    errors = 2.0 / np.sqrt(np.array([60, 90, 120, 200, 45, 300, 75, 150]))
    held = 0
    for _ in range(400):
        _, low, high = spread(chance.normal(6.5, np.hypot(errors, 0.3)), errors)
        held += low <= 0.3 <= high
    assert 0.93 <= held / 400 <= 0.97


def test_the_trusts_spread_is_published_with_how_many_directorates_it_rests_on() -> None:
    row = the(published(survey(APART)), SPREAD.id)
    assert (row["breakdown"], row["n_in_words"]) == ("trust", "7 directorates")


def test_a_withheld_directorate_is_not_in_it() -> None:
    sizes = (*SIZES[:-1], 8)
    row = the(published(survey(APART, sizes)), SPREAD.id)
    assert row["n"] == 5.0  # the small one and the one that hides it are left out


def test_fewer_than_five_directorates_give_no_spread() -> None:
    assert published(survey(APART[:4], SIZES[:4])).empty


def test_directorates_alike_but_for_chance_have_no_spread() -> None:
    alike = published(survey((6.4, 6.5, 6.6, 6.5, 6.4, 6.6, 6.5)))
    assert the(alike, SPREAD.id)["value"] == 0.0
