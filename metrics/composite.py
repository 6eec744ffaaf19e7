"""What do many indicators say together? Profiles with fixed goalposts, intervals and what-ifs.

Each part is scored 0-100 between two goalposts fixed in reference/composites.csv. A pillar is the
weighted mean of the parts it has, if they carry at least two thirds of its weight; the index is
the geometric mean of the pillars, if all are there, so that one collapsed pillar shows. Nothing
is filled in from a parent or a sibling. Method: JRC/OECD handbook on composite indicators.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from metrics.intervals import Z95, Array, Flags

COMPOSITES_FILE = Path(__file__).parent / "reference" / "composites.csv"
LEAST_WEIGHT_PRESENT = 2 / 3
DRAWS = 2000
SEED = 20251
# Per cent of those asked; below, what the survey says of a unit is left out. A stale register is
# told beside the number and not left out: how fresh it was in an earlier year is not known later,
# and last year's composite must stay as it was published.
LEAST_RESPONSE_RATE = 30.0
LEAST_REGISTER_HEALTH = 60.0  # per cent of live projects kept up to date
LEAST_INDEX_CHANGE = 3.0  # points of 100
BANDS: tuple[tuple[float, str], ...] = (
    (0.0, "Emerging"),
    (40.0, "Building"),
    (55.0, "Established"),
    (70.0, "Spreading"),
    (85.0, "Sustaining"),
)


@dataclass(frozen=True)
class Part:
    """One indicator in a pillar: the values that score 0 and 100, and its weight."""

    indicator: str
    at_0: float
    at_100: float
    weight: float


@dataclass(frozen=True)
class Pillar:
    """Indicators that speak for one thing."""

    id: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Composite:
    """Pillars that make an index, in a stated version: changing a goalpost changes the version."""

    id: str
    title: str
    version: str
    pillars: tuple[Pillar, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for pillar in self.pillars for part in pillar.parts)

    @property
    def columns(self) -> list[list[int]]:
        """Where each pillar's parts stand among `parts`."""
        places: list[list[int]] = []
        first = 0
        for pillar in self.pillars:
            places.append(list(range(first, first + len(pillar.parts))))
            first += len(pillar.parts)
        return places


@cache
def composites() -> dict[str, Composite]:
    """The composites as the file declares them, by id."""
    with COMPOSITES_FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found: dict[str, Composite] = {}
    for name in dict.fromkeys(row["composite"] for row in rows):
        mine = [row for row in rows if row["composite"] == name]
        pillars = tuple(
            Pillar(
                pillar,
                next(row["pillar_title"] for row in mine if row["pillar"] == pillar),
                tuple(
                    Part(
                        row["indicator"],
                        float(row["at_0"]),
                        float(row["at_100"]),
                        float(row["weight"]),
                    )
                    for row in mine
                    if row["pillar"] == pillar
                ),
            )
            for pillar in dict.fromkeys(row["pillar"] for row in mine)
        )
        found[name] = Composite(name, mine[0]["title"], mine[0]["version"], pillars)
    return found


def score(value: Array, at_0: Array, at_100: Array) -> Array:
    """0-100 between the goalposts, cut off at both; works either way round."""
    return 100 * np.clip((value - at_0) / (at_100 - at_0), 0.0, 1.0)


def is_truncated(value: Array, at_0: Array, at_100: Array) -> Flags:
    """Does the value lie beyond a goalpost, so that its score no longer moves? Boolean array."""
    place = (value - at_0) / (at_100 - at_0)
    beyond: Flags = (place < 0) | (place > 1)
    return beyond


def pillar_score(scores: Array, weights: Array, whole_weight: float) -> Array:
    """Weighted mean over the last axis of the scores present; NaN below two thirds of the weight."""
    present = ~np.isnan(scores)
    weight = np.where(present, weights, 0.0)
    total = weight.sum(axis=-1)
    mean = np.where(present, scores * weights, 0.0).sum(axis=-1) / np.where(total > 0, total, 1.0)
    return np.where(total >= LEAST_WEIGHT_PRESENT * whole_weight - 1e-12, mean, np.nan)


def index_score(
    pillars: Array,
    how: Literal["geometric", "arithmetic"] = "geometric",
    weights: Array | None = None,
) -> Array:
    """Mean of the pillars over the last axis, all equal without `weights`; NaN where one is missing.

    Raises ZeroDivisionError where the weights add up to nothing.
    """
    if how == "arithmetic":
        arithmetic: Array = np.average(pillars, axis=-1, weights=weights)
        return arithmetic
    logged = np.log(np.maximum(pillars, 1.0))
    geometric: Array = np.exp(np.average(logged, axis=-1, weights=weights))
    return geometric


def what_if(
    pillars: Sequence[Sequence[float | None]], weights: Sequence[float]
) -> list[float | None]:
    """The index (0-100) of each unit from its published pillars, weighing as somebody asks.

    One row of pillars a unit, one weight a pillar, not negative. None where a pillar is missing,
    even one that weighs nothing, and everywhere where all weights are nought: an index of other
    pillars for each unit could not be compared.
    """
    if not any(weights):
        return [None for _ in pillars]
    scores = np.array(pillars, dtype=np.float64).reshape(len(pillars), len(weights))
    made = index_score(scores, weights=np.array(weights, dtype=np.float64))
    return [None if np.isnan(index) else float(index) for index in made]


def band_of(index: float) -> str:
    """The name of the band an index lies in."""
    return [name for least, name in BANDS if index >= least][-1]


