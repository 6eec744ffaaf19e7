"""Does a sheet hold the answers of single people? Such a file is refused whole."""

from __future__ import annotations

import re

from data_loaders.kinds import clean
from data_loaders.layouts import bare_heading
from data_loaders.measures import names_a_measure
from data_loaders.rows import ROWS_SEARCHED_FOR_HEADINGS, heading_texts
from data_loaders.survey_columns import RESPONDENTS_HEADINGS
from data_loaders.workbook import Sheet

_ONE_PERSON = re.compile(
    r"(respondent|response|participant|person|record|submission)(id|no|number|key|ref)"
    r"|timestamp|submittedat|startedat|mainorbankindicator"
)
_ANSWERS = re.compile(
    r"(strongly )?(dis)?agree|neither.*|never|rarely|sometimes|often|always", re.IGNORECASE
)
_QUESTIONS_OF_ONE_PERSON = 4
_ROWS_LOOKED_AT = 200
_ANSWER_CODES = frozenset(["1", "2", "3", "4", "5", "6", "7", "8", "9"])
_COUNTS_PEOPLE = frozenset(bare_heading(heading) for heading in RESPONDENTS_HEADINGS)


def holds_single_answers(sheet: Sheet) -> bool:
    """Whether each row seems to be one person's answers: many question columns with answer codes.

    A results table has shares or scores under its questions; a respondent file has 1 to 5, or the
    answers in words. Codes alone also come from a results table of whole numbers, so with codes
    it takes a heading that numbers people, or no column that says how many people answered.
    """
    for row in range(min(sheet.height, ROWS_SEARCHED_FOR_HEADINGS)):
        texts = heading_texts(sheet, row)
        questions = [
            place
            for place, text in enumerate(texts)
            if text[:1] in ("q", "Q")  # most cells of a wide sheet are no text at all
            and re.match(r"q\s?\d", text, re.IGNORECASE)
            and names_a_measure(text)
        ]
        if len(questions) < _QUESTIONS_OF_ONE_PERSON:
            continue
        answers = [
            cell
            for place in questions
            for cell in sheet.columns[place][row + 1 : row + 1 + _ROWS_LOOKED_AT]
            if cell != ""
        ]
        in_words = sum(
            isinstance(cell, str) and _ANSWERS.fullmatch(cell) is not None for cell in answers
        )
        in_codes = sum(clean(cell) in _ANSWER_CODES for cell in answers)
        counts_people = any(bare_heading(text) in _COUNTS_PEOPLE for text in texts)
        numbers_people = any(_ONE_PERSON.search(bare_heading(text)) for text in texts)
        if not answers:
            return False
        return in_words > len(answers) / 2 or (
            in_codes > 0.9 * len(answers) and (numbers_people or not counts_people)
        )
    return False
