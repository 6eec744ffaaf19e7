"""How much of a small group's distance from the others is chance, and how much would go away by itself?

Groups of one breakdown are seen as drawn from one spread (empirical Bayes; DerSimonian and Laird
1986). The part of a group's distance that its own base can carry is its reliability B =
t² / (t² + e²), t² the spread between the groups and e its own error. Drawn towards the others it
stands at mean + B × (value − mean): for comparing groups of different size, beside the value
itself. And a group picked because it lay low would come back by (1 − B) × (mean − value) without
anybody doing anything: regression to the mean (Barnett, van der Pols and Dobson 2005).
"""

from __future__ import annotations

import numpy as np
from pandas import DataFrame, Series

from metrics.compute import GROUP
from metrics.indicator import Indicator
from metrics.intervals import Z95
from metrics.periods import a_year_before

POOLED = ("division_staff_group", "directorate", "staff_group", "band")
FEWEST_GROUPS = 5  # with fewer, the spread between them is not known
_STATISTICS = ("score", "proportion")
_TABLE = ["indicator", "period", "breakdown", "weighting"]


def with_pooling(values: DataFrame, indicators: dict[str, Indicator]) -> DataFrame:
    """`values` (in the form shown) with `drawn_in` and `expected_change`.

    `drawn_in` is the group's score or per cent drawn towards the mean of its breakdown, in the
    same unit. `expected_change` is how far the group would have come back since the year before by
    chance alone. NaN where fewer than five groups are shown, or no year before.
    """
    statistic = values["indicator"].map({key: i.statistic for key, i in indicators.items()})
    chosen = (
        statistic.isin(_STATISTICS)
        & values["breakdown"].isin(POOLED)
        & (values["status"] == "shown")
        & values["upper"].notna()
    )
    rows = values.loc[chosen, [*_TABLE, *GROUP, "value", "lower", "upper"]]
    mean, reliability = _mean_and_reliability(rows)
    result = values.assign(drawn_in=np.nan, expected_change=np.nan)
    result.loc[rows.index, "drawn_in"] = mean + reliability * (rows["value"] - mean)
    keys = ["indicator", "breakdown", "weighting", *GROUP]
    back = rows[[*keys, "period"]].assign(back=(1 - reliability) * (mean - rows["value"]))
    now = rows[[*keys, "period"]].assign(period=rows["period"].map(a_year_before))
    found = now.merge(back, on=[*keys, "period"], how="left")["back"]
    result.loc[rows.index, "expected_change"] = found.to_numpy("float64")
    return result


def _mean_and_reliability(rows: DataFrame) -> tuple[Series[float], Series[float]]:
    """For each row the mean of its breakdown's groups, by their weight, and its reliability."""
    error = (rows["upper"] - rows["lower"]) / (2 * Z95)
    weight = 1 / (error**2).where(error > 0)
    parts = DataFrame(
        {
            **{column: rows[column] for column in _TABLE},
            "weight": weight,
            "square": weight**2,
            "top": weight * rows["value"],
            "groups": weight.notna().astype("float64"),
        }
    )

    def of_table(column: str) -> Series[float]:
        return parts.groupby(_TABLE)[column].transform("sum")

    whole, groups = of_table("weight"), of_table("groups")
    mean = of_table("top") / whole
    parts["apart"] = weight * (rows["value"] - mean) ** 2
    excess = of_table("apart") - (groups - 1)
    between = (excess / (whole - of_table("square") / whole)).clip(lower=0)
    reliability = between / (between + 1 / weight)
    enough = groups >= FEWEST_GROUPS
    return mean.where(enough), reliability.where(enough)
