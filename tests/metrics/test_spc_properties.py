"""Does what an XmR chart says depend only on the pattern, and on each series alone?"""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from metrics.spc import MDC, NHSR, Rules, SpcResult, judge_series, xmr

# Whole numbers, so that sums and differences are exact and no tie hangs on rounding. Small
# steps up and down make runs and trends likely enough to be met.
VALUE = st.one_of(st.none(), st.integers(-40, 40), st.integers(-3, 3))
WALK = st.lists(st.integers(-1, 2), min_size=1, max_size=40).map(
    lambda steps: [int(value) for value in np.cumsum(steps)]
)
SERIES = st.one_of(st.lists(VALUE, min_size=1, max_size=40), WALK)
RULES = st.sampled_from([MDC, NHSR])
BETTER = st.sampled_from([-1, 0, 1])
many = settings(max_examples=150, deadline=None)


def grid(series: Sequence[Sequence[int | None]]) -> NDArray[np.float64]:
    """One row per series, shorter ones filled up with missing months."""
    rows = np.full((len(series), max(map(len, series))), np.nan)
    for row, values in enumerate(series):
        rows[row, : len(values)] = np.array(values, dtype=np.float64)
    return rows


def judge(values: NDArray[np.float64], better: list[int], rules: Rules) -> SpcResult:
    return judge_series(values, np.array(better, dtype=np.int8), rules)


@many
@given(SERIES, BETTER, RULES, st.integers(1, 1000))
def test_the_unit_does_not_matter(
    series: list[int | None], better: int, rules: Rules, factor: int
) -> None:
    values = grid([series])
    before, after = judge(values, [better], rules), judge(values * factor, [better], rules)
    assert (before.rule == after.rule).all()
    assert (before.variation == after.variation).all()


@many
@given(SERIES, BETTER, RULES, st.integers(-1000, 1000))
def test_the_origin_of_the_scale_does_not_matter(
    series: list[int | None], better: int, rules: Rules, shift: int
) -> None:
    values = grid([series])
    before, after = judge(values, [better], rules), judge(values + shift, [better], rules)
    assert (before.rule == after.rule).all()


def mirrored(result: SpcResult) -> NDArray[np.int8]:
    """Each high rule for its low twin: codes 1 and 2, 3 and 4 … change places."""
    swapped: NDArray[np.int8] = np.array([0, 2, 1, 4, 3, 6, 5, 8, 7], dtype=np.int8)[result.rule]
    return swapped


@many
@given(SERIES, BETTER)
def test_turning_a_chart_over_swaps_high_and_low(series: list[int | None], better: int) -> None:
    values = grid([series])
    upright, over = judge(values, [better], MDC), judge(-values, [-better], MDC)
    assert (mirrored(upright) == over.rule).all()
    np.testing.assert_allclose(over.lower_limit, -upright.upper_limit, atol=1e-9)


@many
@given(st.lists(st.integers(-40, 40), min_size=13, max_size=40, unique=True), BETTER)
def test_turning_a_chart_over_swaps_high_and_low_in_r_too(series: list[int], better: int) -> None:
    values = grid([list(series)])
    upright, over = judge(values, [better], NHSR), judge(-values, [better], NHSR)
    assert (mirrored(upright) == over.rule).all()


@many
@given(st.lists(st.tuples(SERIES, BETTER), min_size=1, max_size=5), RULES, st.randoms())
def test_a_series_is_judged_alike_alone_and_among_others_in_any_order(
    given_series: list[tuple[list[int | None], int]], rules: Rules, shuffler: random.Random
) -> None:
    order = list(range(len(given_series)))
    shuffler.shuffle(order)
    values = grid([given_series[row][0] for row in order])
    together = judge(values, [given_series[row][1] for row in order], rules)
    for place, row in enumerate(order):
        series, better = given_series[row]
        alone = judge(grid([series]), [better], rules)
        assert (together.rule[place, : len(series)] == alone.rule[0]).all()
        assert together.variation[place] == alone.variation[0]
        np.testing.assert_array_equal(
            together.upper_limit[place, : len(series)], alone.upper_limit[0]
        )


TARGET = st.integers(-50, 50)


def assurance(
    values: NDArray[np.float64], better: int, rules: Rules, target: float
) -> NDArray[np.str_]:
    return judge_series(values, np.array([better], dtype=np.int8), rules, target=target).assurance


@many
@given(SERIES, BETTER, RULES, TARGET, st.integers(1, 1000), st.integers(-1000, 1000))
def test_whether_a_target_is_met_depends_on_neither_unit_nor_origin(
    series: list[int | None], better: int, rules: Rules, target: int, factor: int, shift: int
) -> None:
    values = grid([series])
    before = assurance(values, better, rules, target)
    assert (before == assurance(values * factor, better, rules, target * factor)).all()
    assert (before == assurance(values + shift, better, rules, target + shift)).all()


@many
@given(SERIES, BETTER, TARGET)
def test_a_target_is_met_alike_when_the_chart_is_turned_over(
    series: list[int | None], better: int, target: int
) -> None:
    values = grid([series])
    assert (
        assurance(values, better, MDC, target) == assurance(-values, -better, MDC, -target)
    ).all()


@many
@given(st.lists(st.tuples(SERIES, BETTER, TARGET), min_size=1, max_size=5), RULES)
def test_each_series_is_held_against_its_own_target(
    given_series: list[tuple[list[int | None], int, int]], rules: Rules
) -> None:
    together = judge_series(
        grid([series for series, _, _ in given_series]),
        np.array([better for _, better, _ in given_series], dtype=np.int8),
        rules,
        target=np.array([target for *_, target in given_series], dtype=np.float64),
    )
    alone = [
        assurance(grid([series]), better, rules, target)[0]
        for series, better, target in given_series
    ]
    assert list(together.assurance) == alone


