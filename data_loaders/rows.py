"""Which rows under a sheet's headings are rows of the table, and what stands between them?"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from data_loaders.kinds import clean
from data_loaders.layouts import Cells, Found, Layout, Mask, bare_heading
from data_loaders.problems import Problem, rows_in_words
from data_loaders.workbook import Cell, Sheet, column_letter

ROWS_SEARCHED_FOR_HEADINGS = 30


def rows_under(
    sheet: Sheet,
    layout: Layout,
    heading_row: int,
    columns: Mapping[str, int],
    twice: tuple[str, ...],
    file_name: str,
) -> Found:
    """The rows of a table under our names for its columns; other columns are never read.

    `heading_row` and the places in `columns` count from 0. What is no row of the table is left out
    and told: notes, totals, repeated headings, the template's example.
    """
    texts = heading_texts(sheet, heading_row)
    taken = set(columns.values())
    begin = heading_row + 1
    found = Found(
        sheet=sheet.name,
        heading_row=begin,
        cells={
            name: Cells.of(sheet.columns[place][begin:])
            for name, place in sorted(columns.items(), key=lambda column: column[1])
        },
        source_row=np.arange(begin + 1, sheet.height + 1),
        headings={name: texts[place] for name, place in columns.items()},
        letters={texts[place]: column_letter(place) for place in columns.values()},
        title=title_above(sheet, heading_row),
        file_name=file_name,
        is_1904=sheet.is_1904,
        ignored=tuple(text for place, text in enumerate(texts) if text and place not in taken),
    )
    if twice:
        names = " and ".join(f'"{heading}"' for heading in twice)
        found.problems.append(
            Problem(
                "heading_twice",
                "warn",
                f"{names} would also fit a column that we have found already. Not read.",
                sheet=sheet.name,
            )
        )
    _tell_of_personal_columns(found)
    _tell_of_hidden_rows(found, sheet)
    _leave_out_what_is_no_row(found, layout, sheet)
    return found


def heading_texts(sheet: Sheet, row: int) -> list[str]:
    """The cells of a row as headings; a cell merged with the one above it reads that one."""
    texts = [clean(cell) if isinstance(cell, str) else "" for cell in sheet.row(row)]
    for (top, left), (bottom, _) in sheet.merged:
        if top < row <= bottom and left < len(texts) and texts[left] == "":
            above = sheet.columns[left][top]
            texts[left] = clean(above) if isinstance(above, str) else ""
    return texts


def title_above(sheet: Sheet, row: int) -> str:
    """What is written above a row, in one line: titles, dates, notes."""
    return " · ".join(
        clean(cell) for above in range(row) for cell in sheet.row(above) if cell != ""
    )


_TOTAL = re.compile(r"((grand|sub|trust|overall|column)[ -]?)?totals?( .*)?:?", re.IGNORECASE)


def _leave_out_what_is_no_row(found: Found, layout: Layout, sheet: Sheet) -> None:
    filled_cells = np.sum([~cells.is_empty for cells in found.cells.values()], axis=0)
    filled = filled_cells > 0
    found.rows_in_file = int(filled.sum())
    needed = {column.name for column in layout.columns if not column.may_be_empty}
    lacks_something = np.any(
        [found.cells[name].is_empty for name in needed & found.cells.keys()], axis=0
    )
    left_out = np.zeros(len(filled), dtype=bool)

    def leave_out(rows: Mask, code: str, what: str) -> None:
        rows = rows & filled & ~left_out
        left_out[rows] = True
        found.problems += [
            Problem(code, "warn", what, sheet=found.sheet, row=int(row))
            for row in found.source_row[rows]
        ]

    leftmost = next(iter(found.cells.values()))
    is_total = leftmost.where(_says_total) & lacks_something
    if "directorate" in found.cells and not layout.totals_are_rows:
        is_total |= found.cells["directorate"].where(_says_total)
    leave_out(is_total, "totals_row", "a total. Not loaded: totals are worked out from the rows.")
    headings = {name: heading for name, heading in found.headings.items() if heading}
    leave_out(_same_as(found, headings), "headings_again", "the headings again. Not loaded.")
    examples = {
        column.name: clean(column.example)
        for column in layout.columns
        if column.name in found.cells and column.example is not None
    }
    if {column.name for column in layout.columns if column.required} <= examples.keys():
        leave_out(_same_as(found, examples), "example_row", "the template's example. Not loaded.")
    leave_out(
        _is_note(found, filled_cells, sheet) & lacks_something,
        "note_between_rows",
        "a note, not a row of the table. Not loaded.",
    )
    found.keep(filled & ~left_out)


def _says_total(cell: Cell) -> bool:
    return isinstance(cell, str) and _TOTAL.fullmatch(clean(cell)) is not None


def _same_as(found: Found, texts: Mapping[str, str]) -> Mask:
    """Rows that hold exactly these texts; no row where there are none to hold."""
    same = np.full(len(found.source_row), bool(texts))
    for name, text in texts.items():
        if not same.any():
            break
        same &= found.cells[name].same_as(text)
    return same


def _is_note(found: Found, filled_cells: np.ndarray, sheet: Sheet) -> Mask:
    """Rows of which a single cell is filled, with several words, in a table of many columns."""
    is_note = np.zeros(len(filled_cells), dtype=bool)
    if len(found.cells) > 2:
        for place in np.flatnonzero(filled_cells == 1):
            cells = [cell for cell in sheet.row(int(found.source_row[place]) - 1) if cell != ""]
            is_note[place] = (
                len(cells) == 1 and isinstance(cells[0], str) and " " in cells[0].strip()
            )
    return is_note


_PERSONAL = re.compile(
    r"(full|first|last|sur|fore|family|given|maiden|staff|employee|person|participant|attendee|"
    r"learner|delegate)?names?(ofperson|ofattendee|ofparticipant|ofstaffmember)?|e?mail(address)?|"
    r"(work|home|contact)?(tel|telephone|phone|mobile)(no|number)?|(dateof|birth)+(date|day)?|dob|"
    r"birthday|nhs(no|number)|ni(no|number)?|nationalinsurance(no|number)?|(home)?address|"
    r"postcode|passport(no|number)?"
)


def _tell_of_personal_columns(found: Found) -> None:
    personal = [text for text in found.ignored if _PERSONAL.fullmatch(bare_heading(text))]
    if personal:
        names = " and ".join(f'"{text}"' for text in personal)
        found.problems.append(
            Problem(
                "personal_columns",
                "warn",
                f"{names}: not read in, not kept. Leave such columns out of what you send.",
                sheet=found.sheet,
            )
        )


def _tell_of_hidden_rows(found: Found, sheet: Sheet) -> None:
    hidden = tuple(row for row in sheet.hidden_rows if row > found.heading_row)
    if hidden:
        are = "is" if len(hidden) == 1 else "are"
        them = (
            "it like the others. Delete it if it"
            if len(hidden) == 1
            else ("them like the others. Delete them if they")
        )
        found.problems.append(
            Problem(
                "hidden_rows",
                "warn",
                f"{rows_in_words(hidden)} {are} hidden in Excel. We read {them} should not count.",
                sheet=sheet.name,
            )
        )
