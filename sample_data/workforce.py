"""How many people work where: headcount by unit, staff group and band at each half-year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sample_data.lists import BANDS, MERGED, RESEARCH, SEED, STAFF_GROUPS, UNITS

MERGER_ON = date(2024, 4, 1)

SNAPSHOTS = tuple(
    day
    for year in range(2021, 2027)
    for day in (date(year, 3, 31), date(year, 9, 30))
    if day >= date(2021, 9, 30)
)
# The trust grew by about a twentieth in five years.
SIZE = dict(
    zip(
        SNAPSHOTS,
        (0.952, 0.958, 0.966, 0.972, 0.980, 0.984, 0.990, 0.994, 1.0, 1.004, 1.007),
        strict=True,
    )
)


@dataclass(frozen=True)
class Person:
    """One member of staff, with a home that does not change."""

    staff_number: str
    unit: int
    staff_group: str
    band: str

    def directorate_on(self, day: date) -> str:
        return name_on(self.unit, day)


def name_on(unit: int, day: date) -> str:
    """What the unit's directorate is called on a day."""
    merged = UNITS[unit].merged_into
    return merged if merged == MERGED and day >= MERGER_ON else UNITS[unit].name


def shared_out(total: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """`total` people shared out in proportion to `weights`, whole people, largest remainder."""
    exact = total * weights / weights.sum()
    whole: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def headcount(day: date) -> NDArray[np.int64]:
    """People on a snapshot date, unit × staff group."""
    people = np.zeros((len(UNITS), len(STAFF_GROUPS)), dtype=np.int64)
    for number, unit in enumerate(UNITS):
        size = unit.headcount if number == RESEARCH else round(unit.headcount * SIZE[day])
        mix = np.array([unit.mix.get(group, 0.0) for group in STAFF_GROUPS])
        people[number] = shared_out(size, mix)
    return people


def by_band(unit: int, group: int, people: int) -> dict[str, int]:
    """The people of one unit and staff group, band by band; empty bands left out."""
    bands = BANDS[STAFF_GROUPS[group]]
    # A unit of its own size starts its remainders elsewhere, so that rare bands turn up somewhere.
    weights = np.array(list(bands.values())) * (1 + 0.06 * np.cos(np.arange(len(bands)) + unit))
    shares = shared_out(people, weights)
    return {band: int(count) for band, count in zip(bands, shares, strict=True) if count}


def population() -> list[Person]:
    """Everybody who works here in autumn 2025; training is drawn from among them."""
    chance = np.random.default_rng([SEED, 1])
    people = headcount(date(2025, 9, 30))
    numbers = chance.choice(
        np.arange(20_000_000, 29_999_999), size=int(people.sum()), replace=False
    )
    staff_number = iter(numbers.tolist())
    return [
        Person(str(next(staff_number)), unit, STAFF_GROUPS[group], band)
        for unit in range(len(UNITS))
        for group in range(len(STAFF_GROUPS))
        for band, count in by_band(unit, group, int(people[unit, group])).items()
        for _ in range(count)
    ]
