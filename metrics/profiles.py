"""What do the composites say of each unit and wave? From shown values to rows of the snapshot.

A composite of survey year Y reads registers and training at October of Y, so that adding next
year's data never alters it. If a survey value of a unit is withheld, so is its composite.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame

from metrics.composite import (
    BANDS,
    LEAST_INDEX_CHANGE,
    Composite,
    Profile,
    composites,
    profile,
)
from metrics.compute import GROUP
from metrics.intervals import Array
from metrics.periods import a_year_before, month_of_wave
from metrics.published import NOT_SHOWN

UNIT = ["breakdown", "division", "directorate"]
_UNITS = ("trust", "division", "directorate")


@dataclass(frozen=True)
class Profiles:
    """Rows for the snapshot's tables value, composite_part and band_chance."""

    values: DataFrame
    parts: DataFrame
    chances: DataFrame


def profiles(shown: DataFrame) -> Profiles:
    """Every composite for the trust, divisions and directorates, for each survey wave.

    `shown` are the values in the form that may be shown. Raises nothing on an empty frame.
    """
    made = [_of(composite, shown) for composite in composites().values()]
    return Profiles(
        pd.concat([one.values for one in made], ignore_index=True),
        pd.concat([one.parts for one in made], ignore_index=True),
        pd.concat([one.chances for one in made], ignore_index=True),
    )


def _inputs(composite: Composite, shown: DataFrame) -> DataFrame:
    """One row per unit and wave, one block of columns per part: value, lower, upper, withheld."""
    wanted = [part.indicator for part in composite.parts]
    rows = shown.loc[
        shown["indicator"].isin(wanted)
        & (shown["weighting"] != "weighted")
        & shown["breakdown"].isin([*_UNITS, "characteristic"])
    ].copy()
    # The widest gap of any characteristic stands for the trust, whichever side is worse off.
    gap = rows["breakdown"] == "characteristic"
    widest = rows.loc[gap].sort_values("value", ascending=False, key=lambda v: v.abs())
    widest = widest.drop_duplicates(["indicator", "period"]).assign(
        breakdown="trust", characteristic=""
    )
    turned = widest["value"] < 0
    widest.loc[turned, ["value", "lower", "upper"]] = -widest.loc[
        turned, ["value", "upper", "lower"]
    ].to_numpy()
    rows = pd.concat([rows.loc[~gap], widest], ignore_index=True)
    waves = rows.loc[rows["period"].str.len() == 4, "period"].unique()
    year_of = {month_of_wave(wave): wave for wave in waves} | {wave: wave for wave in waves}
    rows["wave"] = rows["period"].map(year_of)
    rows = rows.loc[rows["wave"].notna()]
    rows["withheld"] = rows["status"] == "withheld"
    table = rows.pivot_table(
        index=["wave", *UNIT],
        columns="indicator",
        values=["value", "lower", "upper", "withheld"],
        aggfunc="first",
        dropna=False,
    )
    columns = pd.MultiIndex.from_product([["value", "lower", "upper", "withheld"], wanted])
    table = table.reindex(columns=columns)
    # A unit exists in a wave only if its survey (or the mask) speaks of it.
    engaged = table["value"].notna().any(axis=1) | table["withheld"].eq(True).any(axis=1)
    return table.loc[engaged].sort_index()


def _of(composite: Composite, shown: DataFrame) -> Profiles:
    table = _inputs(composite, shown)
    if table.empty:
        return Profiles(DataFrame(), DataFrame(), DataFrame())
    withheld = table["withheld"].eq(True).any(axis=1).to_numpy()
    numbers = [table[side].to_numpy("float64") for side in ("value", "lower", "upper")]
    numbers = [np.where(withheld[:, None], np.nan, array) for array in numbers]
    made = profile(composite, numbers[0], numbers[1], numbers[2])
    units = table.index.to_frame(index=False).rename(columns={"wave": "period"})
    blocks = [_rows(units, composite.id, made.index, made.draws, made, withheld)]
    for place, pillar in enumerate(composite.pillars):
        blocks.append(
            _rows(
                units,
                f"{composite.id}.{pillar.id}",
                made.pillars[:, place],
                made.pillar_draws[:, :, place],
                made,
                withheld,
            )
        )
    return Profiles(
        pd.concat(blocks, ignore_index=True),
        _part_rows(composite, units, numbers[0], made, withheld),
        _chance_rows(composite, units, made),
    )


