"""What may a strange sheet's headings mean? Suggestions, by their words and by what stands under them.

Nothing here is used unless a person confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz, process, utils

from data_loaders.kinds import clean
from data_loaders.layouts import Column, Layout
from data_loaders.measures import NEWEST_NUMBERING, measure_of, measures_in_words, names_a_measure
from data_loaders.names import TrustNames
from data_loaders.own_headings import headings_in
from data_loaders.own_layouts import bare, may_be_constant
from data_loaders.personal import may_be_echoed
from data_loaders.personal_columns import is_personal, numbers_people
from data_loaders.rows import ROWS_SEARCHED_FOR_HEADINGS
from data_loaders.workbook import Cell, Sheet

_ROWS_LOOKED_AT = 200
_CELLS_ENOUGH = 40  # distinct ones, to tell what a column holds
_STRONG = 75  # of 100; from here a suggestion is filled in
_WEAK = 45  # under it a suggestion is noise
_CLEARLY_FIRST = 10  # points before the next column, for what only its cells speak for
_FIRST_VALUES = 3


@dataclass(frozen=True)
class Suggestion:
    """One heading of a sheet and what we would read it as.

    `column` is our column, `measure` a question or score; both None: we do not know, or it is
    better not read in (`is_personal`). `first_values` are never personal ones.
    """

    heading: str
    first_values: tuple[str, ...]
    column: str | None
    measure: str | None
    is_strong: bool
    is_personal: bool


def looked_at(sheet: Sheet) -> Sheet:
    """The top of a sheet: all that suggestions need."""
    rows = ROWS_SEARCHED_FOR_HEADINGS + _ROWS_LOOKED_AT
    return replace(sheet, columns=[column[:rows] for column in sheet.columns])


def heading_row(sheet: Sheet, layouts: Iterable[Layout]) -> int:
    """The row, from 0, that looks most like headings: many different words, few numbers."""
    known = {heading for one in layouts for c in one.columns for heading in c.known_headings}

    def looks(row: int) -> int:
        cells = [cell for cell in sheet.row(row) if cell != ""]
        texts = {bare(cell) for cell in cells if isinstance(cell, str) and not _is_number(cell)}
        return len(texts) - 2 * (len(cells) - len(texts)) + 3 * len(texts & known)

    return max(range(min(sheet.height, ROWS_SEARCHED_FOR_HEADINGS)), key=looks, default=0)


def suggestions(
    sheet: Sheet,
    row: int,
    layout: Layout,
    names: Mapping[str, TrustNames],
    with_measures: bool = False,
) -> list[Suggestion]:
    """For each heading in this row our nearest column, each column at most once.

    `with_measures`: headings may also be questions and scores of the survey, each as often as
    there are headings for it.
    """
    headings = _under(sheet, row)
    return _suggested(headings, layout, names, with_measures)


@dataclass
class _Heading:
    """A heading, the first distinct cells under it, and how well they fit kinds looked at so far."""

    name: str
    cells: list[Cell]
    is_1904: bool
    fits: dict[int, tuple[float, bool]] = field(default_factory=dict)


def _under(sheet: Sheet, row: int) -> list[_Heading]:
    return [
        _Heading(name, _distinct(sheet, place, row), sheet.is_1904)
        for place, name in enumerate(headings_in(sheet, row))
        if name
    ]


def _suggested(
    headings: Sequence[_Heading],
    layout: Layout,
    names: Mapping[str, TrustNames],
    with_measures: bool = False,
) -> list[Suggestion]:
    personal = {one.name for one in headings if is_personal(one.name, one.cells, layout, names)}
    hidden = {column.name for column in layout.columns if column.kind.is_personal}
    measures = {one.name: _measure(one.name) for one in headings if with_measures}
    free = [one for one in headings if one.name not in personal and not measures.get(one.name)]
    assigned = _assigned(
        {
            one.name: {column.name: _score(one, column, names) for column in layout.columns}
            for one in free
        }
    )
    given = {column for column, _ in assigned.values()}
    assigned |= _left_over([one for one in free if one.name not in assigned], layout, given)
    return [
        Suggestion(
            heading=one.name,
            first_values=()
            if one.name in personal or column in hidden
            else _first_values(one.cells),
            column=column,
            measure=measures.get(one.name),
            is_strong=is_strong or bool(measures.get(one.name)),
            is_personal=one.name in personal,
        )
        for one in headings
        for column, is_strong in [assigned.get(one.name, (None, False))]
    ]


def nearest_layout(
    sheet: Sheet, row: int, layouts: Iterable[Layout], names: Mapping[str, TrustNames]
) -> Layout | None:
    """The layout most of whose necessary columns seem to stand in this row; None if none is near.

    Most of all counts how many of the headings it explains for sure.
    """
    headings = _under(sheet, row)
    best, nearest = 0.0, None
    for layout in layouts:
        found = {one.column: one.is_strong for one in _suggested(headings, layout, names)}
        found.pop(None, None)
        needed = [column for column in layout.columns if column.required]
        missing = [column for column in needed if column.name not in found]
        score = sum(found.values()) - sum(0.5 if may_be_constant(c) else 1 for c in missing)
        if len(missing) <= _NOT_NEAR * len(needed) and any(found.values()) and score > best:
            best, nearest = score, layout
    return nearest


_NOT_NEAR = 0.6  # of the necessary columns may be missing


def _distinct(sheet: Sheet, place: int, row: int) -> list[Cell]:
    below = sheet.columns[place][row + 1 : row + 1 + _ROWS_LOOKED_AT]
    distinct = dict.fromkeys(cell for cell in below if clean(cell) != "")
    return list(distinct)[:_CELLS_ENOUGH]


def _first_values(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(text for cell in cells[:_FIRST_VALUES] if may_be_echoed(text := clean(cell)))


def _measure(heading: str) -> str | None:
    """The question or score that a heading names, by its number or nearly by its words."""
    if names_a_measure(heading) and (measure := measure_of(heading, NEWEST_NUMBERING)):
        return measure
    near = process.extractOne(
        _ABOUT_THE_NUMBER.sub("", heading.lower()),
        measures_in_words(),
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=_NEARLY_THE_SAME,
    )
    return near[2] if near else None


_NEARLY_THE_SAME = 85
_ABOUT_THE_NUMBER = re.compile(r"\b(theme|element|sub-?score|score|positive|percent(age)?)\b|%")


def _assigned(scores: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[str, bool]]:
    """Each heading's column, the surest first, and whether it is sure enough to be filled in."""
    pairs = [
        (score, heading, column)
        for heading, of in scores.items()
        for column, score in of.items()
        if score >= _WEAK
    ]
    assigned: dict[str, tuple[str, bool]] = {}
    given: set[str] = set()
    for score, heading, column in sorted(pairs, key=lambda pair: -pair[0]):
        if heading in assigned or column in given:
            continue
        given.add(column)
        others = (other for its, other in scores[heading].items() if its not in given)
        is_clear = score - max(others, default=0) >= _CLEARLY_FIRST
        assigned[heading] = (column, score >= _STRONG or (score >= _SPOKEN_FOR and is_clear))
    return assigned


