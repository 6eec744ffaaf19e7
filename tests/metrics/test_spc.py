"""Does the chart that publishing stores say what Making Data Count would say?"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from metrics.spc import (
    MDC,
    NEWEST_MARKED_BY_CHANCE,
    NHSR,
    POINT_TYPES,
    Rules,
    SpcResult,
    judge_series,
    rebase,
    xmr,
)

# 24 months about 50 with a mean moving range of 2: limits 50 ± 5.32, two sigma at 50 ± 3.55.
STABLE = [49.0, 51.0] * 12


def judge(
    values: Sequence[float | None],
    better: int = 1,
    rules: Rules = MDC,
    phase: list[int] | None = None,
    target: float | None = None,
    baseline: int | None = None,
) -> SpcResult:
    return judge_series(
        np.array([values], dtype=np.float64),
        np.array([better], dtype=np.int8),
        rules,
        None if phase is None else np.array([phase]),
        target,
        baseline,
    )


def judge_after_stable(*later: float | None, better: int = 1, rules: Rules = MDC) -> list[str]:
    """Labels of the months after 24 stable ones that fix the limits."""
    result = judge([*STABLE, *later], better, rules, baseline=24)
    return [rules.labels[code] for code in result.rule[0, 24:]]


def test_limits_are_the_mean_plus_and_minus_2_66_moving_ranges() -> None:
    result = judge(STABLE)
    assert result.mean[0, 0] == 50
    assert result.lower_limit[0, 0] == pytest.approx(50 - 2.66 * 2)
    assert result.upper_limit[0, 0] == pytest.approx(50 + 2.66 * 2)


def test_a_constant_series_of_a_tenth_has_a_mean_of_a_tenth_and_no_signal() -> None:
    result = judge([0.1] * 60)
    assert (result.mean == 0.1).all()
    assert (result.rule == 0).all()


def test_seven_points_above_the_mean_are_a_shift_and_six_are_not() -> None:
    assert judge_after_stable(49, 51, 52, 51, 52, 51, 52, 51)[1:] == ["7 Points Above CL"] * 7
    assert judge_after_stable(49, 51, 52, 51, 52, 51, 52)[1:] == ["Common Cause"] * 6


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    assert "7 Points Above CL" not in judge_after_stable(49, 51, 52, 51, 50, 51, 52, 51)


def test_seven_rising_points_are_a_trend_and_an_equal_pair_breaks_it() -> None:
    rising = [47, 48, 49, 49.5, 51, 52, 53]
    assert judge_after_stable(*rising) == ["7 Point Trend (Increasing)"] * 7
    assert judge_after_stable(47, 48, 49, 49, 51, 52, 53) == ["Common Cause"] * 7


def test_a_missing_month_breaks_a_trend_and_a_shift() -> None:
    assert judge_after_stable(49, 51, 52, 51, None, 52, 51, 52) == ["Common Cause"] * 8


def test_under_mdc_a_point_beyond_the_limits_counts_towards_two_of_three() -> None:
    months = (49, 51, 56, 54)
    assert judge_after_stable(*months)[2:] == ["Above UCL", "2 in 3 Above CL"]
    assert judge_after_stable(*months, rules=NHSR)[2:] == ["Above UCL", "Common Cause"]


def test_two_of_three_flags_only_the_points_beyond_two_sigma() -> None:
    expected = ["2 in 3 Below CL", "Common Cause", "2 in 3 Below CL"]
    assert judge_after_stable(46, 49, 46) == expected
    assert judge_after_stable(46, 49, 46, rules=NHSR) == expected


def test_two_of_three_needs_all_three_on_one_side() -> None:
    assert judge_after_stable(54, 49, 54) == ["Common Cause"] * 3


def test_a_conflict_shows_the_improvement_under_mdc_and_precedence_under_nhsr() -> None:
    falling_from_outside = (56, 55, 54, 53, 52, 51, 50.5)
    assert judge_after_stable(*falling_from_outside, better=1)[0] == "Above UCL"
    assert judge_after_stable(*falling_from_outside, better=-1)[0] == "7 Point Trend (Decreasing)"
    assert judge_after_stable(*falling_from_outside, better=-1, rules=NHSR)[0] == "Above UCL"


def test_the_top_of_a_peak_is_improvement_whichever_way_is_better_under_mdc() -> None:
    peak = (46.9, 47, 48, 49, 51, 52, 53, 52.5, 51.5, 50.5, 49.5, 48.5, 47.5)
    assert judge_after_stable(*peak, better=1)[6] == "7 Point Trend (Increasing)"
    assert judge_after_stable(*peak, better=-1)[6] == "7 Point Trend (Decreasing)"
    assert judge_after_stable(*peak, better=1, rules=NHSR)[6] == "7 Point Trend (Decreasing)"


def test_rising_below_the_mean_is_improvement_when_higher_is_better() -> None:
    result = judge([*STABLE, 46.5, 46.8, 47, 47.5, 48, 48.5, 49], baseline=24)
    assert POINT_TYPES[result.point_type[0, -1]] == "improvement"
    assert result.variation.tolist() == ["improvement_high"]


@pytest.mark.parametrize(
    ("last", "better", "icon"),
    [
        (60, 1, "improvement_high"),
        (60, -1, "concern_high"),
        (60, 0, "neutral_high"),
        (40, 1, "concern_low"),
        (40, -1, "improvement_low"),
        (40, 0, "neutral_low"),
        (50, 1, "common_cause"),
    ],
)
def test_the_variation_icon_speaks_of_the_last_point(last: float, better: int, icon: str) -> None:
    assert judge([*STABLE, last], better).variation.tolist() == [icon]


@pytest.mark.parametrize(
    ("target", "better", "icon"),
    [
        (60, 1, "fail"),
        (60, -1, "pass"),
        (40, 1, "pass"),
        (40, -1, "fail"),
        (52, 1, "inconsistent"),
        (50 + 2.66 * 2, 1, "inconsistent"),
        (60, 0, ""),
        (None, 1, ""),
    ],
)
def test_assurance_compares_the_target_with_the_limits(
    target: float | None, better: int, icon: str
) -> None:
    assert judge(STABLE, better, target=target).assurance.tolist() == [icon]


def test_a_series_constantly_on_its_target_meets_it() -> None:
    assert judge([100.0] * 20, target=100).assurance.tolist() == ["pass"]
    assert judge([100.0] * 20, better=-1, target=100).assurance.tolist() == ["pass"]
    assert judge([99.0] * 20, target=100).assurance.tolist() == ["fail"]


def test_a_series_without_a_target_of_its_own_has_no_assurance() -> None:
    values = np.array([STABLE, STABLE])
    better = np.array([1, 1], dtype=np.int8)
    result = judge_series(values, better, target=np.array([40, np.nan]))
    assert result.assurance.tolist() == ["pass", ""]


@pytest.mark.parametrize("rules", [MDC, NHSR], ids=["mdc", "nhsr"])
def test_twelve_points_get_a_mean_but_no_limits_no_signals_and_no_icons(rules: Rules) -> None:
    result = judge([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, None], rules=rules, target=3)
    assert result.too_few_points.tolist() == [True]
    assert result.mean[0, 0] == 6.5
    assert np.isnan(result.lower_limit).all()
    assert np.isnan(result.upper_limit).all()
    assert (result.rule == 0).all()
    assert (result.variation.tolist(), result.assurance.tolist()) == ([""], [""])


def test_thirteen_points_are_enough() -> None:
    result = judge(STABLE[:13], target=40)
    assert result.too_few_points.tolist() == [False]
    assert (result.variation.tolist(), result.assurance.tolist()) == (["common_cause"], ["pass"])


def test_each_phase_has_its_own_mean_and_no_run_crosses_a_rebase() -> None:
    result = judge([*STABLE, *(value + 10 for value in STABLE)], phase=[0] * 24 + [1] * 24)
    assert (result.mean[0, :24] == 50).all()
    assert (result.mean[0, 24:] == 60).all()
    assert (result.rule == 0).all()


def test_after_a_rebase_the_icons_wait_for_thirteen_points() -> None:
    phase = [0] * 24 + [1] * 12
    result = judge([*STABLE, *STABLE[:12]], phase=phase, target=40)
    assert result.too_few_points.tolist() == [True]
    assert not np.isnan(result.upper_limit[0, :24]).any()
    assert np.isnan(result.upper_limit[0, 24:]).all()
    assert result.variation.tolist() == [""]


def test_a_late_return_leaves_the_icon_of_the_last_month_known() -> None:
    result = judge([*STABLE, 60, None, None])
    assert result.variation.tolist() == ["improvement_high"]
    assert result.last_point.tolist() == [24]


def test_a_series_with_no_value_has_no_icon_and_no_last_month() -> None:
    result = judge([None] * 20, target=40)
    assert (result.variation.tolist(), result.assurance.tolist()) == ([""], [""])
    assert result.last_point.tolist() == [-1]


def test_no_series_at_all_give_empty_arrays() -> None:
    result = judge_series(np.empty((0, 0)), np.empty(0, dtype=np.int8))
    assert result.mean.shape == (0, 0)
    assert result.variation.shape == (0,)


def test_shapes_that_do_not_fit_are_refused() -> None:
    values, better = np.zeros((2, 20)), np.ones(2, dtype=np.int8)
    with pytest.raises(ValueError, match="better one per series"):
        judge_series(values, better[:1])
    with pytest.raises(ValueError, match="phase must have the shape"):
        judge_series(values, better, phase=np.zeros((2, 19), dtype=np.int_))
    with pytest.raises(ValueError, match="at least one month"):
        judge_series(values[:, :0], better)


def test_the_chosen_number_of_points_is_in_the_label() -> None:
    six = Rules(
        name="mdc",
        screening=False,
        n_shift=6,
        n_trend=6,
        two_of_three_counts_outside=True,
        min_points=13,
        conflict="improvement",
    )
    assert (
        judge_after_stable(49, 51, 52, 51, 52, 51, 52, rules=six)[1:] == ["6 Points Above CL"] * 6
    )


def test_a_rebase_date_without_a_point_moves_to_the_next_and_is_reported() -> None:
    months = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 4, 1)]
    rebased = rebase(months, [date(2026, 3, 1), date(2026, 2, 1), date(2026, 5, 1)])
    assert rebased.phase.tolist() == [0, 1, 2]
    assert rebased.moved == (
        (date(2026, 3, 1), date(2026, 4, 1)),
        (date(2026, 5, 1), None),
    )


def test_the_r_package_calls_a_facet_without_target_inconsistent() -> None:
    days = [f"2026-01-{day:02}" for day in range(1, 25)]
    case = {
        "input": {
            "date": days * 2,
            "value": STABLE * 2,
            "facet": ["Medicine"] * 24 + ["Surgery"] * 24,
            "trajectory": None,
        },
        "options": {
            "improvement_direction": "increase",
            "screen_outliers": True,
            "target": {"Medicine": 40},
            "rebase": None,
            "fix_after_n_points": None,
        },
    }
    assert xmr([case])[0]["icons"]["assurance"] == ["pass", "inconsistent"]


def test_chance_alone_marks_about_one_newest_month_in_seventy() -> None:
    stable = np.random.default_rng(20251).standard_normal((20_000, 24))
    judged = judge_series(stable, np.ones(len(stable), dtype=np.int8))
    marked = np.mean(judged.point_type[:, -1] != 0)
    assert 1 / marked == pytest.approx(1 / NEWEST_MARKED_BY_CHANCE, rel=0.15)
