"""What does an uploader fill in who starts from nothing? A workbook for each way data may arrive."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data_loaders.dates import date_uk
from data_loaders.kinds import BANDS
from data_loaders.layouts import Column, Layout
from data_loaders.marking import DATE_FORMAT, fill
from data_loaders.names import TrustNames
from data_loaders.recognise import LAYOUTS
from warehouse.datasets import DATASETS

ROWS_WITH_DROP_DOWNS = 2_000
_LISTS = "Lists"
_FONT = "Calibri"  # a font without a name is drawn in the machine's own
_HEADING = PatternFill("solid", start_color="FFE8EDEE")

# Contractors' lists and survey grids come from others and have no template.
TEMPLATES: tuple[Layout, ...] = tuple(
    layout for layout in LAYOUTS if layout.find is None and layout.arrange is None
)


def template(layout: Layout, names: Mapping[str, TrustNames]) -> bytes:
    """An .xlsx with the layout's headings, an example row, drop-downs from the trust's own lists
    and notes on what each column says. The example row is recognised and left out if it stays.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # a new workbook has one
    sheet.title = DATASETS[layout.dataset].title
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for place, column in enumerate(layout.columns, start=1):
        heading = sheet.cell(1, place, column.headings[0])
        heading.font, heading.fill = Font(_FONT, bold=True), _HEADING
        _write_example(sheet, place, column)
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = max(14, len(column.headings[0]) + 4)
        if column.kind is date_uk:
            dimension.number_format = DATE_FORMAT
        if allowed := _allowed(column, names):
            _add_drop_down(sheet, lists, place, allowed)
    sheet.freeze_panes = "A2"
    _write_notes(book.create_sheet("Notes"), layout, names)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write_example(sheet: Worksheet, place: int, column: Column) -> None:
    if column.example is None:
        return
    cell = sheet.cell(2, place)
    if column.kind is date_uk:
        [cell.value] = date_uk.understand([column.example], False).values
        cell.number_format = DATE_FORMAT
    else:
        cell.value = column.example
    cell.font = Font(_FONT, italic=True)


def _allowed(column: Column, names: Mapping[str, TrustNames]) -> Sequence[str]:
    """What the drop-down of a column offers, if it has one."""
    kind = "directorate" if column.kind.names == "lead_directorate" else column.kind.names
    if kind is not None and kind in names and kind != "course":
        return sorted(set(names[kind].spellings.values()))
    return BANDS if column.kind.name == "band" else column.choices


def _add_drop_down(sheet: Worksheet, lists: Worksheet, place: int, allowed: Sequence[str]) -> None:
    letter = get_column_letter(place)
    for row, value in enumerate(allowed, start=1):
        fill(lists[f"{letter}{row}"], value)
    drop_down = DataValidation(
        type="list",
        formula1=f"{_LISTS}!${letter}$1:${letter}${len(allowed)}",
        allow_blank=True,
        showErrorMessage=False,  # other spellings are reconciled when the file is uploaded
    )
    drop_down.add(f"{letter}2:{letter}{ROWS_WITH_DROP_DOWNS}")
    sheet.add_data_validation(drop_down)


def _write_notes(notes: Worksheet, layout: Layout, names: Mapping[str, TrustNames]) -> None:
    lines: list[tuple[str, ...]] = [("Heading", "What it says", "Needed", "What may stand there")]
    for column in layout.columns:
        allowed = _allowed(column, names)
        what = ", ".join(allowed) if len(allowed) <= len(BANDS) else "choose from the list"
        lines.append(
            (
                column.headings[0],
                column.means,
                "yes" if column.required else "no",
                what if allowed else _KIND_IN_WORDS.get(column.kind.name, "text"),
            )
        )
    lines += [
        (),
        ("Row 2 of the first sheet is an example. Write over it or leave it: it is not loaded.",),
        ("Other columns may stay: they are not read in and not kept.",),
    ]
    for place, line in enumerate(lines, start=1):
        for letter, words in zip("ABCD", line, strict=False):
            fill(notes[f"{letter}{place}"], words)
    for letter, width in (("A", 24), ("B", 48), ("C", 10), ("D", 60)):
        notes.column_dimensions[letter].width = width
    for cell in notes[1]:
        cell.font, cell.fill = Font(_FONT, bold=True), _HEADING
    for row in notes.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=cell.column != 1, vertical="top")


_KIND_IN_WORDS = {
    "date": "a date, day/month/year",
    "count": "a whole number",
    "amount": "a number",
    "score": "a number from 0 to 10",
    "percent": "a percentage, for example 55.7",
    "share": "a percentage, for example 12.5",
    "wave": "a year, for example 2025; for a pulse 2025-Q2",
    "staff_number": "a staff number; kept only as a key that cannot be read back",
    "is_filled": "anything, or Y; only whether it is filled is kept",
}
