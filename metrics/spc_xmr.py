"""How is an XmR chart worked out: its mean, its process limits and its special causes?

All series are worked out together in one array, never one after another. Inside this module a
grid has one row per month and one column per group of points (a series, or the part of a series
between two rebases), so that a month of all series lies together in memory; NaN is a missing
value, and shorter groups are filled up with NaN at the end.

Source: NHSRplotthedots 0.2.2 (MIT), the NHS-R community's reading of the Making Data Count rules,
with which the profile ``NHSR`` agrees number for number, and for the profile ``MDC`` the Making
Data Count team's description of their workbook (issue 194 of that package, November 2023).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from metrics.spc_rules import Rules

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int_]
Codes = NDArray[np.int8]
Scalar = TypeVar("Scalar", bound=np.generic)

# 3 sigma, where sigma is the mean moving range / 1.128, rounded as the NHS workbooks round it.
LIMIT_FACTOR = 2.66
# Screening sets aside a moving range above its own upper limit, 3.267 × the mean moving range.
SCREEN_FACTOR = 3.267
# "Equal to the mean" and "beyond a limit" allow for this share of the largest value. With plain
# comparisons a constant series of 0.1 comes out as twenty points below its lower limit.
TOLERANCE = 1e-9

# Which point type a rule code means, for better = -1 (lower), 0 (neutral) and +1 (higher).
# An odd code is a high or rising signal, an even one a low or falling signal.
_POINT_TYPE: Codes = np.array(
    [
        [0, 2, 1, 2, 1, 2, 1, 2, 1],
        [0, 3, 4, 3, 4, 3, 4, 3, 4],
        [0, 1, 2, 1, 2, 1, 2, 1, 2],
    ],
    dtype=np.int8,
)


@dataclass(frozen=True)
class Groups:
    """The points of all series, cut at each rebase.

    `grid` has one row per month of a group and one column per group. `position` and `group` say,
    for each series and month, where in the grid it is; both are None when no series is cut and
    the grid is simply the series on their side.
    """

    grid: Numbers
    position: Whole | None
    group: Whole | None

    def of_series(self, per_series: NDArray[Scalar]) -> NDArray[Scalar]:
        """One value per group, from one per series."""
        if self.group is None:
            return per_series
        per_group = np.empty(self.grid.shape[1], dtype=per_series.dtype)
        per_group[self.group] = per_series[:, np.newaxis]
        return per_group

    def by_point(self, of_grid: NDArray[Scalar]) -> NDArray[Scalar]:
        """One row per series, one column per month, from a grid."""
        if self.position is None:
            return of_grid.T
        return of_grid[self.position, self.group]

    def by_group(self, of_group: NDArray[Scalar]) -> NDArray[Scalar]:
        """One row per series, one column per month, each with the value of its group."""
        if self.group is None:
            return np.broadcast_to(of_group[:, np.newaxis], self.grid.T.shape)
        return of_group[self.group]


@dataclass(frozen=True)
class Limits:
    """Mean and limits of each group, in the unit of its values; NaN where there are none."""

    mean: Numbers
    lower: Numbers
    upper: Numbers
    near_lower: Numbers
    near_upper: Numbers
    mean_moving_range: Numbers
    screening_undone: Flags
    tolerance: Numbers
    baseline: Numbers  # grid: the values the mean is taken of
    moving_range: Numbers  # grid
    screened_moving_range: Numbers  # grid


def cut_at_rebases(values: Numbers, phase: Whole | None) -> Groups:
    """Series × months into groups; a month whose phase differs from the last begins a group."""
    if phase is None:
        return Groups(np.ascontiguousarray(values.T), None, None)
    begins = np.ones(values.shape, dtype=bool)
    begins[:, 1:] = phase[:, 1:] != phase[:, :-1]
    group = np.cumsum(begins.ravel()).reshape(values.shape) - 1
    month = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    position = month - np.maximum.accumulate(np.where(begins, month, 0), axis=1)
    shape = (position.max(initial=-1) + 1, group.max(initial=-1) + 1)
    grid = np.full(shape, np.nan)
    grid[position, group] = values
    return Groups(grid, position, group)


def process_limits(
    grid: Numbers, screened: Flags, baseline: Whole | None, undo_empty_screening: bool
) -> Limits:
    """Mean ± 2.66 × mean moving range of each group, and two thirds of that for two sigma.

    The moving range is |x(i) − x(i−1)|, missing on both sides of a missing value. Where
    `screened`, moving ranges of 3.267 × their mean or more are left out and the mean of the rest
    is taken, once; their points stay in the mean. With `baseline`, only that many first points
    of each group count; the others are still judged.

    Screening can leave nothing (a constant series) or nothing but zeros (one blip in a flat
    series), and then every point looks special. With `undo_empty_screening` the unscreened
    ranges are used instead; without, the result is that of the R package.
    """
    base = grid
    if baseline is not None:
        base = np.where(np.arange(len(grid))[:, np.newaxis] < baseline, grid, np.nan)
    tolerance = TOLERANCE * np.fmax.reduce(np.abs(grid), axis=0, initial=0.0)
    mean = _mean(base)

    moving_range = np.full(grid.shape, np.nan)
    np.abs(np.diff(base, axis=0), out=moving_range[1:])
    unscreened = average = _mean(moving_range)
    kept = moving_range
    undone = np.zeros(screened.shape, dtype=bool)
    if screened.any():
        kept = np.where(
            ~screened | (moving_range < SCREEN_FACTOR * unscreened), moving_range, np.nan
        )
        average = _mean(kept)
        if undo_empty_screening:
            undone = ~(average > tolerance) & (unscreened >= 0)
            average = np.where(undone, unscreened, average)

    reach = LIMIT_FACTOR * average
    near = 2 * (LIMIT_FACTOR / 3) * average
    return Limits(
        mean=mean,
        lower=mean - reach,
        upper=mean + reach,
        near_lower=mean - near,
        near_upper=mean + near,
        mean_moving_range=average,
        screening_undone=undone & (unscreened > tolerance),
        tolerance=tolerance,
        baseline=base,
        moving_range=moving_range,
        screened_moving_range=kept,
    )


def special_causes(grid: Numbers, limits: Limits, rules: Rules) -> tuple[Flags, ...]:
    """Which points break which rule: eight grids, in the order of `Rules.labels` from code 1.

    Outside: beyond a process limit. Trend: `n_trend` points all rising or all falling, an equal
    pair breaking it. Two of three: three points in a row on one side of the mean, two of them
    beyond two sigma; only these two are flagged. Shift: `n_shift` points in a row on one side of
    the mean. A missing value breaks every run.
    """
    tolerance = limits.tolerance
    outside_high = grid > limits.upper + tolerance
    outside_low = grid < limits.lower - tolerance
    near_high = grid > limits.near_upper + tolerance
    near_low = grid < limits.near_lower - tolerance
    if not rules.two_of_three_counts_outside:
        near_high &= ~outside_high
        near_low &= ~outside_low
    above = grid > limits.mean + tolerance
    below = grid < limits.mean - tolerance
    return (
        outside_high,
        outside_low,
        *_trends(grid, rules),
        _two_of_three(near_high, above),
        _two_of_three(near_low, below),
        _in_runs(above, rules.n_shift),
        _in_runs(below, rules.n_shift),
    )


def rule_codes(causes: tuple[Flags, ...], better: Codes, rules: Rules) -> Codes:
    """One code per point of a grid: the first rule in order of precedence that it breaks.

    Where `rules.conflict` is "improvement", a rule that speaks for improvement goes before all
    that do not. `better` is +1, 0 or −1 per group.
    """
    codes = np.zeros(causes[0].shape, dtype=np.int8)
    by_precedence = list(enumerate(causes, start=1))
    for code, flagged in reversed(by_precedence):
        codes[flagged] = code
    if rules.conflict == "improvement":
        for code, flagged in reversed(by_precedence):
            codes[flagged & (better == (1 if code % 2 else -1))] = code
    return codes


def point_types(codes: Codes, better: Codes) -> Codes:
    """Index into `POINT_TYPES` of each rule code; `better` (+1, 0, −1) is broadcast to them."""
    return _POINT_TYPE[better + 1, codes]


def _mean(grid: Numbers) -> Numbers:
    """Mean of each column's numbers, NaN if it has none; the same alone as among others.

    What each addition rounds away is kept and added at the end (Knuth's exact sum of two), as
    math.fsum would: numpy's mean is off by enough to put points on the wrong side of their own
    mean, and sums in another order when there are more columns.
    """
    missing = np.isnan(grid)
    total, lost = np.zeros(grid.shape[1]), np.zeros(grid.shape[1])
    for month in np.where(missing, 0.0, grid):
        longer = total + month
        added = longer - total
        lost += (total - (longer - added)) + (month - added)
        total = longer
    with np.errstate(invalid="ignore"):
        mean: Numbers = (total + lost) / (len(grid) - missing.sum(axis=0))
    return mean


def _in_runs(flags: Flags, length: int) -> Flags:
    """True for each member of a run of at least `length` months that are all True."""
    members = np.zeros_like(flags)
    starts = len(flags) - length + 1
    if starts < 1:
        return members
    whole = flags[:starts].copy()
    for later in range(1, length):
        whole &= flags[later : later + starts]
    for later in range(length):
        members[later : later + starts] |= whole
    return members


def _trends(grid: Numbers, rules: Rules) -> tuple[Flags, Flags]:
    """Members of rising and of falling trends.

    Under precedence, a point takes the direction of the step out of it when the next point is in
    a trend too, else of the step into it: the top of a peak counts with the fall that follows.
    That is the R package's reading, and with it comes that the last point of a rise, followed
    by an equal value and a second rise, counts as falling. Otherwise a peak is in both trends
    and `rule_codes` settles the conflict.
    """
    rises, falls = grid[1:] > grid[:-1], grid[1:] < grid[:-1]
    rising, falling = np.zeros(grid.shape, dtype=bool), np.zeros(grid.shape, dtype=bool)
    for points, steps in ((rising, rises), (falling, falls)):
        in_runs = _in_runs(steps, rules.n_trend - 1)
        points[:-1] |= in_runs
        points[1:] |= in_runs
    if rules.conflict == "improvement":
        return rising, falling
    in_trend = rising | falling
    up_into, up_out_of = np.zeros_like(in_trend), np.zeros_like(in_trend)
    up_into[1:], up_out_of[:-1] = rises, rises
    goes_on = np.zeros_like(in_trend)
    goes_on[:-1] = in_trend[1:]
    up = np.where(goes_on, up_out_of, up_into)
    return in_trend & up, in_trend & ~up


def _two_of_three(near: Flags, same_side: Flags) -> Flags:
    """The near points of each three in a row on the same side of which two are near."""
    members = np.zeros_like(near)
    if len(near) < 3:
        return members
    first, second, third = near[:-2], near[1:-1], near[2:]
    windows = (first & second) | (first & third) | (second & third)
    windows &= same_side[:-2] & same_side[1:-1] & same_side[2:]
    for later in range(3):
        members[later : len(near) - 2 + later] |= windows
    return members & near