def _left_over(
    headings: Sequence[_Heading], layout: Layout, given: Collection[str]
) -> dict[str, tuple[str, bool]]:
    """For a needed title or course that nothing points to, the first texts that are left."""
    assigned = {}
    left = [one.name for one in headings if one.cells and _share(map(_is_bare, one.cells)) < _HALF]
    for column in layout.columns:
        is_text = column.kind.name in ("text", "course")
        if left and column.required and is_text and column.name not in given:
            assigned[left.pop(0)] = (column.name, False)
    return assigned


_SPOKEN_FOR = 60  # what cells of a telling kind give together with a little likeness in words
_NEEDED_FIRST = 10  # points for a column that the layout cannot do without


def _score(heading: _Heading, column: Column, names: Mapping[str, TrustNames]) -> float:
    """How well a column of ours suits a heading, 0 to about 100: its words and what is under it."""
    words = max(_likeness(heading.name, known) for known in (column.name, *column.headings))
    if column.kind.names == "person":
        words = max(words, 90 if numbers_people(heading.name) else 0)
    of_kind = 0 if column.name == "question" else id(column.kind)
    if of_kind not in heading.fits:
        heading.fits[of_kind] = _fit(heading.cells, column, names, heading.is_1904)
    fit, tells = heading.fits[of_kind]
    if heading.cells and fit < _HALF:
        return 0
    needed = _NEEDED_FIRST if column.required else 0
    if tells:
        return words / 2 + 50 * fit + needed
    return words + (needed if words >= _WEAK else 0)


