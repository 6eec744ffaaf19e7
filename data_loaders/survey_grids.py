"""Where are the units, the measures and the numbers in a survey grid, whichever way round it lies?

Locality heat maps have units across and measures down; breakdown reports the other way round.
Neither has fixed headings: measures are known by name, and what crosses them are units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from data_loaders.kinds import clean
from data_loaders.layouts import Cells, Found, bare_heading
from data_loaders.measures import is_score, measure_of, names_a_measure
from data_loaders.names import bare_name
from data_loaders.problems import Problem
from data_loaders.rows import heading_texts, title_above
from data_loaders.staff_groups import STAFF_GROUPS
from data_loaders.workbook import Cell, Sheet, column_letter

_ROWS_SEARCHED = 30
_LABEL_COLUMNS = 3  # labels of measures stand in one of the first columns
_FEWEST_MEASURES = 3

_EVERYBODY = {
    "all",
    "all staff",
    "all directorates",
    "everybody",
    "organisation",
    "organisation overall",
    "overall",
    "total",
    "trust",
    "trust overall",
    "trust total",
    "whole trust",
    "your org",
    "your organisation",
    "your trust",
}
_RESPONDENTS = {"respondents", "responses", "base", "n", "numberofrespondents", "numberofresponses"}
_ELIGIBLE = {"headcount", "eligible", "sample", "eligiblestaff", "staffasked"}
_STAFF_GROUP_NAMES = {
    bare_name(spelling) for name, written in STAFF_GROUPS.items() for spelling in (name, *written)
}


def says_everybody(written: str) -> bool:
    """Whether a group's name means the whole trust, or all staff."""
    return bare_name(written) in _EVERYBODY


def find_units_across(sheet: Sheet, file_name: str) -> Found | None:
    """The numbers of a heat map with one row a measure and one column a unit; None if it is none."""
    place, measure_rows = max(
        (
            (place, [row for row, cell in enumerate(column) if _names_a_measure(cell)])
            for place, column in enumerate(sheet.columns[:_LABEL_COLUMNS])
        ),
        key=lambda one: len(one[1]),
        default=(0, []),
    )
    if len(measure_rows) < _FEWEST_MEASURES:
        return None
    labels = sheet.columns[place]
    counts = {row: bare_heading(clean(cell)) for row, cell in enumerate(labels) if cell != ""}
    base_rows = [row for row, label in counts.items() if label in _RESPONDENTS]
    asked_rows = [row for row, label in counts.items() if label in _ELIGIBLE]
    table_begins = min(measure_rows + base_rows + asked_rows)
    heading_row = _row_of_units(sheet, table_begins, place)
    if heading_row is None:
        return None
    units = [
        (unit_place, text)
        for unit_place, text in enumerate(heading_texts(sheet, heading_row))
        if unit_place > place
        and text
        and any(sheet.columns[unit_place][row] != "" for row in measure_rows)
    ]
    unread = tuple(
        clean(labels[row])
        for row in range(table_begins, sheet.height)
        if labels[row] != ""
        and row not in measure_rows
        and row not in base_rows
        and row not in asked_rows
        and any(sheet.columns[unit_place][row] != "" for unit_place, _ in units)
    )

    def per_unit(rows: list[int]) -> list[Cell] | None:
        return [sheet.columns[unit_place][rows[0]] for unit_place, _ in units] if rows else None

    return _Grid(
        sheet=sheet,
        file_name=file_name,
        heading_row=heading_row,
        measures=[clean(labels[row]) for row in measure_rows],
        units=[text for _, text in units],
        numbers=[[sheet.columns[unit][row] for unit, _ in units] for row in measure_rows],
        source_rows=np.repeat([row + 1 for row in measure_rows], len(units)),
        letters=np.tile([column_letter(unit) for unit, _ in units], len(measure_rows)),
        respondents=per_unit(base_rows),
        eligible=per_unit(asked_rows),
        unread=unread,
        units_heading="the headings",
    ).found()