@dataclass(frozen=True)
class Profile:
    """A composite worked out for many units at once; arrays are units × parts, × pillars, or units.

    `draws` and `pillar_draws` hold what the index and pillars could as well have been (draws
    first): each indicator moved within its own interval, weights between three quarters and five
    quarters, means arithmetic or geometric, each indicator left out one time in five. The random
    choices of method are the same for all units and periods, so that two years can be compared
    draw by draw. `index_without` holds, for each part, the index as it would be without it; NaN
    where too little of its pillar would be left.
    """

    part_scores: Array
    truncated: Flags
    pillars: Array
    index: Array
    arithmetic: Array
    index_without: Array
    pillar_draws: Array
    draws: Array

    def bounds(self, draws: Array) -> tuple[Array, Array]:
        """95 % interval over the draws of each unit; NaN where nothing could be worked out."""
        with np.errstate(all="ignore"):
            low, high = np.nanpercentile(_never_empty(draws), [2.5, 97.5], axis=0)
        missing = np.isnan(draws).all(axis=0)
        return np.where(missing, np.nan, low), np.where(missing, np.nan, high)

    def chance_of_band(self) -> Array:
        """Share of draws in each band, units × bands; NaN where there is no index."""
        edges = np.array([least for least, _ in BANDS] + [np.inf])
        drawn = self.draws[:, :, None]
        counted = ~np.isnan(self.draws)
        inside = (drawn >= edges[:-1]) & (drawn < edges[1:])
        total = counted.sum(axis=0)
        chance = inside.sum(axis=0) / np.where(total > 0, total, 1)[:, None]
        return np.where(total[:, None] > 0, chance, np.nan)


def profile(
    composite: Composite, values: Array, lower: Array, upper: Array, noise_seed: int = SEED + 1
) -> Profile:
    """Work the composite out for every row of `values` (units × parts, NaN where not to be had).

    `lower` and `upper` are the values' 95 % bounds. The random choices of method are always the
    same; `noise_seed` fixes how the indicators move, and differs where two years are compared.
    """
    parts = composite.parts
    at_0 = np.array([part.at_0 for part in parts])
    at_100 = np.array([part.at_100 for part in parts])
    weights = np.array([part.weight for part in parts])
    part_scores = score(values, at_0, at_100)
    pillars = _pillars(composite, part_scores, weights)
    index = index_score(pillars)

    method = np.random.default_rng(SEED)
    drawn_weights = weights * method.uniform(0.75, 1.25, size=(DRAWS, len(parts)))
    kept = method.random(size=(DRAWS, len(parts))) >= 0.2
    geometric = method.random(DRAWS) < 0.5
    # Drawn row by row, so that a further year's rows leave those before as they were.
    noise = np.random.default_rng(noise_seed).standard_normal((len(values), DRAWS, len(parts)))
    noise = noise.swapaxes(0, 1)
    spread = (upper - lower) / (2 * Z95)
    moved = score(values + noise * np.nan_to_num(spread), at_0, at_100)
    pillar_draws = np.full((DRAWS, values.shape[0], len(composite.pillars)), np.nan)
    for place, columns in enumerate(composite.columns):
        mine = moved[:, :, columns]
        weight = np.where(kept[:, columns], drawn_weights[:, columns], 0.0)[:, None, :]
        weight = np.where(np.isnan(mine), 0.0, weight)
        total = weight.sum(axis=-1)
        mean = (np.nan_to_num(mine) * weight).sum(axis=-1) / np.where(total > 0, total, np.nan)
        pillar_draws[:, :, place] = np.where(np.isnan(pillars[:, place]), np.nan, mean)
    draws = np.where(
        geometric[:, None],
        index_score(pillar_draws),
        index_score(pillar_draws, "arithmetic"),
    )
    return Profile(
        part_scores=part_scores,
        truncated=is_truncated(values, at_0, at_100),
        pillars=pillars,
        index=index,
        arithmetic=index_score(pillars, "arithmetic"),
        index_without=np.stack(
            [_index_without(composite, part_scores, weights, one) for one in range(len(parts))],
            axis=-1,
        ),
        pillar_draws=pillar_draws,
        draws=np.where(np.isnan(index), np.nan, draws),
    )


def _pillars(composite: Composite, part_scores: Array, weights: Array) -> Array:
    return np.stack(
        [
            pillar_score(part_scores[..., columns], weights[columns], float(weights[columns].sum()))
            for columns in composite.columns
        ],
        axis=-1,
    )


def _index_without(composite: Composite, part_scores: Array, weights: Array, part: int) -> Array:
    """The index with one part left out, as if it had not been collected."""
    left = part_scores.copy()
    left[:, part] = np.nan
    return index_score(_pillars(composite, left, weights))


def _never_empty(draws: Array) -> Array:
    """Nought in columns that hold nothing, so that numpy does not warn; callers blank them again."""
    missing = np.isnan(draws).all(axis=0)
    return np.where(missing, 0.0, draws)


def place_of_level(level: float) -> float:
    """Where a self-assessed level of 1 to 5 stands on the index: the middle of its band.

    A level between two (the median of items that differ) stands between their middles.
    """
    edges = [least for least, _ in BANDS] + [100.0]
    middles = [(low + high) / 2 for low, high in itertools.pairwise(edges)]
    return float(np.interp(level, np.arange(1, len(BANDS) + 1), middles))


def level_in_words(level: float) -> str:
    """'Spreading'; 'Building to Established' for a level between two."""
    names = [name for _, name in BANDS]
    low, high = int(np.floor(level)), int(np.ceil(level))
    return names[low - 1] if low == high else f"{names[low - 1]} to {names[high - 1]}"
