"""Where has a yearly value been going over all comparable years, and not only since the last?

A straight line through the survey waves, each weighted by its own precision. The interval of the
yearly step widens where the points scatter more than their own errors explain, so that a zigzag
is not called a trend.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pandas import DataFrame

from metrics.change import called, series_begins
from metrics.compute import GROUP
from metrics.indicator import Indicator
from metrics.intervals import Z95, Array
from metrics.structure import Break, phases
from settings import Settings

FEWEST_WAVES = 3
_SERIES = ["indicator", "breakdown", *GROUP, "weighting"]


def with_trend(
    values: DataFrame,
    indicators: dict[str, Indicator],
    settings: Settings,
    breaks: Sequence[Break] = (),
) -> DataFrame:
    """`values` (in the form shown) with the yearly step over the waves up to each row's own.

    Adds `trend` (change a year, in the indicator's unit), its 95 % interval `trend_lower`,
    `trend_upper`, `trend_since` (the first wave in it) and `trend_verdict`: "improved" or "worse"
    where the interval leaves out nought and the whole way is at least the practical minimum, else
    "no clear change"; "" where fewer than three waves on one basis, wording and making are shown, or since the unit became
    what it is (`breaks`).
    """
    waves = values["indicator"].map({key: i.grain == "wave" for key, i in indicators.items()})
    parts = values["breakdown"].isin(["trust", "division", "directorate", "staff_group"])
    usable = values.loc[
        waves.astype(bool) & parts & (values["status"] == "shown") & values["upper"].notna()
    ]
    result = values.assign(
        trend=np.nan, trend_lower=np.nan, trend_upper=np.nan, trend_since="", trend_verdict=""
    )
    if usable.empty:
        return result
    rows = usable.assign(
        year=usable["period"].astype(int),
        phase=phases(usable, breaks),
        error=(usable["upper"] - usable["lower"]) / (2 * Z95),
    )
    table = rows.pivot_table(
        index=[*_SERIES, "is_recomputed", "phase"], columns="year", values=["value", "error"]
    )
    years = np.arange(rows["year"].min(), rows["year"].max() + 1)
    value, error = (
        DataFrame(table[name]).reindex(columns=years).to_numpy("float64")
        for name in ("value", "error")
    )
    series = table.index.to_frame(index=False)
    for last, year in enumerate(years):
        if last + 1 < FEWEST_WAVES:
            continue
        begins = np.array(
            [series_begins(indicators[name], str(year)) for name in series["indicator"]]
        )
        counted = years[None, : last + 1] >= begins[:, None]
        found = _line(
            years[: last + 1].astype("float64"),
            np.where(counted, value[:, : last + 1], np.nan),
            np.where(counted, error[:, : last + 1], np.nan),
        )
        here = series.assign(period=str(year), **found)
        here = here.loc[here["trend"].notna() & ~np.isnan(value[:, last])]
        _note(result, rows, here, indicators, settings)
    return result


def _line(years: Array, value: Array, error: Array) -> dict[str, Array]:
    """Weighted least squares for each series (rows): the step a year and its interval."""
    known = ~np.isnan(value) & (error > 0)
    weight = np.where(known, 1 / np.where(known, error, 1.0) ** 2, 0.0)
    waves = known.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = weight.sum(axis=1)
        middle = (weight * years).sum(axis=1) / whole
        mean = np.where(known, weight * value, 0.0).sum(axis=1) / whole
        distance = years[None, :] - middle[:, None]
        spread = (weight * distance**2).sum(axis=1)
        step = np.where(known, weight * distance * value, 0.0).sum(axis=1) / spread
        left = np.where(known, value - mean[:, None] - step[:, None] * distance, 0.0)
        scatter = (weight * left**2).sum(axis=1) / np.maximum(waves - 2, 1)
        half = Z95 * np.sqrt(np.maximum(scatter, 1.0) / spread)
    enough = waves >= FEWEST_WAVES
    first = np.where(known, years[None, :], np.inf).min(axis=1)
    return {
        "trend": np.where(enough, step, np.nan),
        "trend_lower": np.where(enough, step - half, np.nan),
        "trend_upper": np.where(enough, step + half, np.nan),
        "first": first,
    }


def _note(
    result: DataFrame,
    rows: DataFrame,
    here: DataFrame,
    indicators: dict[str, Indicator],
    settings: Settings,
) -> None:
    """Write the steps of one wave beside its values, with their verdicts."""
    keys = [*_SERIES, "is_recomputed", "phase", "period"]
    found = rows[[*keys, "value"]].reset_index().merge(here, on=keys).set_index("index")
    if found.empty:
        return
    way = found["trend"] * (found["period"].astype(int) - found["first"])
    certain = (found["trend_lower"] > 0) | (found["trend_upper"] < 0)
    result.loc[found.index, "trend_verdict"] = called(
        found["indicator"], found["value"], found["value"] - way, certain, indicators, settings
    )
    for column in ("trend", "trend_lower", "trend_upper"):
        result.loc[found.index, column] = found[column]
    result.loc[found.index, "trend_since"] = found["first"].astype(int).astype(str)
