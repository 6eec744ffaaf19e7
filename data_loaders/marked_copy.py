"""Where in the uploader's own workbook is something wrong? The same workbook, with it marked.

Three ways, by size, each bounded: an .xlsx is kept as it is and marked; any other spreadsheet is
written as an .xlsx from its cells; of one that is too large only the list of what to put right.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from data_loaders.container import form_of
from data_loaders.corrections import Correction
from data_loaders.problems import Problem, alike, places_in_words, rows_in_words
from data_loaders.workbook import SHOWS_ERROR, UNWORKED_FORMULA, Sheet, read

SUMMARY = "What to put right"
# openpyxl needs 14 s and 360 MB to read and write 60,000 rows of 10 columns.
MOST_CELLS = 600_000
MOST_MARKED = 5_000  # cells with a colour and a comment; more make Excel slow to open
MOST_LINES = 5_000
_CLOCK = 120  # seconds; the child's own limit of processor time comes first
_MARKING = Path(__file__).with_name("marking.py")
_HOW = (
    "Orange cells: put them right, save this workbook, and drop it on the Upload page. "
    "Blue cells: for you to know, nothing to do."
)
_NOT_READ = "Each coloured cell has a comment. This sheet and the colours are not read; leave them."
_GRAVITY = {"refuse": 0, "hold": 1, "warn": 2}

# One at a time: each may use a gigabyte, and the server has other things to do.
_TURN = Lock()


class NotMarked(Exception):
    """No marked copy could be made, not even the list alone."""


def can_be_marked(problems: Iterable[Problem]) -> bool:
    """Whether there is a cell to mark: a file that must not be opened has none."""
    return any(problem.row is not None for problem in problems)


def marked_copy(
    content: bytes,
    file_name: str,
    problems: Sequence[Problem],
    corrections: Sequence[Correction] = (),
) -> bytes:
    """An .xlsx in which each problem's cell has a colour and a comment, and a list comes first.

    The sheets, widths, number formats and formulas of an .xlsx stay as they are; what was corrected
    on the screen stands in its cells. The list is a
    sheet of its own, which is not read when the copy is uploaded again. Raises FileRefused where
    the file must not be opened, NotMarked where no copy could be made.
    """
    form = form_of(content, file_name)
    sheets = read(content, file_name)
    ordered = sorted(problems, key=lambda problem: _GRAVITY[problem.severity])
    cells = sum(len(sheet.columns) * sheet.height for sheet in sheets)
    ways: list[dict[str, Any]] = []
    if cells <= MOST_CELLS:
        marks, said = _marks(ordered), _said(ordered, file_name)
        if form == "xlsx":
            ways.append({"workbook": content, "sheets": [], "marks": marks, "said": said})
        plain = [_plain(sheet) for sheet in sheets if sheet.name != SUMMARY]
        ways.append({"workbook": None, "sheets": plain, "marks": marks, "said": said})
    alone = (
        f"{file_name} is too large to be marked: here is the list alone. Put its cells right in "
        "your own file, and drop that on the Upload page."
    )
    ways.append({"workbook": None, "sheets": [], "marks": [], "said": [alone]})
    always = {
        "summary": SUMMARY,
        "lines": _lines(ordered),
        "corrections": [(*one.spot, one.value) for one in corrections],
    }
    with _TURN:
        for way in ways:
            if (marked := _made({**always, **way})) is not None:
                return marked
    raise NotMarked(file_name)


def name_of_copy(file_name: str) -> str:
    """`QI training.csv` becomes `QI training - to put right.xlsx`."""
    name = Path(file_name).stem.removesuffix(_ENDING)
    return f"{name}{_ENDING}.xlsx"


_ENDING = " - to put right"


def _made(job: dict[str, Any]) -> bytes | None:
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(_MARKING)],
            input=pickle.dumps(job, protocol=5),
            capture_output=True,
            timeout=_CLOCK,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return child.stdout if child.returncode == 0 else None


def _said(problems: Sequence[Problem], file_name: str) -> list[str]:
    held = len({(one.sheet, one.row) for one in problems if one.severity == "hold"})
    if any(one.severity == "refuse" for one in problems):
        first = f"{file_name} cannot be loaded as it is."
    elif held:
        wait = "row waits and does" if held == 1 else "rows wait and do"
        first = f"{file_name}: {held:,} {wait} not count yet."
    else:
        first = f"{file_name}: nothing to put right."
    said = [first, _HOW, _NOT_READ]
    places = len({(one.sheet, one.row, one.letter) for one in problems if one.row is not None})
    if places > MOST_MARKED:
        said.append(f"The first {MOST_MARKED:,} of {places:,} cells are marked.")
    return said


def _marks(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """What to say in which cell; a problem of a whole row stands at the row's first cell."""
    marks = [
        {
            "sheet": one.sheet,
            "row": one.row,
            "letter": letter,
            "severity": one.severity,
            "sentence": _in_comment(one),
        }
        for one in problems
        if one.row is not None
        for letter in _letters(one)
    ]
    return marks[:MOST_MARKED]


def _letters(problem: Problem) -> list[str]:
    """The columns of the cells in question; the first where the row as a whole is."""
    return [letter for _, letter, _ in problem.between] or [problem.letter or "A"]


def _in_comment(problem: Problem) -> str:
    """The sentence, with its heading where the comment cannot stand in the cell itself."""
    if problem.letter is None and problem.column is not None and problem.severity != "refuse":
        return f'"{problem.column}": {problem.sentence}'
    return problem.sentence[:1].upper() + problem.sentence[1:]


def _lines(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    lines = []
    for same in alike(problems)[:MOST_LINES]:
        first = same[0]
        rows = tuple(one.row for one in same if one.row is not None)
        letters = {one.letter for one in same}
        letter = letters.pop() if len(letters) == 1 else None
        cells = places_in_words(rows, letter) if letter and rows else ""
        lines.append(
            {
                "severity": first.severity,
                "sheet": first.sheet,
                "cells": cells or (rows_in_words(rows) if rows else ""),
                "first": f"{_letters(first)[0]}{first.row}" if rows else None,
                "heading": first.column or "",
                "found": first.found_in_words,
                "to_do": first.to_do,
            }
        )
    return lines


def _plain(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "is_hidden": sheet.is_hidden,
        "columns": [
            ["" if cell in (SHOWS_ERROR, UNWORKED_FORMULA) else cell for cell in column]
            for column in sheet.columns
        ],
        "merged": sheet.merged,
    }
