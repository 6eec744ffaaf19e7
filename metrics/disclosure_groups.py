"""Which groups of people would somebody try to work out from what is shown?

The protected groups of a view: its withheld cells, unions of withheld siblings, and everything
that remains when shown groups are subtracted from each other, whenever fewer than the floor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np

from metrics.disclosure_view import Group, Numbers, Statement, View

_LARGEST_UNION_TRIED = 3  # siblings side by side; and always all under one whole


def protected_groups(view: View) -> list[Group]:
    """All protected groups of the view, each once, in a fixed order."""
    shown = [statement for statement in view.statements if statement.is_shown]
    withheld = [statement for statement in view.statements if not statement.is_shown]
    candidates = [
        *(statement.group for statement in withheld),
        *_unions_of_siblings(view, withheld),
        *_differences(shown),
        *_remainders(view, _groups(shown)),
    ]
    return [group for group in dict.fromkeys(candidates) if view.is_small(group)]


def _groups(statements: Iterable[Statement]) -> list[Group]:
    return list(dict.fromkeys(statement.group for statement in statements))


def _by_kind(statements: Iterable[Statement]) -> list[list[Group]]:
    statements = list(statements)
    kinds = dict.fromkeys(statement.kind for statement in statements)
    return [_groups(one for one in statements if one.kind == kind) for kind in kinds]


def _unions_of_siblings(view: View, withheld: list[Statement]) -> Iterator[Group]:
    """All withheld cells under one whole; and twos and threes of those side by side in it."""
    wholes = _groups(view.statements)
    everybody = frozenset(range(len(view.people)))
    for cells in _by_kind(withheld):
        for whole in dict.fromkeys([*wholes, everybody]):
            yield _union(cell for cell in cells if cell < whole)
        small = [cell for cell in cells if view.is_small(cell)]
        nearest = {cell: _nearest_wholes(cell, wholes) for cell in small}
        for size in range(2, _LARGEST_UNION_TRIED + 1):
            for chosen in combinations(small, size):
                if frozenset.intersection(*(nearest[cell] for cell in chosen)):
                    yield _union(chosen)


def _union(groups: Iterable[Group]) -> Group:
    return frozenset().union(*groups)


def _nearest_wholes(cell: Group, wholes: list[Group]) -> frozenset[Group]:
    larger = [whole for whole in wholes if cell < whole]
    return frozenset(whole for whole in larger if not any(other < whole for other in larger))


def _differences(shown: list[Statement]) -> Iterator[Group]:
    """What one shown group has beyond another, and beyond all shown cells of one breakdown."""
    groups = _groups(shown)
    breakdowns = _by_kind(shown)
    for one in groups:
        for other in groups:
            if one & other:
                yield one - other
        for cells in breakdowns:
            yield one.difference(*(cell for cell in cells if cell < one))


def _remainders(view: View, shown: list[Group]) -> Iterator[Group]:
    """What is left when the large groups cancel out of all shown groups taken together.

    This is how an overlap is found: those in A, and those in B, less those in A or B.
    """
    if not shown:
        return
    smallest_last = np.argsort(-view.people, kind="stable")
    counted = np.zeros((len(shown), len(view.people)))
    for row, group in zip(counted, shown, strict=True):
        row[sorted(group)] = 1
    for row in _reduced(counted[:, smallest_last]):
        members = smallest_last[np.abs(row) > 1e-9]
        signs = row[np.abs(row) > 1e-9]
        if len(signs) and np.allclose(signs, signs[0]):
            yield frozenset(members.tolist())


def _reduced(rows: Numbers) -> Numbers:
    """Reduced row echelon form, by Gauss and Jordan."""
    rows = rows.copy()
    rank = 0
    for column in range(rows.shape[1]):
        if rank == len(rows):
            break
        pivot = rank + int(np.argmax(np.abs(rows[rank:, column])))
        if abs(rows[pivot, column]) < 1e-9:
            continue
        rows[[rank, pivot]] = rows[[pivot, rank]]
        rows[rank] /= rows[rank, column]
        others = np.arange(len(rows)) != rank
        rows[others] -= np.outer(rows[others, column], rows[rank])
        rank += 1
    return rows[:rank]
