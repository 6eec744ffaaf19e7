"""What do the composites say of each unit and wave? From shown values to rows of the snapshot.

A composite of survey year Y reads registers and training at October of Y, so that adding next
year's data never alters it. If a survey value of a unit is withheld, so is its composite.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame

from metrics.composite import (
    BANDS,
    LEAST_INDEX_CHANGE,
    LEAST_RESPONSE_RATE,
    SEED,
    Composite,
    Profile,
    composites,
    profile,
)
from metrics.compute import GROUP
from metrics.intervals import Array, Flags
from metrics.periods import a_year_before, month_of_wave
from metrics.published import NOT_SHOWN
from metrics.registry import INDICATORS

UNIT = ["breakdown", "division", "directorate"]
_UNITS = ("trust", "division", "directorate")


@dataclass(frozen=True)
class Profiles:
    """Rows for the snapshot's tables value, composite_part and band_chance."""

    rows: DataFrame
    parts: DataFrame
    chances: DataFrame


def profiles(shown: DataFrame) -> Profiles:
    """Every composite for the trust, divisions and directorates, for each survey wave.

    `shown` are the values in the form that may be shown. Raises nothing on an empty frame.
    """
    made = [_of(composite, shown) for composite in composites().values()]
    return Profiles(
        pd.concat([one.rows for one in made], ignore_index=True),
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
    opinions = [name for name in wanted if INDICATORS[name].is_opinion]
    said = table[[("value", name) for name in opinions]].notna().to_numpy().any(axis=1)
    return table.loc[said | _withheld(table, wanted)].sort_index()


def _withheld(table: DataFrame, wanted: list[str]) -> Flags:
    """Is any part of each row's unit withheld?"""
    flags = table[[("withheld", name) for name in wanted]].eq(True).to_numpy()
    withheld: Flags = np.asarray(flags.any(axis=1))
    return withheld


def _too_few_answered(shown: DataFrame, units: pd.Index[Any]) -> Array:
    """The response rate of each unit where it is known and too low to speak for the unit, else NaN."""
    said = shown.loc[
        (shown["indicator"] == "response_rate")
        & (shown["status"] == "shown")
        & (shown["weighting"] != "weighted")
    ]
    known = said.set_index(["period", *UNIT])["value"]
    rate = known.reindex(units.set_names(["period", *UNIT])).to_numpy("float64")
    return np.where(rate < LEAST_RESPONSE_RATE, rate, np.nan)


def _of(composite: Composite, shown: DataFrame) -> Profiles:
    table = _inputs(composite, shown)
    if table.empty:
        return Profiles(DataFrame(), DataFrame(), DataFrame())
    wanted = [part.indicator for part in composite.parts]
    withheld = _withheld(table, wanted)
    sides = [
        table[[(side, name) for name in wanted]].to_numpy("float64")
        for side in ("value", "lower", "upper")
    ]
    sides = [np.where(withheld[:, None], np.nan, side) for side in sides]
    answered = _too_few_answered(shown, table.index)
    asked = np.array([INDICATORS[name].is_opinion for name in wanted])
    silent = ~np.isnan(answered)[:, None] & asked
    sides = [np.where(silent, np.nan, side) for side in sides]
    made = profile(composite, sides[0], sides[1], sides[2])
    units = table.index.to_frame(index=False).rename(columns={"wave": "period"})
    change = _change(composite, units, sides)
    blocks = [
        _rows(
            units,
            composite.id,
            made.index,
            made.bounds(made.draws),
            change.index,
            withheld,
            answered,
        )
    ]
    for place, pillar in enumerate(composite.pillars):
        blocks.append(
            _rows(
                units,
                f"{composite.id}.{pillar.id}",
                made.pillars[:, place],
                made.bounds(made.pillar_draws[:, :, place]),
                change.pillars[place],
                withheld,
                answered,
            )
        )
    return Profiles(
        pd.concat(blocks, ignore_index=True),
        _part_rows(composite, units, sides[0], made, withheld),
        _chance_rows(composite, units, made),
    )


@dataclass(frozen=True)
class _Moved:
    """How an index or pillar moved since a year before, per unit: change and its 95 % bounds."""

    change: Array
    lower: Array
    upper: Array
    has_earlier: Flags


@dataclass(frozen=True)
class _Change:
    index: _Moved
    pillars: list[_Moved]


def _change(composite: Composite, units: DataFrame, sides: list[Array]) -> _Change:
    """This year against last, on the parts that both have.

    An indicator that is collected for the first time, or has become too small to give, must not
    look like a change: both years are worked out again without it.
    """
    keys = list(zip(*(units[column] for column in ["period", *UNIT]), strict=True))
    place = {key: row for row, key in enumerate(keys)}
    earlier = np.array([place.get((a_year_before(key[0]), *key[1:]), -1) for key in keys])
    common = ~np.isnan(sides[0]) & ~np.isnan(sides[0][earlier]) & (earlier >= 0)[:, None]
    value, lower, upper = (np.where(common, side, np.nan) for side in sides)
    now = profile(composite, value, lower, upper)
    value, lower, upper = (np.where(common, side[earlier], np.nan) for side in sides)
    then = profile(composite, value, lower, upper, noise_seed=SEED + 2)

    def moved(value: Array, before: Array, draws: Array, draws_before: Array) -> _Moved:
        lower, upper = now.bounds(draws - draws_before)
        return _Moved(value - before, lower, upper, earlier >= 0)

    return _Change(
        moved(now.index, then.index, now.draws, then.draws),
        [
            moved(
                now.pillars[:, one],
                then.pillars[:, one],
                now.pillar_draws[:, :, one],
                then.pillar_draws[:, :, one],
            )
            for one in range(len(composite.pillars))
        ],
    )


def _rows(
    units: DataFrame,
    name: str,
    value: Array,
    bounds: tuple[Array, Array],
    moved: _Moved,
    withheld: Flags,
    answered: Array,
) -> DataFrame:
    """The rows of an index or pillar, one per unit and wave."""
    status = np.select([withheld, np.isnan(value)], ["withheld", "insufficient"], "shown")
    rows = units.assign(
        indicator=name,
        value=value,
        lower=bounds[0],
        upper=bounds[1],
        status=status,
        weighting="",
        compared_with=units["period"].map(a_year_before),
        change=np.where(status == "shown", moved.change, np.nan),
        change_lower=moved.lower,
        change_upper=moved.upper,
    )
    for column in GROUP:
        if column not in rows.columns:
            rows[column] = ""
    missing = rows["change"].isna()
    clear = (moved.lower > 0) | (moved.upper < 0)
    clear &= rows["change"].abs().to_numpy() >= LEAST_INDEX_CHANGE
    rows["verdict"] = np.select(
        [status != "shown", missing, clear & (rows["change"] > 0), clear & (rows["change"] < 0)],
        ["", "cannot say", "improved", "worse"],
        "no clear change",
    )
    few = np.array(
        [
            "less than two thirds of what it needs is there."
            if np.isnan(rate)
            else f"only {rate:.0f} % answered the survey, under {LEAST_RESPONSE_RATE:.0f} %."
            for rate in answered
        ],
        dtype=object,
    )
    rows["reason"] = np.select(
        [
            status == "withheld",
            status == "insufficient",
            missing & moved.has_earlier,
            missing,
        ],
        [
            NOT_SHOWN,
            few,
            "too few indicators are there in both years.",
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
    composite: Composite, units: DataFrame, values: Array, made: Profile, withheld: Flags
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
                index_without=made.index_without[:, place],
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
