"""The survey as reports print it: the locality heat map of 2024 and the breakdown report of 2025."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from sample_data.lists import (
    DIVISIONS,
    STAFF_GROUPS,
    SURVEY_YEARS,
    TRUST,
    directorates_in,
    division_of,
)
from sample_data.survey import Line, Wave
from sample_data.survey_levels import ELEMENTS, MEASURES, PERCENT_QUESTIONS
from sample_data.wording import NAMES, as_shown
from sample_data.written import Cell, new_book, put, save, widths


def heat_map(folder: Path, waves: list[Wave]) -> None:
    """The locality workbook of 2024: units across, divisions merged above them."""
    wave = waves[SURVEY_YEARS.index(2024)]
    trust = wave.lines[0]
    by_directorate = {line.directorate: line for line in wave.lines if line.directorate}
    by_group = {
        line.staff_group: line for line in wave.lines if line.staff_group and not line.division
    }
    book, first = new_book("Directorates")
    names = directorates_in(2024)
    _heat_sheet(first, names, [trust, *(by_directorate[name] for name in names)], merged=True)
    second = book.create_sheet("Staff groups")
    _heat_sheet(second, STAFF_GROUPS, [trust, *(by_group[n] for n in STAFF_GROUPS)], merged=False)
    save(book, folder / "06 Locality heat map 2024.xlsx")


def _heat_sheet(sheet: Worksheet, names: tuple[str, ...], lines: list[Line], merged: bool) -> None:
    put(
        sheet,
        [
            ["NHS Staff Survey 2024 – locality heat map"],
            [TRUST],
            ["Scores are out of 10 unless marked (%). * fewer than 11 responses. Unweighted."],
        ],
    )
    sheet["A1"].font = Font(bold=True, size=14)
    if merged:
        put(sheet, [["", "", *(division_of(name) for name in names)]])
        _merge_divisions(sheet, names)
    put(sheet, [["Measure", "Organisation", *names]])
    put(sheet, [["Respondents", *(as_shown(line, line.respondents, 0) for line in lines)]])
    for title, rows in _heat_rows(lines):
        put(sheet, [[title]])
        sheet.cell(sheet.max_row, 1).font = Font(italic=True)
        for label, values in rows:
            put(sheet, [[label, *values]])
            _shade(sheet, sheet.max_row)
    sheet.freeze_panes = "C7" if merged else "C6"
    widths(sheet, 52, 14)


def _heat_rows(lines: list[Line]) -> Iterator[tuple[str, list[tuple[str, list[Cell]]]]]:
    scores = [
        (f"{m} {NAMES[m]}", [as_shown(line, line.scores[m], 2) for line in lines]) for m in MEASURES
    ]
    percents = [
        (f"{q} {NAMES[q]} (%)", [as_shown(line, line.percents[q], 1) for line in lines])
        for q in PERCENT_QUESTIONS
    ]
    themes = len(MEASURES) - 2 - len(ELEMENTS["E"]) - len(ELEMENTS["M"])
    yield "People Promise elements and sub-scores", scores[:themes]
    yield "Themes", scores[themes:]
    yield "Questions, per cent positive", percents


def _merge_divisions(sheet: Worksheet, names: tuple[str, ...]) -> None:
    row = sheet.max_row
    for division in DIVISIONS:
        columns = [3 + i for i, name in enumerate(names) if division_of(name) == division]
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=columns[0], end_column=columns[-1]
        )
        sheet.cell(row, columns[0]).alignment = Alignment(horizontal="center")
        sheet.cell(row, columns[0]).font = Font(bold=True)


def _shade(sheet: Worksheet, row: int) -> None:
    """Darker blue where a unit lies further above the organisation, as heat maps do."""
    trust = sheet.cell(row, 2).value
    for cell in sheet[row][2:]:
        if isinstance(cell.value, float) and isinstance(trust, float) and cell.value > trust * 1.02:
            cell.fill = PatternFill("solid", fgColor="C5DDF2")


def breakdown_report(folder: Path, waves: list[Wave]) -> None:
    """The breakdown report's table for 2025: staff groups down, elements and themes across."""
    wave = waves[-1]
    columns = ("PP1", "PP2", "PP3", "PP4", "PP5", "PP6", "PP7", "E", "M")
    heads = [NAMES[c] for c in columns[:7]] + ["Staff Engagement", "Morale"]
    book, sheet = new_book("Staff group")
    put(
        sheet,
        [
            ["NHS Staff Survey 2025 Breakdown Report"],
            [f"{TRUST} – breakdown by staff group, unweighted"],
            ["Staff group", *heads, "Responses"],
        ],
        heading_row=3,
    )
    for line in wave.lines:
        if line.directorate or line.division or line.characteristic:
            continue
        name = line.staff_group or "Your org"
        put(
            sheet,
            [[name, *(as_shown(line, line.scores[c], 2) for c in columns), line.respondents]],
        )
    widths(sheet, 48, *([16] * 10))
    save(book, folder / "08 Breakdown report 2025.xlsx")
