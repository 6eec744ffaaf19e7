"""How is a workbook or a delimited file written so that the same cells give the same bytes?"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | date | None

MADE_AT = datetime(2026, 11, 12, 9, 0)
HEADING = PatternFill("solid", fgColor="D9E2EA")


def new_book(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook and its only sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book, book.create_sheet(title)


def put(sheet: Worksheet, rows: Iterable[Sequence[Cell]], heading_row: int | None = None) -> None:
    """Append rows; dates get a British date format, the heading row a shade and bold type."""
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, date):
                cell.number_format = "DD/MM/YYYY"
    if heading_row:
        for cell in sheet[heading_row]:
            cell.font, cell.fill = Font(bold=True), HEADING
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def widths(sheet: Worksheet, *characters: int) -> None:
    """Column widths from column A on."""
    for place, width in enumerate(characters):
        sheet.column_dimensions[chr(ord("A") + place)].width = width


def save(book: Workbook, file: Path) -> None:
    """Save with fixed times: a workbook carries the moment of saving twice, in its properties
    and on each member of its archive."""
    book.properties.creator = "Northmere NHS Foundation Trust (fictitious)"
    book.properties.created = MADE_AT
    saved = io.BytesIO()
    book.save(saved)
    stamp = f"{MADE_AT:%Y-%m-%dT%H:%M:%SZ}"
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(file, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp.encode(), content
                )
            fixed = zipfile.ZipInfo(member.filename, MADE_AT.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, content)


def write_delimited(
    file: Path,
    rows: Iterable[Sequence[Cell]],
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
) -> None:
    """Write a delimited file as Excel in Britain would."""
    with file.open("w", encoding=encoding, newline="") as lines:
        csv.writer(lines, delimiter=delimiter).writerows(rows)
