"""Did a monthly line step or bend at a date?

Segmented regression; its errors allow for neighbouring months being alike (Newey and West 1987).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from metrics.intervals import Array

FEWEST_MONTHS = 24
FEWEST_ON_A_SIDE = 6  # months before and after, for a slope on either side


@dataclass(frozen=True)
class Bend:
    """How a monthly line stepped and bent at a date: units a month, with 95 % intervals."""

    months_before: int
    months_after: int
    slope_before: float
    step: tuple[float, float, float]  # value, lower, upper
    bend: tuple[float, float, float]


def bend_at(values: Array, first_after: int) -> Bend | None:
    """Segmented regression of a monthly series that steps and bends at month `first_after`.

    value = a + b × month + step × after + bend × months since; NaN months are left out and keep
    their place. None with fewer than 24 months, or six on a side, known.
    """
    month = np.arange(len(values), dtype="float64")
    after = (month >= first_after).astype("float64")
    known = ~np.isnan(values)
    before_known, after_known = int((known & (after == 0)).sum()), int((known & (after == 1)).sum())
    enough = min(before_known, after_known) >= FEWEST_ON_A_SIDE
    if not enough or before_known + after_known < FEWEST_MONTHS:
        return None
    design = np.column_stack(
        [np.ones_like(month), month - first_after, after, after * (month - first_after)]
    )
    weights, errors = newey_west(design[known], values[known])
    half = stats.t.ppf(0.975, int(known.sum()) - design.shape[1]) * errors

    def bounds(place: int) -> tuple[float, float, float]:
        value = float(weights[place])
        return value, value - float(half[place]), value + float(half[place])

    return Bend(before_known, after_known, float(weights[1]), bounds(2), bounds(3))


def newey_west(design: Array, values: Array) -> tuple[Array, Array]:
    """Least squares and standard errors that allow neighbouring errors to be alike.

    Bartlett weights, ⌊4 (n / 100)^(2/9)⌋ lags (Newey and West 1994), n / (n − columns) for small
    samples.
    """
    rows, columns = design.shape
    inverse = np.linalg.inv(design.T @ design)
    weights: Array = inverse @ design.T @ values
    scores = design * (values - design @ weights)[:, None]
    lags = int(4 * (rows / 100) ** (2 / 9))
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        shifted = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (shifted + shifted.T)
    spread = inverse @ middle @ inverse * rows / (rows - columns)
    errors: Array = np.sqrt(np.diag(spread))
    return weights, errors
