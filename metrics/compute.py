"""What is each indicator's value in each group? One roll-up, one rate, one interval for all of them.

Roll-up is always sum, sum, divide: nobody averages averages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from metrics.indicator import BREAKDOWNS, Breakdown, Indicator
from metrics.intervals import (
    Array,
    difference_interval,
    mean_of_ratings,
    mean_of_scores,
    poisson_rate,
    ratio_of_shares,
    wilson,
)
from metrics.periods import MONTH, day_of
from metrics.structure import Became, Structure

# What names one group: the breakdown says which of these are filled.
GROUP = ["division", "directorate", "staff_group", "band", "characteristic"]
# total: the denominator and those of which the answer is not known, where an indicator tells
NUMBERS = ["numerator", "denominator", "total"]
LINE = ["indicator", "period", "breakdown", *GROUP, "weighting", "contrast"]
MARKS = ["is_suppressed", "is_recomputed"]  # withheld by the file; made of answer shares by us
# Of a difference between two questions: both shares in per cent, and both bases.
SIDES = ["share_reference", "share_compared", "base_reference", "base_compared"]
_NONE = ""  # groups are text; the empty one means "not by this"
LEAST_REACHED_FROM = 20  # people: a smaller staff group says too little about fairness


def is_collected(cursor: duckdb.DuckDBPyConnection, indicator: Indicator) -> bool:
    """Do we hold anything in every column the indicator needs?"""
    for need in indicator.needs:
        table, column = need.split(".")
        found = cursor.execute(
            f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 1'
        ).fetchall()
        if not found:
            return False
    return True


def lines(
    cursor: duckdb.DuckDBPyConnection,
    indicators: Iterable[Indicator],
    structure: Structure,
) -> DataFrame:
    """Numerator and denominator of every indicator in every group of the fixed breakdowns.

    One row per indicator, period, breakdown, group, weighting and contrast. Each directorate counts
    for the division it belonged to in the period. A sum with a part that the file withheld is
    withheld itself; one with a part of unknown base has no value.
    """
    declared = [one for one in indicators if one.roll_up != "from shown"]
    # Several indicators read the same counts each in their own way: asked once.
    answers = {sql: cursor.execute(sql).df() for sql in dict.fromkeys(one.sql for one in declared)}
    found = [(one.id, answers[one.sql]) for one in declared]
    if not any(len(given) for _, given in found):
        return DataFrame(columns=[*LINE, *NUMBERS, *MARKS])
    rows = _together([given.assign(indicator=name) for name, given in found if len(given)])
    rows["directorate"] = called_then(rows, structure.became)
    rows["division"] = rows["division"].where(rows["division"] != _NONE, homes(rows, structure))
    parts: list[DataFrame] = []
    for breakdown in BREAKDOWNS:
        here = [indicator for indicator in declared if breakdown in indicator.dimensions]
        for chosen in (
            _published(_of(rows, here, "published"), breakdown),
            _summed(_of(rows, here, "sum"), breakdown),
            # The least-reached group is found among a unit's staff groups: they are kept apart.
            _summed(_of(rows, here, "apart"), breakdown, ("staff_group",)),
        ):
            if len(chosen):
                parts.append(chosen.assign(breakdown=breakdown))
    if not parts:
        return DataFrame(columns=[*LINE, *NUMBERS, *MARKS])
    held = pd.concat(parts, ignore_index=True)[[*LINE, *NUMBERS, *MARKS]]
    # Where the answer is known of nobody there is no value, as where nobody was asked.
    return held.loc[~((held["denominator"] == 0) & (held["total"] > 0))].reset_index(drop=True)


def _together(found: list[DataFrame]) -> DataFrame:
    """What the indicators' SELECTs gave as one frame, with every group column there, as text."""
    rows = pd.concat(found, ignore_index=True)
    for column in (*GROUP, "weighting", "contrast", "total", *MARKS):
        if column not in rows.columns:
            rows[column] = np.nan
    for column in (*GROUP, "weighting", "contrast"):
        rows[column] = rows[column].astype(object).where(rows[column].notna(), _NONE)
    rows[MARKS] = rows[MARKS].eq(True)
    rows[NUMBERS] = rows[NUMBERS].astype("float64")
    return rows


