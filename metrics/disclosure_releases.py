"""What is known of a survey wave from everything that was ever shown of it, taken together?

A wave is uploaded again with late answers, comes in parts, or is told by another structure. Every
version of it that was published can still be read, so whoever looks has them all. The people of each
finest group are therefore cut into layers: those in every release, and those by whom a larger
release differs from a smaller one. The least change is supposed: where a group grew, nobody left it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from metrics.disclosure_audit import Leak, leaks
from metrics.disclosure_known import NOTHING, Answers, Measure, closed, facts_of
from metrics.disclosure_view import Group, Numbers, Rule, Statement, View
from metrics.disclosure_wave import TRUST, Name, Wave, wave_of

_NOBODY = 0.5  # people; counts that are nearer are one: groups withheld by the file are estimated
_SAME_WIDTH = 1e-6
_BY_DIVISION = ("division", "division_staff_group")

Key = Hashable
Layered = dict[Key, list[tuple[float, int]]]  # of each unit: up to how many people, which atom


@dataclass(frozen=True)
class Release:
    """A wave as one publication shows it.

    `measures` are what every cell answered. `withheld` cells are not shown, `withheld_of` more of
    them for one measure; `kept` ones still have the numbers of the publication before.
    """

    names: tuple[Name, ...]
    measures: Mapping[str, Measure]
    withheld: frozenset[Name]
    kept: frozenset[Name] = frozenset()
    withheld_of: Mapping[str, frozenset[Name]] = field(default_factory=dict)

    @cached_property
    def wave(self) -> Wave:
        return wave_of(self.names)

    @cached_property
    def parts(self) -> Mapping[str, set[str]]:
        """The directorates of each division, as far as they are told."""
        found: dict[str, set[str]] = {}
        for breakdown, division, directorate, *_ in self.names:
            if breakdown == "directorate":
                found.setdefault(division, set()).add(directorate)
        return found

    def twin(self, name: Name, of: Release) -> Name | None:
        """The cell here that holds the same people as `name` there; None where there is none."""
        if name[0] == "directorate":
            return next(
                (one for one in self.names if one[0] == name[0] and one[2] == name[2]), None
            )
        here, there = self.parts.get(name[1], set()), of.parts.get(name[1], set())
        is_other = name[0] in _BY_DIVISION and here and there and here != there
        return name if name in self.wave.cells and not is_other else None

    def withholding(self, withheld: Iterable[Name], kept: Iterable[Name] = ()) -> Release:
        """The same with other cells withheld, and of the others some kept."""
        hidden = frozenset(withheld)
        return replace(self, withheld=hidden, kept=frozenset(kept) - hidden)

    def tells(self, name: Name, measure: str = "") -> bool:
        """Does it show a number of its own for this cell, or for a measure in it?"""
        hidden = self.withheld | self.kept | self.withheld_of.get(measure, frozenset())
        return name in self.wave.cells and name not in hidden


@dataclass(frozen=True)
class Leaking:
    """A measure of a release that gives groups away; the first statements are of its `cells`."""

    measure: str
    cells: Mapping[Name, Group]
    leaks: tuple[Leak, ...]

    def to_blame(self) -> list[Name]:
        """The release's cells below the trust that give a group away, once for every such group."""
        return [name for leak in self.leaks for name in self._stated_by(leak) if name != TRUST]

    def breakdowns(self) -> list[str]:
        """The breakdowns whose cells are worked out, or whose sums work out somebody else."""
        found = []
        for leak in self.leaks:
            of_group = [name for name, group in self.cells.items() if group == leak.group]
            found.append([*of_group, *self._stated_by(leak), TRUST][0][0])
        return list(dict.fromkeys(found))

    def _stated_by(self, leak: Leak) -> list[Name]:
        names = list(self.cells)
        return [names[place] for place in leak.by if place < len(names)]


def leaks_of(
    now: Release,
    smallest_group: int,
    earlier: Sequence[Release] = (),
    among: Iterable[str] | None = None,
) -> Iterator[Leaking]:
    """The measures of a release (of those in `among`) by which it gives a group away, one by one.

    It is seen together with the earlier releases. What those and the trust's own results give away
    without it is not its doing.
    """
    for name in now.measures if among is None else among:
        view, cells = view_of_releases([now, *earlier], name, smallest_group)
        given_away = leaks(view)
        if given_away and earlier:
            silent = now.withholding(set(now.names) - {TRUST} - now.kept, now.kept)
            before, _ = view_of_releases([silent, *earlier], name, smallest_group)
            asked = {(leak.group, leak.of) for leak in given_away}
            known = {(leak.group, leak.of): leak.width for leak in leaks(before, asked)}
            given_away = [
                leak
                for leak in given_away
                if leak.width < known.get((leak.group, leak.of), np.inf) - _SAME_WIDTH
            ]
        if given_away:
            yield Leaking(name, cells, tuple(given_away))


