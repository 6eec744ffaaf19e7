"""Where are the organisations, measures and numbers in the national benchmark workbook?

One sheet a benchmark group, one row an organisation, about 1,500 columns called by measure and
year: PP1_2025, PP1_n_2025 (who answered), PP1_2025_sig (a word on the change, not read). Their
positions move every year, so columns are taken by name. Seen in the editions of 2024 and 2025.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_loaders.kinds import clean
from data_loaders.layouts import Cells, Found, bare_heading
from data_loaders.measures import is_score, measure_of
from data_loaders.problems import Problem
from data_loaders.rows import heading_texts
from data_loaders.workbook import Cell, Sheet, column_letter

_ROWS_SEARCHED = 10
_OF_THE_ORGANISATION = {
    "orgid": "org_id",
    "orgname": "org_name",
    "orgtypereportingname": "benchmark_group",
}
_RESULT = re.compile(r"(?P<stem>.+?)(?P<is_base>_n)?_(?P<year>20\d\d)", re.IGNORECASE)
_OPTION = re.compile(r"(?P<question>q\d+[a-i]?)_(?P<option>\d{1,2})", re.IGNORECASE)
_NUMBERS = ("score", "rate", "fraction")  # our columns for what stands under a result's heading
_NAMED_IN_FULL = 5  # columns not read that are told by name
# Integrated care boards and community surgical services are published without weights (technical
# guide 2025); all trusts' results are weighted by occupation group.
_UNWEIGHTED_GROUP = re.compile(r"\bicbs?\b|integrated care|surgical", re.IGNORECASE)


def find(sheet: Sheet, _file_name: str) -> Found | None:
    """One row per organisation, measure and year of a group's sheet; None if it is none.

    A column without any number was not asked that year, and an organisation without any number of
    a year has no history then: both are left out. Any other empty cell is withheld.
    """
    for row in range(min(sheet.height, _ROWS_SEARCHED)):
        texts = heading_texts(sheet, row)
        of_organisation = {
            _OF_THE_ORGANISATION[bare]: place
            for place, text in enumerate(texts)
            if (bare := bare_heading(text)) in _OF_THE_ORGANISATION
        }
        if not {"org_id", "org_name"} <= of_organisation.keys():
            continue
        headings = _headings(texts, set(of_organisation.values()))
        return _found(sheet, row, texts, of_organisation, headings) if headings.results else None
    return None


@dataclass(frozen=True)
class _Result:
    """A column of values: its place, what it measures and when, and the place of its bases."""

    place: int
    question: str
    option: str
    year: str
    base: int | None


@dataclass(frozen=True)
class _Headings:
    results: tuple[_Result, ...]
    release: str  # the newest year of a column
    significance: int  # how many columns only say whether a change was significant
    unknown: tuple[str, ...]  # stems that are no measure we know


def _headings(texts: Sequence[str], taken: set[int]) -> _Headings:
    matches = {
        place: match
        for place, text in enumerate(texts)
        if place not in taken
        and "sig" not in text.lower().split("_")
        and (match := _RESULT.fullmatch(text))
    }
    release = max((match["year"] for match in matches.values()), default="")
    bases = {
        (match["stem"].lower(), match["year"]): place
        for place, match in matches.items()
        if match["is_base"]
    }
    results, unknown = [], []
    for place, match in matches.items():
        stem, year = match["stem"], match["year"]
        option = _OPTION.fullmatch(stem)
        question = option["question"] if option else stem
        if measure_of(question, int(release)):
            if not match["is_base"]:
                base = bases.get((stem.lower(), year))
                results.append(
                    _Result(place, question, option["option"] if option else "", year, base)
                )
        else:
            unknown.append(stem)
    unread = [
        text
        for place, text in enumerate(texts)
        if text and place not in taken and place not in matches
    ]
    significance = sum("sig" in text.lower().split("_") for text in unread)
    unknown += [text for text in unread if "sig" not in text.lower().split("_")]
    return _Headings(tuple(results), release, significance, tuple(dict.fromkeys(unknown)))


def _found(
    sheet: Sheet, row: int, texts: list[str], of_organisation: dict[str, int], headings: _Headings
) -> Found | None:
    named = [sheet.columns[of_organisation[name]] for name in ("org_id", "org_name")]
    rows = [
        below
        for below in range(row + 1, sheet.height)
        if any(clean(cells[below]) for cells in named)
    ]
    results = headings.results
    if not rows:
        return None
    numbers = [sheet.columns[result.place][below] for result in results for below in rows]
    bases: list[Cell] = [
        "" if result.base is None else sheet.columns[result.base][below]
        for result in results
        for below in rows
    ]
    question = _per_result([result.question for result in results], len(rows))
    values = Cells.of(numbers)
    scored = question.where(lambda cell: _is_score(clean(cell), headings.release))
    rate = question.same_as("response_rate")
    group_place = of_organisation.get("benchmark_group")
    groups = [
        (clean(sheet.columns[group_place][below]) if group_place is not None else "")
        or (sheet.name or "")
        for below in rows
    ]
    cells = {
        **{
            name: _per_organisation(
                [sheet.columns[of_organisation[name]][b] for b in rows], results
            )
            for name in ("org_id", "org_name")
        },
        "benchmark_group": _per_organisation(list(groups), results),
        "survey_year": _per_result([result.year for result in results], len(rows)),
        "question": question,
        "option_code": _per_result([result.option for result in results], len(rows)),
        "score": values.only(scored),
        "rate": values.only(rate),
        "fraction": values.only(~scored & ~rate),
        "respondents": Cells.of(bases),
        "weighting": _per_organisation(
            ["unweighted" if _UNWEIGHTED_GROUP.search(group) else "weighted" for group in groups],
            results,
        ),
        "release": Cells.all_the_same(headings.release, len(numbers)),
    }
    first = texts[results[0].place]
    in_words = first if len(results) == 1 else f"{first} and {len(results) - 1:,} more"
    found = Found(
        sheet=sheet.name,
        heading_row=row + 1,
        cells=cells,
        source_row=np.tile([below + 1 for below in rows], len(results)),
        headings={
            **{name: name for name in cells},
            **{name: texts[place] for name, place in of_organisation.items()},
            **dict.fromkeys(_NUMBERS, in_words),
        },
        is_1904=sheet.is_1904,
        rows_in_file=len(numbers),
        letters={text: column_letter(place) for place, text in enumerate(texts) if text},
        heading_of_cell={
            **dict.fromkeys(
                _NUMBERS, _per_result([texts[result.place] for result in results], len(rows))
            ),
            "respondents": _per_result(
                ["" if result.base is None else texts[result.base] for result in results], len(rows)
            ),
        },
    )
    _say_what_is_not_read(found, headings)
    _leave_out_what_was_not_asked(found, values, results, len(rows))
    return found


def _is_score(question: str, release: str) -> bool:
    measure = measure_of(question, int(release))
    return measure is not None and is_score(measure)


def _per_organisation(cells: list[Cell], results: Sequence[_Result]) -> Cells:
    return Cells(cells, np.tile(np.arange(len(cells)), len(results)))


def _per_result(texts: Sequence[str], organisations: int) -> Cells:
    return Cells(list(texts), np.repeat(np.arange(len(texts)), organisations))


def _say_what_is_not_read(found: Found, headings: _Headings) -> None:
    told = []
    if headings.significance:
        told.append(f"{headings.significance} that only say whether a change was significant")
    if headings.unknown:
        named = ", ".join(f'"{stem}"' for stem in headings.unknown[:_NAMED_IN_FULL])
        more = len(headings.unknown) - _NAMED_IN_FULL
        and_more = f" and {more} more kinds" if more > 0 else ""
        told.append(f"those of {named}{and_more}, which are no score or question we know")
    if told:
        found.problems.append(
            Problem(
                "columns_not_read",
                "warn",
                f"Columns not read in, not kept: {'; '.join(told)}.",
                found.sheet,
            )
        )


def _leave_out_what_was_not_asked(
    found: Found, values: Cells, results: Sequence[_Result], organisations: int
) -> None:
    blank = values.is_empty.reshape(len(results), organisations)
    years = np.array([int(result.year) for result in results])
    not_asked = np.all(blank, axis=1)
    left_out = blank & not_asked[:, np.newaxis]
    without_history = np.zeros(organisations, dtype=bool)
    for year in set(years.tolist()):
        silent = np.all(blank[years == year], axis=0)
        left_out |= (years == year)[:, np.newaxis] & silent
        without_history |= silent
    for number, what, why in (
        (int(not_asked.sum()), "column", "without any number: not asked that year"),
        (int(without_history.sum()), "organisation", "without results of some year: no history"),
    ):
        if number:
            many = what if number == 1 else f"{what}s"
            found.problems.append(
                Problem(
                    "nothing_given", "warn", f"{number} {many} {why}. Left out there.", found.sheet
                )
            )
    found.keep(~left_out.ravel())