def find_units_down(sheet: Sheet, file_name: str) -> Found | None:
    """The numbers of a table with one row a unit and one column a measure; None if it is none."""
    for row in range(min(sheet.height, _ROWS_SEARCHED)):
        texts = heading_texts(sheet, row)
        measures = [place for place, text in enumerate(texts) if text and names_a_measure(text)]
        if len(measures) < _FEWEST_MEASURES:
            continue
        unit_place = next(
            (
                place
                for place, column in enumerate(sheet.columns[: measures[0]])
                if any(isinstance(cell, str) and cell != "" for cell in column[row + 1 :])
                and bare_heading(texts[place]) not in _RESPONDENTS | _ELIGIBLE
            ),
            None,
        )
        if unit_place is None:
            return None
        rows = [
            below
            for below in range(row + 1, sheet.height)
            if isinstance(sheet.columns[unit_place][below], str)
            and clean(sheet.columns[unit_place][below])
            and any(sheet.columns[place][below] != "" for place in measures)
        ]
        bare = [bare_heading(text) for text in texts]

        def per_unit(
            names: set[str], bare: list[str] = bare, rows: list[int] = rows
        ) -> list[Cell] | None:
            place = next((place for place, text in enumerate(bare) if text in names), None)
            return None if place is None else [sheet.columns[place][below] for below in rows]

        read = {unit_place, *measures}
        return _Grid(
            sheet=sheet,
            file_name=file_name,
            heading_row=row,
            measures=[texts[place] for place in measures],
            units=[clean(sheet.columns[unit_place][below]) for below in rows],
            numbers=[[sheet.columns[place][below] for below in rows] for place in measures],
            source_rows=np.tile([below + 1 for below in rows], len(measures)),
            letters=np.repeat([column_letter(place) for place in measures], len(rows)),
            respondents=per_unit(_RESPONDENTS),
            eligible=per_unit(_ELIGIBLE),
            unread=tuple(
                text
                for place, text in enumerate(texts)
                if text and place not in read and bare[place] not in _RESPONDENTS | _ELIGIBLE
            ),
            units_heading=texts[unit_place] or "the first column",
        ).found()
    return None


@dataclass(frozen=True)
class _Grid:
    """Measures × units; `numbers` holds one list a measure, in the order of the units."""

    sheet: Sheet
    file_name: str
    heading_row: int  # from 0
    measures: list[str]
    units: list[str]
    numbers: list[list[Cell]]
    source_rows: np.ndarray[tuple[int], np.dtype[np.int64]]
    letters: np.ndarray[tuple[int], np.dtype[np.str_]]
    respondents: list[Cell] | None
    eligible: list[Cell] | None
    unread: tuple[str, ...]
    units_heading: str

    def found(self) -> Found | None:
        """One row per measure and unit, in the columns of the template."""
        title = " · ".join(
            (title_above(self.sheet, self.heading_row), self.sheet.name or "", self.file_name)
        )
        year = re.search(r"(?<!\d)20\d\d(?!\d)", title)
        rows = len(self.measures) * len(self.units)
        if not rows:
            return None
        numbers = Cells.of([cell for of_measure in self.numbers for cell in of_measure])
        question = Cells(
            list(self.measures), np.repeat(np.arange(len(self.measures)), len(self.units))
        )
        scored = question.where(lambda cell: _is_score(clean(cell)))
        group = "staff_group" if _are_staff_groups(self.units) else "directorate"
        cells = {
            "survey_year": Cells.all_the_same(year[0] if year else "", rows),
            "question": question,
            group: self._per_unit(list(self.units)),
            "score": numbers.only(scored),
            "percent_positive": numbers.only(~scored),
        }
        if self.respondents is not None:
            cells["respondents"] = self._per_unit(self.respondents)
        if self.eligible is not None:
            cells["eligible"] = self._per_unit(self.eligible)
        found = Found(
            sheet=self.sheet.name,
            heading_row=self.heading_row + 1,
            cells=cells,
            source_row=self.source_rows,
            headings={**{name: name for name in cells}, group: self.units_heading},
            title=title,
            file_name=self.file_name,
            is_1904=self.sheet.is_1904,
            ignored=self.unread,
            rows_in_file=rows,
            cell_letters=self.letters,
        )
        self._leave_out_empty_measures(found, numbers)
        return found

    def _per_unit(self, cells: list[Cell]) -> Cells:
        return Cells(cells, np.tile(np.arange(len(self.units)), len(self.measures)))

    def _leave_out_empty_measures(self, found: Found, numbers: Cells) -> None:
        """A blank is withheld where others have a number; a measure without any says nothing."""
        by_measure = numbers.is_empty.reshape(len(self.measures), len(self.units))
        blank = [place for place, cells in enumerate(by_measure) if cells.all()]
        if blank:
            names = ", ".join(f'"{self.measures[place]}"' for place in blank)
            found.problems.append(
                Problem(
                    "nothing_given", "warn", f"{names}: no number at all. Left out.", found.sheet
                )
            )
        found.keep(~np.isin(np.arange(len(found.source_row)) // len(self.units), blank))


def _names_a_measure(cell: Cell) -> bool:
    return isinstance(cell, str) and cell != "" and names_a_measure(clean(cell))


def _is_score(written: str) -> bool:
    measure = measure_of(written, 2025)
    return measure is not None and is_score(measure)


def _are_staff_groups(units: list[str]) -> bool:
    named = [unit for unit in units if not says_everybody(unit)]
    known = sum(bare_name(unit) in _STAFF_GROUP_NAMES for unit in named)
    return bool(named) and known >= len(named) / 2


def _row_of_units(sheet: Sheet, table_begins: int, label_place: int) -> int | None:
    """The lowest row above the table that has texts over most of its columns."""
    for row in range(table_begins - 1, -1, -1):
        texts = heading_texts(sheet, row)[label_place + 1 :]
        if sum(text != "" for text in texts) >= max(2, len(texts) / 2):
            return row
    return None
