"""Do a quarterly series' points shift about their median more than chance alone would have it?"""

from __future__ import annotations

import numpy as np
from pandas import DataFrame, Series

from metrics.compute import GROUP
from metrics.indicator import Indicator
from metrics.intervals import Array
from metrics.spc_attribute import attribute_chart
from settings import Settings

# About the median of fewer points no run can be so long, and no crossing so rare, that the test of
# Anhøj and Olesen (2014) takes notice.
FEWEST_QUARTERS = 10
A_YEAR = 4  # points at the end that must lie on one side before a direction is named


def with_run_charts(
    rows: DataFrame, indicators: dict[str, Indicator], settings: Settings
) -> DataFrame:
    """`rows` (in the form shown) with median and verdict where a run chart judges.

    Each quarter of the trust is judged with those before it: `centre` is their median; "improved"
    or "worse" where the runs test fires, the last four points off the median lie on one side of
    it, and their median is at least the practical minimum from that of the points before; `rule`
    says it in words. Parts of the trust are shown and not judged: a handful answers in each.
    """
    charted = rows["indicator"].map({k: i.judged_by == "run chart" for k, i in indicators.items()})
    points = rows.loc[charted.astype(bool)]
    if points.empty:
        return rows
    rows.loc[points.index, ["verdict", "reason"]] = ""
    trust = points.loc[(points["breakdown"] == "trust") & (points["status"] == "shown")]
    for (name, *_), series in trust.groupby(["indicator", *GROUP, "weighting"]):
        values = series.sort_values("period")["value"]
        better = {"higher": 1, "lower": -1}[indicators[str(name)].better]
        for place, at in enumerate(values.index, start=1):
            said = _judged(values.iloc[:place], better, settings.least_score_change)
            rows.loc[at, ["centre", "verdict", "reason", "rule"]] = said
    return rows


def _judged(values: Series[float], better: int, least: float) -> list[float | str]:
    """Median, verdict, reason and rule of the last of these quarters."""
    median = float(values.median())
    if len(values) < FEWEST_QUARTERS:
        return [median, "cannot say", f"the runs test begins at {FEWEST_QUARTERS} quarters.", ""]
    numbers: Array = np.asarray([values], dtype="float64")
    chart = attribute_chart(
        numbers,
        np.ones_like(numbers),
        np.array(["run"]),
        np.array([False]),
    )
    apart = values.loc[(values - median).abs() > 1e-9]
    last, before = apart.iloc[-A_YEAR:] - median, apart.iloc[:-A_YEAR] - median
    on_one_side = len(last) == A_YEAR and abs(float(np.sign(last).sum())) == A_YEAR
    far = abs(float(last.median() - before.median())) >= least - 1e-12
    if not (chart.runs.signal[0] and on_one_side and far):
        return [median, "no clear change", "", ""]
    side = float(np.sign(last.iloc[-1]))
    where = "above" if side > 0 else "below"
    rule = f"the last four quarters lie {where} a median that is crossed more seldom than by chance"
    return [median, "improved" if side == better else "worse", "", rule]