def _rows(
    units: DataFrame, name: str, value: Array, draws: Array, made: Profile, withheld: Array
) -> DataFrame:
    lower, upper = made.bounds(draws)
    status = np.select([withheld, np.isnan(value)], ["withheld", "insufficient"], "shown")
    rows = units.assign(
        indicator=name, value=value, lower=lower, upper=upper, status=status, weighting=""
    )
    for column in GROUP:
        if column not in rows.columns:
            rows[column] = ""
    place = {key: row for row, key in enumerate(zip(*(rows[c] for c in ["period", *UNIT]), strict=True))}
    rows["compared_with"] = rows["period"].map(a_year_before)
    then = [
        place.get(key, -1)
        for key in zip(*(rows[c] for c in ["compared_with", *UNIT]), strict=True)
    ]
    earlier = np.array(then)
    has = (earlier >= 0) & ~np.isnan(value) & ~np.isnan(np.where(earlier >= 0, value[earlier], np.nan))
    moved = draws - draws[:, earlier]
    low, high = made.bounds(np.where(has[None, :], moved, np.nan))
    rows["change"] = np.where(has, value - value[earlier], np.nan)
    rows["change_lower"], rows["change_upper"] = low, high
    clear = ((low > 0) | (high < 0)) & (rows["change"].abs() >= LEAST_INDEX_CHANGE)
    rows["verdict"] = np.select(
        [status != "shown", ~has, clear & (rows["change"] > 0), clear & (rows["change"] < 0)],
        ["", "cannot say", "improved", "worse"],
        "no clear change",
    )
    rows["reason"] = np.select(
        [status == "withheld", status == "insufficient", ~has],
        [
            NOT_SHOWN,
            "less than two thirds of what it needs is there.",
            "there is no earlier year to compare with.",
        ],
        "",
    )
    trust = rows.loc[rows["breakdown"] == "trust", ["period", "value"]].set_index("period")["value"]
    rows["trust_value"] = rows["period"].map(trust).where(rows["breakdown"] != "trust")
    above, below = rows["lower"] > rows["trust_value"], rows["upper"] < rows["trust_value"]
    half = (rows["upper"] - rows["lower"]) / 2
    far = np.where((rows["value"] - rows["trust_value"]).abs() > 2 * half, "much ", "")
    rows["against_trust"] = np.where(
        above, far + np.array("better"), np.where(below, far + np.array("worse"), "")
    )
    return rows.assign(basis="survey and registers, October of the survey's year")


def _part_rows(
    composite: Composite, units: DataFrame, values: Array, made: Profile, withheld: Array
) -> DataFrame:
    blocks = []
    pillar_of = [pillar.id for pillar in composite.pillars for _ in pillar.parts]
    for place, part in enumerate(composite.parts):
        blocks.append(
            units.assign(
                composite=composite.id,
                pillar=pillar_of[place],
                indicator=part.indicator,
                value=values[:, place],
                score=made.part_scores[:, place],
                is_truncated=made.truncated[:, place],
                weight=part.weight,
            ).loc[~withheld]
        )
    return pd.concat(blocks, ignore_index=True)


def _chance_rows(composite: Composite, units: DataFrame, made: Profile) -> DataFrame:
    chances = made.chance_of_band()
    blocks = [
        units.assign(composite=composite.id, band=name, chance=chances[:, place])
        for place, (_, name) in enumerate(BANDS)
    ]
    rows = pd.concat(blocks, ignore_index=True)
    return rows.loc[rows["chance"].notna()]
