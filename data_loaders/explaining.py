"""What is a visitor asked about a sheet that nobody declared, and what did the answers say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from data_loaders.kinds import clean
from data_loaders.layouts import Column, Layout
from data_loaders.measures import measures_in_words
from data_loaders.names import TrustNames
from data_loaders.own_headings import day_in, headings_in, stands_in
from data_loaders.own_layouts import (
    ANEW_FOR_EACH_FILE,
    IN_SHEET_NAME,
    IN_TITLE,
    OwnLayout,
    may_be_constant,
    not_yet_found,
)
from data_loaders.personal import may_be_echoed
from data_loaders.recognise import LAYOUTS
from data_loaders.rows import title_above
from data_loaders.suggest import Suggestion, heading_row, nearest_layout, suggestions
from data_loaders.workbook import Sheet, column_letter

NOT_READ = "Not read in"
NOT_SAID = "Choose"
NOT_SHOWN = "not shown"
_FEWEST_MEASURES = 3
_ROWS_SHOWN, _ROWS_SHOWN_ABOVE = 6, 2


@dataclass(frozen=True)
class Reading:
    """One kind of table that a sheet may be; `has_measures`: a column for each question or score."""

    layout: Layout
    has_measures: bool = False

    @property
    def title(self) -> str:
        said = "a survey table with a column for each question" if self.has_measures else ""
        title = said or self.layout.title
        return title[:1].upper() + title[1:]

    @cached_property
    def options(self) -> dict[str, tuple[str, str]]:
        """What a heading may be, in words, with our name for it: ('column', …), ('measure', …)."""
        columns = {
            column.in_words: ("column", column.name)
            for column in self.layout.columns
            if not (self.has_measures and column.name.startswith(_GIVEN_BY_MEASURES))
        }
        measures = {
            f"{name} ({measure})": ("measure", measure)
            for measure, name in measures_in_words().items()
            if self.has_measures
        }
        return {NOT_SAID: ("", ""), NOT_READ: ("", ""), **columns, **measures}

    def option(self, column: str | None, measure: str | None = None) -> str | None:
        """The words for one of our columns or measures; None for neither."""
        wanted = ("column", column) if column else ("measure", measure)
        return next((words for words, named in self.options.items() if named == wanted), None)


_GIVEN_BY_MEASURES = ("question", "percent_positive", "score", "share_")

READINGS = tuple(
    reading
    for layout in LAYOUTS
    if layout.find is None
    for reading in (
        [Reading(layout), Reading(layout, has_measures=True)]
        if (layout.dataset, layout.name) == ("staff_survey", "template")
        else [Reading(layout)]
    )
)


@dataclass(frozen=True)
class Guess:
    """Where to begin: the sheet, the row of its headings (from 0), and what it may be."""

    sheet: Sheet
    row: int
    reading: Reading | None
    own: OwnLayout | None  # what somebody said of headings most of which stand here


def first_guess(
    sheets: Sequence[Sheet], names: Mapping[str, TrustNames], own_layouts: Sequence[OwnLayout]
) -> Guess:
    """The sheet that looks most like one we read; what somebody said of its headings comes first."""
    standing = [(sheet, one) for sheet in sheets for one in stands_in(sheet, own_layouts)]
    standing = [(sheet, one) for sheet, one in standing if len(one.gone) < len(one.places)]
    if standing:
        sheet, nearest = max(standing, key=lambda one: (-len(one[1].gone), one[1].standing))
        return Guess(sheet, nearest.row, reading_of(nearest.own), nearest.own)
    guesses = [guess_of(sheet, names) for sheet in sheets]
    return next((guess for guess in guesses if guess.reading), guesses[0])


def guess_of(sheet: Sheet, names: Mapping[str, TrustNames], row: int | None = None) -> Guess:
    """What one sheet may be, with its headings in this row or where we think they stand."""
    fixed = [reading.layout for reading in READINGS if not reading.has_measures]
    row = heading_row(sheet, fixed) if row is None else row
    grid = next(reading for reading in READINGS if reading.has_measures)
    found = suggestions(sheet, row, grid.layout, names, with_measures=True)
    if sum(one.measure is not None for one in found) >= _FEWEST_MEASURES:
        return Guess(sheet, row, grid, None)
    nearest = nearest_layout(sheet, row, fixed, names)
    return Guess(sheet, row, Reading(nearest) if nearest else None, None)


def reading_of(own: OwnLayout) -> Reading | None:
    """The kind of table that an own layout is."""
    for reading in READINGS:
        named = (reading.layout.dataset, reading.layout.name)
        if named == (own.dataset, own.layout) and reading.has_measures == bool(own.measures):
            return reading
    return None


@dataclass(frozen=True)
class Asked:
    """One heading, what stands under it, and what is filled in; `perhaps` is a weak suggestion."""

    heading: str
    first_values: str
    filled_in: str
    perhaps: str | None


def headings_asked(guess: Guess, reading: Reading, names: Mapping[str, TrustNames]) -> list[Asked]:
    """Every heading of the row. Filled in: what somebody said before, else what we are sure of."""
    found = suggestions(
        guess.sheet, guess.row, reading.layout, names, with_measures=reading.has_measures
    )
    return [_asked(one, reading, guess.own) for one in found]


def _asked(one: Suggestion, reading: Reading, own: OwnLayout | None) -> Asked:
    suggested = reading.option(one.column, one.measure)
    strong = suggested if one.is_strong else NOT_READ if one.is_personal else None
    said = None
    if own is not None and reading_of(own) == reading:
        said = reading.option(own.columns.get(one.heading), own.measures.get(one.heading))
        said = said or (NOT_READ if one.heading in own.not_read else None)
    shown = NOT_SHOWN if one.is_personal or not one.first_values else ", ".join(one.first_values)
    return Asked(one.heading, shown, said or strong or NOT_SAID, suggested)


def explained(
    reading: Reading, chosen: Mapping[str, str], constants: Mapping[str, str]
) -> OwnLayout:
    """What the answers say: each heading's words from `options`; without one it is not read in."""
    named = {heading: reading.options[words] for heading, words in chosen.items()}
    return OwnLayout(
        reading.layout.dataset,
        reading.layout.name,
        columns={heading: name for heading, (what, name) in named.items() if what == "column"},
        measures={heading: name for heading, (what, name) in named.items() if what == "measure"},
        constants={name: cell for name, cell in constants.items() if cell},
        not_read=tuple(heading for heading, (what, _) in named.items() if not what),
    )


