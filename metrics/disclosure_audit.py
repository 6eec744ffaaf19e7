"""Can a small group's answers, or its size, be worked out from everything that can be seen?

Unknown are the people and the value total of every finest group. Each shown or public number
bounds a sum of them, by half of its rounding. A linear programme (HiGHS, in scipy.optimize) finds
the least and the most that a group's total could still be: that interval must stay wide.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.optimize import linprog

from metrics.disclosure_bounds import bounds_of
from metrics.disclosure_groups import protected_groups
from metrics.disclosure_view import Group, Numbers, View

_EPSILON = 1e-6
_TOTALS: tuple[Literal["count", "value"], ...] = ("count", "value")
_FIRST_LOOKS = 2  # programmes that look at all groups at once, before any is looked at alone


@dataclass(frozen=True)
class Leak:
    """A group that can be worked out; `of` says what, `by` which statements give it away."""

    group: Group
    of: Literal["shown", "extreme", "value", "count"]
    width: float = 0.0
    by: tuple[int, ...] = ()  # positions in View.statements


def leaks(view: View, among: Container[tuple[Group, str]] | None = None) -> list[Leak]:
    """Every leak of the view, in a fixed order; an empty list when nobody can be worked out.

    With `among`, only of these groups and what of them ("value", "count" …).
    """
    found = [
        leak for leak in _said_outright(view) if among is None or (leak.group, leak.of) in among
    ]
    targets = [
        *(
            _Target(group, "value", view.rule.w_v * view.most * view.people_in(group))
            for group in protected_groups(view)
        ),
        *(
            _Target(group, "count", view.rule.w_n)
            for group in dict.fromkeys(
                statement.group for statement in view.statements if not statement.is_shown
            )
            if view.is_small(group)
        ),
    ]
    if among is not None:
        targets = [target for target in targets if (target.group, target.of) in among]
    if targets:
        found.extend(_worked_out(view, targets))
    return found


def _said_outright(view: View) -> list[Leak]:
    """Small groups with a number of their own, and 0 % or 100 % of too few."""
    found = []
    for place, statement in enumerate(view.statements):
        if statement.is_public or not statement.is_shown:
            continue
        people, value = view.people_in(statement.group), statement.facts.get("rate")
        if view.is_small(statement.group):
            found.append(Leak(statement.group, "shown", by=(place,)))
        elif value is not None and 0 < people < (view.rule.class_n or 0):
            everybody = 100 if view.most == 1 else view.most
            if value <= 0 or value >= everybody:
                found.append(Leak(statement.group, "extreme", by=(place,)))
    return found


@dataclass(frozen=True)
class _Target:
    """A total that must stay uncertain by at least `width`."""

    group: Group
    of: Literal["value", "count"]
    width: float


def _worked_out(view: View, targets: Sequence[_Target]) -> list[Leak]:
    """The targets that can be worked out, alike ones looked at once.

    Two targets are alike where they ask the same width of as many atoms of each kind, a kind being
    the atoms that no number tells apart: swapping those changes nothing of what is known, so
    what gives one of them away gives all of them away.
    """
    kind_of = _told_apart(view, [one.group for one in view.statements if one.facts])
    alike: dict[tuple[object, ...], list[_Target]] = {}
    for target in targets:
        kinds = tuple(sorted(kind_of[atom] for atom in target.group))
        alike.setdefault((target.of, round(target.width, 9), kinds), []).append(target)
    found = _looked_at_alone(view, [same[0] for same in alike.values()])
    leak_of = {(leak.of, leak.group): leak for leak in found}
    return [
        replace(leak, group=target.group)
        for first, *same in alike.values()
        if (leak := leak_of.get((first.of, first.group))) is not None
        for target in (first, *same)
    ]


def _told_apart(view: View, groups: Sequence[Group]) -> list[int]:
    """For each atom a number: the same for those in the same groups and among the same people."""
    groups = [*groups, *(group for pair in view.same_people for group in pair)]
    belongs = np.zeros((len(view.people), len(groups) + 1), dtype=bool)
    for column, group in enumerate(groups):
        belongs[sorted(group), column] = True
    _, class_of = np.unique(belongs, axis=0, return_inverse=True)
    classes: list[int] = class_of.ravel().tolist()
    return classes


def _looked_at_alone(view: View, targets: Sequence[_Target]) -> list[Leak]:
    programme = _Programme(view)
    totals = np.array([programme.total(target.group, target.of) for target in targets])
    needed = np.array([target.width for target in targets]) - _EPSILON
    lowest = highest = totals @ programme.truth

    def widen(direction: Numbers) -> tuple[int, ...]:
        nonlocal lowest, highest
        blamed: tuple[int, ...] = ()
        for sign in (1, -1):
            point, by = programme.furthest(sign * direction)
            reached = totals @ point
            lowest, highest = np.minimum(lowest, reached), np.maximum(highest, reached)
            blamed += by
        return blamed

    # One solution says something of every group, so most groups are seen to be safe at once and
    # only the others need programmes of their own.
    looks = np.random.default_rng(0)
    for _ in range(_FIRST_LOOKS):
        unsure = highest - lowest < needed
        if not unsure.any():
            return []
        widen((looks.choice([-1, 1], len(targets)) * unsure / np.maximum(needed, 1)) @ totals)
    found = []
    for place, target in enumerate(targets):
        if highest[place] - lowest[place] < needed[place]:
            by = widen(totals[place])
            width = float(highest[place] - lowest[place])
            if width < needed[place]:
                found.append(Leak(target.group, target.of, width, tuple(sorted(set(by)))))
    return found


class _Programme:
    """The viewer's (in)equalities on n and v of each class of atoms that nothing tells apart."""

    def __init__(self, view: View) -> None:
        self._class_of = _told_apart(view, [statement.group for statement in view.statements])
        self._classes = max(self._class_of) + 1
        self.truth: Numbers = np.concatenate(
            [
                np.bincount(self._class_of, view.people, self._classes),
                np.bincount(self._class_of, view.values, self._classes),
            ]
        )
        equal, equal_to, self._equal_by = [], [], []
        below, below_or_at, self._below_by = [], [], []
        for row, low, high, place in self._ranges(view):
            if high - low < _EPSILON:
                equal.append(row)
                equal_to.append(low)
                self._equal_by.append(place)
                continue
            for sign, limit in ((1, high), (-1, -low)):
                if np.isfinite(limit):
                    below.append(sign * row)
                    below_or_at.append(limit)
                    self._below_by.append(place)
        everybody = 10 * float(view.people.sum()) + 100  # keeps the unknown finite
        self._bounds = [(0, everybody)] * self._classes + [(0, None)] * self._classes
        self._below, self._below_or_at = np.array(below), np.array(below_or_at)
        self._equal = np.array(equal).reshape(-1, 2 * self._classes)
        self._equal_to = np.array(equal_to)

    def total(self, group: Group, of: Literal["count", "value"]) -> Numbers:
        """The row that sums n or v over the group."""
        row = np.zeros(2 * self._classes)
        offset = 0 if of == "count" else self._classes
        row[[offset + self._class_of[atom] for atom in sorted(group)]] = 1
        return row

    def furthest(self, direction: Numbers) -> tuple[Numbers, tuple[int, ...]]:
        """The possible truth furthest in this direction, and the statements that stop it there."""
        found = linprog(
            -direction,
            A_ub=self._below,
            b_ub=self._below_or_at,
            A_eq=self._equal,
            b_eq=self._equal_to,
            bounds=self._bounds,
            method="highs",
        )
        if found.x is None:
            raise ArithmeticError(f"The disclosure audit did not solve: {found.message}")
        binding = [
            by
            for by, force in (
                *zip(self._below_by, found.ineqlin.marginals, strict=True),
                *zip(self._equal_by, found.eqlin.marginals, strict=True),
            )
            if by is not None and abs(force) > _EPSILON
        ]
        return found.x, tuple(binding)

    def _ranges(self, view: View) -> Iterator[tuple[Numbers, float, float, int | None]]:
        """Rows that lie between two numbers, and which statement says so."""
        for one in range(self._classes):
            row = np.zeros(2 * self._classes)
            row[one], row[self._classes + one] = -view.most, 1
            yield row, -np.inf, 0, None
        for along_one, along_other in view.same_people:
            for of in _TOTALS:
                row = self.total(along_one, of) - self.total(along_other, of)
                # Two releases count them differently; what they tell must stay possible.
                apart = float(row @ self.truth)
                yield row, min(0, apart), max(0, apart), None
        # Said twice, in two releases or of the same people, a fact binds once.
        said = {(one.group, *one.facts.items()): place for place, one in enumerate(view.statements)}
        for place in said.values():
            statement = view.statements[place]
            count, value = (self.total(statement.group, of) for of in _TOTALS)
            truth = view.people_in(statement.group), view.values_in(statement.group)
            for bound in bounds_of(statement.facts, view.most, truth):
                row = bound.on_people * count + bound.on_value * value
                yield row, bound.low, bound.high, place
