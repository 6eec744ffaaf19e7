"""Are the intervals those of the textbooks?"""

from __future__ import annotations

import numpy as np
import pytest

from metrics.intervals import (
    Array,
    mean_of_scores,
    poisson_rate,
    ratio_of_shares,
    wilson,
)


def one(*numbers: float) -> tuple[Array, ...]:
    return tuple(np.array([number], dtype="float64") for number in numbers)


def score_bounds(score: float, respondents: float) -> tuple[Array, Array]:
    (value, base) = one(score, respondents)
    return mean_of_scores(value, base, 2.0)


def test_six_of_sixty_is_between_4_7_and_20_1_per_cent() -> None:
    low, high = wilson(*one(6, 60))
    assert (round(100 * low[0], 1), round(100 * high[0], 1)) == (4.7, 20.1)


def test_a_share_of_nobody_has_no_negative_bound() -> None:
    low, high = wilson(*one(0, 20))
    assert low[0] == 0
    assert round(high[0], 4) == 0.1611


def test_a_share_of_everybody_has_no_bound_over_one() -> None:
    low, high = wilson(*one(20, 20))
    assert round(low[0], 4) == 0.8389
    assert high[0] == pytest.approx(1)


def test_three_of_sixty_against_forty_of_five_hundred_may_be_equal() -> None:
    ratio, low, high = ratio_of_shares(*one(3, 60, 40, 500))
    assert [round(bound[0], 2) for bound in (ratio, low, high)] == [0.62, 0.20, 1.96]


def test_a_ratio_with_nobody_counted_adds_half_a_person_to_each_cell() -> None:
    ratio, low, high = ratio_of_shares(*one(0, 20, 10, 100))
    assert ratio[0] == pytest.approx((0.5 / 21) / (10.5 / 101))
    assert low[0] < ratio[0] < high[0]


def test_a_score_of_thirty_people_is_known_to_0_72() -> None:
    low, high = score_bounds(6.5, 30)
    assert (round(6.5 - low[0], 2), round(high[0] - 6.5, 2)) == (0.72, 0.72)


def test_a_score_never_leaves_its_scale() -> None:
    low, _ = score_bounds(0.1, 11)
    _, high = score_bounds(9.9, 11)
    assert (low[0], high[0]) == (0, 10)


def test_no_project_in_a_thousand_staff_may_still_be_3_7() -> None:
    low, high = poisson_rate(*one(0, 1000))
    assert low[0] == 0
    assert 1000 * high[0] == pytest.approx(3.689, abs=0.001)  # Garwood 1936: −ln 0.025


def test_ten_projects_are_between_4_80_and_18_39() -> None:
    low, high = poisson_rate(*one(10, 1))
    assert (round(low[0], 2), round(high[0], 2)) == (4.80, 18.39)


@pytest.mark.filterwarnings("error")
def test_nobody_asked_gives_no_bound() -> None:
    nothing = [
        *wilson(*one(0, 0)),
        *score_bounds(5, 0),
        *poisson_rate(*one(0, 0)),
        *ratio_of_shares(*one(0, 0, 4, 10)),
    ]
    assert all(np.isnan(bound[0]) for bound in nothing)
