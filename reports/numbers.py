"""How do the numbers behind a picture leave the dashboard: as a spreadsheet that says what it is?"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

Cell = str | float | int | None
# A text that begins with one of these is read as a formula by spreadsheets; the last four are the
# wide forms of an East Asian keyboard (OWASP, CSV injection).
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class Numbers:
    """A table to take away, with what stands above it: version, basis, definition."""

    title: str
    about: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(numbers: Numbers) -> bytes:
    """Comma-separated, with the mark that makes Excel read it as UTF-8."""
    written = io.StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow([harmless(numbers.title)])
    lines.writerows([harmless(name), harmless(said)] for name, said in numbers.about)
    lines.writerow([])
    lines.writerow([harmless(heading) for heading in numbers.headings])
    lines.writerows([harmless(cell) for cell in row] for row in numbers.rows)
    return written.getvalue().encode("utf-8-sig")


def as_excel(numbers: Numbers) -> bytes:
    """One sheet: title, what it is, then the table; text is text and never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Numbers")
    sheet.column_dimensions["A"].width = 24
    for place in "BCDEFGHIJ":
        sheet.column_dimensions[place].width = 18

    def cell(value: Cell, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet)
        made.font = Font(bold=bold)
        made.value = written = _written(value)
        if isinstance(written, str):
            made.data_type = "s"
            made.quotePrefix = written.startswith(_BEGINS_FORMULA)  # a text also when it is edited
        return made

    sheet.append([cell(numbers.title, bold=True)])
    for name, said in numbers.about:
        sheet.append([cell(name), cell(said)])
    sheet.append([])
    sheet.append([cell(heading, bold=True) for heading in numbers.headings])
    for row in numbers.rows:
        sheet.append([cell(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def harmless(value: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, with an apostrophe before it.

    For files that cannot say what is text: there is no other way in comma-separated values.
    """
    written = _written(value)
    if isinstance(written, str) and written.startswith(_BEGINS_FORMULA):
        return "'" + written
    return written


def _written(value: Cell) -> Cell:
    """The value without signs for machines, which no spreadsheet can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