def called_then(rows: DataFrame, became: Iterable[Became]) -> Series[str]:
    """What each row's directorate was called in its month.

    After a directorate has ended, its people, projects and training count for the one it became.
    Survey waves keep the names they were asked under.
    """
    names = rows["directorate"].copy()
    monthly = rows["period"].str.fullmatch(MONTH)
    for ended in sorted(became, key=lambda one: one.last_month):
        names.loc[monthly & (names == ended.directorate) & (rows["period"] > ended.last_month)] = (
            ended.successor
        )
    return names


def _of(rows: DataFrame, indicators: Iterable[Indicator], how: str) -> DataFrame:
    """The rows of those indicators that are rolled up in this way."""
    names = [
        indicator.id
        for indicator in indicators
        if how == ("apart" if indicator.statistic == "least_reached" else indicator.roll_up)
    ]
    return rows.loc[rows["indicator"].isin(names)]


def homes(rows: DataFrame, structure: Structure) -> Series[str]:
    """The division that each row's directorate belonged to in its period."""
    asked = pd.MultiIndex.from_frame(rows[["directorate", "period"]])
    division = {
        (name, period): structure.division_of(name, day_of(period))
        for name, period in asked.unique()
    }
    return pd.Series([division[one] for one in asked], index=rows.index, dtype=object)


def _summed(rows: DataFrame, breakdown: Breakdown, beside: tuple[str, ...] = ()) -> DataFrame:
    """Sums over the parts, for each group of the breakdown; parts without a group stay out of it."""
    if rows.empty:
        return rows
    named = dict.fromkeys((*BREAKDOWNS[breakdown], *beside))
    if named:
        rows = rows.loc[(rows[list(named)] != _NONE).all(axis=1)]
    keys = ["indicator", "period", "weighting", "contrast", *named]
    if breakdown == "directorate":
        keys.append("division")
    grouped = rows.groupby(keys, sort=True)
    # A part whose base nobody gave makes the sum unknown too, not smaller.
    summed = grouped[NUMBERS].sum(skipna=False)
    summed = summed.join(grouped[MARKS].any()).reset_index()
    for column in GROUP:
        if column not in summed.columns:
            summed[column] = _NONE
    return summed


def _published(rows: DataFrame, breakdown: Breakdown) -> DataFrame:
    """The lines as published; the trust and divisions that were not published are summed."""
    filled = {column: rows[column] != _NONE for column in GROUP}
    if breakdown == "directorate":
        lines_of = filled["directorate"] & ~filled["staff_group"] & ~filled["characteristic"]
        return rows.loc[lines_of]
    if breakdown == "characteristic":
        return rows.loc[filled["characteristic"]]
    wanted = set(BREAKDOWNS[breakdown])
    exact = ~filled["directorate"] & ~filled["characteristic"]
    for column in ("division", "staff_group", "band"):
        exact &= filled[column] if column in wanted else ~filled[column]
    given = rows.loc[exact]
    if breakdown not in ("trust", "division"):
        return given
    of_directorates = filled["directorate"] & ~filled["staff_group"] & ~filled["characteristic"]
    summed = _summed(rows.loc[of_directorates], breakdown)
    keys = ["indicator", "period", "weighting", "contrast", *GROUP]
    is_given = summed.set_index(keys).index.isin(given.set_index(keys).index)
    return pd.concat([given, summed.loc[~is_given]], ignore_index=True)


