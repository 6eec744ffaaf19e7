"""Which of many comparisons made at once are clear, and not what chance alone would throw up?

With fourteen directorates and twenty indicators some differences are "significant" though nothing
changed. Benjamini and Hochberg's step-up rule (1995) bounds the share of false ones among those
called clear; it holds for comparisons that go up and down together, as survey scores do
(Benjamini and Yekutieli 2001).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import norm

from metrics.intervals import Z95, Array, Flags

FALSE_AMONG_CALLED = 0.05  # expected share of false ones among the changes that are called clear


def chance_of_no_change(change: Array, lower: Array, upper: Array) -> Array:
    """Two-sided p-value of each change, from the half of its 95 % interval that faces nought.

    Under 0.05 exactly where the interval leaves out nought. NaN where there is no change.
    """
    facing = np.where(change > 0, change - lower, upper - change)
    error = np.where(facing > 0, facing, np.nan) / Z95
    chance: Array = 2 * norm.sf(np.abs(change) / error)
    return chance


def clear_together(chances: Array, families: np.ndarray[Any, Any]) -> Flags:
    """Which comparisons stay clear beside the others of their family; NaN is no comparison.

    `families` names each comparison's family: those that are looked at together.
    """
    clear = np.zeros(len(chances), dtype=bool)
    compared = np.flatnonzero(~np.isnan(chances))
    if not len(compared):
        return clear
    order = compared[np.lexsort((chances[compared], families[compared]))]
    _, begins, sizes = np.unique(families[order], return_index=True, return_counts=True)
    place = np.arange(len(order)) - np.repeat(begins, sizes) + 1  # 1 is the smallest of its family
    passes = chances[order] <= FALSE_AMONG_CALLED * place / np.repeat(sizes, sizes)
    last = np.maximum.reduceat(np.where(passes, place, 0), begins)
    clear[order] = place <= np.repeat(last, sizes)
    return clear
