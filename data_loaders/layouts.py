"""How is a spreadsheet of one kind laid out? Declared here, once; the pipeline reads them all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from data_loaders.kinds import Kind, clean
from data_loaders.problems import Problem, Severity
from data_loaders.workbook import Cell, Sheet

Mask = np.ndarray[Any, np.dtype[np.bool_]]


FARTHEST_AHEAD = timedelta(days=731)  # plans reach so far; wide, for machines with a slow clock


@dataclass(frozen=True)
class Cells:
    """One column of raw cells: the distinct ones, and which of them stands in each row.

    Everything about a cell is asked once for each distinct one: 60,000 rows hold some hundreds of
    different dates, a dozen directorates, nine staff groups.
    """

    distinct: list[Cell]
    codes: np.ndarray[Any, np.dtype[np.int64]]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Cells:
        column = np.empty(len(cells), dtype=object)
        column[:] = cells
        codes, distinct = pd.factorize(column, use_na_sentinel=False)
        return cls(list(distinct), codes)

    @classmethod
    def all_the_same(cls, cell: Cell, rows: int) -> Cells:
        return cls([cell], np.zeros(rows, dtype=np.int64))

    def where(self, test: Callable[[Cell], bool]) -> Mask:
        """The rows whose cell passes the test."""
        passed = np.array([test(cell) for cell in self.distinct], dtype=bool)
        return passed[self.codes] if len(passed) else np.zeros(len(self.codes), dtype=bool)

    def same_as(self, written: str) -> Mask:
        """The rows whose cell reads so, spaces aside."""
        return self.where(lambda cell: clean(cell) == written)

    def kept(self, rows: Mask) -> Cells:
        return Cells(self.distinct, self.codes[rows])._without_unused()

    def changed(self, change: Callable[[Cell], Cell]) -> Cells:
        return Cells([change(cell) for cell in self.distinct], self.codes)

    def only(self, rows: Mask) -> Cells:
        """These rows' cells; the others are empty."""
        return self.or_else(rows, Cells.all_the_same("", len(self.codes)))

    def or_else(self, rows: Mask, other: Cells) -> Cells:
        """These rows' cells from here, the others from there."""
        codes = np.where(rows, self.codes, other.codes + len(self.distinct))
        return Cells(self.distinct + other.distinct, codes)._without_unused()

    def _without_unused(self) -> Cells:
        """Only cells that still stand in a row: a whole column is judged by its distinct cells."""
        used = np.bincount(self.codes, minlength=len(self.distinct)) > 0
        left = [cell for cell, is_used in zip(self.distinct, used, strict=True) if is_used]
        return Cells(left, (np.cumsum(used) - 1)[self.codes])

    @cached_property
    def is_empty(self) -> Mask:
        return self.where(is_empty)


