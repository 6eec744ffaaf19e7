"""What may be shown, and what does each value say? From measured values to the rows of a snapshot.

The order is the journey's: put into the form shown what the mask allows, compare with the year before, with the
trust and with peers, and read the control charts. Everything derived is worked out from values
in the form shown, so that nobody can learn more from a difference than from its two sides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from metrics.benchmark import with_peers
from metrics.change import is_better, year_on_year
from metrics.chart_choices import NOTHING_CHOSEN, ChartChoices, target_of, with_phases
from metrics.compute import GROUP, NUMBERS, SIDES, share_with_bounds
from metrics.disclosure import shown_base
from metrics.disclosure_form import BASE_ROUNDED_TO, LEAST_PERCENT, MOST_PERCENT, SMALL_FOR_EXTREMES
from metrics.indicator import Indicator
from metrics.intervals import difference_interval, mean_of_ratings, mean_of_scores, wilson
from metrics.pooling import with_pooling
from metrics.run_charts import with_run_charts
from metrics.several_years import with_trend
from metrics.spc import MDC, judge_series
from metrics.spc_rules import POINT_TYPES
from metrics.structure import Break, Structure
from metrics.wave_release import CELL
from settings import Settings

NOT_SHOWN = "not shown, to protect confidentiality"
RECOMPUTED = "recomputed from answers"
BASIS_IN_WORDS = {
    "weighted": "survey, published, weighted by occupation",
    "unweighted": "survey, published, not weighted",
    "": "registers",
}


def shown(
    values: DataFrame, masked: DataFrame, indicators: dict[str, Indicator], settings: Settings
) -> DataFrame:
    """`values` with `status`, and value, interval and base in the form that may be shown.

    Survey values below the trust: base to the nearest 5, per cent whole, scores to 2 decimals,
    intervals from the rounded base; a cell that the mask does not know is withheld. Registers'
    values stay exact; too small a base gives no rate.
    """
    rows = _with_masks(values, masked)
    indicator = rows["indicator"]
    opinion = indicator.map({key: i.is_opinion for key, i in indicators.items()}).astype(bool)
    # Without rows it would be text, and text has no order beside numbers.
    least = indicator.map({k: i.smallest_denominator for k, i in indicators.items()}).astype(float)
    counted = indicator.map({key: i.statistic == "count" for key, i in indicators.items()})
    is_part = ~rows["breakdown"].isin(["trust", "characteristic"])
    # A gap by characteristic has a mask of its own only.
    by_trait = rows["breakdown"] == "characteristic"
    not_known = (is_part & rows["is_withheld"].isna()) | (
        by_trait & rows["is_withheld_alone"].isna()
    )
    withheld = opinion & (
        rows["is_withheld"].eq(True)
        | rows["is_withheld_alone"].eq(True)
        | not_known
        | rows["is_suppressed"].astype(bool)
    )
    thin = ~withheld & ~counted.astype(bool) & ((rows["base"] < least) | rows["value"].isna())
    rows["status"] = np.select([withheld, thin], ["withheld", "insufficient"], "shown")
    rows["bound"] = ""
    rows["n"] = rows["base"]
    _round_survey(rows, opinion & is_part, indicators, settings)
    _round_trust(rows, opinion & ~is_part, indicators)
    rows["n_in_words"] = _bases_in_words(rows, opinion & is_part)
    hidden = rows["status"] != "shown"
    rows.loc[hidden, ["value", "lower", "upper"]] = np.nan
    rows.loc[withheld, "n"] = np.nan
    rows.loc[withheld, "n_in_words"] = ""
    rows["known_of"] = rows["total"].where(~hidden)
    return rows.drop(
        columns=[
            *("is_withheld", "is_withheld_alone"),
            *("is_suppressed", *NUMBERS, "base", *SIDES),
        ]
    )


def _with_masks(values: DataFrame, masked: DataFrame) -> DataFrame:
    """`values` with `is_withheld` by the mask of their cell, and `is_withheld_alone` by their own."""
    of_cell = masked.loc[masked["indicator"] == "", [*CELL, "is_withheld"]]
    alone = masked.loc[masked["indicator"] != "", [*CELL, "indicator", "is_withheld"]]
    alone = alone.rename(columns={"is_withheld": "is_withheld_alone"})
    rows = values.merge(of_cell, on=CELL, how="left")
    return rows.merge(alone, on=[*CELL, "indicator"], how="left")


def at_home_today(rows: DataFrame, trust: Structure) -> DataFrame:
    """Each directorate in today's division: it is looked for where it is now.

    Only its label: what was summed and masked was the division of each period.
    """
    own = rows["breakdown"] == "directorate"
    rows.loc[own, "division"] = [
        trust.division_of(name, None) or then
        for name, then in zip(rows.loc[own, "directorate"], rows.loc[own, "division"], strict=True)
    ]
    return rows


def _round_survey(
    rows: DataFrame, chosen: Series[bool], indicators: dict[str, Indicator], settings: Settings
) -> None:
    rows.loc[chosen, "n"] = [
        float("nan") if np.isnan(base) else shown_base(base) for base in rows.loc[chosen, "base"]
    ]
    statistic = rows["indicator"].map({key: i.statistic for key, i in indicators.items()})
    for name, bounds_of in (("score", mean_of_scores), ("rating", mean_of_ratings)):
        means = chosen & (statistic == name)
        rows.loc[means, "value"] = rows.loc[means, "value"].round(2)
        low, high = bounds_of(
            rows.loc[means, "value"].to_numpy("float64"),
            rows.loc[means, "n"].to_numpy("float64"),
            settings.assumed_score_sd,
        )
        rows.loc[means, "lower"], rows.loc[means, "upper"] = low.round(2), high.round(2)
    _round_differences(rows, chosen & (statistic == "points"))
    shares = chosen & (statistic == "proportion")
    whole = np.floor(rows.loc[shares, "value"] + 0.5)
    small = rows.loc[shares, "base"] < SMALL_FOR_EXTREMES
    rows.loc[shares, "value"] = whole.where(~small, whole.clip(LEAST_PERCENT, MOST_PERCENT))
    rows.loc[whole.index[small & (whole < LEAST_PERCENT)], "bound"] = "under"
    rows.loc[whole.index[small & (whole > MOST_PERCENT)], "bound"] = "over"
    low, high = wilson(
        (rows.loc[shares, "value"] / 100 * rows.loc[shares, "n"]).to_numpy("float64"),
        rows.loc[shares, "n"].to_numpy("float64"),
    )
    rows.loc[shares, "lower"], rows.loc[shares, "upper"] = (
        (100 * low).round(0),
        (100 * high).round(0),
    )


def _round_differences(rows: DataFrame, chosen: Series[bool]) -> None:
    """Both sides in the form they are shown in, and the difference of these."""
    shares = rows.loc[chosen, ["share_reference", "share_compared"]].to_numpy("float64")
    bases = rows.loc[chosen, ["base_reference", "base_compared"]].to_numpy("float64")
    whole = np.floor(shares + 0.5)
    whole = np.where(bases < SMALL_FOR_EXTREMES, np.clip(whole, LEAST_PERCENT, MOST_PERCENT), whole)
    about = BASE_ROUNDED_TO * np.floor(bases / BASE_ROUNDED_TO + 0.5)
    first, second = (
        share_with_bounds(whole[:, side] / 100 * about[:, side], about[:, side]) for side in (0, 1)
    )
    low, high = difference_interval(first, second)
    rows.loc[chosen, "value"] = whole[:, 0] - whole[:, 1]
    rows.loc[chosen, "lower"], rows.loc[chosen, "upper"] = low.round(0), high.round(0)


def _round_trust(rows: DataFrame, chosen: Series[bool], indicators: dict[str, Indicator]) -> None:
    statistic = rows["indicator"].map({key: i.statistic for key, i in indicators.items()})
    numbers = ["value", "lower", "upper"]
    for names, decimals in ((("score", "rating", "gap"), 2), (("proportion", "points"), 1)):
        these = chosen & statistic.isin(names)
        rows.loc[these, numbers] = rows.loc[these, numbers].round(decimals)


def _bases_in_words(rows: DataFrame, is_rounded: Series[bool]) -> Series[str]:
    return Series(
        [
            "" if np.isnan(n) else f"about {int(n):,}" if rounded else f"{int(n):,}"
            for n, rounded in zip(rows["n"], is_rounded, strict=True)
        ],
        index=rows.index,
        dtype=object,
    )


def judged(
    values: DataFrame,
    indicators: dict[str, Indicator],
    settings: Settings,
    peers: DataFrame,
    breaks: Sequence[Break] = (),
    choices: ChartChoices = NOTHING_CHOSEN,
) -> DataFrame:
    """`values` (in the form shown) with verdicts, and beside the trust, peers and usual range.

    `breaks` tells which units are not what they were a year before; `choices` what was chosen for
    the control charts.
    """
    rows = year_on_year(values, indicators, settings, breaks)
    nothing = rows["indicator"].map({k: i.judged_by == "nothing" for k, i in indicators.items()})
    rows.loc[nothing.astype(bool), ["verdict", "reason"]] = ""
    rows = with_trend(with_pooling(rows, indicators), indicators, settings, breaks)
    rows = against_trust(rows, indicators)
    rows = with_peers(rows, {k: i.measure for k, i in indicators.items() if i.measure}, peers)
    rows = with_control_charts(rows, indicators, breaks, choices)
    rows = with_run_charts(rows, indicators, settings)
    rows.loc[rows["status"] == "withheld", "reason"] = NOT_SHOWN
    thin = (rows["status"] == "insufficient") & (rows["reason"] != NOT_SHOWN)
    rows.loc[thin, "reason"] = "too few to give a rate."
    rows["basis"] = rows["weighting"].map(BASIS_IN_WORDS)
    rows.loc[rows["is_recomputed"], "basis"] = rows["basis"].str.replace("published", RECOMPUTED)
    pulse = rows["indicator"].map({k: i.grain == "quarter" for k, i in indicators.items()})
    rows.loc[pulse.astype(bool), "basis"] = "pulse " + rows["basis"]
    of_changes = rows["indicator"].map({k: i.grain == "change" for k, i in indicators.items()})
    rows.loc[of_changes.astype(bool), "basis"] = "survey about one change, as uploaded"
    return rows.drop(columns="is_recomputed")


def against_trust(rows: DataFrame, indicators: dict[str, Indicator]) -> DataFrame:
    """Where each part of the trust stands to the whole, on the same basis.

    `against_trust` is "better" or "worse" only where the part's 95 % interval leaves the trust's
    value out, and "much …" where it lies more than twice the interval's half away.
    """
    trust = rows.loc[
        (rows["breakdown"] == "trust") & (rows["weighting"] != "weighted"),
        ["indicator", "period", "value"],
    ].rename(columns={"value": "trust_value"})
    rows = rows.merge(trust, on=["indicator", "period"], how="left")
    rows.loc[rows["breakdown"].isin(["trust", "characteristic"]), "trust_value"] = np.nan
    counted = rows["indicator"].map({k: i.statistic == "count" for k, i in indicators.items()})
    rows.loc[counted.astype(bool), "trust_value"] = np.nan
    apart = (rows["lower"] > rows["trust_value"]) | (rows["upper"] < rows["trust_value"])
    half = (rows["upper"] - rows["lower"]) / 2
    far = (rows["value"] - rows["trust_value"]).abs() > 2 * half
    rows["against_trust"] = ""
    for name, chosen in rows.loc[apart].groupby("indicator", sort=False):
        if indicators[str(name)].better == "neither":
            continue
        better = is_better(
            indicators[str(name)],
            chosen["value"].to_numpy("float64"),
            chosen["trust_value"].to_numpy("float64"),
        )
        word = np.where(better, "better", "worse").astype(object)
        much = np.where(far.loc[chosen.index], "much ", "").astype(object)
        rows.loc[chosen.index, "against_trust"] = much + word
    return rows


def with_control_charts(
    rows: DataFrame,
    indicators: dict[str, Indicator],
    breaks: Sequence[Break] = (),
    choices: ChartChoices = NOTHING_CHOSEN,
) -> DataFrame:
    """Mean, limits, mark, target and verdict for the indicators that a control chart judges.

    All their series are worked out at once. Profile: Making Data Count; 13 months before limits.
    A unit that is not what it was has limits of its own from then on, and so has a chart from the
    month that was chosen. Assurance is told of a chart's newest month, against its target then.
    """
    rows[["centre", "limit_lower", "limit_upper", "target"]] = np.nan
    rows[["mark", "rule", "limits_since", "limits_reason", "assurance"]] = ""
    charted = [key for key, i in indicators.items() if i.judged_by == "control chart"]
    points = rows.loc[rows["indicator"].isin(charted)]
    if points.empty:
        return rows
    points = with_phases(points, breaks, choices)
    points["target"] = target_of(points, choices.targets)
    said_of = ["limits_since", "limits_reason", "target"]
    rows.loc[points.index, said_of] = points[said_of]
    series = ["indicator", "breakdown", *GROUP, "phase"]
    table = points.pivot_table(index=series, columns="period", values="value", aggfunc="first")
    newest = points.loc[points["value"].notna()].sort_values("period").groupby(series).tail(1)
    goals = newest.set_index(series)["target"].reindex(table.index)
    better = np.array(
        [
            {"higher": 1, "lower": -1}.get(indicators[key].better, 0)
            for key in table.index.get_level_values("indicator")
        ],
        dtype=np.int8,
    )
    result = judge_series(table.to_numpy("float64"), better, target=goals.to_numpy("float64"))
    marks = np.array(["" for _ in POINT_TYPES], dtype=object)
    for place, name in enumerate(POINT_TYPES):
        marks[place] = {"improvement": "improvement", "concern": "concern"}.get(name, "ordinary")
    words = np.array([_RULES_IN_WORDS.get(label, "") for label in MDC.labels], dtype=object)
    columns = {
        "centre": result.mean,
        "limit_lower": result.lower_limit,
        "limit_upper": result.upper_limit,
        "mark": np.where(np.isnan(result.upper_limit), "", marks[np.asarray(result.point_type)]),
        "rule": words[np.asarray(result.rule)],
    }
    long = DataFrame(
        {name: array.ravel() for name, array in columns.items()},
        index=pd.MultiIndex.from_tuples(
            [(*key, period) for key in table.index for period in table.columns],
            names=[*series, "period"],
        ),
    )
    found = long.reindex(pd.MultiIndex.from_frame(points[[*series, "period"]]))
    for name in columns:
        rows.loc[points.index, name] = found[name].to_numpy()
    last = newest.groupby(series[:-1])["period"].transform("max") == newest["period"]
    assurance = Series(result.assurance, index=table.index)
    rows.loc[newest.index[last], "assurance"] = assurance.reindex(
        pd.MultiIndex.from_frame(newest.loc[last, series])
    ).to_numpy()
    said = {"improvement": "improved", "concern": "worse", "ordinary": "no clear change"}
    rows.loc[points.index, "verdict"] = [said.get(mark, "cannot say") for mark in found["mark"]]
    rows.loc[points.index, "reason"] = [
        "" if mark else "limits begin at 13 months." for mark in found["mark"]
    ]
    return rows


_RULES_IN_WORDS = {
    "Above UCL": "above the usual range",
    "Below LCL": "below the usual range",
    "7 Points Above CL": "seven or more in a row above the mean",
    "7 Points Below CL": "seven or more in a row below the mean",
    "7 Point Trend (Increasing)": "rising seven times or more in a row",
    "7 Point Trend (Decreasing)": "falling seven times or more in a row",
    "2 in 3 Above CL": "two of three near the upper limit",
    "2 in 3 Below CL": "two of three near the lower limit",
}
