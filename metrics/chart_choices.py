"""Where do a chart's limits begin anew, and what is its target? As the improvement team chose.

Limits worked out anew say that the process is another one since then. They are allowed where both
sides have months enough for limits of their own, and where no concern would go unmarked by them
(Making Data Count: recalculate after a known change that lasted, never to hide a signal).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from metrics.compute import GROUP
from metrics.indicator import Indicator
from metrics.intervals import Array
from metrics.periods import day_of, in_words, month_of
from metrics.spc import MDC, judge_series
from metrics.spc_rules import POINT_TYPES
from metrics.structure import Break, Structure

LONGEST_REASON = 120  # characters: it stands on the chart
ASSURANCE_IN_WORDS = {
    "pass": "reliably reached",
    "fail": "reliably missed",
    "inconsistent": "sometimes reached",
}


@dataclass(frozen=True)
class NewLimits:
    """A chart's limits begin anew with this month; `directorate` is '' for the trust as a whole."""

    indicator: str
    directorate: str
    month: str
    reason: str


@dataclass(frozen=True)
class Target:
    """What is aimed at from this month until the next target's, in the unit of the indicator."""

    indicator: str
    directorate: str
    month: str
    value: float


@dataclass(frozen=True)
class ChartChoices:
    """Everything that was chosen for the control charts and stands."""

    new_limits: tuple[NewLimits, ...] = ()
    targets: tuple[Target, ...] = ()

    def renamed(self, trust: Structure) -> ChartChoices:
        """The same for directorates under the names that last."""
        return ChartChoices(
            tuple(_renamed(one, trust) for one in self.new_limits),
            tuple(_renamed(one, trust) for one in self.targets),
        )


Choice = TypeVar("Choice", NewLimits, Target)
NOTHING_CHOSEN = ChartChoices()


def with_phases(
    points: DataFrame, breaks: Sequence[Break], choices: ChartChoices = NOTHING_CHOSEN
) -> DataFrame:
    """`points` (one row per indicator, group and month) with the phase whose limits each month has.

    `phase` counts what came before: the unit became another (`breaks`), or limits were chosen to
    begin anew. `limits_since` and `limits_reason` tell the last of these, '' in the first phase.
    """
    begun = [
        (one.month, one.sentence, (points["breakdown"] == one.breakdown)
         & (points[one.breakdown] == one.unit))
        for one in breaks
    ] + [
        (one.month, one.reason, _of(points, one)) for one in choices.new_limits
    ]  # fmt: skip
    months = points["period"].map(month_of)
    charts = months.groupby([points[column] for column in ("indicator", "breakdown", *GROUP)])
    first = charts.transform("min")
    points = points.assign(phase=0, limits_since="", limits_reason="")
    for month, reason, chosen in sorted(begun, key=lambda one: one[0]):
        later = chosen & (first < month) & (months >= month)
        points.loc[later, "phase"] += 1
        points.loc[later, ["limits_since", "limits_reason"]] = [month, reason]
    return points


def target_of(points: DataFrame, targets: Sequence[Target]) -> Series[float]:
    """The target in force in each month of `points`; NaN where there is none."""
    months = points["period"].map(month_of)
    found = pd.Series(np.nan, index=points.index)
    for one in sorted(targets, key=lambda target: target.month):
        found.loc[_of(points, one) & (months >= one.month)] = one.value
    return found


def _renamed(one: Choice, trust: Structure) -> Choice:
    lasting = trust.name_of(one.directorate, day_of(one.month)) if one.directorate else ""
    return replace(one, directorate=lasting)


def _of(points: DataFrame, one: NewLimits | Target) -> Series[bool]:
    """The months of the chart that a choice is about."""
    where = (
        (points["breakdown"] == "directorate") & (points["directorate"] == one.directorate)
        if one.directorate
        else points["breakdown"] == "trust"
    )
    return (points["indicator"] == one.indicator) & where


def why_no_new_limits(series: DataFrame, indicator: Indicator, month: str) -> str:
    """Why limits must not begin anew with this month, as a sentence; '' where they may.

    `series` are the published months of one chart, oldest first, with `period`, `value`, `mark`
    and `limits_since`, '' before the first break. Refused are fewer than 13 months with a value on
    either side, up to the neighbouring breaks, and new limits within which a month that is marked
    as a concern would not be marked any more.
    """
    held = series.loc[series["value"].notna()]
    if month not in set(held["period"]):
        return f"There is no value for {in_words(month)}: choose a month that has one."
    since = held.loc[held["period"] == month, "limits_since"].iloc[0]
    if since == month or held["period"].iloc[0] == month:
        return f"Limits begin with {in_words(month)} already."
    phase = held.loc[held["limits_since"] == since]
    after = phase["period"] >= month
    for months, side in ((int((~after).sum()), "before"), (int(after.sum()), "since")):
        if months < MDC.min_points:
            return (
                f"Limits need {MDC.min_points} months with a value, and there "
                f"{'is' if months == 1 else 'are'} {months} {side} {in_words(month)}."
            )
    values: Array = phase.loc[after, "value"].to_numpy("float64")
    better = {"higher": 1, "lower": -1}.get(indicator.better, 0)
    result = judge_series(values[np.newaxis, :], np.array([better], dtype=np.int8))
    is_concern = result.point_type[0] == POINT_TYPES.index("concern")
    unmarked = phase.loc[after].loc[(phase.loc[after, "mark"] == "concern") & ~is_concern, "period"]
    if len(unmarked):
        return (
            f"New limits would hide a concern: {in_words(unmarked.iloc[-1])} is marked, and would "
            "not be marked any more. Find out what lies behind it first."
        )
    return ""
