"""Do attribute charts and funnels keep to chance, and to the numbers they are given?"""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from metrics.spc import attribute
from metrics.spc_attribute import AttributeChart, Funnel, attribute_chart, funnel


def chart(
    kind: str, numerator: Sequence[float], denominator: Sequence[float], baseline: int | None = None
) -> AttributeChart:
    return attribute_chart(
        np.array([numerator], dtype=np.float64),
        np.array([denominator], dtype=np.float64),
        chart=np.array([kind]),
        screened=np.array([False]),
        baseline=None if baseline is None else np.array([baseline]),
    )


def directorates(
    numerator: Sequence[float], denominator: Sequence[float], wide: bool = False
) -> Funnel:
    return funnel(
        np.array([numerator], dtype=np.float64),
        np.array([denominator], dtype=np.float64),
        overdispersion=np.array([wide]),
    )


def test_p_limits_are_three_binomial_sigmas_and_follow_the_denominator() -> None:
    result = chart("p", [40, 120], [100, 300])
    assert result.centre[0, 0] == pytest.approx(0.4)
    assert result.upper[0, 0] == pytest.approx(0.4 + 3 * math.sqrt(0.4 * 0.6 / 100))
    assert result.upper[0, 1] == pytest.approx(0.4 + 3 * math.sqrt(0.4 * 0.6 / 300))


def test_p_limits_stay_between_nothing_and_everything() -> None:
    result = chart("p", [1, 0, 1, 20], [20, 20, 20, 20])
    assert (result.lower == 0).all()
    assert (chart("p", [19, 20, 19, 20], [20] * 4).upper == 1).all()


def test_u_limits_are_three_poisson_sigmas() -> None:
    result = chart("u", [8, 10], [2, 2.5])
    assert result.centre[0, 0] == pytest.approx(4)
    assert result.upper[0, 0] == pytest.approx(4 + 3 * math.sqrt(4 / 2))


def test_spread_beyond_chance_alarms_a_p_chart_and_not_a_p_prime_chart() -> None:
    trained = [4000.0, 4500, 3900, 4600, 4100, 4400, 3800, 4700, 4200, 4300, 4000, 4500]
    staff = [10000.0] * 12
    assert chart("p", trained, staff).outside.any()
    assert not chart("pp", trained, staff).outside.any()
    assert chart("pp", trained, staff).sigma_z[0] > 5


def test_a_baseline_fixes_the_centre() -> None:
    assert chart("c", [10, 12, 14, 30, 30], [math.nan] * 5, baseline=3).centre[0, 4] == 12


def test_a_month_with_nobody_in_it_is_a_gap() -> None:
    result = chart("p", [40, 0, 50], [100, 0, 100])
    assert result.centre[0, 0] == pytest.approx(0.45)
    assert np.isnan(result.y[0, 1])
    assert np.isnan(result.upper[0, 1])
    assert not result.outside[0, 1]


def test_eight_points_in_a_row_on_one_side_of_the_median_of_sixteen_are_a_signal() -> None:
    counts = [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18]
    runs = chart("run", counts, [math.nan] * 16).runs
    assert (runs.longest_run.tolist(), runs.longest_run_max.tolist()) == ([8], [7])
    assert (runs.n_crossings.tolist(), runs.n_crossings_min.tolist()) == ([1], [4])
    assert runs.signal.tolist() == [True]


def test_points_on_the_median_are_no_use_to_the_runs_test() -> None:
    counts = [9.0] * 8 + [5.0] * 4 + [12.0] * 4
    assert chart("run", counts, [math.nan] * 16).runs.n_useful.tolist() == [8]


def test_months_of_the_same_rate_lie_on_the_centre_though_their_fractions_round() -> None:
    runs = chart("u", [1, 2, 3], [0.1, 0.2, 0.3]).runs
    assert runs.n_useful.tolist() == [0]


def test_runs_go_on_across_a_point_on_the_median() -> None:
    runs = chart("run", [1, 2, 5, 2, 1, 8, 5, 9, 8], [math.nan] * 9).runs
    assert (runs.n_useful.tolist(), runs.longest_run.tolist()) == ([7], [4])


def test_a_directorate_of_few_has_the_wider_limits() -> None:
    result = directorates([20, 200, 380], [40, 400, 760])
    assert result.lower["95"][0, 0] < result.lower["95"][0, 1] < result.lower["95"][0, 2]
    assert (result.lower["998"] < result.lower["95"]).all()


def test_overdispersion_widens_limits_only_when_there_is_any_and_it_is_asked_for() -> None:
    spread = ([20, 90, 200, 80, 260, 150], [100, 200, 400, 300, 500, 200])
    alike = ([50, 101, 200, 149, 251, 100], [100, 200, 400, 300, 500, 200])
    assert directorates(*spread, wide=True).adjusted.tolist() == [True]
    assert directorates(*spread).adjusted.tolist() == [False]
    assert directorates(*alike, wide=True).adjusted.tolist() == [False]
    wide = directorates(*spread, wide=True)
    assert (wide.wide_upper["95"] > wide.upper["95"]).all()
    assert wide.outside("95").sum() < directorates(*spread).outside("95").sum()


def test_a_directorate_without_staff_takes_no_part_in_a_funnel() -> None:
    three = directorates([20, 200, 380], [40, 400, 760])
    four = directorates([20, 200, 380, 0], [40, 400, 760, 0])
    assert four.phi == pytest.approx(three.phi)
    assert four.upper["95"][0, :3] == pytest.approx(three.upper["95"][0])
    assert np.isnan(four.upper["95"][0, 3])


def test_no_cases_give_no_results() -> None:
    assert attribute([]) == []
