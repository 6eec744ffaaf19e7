"""Does each staff group get its share of training within each band? Ratios with intervals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from metrics.intervals import wilson

SMALLEST = 20  # people: below it a ratio says too little


@dataclass(frozen=True)
class Reached:
    """People of one staff group and band group: how many are trained, among how many.

    Both names are '' where the lists or the headcount do not give them.
    """

    staff_group: str
    bands: str
    trained: int
    headcount: int

    @property
    def is_known(self) -> bool:
        return bool(self.staff_group and self.bands)


@dataclass(frozen=True)
class Share:
    """A group's share of those trained over its share of the headcount (1 is fair); 95 % interval."""

    of: Reached
    ratio: float
    lower: float
    upper: float

    @property
    def in_words(self) -> str:
        """'0.37 (0.29 to 0.47)', or 'too few'."""
        if self.of.headcount < SMALLEST:
            return "too few"
        return f"{self.ratio:.2f} ({self.lower:.2f} to {self.upper:.2f})"

    @property
    def is_short(self) -> bool:
        """Is it clearly less than a fair share?"""
        return self.of.headcount >= SMALLEST and self.upper < 1


def fair_shares(reached: Iterable[Reached]) -> list[Share]:
    """The shares of all groups with people in them, among those whose group and band are known.

    Bounds are those of the group's share of everybody trained (Wilson), as in TR13.
    """
    known = [one for one in reached if one.is_known and one.headcount > 0]
    trained = np.array([one.trained for one in known], dtype="float64")
    heads = np.array([one.headcount for one in known], dtype="float64")
    if not trained.sum():
        return []
    fair = heads / heads.sum()
    low, high = wilson(trained, np.full(len(known), trained.sum()))
    return [
        Share(one, float(ratio), float(lower), float(upper))
        for one, ratio, lower, upper in zip(
            known, trained / trained.sum() / fair, low / fair, high / fair, strict=True
        )
    ]


def unknown_in_words(reached: Iterable[Reached]) -> str:
    """Of how many people group or band is not known, also where that is nobody."""
    rows = list(reached)
    unknown = [one for one in rows if not one.is_known]
    return (
        f"Staff group or band not known: {sum(one.trained for one in unknown):,} of "
        f"{sum(one.trained for one in rows):,} trained, "
        f"{sum(one.headcount for one in unknown):,} of "
        f"{sum(one.headcount for one in rows):,} staff."
    )
