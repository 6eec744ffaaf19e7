"""What can be known of a survey wave in the form in which it is shown?

Only sums along lines are known of a wave, never directorate by staff group. Its finest groups are
therefore the directorates, the division × staff group cells and the bands: the same people,
counted along three lines. The lines of real files do not quite add up (some people name no staff
group); here they are made to, because whoever attacks them will suppose that they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from pandas import DataFrame, Series

from metrics.disclosure_form import (
    BASE_ROUNDED_TO,
    LEAST_PERCENT,
    MOST_PERCENT,
    SMALL_FOR_EXTREMES,
    shown_base,
    to_nearest,
)
from metrics.disclosure_view import Group, Rule, Statement, View

Name = tuple[str, str, str, str, str]  # breakdown, division, directorate, staff_group, band
NAME = ["breakdown", "division", "directorate", "staff_group", "band"]
_EVERYBODY = ""  # the division of a line that is not divided by division
_LARGEST_SMALL = 10  # people in a group that the file withheld


@dataclass(frozen=True)
class Wave:
    """The finest groups of a wave, and the cells made of them.

    `units` are cells that are not sums of others, or would be if the file had them. `blocks` are
    units of one line and division, with the people in that division (or the trust) counted along
    the first line.
    """

    units: tuple[Name, ...]
    cells: Mapping[Name, Group]
    first_line: Mapping[str, tuple[int, ...]]
    other_lines: tuple[tuple[str, tuple[int, ...]], ...]


def names_of(cells: DataFrame) -> list[Name]:
    """Each row's name: breakdown and groups, "" where it has none."""
    columns = [
        cells[key].astype(object).where(cells[key].notna(), "").astype(str)
        if key in cells.columns
        else Series("", index=cells.index)
        for key in NAME
    ]
    return list(zip(*columns, strict=True))


def wave_of(names: Iterable[Name]) -> Wave:
    """The units and sums among the cells with these names."""
    names = sorted(set(names))

    def of(breakdown: str) -> list[Name]:
        return [name for name in names if name[0] == breakdown]

    divisions = sorted({name[1] for name in [*of("division"), *of("directorate")]})
    units: list[Name] = []
    cells: dict[Name, set[int]] = {name: set() for name in names}

    def unit(name: Name, *sums: Name) -> int:
        units.append(name)
        for cell in (name, *sums):
            if cell in cells:
                cells[cell].add(len(units) - 1)
        return len(units) - 1

    trust: Name = ("trust", "", "", "", "")
    first: dict[str, tuple[int, ...]] = {}
    for division in divisions or [_EVERYBODY]:
        parts = [name for name in of("directorate") if name[1] == division]
        whole: Name = ("division", division, "", "", "")
        first[division] = tuple(
            unit(part, whole, trust) for part in parts or [whole if divisions else trust]
        )
    others: list[tuple[str, tuple[int, ...]]] = []
    ...
    return Wave(tuple(units), {}, first, tuple(others))
