"""Which measure of the staff survey is meant? Any year's question number, a score's code or its name."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

_REFERENCE = Path(__file__).parent / "reference"
NEWEST_NUMBERING = 2025
_OLDEST_NUMBERING = 2021

_QUESTION = re.compile(r"q? ?0?(\d{1,2}) ?([a-i])?", re.IGNORECASE)
_SCORE = re.compile(r"(pp[1-7]|e|m)(?: ?[_.\-] ?([1-4]))?", re.IGNORECASE)
_CODE_FIRST = re.compile(
    r"((?:pp[1-7]|e|m)(?:[_.][1-4])?|q\d{1,2}[a-i]?)[\s:.–—\-]+\D", re.IGNORECASE
)
_WITHOUT_ASIDES = re.compile(r"\(.*?\)|%")
_OTHER_NAMES = {
    "theme engagement": "E",
    "engagement": "E",
    "staff engagement score": "E",
    "theme morale": "M",
    "response rate": "response_rate",
    "raising concerns score": "PP3_2",
}


@lru_cache(maxsize=10_000)
def measure_of(written: str, year: int) -> str | None:
    """The measure in the survey's newest numbering: 'q20a', 'PP3_1', 'E', 'response_rate'.

    `year` says which questionnaire's numbers `written` uses: question 17a of 2021 is q20a. None
    where that year asked no such question. Years after the newest we know use its numbers.
    """
    text = " ".join(written.split())
    if match := _SCORE.fullmatch(text):
        code = match[1].upper() + (f"_{match[2]}" if match[2] else "")
        return code if code in _scores() else None
    if match := _QUESTION.fullmatch(text):
        number = f"q{int(match[1])}{(match[2] or '').lower()}"
        return _questions(year).get(number)
    if by_name := _names().get(_bare(text)):
        return by_name
    # "E_2 Involvement", "q3f Able to make improvements happen (%)": the code says it.
    if match := _CODE_FIRST.match(text):
        return measure_of(match[1], year)
    return measure_by_words(text)


def measure_by_words(written: str) -> str | None:
    """The measure that these words mean in any year; None where we know no such words."""
    names, texts = _names(), _short_texts()
    for bare in (_bare(written), bare_words(written)):
        if found := names.get(bare) or texts.get(bare):
            return found
    return None


@cache
def words_of(measure: str) -> str:
    """A question's words in our map, by which it is known in any year; a score's code."""
    return _of_newest(measure).get("short_text", measure)


def bare_words(written: str) -> str:
    """A question's words without what varies: case, spaces, quotes, what stands in brackets."""
    return _bare(_WITHOUT_ASIDES.sub("", written))


def names_a_measure(written: str) -> bool:
    """Whether a heading or label names a measure; a bare number does not, it may be anything."""
    return not written.strip().isdigit() and any(
        measure_of(written, year) for year in range(_OLDEST_NUMBERING, NEWEST_NUMBERING + 1)
    )


def is_score(measure: str) -> bool:
    """Whether a measure is a score from 0 to 10 (else it is a share of answers)."""
    return measure in _scores()


@cache
def measures_in_words() -> dict[str, str]:
    """Every measure of the newest numbering and what it is called, scores first."""
    return {
        "response_rate": "Response rate",
        **{row["code"]: row["name"] for row in _rows("score_structure.csv")},
        **{row["question"]: row["short_text"] for row in _rows("question_map.csv")},
    }


@cache
def is_reported_positively(question: str) -> bool:
    """Whether the survey publishes the favourable answers to a question as its percentage.

    Questions 5a and 5c ask of strain, but "never" and "rarely" are published; of the others that
    ask of something bad, the bad answers are (questionnaires and benchmark reports, 2024).
    """
    return question in ("q5a", "q5c") or _of_newest(question).get("direction") == "higher_better"


@cache
def option_codes(question: str) -> dict[str, int]:
    """The answers to a question in bare words, each with its code on the questionnaire."""
    key = _of_newest(question).get("scoring_key")
    return {
        _bare(row["label"]): int(row["option_code"])
        for row in _rows("answer_options.csv")
        if row["scoring_key"] == key
    }


@cache
def favourable_options(question: str) -> tuple[int, ...]:
    """The two of five answers that make a percentage positive; none for other scales."""
    return (4, 5) if _of_newest(question).get("scoring_key") in ("agree5", "freq5", "sat5") else ()


@cache
def sub_scores() -> dict[str, tuple[str, ...]]:
    """Each score that is made of sub-scores, and which."""
    parts: dict[str, tuple[str, ...]] = {}
    for row in _rows("score_structure.csv"):
        if row["parent"]:
            parts[row["parent"]] = (*parts.get(row["parent"], ()), row["code"])
    return parts


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


@cache
def _scores() -> frozenset[str]:
    return frozenset(row["code"] for row in _rows("score_structure.csv"))


@cache
def _names() -> dict[str, str]:
    names = {_bare(row["name"]): row["code"] for row in _rows("score_structure.csv")}
    return {**names, **_OTHER_NAMES}


@cache
def _short_texts() -> dict[str, str]:
    """Each question's words, whole and without what stands in brackets, where that says which."""
    rows = _rows("question_map.csv")
    without = {_bare(_WITHOUT_ASIDES.sub("", row["short_text"])): row["question"] for row in rows}
    return {**without, **{_bare(row["short_text"]): row["question"] for row in rows}}


@cache
def _of_newest(question: str) -> dict[str, str]:
    return next(
        (
            row
            for row in _rows("question_map.csv")
            if row["question"] == question and int(row["year"]) == NEWEST_NUMBERING
        ),
        {},
    )


@cache
def _questions(year: int) -> dict[str, str]:
    """The questions of one year: number in that year → number now."""
    year = min(max(year, _OLDEST_NUMBERING), NEWEST_NUMBERING)
    return {
        row["number"]: row["question"]
        for row in _rows("question_map.csv")
        if int(row["year"]) == year
    }


@cache
def _rows(table: str) -> list[dict[str, str]]:
    with (_REFERENCE / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
