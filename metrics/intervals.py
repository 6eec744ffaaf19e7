"""How sure are we of this value? 95 % intervals for shares, scores, rates and ratios.

All functions take and give arrays of the same length and return NaN where a base is nought.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Z95 = 1.959963984540054


def wilson(numerator: Array, denominator: Array) -> tuple[Array, Array]:
    """Lower and upper bound of a share, 0-1 (Wilson 1927, without continuity correction)."""
    n = np.where(denominator > 0, denominator, np.nan)
    share = numerator / n
    middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * np.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def mean_of_scores(score: Array, respondents: Array, sd: float) -> tuple[Array, Array]:
    """Bounds of a mean 0-10 score, from the spread `sd` of one person's score.

    The survey publishes no spread, so `sd` is assumed and said so wherever it is shown.
    """
    half = Z95 * sd / np.sqrt(np.where(respondents > 0, respondents, np.nan))
    return np.maximum(score - half, 0.0), np.minimum(score + half, 10.0)


def mean_of_ratings(rating: Array, respondents: Array, score_sd: float) -> tuple[Array, Array]:
    """Bounds of a mean of answers from 1 to 5, as spread on their scale as scores are on theirs.

    Nothing tells the spread of one person's answers; `score_sd` is that assumed of a 0-10 score.
    """
    half = Z95 * score_sd * 0.4 / np.sqrt(np.where(respondents > 0, respondents, np.nan))
    return np.maximum(rating - half, 1.0), np.minimum(rating + half, 5.0)


def poisson_rate(events: Array, exposure: Array) -> tuple[Array, Array]:
    """Exact bounds of events / exposure (Garwood 1936)."""
    base = np.where(exposure > 0, exposure, np.nan)
    lower = np.where(events > 0, stats.chi2.ppf(0.025, 2 * events) / 2, 0.0)
    upper = stats.chi2.ppf(0.975, 2 * (events + 1)) / 2
    return lower / base, upper / base


def ratio_of_shares(a: Array, n1: Array, c: Array, n2: Array) -> tuple[Array, Array, Array]:
    """(a / n1) / (c / n2) with bounds on the log scale; half a person is added where a cell is 0."""
    none = (a == 0) | (c == 0)
    a, c = np.where(none, a + 0.5, a), np.where(none, c + 0.5, c)
    n1 = np.where(n1 > 0, np.where(none, n1 + 1.0, n1), np.nan)
    n2 = np.where(n2 > 0, np.where(none, n2 + 1.0, n2), np.nan)
    ratio = (a / n1) / (c / n2)
    spread = np.sqrt(np.maximum(1 / a - 1 / n1 + 1 / c - 1 / n2, 0.0))
    return ratio, ratio * np.exp(-Z95 * spread), ratio * np.exp(Z95 * spread)


def difference_interval(
    now: tuple[Array, Array, Array], then: tuple[Array, Array, Array]
) -> tuple[Array, Array]:
    """Bounds of now − then, each given as (value, lower, upper) (MOVER, Zou and Donner 2008)."""
    value_now, lower_now, upper_now = now
    value_then, lower_then, upper_then = then
    change = value_now - value_then
    lower = change - np.hypot(value_now - lower_now, upper_then - value_then)
    upper = change + np.hypot(upper_now - value_now, value_then - lower_then)
    return lower, upper