def values(
    lines_held: DataFrame, indicators: Mapping[str, Indicator], score_sd: float
) -> DataFrame:
    """Value and 95 % interval of every line, one row per indicator, period, breakdown and group.

    Lines of two contrasted groups become one row; representation divides by the trust's rate.
    `base` is the number of people (or projects) the value rests on: the denominator; `total` counts
    those too of which the answer is not known, where the indicator tells. Differences of two shares
    have SIDES as well.
    """
    if lines_held.empty:
        return DataFrame(
            columns=[
                *[column for column in LINE if column != "contrast"],
                *(*NUMBERS, *MARKS, "value", "lower", "upper", "base"),
                *SIDES,
                "worst_group",
            ]
        )
    parts = []
    statistic = lines_held["indicator"].map({key: i.statistic for key, i in indicators.items()})
    for name, chosen in lines_held.groupby(statistic, sort=False):
        if name in ("points", "gap", "ratio"):
            parts.append(_contrasted(chosen, str(name), score_sd))
        elif name == "representation":
            parts.append(_representation(chosen))
        elif name == "least_reached":
            parts.append(least_reached(chosen, LEAST_REACHED_FROM))
        else:
            parts.append(_simple(chosen, str(name), score_sd))
    together = pd.concat(parts, ignore_index=True).drop(columns="contrast", errors="ignore")
    withheld = together["is_suppressed"].astype(bool)
    together.loc[withheld, ["value", "lower", "upper"]] = np.nan
    for side in SIDES:
        if side not in together.columns:
            together[side] = np.nan
    if "worst_group" not in together.columns:
        together["worst_group"] = _NONE
    if "total" not in together.columns:
        together["total"] = np.nan
    return together.assign(worst_group=together["worst_group"].fillna(_NONE))


def _simple(rows: DataFrame, statistic: str, score_sd: float) -> DataFrame:
    top, base = _numbers(rows, "numerator"), _numbers(rows, "denominator")
    safe = np.where(base > 0, base, np.nan)
    none = np.full(len(rows), np.nan)
    if statistic == "score":
        value = top / safe
        lower, upper = mean_of_scores(value, base, score_sd)
    elif statistic == "rating":
        value = top / safe
        lower, upper = mean_of_ratings(value, base, score_sd)
    elif statistic == "proportion":
        value = 100 * top / safe
        lower, upper = (100 * bound for bound in wilson(np.clip(top, 0, base), base))
    elif statistic == "rate":
        value = 1000 * top / safe
        lower, upper = (1000 * bound for bound in poisson_rate(top, base))
    else:
        value, lower, upper = top if statistic == "count" else top / safe, none, none
    return rows.assign(value=value, lower=lower, upper=upper, base=base)


def _contrasted(rows: DataFrame, statistic: str, score_sd: float) -> DataFrame:
    keys = [column for column in LINE if column != "contrast"]
    sides = {
        side: rows.loc[rows["contrast"] == side].set_index(keys)
        for side in ("reference", "compared")
    }
    both = (
        sides["reference"]
        .add_suffix("_reference")
        .join(sides["compared"].add_suffix("_compared"), how="inner")
    )
    a, n1 = _numbers(both, "numerator_compared"), _numbers(both, "denominator_compared")
    c, n2 = _numbers(both, "numerator_reference"), _numbers(both, "denominator_reference")
    of_sides: dict[str, Array] = {side: np.full(len(both), np.nan) for side in SIDES}
    if statistic == "points":
        first, second = (share_with_bounds(top, base) for top, base in ((c, n2), (a, n1)))
        value = first[0] - second[0]
        lower, upper = difference_interval(first, second)
        of_sides = dict(zip(SIDES, (first[0], second[0], n2, n1), strict=True))
    elif statistic == "gap":
        value = c / np.where(n2 > 0, n2, np.nan) - a / np.where(n1 > 0, n1, np.nan)
        half = 1.959963984540054 * score_sd * np.sqrt(1 / np.maximum(n1, 1) + 1 / np.maximum(n2, 1))
        lower, upper = value - half, value + half
    else:
        value, lower, upper = ratio_of_shares(a, n1, c, n2)
    return both.assign(
        numerator=a,
        denominator=n1,
        **{mark: both[f"{mark}_reference"] | both[f"{mark}_compared"] for mark in MARKS},
        value=value,
        lower=lower,
        upper=upper,
        base=np.minimum(n1, n2),
        **of_sides,
    ).reset_index()[
        [*keys, "numerator", "denominator", *MARKS, "value", "lower", "upper", "base", *SIDES]
    ]


