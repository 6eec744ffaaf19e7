"""How well do the rows of a sheet serve as the headings of the layouts that have fixed ones?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data_loaders.layouts import Column, Layout, bare_heading
from data_loaders.rows import ROWS_SEARCHED_FOR_HEADINGS, heading_texts
from data_loaders.workbook import Sheet


@dataclass(frozen=True)
class Fit:
    """How well a row of a sheet serves as the headings of a layout."""

    layout: Layout
    row: int
    columns: dict[str, int]  # our name → place of the column
    twice: tuple[str, ...]  # headings that would also be one of these
    missing: tuple[Column, ...]


def fits_of(sheet: Sheet, layouts: Iterable[Layout]) -> list[Fit]:
    """For each layout with fixed headings, the row of the sheet that serves best as its headings."""
    rows = [
        (row, heading_texts(sheet, row))
        for row in range(min(sheet.height, ROWS_SEARCHED_FOR_HEADINGS))
    ]
    rows = [(row, texts) for row, texts in rows if sum(text != "" for text in texts) > 1]
    if not rows:
        return []
    fits = []
    for layout in layouts:
        if layout.find is None:
            candidates = [_fit(layout, row, texts) for row, texts in rows]
            fits.append(max(candidates, key=lambda fit: (-len(fit.missing), len(fit.columns))))
    return fits


def _fit(layout: Layout, row: int, texts: list[str]) -> Fit:
    columns: dict[str, int] = {}
    twice = []
    bare = [bare_heading(text) for text in texts]
    for column in layout.columns:
        places = [place for place, heading in enumerate(bare) if heading in column.known_headings]
        # The heading nearest to the template's own spelling is the column; others are told.
        places.sort(key=lambda place: (bare[place] not in _own(column), place))
        if places:
            columns[column.name] = places[0]
            twice += [texts[place] for place in places[1:]]
    missing = tuple(
        column for column in layout.columns if column.required and column.name not in columns
    )
    return Fit(layout, row, columns, tuple(twice), missing)


def _own(column: Column) -> tuple[str, str]:
    return bare_heading(column.name), bare_heading(column.headings[0])
