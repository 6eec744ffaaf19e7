"""How does a workbook come to show what is wrong in it? Run as a program of its own, apart from the server.

`marked_copy` starts it with plain values on its standard input: the workbook, or the cells as they
were read, and what to mark. It answers with an .xlsx on its standard output. It may use little
memory and time, so that a workbook that openpyxl cannot bear only ends this process.
"""

from __future__ import annotations

import datetime
import io
import pickle
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HOUSE = Path(__file__).parent.parent
MEMORY = 1024**3  # bytes
PROCESSOR_TIME = 60  # seconds

# Pale enough for black text (14:1 and more), and told apart by more than their hue: every marked
# cell has a comment, and the summary names the state in words.
FILLS = {"refuse": "FFFBDCC4", "hold": "FFFBDCC4", "warn": "FFDCEAF7"}
# British wherever it is opened; without its language LibreOffice writes a .csv in the machine's own.
DATE_FORMAT = "[$-809]dd/mm/yyyy"
_HEADING = "FFE8EDEE"
_FONT = "Calibri"
_STATES = {"refuse": "Put right", "hold": "Put right", "warn": "To know"}
_AUTHOR = "Improvement Culture Dashboard"
_COMMENT_BEGINS = "— {state} —"
_OUR_COMMENT = re.compile(r"\s*— (?:Put right|To know) —.*", re.DOTALL)
_WIDTHS = (12, 22, 24, 26, 26, 70)
_COLUMNS = ("State", "Sheet", "Cell", "Your heading", "We found", "What to do")
_WIDEST = 60  # characters of a column in a workbook that we make
_NOT_IN_A_SHEETS_NAME = re.compile(r"[\\*?:/\[\]]")


def main() -> None:
    sys.path.insert(0, str(HOUSE))
    from data_loaders.cells import limit_ourselves

    limit_ourselves(MEMORY, PROCESSOR_TIME)
    sys.stdout.buffer.write(_marked(**pickle.load(sys.stdin.buffer)))


def _marked(
    *,
    summary: str,
    workbook: bytes | None,
    sheets: list[dict[str, Any]],
    marks: list[dict[str, Any]],
    said: list[str],
    lines: list[dict[str, Any]],
    corrections: list[tuple[str | None, int, str, str]],
) -> bytes:
    """The workbook with its summary sheet first; made from `sheets` where there is no workbook."""
    book, names = _kept(workbook, summary) if workbook is not None else _made(sheets)
    for sheet, row, letter, value in corrections:
        if sheet in names:
            fill(_cell(names[sheet], row, letter), value or None)
    for (sheet, row, letter), of_cell in _by_cell(marks).items():
        if sheet in names:
            _mark(_cell(names[sheet], row, letter), of_cell)
    _write_summary(book, names, summary, said, lines)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _kept(content: bytes, summary: str) -> tuple[Workbook, dict[str | None, Worksheet]]:
    """Their own workbook, without what an earlier marked copy has left in it."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    if summary in book.sheetnames:
        del book[summary]
        for sheet in book.worksheets:
            _unmark(sheet)
    return book, {sheet.title: sheet for sheet in book.worksheets}


def _unmark(sheet: Worksheet) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for row in sheet.iter_rows():
        for cell in row:
            if cell.has_style and cell.fill.start_color.rgb in FILLS.values():
                cell.fill = PatternFill()
            if cell.comment is not None and _OUR_COMMENT.search(cell.comment.text):
                before = _OUR_COMMENT.sub("", cell.comment.text)
                cell.comment = Comment(before, cell.comment.author) if before else None


def _made(sheets: list[dict[str, Any]]) -> tuple[Workbook, dict[str | None, Worksheet]]:
    """A new workbook with the cells as they were read: text stays text, whatever it looks like."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    names: dict[str | None, Worksheet] = {}
    for one in sheets:
        title = _NOT_IN_A_SHEETS_NAME.sub(" ", one["name"] or "Rows")[:31]
        sheet = names[one["name"]] = book.create_sheet(title)
        if one["is_hidden"]:
            sheet.sheet_state = "hidden"
        for place, column in enumerate(one["columns"], start=1):
            longest = max((len(str(cell)) for cell in column[:200]), default=0)
            sheet.column_dimensions[_letter(place)].width = min(longest + 3, _WIDEST)
            for row, value in enumerate(column, start=1):
                if value != "":
                    _write(sheet, row, place, value)
        for (top, left), (bottom, right) in one["merged"]:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    return book, names


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    cell = cast("Cell", sheet.cell(row, column))  # merged cells are made after writing
    fill(cell, value)
    return cell


def fill(cell: Cell, value: Any) -> None:
    """Write a cell; a text that looks like a formula is still a text, now and when it is edited."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    else:
        cell.value = value
    if isinstance(value, datetime.datetime) and (value.hour or value.minute or value.second):
        cell.number_format = f"{DATE_FORMAT} hh:mm"
    elif isinstance(value, datetime.date):
        cell.number_format = DATE_FORMAT


def _by_cell(marks: list[dict[str, Any]]) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    cells: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for mark in marks:
        cells.setdefault((mark["sheet"], mark["row"], mark["letter"]), []).append(mark)
    return cells


def _cell(sheet: Worksheet, row: int, letter: str) -> Cell:
    """The cell, or the first of the cells that it is merged with."""
    for together in sheet.merged_cells.ranges:
        if f"{letter}{row}" in together:
            row, letter = together.min_row, _letter(together.min_col)
    cell: Cell = sheet[f"{letter}{row}"]
    return cell


def _mark(cell: Cell, marks: list[dict[str, Any]]) -> None:
    """Colour the cell and say beside it what is wrong; the gravest first."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=FILLS[marks[0]["severity"]])
    begin = _COMMENT_BEGINS.format(state=_STATES[marks[0]["severity"]])
    said = "\n".join(dict.fromkeys(mark["sentence"] for mark in marks))
    theirs = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    author = cell.comment.author if cell.comment is not None else _AUTHOR
    height = 40 + 18 * (1 + (len(theirs) + len(said)) // 36)
    cell.comment = Comment(f"{theirs}{begin}\n{said}", author, height=height, width=260)


def _write_summary(
    book: Workbook,
    names: dict[str | None, Worksheet],
    summary: str,
    said: list[str],
    lines: list[dict[str, Any]],
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(summary, 0)
    _write(sheet, 1, 1, summary).font = Font(_FONT, bold=True, size=14)
    for row, sentence in enumerate(said, start=2):
        _write(sheet, row, 1, sentence)
    headings = len(said) + 3
    for place, (heading, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), start=1):
        cell = _write(sheet, headings, place, heading)
        cell.font, cell.fill = Font(_FONT, bold=True), PatternFill("solid", start_color=_HEADING)
        sheet.column_dimensions[_letter(place)].width = width
    for row, line in enumerate(lines, start=headings + 1):
        on = names.get(line["sheet"])
        state = _STATES[line["severity"]]
        title = on.title if on is not None else line["sheet"] or ""
        texts = (state, title, line["cells"], line["heading"], line["found"], line["to_do"])
        for place, text in enumerate(texts, start=1):
            cell = _write(sheet, row, place, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).fill = PatternFill("solid", start_color=FILLS[line["severity"]])
        if on is not None and line["first"] is not None:
            _link(sheet.cell(row, 3), on.title, line["first"])
    sheet.freeze_panes = f"A{headings + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = sheet


def _link(cell: Cell, sheet: str, place: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}")
    cell.font = Font(_FONT, underline="single", color="FF005EB8")


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


if __name__ == "__main__":
    main()