def view_of_releases(
    releases: Sequence[Release], name: str, smallest_group: int
) -> tuple[View, Mapping[Name, Group]]:
    """What is known of one measure from all these releases, and the cells of the first of them.

    The first statements are those of the first release, in the order of its cells.
    """
    asked = [release for release in releases if name in release.measures]
    measure = asked[0].measures[name]
    counted = [closed(release.wave, release.measures[name]) for release in asked]
    keys = _keys(asked)
    people, values, layers = _layers(keys, counted, measure.most)
    groups = [
        {
            cell: _atoms(units, keys_of, people_of, layers)
            for cell, units in release.wave.cells.items()
        }
        for release, keys_of, (people_of, _) in zip(asked, keys, counted, strict=True)
    ]
    statements = []
    for number, (release, cells) in enumerate(zip(asked, groups, strict=True)):
        for cell, group in cells.items():
            total = Answers(float(people[sorted(group)].sum()), float(values[sorted(group)].sum()))
            answers = release.measures[name].answers.get(cell, NOTHING)
            is_said = cell == TRUST or release.tells(cell, name)
            facts = facts_of(cell, total, answers, measure.most) if is_said else {}
            kind = f"{cell[0]} {number}"
            statements.append(Statement(cell[0], group, kind, facts, is_public=cell == TRUST))
    for cell in sorted(asked[0].kept):
        for before, release in enumerate(asked[1:], start=1):
            twin = release.twin(cell, asked[0])
            if twin is not None and release.tells(twin, name) and cell in groups[0]:
                changed = groups[0][cell] ^ groups[before][twin]
                statements.append(Statement("kept", changed, f"{cell[0]} kept"))
                break
    blocks = [
        (
            _atoms(first, keys_of, people_of, layers),
            _atoms(other, keys_of, people_of, layers),
        )
        for release, keys_of, (people_of, _) in zip(asked, keys, counted, strict=True)
        for first, other in release.wave.blocks
    ]
    blocks += _told_twice(asked, keys, groups)
    rule = Rule(k=smallest_group)
    same_people = tuple(dict.fromkeys(blocks))
    view = View(people, values, tuple(statements), same_people, measure.most, rule)
    return view, groups[0]


def _keys(releases: Sequence[Release]) -> list[list[Key]]:
    """For each release its units under names that are the same where the people are the same."""
    parts_of = _parts(releases)
    return [
        [_key(unit, parts) for unit in release.wave.units]
        for release, parts in zip(releases, parts_of, strict=True)
    ]


def _key(name: Name, parts: Mapping[str, set[str]]) -> Key:
    """A directorate is the same in any division; a division only with the same directorates."""
    if name[0] == "directorate":
        return (name[0], name[2])
    if name[0] in _BY_DIVISION:
        return (name, frozenset(parts.get(name[1], ())))
    return name


def _parts(releases: Sequence[Release]) -> list[dict[str, set[str]]]:
    """The directorates of each division, for each release: of all that are of one structure.

    Two releases are of one where no directorate is in two divisions; one may tell more of them.
    """
    structures: list[dict[str, str]] = []
    found = []
    for release in releases:
        homes = {name[2]: name[1] for name in release.names if name[0] == "directorate"}
        for structure in structures:
            if all(structure.get(name, home) == home for name, home in homes.items()):
                break
        else:
            structure = {}
            structures.append(structure)
        structure.update(homes)
        found.append(structure)
    by_division: list[dict[str, set[str]]] = []
    for structure in found:
        parts: dict[str, set[str]] = {}
        for directorate, division in structure.items():
            parts.setdefault(division, set()).add(directorate)
        by_division.append(parts)
    return by_division


def _layers(
    keys: Sequence[Sequence[Key]], counted: Sequence[tuple[Numbers, Numbers]], most: float
) -> tuple[Numbers, Numbers, Layered]:
    """People and values of all atoms, and which of them each unit is made of.

    Of two releases with as many people the first speaks: the other was corrected.
    """
    said: dict[Key, dict[float, float]] = {}
    for units, (people, values) in zip(keys, counted, strict=True):
        for unit, count, value in zip(units, people, values, strict=True):
            counts = said.setdefault(unit, {})
            if not any(abs(count - other) < _NOBODY for other in counts):
                counts[count] = value
    of_atoms: list[tuple[float, float]] = []
    layers: Layered = {}
    for unit, counts in said.items():
        below, value_below = 0.0, 0.0
        for count, value in sorted(counts.items()):
            if count < _NOBODY and len(counts) > 1:
                continue
            value = min(max(value, value_below), value_below + (count - below) * most)
            layers.setdefault(unit, []).append((count, len(of_atoms)))
            of_atoms.append((count - below, value - value_below))
            below, value_below = count, value
    atoms = np.array(of_atoms)
    return atoms[:, 0], atoms[:, 1], layers


def _atoms(units: Iterable[int], keys: Sequence[Key], people: Numbers, layers: Layered) -> Group:
    """The layers of these units that a release with so many people in each of them has."""
    return frozenset(
        atom
        for unit in units
        for up_to, atom in layers[keys[unit]]
        if up_to <= people[unit] + _NOBODY
    )


def _told_twice(
    releases: Sequence[Release],
    keys: Sequence[Sequence[Key]],
    groups: Sequence[Mapping[Name, Group]],
) -> Iterator[tuple[Group, Group]]:
    """The cells that two releases have, made of other units in each: the same people."""
    first: dict[Key, dict[frozenset[Key], Group]] = {}
    for release, units, cells, parts in zip(releases, keys, groups, _parts(releases), strict=True):
        for cell, group in cells.items():
            made_of = frozenset(units[unit] for unit in release.wave.cells[cell])
            ways = first.setdefault(_key(cell, parts), {})
            if made_of not in ways:
                if ways and group:
                    yield next(iter(ways.values())), group
                ways[made_of] = group
