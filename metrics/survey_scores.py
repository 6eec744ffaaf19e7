"""How does the survey make its 30 scores? What each answer is worth, and what each score is made of.

Nine headline measures and 21 sub-scores, 0-10. A question's score is the mean of its answers'
scores; a sub-score is the mean of its questions, an element or theme the mean of its sub-scores,
each where at least two thirds of its parts are there. The survey averages within each respondent
first; we hold shares by group, never single answers, so what we make ourselves is marked
recomputed, and a score that a file gives is taken as given. Nothing is made of percent positive.
Sources and what is unsettled: docs/methods.md and metrics/reference/README.md.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from functools import cache
from pathlib import Path

import pyarrow as pa

from settings import DontKnow

_REFERENCE = Path(__file__).parent / "reference"

# About 28 % of the answers to question 15 are "Don't know". Whether the survey gives it half or
# leaves it out of the base is not published; half fits the published scores better.
_FAIR_CAREER, _SAYS_DONT_KNOW = "q15", 9


def parts_needed(parts: int) -> int:
    """How many of a score's parts must be there: two thirds, rounded up (5 of 7 burnout items)."""
    return math.ceil(2 * parts / 3)


@cache
def score_parts() -> dict[str, tuple[str, ...]]:
    """What each of the 30 scores is made of: questions in the numbering of 2025, or sub-scores."""
    parts: dict[str, tuple[str, ...]] = {}
    for row in _rows("score_parts.csv"):
        parts[row["score"]] = (*parts.get(row["score"], ()), row["part"])
    return parts


@cache
def answer_scores(dont_know: DontKnow) -> dict[str, dict[int, float]]:
    """What each answer to each scored question is worth, 0-10; other answers are not in its base."""
    worth: dict[str, dict[int, float]] = {}
    for row in _rows("answer_scores.csv"):
        question, option = row["question"], int(row["option_code"])
        is_dont_know = question == _FAIR_CAREER and option == _SAYS_DONT_KNOW
        if not (is_dont_know and dont_know == "left out"):
            worth.setdefault(question, {})[option] = float(row["score"])
    return worth


def answer_score_table(dont_know: DontKnow) -> pa.Table:
    """One row per question and answer that scores, for the views.

    Columns: question, option_code, score (0-10), is_needed, answers_needed. An answer that
    contractors derive ("both of us reported it") is not always given, and so is not needed.
    """
    derived = {
        (row["question"], int(row["option_code"]))
        for row in _rows("answer_scores.csv")
        if row["always_given"] == "no"
    }
    rows = [
        (question, option, score, (question, option) not in derived)
        for question, worth in answer_scores(dont_know).items()
        for option, score in worth.items()
    ]
    needed = Counter(question for question, _, _, is_needed in rows if is_needed)
    return pa.table(
        {
            "question": pa.array([row[0] for row in rows], pa.string()),
            "option_code": pa.array([row[1] for row in rows], pa.int32()),
            "score": pa.array([row[2] for row in rows], pa.float64()),
            "is_needed": pa.array([row[3] for row in rows], pa.bool_()),
            "answers_needed": pa.array([needed[row[0]] for row in rows], pa.int32()),
        }
    )


def score_part_table() -> pa.Table:
    """One row per score and part of it, for the views: score, part, is_question, parts_needed."""
    rows = [(score, part, len(parts)) for score, parts in score_parts().items() for part in parts]
    return pa.table(
        {
            "score": pa.array([row[0] for row in rows], pa.string()),
            "part": pa.array([row[1] for row in rows], pa.string()),
            "is_question": pa.array([row[1] not in score_parts() for row in rows], pa.bool_()),
            "parts_needed": pa.array([parts_needed(row[2]) for row in rows], pa.int32()),
        }
    )


def _rows(table: str) -> list[dict[str, str]]:
    with (_REFERENCE / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