@many
@given(st.lists(SERIES, min_size=2, max_size=4), st.randoms())
def test_the_order_in_which_facets_are_given_does_not_matter(
    facets: list[list[int | None]], shuffler: random.Random
) -> None:
    rows = [
        (f"2020-{month % 12 + 1:02d}-{month // 12 + 1:02d}", value, f"facet {number}")
        for number, series in enumerate(facets)
        for month, value in enumerate(series)
    ]
    shuffled = rows.copy()
    shuffler.shuffle(shuffled)
    (in_order,), (mixed,) = xmr([case_of(rows)]), xmr([case_of(shuffled)])
    assert in_order == mixed


def case_of(rows: list[tuple[str, int | None, str]]) -> dict[str, Any]:
    """A case in the form of the shared vectors, that R would judge without an error."""
    dates, values, facets = zip(*rows, strict=True)
    return {
        "id": "facets",
        "description": "",
        "tags": [],
        "input": {
            "date": list(dates), "value": list(values), "facet": list(facets), "trajectory": None,
        },
        "options": {
            "improvement_direction": "increase", "screen_outliers": True, "target": 5,
            "rebase": None, "fix_after_n_points": None,
        },
    }  # fmt: skip


@many
@given(SERIES, SERIES, BETTER, RULES)
def test_a_rebased_series_is_judged_as_two(
    before: list[int | None], after: list[int | None], better: int, rules: Rules
) -> None:
    phase = np.array([[0] * len(before) + [1] * len(after)])
    whole = judge_series(
        grid([before + after]), np.array([better], dtype=np.int8), rules, phase=phase
    )
    parts = [judge(grid([part]), [better], rules) for part in (before, after)]
    assert (whole.rule[0] == np.concatenate([part.rule[0] for part in parts])).all()
    np.testing.assert_array_equal(whole.mean[0], np.concatenate([part.mean[0] for part in parts]))


@many
@given(st.lists(st.integers(-5, 5), min_size=13, max_size=40), st.integers(-5, 5), BETTER)
def test_a_new_month_changes_only_the_last_six_once_limits_are_fixed(
    series: list[int], new: int, better: int
) -> None:
    betters = np.array([better], dtype=np.int8)
    before = judge_series(grid([list(series)]), betters, baseline=13)
    after = judge_series(grid([[*series, new]]), betters, baseline=13)
    assert (before.rule[0, :-6] == after.rule[0, : len(series) - 6]).all()


@many
@given(
    st.lists(st.one_of(VALUE, WALK.map(lambda walk: walk[-1])), min_size=13, max_size=40), BETTER
)
def test_mdc_rules_agree_with_their_slow_twin(series: list[int | None], better: int) -> None:
    result = judge(grid([series]), [better], MDC)
    if not result.too_few_points[0]:
        labels = [MDC.labels[code] for code in result.rule[0]]
        assert labels == slow_mdc_labels(series, better)


@many
@given(WALK.filter(lambda walk: len(walk) >= 13), BETTER)
def test_mdc_rules_agree_with_their_slow_twin_on_walks(walk: list[int], better: int) -> None:
    result = judge(grid([list(walk)]), [better], MDC)
    assert [MDC.labels[code] for code in result.rule[0]] == slow_mdc_labels(list(walk), better)


def slow_mdc_labels(series: list[int | None], better: int) -> list[str]:
    """The rules of Making Data Count in plain loops and exact fractions."""
    known = [Fraction(value) for value in series if value is not None]
    mean = sum(known, Fraction(0)) / len(known)
    ranges = [abs(b - a) for a, b in pairwise(series) if a is not None and b is not None]
    average = Fraction(sum(ranges), len(ranges)) if ranges else None
    high = slow_signals([None if v is None else v - mean for v in series], average)
    low = slow_signals([None if v is None else mean - v for v in series], average)
    labels = []
    for point in range(len(series)):
        broken = []
        for n in range(4):
            broken += [(+1, 2 * n + 1)] if point in high[n] else []
            broken += [(-1, 2 * n + 2)] if point in low[n] else []
        improving = [code for sign, code in broken if sign == better]
        labels.append(MDC.labels[(improving + [code for _, code in broken] + [0])[0]])
    return labels


def slow_signals(above: list[Fraction | None], average: Fraction | None) -> list[set[int]]:
    """Points outside, in a rising trend, in two of three, in a shift; above the mean only."""
    outside, trend, two_of_three, shift = set[int](), set[int](), set[int](), set[int]()
    for first in range(len(above)):
        seven = [value for value in above[first : first + 7] if value is not None]
        if len(seven) == 7:
            if all(a < b for a, b in pairwise(seven)):
                trend |= set(range(first, first + 7))
            if min(seven) > 0:
                shift |= set(range(first, first + 7))
        if average is None:
            continue
        limit = Fraction(266, 100) * average
        value = above[first]
        if value is not None and value > limit:
            outside.add(first)
        three = [value for value in above[first : first + 3] if value is not None]
        if len(three) == 3 and min(three) > 0:
            near = {first + n for n, value in enumerate(three) if value > limit * 2 / 3}
            two_of_three |= near if len(near) >= 2 else set()
    return [outside, trend, two_of_three, shift]
