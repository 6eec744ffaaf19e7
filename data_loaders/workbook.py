"""What stands in a spreadsheet's cells, sheet by sheet, exactly as it stands there?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data_loaders.cells import SHOWS_ERROR, UNWORKED_FORMULA
from data_loaders.container import form_of
from data_loaders.packed import Cell, PackedCells, plain_values
from data_loaders.problems import FileRefused, Problem, refused

__all__ = [
    "SHOWS_ERROR",
    "UNWORKED_FORMULA",
    "Cell",
    "Sheet",
    "column_letter",
    "doubtful_letters",
    "read",
]

Place = tuple[int, int]  # row and column, from 0

_CELLS = Path(__file__).with_name("cells.py")
_CLOCK = 60  # seconds; the child's own limit of processor time comes first


@dataclass(frozen=True)
class Sheet:
    """One sheet: cells by column, from row 1 and column A; an empty cell is ''.

    `name` is None for a .csv. Rows in `hidden_rows` are numbered as in Excel. A cell that shows an
    error or holds a formula without a result is SHOWS_ERROR or UNWORKED_FORMULA: to calamine both
    are empty. `is_unclear` where some letters of a .csv are in no encoding or in two.
    """

    name: str | None
    is_hidden: bool
    columns: Sequence[list[Cell] | PackedCells]
    merged: list[tuple[Place, Place]]
    is_1904: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    is_unclear: bool = False

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def row(self, place: int) -> list[Cell]:
        """The cells of one row, counted from 0."""
        return [column[place] for column in self.columns]


def read(content: bytes, file_name: str) -> tuple[Sheet, ...]:
    """The sheets of a file; raises FileRefused where it is unsafe, locked, damaged or too large.

    The cells are read by a process of its own (cells.py), which may use 1 GiB and 20 seconds.
    """
    form = form_of(content, file_name)
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(_CELLS), form],
            input=content,
            capture_output=True,
            timeout=_CLOCK,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refusal("too_large", file_name) from None
    if child.returncode != 0:  # a signal ended it at its limit of memory or time, or it fell over
        raise _refusal("too_large" if child.returncode < 0 else "damaged", file_name)
    answer = plain_values(child.stdout)
    if "refused" in answer:
        raise _refusal(answer["refused"], file_name, answer.get("row"))
    return tuple(_sheet(**facts) for facts in answer["sheets"])


def doubtful_letters(sheets: Sequence[Sheet]) -> list[Problem]:
    """One warning where letters of a file may have come out wrong."""
    if not any(sheet.is_unclear for sheet in sheets):
        return []
    return [
        Problem(
            "characters_unclear",
            "warn",
            "some letters in this file are damaged or in two encodings, and may have come out "
            'wrong. Look at names with accents or dashes; "CSV UTF-8" keeps them.',
        )
    ]


def _sheet(
    *,
    columns: Sequence[list[bytes]],
    height: int,
    error_cells: Sequence[str] = (),
    unworked_formulas: Sequence[str] = (),
    **facts: Any,
) -> Sheet:
    packed = [PackedCells(pieces, height) for pieces in columns]
    for mark, names in ((SHOWS_ERROR, error_cells), (UNWORKED_FORMULA, unworked_formulas)):
        for name in names:
            row, column = _place(name)
            if column < len(packed) and row < height:
                packed[column][row] = mark
    return Sheet(columns=packed, **facts)


def column_letter(place: int) -> str:
    """The name spreadsheets give a column, counted from 0: 0 is A, 26 is AA."""
    name, left = "", place + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def column_place(letters: str) -> int:
    """Where the column of this name stands, from 0; the other way round of `column_letter`."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _place(name: str) -> Place:
    """The row and column, from 0, of a cell named as in Excel: C4 is (3, 2)."""
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]) - 1, column_place(letters)


def _refusal(code: str, file_name: str, row: int | None = None) -> FileRefused:
    return refused(code, _REFUSALS[code].format(file_name=file_name, row=row))


_REFUSALS = {
    "password": "{file_name} has a password. Save a copy without one and drop that.",
    "damaged": "{file_name} is damaged: not all of it can be read. "
    "Open it in Excel, save it, and drop it again.",
    "too_large": "{file_name} is too large to read: we read up to 200,000 rows, 3,000 columns and "
    "20 million cells a sheet. Delete empty rows and columns far outside the table, or split it "
    "by year.",
    "quotes": "{file_name}, row {row}: a quotation mark is not one of a pair, so what follows "
    "cannot be cut into cells. Put it right, or save the file as .xlsx, and drop it again.",
    "long_cell": "{file_name}, row {row}: a cell has over 100,000 characters; Excel keeps 32,767. "
    "Shorten it, or see whether a quotation mark is missing at its end.",
}
