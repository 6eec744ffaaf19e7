"""What came after culture work, beside what came elsewhere? Never what it caused.

Yearly scores: the change of the directorate where the work was, from the last survey begun before
it to the next, beside the changes of the directorates without such work in that time (difference in
differences), each less what chance alone gives back to a group that lay apart (metrics/pooling.py).
Monthly counts: a step and a bend at the date (metrics/segmented.py), from 24 months.
The date has to be fixed before anybody looks; where it was not, that is said.
Method and cautions: docs/methods.md, "After culture work".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame

from metrics.elsewhere import beside_elsewhere
from metrics.segmented import bend_at

WORK = ("programme", "readiness work")  # the kinds of event that are culture work
YEARLY = ("involvement", "able_to_improve", "engagement", "voice")
MONTHLY = ("projects_started", "people_trained", "pdsa_cycles_ended")
SURVEY_MONTH = 10  # the autumn survey asks from October
CAUTION = (
    "This sets two developments side by side. It does not show that one led to the other: areas are "
    "not chosen by lot, other things happened too, and one year is little."
)
COLUMNS = (
    "title", "began_on", "directorate", "indicator", "period", "compared_with", "own", "elsewhere",
    "difference", "lower", "upper", "compared", "larger", "said", "step", "step_lower",
    "step_upper", "bend", "bend_lower", "bend_upper", "months_before", "months_after", "reason",
)  # fmt: skip


def waves_around(began_on: date) -> tuple[str, str]:
    """The last autumn survey that had begun when the work began, and the one after it."""
    before = began_on.year if began_on.month >= SURVEY_MONTH else began_on.year - 1
    return str(before), str(before + 1)


def after_work(judged: DataFrame, events: DataFrame) -> DataFrame:
    """One row per piece of culture work and indicator: what came after it, or why nothing can be said.

    `judged` are the values in the form shown, with change and expected_change; `events` those of
    the snapshot. Yearly rows have `own`, `elsewhere` (mean change), `difference` with its 95 %
    interval and how many were `compared`; monthly rows a `step` and a `bend` a month with theirs.
    """
    work = events.loc[events["kind"].isin(WORK)]
    rows: list[dict[str, Any]] = []
    for event in work.to_dict("records"):
        began_on = pd.Timestamp(event["began_on"]).date()
        about = {name: event[name] for name in ("title", "began_on", "directorate")}
        rows += [about | _yearly(judged, work, event["directorate"], began_on, n) for n in YEARLY]
        rows += [about | _monthly(judged, event["directorate"], began_on, n) for n in MONTHLY]
    return DataFrame(rows, columns=list(COLUMNS))


def _yearly(
    judged: DataFrame, work: DataFrame, directorate: str, began_on: date, indicator: str
) -> dict[str, Any]:
    before, after = waves_around(began_on)
    about = {"indicator": indicator, "period": after, "compared_with": before}
    if not directorate:
        return about | {"reason": "the whole trust took part, so there is nobody to compare with."}
    if not ((judged["indicator"] == indicator) & (judged["period"] == after)).any():
        return about | {"reason": f"the survey of {after} is not here yet."}
    rows = judged.loc[
        (judged["indicator"] == indicator)
        & (judged["period"] == after)
        & (judged["breakdown"] == "directorate")
        & (judged["weighting"] != "weighted")
    ].set_index("directorate")
    beyond = rows["change"] - rows["expected_change"].fillna(0.0)
    busy = {
        event["directorate"]
        for event in work.to_dict("records")
        if waves_around(pd.Timestamp(event["began_on"]).date())[0] == before
    }
    own = beyond.get(directorate, np.nan)
    if np.isnan(own):
        return about | {"reason": "the directorate's two surveys cannot be compared."}
    found = beside_elsewhere(float(own), list(beyond.drop(labels=list(busy & set(beyond.index)))))
    if found is None:
        return about | {"reason": "too few directorates without such work to compare with."}
    return about | {
        "own": found.own,
        "elsewhere": found.elsewhere,
        "difference": found.difference,
        "lower": found.lower,
        "upper": found.upper,
        "compared": found.compared,
        "larger": found.larger,
        "said": found.said,
        "reason": "",
    }


def _monthly(judged: DataFrame, directorate: str, began_on: date, indicator: str) -> dict[str, Any]:
    breakdown = "directorate" if directorate else "trust"
    series = judged.loc[
        (judged["indicator"] == indicator)
        & (judged["breakdown"] == breakdown)
        & (judged["directorate"] == directorate)
    ].sort_values("period")
    first = f"{began_on:%Y-%m}"
    about: Mapping[str, Any] = {"indicator": indicator, "compared_with": first}
    values = series["value"].to_numpy("float64")
    found = bend_at(values, int((series["period"] < first).sum()))
    if found is None:
        return {**about, "reason": "fewer than 24 months are known, or six before or after."}
    return {
        **about,
        "period": series["period"].iloc[-1],
        "step": found.step[0],
        "step_lower": found.step[1],
        "step_upper": found.step[2],
        "bend": found.bend[0],
        "bend_lower": found.bend[1],
        "bend_upper": found.bend[2],
        "months_before": found.months_before,
        "months_after": found.months_after,
        "reason": "",
    }
