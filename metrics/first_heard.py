"""What should a board hear first? At most five findings, by size × certainty × reach.

Only what improved or got worse by its own test is ranked. Size: the change in multiples of the
smallest worth calling one (of a monthly count its distance from the mean in multiples of its
limits'), five at most. Certainty: one less the chance that nothing changed. Reach: the part of the
staff that it concerns. Of one group and lens only the first is told: its scores move together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pandas import DataFrame

from metrics.change import least_change
from metrics.finding import Finding, finding
from metrics.multiplicity import chance_of_no_change
from metrics.registry import INDICATORS
from settings import Settings

MOST = 5
_LARGEST = 5.0  # smallest changes worth calling one; beyond, larger is no more urgent
_BY_CHANCE = 1 / 70  # of a month's mark on a control chart (metrics/spc.py)


@dataclass(frozen=True)
class Heard:
    """A finding with what its place rests on, each factor 0 or more."""

    finding: Finding
    size: float
    certainty: float
    reach: float

    @property
    def weight(self) -> float:
        return self.size * self.certainty * self.reach


def heard_first(
    moved: DataFrame, headcounts: Mapping[str, float], settings: Settings
) -> list[Heard]:
    """The first five among `moved`, the values of the newest periods with the verdict improved or worse.

    `headcounts` are those of the directorates of today. Ties go to the indicator declared first,
    then A to Z. Staff groups, bands and divisions are not ranked: their directorates are.
    """
    order = list(INDICATORS)
    rows = moved.loc[
        moved["indicator"].isin(order)
        & moved["breakdown"].isin(["trust", "directorate", "characteristic"])
        & moved["verdict"].isin(["improved", "worse"])
    ].sort_values("weighting", ascending=False)
    rows = rows.drop_duplicates(["indicator", "breakdown", "directorate", "characteristic"])
    everybody = sum(headcounts.values())
    found = [_heard(row, headcounts, everybody, settings) for row in rows.to_dict("records")]
    found.sort(
        key=lambda one: (
            -one.weight, order.index(one.finding.subject.id), one.finding.group,
        )
    )  # fmt: skip
    first: dict[tuple[str, str], Heard] = {}
    for one in found:
        indicator = INDICATORS[one.finding.subject.id]
        first.setdefault((one.finding.group, indicator.lenses[0]), one)
    return [one for one in first.values() if one.weight > 0][:MOST]


def _heard(
    row: Mapping[Any, Any], headcounts: Mapping[str, float], everybody: float, settings: Settings
) -> Heard:
    indicator = INDICATORS[row["indicator"]]
    reach = 1.0
    if row["directorate"]:
        reach = headcounts.get(row["directorate"], 0.0) / everybody if everybody else 0.0
    said = finding({name: None if _is_missing(value) else value for name, value in row.items()})
    if indicator.judged_by != "year on year":
        half = (row["limit_upper"] - row["limit_lower"]) / 2
        away = abs(row["value"] - row["centre"]) / half if half > 0 else 1.0
        return Heard(said, min(away, _LARGEST), 1 - _BY_CHANCE, reach)
    before = np.array([row["value"] - row["change"]])
    least = float(least_change(indicator.statistic, before, settings)[0])
    size = abs(row["change"]) / least if least > 0 else 1.0
    chance = chance_of_no_change(
        *(np.array([row[name]]) for name in ("change", "change_lower", "change_upper"))
    )[0]
    return Heard(said, min(size, _LARGEST), 1 - float(chance), reach)


def _is_missing(value: object) -> bool:
    return isinstance(value, float) and np.isnan(value)
