"""Which scores are not what their sub-scores make? The check that exposes copied cells."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from data_loaders.measures import sub_scores

Array = np.ndarray[Any, np.dtype[np.float64]]

# Trusts' published scores, printed with two decimals, agree within 0.02 (149 trusts, 2025).
ROUNDING = 0.05


def not_made_of_their_parts(
    scores: pd.DataFrame, tolerance: Array
) -> list[tuple[int, str, float, float, tuple[str, ...]]]:
    """Each score that differs from the mean of its sub-scores by more than its row's tolerance.

    `scores` has a row per group and wave and a column per measure. Returned are the row's place,
    the measure, its value, the mean of its sub-scores, and which they are.
    """
    found = []
    for measure, parts in sub_scores().items():
        if not {measure, *parts} <= set(scores.columns):
            continue
        given = scores[measure].to_numpy("float64")
        mean = scores[list(parts)].mean(axis=1, skipna=False).to_numpy("float64")
        found += [
            (int(place), measure, float(given[place]), float(mean[place]), parts)
            for place in np.flatnonzero(np.abs(mean - given) > tolerance)
        ]
    return sorted(found)
