"""Is a step or a bend of a monthly line found, with honest errors?"""

from __future__ import annotations

import numpy as np
import pytest

from metrics.segmented import FEWEST_MONTHS, bend_at, newey_west


def line(
    step: float, bend: float, noise: float = 0.0, months: int = 36, at: int = 20
) -> np.ndarray:
    month = np.arange(months)
    after = month >= at
    chance = np.random.default_rng(3)
    return (
        10
        + 0.1 * (month - at)
        + step * after
        + bend * after * (month - at)
        + noise * chance.normal(size=months)
    )


def test_a_step_and_a_bend_are_found_exactly_where_nothing_else_moves() -> None:
    found = bend_at(line(4.0, 0.3), 20)
    assert found is not None
    assert (found.slope_before, found.step[0], found.bend[0]) == pytest.approx((0.1, 4.0, 0.3))


def test_a_step_drowned_in_noise_has_nought_in_its_interval() -> None:
    found = bend_at(line(0.2, 0.0, noise=3.0), 20)
    assert found is not None
    assert found.step[1] < 0 < found.step[2]


def test_missing_months_keep_their_place() -> None:
    values = line(4.0, 0.3)
    values[[3, 25]] = np.nan
    found = bend_at(values, 20)
    assert found is not None
    assert (found.months_before, found.months_after, found.step[0]) == (19, 15, pytest.approx(4.0))


@pytest.mark.parametrize(("months", "at"), [(FEWEST_MONTHS - 1, 12), (36, 5), (36, 31)])
def test_too_few_months_in_all_or_on_a_side_say_nothing(months: int, at: int) -> None:
    assert bend_at(line(4.0, 0.3, months=months, at=at), at) is None


def test_the_errors_are_those_of_newey_and_west_summed_in_plain_loops() -> None:
    chance = np.random.default_rng(11)
    design = np.column_stack([np.ones(40), np.arange(40.0)])
    values = design @ [1.0, 0.2] + np.convolve(chance.normal(size=42), [0.5, 0.3, 0.2], "valid")
    weights, errors = newey_west(design, values)
    left = values - design @ weights
    lags = int(4 * (40 / 100) ** (2 / 9))
    middle = np.zeros((2, 2))
    for one in range(40):
        for other in range(40):
            apart = abs(one - other)
            if apart <= lags:
                share = 1 - apart / (lags + 1)
                middle += share * left[one] * left[other] * np.outer(design[one], design[other])
    inverse = np.linalg.inv(design.T @ design)
    wanted = np.sqrt(np.diag(inverse @ middle @ inverse) * 40 / 38)
    assert errors == pytest.approx(wanted)
    assert weights == pytest.approx(np.linalg.lstsq(design, values, rcond=None)[0])
