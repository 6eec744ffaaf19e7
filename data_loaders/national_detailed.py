"""Where are the questions, answers and organisations in the survey's detailed spreadsheets?

Row 1 holds each question's text over its columns ("Q11a - …"), row 5 the headings: who it is, on
which weighting, a percentage from 0 to 100 for each answer, and the base. Region and ICS change
places between years and are not read. On the sheet of scores a column is called "PP4_2 - score".
Seen in the organisation files of 2021 to 2025.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from data_loaders.kinds import clean
from data_loaders.layouts import Cells, Found, bare_heading
from data_loaders.measures import NEWEST_NUMBERING, measure_of, option_codes
from data_loaders.problems import Problem, refused
from data_loaders.rows import heading_texts, title_above
from data_loaders.workbook import Cell, Sheet, column_letter

_ROWS_SEARCHED = 12
_OF_THE_ORGANISATION = {
    "odscode": "org_id",
    "organisationname": "org_name",
    "benchmarkinggroup": "benchmark_group",
    "benchmarkgroup": "benchmark_group",
    "weighting": "weighting",
}
_NOT_READ = {"ics", "icb", "region", "icsname", "regionname"}
_TITLE = re.compile(r"(q\d{1,2}[a-i]?)\b[\s.:–—-]", re.IGNORECASE)
_SCORE = re.compile(r"(\w+) [-–—] score", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)|(?<=NSS)\d\d(?!\d)", re.IGNORECASE)


def find(sheet: Sheet, file_name: str) -> Found | None:
    """One row per organisation, weighting and column of a sheet; None if it is none of these.

    Raises FileRefused where nothing says which year was surveyed.
    """
    for row in range(min(sheet.height, _ROWS_SEARCHED)):
        texts = heading_texts(sheet, row)
        of_organisation = {
            _OF_THE_ORGANISATION[bare]: place
            for place, text in enumerate(texts)
            if (bare := bare_heading(text)) in _OF_THE_ORGANISATION
        }
        if set(of_organisation) != set(_OF_THE_ORGANISATION.values()):
            continue
        year = _year(f"{title_above(sheet, row)} · {sheet.name}", file_name)
        columns, unknown = _columns(sheet, row, texts, set(of_organisation.values()), year or "")
        if not columns:
            return None
        if year is None:
            raise refused(
                "wave_not_understood",
                "Nothing says which year this survey was: neither a title nor the file's name. "
                'Put the year into the name of the file, for example "… 2025.xlsx".',
                sheet.name,
            )
        return _found(sheet, row, texts, of_organisation, columns, unknown, year)
    return None


@dataclass(frozen=True)
class _Answers:
    """A column of percentages or scores: its place, what it measures, and the place of its base."""

    place: int
    question: str
    option: str  # the code of one answer, "" for a score
    base: int | None = None


def _year(title: str, file_name: str) -> str | None:
    for written in (title, file_name):
        if years := _YEAR.findall(written):
            return max(f"20{year}" if len(year) == 2 else year for year in years)
    return None


def _columns(
    sheet: Sheet, row: int, texts: list[str], taken: set[int], year: str
) -> tuple[list[_Answers], list[str]]:
    """The columns we read, each with its base; and the texts over those that we do not know."""
    numbering = int(year) if year else NEWEST_NUMBERING
    columns: list[_Answers] = []
    unknown: list[str] = []
    waiting: list[_Answers] = []  # until their base comes
    question, title, answers = None, "", 0
    for place, text in enumerate(texts):
        if place in taken or bare_heading(text) in _NOT_READ:
            continue
        if above := _title_of(sheet, row, place):
            columns, waiting = [*columns, *waiting], []
            title, answers = above, 0
            match = _TITLE.match(f"{above} ")
            number = match[1].lower() if match else None
            question = number if number and measure_of(number, numbering) else None
        if scored := _SCORE.fullmatch(text):
            code = scored[1] if measure_of(scored[1], numbering) else None
            waiting += [_Answers(place, code, "")] if code else []
            unknown += [] if code else [text]
        elif text.startswith("%"):
            answers += 1
            if question is not None:
                codes = option_codes(measure_of(question, numbering) or "")
                label = " ".join(re.findall(r"[a-z0-9]+", text.lower()))
                waiting.append(_Answers(place, question, str(codes.get(label, answers))))
            else:
                unknown.append(title or text)
        elif bare_heading(text).startswith("base"):
            columns += [_Answers(a.place, a.question, a.option, place) for a in waiting]
            waiting, question, title = [], None, ""
        elif text:
            unknown.append(text)
    return [*columns, *waiting], list(dict.fromkeys(unknown))


def _title_of(sheet: Sheet, row: int, place: int) -> str:
    """What row 1 says over a column, if it begins a question there."""
    above = sheet.columns[place][0] if row else ""
    return clean(above) if isinstance(above, str) and _TITLE.match(f"{clean(above)} ") else ""


def _found(
    sheet: Sheet,
    row: int,
    texts: list[str],
    of_organisation: dict[str, int],
    columns: list[_Answers],
    unknown: list[str],
    year: str,
) -> Found | None:
    codes = sheet.columns[of_organisation["org_id"]]
    rows = [
        below
        for below in range(row + 1, sheet.height)
        if clean(codes[below]) and any(sheet.columns[one.place][below] != "" for one in columns)
    ]
    if not rows:
        return None
    size = len(rows) * len(columns)

    def per_row(place: int) -> Cells:
        return Cells(
            [sheet.columns[place][b] for b in rows], np.tile(np.arange(len(rows)), len(columns))
        )

    def per_column(texts_of: list[str]) -> Cells:
        return Cells(list(texts_of), np.repeat(np.arange(len(columns)), len(rows)))

    values = Cells.of([sheet.columns[one.place][below] for one in columns for below in rows])
    bases: list[Cell] = [
        "" if one.base is None else sheet.columns[one.base][below]
        for one in columns
        for below in rows
    ]
    option = per_column([one.option for one in columns])
    cells = {
        **{name: per_row(place) for name, place in of_organisation.items()},
        "survey_year": Cells.all_the_same(year, size),
        "question": per_column([one.question for one in columns]),
        "option_code": option,
        "score": values.only(option.is_empty),
        "of_hundred": values.only(~option.is_empty),
        "respondents": Cells.of(bases),
        "release": Cells.all_the_same(year, size),
    }
    above = per_column([f"{one.question.upper()}, {texts[one.place]}" for one in columns])
    first = texts[columns[0].place]
    in_words = first if len(columns) == 1 else f"{first} and {len(columns) - 1:,} more"
    found = Found(
        sheet=sheet.name,
        heading_row=row + 1,
        cells=cells,
        source_row=np.tile([below + 1 for below in rows], len(columns)),
        headings={
            **{name: name for name in cells},
            **{name: texts[place] for name, place in of_organisation.items()},
            "score": in_words,
            "of_hundred": in_words,
        },
        is_1904=sheet.is_1904,
        rows_in_file=size,
        letters={texts[place]: column_letter(place) for place in of_organisation.values()},
        cell_letters=np.repeat([column_letter(one.place) for one in columns], len(rows)),
        heading_of_cell={"score": above, "of_hundred": above},
    )
    if unknown:
        named = ", ".join(f'"{text}"' for text in unknown[:5])
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        found.problems.append(
            Problem(
                "columns_not_read",
                "warn",
                f"Columns not read in, not kept: those of {named}{more}.",
                sheet.name,
            )
        )
    # A question without any number on the sheet was not asked that year.
    blank = values.is_empty.reshape(len(columns), len(rows)).all(axis=1)
    found.keep(np.repeat(~blank, len(rows)))
    return found
