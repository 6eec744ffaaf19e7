"""Does a sheet have the headings that somebody explained, and which rows stand under them?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data_loaders.kinds import Kind, clean
from data_loaders.layouts import Cells, Column, Found, Layout
from data_loaders.measures import NEWEST_NUMBERING, is_score, measure_of, measures_in_words
from data_loaders.own_layouts import IN_SHEET_NAME, IN_TITLE, OwnLayout, bare
from data_loaders.problems import Problem, refused
from data_loaders.rows import ROWS_SEARCHED_FOR_HEADINGS, heading_texts, rows_under
from data_loaders.workbook import Sheet, column_letter

_CELLS_LOOKED_AT = 200


@dataclass(frozen=True)
class Standing:
    """The row in which the headings of an own layout stand, where each is, and which are gone."""

    own: OwnLayout
    row: int  # from 0
    places: Mapping[str, int]
    gone: tuple[str, ...]
    standing: int  # how many of its headings stand there, also those not read


def headings_in(sheet: Sheet, row: int) -> list[str]:
    """What each column is called in this row, each name once; '' for a column that is empty.

    A second "Date" is "Date (column F)", and a column with cells but no heading is "Column C".
    """
    names: list[str] = []
    taken = set()
    for place, text in enumerate(heading_texts(sheet, row)):
        name = text or clean(sheet.columns[place][row])
        below = sheet.columns[place][row + 1 : row + 1 + _CELLS_LOOKED_AT]
        if not name and any(cell != "" for cell in below):
            name = f"Column {column_letter(place)}"
        elif bare(name) in taken:
            name = f"{name} (column {column_letter(place)})"
        taken.add(bare(name))
        names.append(name)
    return names


def stands_in(sheet: Sheet, owns: Sequence[OwnLayout]) -> list[Standing]:
    """For each own layout the row of the sheet that has most of its headings, if any has."""
    rows = [
        (row, {bare(name): place for place, name in enumerate(headings_in(sheet, row)) if name})
        for row in range(min(sheet.height, ROWS_SEARCHED_FOR_HEADINGS))
        if owns
    ]
    standings = []
    for own in owns:
        candidates = [_standing(own, row, headings) for row, headings in rows if len(headings) > 1]
        best = max(candidates, key=lambda one: (-len(one.gone), one.standing), default=None)
        if best is not None and best.places:
            standings.append(best)
    return standings


def _standing(own: OwnLayout, row: int, headings: Mapping[str, int]) -> Standing:
    places = {
        heading: headings[bare(heading)]
        for heading in own.headings_read
        if bare(heading) in headings
    }
    others = sum(bare(heading) in headings for heading in own.not_read)
    gone = tuple(heading for heading in own.headings_read if heading not in places)
    return Standing(own, row, places, gone, len(places) + others)


def found_by(standing: Standing, layout: Layout, sheet: Sheet, file_name: str) -> Found:
    """The rows under the headings, in the layout's columns, with what holds for the whole file.

    Raises FileRefused where the file does not say something that each file must say anew.
    """
    own = standing.own
    places = {ours: standing.places[heading] for heading, ours in own.columns.items()}
    measured = {_MEASURE + heading: standing.places[heading] for heading in own.measures}
    found = rows_under(sheet, layout, standing.row, places | measured, (), file_name)
    found.headings = {name: heading for heading, name in own.columns.items()}
    found.letters = {name: column_letter(place) for name, place in standing.places.items()}
    if own.measures:
        found = _measures_below_each_other(found, own.measures)
    for column, cell in _constants(own, layout, found):
        found.cells[column.name] = Cells.all_the_same(cell, len(found.source_row))
        found.headings[column.name] = f"{column.in_words} (for the whole file)"
    return found


_MEASURE = "measure: "


def _measures_below_each_other(found: Found, measures: Mapping[str, str]) -> Found:
    """A table with one column a measure as one with a row for each unit and measure.

    A blank is withheld where other units have a number; a measure without any number is left out.
    """
    given = [name for name in measures if not found.cells[_MEASURE + name].is_empty.all()]
    if nothing := [f'"{heading}"' for heading in measures if heading not in given]:
        said = f"{', '.join(nothing)}: no number at all. Left out."
        found.problems.append(Problem("nothing_given", "warn", said, found.sheet))
    columns = [found.cells[_MEASURE + heading] for heading in given]
    numbers = Cells.of([cells.distinct[code] for cells in columns for code in cells.codes])
    measured = [measure_of(measures[heading], NEWEST_NUMBERING) or "" for heading in given]
    of_measure = np.repeat(np.arange(len(given)), len(found.source_row))
    words = measures_in_words()
    # By its words: a question's number differs from year to year.
    question = Cells([words[measure] for measure in measured], of_measure)
    scored = np.array([is_score(measure) for measure in measured], dtype=bool)[of_measure]
    cells = {
        name: Cells(cells.distinct, np.tile(cells.codes, len(given)))
        for name, cells in found.cells.items()
        if not name.startswith(_MEASURE)
    }
    cells |= {
        "question": question,
        "score": numbers.only(scored),
        "percent_positive": numbers.only(~scored),
    }
    return replace(
        found,
        cells=cells,
        source_row=np.tile(found.source_row, len(given)),
        headings={
            **found.headings,
            **{name: name for name in ("question", "score", "percent_positive")},
        },
        rows_in_file=found.rows_in_file * len(given),
        cell_letters=np.array([found.letters[heading] for heading in given])[of_measure],
    )


def _constants(own: OwnLayout, layout: Layout, found: Found) -> list[tuple[Column, str]]:
    """What every row holds in the columns that have no heading; the uploader is told."""
    cells = []
    for name, said in own.constants.items():
        column = next(one for one in layout.columns if one.name == name)
        cell: str | None = said
        if said == IN_TITLE:
            texts = (found.title, found.sheet or "", found.file_name)
            cell = next((day for text in texts if (day := day_in(text, column.kind))), None)
        elif said == IN_SHEET_NAME:
            cell = found.sheet
        elif said and own.said and _could_be_anothers(own, column, found.file_name):
            cell = None
        if not cell:
            raise refused(
                "constant_needed",
                f"We know these headings, {own.said}, but no column says {column.means}. "
                "Say it for this file.",
                found.sheet,
            )
        cells.append((column, cell))
    if cells and own.said:
        told = ", ".join(f"{column.in_words} is {cell}" for column, cell in cells)
        sentence = f"{told} in every row, {own.said}. Read the file otherwise if that has changed."
        found.problems.append(Problem("said_for_file", "warn", sentence, found.sheet))
    return cells


_NUMBERS_AND_MONTHS = re.compile(
    r"\d+(?:st|nd|rd|th)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|[^a-z]+"
)


def _could_be_anothers(own: OwnLayout, column: Column, file_name: str) -> bool:
    """Whether a file of another name could be another directorate's with the same headings."""
    bare, before = (
        _NUMBERS_AND_MONTHS.sub("", name.lower()) for name in (file_name, own.file_name)
    )
    return column.kind.names is not None and bare != before


_DAYS = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|q[1-4][ ,]*(?:fy ?)?\d{2,4}[/\-]\d{2,4}"
    r"|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
    r"[ .]+'?\d{2,4}|(?<!\d)20\d\d(?:[ -]?q[1-4])?(?!\d)",
    re.IGNORECASE,
)


def day_in(text: str, kind: Kind) -> str | None:
    """The one day (or survey wave) that a title says; None where it says none, or several."""
    written = _DAYS.findall(text.replace("_", " "))
    understood = kind.understand(written, False)
    values = dict(zip(understood.values, written, strict=True))
    values.pop(None, None)
    return next(iter(values.values())) if len(values) == 1 else None
