"""Do our attribute charts and funnels agree with the reference R packages, point for point?

`attribute` takes cases and gives results in the form in which results of qicharts2 and
FunnelPlotR were recorded (tests/metrics/vectors/README.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.spc_attribute import attribute_chart, funnel

Case = dict[str, Any]


def attribute(cases: Sequence[Case]) -> list[Case]:
    """The `expected` part of each case: a chart over time if it names one, else a funnel."""
    charts = iter(_charts([case for case in cases if "chart" in case]))
    funnels = iter(_funnels([case for case in cases if "chart" not in case]))
    return [next(charts if "chart" in case else funnels) for case in cases]


def _charts(cases: list[Case]) -> list[Case]:
    numerator = _rows([case["input"]["numerator"] for case in cases])
    denominator = _rows([case["input"]["denominator"] or [] for case in cases], numerator.shape[1])
    result = attribute_chart(
        numerator,
        denominator,
        chart=np.array([case["chart"] for case in cases], dtype=np.str_),
        screened=np.array([case["screened"] for case in cases], dtype=bool),
        baseline=np.array(
            [case["freeze"] or len(case["input"]["numerator"]) for case in cases], dtype=np.int_
        ),
    )
    points = {
        "y": result.y,
        "centre": result.centre,
        "lcl": result.lower,
        "ucl": result.upper,
        "lcl_2s": result.lower_2s,
        "ucl_2s": result.upper_2s,
        "sigma_signal": result.outside,
    }
    runs = {
        "n_useful": result.runs.n_useful,
        "longest_run": result.runs.longest_run,
        "longest_run_max": result.runs.longest_run_max,
        "n_crossings": result.runs.n_crossings,
        "n_crossings_min": result.runs.n_crossings_min,
        "runs_signal": result.runs.signal,
    }
    return [
        {
            "status": "ok",
            "points": _cells(points, row, len(case["input"]["numerator"])),
            "runs": {name: per_series[row].item() for name, per_series in runs.items()},
        }
        for row, case in enumerate(cases)
    ]


def _funnels(cases: list[Case]) -> list[Case]:
    numerator = _rows([case["input"]["numerator"] for case in cases])
    denominator = _rows([case["input"]["denominator"] for case in cases])
    result = funnel(
        numerator,
        denominator,
        overdispersion=np.array([case["overdispersion_adjusted"] for case in cases], dtype=bool),
        trim=np.array([case["trim_by"] for case in cases], dtype=np.float64),
    )
    points: dict[str, NDArray[Any]] = {
        "proportion": result.proportion,
        "z_unadjusted": result.z,
        "z_winsorised": result.z_winsorised,
    }
    for name in result.lower:
        points |= {
            f"lcl{name}": result.lower[name],
            f"ucl{name}": result.upper[name],
            f"od_lcl{name}": result.wide_lower[name],
            f"od_ucl{name}": result.wide_upper[name],
        }
    judged_at_95 = np.array([case["limit"] == 95 for case in cases], dtype=bool)[:, np.newaxis]
    points["outlier"] = np.where(judged_at_95, result.outside("95"), result.outside("998")).astype(
        np.int_
    )
    return [
        {
            "target": result.target[row].item(),
            "phi": result.phi[row].item(),
            "tau2": result.tau2[row].item(),
            "adjusted_limits_used": result.adjusted[row].item(),
            "points": _cells(points, row, len(case["input"]["group"]))
            | {"group": case["input"]["group"]},
        }
        for row, case in enumerate(cases)
    ]


def _rows(lists: list[list[float | None]], width: int = 0) -> NDArray[np.float64]:
    """One row per list, null and the end of shorter rows as NaN."""
    rows = np.full((len(lists), max([width, *map(len, lists)])), np.nan)
    for row, cells in enumerate(lists):
        rows[row, : len(cells)] = [math.nan if cell is None else cell for cell in cells]
    return rows


def _cells(columns: dict[str, NDArray[Any]], row: int, n: int) -> dict[str, list[Any]]:
    return {
        name: [
            None if isinstance(cell, float) and math.isnan(cell) else cell
            for cell in column[row, :n].tolist()
        ]
        for name, column in columns.items()
    }
