"""Which question does a contractor's line mean: what its number says, or its words?

The survey renumbers, the words stay. A list over several years may give each year's own numbers or
one edition's for all: the words tell which. Spaces, line breaks, quotes that arrived as broken
bytes and endings in brackets make no difference to words.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from data_loaders.kinds import clean
from data_loaders.layouts import Cells, Found
from data_loaders.measures import bare_words, is_score, measure_by_words, measure_of, words_of
from data_loaders.problems import Problem

_Line = tuple[str, str, str]  # year, number and words as they stand


def questions(found: Found) -> Cells:
    """For each row what names its question: its number, or words where the number says another."""
    number, words = found.cells["question_number"], found.cells.get("question_text")
    if words is None:
        return number
    year = found.cells["survey_year"]
    codes = np.stack([year.codes, number.codes, words.codes], axis=1)
    distinct, of_row = np.unique(codes, axis=0, return_inverse=True)
    lines: list[_Line] = [
        (clean(year.distinct[y]), clean(number.distinct[n]), clean(words.distinct[w]))
        for y, n, w in distinct.tolist()
    ]
    meant = _meant(lines, found)
    return Cells(
        [words_of(meant[line]) if line in meant else line[1] or line[2] for line in lines],
        of_row.reshape(-1),
    )


def _meant(lines: list[_Line], found: Found) -> dict[_Line, str]:
    """The measures of lines whose number is missing, unknown or another question's."""
    meant: dict[_Line, str] = {}
    same_words: defaultdict[tuple[str, str], list[_Line]] = defaultdict(list)
    for line in lines:
        year, number, words = line
        by_number, by_words = _by_number(number, year), measure_by_words(words)
        if by_words and by_words != by_number and not (by_number and is_score(by_number)):
            meant[line] = by_words
            if by_number:
                _say(found, words, f"has the number {number} in {year}, which is another question")
        elif words and number:
            same_words[bare_words(words), number].append(line)
    for alike in same_words.values():
        measures = {_by_number(number, year) for year, number, _ in alike}
        # One number and one wording in all years, though the survey moved that number: it is the
        # numbering of the newest year.
        if len(measures) > 1 and (newest := _by_number(alike[-1][1], max(alike)[0])):
            meant |= dict.fromkeys(alike, newest)
            _say(found, alike[0][2], f"has the number {alike[0][1]} in every year, though it moved")
    return meant


def _by_number(number: str, year: str) -> str | None:
    if not number or not year[:4].isdigit():
        return None
    return measure_of(number, int(year[:4])) or measure_of(f"q{number}", int(year[:4]))


def _say(found: Found, words: str, what: str) -> None:
    found.problems.append(
        Problem(
            "question_by_words",
            "warn",
            f'"{words}" {what}. Taken by its words.',
            found.sheet,
            column=found.headings["question_number"],
        )
    )