_HALF = 0.5


@lru_cache(maxsize=50_000)
def _likeness(heading: str, spelling: str) -> float:
    """By words in any order; a spelling that is only a part of a longer heading counts less."""
    if bare(heading) == bare(spelling):
        return 100
    one, other = (_spelt_out(text) for text in (heading, spelling))
    alike = max(fuzz.token_sort_ratio(one, other), 0.8 * fuzz.token_set_ratio(one, other))
    return alike if alike >= _ALIKE else 0


_ALIKE = 65  # under it two headings share letters, not a meaning
_SHORT = {
    "no": "number", "nr": "number", "num": "number", "ref": "reference", "grp": "group",
    "dept": "department", "dir": "directorate", "dirs": "directorates", "yr": "year",
    "div": "division", "attd": "attended", "proj": "project", "org": "organisation",
}  # fmt: skip


@lru_cache(maxsize=5_000)
def _spelt_out(heading: str) -> str:
    words = utils.default_process(heading.replace("_", " ")).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def _fit(
    cells: Sequence[Cell], column: Column, names: Mapping[str, TrustNames], is_1904: bool
) -> tuple[float, bool]:
    """The share of distinct cells that the column would understand, and whether that tells much.

    Texts are understood by every column of texts, numbers by every column of numbers.
    """
    texts = [clean(cell) for cell in cells]
    if not texts:
        return 0, False
    kind = column.kind
    if column.name == "question":
        return _share(names_a_measure(text) for text in texts), True
    if kind.names in _OF_DIRECTORATES:
        return _known(texts, names["directorate"], several=True)
    if kind.names in ("division", "staff_group"):
        return _known(texts, names[kind.names], several=False)
    if kind.names == "person":  # by number: whatever has no digit in it stands for nobody
        return _share(any(sign.isdigit() for sign in text) for text in texts), False
    if kind.choices:
        return _share(kind.chosen(text) is not None for text in texts), True
    if kind.name == "band":
        bands = kind.understand(cells, is_1904).values
        return _share(band != "Other" for band in bands), True
    if kind.name in ("text", "course"):
        return _share(not _is_bare(cell) for cell in cells), False
    understood = 1 - len(kind.understand(cells, is_1904).wrong) / len(cells)
    return understood, kind.name in _TELLING and not all(_is_number(text) for text in texts)


_OF_DIRECTORATES = ("directorate", "lead_directorate", "directorates")
_TELLING = ("date", "wave")


def _known(texts: Sequence[str], known: TrustNames, several: bool) -> tuple[float, bool]:
    """The share of names the trust knows; says nothing for a trust that knows none yet."""
    if known.takes_new_names:
        return _share(not _is_number(text) for text in texts), False
    return _share(
        all(known.meant(part) for part in (known.parts(text) if several else [text]))
        for text in texts
    ), True


def _share(of: Iterable[bool]) -> float:
    answers = list(of)
    return sum(answers) / len(answers)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "").strip("% -").isdigit()


def _is_bare(cell: Cell) -> bool:
    """A number or a date: nothing that a title or a course is called."""
    return not isinstance(cell, str) or _is_number(cell)
