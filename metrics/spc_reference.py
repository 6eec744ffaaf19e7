"""Does our XmR arithmetic agree with the reference R package, point for point?

`xmr` takes cases and gives results in the form in which results of NHSRplotthedots 0.2.2 were
recorded (tests/metrics/vectors/README.md), so that the two can be compared. It shows what the R
package shows, also where a reader is better served by `metrics.spc.judge_series`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.spc_rules import NHSR, POINT_TYPES
from metrics.spc_xmr import (
    TOLERANCE,
    Groups,
    Limits,
    cut_at_rebases,
    point_types,
    process_limits,
    rule_codes,
    special_causes,
)

Case = dict[str, Any]
Columns = dict[str, list[Any]]

_BETTER = {"increase": 1, "decrease": -1, "neutral": 0}
_SHORTEST_BASELINE = 12
_SHORT_GROUP_WARNING = (
    "Some groups have 'n < 12' observations. These have trial limits, which will be revised with "
    "each additional observation until 'n = fix_after_n_points' has been reached."
)


@dataclass(frozen=True)
class _Facet:
    """One series of a case, in date order."""

    name: str
    dates: list[str]
    values: list[float]
    trajectory: list[float | None]
    phase: list[int]
    better: int
    target: float
    has_targets: bool  # of the case: R judges a facet without one when others have one
    screened: bool
    baseline: int


def xmr(cases: Sequence[Case]) -> list[Case]:
    """The `expected` part of each case: status, warnings, points, summary and icons.

    All facets of all cases are worked out in one array. Instead of R's error on a missing value
    in a monotone stretch there is a result, in which that stretch is no trend.
    """
    problems = [_problem(case) for case in cases]
    facets = [[] if found else _facets(case) for case, found in zip(cases, problems, strict=True)]
    columns = iter(_points([facet for of_case in facets for facet in of_case]))
    results: list[Case] = []
    for of_case, found in zip(facets, problems, strict=True):
        if found:
            results.append({"status": "error", "error": found})
        else:
            results.append(_result([(facet, next(columns)) for facet in of_case]))
    return results


def _problem(case: Case) -> str | None:
    """Why the R package would refuse a case, None if it would not."""
    fixed = case["options"]["fix_after_n_points"]
    if fixed is not None and fixed < _SHORTEST_BASELINE:
        return f"fix_after_n_points must be at least {_SHORTEST_BASELINE}, not {fixed}"
    dates = case["input"]["date"]
    keys = list(zip(case["input"]["facet"] or [""] * len(dates), dates, strict=True))
    if len(set(keys)) < len(keys):
        return "a date may occur only once in each facet"
    return None


def _facets(case: Case) -> list[_Facet]:
    given, options = case["input"], case["options"]
    n = len(given["date"])
    rows = sorted(
        zip(
            given["facet"] or ["no facet"] * n,
            given["date"],
            [math.nan if value is None else float(value) for value in given["value"]],
            given["trajectory"] or [None] * n,
            strict=True,
        ),
        key=lambda row: row[:2],
    )
    facets = []
    for name in dict.fromkeys(row[0] for row in rows):
        own = [row for row in rows if row[0] == name]
        rebased_on = options["rebase"] or []
        if isinstance(rebased_on, dict):
            rebased_on = rebased_on.get(name) or []
        target = options["target"]
        if isinstance(target, dict):
            target = target.get(name)
        facets.append(
            _Facet(
                name=name,
                dates=[row[1] for row in own],
                values=[row[2] for row in own],
                trajectory=[row[3] for row in own],
                # A rebase date that is not in the data does nothing, as in R.
                phase=np.cumsum([row[1] in rebased_on for row in own]).tolist(),
                better=_BETTER[options["improvement_direction"]],
                target=math.nan if target is None else float(target),
                has_targets=options["target"] is not None,
                screened=options["screen_outliers"],
                baseline=options["fix_after_n_points"] or len(own),
            )
        )
    return facets


def _points(facets: list[_Facet]) -> list[Columns]:
    """The columns of `points` for each facet, worked out together, shorter facets filled up."""
    longest = max((len(facet.values) for facet in facets), default=0)
    values = np.full((len(facets), longest), np.nan)
    phase = np.zeros(values.shape, dtype=np.int_)
    for row, facet in enumerate(facets):
        values[row, : len(facet.values)] = facet.values
        phase[row] = facet.phase + facet.phase[-1:] * (longest - len(facet.phase))
    groups = cut_at_rebases(values, phase)

    better = groups.of_series(np.array([facet.better for facet in facets], dtype=np.int8))
    limits = process_limits(
        groups.grid,
        screened=groups.of_series(np.array([facet.screened for facet in facets], dtype=bool)),
        baseline=groups.of_series(np.array([facet.baseline for facet in facets], dtype=np.int_)),
        undo_empty_screening=False,
    )
    codes = rule_codes(special_causes(groups.grid, limits, NHSR), better, NHSR)
    table = _table(values, phase, groups, limits)
    table["special_cause_type"] = np.array(NHSR.labels, dtype=object)[groups.by_point(codes)]
    types = groups.by_point(point_types(codes, better))
    table["point_type"] = np.array(
        [kind if kind == "common_cause" else f"special_cause_{kind}" for kind in POINT_TYPES],
        dtype=object,
    )[types]
    return [
        {
            name: [_or_null(cell) for cell in column[row, : len(facet.values)].tolist()]
            for name, column in table.items()
        }
        for row, facet in enumerate(facets)
    ]


def _or_null(cell: Any) -> Any:
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def _table(
    values: NDArray[np.float64], phase: NDArray[np.int_], groups: Groups, limits: Limits
) -> dict[str, NDArray[Any]]:
    """Facet × row arrays of the numeric columns; NaN becomes null."""
    mean, lpl, upl, near_lpl, near_upl, tolerance, mean_moving_range = (
        groups.by_group(of_group)
        for of_group in (
            limits.mean,
            limits.lower,
            limits.upper,
            limits.near_lower,
            limits.near_upper,
            limits.tolerance,
            limits.mean_moving_range,
        )
    )

    def beyond(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.bool_]:
        return (values > high + tolerance) | (values < low - tolerance)

    def unless_null(flags: NDArray[Any], null: NDArray[np.bool_]) -> NDArray[Any]:
        return np.where(null, np.array(np.nan, dtype=object), flags.astype(object))

    outside = beyond(lpl, upl)
    close = beyond(near_lpl, near_upl) & ~outside
    side = (values > mean + tolerance).astype(np.int_) - (values < mean - tolerance)
    no_limits = np.isnan(values + lpl)
    return {
        "value": values,
        "rebase_group": phase,
        "value_in_baseline": groups.by_point(limits.baseline),
        "mean": mean,
        "moving_range": groups.by_point(limits.moving_range),
        "moving_range_screened": groups.by_point(limits.screened_moving_range),
        "mean_moving_range": mean_moving_range,
        "lpl": lpl,
        "upl": upl,
        "near_lpl": near_lpl,
        "near_upl": near_upl,
        "outside_limits": unless_null(outside, no_limits),
        "relative_to_mean": unless_null(side, np.isnan(values)),
        "close_to_limits": unless_null(close, no_limits),
    }


def _result(facets: list[tuple[_Facet, Columns]]) -> Case:
    points: Columns = {}
    summary: Columns = {}
    icons: Columns = {"facet": [], "variation": [], "assurance": []}
    warnings: list[str] = []
    for facet, columns in facets:
        n = len(facet.values)
        group_sizes = {group: facet.phase.count(group) for group in dict.fromkeys(facet.phase)}
        short = [group_sizes[group] < NHSR.min_points for group in facet.phase]
        if any(short):
            warnings = [_SHORT_GROUP_WARNING]
        _extend(
            points,
            columns
            | {
                "facet": [facet.name] * n,
                "date": facet.dates,
                "trajectory": facet.trajectory,
                "special_cause_flag": [
                    label != NHSR.labels[0] for label in columns["special_cause_type"]
                ],
                "short_group_warning": short,
                "target": [None if math.isnan(facet.target) else facet.target] * n,
            },
        )
        assurance = _assurance(facet, columns["lpl"][-1], columns["upl"][-1])
        for group, size in group_sizes.items():
            last = n - 1 - facet.phase[::-1].index(group)
            types = columns["point_type"][last + 1 - size : last + 1]
            _extend(
                summary,
                {
                    "facet": [facet.name],
                    "rebase_group": [group],
                    "mean": [columns["mean"][last]],
                    "lpl": [columns["lpl"][last]],
                    "upl": [columns["upl"][last]],
                    "n": [size],
                    "n_common_cause": [types.count("common_cause")],
                    "n_special_cause_improvement": [types.count("special_cause_improvement")],
                    "n_special_cause_concern": [types.count("special_cause_concern")],
                    "variation_type": [types[-1]],
                    "assurance_type": [assurance if last == n - 1 else None],
                },
            )
        icons["facet"].append(facet.name)
        icons["variation"].append(_variation(facet.better, columns["point_type"][-1]))
        icons["assurance"].append(assurance and assurance.removeprefix("consistent_"))
    return {
        "status": "ok",
        "warnings": warnings,
        "points": points,
        "summary": summary,
        "icons": icons,
    }


def _extend(columns: Columns, more: Columns) -> None:
    for name, cells in more.items():
        columns.setdefault(name, []).extend(cells)


def _variation(better: int, point_type: str) -> str:
    """The icon's file stem: an improvement is high when higher is better, a concern when lower."""
    kind = point_type.removeprefix("special_cause_")
    if kind not in ("improvement", "concern"):
        return kind
    return f"{kind}_{'high' if (kind == 'improvement') == (better > 0) else 'low'}"


def _assurance(facet: _Facet, lpl: float | None, upl: float | None) -> str | None:
    """R's answer, which is `inconsistent` too where limits or the facet's own target are missing."""
    if not facet.has_targets or facet.better == 0:
        return None
    if lpl is None or upl is None or math.isnan(facet.target):
        return "inconsistent"
    tolerance = TOLERANCE * max(abs(lpl), abs(upl))
    if facet.target > upl + tolerance:
        return "consistent_fail" if facet.better > 0 else "consistent_pass"
    if facet.target < lpl - tolerance:
        return "consistent_pass" if facet.better > 0 else "consistent_fail"
    return "inconsistent"
