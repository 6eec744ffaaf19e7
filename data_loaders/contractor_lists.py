"""How does a survey contractor's long list become rows of the template?

Each line names what it is split by and which group it is; scores and positive shares stand in the
same column. Seen in the exports of one contractor (IQVIA), 2021 to 2025.
"""

from __future__ import annotations

import re
from dataclasses import replace

from data_loaders.kinds import clean, code, text
from data_loaders.layouts import Cells, Column, Found, Mask
from data_loaders.measures import is_score, measure_of
from data_loaders.numbers import count, share
from data_loaders.problems import Problem
from data_loaders.question_words import questions
from data_loaders.survey_columns import ANSWER_OPTIONS, RESPONDENTS, SCORE, SURVEY_YEAR
from data_loaders.survey_grids import says_everybody
from data_loaders.workbook import Cell

# The contractor's names of what a line is split by. What is not here (teams, detailed
# occupations, finer characteristics) is told and left out: it goes below what may be kept.
_SPLITS = {
    "": "everybody",
    "organisation": "everybody",
    "national breakdown 2": "directorate",
    "directorate": "directorate",
    "staff group": "staff_group",
    "ethnicity": "Ethnicity",
    "long term condition": "Long-term condition",
    "gender": "Gender",
    "age": "Age",
}
_CONTRACTOR = (
    replace(SURVEY_YEAR, headings=("Year", *SURVEY_YEAR.headings)),
    Column(
        "question_number", ("QuestionNumber",), code, required=True, means="the question's number"
    ),
    Column("question_text", ("QuestionText",), text, means="the question in words"),
    Column("split", ("DimName",), text, required=True, means="what the line is split by (DimName)"),
    Column("group", ("DimValue",), text, required=True, means="which group it is (DimValue)"),
)
SCORES_LIST = (
    *_CONTRACTOR,
    replace(RESPONDENTS, headings=("BaseSize", *RESPONDENTS.headings), may_be_empty=True),
    replace(SCORE, headings=("Score",), required=True),
)
SHARES_LIST = (
    *_CONTRACTOR,
    replace(RESPONDENTS, required=False),
    Column("option_code", ("OptionCode",), count, required=True, means="which answer (OptionCode)"),
    Column("option_text", ("OptionText",), text, means="the answer in words"),
    Column(
        "option_share",
        ("%", "Percent", "Percentage"),
        share,
        required=True,
        means="the share of answers (%)",
    ),
)


def arrange(found: Found) -> Found:
    split = found.cells["split"].changed(lambda cell: _SPLITS.get(_bare(cell), "left out"))
    group = found.cells["group"]
    _leave_out_other_splits(found, split)
    is_comparator = split.where(lambda cell: cell == "everybody") & ~group.where(
        lambda cell: says_everybody(clean(cell)) or clean(cell) == ""
    )
    _leave_out(found, is_comparator, "comparators are not the trust's own results")
    if "option_code" in found.cells:
        is_answer = found.cells["option_code"].where(
            lambda cell: clean(cell) in {str(option) for option in ANSWER_OPTIONS}
        )
        _leave_out(found, ~is_answer, "missing and not applicable are no answers")
    kept = split.where(lambda cell: cell != "left out") & ~is_comparator
    if "option_code" in found.cells:
        kept &= is_answer
    found.cells["split"] = split
    found.keep(kept)
    split, group = found.cells["split"], found.cells["group"]
    question = questions(found)
    is_characteristic = split.where(
        lambda cell: cell not in ("everybody", "directorate", "staff_group")
    )
    arranged = {
        "survey_year": found.cells["survey_year"],
        "question": question,
        "directorate": group.only(split.where(lambda cell: cell == "directorate")),
        "staff_group": group.only(split.where(lambda cell: cell == "staff_group")),
        "characteristic": split.only(is_characteristic),
        "characteristic_group": group.only(is_characteristic),
    }
    if "score" in found.cells:
        scored = question.where(lambda cell: _is_score_by_name(clean(cell)))
        arranged["score"] = found.cells["score"].only(scored)
        arranged["percent_positive"] = found.cells["score"].only(~scored)
        found.headings["percent_positive"] = found.headings["score"]
    for name in ("respondents", "option_code", "option_share"):
        if name in found.cells:
            arranged[name] = found.cells[name]
    for name in ("directorate", "staff_group", "characteristic_group"):
        found.headings[name] = found.headings["group"]
    found.headings["question"] = found.headings["question_number"]
    found.headings["characteristic"] = found.headings["split"]
    found.cells = arranged
    return found


def _is_score_by_name(written: str) -> bool:
    measure = measure_of(written, 2025)
    return measure is not None and is_score(measure)


def _leave_out_other_splits(found: Found, split: Cells) -> None:
    written = found.cells["split"]
    for name in dict.fromkeys(clean(cell) for cell in written.distinct):
        if _bare(name) not in _SPLITS:
            rows = int(written.same_as(name).sum())
            if rows:
                found.problems.append(
                    Problem(
                        "split_not_kept",
                        "warn",
                        f'{rows} rows of "{name}" are finer than what we keep. Left out.',
                        sheet=found.sheet,
                        column=found.headings["split"],
                        found=name,
                    )
                )


def _leave_out(found: Found, rows: Mask, why: str) -> None:
    if rows.any():
        number = int(rows.sum())
        found.problems.append(
            Problem(
                "rows_not_kept",
                "warn",
                f"{number} {'row' if number == 1 else 'rows'} left out: {why}.",
                sheet=found.sheet,
            )
        )


def _bare(cell: Cell) -> str:
    return re.sub(r"[^a-z0-9]+", " ", clean(cell).lower()).strip()
