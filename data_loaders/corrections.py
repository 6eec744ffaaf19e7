"""What did the uploader write instead of a cell, and which cells can be corrected so?

A correction lies over the cell as it was read, before anything else looks at it: all rules hold for
corrected values as for any other. The file itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data_loaders.personal import may_be_echoed
from data_loaders.problems import Problem
from data_loaders.table import Table
from data_loaders.workbook import Sheet, column_place

Spot = tuple[str | None, int, str]  # sheet, row as Excel counts it, letter of the column


@dataclass(frozen=True)
class Correction:
    """What is to be read in one cell instead of what stands there; '' for nothing at all.

    `heading` and `is_personal` are found out when the file is read; a personal value is used, and
    neither shown again nor kept.
    """

    sheet: str | None
    row: int
    letter: str
    value: str
    heading: str | None = None
    is_personal: bool = False

    @property
    def spot(self) -> Spot:
        return self.sheet, self.row, self.letter

    def as_record(self) -> dict[str, str | int | None]:
        """What is kept of it with the upload."""
        value = None if self.is_personal else self.value
        return {"sheet": self.sheet, "row": self.row, "letter": self.letter, "value": value}


@dataclass(frozen=True)
class Correctable:
    """One cell in which something is wrong that holds its row."""

    sheet: str | None
    row: int
    letter: str
    heading: str
    found: str


def correctable(problems: Iterable[Problem]) -> list[Correctable]:
    """The cells that hold rows, each once, by sheet and row; where cells disagree, all of them."""
    cells: dict[Spot, Correctable] = {}
    for one in problems:
        if one.severity != "hold" or one.row is None:
            continue
        at = list(one.between)
        if one.letter is not None and one.column is not None:
            at.append((one.column, one.letter, one.found_in_words))
        for heading, letter, found in at:
            cell = Correctable(one.sheet, one.row, letter, heading, found)
            cells.setdefault((one.sheet, one.row, letter), cell)
    return sorted(cells.values(), key=lambda cell: (cell.sheet or "", cell.row))


def from_records(records: Iterable[dict[str, str | int | None]]) -> tuple[Correction, ...]:
    """Corrections as an upload kept them; those whose value was personal are lost."""
    return tuple(
        Correction(
            None if one["sheet"] is None else str(one["sheet"]),
            int(one["row"] or 0),
            str(one["letter"]),
            str(one["value"]),
        )
        for one in records
        if one["value"] is not None
    )


def lay_over(sheets: Iterable[Sheet], corrections: Iterable[Correction]) -> None:
    """Put the corrected values where they belong; a cell outside its sheet is no cell of the file."""
    by_name = {sheet.name: sheet for sheet in sheets}
    for one in corrections:
        sheet, column = by_name.get(one.sheet), column_place(one.letter)
        if sheet is not None and column < len(sheet.columns) and 1 <= one.row <= sheet.height:
            sheet.columns[column][one.row - 1] = one.value


def told(corrections: Iterable[Correction], tables: Sequence[Table]) -> tuple[Correction, ...]:
    """The corrections with the headings they stand under, and whether their values are personal.

    A column that is not read in is treated as personal: nothing of it is kept.
    """
    return tuple(_told(one, tables) for one in corrections)


def _told(correction: Correction, tables: Sequence[Table]) -> Correction:
    for table in tables:
        found = table.found
        if found.sheet != correction.sheet:
            continue
        for column in table.layout.columns_understood:
            heading = found.headings.get(column.name)
            if heading is not None and found.letters.get(heading) == correction.letter:
                personal = column.kind.is_personal or not may_be_echoed(correction.value)
                return replace(correction, heading=heading, is_personal=personal)
        if found.cell_letters is not None and correction.letter in found.cell_letters:
            return replace(correction, is_personal=not may_be_echoed(correction.value))
    return replace(correction, is_personal=True)