@dataclass(frozen=True)
class Gap:
    """A column we cannot do without and no heading is: perhaps one of them, perhaps the same cell
    in every row. `answers` are cells to choose from, in words, where one for all rows makes sense.
    """

    column: Column
    perhaps: str | None
    may_be_constant: bool
    answers: dict[str, str]

    @property
    def sentence(self) -> str:
        perhaps = f' It may be "{self.perhaps}".' if self.perhaps else ""
        return f"No heading says yet {self.column.means}.{perhaps}"


def gaps(
    own: OwnLayout, guess: Guess, reading: Reading, asked: Sequence[Asked],
    names: Mapping[str, TrustNames], file_name: str,
) -> list[Gap]:  # fmt: skip
    """What nothing is said about yet, in the layout's order."""
    left = {one.perhaps: one.heading for one in asked if one.heading not in own.headings_read}
    return [
        Gap(
            column,
            left.get(column.in_words),
            may_be_constant(column),
            _answers(column, guess, names, file_name),
        )
        for column in not_yet_found(own, reading.layout)
    ]


def _answers(
    column: Column, guess: Guess, names: Mapping[str, TrustNames], file_name: str
) -> dict[str, str]:
    sheet = guess.sheet
    kind = column.kind
    if kind.name in ANEW_FOR_EACH_FILE:
        texts = (title_above(sheet, guess.row), sheet.name or "", file_name)
        day = next((day for text in texts if (day := day_in(text, kind))), None)
        return {f"As the title says: {day}": IN_TITLE} if day else {}
    if kind.names in ("person", None):
        return {choice: choice for choice in kind.choices}
    of = "directorate" if "directorate" in kind.names else kind.names
    by_sheet = {f"As the sheet's name says: {sheet.name}": IN_SHEET_NAME} if sheet.name else {}
    return {**by_sheet, **{name: name for name in sorted(set(names[of].spellings.values()))}}


def letters_of(sheet: Sheet) -> list[str]:
    """The letters of its columns, as Excel shows them."""
    return [column_letter(place) for place in range(len(sheet.columns))]


def first_rows(guess: Guess, asked: Sequence[Asked]) -> list[tuple[int, list[str]]]:
    """The rows about the headings as they stand, numbered as in Excel; nothing personal in them."""
    sheet = guess.sheet
    hidden = {one.heading for one in asked if one.first_values == NOT_SHOWN}
    is_hidden = [name in hidden for name in headings_in(sheet, guess.row)]
    begin = max(0, guess.row - _ROWS_SHOWN_ABOVE)
    return [
        (
            row + 1,
            [
                _shown(clean(cell), personal and row > guess.row)
                for cell, personal in zip(sheet.row(row), is_hidden, strict=True)
            ],
        )
        for row in range(begin, min(sheet.height, begin + _ROWS_SHOWN))
    ]


def _shown(text: str, is_personal: bool) -> str:
    return NOT_SHOWN if text and (is_personal or not may_be_echoed(text)) else text
