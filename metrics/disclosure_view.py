"""What does somebody know who sees everything that is shown, and what is public anyway?

The JSON form that the disclosure cases are written in is described in tests/disclosure/cases/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Group = frozenset[int]  # positions of atoms

_LIMITS = ("k", "w_n", "w_v", "class_n")
_FACTS = ("n", "n_round", "rate", "rate_dp", "v", "n_min", "n_max")


@dataclass(frozen=True)
class Rule:
    """`k` is the smallest group shown. A withheld count must stay uncertain by at least `w_n`
    people, the value total of a small group by at least `w_v` of what it could be. With
    `class_n`, 0 % or 100 % may not be said of fewer people than that."""

    k: int = 11
    w_n: float = 5
    w_v: float = 0.5
    class_n: int | None = None


@dataclass(frozen=True)
class Statement:
    """What is said of one group of people. With no facts it is withheld.

    `kind` names the breakdown it is a cell of; only cells of one breakdown are siblings.
    """

    label: str
    group: Group
    kind: str
    facts: Mapping[str, float] = field(default_factory=dict)
    is_public: bool = False

    @property
    def is_shown(self) -> bool:
        return any(self.facts.get(fact) is not None for fact in ("n", "rate", "v"))

    def without(self, *facts: str) -> Statement:
        """The same statement with these facts left out; with none named, withheld."""
        left = {name: fact for name, fact in self.facts.items() if facts and name not in facts}
        return replace(self, facts=left)


@dataclass(frozen=True)
class View:
    """The true people and value totals of the finest groups (atoms), and all statements on them.

    `same_people` are pairs of groups that are the same people, counted along two lines.
    """

    people: Numbers
    values: Numbers
    statements: tuple[Statement, ...]
    same_people: tuple[tuple[Group, Group], ...] = ()
    most: float = 1.0  # the largest value of one person: 1 for a percentage, 10 for a score
    rule: Rule = Rule()

    def people_in(self, group: Group) -> float:
        return float(self.people[sorted(group)].sum())

    def values_in(self, group: Group) -> float:
        return float(self.values[sorted(group)].sum())

    def is_small(self, group: Group) -> bool:
        return 0 < self.people_in(group) < self.rule.k


def view_of(case: Mapping[str, Any]) -> View:
    """The case in its JSON form as a View, public knowledge last."""
    atoms = case["atoms"]
    public = case.get("public_knowledge") or []
    rule = case.get("rule") or {}
    return View(
        people=np.array([atom["n"] for atom in atoms], dtype="float64"),
        values=np.array([atom["v"] for atom in atoms], dtype="float64"),
        statements=(
            *(_statement(atoms, entry, is_public=False) for entry in case.get("published", [])),
            *(_statement(atoms, entry, is_public=True) for entry in public),
        ),
        most=float(case.get("value_max_per_person", 1)),
        rule=Rule(**{name: limit for name, limit in rule.items() if name in _LIMITS}),
    )


def _statement(
    atoms: Sequence[Mapping[str, Any]], entry: Mapping[str, Any], *, is_public: bool
) -> Statement:
    group = entry["group"]
    return Statement(
        label=str(entry.get("label", group)),
        group=_members(atoms, group),
        kind="atoms" if "atoms" in group else ",".join(sorted(group["where"])),
        facts={name: float(entry[name]) for name in _FACTS if entry.get(name) is not None},
        is_public=is_public,
    )


def _members(atoms: Sequence[Mapping[str, Any]], group: Mapping[str, Any]) -> Group:
    if "atoms" in group:
        wanted = set(group["atoms"])
        return frozenset(place for place, atom in enumerate(atoms) if atom["id"] in wanted)
    where = {
        dimension: set(value) if isinstance(value, list) else {value}
        for dimension, value in group["where"].items()
    }
    return frozenset(
        place
        for place, atom in enumerate(atoms)
        if all(atom["dims"].get(dimension) in values for dimension, values in where.items())
    )
