"""Which cells of each survey wave are withheld? Decided once per wave, audited, and kept."""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from metrics.compute import GROUP
from metrics.disclosure import audit_wave, withhold
from metrics.indicator import Indicator
from settings import Settings

CELL = ["period", "breakdown", *GROUP]

# The audited masks of waves seen before, by what they were decided on: positions withheld.
Audited = MutableMapping[str, list[int]]


class CanBeWorkedOut(Exception):
    """The audit found a group that could be worked out; each argument names a breakdown."""


def mask(
    lines: DataFrame, indicators: dict[str, Indicator], settings: Settings, audited: Audited
) -> DataFrame:
    """The cells of every survey wave with `is_withheld`, one row per period, breakdown and group.

    One mask serves all measures of a wave: it is decided on the smallest base among those that
    everybody is asked, and audited with the values of all of them. A cell that the file itself
    withheld counts as small. A wave whose lines are those of an earlier publication keeps the mask
    in `audited`; new ones are added to it. Raises CanBeWorkedOut where the audit finds a leak.
    """
    asked = {key: i for key, i in indicators.items() if i.is_opinion and i.everybody_asked}
    cells = lines.loc[
        lines["indicator"].isin(list(asked))
        & (lines["weighting"] == "unweighted")
        & (lines["breakdown"] != "characteristic")
    ]
    if cells.empty:
        return DataFrame(columns=[*CELL, "respondents", "is_withheld"])
    smallest = smallest_bases(cells)
    most = {key: 10.0 if i.statistic in ("score", "rating") else 1.0 for key, i in asked.items()}
    # A mean of 1 to 5 is audited as the score of ten that it is.
    rated = cells["indicator"].isin([k for k, i in asked.items() if i.statistic == "rating"])
    of_ten = 2.5 * (cells["numerator"] - cells["denominator"])
    cells = cells.assign(numerator=cells["numerator"].where(~rated, of_ten))
    measures = cells.assign(
        measure=cells["indicator"] + cells["contrast"],  # both sides of a difference
        most=cells["indicator"].map(most),
        numerator=cells["numerator"].where(~cells["is_suppressed"].astype(bool)),
    )[[*CELL, "measure", "denominator", "numerator", "most"]]
    parts = [
        wave.assign(
            is_withheld=_of_wave(
                wave, measures.loc[measures["period"] == period], settings, audited
            )
        )
        for period, wave in smallest.groupby("period")
    ]
    return pd.concat(parts, ignore_index=True)


def smallest_bases(cells: DataFrame) -> DataFrame:
    """Respondents of each cell: the smallest base among its measures; missing where unknown."""
    # A sum with a withheld part has at least the people of its other parts: it is no small group.
    known = cells["denominator"].where(cells["denominator"] > 0)
    bases = cells.assign(respondents=known, unknown=known.isna()).groupby(CELL, as_index=False)
    smallest = bases.agg(respondents=("respondents", "min"), unknown=("unknown", "any"))
    smallest.loc[smallest["unknown"], "respondents"] = np.nan
    # So has a division that the file itself withheld: at least the people of its directorates.
    children = smallest.loc[smallest["breakdown"] == "directorate"]
    people = children.groupby(["period", "division"])["respondents"].sum()
    lost = (smallest["breakdown"] == "division") & smallest["respondents"].isna()
    homes = pd.MultiIndex.from_frame(smallest.loc[lost, ["period", "division"]])
    at_least = people.reindex(homes).to_numpy("float64")
    smallest.loc[lost, "respondents"] = np.where(at_least > 0, at_least, np.nan)
    return smallest.drop(columns="unknown")


def _of_wave(
    wave: DataFrame, measures: DataFrame, settings: Settings, audited: Audited
) -> Series[bool]:
    floor = settings.smallest_group_shown
    if (
        wave["respondents"].max() < floor
    ):  # a pulse that hardly anybody answered: not even the trust
        return Series(True, index=wave.index)
    ordered = measures.sort_values([*CELL, "measure"])
    decided_on = f"{wave.to_csv(index=False)}{ordered.to_csv(index=False, float_format='%.6f')}"
    known = hashlib.sha256(f"{floor}\n{decided_on}".encode()).hexdigest()
    if known in audited:
        return Series(np.isin(np.arange(len(wave)), audited[known]), index=wave.index)
    withheld = withhold(wave, floor, measures)
    leaks = audit_wave(wave, withheld, measures, floor)
    if leaks:
        raise CanBeWorkedOut(*leaks)
    audited[known] = np.flatnonzero(withheld.to_numpy()).tolist()
    return withheld
