"""Did it really change? This year against last, with a stated test and a practical minimum.

The interval of a difference is built from the two values' own intervals (MOVER, Zou and Donner
2008): for shares that is Newcombe's method 10, for scores the two-sample z interval with the
assumed spread, for rates it stands on the exact Poisson bounds. One formula serves them all.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from metrics.compute import GROUP
from metrics.indicator import Indicator, Statistic
from metrics.intervals import Z95, Array, Flags, difference_interval
from metrics.multiplicity import chance_of_no_change, clear_together
from metrics.periods import a_year_before, month_of
from metrics.structure import Break
from settings import Settings

TEST_IN_WORDS: dict[Statistic, str] = {
    "score": "95 % interval of the difference of two means, spread of one person's score assumed",
    "rating": "none",
    "proportion": "95 % interval of the difference of two shares (Newcombe)",
    "rate": "95 % interval of the difference of two rates (exact Poisson bounds)",
    "count": "control chart, Making Data Count rules",
    "features": "none",
    "hours": "none",
    "load": "none",
    "points": "95 % interval of the difference of two differences",
    "spread": "95 % interval of the difference of two spreads",
    "gap": "95 % interval of the difference of two gaps",
    "ratio": "95 % interval of the difference of two ratios",
    "representation": "95 % interval of the difference of two ratios",
    "least_reached": "95 % interval of the difference of two ratios",
}

RUN_CHART_IN_WORDS = "run chart about the median, runs test (Anhøj and Olesen), from ten quarters"

_THEN = ["value", "lower", "upper", "status", "is_recomputed"]  # what is told of the year before

# Groups that are looked at side by side; the trust as a whole is one comparison of its own.
_TABLES = ("division", "directorate", "staff_group", "division_staff_group", "band")

# Below these a change is never called one, however certain: the size a board would act on.
LEAST_RATE_CHANGE = 0.1  # of the earlier rate
LEAST_RATIO_CHANGE = 0.05


@cache
def breaks() -> dict[tuple[str, str], str]:
    """Why a measure's value of a survey year must not be compared with the year before.

    A faulty year breaks the series twice: it is compared neither with the year before nor after.
    """
    broken = {(row["measure"], row["year"]): row["why"] for row in _known("break")}
    for (measure, year), why in faults().items():
        broken |= {(measure, year): why, (measure, str(int(year) + 1)): why}
    return broken


@cache
def faults() -> dict[tuple[str, str], str]:
    """Why a measure's own value of a survey year may be wrong, though it was published."""
    return {(row["measure"], row["year"]): row["why"] for row in _known("fault")}


def fault_of(indicator: Indicator, period: str) -> str:
    """Why the measure, or a question inside it, may be wrong in this year; '' where nothing is known."""
    asked = (indicator.measure or "", *indicator.home_of)
    return next((faults()[m, period] for m in asked if (m, period) in faults()), "")


def _known(kind: str) -> list[dict[str, str]]:
    file = Path(__file__).parent / "reference" / "breaks.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["kind"] == kind]


def year_on_year(
    values: DataFrame,
    indicators: dict[str, Indicator],
    settings: Settings,
    breaks: Sequence[Break] = (),
) -> DataFrame:
    """`values` with what changed since a year before and the verdict on it.

    Adds `compared_with`, `change`, `change_lower`, `change_upper`, `verdict` and `reason`. Only
    rows that are shown in both years, of one weighting, one wording and one making, are compared; for the
    others the verdict is "cannot say" and `reason` says why. Among the groups of one table (one
    indicator, period and breakdown) a change counts only if it stays clear beside the others'
    (metrics/multiplicity.py). `breaks` tells of units that are not what they
    were, each with the sentence that says so.
    """
    rows = values.copy()
    rows["compared_with"] = rows["period"].map(a_year_before)
    keys = ["indicator", "breakdown", *GROUP, "weighting"]
    earlier = rows[[*keys, "period", *_THEN]].rename(columns={"period": "compared_with"})
    rows = rows.merge(earlier, on=[*keys, "compared_with"], how="left", suffixes=("", "_then"))
    now = tuple(rows[c].to_numpy("float64") for c in ("value", "lower", "upper"))
    then = tuple(rows[f"{c}_then"].to_numpy("float64") for c in ("value", "lower", "upper"))
    rows["change"] = now[0] - then[0]
    rows["change_lower"], rows["change_upper"] = difference_interval(
        (now[0], now[1], now[2]), (then[0], then[1], then[2])
    )
    rows["reason"] = _why_not(rows, indicators, breaks)
    _judge(rows, indicators, settings)
    return rows.drop(columns=[f"{name}_then" for name in _THEN])


def _why_not(
    rows: DataFrame, indicators: dict[str, Indicator], breaks: Sequence[Break]
) -> Series[str]:
    """Why this year cannot be compared with the one before; empty where it can."""
    reason = pd.Series("", index=rows.index, dtype=object)
    reason.loc[rows["status_then"].isna()] = "there is no earlier year to compare with."
    _say_what_it_was(rows, reason, [one for one in breaks if one.is_new])
    reason.loc[rows["status_then"] == "withheld"] = "the year before is not shown."
    reason.loc[rows["status_then"] == "insufficient"] = "the year before rests on too few."
    _say_what_it_was(rows, reason, [one for one in breaks if not one.is_new])
    found = [
        _break_of(indicators[name], period)
        for name, period in zip(rows["indicator"], rows["period"], strict=True)
    ]
    broken = pd.Series(found, index=rows.index, dtype=object)
    made_otherwise = rows["is_recomputed_then"].notna() & (
        rows["is_recomputed_then"].astype("boolean") != rows["is_recomputed"]
    )
    reason.loc[made_otherwise & (reason == "")] = (
        "one year is published and the other recomputed from answers, so they cannot be compared."
    )
    reason.loc[broken.notna()] = broken + ", so the years cannot be compared."
    return reason