def share_with_bounds(top: Array, base: Array) -> tuple[Array, Array, Array]:
    """A share in per cent and its 95 % interval."""
    share = 100 * top / np.where(base > 0, base, np.nan)
    lower, upper = wilson(np.clip(top, 0, base), base)
    return share, 100 * lower, 100 * upper


def _representation(rows: DataFrame) -> DataFrame:
    """A group's share of those counted over its share of the headcount; bounds from its share."""
    of_breakdown = rows.groupby(["indicator", "period", "breakdown"])
    whole = of_breakdown[["numerator", "denominator"]].transform("sum")
    top, base = _numbers(rows, "numerator"), _numbers(rows, "denominator")
    all_top, all_base = _numbers(whole, "numerator"), _numbers(whole, "denominator")
    fair = base / np.where(all_base > 0, all_base, np.nan)
    fair = np.where(fair > 0, fair, np.nan)
    low, high = wilson(top, all_top)
    share = top / np.where(all_top > 0, all_top, np.nan)
    return rows.assign(value=share / fair, lower=low / fair, upper=high / fair, base=base)


def least_reached(crossed: DataFrame, smallest_group: int, prior_people: float = 20.0) -> DataFrame:
    """The worst representation among a unit's staff groups, one row per indicator, period, unit.

    `crossed` has one row per unit and staff group with numerator and denominator (people).
    Each group's share is first drawn towards the unit's, as if `prior_people` more of it behaved
    like the unit as a whole; then r = share in group / share in unit and the value is the
    smallest min(r, 1/r): 1 is a fair share, 0 nobody reached. Bounds are those of the worst
    group's own share (Wilson). Groups under `smallest_group` people are left out; a unit with
    fewer than two groups, or where nobody is counted, has no value. `worst_group` names the group.
    """
    keys = ["indicator", "period", "breakdown", "division", "directorate"]
    rows = crossed.loc[crossed["denominator"] >= smallest_group].copy()
    whole = rows.groupby(keys)[["numerator", "denominator"]].transform("sum")
    top, base = _numbers(rows, "numerator"), _numbers(rows, "denominator")
    all_top, all_base = _numbers(whole, "numerator"), _numbers(whole, "denominator")
    share = np.where(all_top > 0, all_top, np.nan) / all_base
    rows["value"] = _nearness((top + prior_people * share) / (base + prior_people) / share)
    low, high = (bound / share for bound in wilson(np.minimum(top, base), base))
    rows["lower"] = np.minimum(_nearness(low), _nearness(high))
    straddles = (low <= 1) & (high >= 1)
    rows["upper"] = np.where(straddles, 1.0, np.maximum(_nearness(low), _nearness(high)))
    rows["base"] = all_base
    rows["others"] = rows.groupby(keys)["staff_group"].transform("count")
    rows = rows.loc[(rows["others"] >= 2) & rows["value"].notna()].sort_values([*keys, "value"])
    worst = rows.drop_duplicates(keys).drop(columns="others")
    return worst.assign(worst_group=worst["staff_group"], staff_group=_NONE)


def _nearness(ratio: Array) -> Array:
    """How near a ratio is to 1, from either side: min(r, 1/r), 0 where r is 0."""
    nearness: Array = np.where(ratio > 1, 1 / np.maximum(ratio, 1e-12), ratio)
    return nearness


def _numbers(rows: DataFrame, column: str) -> Array:
    return rows[column].to_numpy(dtype="float64")
