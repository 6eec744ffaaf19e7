"""How uneven is the trust: how far apart are its directorates, beyond what chance alone would give?

Directorates of thirty differ from one another by chance far more than directorates of three
hundred, so the plain standard deviation of their scores is too large. Here the part that their
own sampling errors explain is taken off: the spread t of the random-effects model, by Paule and
Mandel (1982), with the Q-profile interval (Viechtbauer 2007). Worked out from values in the form
shown, so it says nothing of a directorate that is withheld.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from pandas import DataFrame
from scipy import stats

from metrics.compute import GROUP
from metrics.engagement import ENGAGEMENT
from metrics.indicator import Indicator
from metrics.intervals import Z95, Array
from metrics.pooling import FEWEST_GROUPS

SPREAD = replace(
    ENGAGEMENT,
    id="engagement_spread",
    catalogue="SS24",
    title="Spread of engagement between directorates",
    question="Is culture uneven between directorates?",
    statistic="spread",
    better="lower",
    lenses=("equality", "N5", "conditions"),
    numerator="standard deviation of the directorates' engagement scores, less what their own "
    "sampling errors explain",
    denominator="directorates whose score is shown",
    dimensions=("trust",),
    roll_up="from shown",
    authority="idea: Culture and Leadership Programme, tool 1.3; method: Paule and Mandel, Q-profile",
    why="A good average can hide places where nobody is heard; 0 means that chance explains it all.",
    everybody_asked=False,
    measure=None,
    caution="Rests on the assumed spread of one person's score. After a merger or split the "
    "directorates are others. Withheld directorates are not in it.",
)

DECLARED = (SPREAD,)
_FARTHEST = 10.0  # of a 0-10 score: no spread is larger


def with_spread(rows: DataFrame, indicators: dict[str, Indicator]) -> DataFrame:
    """`rows` (in the form shown) and the trust's spread of each survey, where five are shown."""
    if SPREAD.id not in indicators:
        return rows
    parts = rows.loc[
        (rows["indicator"] == ENGAGEMENT.id)
        & (rows["breakdown"] == "directorate")
        & (rows["weighting"] == "unweighted")
        & (rows["status"] == "shown")
        & (rows["upper"] > rows["lower"])
    ]
    made = [
        _of_survey(str(period), survey)
        for period, survey in parts.groupby("period")
        if len(survey) >= FEWEST_GROUPS
    ]
    if not made:
        return rows
    return pd.concat([rows, DataFrame(made).reindex(columns=rows.columns)], ignore_index=True)


def _of_survey(period: str, parts: DataFrame) -> dict[str, object]:
    error = (parts["upper"] - parts["lower"]).to_numpy("float64") / (2 * Z95)
    value, lower, upper = spread(parts["value"].to_numpy("float64"), error)
    return {
        "indicator": SPREAD.id,
        "period": period,
        "breakdown": "trust",
        **dict.fromkeys((*GROUP, "bound", "worst_group"), ""),
        "weighting": "unweighted",
        "status": "shown",
        "value": round(value, 2),
        "lower": round(lower, 2),
        "upper": round(upper, 2),
        "n": float(len(parts)),
        "n_in_words": f"{len(parts)} directorates",
        "is_recomputed": bool(parts["is_recomputed"].any()),
    }


def spread(values: Array, errors: Array) -> tuple[float, float, float]:
    """The spread between groups beyond their own standard errors, and its 95 % interval.

    In the unit of `values`; 0 where chance explains all of it. Both arrays of one length, two
    groups or more, errors above 0.
    """
    freedom = len(values) - 1
    wanted = (freedom, stats.chi2.ppf(0.975, freedom), stats.chi2.ppf(0.025, freedom))
    value, lower, upper = (_where_apart_is(float(one), values, errors) for one in wanted)
    return value, lower, upper


def _where_apart_is(wanted: float, values: Array, errors: Array) -> float:
    """The spread at which the groups lie as far apart as wanted; 0 where they lie nearer anyway."""
    low, high = 0.0, _FARTHEST
    if _apart(low, values, errors) <= wanted:
        return low
    for _ in range(60):  # halving: 10 / 2^60 is nought
        middle = (low + high) / 2
        if _apart(middle, values, errors) > wanted:
            low = middle
        else:
            high = middle
    return low


def _apart(between: float, values: Array, errors: Array) -> float:
    """Cochran's Q with `between` added to each group's error; it falls as `between` grows."""
    weight = 1 / (errors**2 + between**2)
    mean = np.average(values, weights=weight)
    return float((weight * (values - mean) ** 2).sum())
