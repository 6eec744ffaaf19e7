"""Which directorate was which, when, and in which division? The trust's structure, dated.

One that became one is the same under a new name: it keeps its course. Several that became one, or
one that became several, are others: they begin with a sentence that says what they were. A division is
what it was in each period, so that it stays the sum of its directorates of that period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

import pandas as pd
from pandas import DataFrame, Series

from metrics.periods import in_words, month_of

_IN_WORDS = {1: "the one", 2: "the two"}
_SO = "so the years cannot be compared."


class Became(NamedTuple):
    """A directorate that ended, the last month of its own, and the one it became."""

    directorate: str
    last_month: str
    successor: str


class LedTo(NamedTuple):
    """A name that a directorate had from a day on, and the directorate of today it leads to."""

    called: str
    valid_from: date | None
    directorate: str


@dataclass(frozen=True)
class Stretch:
    """A directorate's time in one division, both days included, and what it became after it.

    None where a time has no beginning or no end.
    """

    directorate: str
    division: str
    valid_from: date | None = None
    valid_to: date | None = None
    became: tuple[str, ...] = ()


@dataclass(frozen=True)
class Break:
    """A unit that from a month on is not what it was; `is_new` where it was nothing before."""

    breakdown: Literal["directorate", "division"]
    unit: str
    month: str
    sentence: str
    is_new: bool = False


class Change(NamedTuple):
    """Something that happened to the structure, since which month, and what it means for courses."""

    month: str
    what: str
    effect: str


@dataclass(frozen=True)
class _Unit:
    """A directorate under one name, from its beginning until it became something else."""

    stretches: tuple[Stretch, ...]

    @property
    def name(self) -> str:
        return self.stretches[0].directorate

    @property
    def begins(self) -> date | None:
        return self.stretches[0].valid_from

    @property
    def ends(self) -> date | None:
        return self.stretches[-1].valid_to

    @property
    def became(self) -> tuple[str, ...]:
        return self.stretches[-1].became if self.ends else ()


@dataclass(frozen=True)
class Structure:
    """The structure's rows, and what follows from them."""

    rows: tuple[Stretch, ...] = ()

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The same under lasting names, oldest first."""
        return tuple(
            replace(
                stretch,
                directorate=self._lasting_name(unit),
                became=()
                if self._renamed_to(unit)
                else tuple(self._lasting_name(heir) for heir in self._heirs(unit))
                if stretch is unit.stretches[-1]
                else (),
            )
            for unit in sorted(self._all, key=lambda one: one.begins or date.min)
            for stretch in unit.stretches
        )

    def name_of(self, written: str, day: date | None) -> str:
        """The lasting name of what was called so on a day, or is today: the name it has now, or
        had last; with its end, where another directorate has that name today.
        """
        units = self._units.get(written, ())
        if not units:
            return written
        begun = [one for one in units if day is None or one.begins is None or one.begins <= day]
        return self._lasting_name(begun[-1] if begun else units[0])

    @cached_property
    def renamed(self) -> frozenset[str]:
        """Names that do not always stand for themselves."""
        return frozenset(
            name
            for name, units in self._units.items()
            if any(self._lasting_name(unit) != name for unit in units)
        )

    def division_of(self, directorate: str, day: date | None) -> str:
        """The division that a directorate (by its lasting name) belonged to on a day, or does
        today; before and after it existed the first and the last; '' where the structure names none.
        """
        stretches = self._stretches_of.get(directorate, ())
        return _at(stretches, day).division if stretches else ""

    @cached_property
    def became(self) -> tuple[Became, ...]:
        """The directorates that ended and became one other, which goes on with what they left."""
        return tuple(
            Became(one.directorate, f"{one.valid_to:%Y-%m}", one.became[0])
            for one in self.stretches
            if one.valid_to and len(one.became) == 1
        )

    @cached_property
    def led_to(self) -> tuple[LedTo, ...]:
        """What every name leads to today, whoever had it when; oldest first.

        A directorate that was renamed or joined to others leads to the one it became. One that
        became several leads to '': nobody can tell which of them is meant.
        """
        return tuple(
            LedTo(name, unit.begins, self._today(unit))
            for name, units in self._units.items()
            for unit in units
        )

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Where a directorate or a division is not what it was."""
        return (*self._new_or_grown(), *self._moves())

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Everything that became something else, newest first."""
        told: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        effects: dict[tuple[str, tuple[str, ...]], str] = {}
        for unit in self._all:
            if not (unit.ends and unit.became):
                continue
            heirs = self._heirs(unit)
            event = (_month_after(unit), tuple(heir.name for heir in heirs))
            told.setdefault(event, []).append(unit.name)
            if self._renamed_to(unit):
                effects[event] = "Its course goes on under the new name."
            elif all(_begins_after(heir, unit) for heir in heirs):
                effects[event] = f"{listed(event[1])} begin{'s' * (len(heirs) == 1)} anew."
            else:
                effects[event] = f"{listed(event[1])} cannot be compared with the years before."
        found = [
            Change(month, f"{listed(names)} became {listed(heirs)}", effects[month, heirs])
            for (month, heirs), names in told.items()
        ]
        for unit in self._all:
            found += [
                Change(
                    f"{after.valid_from:%Y-%m}",
                    f"{unit.name} moved from {before.division} to {after.division}",
                    "Its own course goes on; neither division can be compared with the year before.",
                )
                for before, after in pairwise(unit.stretches)
                if before.division != after.division and after.valid_from
            ]
        return tuple(sorted(found, key=lambda one: one.month, reverse=True))

    @cached_property
    def today(self) -> dict[str, tuple[Stretch, ...]]:
        """Each division with its directorates that have no end, all A to Z."""
        here: dict[str, list[Stretch]] = {}
        for stretches in self._stretches_of.values():
            if stretches[-1].valid_to is None:
                begun = replace(stretches[-1], valid_from=stretches[0].valid_from)
                here.setdefault(stretches[-1].division, []).append(begun)
        return {
            division: tuple(sorted(here[division], key=lambda one: one.directorate))
            for division in sorted(here)
        }

    def _new_or_grown(self) -> list[Break]:
        """Directorates made of others, and those that others joined."""
        made_of: dict[_Unit, list[_Unit]] = {}
        for unit in self._all:
            if not self._renamed_to(unit):
                for heir in self._heirs(unit):
                    made_of.setdefault(heir, []).append(unit)
        breaks = []
        for heir, parts in made_of.items():
            name = self._lasting_name(heir)
            joined = [part for part in parts if not _begins_after(heir, part)]
            for part in joined:
                what = f"part of {part.name}" if len(part.became) > 1 else part.name
                month = _month_after(part)
                said = f"{what} joined this directorate in {in_words(month)}, {_SO}"
                breaks.append(Break("directorate", name, month, said))
            if joined or heir.begins is None:
                continue
            month = f"{heir.begins:%Y-%m}"
            split = [part.name for part in parts if len(part.became) > 1]
            whose = (
                f"{listed(split)}, which was split."
                if len(split) == len(parts)
                else f"{_IN_WORDS.get(len(parts), f'the {len(parts)}')} it was made from."
            )
            said = f"this directorate began in {in_words(month)}; earlier years belong to {whose}"
            breaks.append(Break("directorate", name, month, said, is_new=True))
        return breaks

    def _moves(self) -> list[Break]:
        """Divisions that a directorate left or joined: by itself, or as what it became."""
        moves: list[tuple[Stretch, Stretch]] = []
        for stretches in self._stretches_of.values():
            moves += pairwise(stretches)
        for before in self.stretches:
            for heir in before.became:
                assert before.valid_to is not None, "only a unit that ended became another"
                after = _at(self._stretches_of[heir], before.valid_to + timedelta(days=1))
                moves.append((before, after))
        breaks = []
        for before, after in moves:
            if before.division == after.division or before.valid_to is None:
                continue
            month = f"{before.valid_to + timedelta(days=1):%Y-%m}"
            for division, verb in ((before.division, "left"), (after.division, "joined")):
                said = f"{before.directorate} {verb} this division in {in_words(month)}, {_SO}"
                breaks.append(Break("division", division, month, said))
        return breaks

    @cached_property
    def _units(self) -> dict[str, tuple[_Unit, ...]]:
        """The directorates that had each name, oldest first: a name may be used again."""
        by_name: dict[str, list[Stretch]] = {}
        for row in sorted(self.rows, key=lambda one: one.valid_from or date.min):
            by_name.setdefault(row.directorate, []).append(row)
        units: dict[str, tuple[_Unit, ...]] = {}
        for name, rows in by_name.items():
            begun: list[list[Stretch]] = [[]]
            for row in rows:
                if begun[-1] and begun[-1][-1].valid_to and set(begun[-1][-1].became) - {name}:
                    begun.append([])
                begun[-1].append(row)
            units[name] = tuple(_Unit(tuple(stretches)) for stretches in begun)
        for unit in [one for units_of in units.values() for one in units_of]:
            for heir in unit.became:  # one that the structure does not tell more about
                begins = unit.ends + timedelta(days=1) if unit.ends else None
                division = unit.stretches[-1].division
                units.setdefault(heir, (_Unit((Stretch(heir, division, begins),)),))
        return units

    @cached_property
    def _all(self) -> tuple[_Unit, ...]:
        return tuple(unit for units in self._units.values() for unit in units)

    @cached_property
    def _stretches_of(self) -> dict[str, tuple[Stretch, ...]]:
        by_name: dict[str, list[Stretch]] = {}
        for stretch in self.stretches:
            by_name.setdefault(stretch.directorate, []).append(stretch)
        return {name: tuple(stretches) for name, stretches in by_name.items()}

    def _heirs(self, unit: _Unit) -> list[_Unit]:
        """What a unit became: of several that had the name, the one that was there afterwards."""
        heirs = []
        for name in unit.became:
            there = [
                one
                for one in self._units[name]
                if one is not unit and (one.ends or date.max) > (unit.ends or date.max)
            ]
            heirs += there[:1]
        return heirs

    @cached_property
    def _parts_of(self) -> dict[_Unit, int]:
        """How many units became this one, wholly or in part."""
        counts: dict[_Unit, int] = {}
        for unit in self._all:
            for heir in self._heirs(unit):
                counts[heir] = counts.get(heir, 0) + 1
        return counts

    def _renamed_to(self, unit: _Unit) -> _Unit | None:
        """The same unit under its next name, where one became one that was not there before."""
        heirs = self._heirs(unit)
        if len(heirs) != 1 or self._parts_of[heirs[0]] != 1 or not _begins_after(heirs[0], unit):
            return None
        return heirs[0]

    def _today(self, unit: _Unit) -> str:
        """The directorate of today that a unit went on as; its own name where it only ended."""
        while unit.became:
            if len(unit.became) > 1:
                return ""
            heirs = self._heirs(unit)
            if not heirs:
                break
            unit = heirs[0]
        return self._lasting_name(unit)

    def _lasting_name(self, unit: _Unit) -> str:
        while heir := self._renamed_to(unit):
            unit = heir
        if unit is self._units[unit.name][-1] or unit.ends is None:
            return unit.name
        return f"{unit.name} (until {in_words(f'{unit.ends:%Y-%m}')})"


def structure(rows: Iterable[dict[str, object]]) -> Structure:
    """From the rows of the dataset of this name; `became` may name several, with ; between them."""
    return Structure(
        tuple(
            Stretch(
                str(row["directorate"]),
                str(row["division"] or ""),
                _day(row["valid_from"]),
                _day(row["valid_to"]),
                names_in(str(row["became"] or "")),
            )
            for row in rows
        )
    )


def phases(points: DataFrame, breaks: Sequence[Break]) -> Series[int]:
    """How many times each row's unit has become another by its period."""
    phase = pd.Series(0, index=points.index)
    for one in breaks:
        unit = (points["breakdown"] == one.breakdown) & (points[one.breakdown] == one.unit)
        phase += (unit & (points["period"].map(month_of) >= one.month)).astype(int)
    return phase


def listed(names: Sequence[str]) -> str:
    """'Imaging', 'Imaging and Pathology', 'Anaesthetics and Critical Care, and Theatres'."""
    if len(names) < 2:
        return "".join(names)
    pause = "," if any(" and " in name for name in names) else ""
    return f"{', '.join(names[:-1])}{pause} and {names[-1]}"


def names_in(cell: str) -> tuple[str, ...]:
    """'Imaging; Pathology': the names of a cell that may hold several."""
    return tuple(name for part in cell.split(";") if (name := part.strip()))


def _day(cell: object) -> date | None:
    return cell if isinstance(cell, date) else None


def _at(stretches: tuple[Stretch, ...], day: date | None) -> Stretch:
    """The stretch of a day; of no day the last, of a day before all of them the first."""
    begun = [
        one for one in stretches if day is None or one.valid_from is None or one.valid_from <= day
    ]
    return begun[-1] if begun else stretches[0]


def _begins_after(heir: _Unit, part: _Unit) -> bool:
    return heir.begins is not None and part.ends is not None and heir.begins > part.ends


def _month_after(part: _Unit) -> str:
    assert part.ends is not None, "only a unit that ended becomes another"
    return f"{part.ends + timedelta(days=1):%Y-%m}"
