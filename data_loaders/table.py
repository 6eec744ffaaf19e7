"""What is known of one recognised sheet on its way to checked rows?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from data_loaders.layouts import Found, Layout, Mask
from data_loaders.names import NameQuestion
from data_loaders.problems import Problem, Severity

Codes = np.ndarray[Any, np.dtype[np.int64]]


@dataclass
class Table:
    """One recognised sheet on its way: understood rows, which of them are held or left out, why."""

    layout: Layout
    found: Found
    rows: pd.DataFrame  # one row per row found; columns under our names
    written: dict[str, tuple[list[str | None], Codes]]  # columns of names, not reconciled yet:
    # the distinct names as they are written, and which of them stands in each row
    held: Mask
    left_out: Mask
    problems: list[Problem]
    questions: list[NameQuestion]
    withheld: Counter[tuple[str, str]]  # cells by column and mark of a withheld number
    answers_used: Counter[tuple[str, str]] = field(default_factory=Counter)  # rows by kind and name
    lines: pd.DataFrame = field(default_factory=pd.DataFrame)  # of the dataset, once checked

    def hold(
        self,
        rows: Mask | Codes,
        code: str,
        sentence: str,
        column: str | None,
        found: str | None = None,
    ) -> None:
        """Hold these rows (a mask, or their places), each with the same problem."""
        self.held[rows] = True
        self.problems += [
            self.problem(code, "hold", sentence, place, column, found)
            for place in np.arange(len(self.held))[rows].tolist()
        ]

    def problem(
        self,
        code: str,
        severity: Severity,
        sentence: str,
        place: int,
        column: str | None = None,
        found: str | None = None,
        between: Mapping[str, str] | None = None,
    ) -> Problem:
        """What is wrong with the row at this place, under our column of this name if under one.

        `between` holds what was found in each of the columns that disagree.
        """
        heading = self.found.heading_at(column, place) if column else None
        row, letter = int(self.found.source_row[place]), self.found.letter(heading, place)
        theirs = [(self.found.headings.get(name), said) for name, said in (between or {}).items()]
        disagree = tuple(
            (text, at, said)
            for text, said in theirs
            if text is not None and (at := self.found.letter(text, place)) is not None
        )
        return Problem(
            code, severity, sentence, self.found.sheet, row, heading, found, letter, disagree
        )


def taken(values: Sequence[object], dtype: str, codes: Codes) -> pd.Series[Any]:
    """For each row the value its code points at; -1 points at none."""
    distinct: pd.Series[Any] = pd.Series([*values, None], dtype=dtype)
    return distinct.take(codes).reset_index(drop=True)
