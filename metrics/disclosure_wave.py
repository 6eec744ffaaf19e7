"""What is known of a survey wave once it is shown?

Only sums along lines are known of a wave, never directorate by staff group. Its finest groups are
therefore the directorates, the division × staff group cells and the bands: the same people,
counted along three lines. The lines of real files do not quite add up (some people name no staff
group); here they are made to, because somebody who subtracts them will suppose that they do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame, Series

from metrics.disclosure_audit import Leak, leaks
from metrics.disclosure_form import (
    BASE_ROUNDED_TO,
    LEAST_PERCENT,
    MOST_PERCENT,
    SMALL_FOR_EXTREMES,
    shown_base,
    to_nearest,
)
from metrics.disclosure_lines import Line
from metrics.disclosure_view import Group, Numbers, Rule, Statement, View

Name = tuple[str, str, str, str, str]
NAME = ["breakdown", "division", "directorate", "staff_group", "band"]
_TRUST: Name = ("trust", "", "", "", "")
_LARGEST_SMALL = 10  # people in a group that the file itself withheld


@dataclass(frozen=True)
class Answers:
    """People who answered a measure and the total of their values, in one cell; NaN if withheld."""

    people: float
    value: float


NOTHING = Answers(np.nan, np.nan)


@dataclass(frozen=True)
class Measure:
    """What every cell answered; `most` is the largest value of one person, 1 or 10."""

    name: str
    most: float
    answers: Mapping[Name, Answers]


@dataclass(frozen=True)
class Wave:
    """The finest groups of a wave (units) and the cells made of them.

    `blocks` are the units of one line in one division or the whole trust, paired with the units of
    the first line (directorates) that are the same people.
    """

    units: tuple[Name, ...]
    cells: Mapping[Name, Group]
    first_line: tuple[Group, ...]
    blocks: tuple[tuple[Group, Group], ...]


@dataclass(frozen=True)
class Leaking:
    """A measure that gives groups of the wave away, and how."""

    measure: Measure
    wave: Wave
    leaks: tuple[Leak, ...]

    def to_blame(self) -> list[Name]:
        """The cells below the trust that give a group away, once for every such group."""
        return [name for leak in self.leaks for name in self._stated_by(leak) if name != _TRUST]

    def breakdowns(self) -> list[str]:
        """The breakdowns whose cells are worked out, or whose sums work out somebody else."""
        found = []
        for leak in self.leaks:
            of_group = [name for name, group in self.wave.cells.items() if group == leak.group]
            found.append([*of_group, *self._stated_by(leak), _TRUST][0][0])
        return list(dict.fromkeys(found))

    def _stated_by(self, leak: Leak) -> list[Name]:
        cells = list(self.wave.cells)  # as the statements of view_of_wave stand
        return [cells[place] for place in leak.by]


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
        Line(place_of.get(_TRUST), top),
        line(_TRUST, "staff_group"),
        line(_TRUST, "band"),
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
    for division in labels(1, "division", "directorate") or [""]:
        whole: Name = ("division", division, "", "", "") if division else _TRUST
        parts = [name for name in cells if name[0] == "directorate" and name[1] == division]
        first[division] = frozenset(unit(part, whole, _TRUST) for part in parts or [whole])
    everybody = frozenset().union(*first.values())
    cells[_TRUST] = set(everybody)

    blocks = []
    crossed = {name for name in cells if name[0] == "division_staff_group"}
    with_division, with_staff_group = ({name[place] for name in crossed} for place in (1, 3))
    staff_groups = labels(3, "staff_group", "division_staff_group")
    for division in labels(1, "division") if crossed else []:
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
    if bands := [name for name in cells if name[0] == "band"]:
        blocks.append((everybody, frozenset(unit(band) for band in bands)))
    return Wave(
        units=tuple(units),
        cells={name: frozenset(members) for name, members in cells.items() if members},
        first_line=tuple(first.values()),
        blocks=tuple(blocks),
    )


def measures_of(rows: DataFrame) -> list[Measure]:
    """The measures of a table with `measure`, `most`, `denominator`, `numerator`, and cell names."""
    return [
        Measure(
            name=str(name),
            most=float(of_measure["most"].iloc[0]),
            answers={
                cell: Answers(people, value)
                for cell, people, value in zip(
                    names_of(of_measure),
                    of_measure["denominator"].astype("float64"),
                    of_measure["numerator"].astype("float64"),
                    strict=True,
                )
            },
        )
        for name, of_measure in rows.groupby("measure", sort=True)
    ]


def leaks_of(
    wave: Wave, measures: Iterable[Measure], withheld: Collection[Name], smallest_group: int
) -> list[Leaking]:
    """The measures that give a group away when all cells but the withheld are shown."""
    found = (
        Leaking(one, wave, tuple(leaks(view_of_wave(wave, one, withheld, smallest_group))))
        for one in measures
    )
    return [leaking for leaking in found if leaking.leaks]


def view_of_wave(
    wave: Wave, measure: Measure, withheld: Collection[Name], smallest_group: int
) -> View:
    """What is known of one measure; the statements stand in the order of the wave's cells."""
    people, values = _closed(wave, measure)
    statements = []
    for name, group in wave.cells.items():
        members = sorted(group)
        total = Answers(float(people[members].sum()), float(values[members].sum()))
        asked = measure.answers.get(name, NOTHING)
        facts: dict[str, float] = {}
        if name == _TRUST and total.people > 0:
            facts = _public(total, measure.most)
        elif name not in withheld and asked.people > 0:  # NaN, not known, is not
            facts = _below_trust(total, measure.most)
        statements.append(Statement(name[0], group, name[0], facts, is_public=name == _TRUST))
    return View(
        people, values, tuple(statements), wave.blocks, measure.most, Rule(k=smallest_group)
    )


