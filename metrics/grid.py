"""What is a coverage grid made of? Cells in lines over periods, and the gaps read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from metrics.expected import Expected

State = Literal["held", "part", "nil", "none", "not due"]


@dataclass(frozen=True)
class Cell:
    """One period of one line: how many of those expected have sent something.

    `nil` of the `count` told us that there was nothing. `days_late` is by how many days the last
    of them came late; nought where they were in time or it cannot be told.
    """

    state: State
    count: int
    of: int
    is_gap: bool = False
    nil: int = 0
    days_late: int = 0


class NilReturn(NamedTuple):
    """Somebody told us that there was nothing: for what (Expected.id), which month, from whom.

    `directorate` is '' where the dataset is not expected from each.
    """

    dataset: str
    month: str
    directorate: str


@dataclass(frozen=True)
class Line:
    """One line of a coverage grid; `note` says its gap in a few words, '' without one."""

    title: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Gap:
    """Something missing: what, from whom (nobody named: the whole trust), since which month.

    `since` is '' where nothing is held in any of the periods shown.
    """

    expected: Expected
    directorates: tuple[str, ...]
    since: str


@dataclass(frozen=True)
class Grid:
    """Lines over the same periods."""

    periods: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Coverage:
    """What is held, what is missing: datasets by month, survey waves by year, each by directorate."""

    by_month: Grid
    by_wave: Grid
    gaps: tuple[Gap, ...]
    of_directorates: Mapping[str, Grid]