def is_empty(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


@dataclass(frozen=True)
class Column:
    """One column we read. The first heading is the template's; all are also known without case,
    spaces and underscores. `ask` says what to write where a needed cell is empty.
    """

    name: str
    headings: tuple[str, ...]
    kind: Kind
    required: bool = False  # the heading must be there
    may_be_empty: bool = True  # a row without it is held otherwise
    ask: str = "Write it in."
    means: str = ""  # for the template's notes
    example: str | float | None = None  # for the template's example row
    choices: tuple[str, ...] = ()  # for the template's drop-down

    @cached_property
    def in_words(self) -> str:
        """The template's heading as people read it: 'Start date'."""
        words = self.headings[0].replace("_", " ")
        kept = ", kept only as a code" if self.kind.names == "person" else ""
        return f"{words[:1].upper()}{words[1:]}{kept}"

    @cached_property
    def known_headings(self) -> frozenset[str]:
        return frozenset(bare_heading(heading) for heading in (self.name, *self.headings))


@dataclass
class Found:
    """One sheet's rows under our names, cells still as they stand, and what we noticed on the way.

    `cells` holds one entry per column found; all are as long as `source_row`, which counts rows as
    Excel does. `headings` tells theirs for ours, `letters` the columns in which theirs stand; in a
    grid, where each row is one cell, `cell_letters` holds its column. `title` is what stands above
    the table. `rows_in_file` counts all filled rows under the headings, also those left out.
    Where cells of many columns are folded into one of ours, `heading_of_cell` says by row what
    stood above each.
    """

    sheet: str | None
    heading_row: int
    cells: dict[str, Cells]
    source_row: np.ndarray[Any, np.dtype[np.int64]]
    headings: dict[str, str]
    title: str = ""
    file_name: str = ""
    is_1904: bool = False
    ignored: tuple[str, ...] = ()
    rows_in_file: int = 0
    problems: list[Problem] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    cell_letters: np.ndarray[Any, np.dtype[np.str_]] | None = None
    heading_of_cell: dict[str, Cells] = field(default_factory=dict)

    def heading_at(self, column: str, place: int) -> str:
        """Their heading of the cell in one of our columns; ours where they have none."""
        if column in self.heading_of_cell:
            above = self.heading_of_cell[column]
            return clean(above.distinct[above.codes[place]])
        return self.headings.get(column, column)

    def keep(self, rows: Mask) -> None:
        """Go on with these rows only."""
        self.cells = {name: cells.kept(rows) for name, cells in self.cells.items()}
        self.heading_of_cell = {
            name: cells.kept(rows) for name, cells in self.heading_of_cell.items()
        }
        self.source_row = self.source_row[rows]
        if self.cell_letters is not None:
            self.cell_letters = self.cell_letters[rows]

    def letter(self, heading: str | None, row: int) -> str | None:
        """The column of the cell under this heading, in a row counted from 0; None if unknown."""
        if heading is None:
            return None
        if heading not in self.letters and self.cell_letters is not None:
            return str(self.cell_letters[row])
        return self.letters.get(heading)


@dataclass(frozen=True)
class Check:
    """A rule that a row of understood values keeps. `broken` marks the rows that do not.

    `sentence` may name columns in braces; their values are then told. A row that only draws a
    warning is loaded, unless the check `leaves_out` its row.
    """

    code: str
    broken: Callable[[pd.DataFrame], pd.Series[bool]]
    sentence: str
    column: str | None = None  # where the message points, if at one column
    severity: Severity = "hold"
    leaves_out: bool = False


def not_far_ahead(column: str) -> Check:
    """Holds a row whose day lies years ahead: one mistyped year would draw every chart up to it."""

    def lies_far_ahead(rows: pd.DataFrame) -> pd.Series[bool]:
        return rows[column] > pd.Timestamp(date.today()) + FARTHEST_AHEAD

    return Check(
        "date_far_ahead",
        lies_far_ahead,
        f"{{{column}}} lies years ahead. Put right the year.",
        column,
    )


@dataclass(frozen=True)
class Layout:
    """One way in which a dataset arrives.

    Its headings are `columns`, unless it has no fixed headings: then `find` finds its cells, and
    `of_one_file` adds what only all sheets of the file together tell.
    `arrange` turns found cells into the columns of the dataset's template (`arranged_columns`)
    where the layout has others. On understood values, `complete` adds what follows from them
    (defaults, periods), the checks look, and `unfold` makes the lines of the dataset where its
    grain is another: several of one row, or one of many (a headcount of assignments), each at
    the place of its first row; `doubts` says in sentences what seems
    wrong with the lines as a whole. `key` names what makes a line one thing of its dataset; `repeats`
    says what happens to lines with the same key and different values: all are held, or one counts.
    """

    dataset: str
    name: str
    title: str
    columns: tuple[Column, ...]
    complete: Callable[[pd.DataFrame, Found], pd.DataFrame]
    key: tuple[str, ...]
    key_in_words: str
    arrange: Callable[[Found], Found] | None = None
    arranged_columns: tuple[Column, ...] = ()
    find: Callable[[Sheet, str], Found | None] | None = None
    of_one_file: Callable[[Sequence[Found]], None] | None = None
    checks: tuple[Check, ...] = ()
    unfold: Callable[[pd.DataFrame], pd.DataFrame] | None = None
    doubts: Callable[[pd.DataFrame], list[str]] | None = None
    repeats: Literal["hold", "one counts"] = "hold"
    rather: tuple[str, str] | None = None  # of lines with the same key, the one with this value
    totals_are_rows: bool = (
        False  # "Total" in a name column means everybody, not a sum to leave out
    )
    introduces_names: bool = False  # its directorates need not be known
    # The day that each row speaks of: its names are those of that day. Without it, today's.
    day: Callable[[pd.DataFrame, Found], pd.Series[Any]] | None = None

    @property
    def columns_understood(self) -> tuple[Column, ...]:
        return self.arranged_columns or self.columns

    def column(self, name: str) -> Column:
        return next(column for column in self.columns_understood if column.name == name)


def bare_heading(heading: str) -> str:
    """A heading without what people vary freely: case, spaces, underscores, dots, dashes."""
    if not heading.isascii():
        heading = unicodedata.normalize("NFKC", heading)
    return re.sub(r"[^a-z0-9%#]+", "", heading.lower())
