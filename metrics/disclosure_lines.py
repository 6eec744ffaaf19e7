"""Which other groups must also not be shown, so that nobody subtracts their way to a small one?

A line is a whole and the parts it is the sum of (a division and its directorates). If one part of
a line is hidden it is the whole less the other parts, so a second one has to be hidden with it:
the complement. This is the quick rule of sums; metrics/disclosure_audit.py is the judge.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

# A group withheld at source has at least this many people; we may not count on more.
UNKNOWN_COUNTS_AS = 1


@dataclass(frozen=True)
class Line:
    """A whole and the parts that add up to it, as positions of cells.

    `whole` is None when the whole is not a cell of its own but known all the same, as the
    trust's totals are: they are published nationally.
    """

    whole: int | None
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Lines:
    """Cells with their people, the lines they stand on, and those that can never be hidden."""

    people: Sequence[float]  # NaN: withheld at source
    lines: tuple[Line, ...]
    always_shown: frozenset[int]
    smallest_group: int

    def is_small(self, cell: int) -> bool:
        """Withheld at source, or with people but too few; an empty group is not small."""
        people = self.people[cell]
        return bool(np.isnan(people)) or 0 < people < self.smallest_group

    def surely(self, cell: int) -> float:
        """How many people the cell has at least, when the file withheld how many exactly."""
        if not np.isnan(self.people[cell]):
            return self.people[cell]
        of_parts = [
            sum(self.surely(part) for part in line.parts)
            for line in self.lines
            if line.whole == cell
        ]
        return max([UNKNOWN_COUNTS_AS, *of_parts])


def complement(table: Lines, also: Collection[int] = ()) -> set[int]:
    """The positions of all cells to hide: every small one, and as few others as we can find.

    `also` are cells to hide for reasons of their own. Afterwards on every line either nothing is
    hidden, or at least two cells which together are not small; and no hidden small cell is
    determined by all lines together.
    """
    primary = frozenset(also) | {
        cell
        for cell in range(len(table.people))
        if table.is_small(cell) and cell not in table.always_shown
    }
    # The first choice decides how the others go, so each of them is followed to its end.
    firsts: Sequence[int | None] = _choices(table, set(primary)) or [None]
    masks = [_completed(table, primary, first) for first in firsts]
    return min(masks, key=lambda hidden: (len(hidden), _people(table, hidden)))


def _completed(table: Lines, primary: frozenset[int], first: int | None) -> set[int]:
    """All that has to be hidden with the primary cells, when this one is hidden first."""
    hidden = set(primary) if first is None else {*primary, first}
    while choices := _choices(table, hidden):
        hidden.add(
            min(
                choices,
                key=lambda cell: (
                    len(_lines_wanting(table, hidden | {cell})),
                    table.people[cell],
                    cell,
                ),
            )
        )
    return hidden


def _choices(table: Lines, hidden: set[int]) -> list[int]:
    """The cells, one of which has to be hidden next: of the line that leaves the least choice."""
    for wanting in (_lines_wanting, _lines_of_determined_cells):
        choices = [_candidates(table, line, hidden) for line in wanting(table, hidden)]
        choices = [choice for choice in choices if choice]
        if choices:
            return min(choices, key=len)
    return []


def _people(table: Lines, hidden: set[int]) -> float:
    return sum(table.surely(cell) for cell in hidden)


def _candidates(table: Lines, line: Line, hidden: set[int]) -> list[int]:
    """Parts of the line that could be hidden; its whole only when no part is left to choose."""
    parts = [
        part
        for part in line.parts
        if part not in hidden and part not in table.always_shown and table.people[part] > 0
    ]
    if parts or line.whole is None or line.whole in hidden | table.always_shown:
        return parts
    return [line.whole]


def _lines_wanting(table: Lines, hidden: set[int]) -> list[Line]:
    return [line for line in table.lines if _is_wanting(table, line, hidden)]


def _is_wanting(table: Lines, line: Line, hidden: set[int]) -> bool:
    people = [table.surely(part) for part in line.parts if part in hidden]
    people = [count for count in people if count > 0]  # an empty group hides nobody
    if line.whole is not None and line.whole in hidden:
        return not people
    return bool(people) and (len(people) == 1 or sum(people) < table.smallest_group)


def _lines_of_determined_cells(table: Lines, hidden: set[int]) -> list[Line]:
    """The lines of small cells that are the only solution of all lines taken together.

    Two hidden cells in every row and column are not enough in a two-way table: a cell which
    joins two such rectangles is still the only one that makes the sums right.
    """
    cells = sorted(cell for cell in hidden if table.surely(cell) > 0)
    column = {cell: place for place, cell in enumerate(cells)}
    sums = np.zeros((len(table.lines), len(cells)))
    for row, line in zip(sums, table.lines, strict=True):
        row[[column[part] for part in line.parts if part in column]] = 1
        if line.whole in column:
            row[column[line.whole]] = -1
    if not sums.any():
        return []
    _, sizes, directions = np.linalg.svd(sums)
    free = directions[int((sizes > 1e-9).sum()) :]
    determined = {
        cell
        for cell in cells
        if table.is_small(cell) and np.abs(free[:, column[cell]]).sum() < 1e-9
    }
    # Cells of no line are not constrained, whatever the arithmetic says.
    return [line for line in table.lines if determined & {*line.parts, line.whole}]