def _say_what_it_was(rows: DataFrame, reason: Series[str], breaks: Sequence[Break]) -> None:
    """The sentence for each row whose unit became another between the two periods compared."""
    for one in breaks:
        unit = (rows["breakdown"] == one.breakdown) & (rows[one.breakdown] == one.unit)
        then = rows["status_then"].isna() if one.is_new else rows["status_then"].notna()
        if (unit & then).any():
            between = rows["period"].map(month_of) >= one.month
            if not one.is_new:
                between &= rows["compared_with"].map(month_of) < one.month
            reason.loc[unit & then & between] = one.sentence


def _break_of(indicator: Indicator, period: str) -> str | None:
    """Why the measure, or a question inside it, breaks its series in this year; None where it does not."""
    asked = (indicator.measure or "", *indicator.home_of)
    return next((breaks()[m, period] for m in asked if (m, period) in breaks()), None)


def series_begins(indicator: Indicator, period: str) -> int:
    """The first year that may stand in one series with this one: that of the last break, or 0."""
    asked = (indicator.measure or "", *indicator.home_of)
    return max(
        (int(year) for measure, year in breaks() if measure in asked and year <= period), default=0
    )


def least_change(statistic: Statistic, earlier: Array, settings: Settings) -> Array:
    """The smallest change worth calling one, in the indicator's own unit."""
    size = {
        "score": settings.least_score_change,
        "spread": settings.least_score_change,
        "gap": settings.least_score_change,
        "proportion": settings.least_percent_change,
        "points": settings.least_percent_change,
        "ratio": LEAST_RATIO_CHANGE,
        "representation": LEAST_RATIO_CHANGE,
        "least_reached": LEAST_RATIO_CHANGE,
    }
    if statistic == "rate":
        return LEAST_RATE_CHANGE * np.abs(earlier)
    return np.full(len(earlier), size.get(statistic, 0.0))


def least_visible_change(respondents: float, assumed_score_sd: float) -> float:
    """The change of a 0-10 score that a group of this size could just show, to one decimal.

    Two years of `respondents` people each, 95 % confidence: 1.96 × spread × √(2 / respondents),
    rounded up, because a smaller change would not be seen. Raises ValueError for nobody.
    """
    if respondents <= 0:
        raise ValueError(f"a group must have respondents, not {respondents}")
    exact = Z95 * assumed_score_sd * math.sqrt(2 / respondents)
    return math.ceil(round(10 * exact, 6)) / 10


def _judge(rows: DataFrame, indicators: dict[str, Indicator], settings: Settings) -> None:
    """Write the verdict, and say so where it is clear by itself but not among its table's others."""
    certain = (rows["change_lower"] > 0) | (rows["change_upper"] < 0)
    then = rows["value"] - rows["change"]
    alone = called(rows["indicator"], rows["value"], then, certain, indicators, settings)
    alone.loc[(rows["reason"] != "") | rows["change"].isna()] = "cannot say"
    alone.loc[rows["status"] != "shown"] = ""
    chances = chance_of_no_change(
        *(rows[name].to_numpy("float64") for name in ("change", "change_lower", "change_upper"))
    )
    compared = ~alone.isin(["cannot say", ""]) & rows["breakdown"].isin(_TABLES)
    tables = rows.groupby(["indicator", "period", "breakdown", "weighting"], sort=False)
    stays = clear_together(np.where(compared, chances, np.nan), tables.ngroup().to_numpy())
    by_chance = compared & alone.isin(["improved", "worse"]) & ~stays
    others = compared.groupby(tables.ngroup()).transform("sum")
    rows.loc[by_chance, "reason"] = [
        f"clear by itself, but not among the {count} compared at once."
        for count in others.loc[by_chance]
    ]
    rows["verdict"] = alone.mask(by_chance, "no clear change")


def called(
    names: Series[str],
    now: Series[Any],
    then: Series[Any],
    certain: Series[bool],
    indicators: dict[str, Indicator],
    settings: Settings,
) -> Series[str]:
    """What each way from `then` to `now` is called where it is `certain`, by its indicator.

    "improved" or "worse" from the smallest change worth calling one, else "no clear change"; ""
    where neither direction is better.
    """
    verdict = pd.Series("no clear change", index=names.index, dtype=object)
    for name, chosen in names.groupby(names, sort=False):
        indicator = indicators[str(name)]
        after: Array = now.loc[chosen.index].to_numpy("float64")
        before: Array = then.loc[chosen.index].to_numpy("float64")
        least = least_change(indicator.statistic, before, settings)
        clear = certain.loc[chosen.index] & (np.abs(after - before) >= least - 1e-12)
        better = is_better(indicator, after, before)
        verdict.loc[chosen.index[clear & better]] = "improved"
        verdict.loc[chosen.index[clear & ~better]] = "worse"
        if indicator.better == "neither":
            verdict.loc[chosen.index] = ""
    return verdict


def is_better(indicator: Indicator, now: Array, other: Array) -> Flags:
    """Is `now` on the better side of `other`? Boolean array."""
    if indicator.better == "equal":
        equal = 0.0 if indicator.statistic in ("gap", "points") else 1.0
        nearer: Flags = np.abs(now - equal) < np.abs(other - equal)
        return nearer
    higher: Flags = now > other if indicator.better == "higher" else now < other
    return higher
