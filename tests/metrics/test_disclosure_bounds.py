"""Do the bounds of a statement hold all whole numbers that would be shown so, and no others?"""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.disclosure_bounds import Bound, bounds_of
from metrics.disclosure_form import to_nearest


def allows(bounds: list[Bound], people: float, value: float) -> bool:
    sums = [bound.on_people * people + bound.on_value * value for bound in bounds]
    return all(
        bound.low - 1e-6 <= total <= bound.high + 1e-6
        for bound, total in zip(bounds, sums, strict=True)
    )


def test_one_decimal_undoes_the_rounding_of_a_base() -> None:
    about_120 = {"n": 120, "n_round": 5, "rate": 61.7, "rate_dp": 1}
    bounds = bounds_of(about_120, most=1, truth=(120, 74))
    assert allows(bounds, 120, 74)
    others = [(n, v) for n, v in product(range(115, 126), range(60, 90)) if (n, v) != (120, 74)]
    assert not any(allows(bounds, n, v) for n, v in others)


def test_whole_per_cent_leave_the_rounding_of_a_base_standing() -> None:
    about_120 = {"n": 120, "n_round": 5, "rate": 62, "rate_dp": 0}
    bounds = bounds_of(about_120, most=1, truth=(120, 74))
    assert allows(bounds, 118, 73)
    assert allows(bounds, 122, 76)
    assert not allows(bounds, 118, 75)
    assert not allows(bounds, 123, 76)


@given(st.integers(1, 120), st.floats(0, 1), st.sampled_from([0, 1]))
def test_everything_that_would_be_shown_the_same_is_allowed(
    people: int, share: float, decimals: int
) -> None:
    def form(n: int, v: int) -> tuple[float, float]:
        return to_nearest(n, 5), to_nearest(100 * v / n, 10**-decimals)

    value = round(people * share)
    base, rate = form(people, value)
    facts = {"n": base, "n_round": 5, "rate": rate, "rate_dp": decimals}
    bounds = bounds_of(facts, most=1, truth=(people, value))
    for n in range(max(1, people - 6), people + 7):
        alike = [v for v in range(n + 1) if form(n, v) == (base, rate)]
        assert all(allows(bounds, n, v) for v in alike)


def test_a_label_bounds_the_count_alone() -> None:
    bounds = bounds_of({"n_min": 1, "n_max": 10}, most=1, truth=(7, 2))
    assert bounds == [Bound(1, 0, 1, 10)]


def test_people_are_whole_numbers_within_the_rounding_of_their_base() -> None:
    about_120 = bounds_of({"n": 120, "n_round": 5}, most=10, truth=(120, 700))
    assert about_120 == [Bound(1, 0, 118, 122)]


def test_nothing_said_bounds_nothing_but_below_nobody() -> None:
    assert bounds_of({}, most=1, truth=(7, 2)) == [Bound(1, 0, 0, math.inf)]


def test_under_five_per_cent_is_a_range() -> None:
    facts = {"n": 20, "rate_min": 0, "rate_max": 5}
    bounds = bounds_of(facts, most=1, truth=(20, 0))
    assert allows(bounds, 20, 0)
    assert allows(bounds, 20, 1)
    assert not allows(bounds, 20, 2)


def test_a_mean_score_bounds_the_total_by_half_its_rounding() -> None:
    bounds = bounds_of({"n": 40, "rate": 7.25, "rate_dp": 2}, most=10, truth=(40, 290))
    assert allows(bounds, 40, 290.2)
    assert not allows(bounds, 40, 290.3)


@pytest.mark.parametrize("truth", [(50, 40), (44, 30.5)])
def test_a_number_that_was_weighted_is_no_contradiction(truth: tuple[float, float]) -> None:
    facts = {"n": 50, "rate": 70.0, "rate_dp": 1}
    assert allows(bounds_of(facts, most=1, truth=truth), *truth)
