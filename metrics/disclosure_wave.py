"""Which cells of a survey wave are sums of which others?

Only sums along lines are known of a wave, never directorate by staff group. Its finest groups are
therefore the directorates, the division × staff group cells and the bands (and the two groups of a
characteristic with those who did not say): the same people, counted along several lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pandas import DataFrame, Series

from metrics.disclosure_lines import Line
from metrics.disclosure_view import Group

Name = tuple[str, str, str, str, str]
NAME = ["breakdown", "division", "directorate", "staff_group", "band"]
TRUST: Name = ("trust", "", "", "", "")


@dataclass(frozen=True)
class Wave:
    """The finest groups of a wave (units) and the cells made of them.

    `blocks` are the units of one line in one division or the whole trust, paired with the units of
    the first line (directorates) that are the same people.
    """

    units: tuple[Name, ...]
    cells: Mapping[Name, Group]
    blocks: tuple[tuple[Group, Group], ...]


def names_of(cells: DataFrame) -> list[Name]:
    """Each row's name: breakdown and groups, "" where it has none."""
    columns = [
        cells[key].astype(object).where(cells[key].notna(), "").astype(str)
        if key in cells.columns
        else Series("", index=cells.index)
        for key in NAME
    ]
    return list(zip(*columns, strict=True))


def lines_of(names: Sequence[Name]) -> list[Line]:
    """The sums that hold among the cells with these names; positions are those of `names`."""
    place_of = {name: place for place, name in enumerate(names)}

    def line(whole: Name, breakdown: str, *shared: int) -> Line:
        parts = [
            place
            for place, name in enumerate(names)
            if name[0] == breakdown and all(name[at] == whole[at] for at in shared)
        ]
        return Line(place_of.get(whole), tuple(parts))

    divisions = [name for name in names if name[0] == "division"]
    staff_groups = [name for name in names if name[0] == "staff_group"]
    on_their_own = [
        place
        for place, name in enumerate(names)
        if name[0] == "directorate" and ("division", name[1], "", "", "") not in place_of
    ]
    top = (*(place_of[division] for division in divisions), *on_their_own)
    lines = [
        Line(place_of.get(TRUST), top),
        line(TRUST, "staff_group"),
        line(TRUST, "band"),
        line(TRUST, "characteristic"),
        *(line(one, "directorate", 1) for one in divisions),
        *(line(one, "division_staff_group", 1) for one in divisions),
        *(line(one, "division_staff_group", 3) for one in staff_groups),
    ]
    return [line for line in lines if line.parts]


def wave_of(names: Iterable[Name]) -> Wave:
    """The units of the cells with these names, and which cell is the sum of which units."""
    cells: dict[Name, set[int]] = {name: set() for name in sorted(names)}
    units: list[Name] = []

    def unit(name: Name, *sums: Name) -> int:
        units.append(name)
        for cell in {name, *sums} & cells.keys():
            cells[cell].add(len(units) - 1)
        return len(units) - 1

    def labels(place: int, *breakdowns: str) -> list[str]:
        return list(dict.fromkeys(name[place] for name in cells if name[0] in breakdowns))

    first: dict[str, Group] = {}
    divisions = labels(1, "division", "directorate", "division_staff_group") or [""]
    for division in divisions:
        whole: Name = ("division", division, "", "", "") if division else TRUST
        parts = [name for name in cells if name[0] == "directorate" and name[1] == division]
        first[division] = frozenset(unit(part, whole, TRUST) for part in parts or [whole])
    everybody = frozenset().union(*first.values())
    cells[TRUST] = set(everybody)

    blocks = []
    crossed = {name for name in cells if name[0] == "division_staff_group"}
    with_division, with_staff_group = ({name[place] for name in crossed} for place in (1, 3))
    staff_groups = labels(3, "staff_group", "division_staff_group")
    for division in divisions if crossed else []:
        along = [
            unit(name, ("staff_group", "", "", staff_group, ""))
            for staff_group in staff_groups
            # A cell that the file does not have is empty, unless its whole row or column is missing.
            if (name := ("division_staff_group", division, "", staff_group, "")) in crossed
            or division not in with_division
            or staff_group not in with_staff_group
        ]
        blocks.append((first[division], frozenset(along)))
    if not crossed and staff_groups:
        along = [unit(("staff_group", "", "", one, "")) for one in staff_groups]
        blocks.append((everybody, frozenset(along)))
    for breakdown in ("band", "characteristic"):
        if parts := [name for name in cells if name[0] == breakdown]:
            blocks.append((everybody, frozenset(unit(part) for part in parts)))
    return Wave(
        units=tuple(units),
        cells={name: frozenset(members) for name, members in cells.items() if members},
        blocks=tuple(blocks),
    )