def _public(total: Answers, most: float) -> dict[str, float]:
    """As it is published nationally: the exact base, rates to 1 decimal and scores to 2."""
    decimals = 1 if most == 1 else 2
    rate = (100 if most == 1 else 1) * total.value / total.people
    return {"n": total.people, "rate": to_nearest(rate, 10**-decimals), "rate_dp": decimals}


def _below_trust(total: Answers, most: float) -> dict[str, float]:
    base = shown_base(total.people)
    facts: dict[str, float] = {"n": base, "n_round": BASE_ROUNDED_TO}
    if most != 1:
        return {**facts, "rate": to_nearest(total.value / total.people, 0.01), "rate_dp": 2}
    percent = to_nearest(100 * total.value / total.people, 1)
    if base < SMALL_FOR_EXTREMES and percent < LEAST_PERCENT:
        return {**facts, "rate_min": 0, "rate_max": LEAST_PERCENT}
    if base < SMALL_FOR_EXTREMES and percent > MOST_PERCENT:
        return {**facts, "rate_min": MOST_PERCENT, "rate_max": 100}
    return {**facts, "rate": percent, "rate_dp": 0}


def _closed(wave: Wave, measure: Measure) -> tuple[Numbers, Numbers]:
    """People and value total of every unit, so that all lines have the same sums.

    People who are missing along one line are added to its largest unit, and the values of a line
    are drawn towards the first line's.
    """
    people, values = _of_units(wave, measure.answers)
    blocks = [(sorted(one), sorted(other)) for one, other in wave.blocks]
    for first, other in blocks:  # divisions stand before the whole trust, so one round is enough
        largest = first[int(np.argmax(people[first]))]
        missing = max(0.0, people[other].sum() - people[first].sum())
        values[largest] *= 1 + missing / max(people[largest], 1)
        people[largest] += missing
    for first, other in blocks:
        people[other[int(np.argmax(people[other]))]] += people[first].sum() - people[other].sum()
        all_could, all_do = measure.most * people[first].sum(), values[first].sum()
        others_do = values[other].sum()
        if others_do > all_do:
            values[other] *= all_do / others_do
        elif others_do < all_do:
            could = measure.most * people[other]
            values[other] = could - (could - values[other]) * (all_could - all_do) / (
                all_could - others_do
            )
    return people, values


def _of_units(wave: Wave, answers: Mapping[Name, Answers]) -> tuple[Numbers, Numbers]:
    """The units' own people and values; where the file has none, what their whole has left."""
    own = [answers.get(name, NOTHING) for name in wave.units]
    people = np.array([one.people for one in own])
    values = np.array([one.value for one in own])
    unknown = np.isnan(people) | np.isnan(values)
    wholes = sorted(
        ((group, answers.get(name, NOTHING)) for name, group in wave.cells.items()),
        key=lambda whole: (len(whole[0]), sorted(whole[0])),
    )
    filled_people, filled_values = np.where(unknown, 0.0, people), np.where(unknown, 0.0, values)
    for unit in np.flatnonzero(unknown):
        left, rate = 0.0, 0.0
        for group, whole in wholes:
            if unit in group and whole.people > 0:  # NaN is not
                members = sorted(group)
                remaining = whole.people - filled_people[members][~unknown[members]].sum()
                left, rate = remaining / unknown[members].sum(), whole.value / whole.people
                break
        is_withheld_at_source = wave.units[unit] in wave.cells
        filled_people[unit] = (
            np.clip(left, 1, _LARGEST_SMALL) if is_withheld_at_source else max(left, 0.0)
        )
        filled_values[unit] = rate * filled_people[unit]
    return filled_people, filled_values
