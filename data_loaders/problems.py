"""What is wrong with a file, where, and what should the uploader do about it?

LoadError                 for the uploader; never shows a traceback
├── FileRefused           nothing in the file was taken in: not safe, not a spreadsheet, not ours
├── RowsWaiting           some rows are held and nobody has said yet that they may be left out
├── NothingToAccept       the file was refused, or changes nothing
└── MappingWrong          what was said of a file's headings cannot be
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

Severity = Literal["refuse", "hold", "warn"]  # the file · the row · nothing, but know it
_NOT_REPEATED = {"empty": "empty", "personal_detail": "not repeated here"}
FULLY_TOLD = 10  # problems of one kind told in full; the rest are counted


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where, what we found, and a sentence that says what to do.

    `column` is the heading as the uploader wrote it, or the template's where it is missing; `letter`
    is its column's as spreadsheets name it, where one cell is meant. `found` is None where the value
    may be personal: such values are never echoed. Where cells of one row disagree, `between` holds
    heading, letter and what we found of each.
    """

    code: str
    severity: Severity
    sentence: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None
    letter: str | None = None
    between: tuple[tuple[str, str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence with its place before it, as the uploader reads it."""
        return told(self, (self.row,) if self.row is not None else ())

    @property
    def found_in_words(self) -> str:
        """What we found, for a column of its own."""
        return self.found or _NOT_REPEATED.get(self.code, "–")

    @property
    def to_do(self) -> str:
        """The sentence without what a column beside it says already."""
        sentence = self.sentence
        for said in (f'we found "{self.found}". ', "empty. "):
            sentence = sentence.removeprefix(said)
        return sentence[:1].upper() + sentence[1:]

    def as_record(self) -> dict[str, Any]:
        """For machines: the same, with the names manage.py promises."""
        return {
            "code": self.code,
            "severity": self.severity,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "found": self.found,
            "message": self.message,
        }


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one kind: the first ten in full, and how many more there are."""

    code: str
    severity: Severity
    messages: tuple[str, ...]
    more: int
    problems: int


class LoadError(Exception):
    """The file cannot be taken in as it is; the message is for the uploader."""


class FileRefused(LoadError):
    """Nothing in the file was taken in."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class RowsWaiting(LoadError):
    """Rows are held; accept again and say that they may be left out."""


class NothingToAccept(LoadError):
    """The file was refused, or it changes nothing."""


class MappingWrong(LoadError):
    """What was said of a file's headings cannot be."""


def refused(code: str, sentence: str, sheet: str | None = None) -> FileRefused:
    """The error for a file of which nothing can be taken in."""
    return FileRefused(Problem(code, "refuse", sentence, sheet=sheet))


def grouped(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """Problems by kind, gravest first. Identical ones are one line that names all their rows."""
    gravity: dict[Severity, int] = {"refuse": 0, "hold": 1, "warn": 2}
    ordered = sorted(problems, key=lambda problem: (gravity[problem.severity], problem.code))
    groups = []
    for (severity, code), of_kind in groupby(
        ordered, lambda problem: (problem.severity, problem.code)
    ):
        lines = alike(of_kind)
        messages = [
            told(line[0], tuple(one.row for one in line if one.row is not None))
            for line in lines[:FULLY_TOLD]
        ]
        groups.append(
            ProblemGroup(
                code=code,
                severity=severity,
                messages=tuple(messages),
                more=len(lines) - len(messages),
                problems=sum(len(line) for line in lines),
            )
        )
    return tuple(groups)


def alike(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Problems that say the same of the same heading together, in the order of the first of each."""
    same_words: dict[tuple[str | None, ...], list[Problem]] = {}
    for problem in problems:
        said = (problem.code, problem.severity, problem.sheet, problem.column, problem.sentence)
        same_words.setdefault(said, []).append(problem)
    return list(same_words.values())


def told(problem: Problem, rows: tuple[int, ...]) -> str:
    """`Rows 57, 58 and 203, "Date of session": …` for one problem found in these rows."""
    place = []
    if rows and problem.severity != "refuse":
        place.append(rows_in_words(rows))
    if problem.column is not None and problem.severity != "refuse":
        place.append(f'"{problem.column}"')
    return f"{', '.join(place)}: {problem.sentence}" if place else problem.sentence


def rows_in_words(rows: tuple[int, ...]) -> str:
    """`Row 12`, `Rows 118 to 121`, `Rows 57, 58 and 203`, `Rows 88, 91 and 50 more`."""
    return f"{'Row' if len(set(rows)) == 1 else 'Rows'} {places_in_words(rows)}"


def places_in_words(rows: tuple[int, ...], letter: str = "") -> str:
    """`57, 58 and 203`; with the letter of a column its cells: `C118 to C121`."""
    rows = tuple(sorted(set(rows)))
    first, last = f"{letter}{rows[0]}", f"{letter}{rows[-1]}"
    if len(rows) == 1:
        return first
    if len(rows) > 2 and rows[-1] - rows[0] == len(rows) - 1:
        return f"{first} to {last}"
    if len(rows) <= FULLY_TOLD:
        return f"{', '.join(f'{letter}{row}' for row in rows[:-1])} and {last}"
    return f"{first}, {letter}{rows[1]} and {len(rows) - 2} more"
