"""How much does the check that nobody can be worked out add to publishing?

Measured in processor time of this process: the check uses one thread, and other work on the machine
would count as its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from pandas import DataFrame

from benchmarks.promise import Measured, absolute
from metrics.registry import INDICATORS
from metrics.wave_mask import Memory, mask
from settings import settings
from warehouse.audited import code_of_masks
from warehouse.publish import publish
from warehouse.register import open_register
from warehouse.wave_releases import Releases, releases_of

_TIMES = 3
_NEWEST = "2025"


def measure(folder: Path) -> list[Measured]:
    """Mask and audit of the demonstration trust: nothing new, one wave new or again, all of them."""
    register = open_register(folder)
    publish(folder, register, settings(), "bench", "bench")
    released = releases_of(register)
    register.dispose()
    held = pd.concat([of_wave[0].given for of_wave in released.values()], ignore_index=True)
    others = {period: of_wave for period, of_wave in released.items() if period != _NEWEST}
    return [
        _measured("Confidentiality check, no survey new", held, released, 0.5),
        _measured("The same, one survey wave new", held, others, 3),
        _measured("The same, one wave again with late answers", _late(held), released, 3),
        _measured("The same, the whole demonstration trust from nothing", held, {}, 20),
    ]


def _measured(what: str, lines: DataFrame, released: Releases, budget: float) -> Measured:
    def check() -> None:
        mask(lines, dict(INDICATORS), settings(), Memory(code_of_masks(), {}, released))

    return absolute(what, "processor time", _processor_seconds(check), budget, "s")


def _processor_seconds(work: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(_TIMES):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return found


def _late(lines: DataFrame) -> DataFrame:
    """Three more people in one directorate of the newest wave and forty in another, of one staff group
    of the largest; as many more in everything that they are part of.
    """
    wave = (lines["period"] == _NEWEST) & (lines["weighting"] == "unweighted")
    of_directorates = lines.loc[wave & (lines["breakdown"] == "directorate")]
    bases = of_directorates.groupby(["division", "directorate"])["denominator"].min()
    largest = bases.sort_values().index[-2:]
    staff = lines.loc[wave & (lines["breakdown"] == "staff_group")]
    group = staff.groupby("staff_group")["denominator"].min().idxmax()
    late = lines.copy()
    for more, (division, directorate) in zip((3, 40), largest, strict=True):
        crossed = (late["division"] == division) & (late["staff_group"] == group)
        part_of = {
            "trust": late["breakdown"] == "trust",
            "division": late["division"] == division,
            "directorate": late["directorate"] == directorate,
            "staff_group": late["staff_group"] == group,
            "division_staff_group": crossed,
        }
        for breakdown, chosen in part_of.items():
            rows = wave & chosen & (late["breakdown"] == breakdown) & (late["denominator"] > 0)
            rate = late.loc[rows, "numerator"] / late.loc[rows, "denominator"]
            late.loc[rows, "denominator"] += more
            late.loc[rows, "numerator"] += more * rate
    return late
