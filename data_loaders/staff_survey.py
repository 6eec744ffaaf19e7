"""How do results of the NHS Staff Survey and the pulse arrive, and which line does each number make?

Four ways: the template, a contractor's long list of scores or positive shares, a contractor's long
list of option shares, and a grid of units and measures either way round (locality heat map,
breakdown report). All become the template's columns first, so that one rule book judges them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from data_loaders import survey_grids
from data_loaders.kinds import (
    Kind,
    NotUnderstood,
    Understood,
    band_name,
    choice,
    clean,
    code,
    count,
    count_or_withheld,
    directorate_name,
    division_name,
    each,
    percent,
    score,
    share,
    staff_group_name,
    text,
)
from data_loaders.layouts import Cells, Check, Column, Found, Layout, Mask
from data_loaders.measures import is_score, measure_of, names_a_measure
from data_loaders.problems import FileRefused, Problem, refused
from data_loaders.workbook import Cell
from warehouse.datasets import DATASETS

ANSWER_OPTIONS = (1, 2, 3, 4, 5)
_MONTH_QUARTER = {"april": "Q1", "july": "Q2", "october": "Q3", "january": "Q4"}


def _one_wave(written: str) -> str:
    """'2025' for a yearly survey, '2025-Q2' for a pulse in the quarter beginning in July 2025."""
    lower = written.lower()
    year = re.search(r"(?<!\d)(20\d\d)(?!\d)", lower) or re.search(r"(\d\d)/\d\d", lower)
    if year is None:
        raise NotUnderstood(
            "wave_not_understood",
            f'we found "{written}". Write the year of the survey, for example 2025, or for a '
            "pulse 2025-Q2.",
        )
    number = int(year[1]) % 100 + 2000
    if quarter := re.search(r"q([1-4])", lower):
        return f"{number}-Q{quarter[1]}"
    for month, quarter_name in _MONTH_QUARTER.items():
        if month in lower:
            return f"{number - (month == 'january')}-{quarter_name}"
    return str(number)


def _or_everybody(kind: Kind) -> Kind:
    """A name, or a word for everybody, which is the same as an empty cell."""

    def understand(cells: Sequence[Cell], is_1904: bool) -> Understood:
        return kind.understand(
            ["" if survey_grids.says_everybody(clean(cell)) else cell for cell in cells], is_1904
        )

    return replace(kind, understand=understand)


wave = Kind("wave", "str", lambda cells, is_1904: each(_one_wave, cells, is_1904))
survey_name = choice(
    "survey",
    {
        "annual": ("NSS", "staff survey", "NHS Staff Survey", "yearly"),
        "pulse": ("NQPS", "People Pulse", "National Quarterly Pulse Survey", "quarterly"),
    },
    "Write annual or pulse.",
)
weighting_name = choice(
    "weighting", {"weighted": (), "unweighted": ()}, "Write weighted or unweighted."
)
characteristic_name = choice(
    "characteristic",
    {
        "Ethnicity": ("Ethnic background",),
        "Long-term condition": ("LTC", "Disability", "Long lasting health condition"),
        "Gender": ("Sex",),
        "Age": ("Age group",),
    },
    "Write Ethnicity, Long-term condition, Gender or Age.",
)

_SURVEY_YEAR = Column(
    "survey_year",
    ("survey_year", "period", "Year", "Survey wave", "wave"),
    wave,
    required=True,
    may_be_empty=False,
    ask="Write the year of the survey.",
    means="which year was surveyed",
    example="2025",
)
_DIRECTORATE = Column(
    "directorate",
    ("directorate", "Care group", "Locality"),
    _or_everybody(directorate_name),
    means="which directorate answered; empty for the whole trust",
)
_STAFF_GROUP = Column(
    "staff_group",
    ("staff_group", "Staff grp", "Occupational group"),
    _or_everybody(staff_group_name),
    means="which staff group answered; empty for all",
)
_CHARACTERISTIC = Column(
    "characteristic",
    ("characteristic", "Protected characteristic"),
    characteristic_name,
    means="what the line is split by, for the trust as a whole only",
    choices=("Ethnicity", "Long-term condition", "Gender", "Age"),
)
_CHARACTERISTIC_GROUP = Column(
    "characteristic_group", ("characteristic_group",), text, means="which side of that split"
)
_QUESTION = Column(
    "question",
    ("question", "measure", "Question number", "Q"),
    code,
    required=True,
    may_be_empty=False,
    ask="Write a question's number (q3f) or a score's code (E, PP3_1).",
    means="which question or score it is, by the year's own number",
    example="q3f",
)
RESPONDENTS_HEADINGS = (
    "respondents",
    "Responses",
    "Base",
    "BaseSize",
    "Base (number of responses)",
    "n",
    "Number of respondents",
    "Number of responses",
)
_RESPONDENTS = Column(
    "respondents",
    RESPONDENTS_HEADINGS,
    count_or_withheld,
    required=True,
    means="how many people answered",
    example=412.0,
)
_ELIGIBLE = Column(
    "eligible",
    ("eligible", "Sample", "Staff asked"),
    count_or_withheld,
    means="how many people were asked",
)
_PERCENT_POSITIVE = Column(
    "percent_positive",
    ("percent_positive", "% positive", "Positive", "Positive score"),
    percent,
    means="how many of a hundred answered positively",
    example=55.7,
)
_SCORE = Column("score", ("score", "Score (0-10)"), score, means="the score from 0 to 10")
_SHARES = tuple(
    Column(
        f"share_{option}",
        (f"share_{option}", f"% option {option}"),
        share,
        means=f"how many of a hundred chose answer {option}",
    )
    for option in ANSWER_OPTIONS
)

TEMPLATE = (
    Column(
        "survey",
        ("survey",),
        survey_name,
        means="annual or pulse",
        example="annual",
        choices=("annual", "pulse"),
    ),
    _SURVEY_YEAR,
    _DIRECTORATE,
    Column(
        "division",
        ("division",),
        _or_everybody(division_name),
        means="the division, with a staff group",
    ),
    _STAFF_GROUP,
    Column(
        "band",
        ("band", "AfC band", "Pay band"),
        _or_everybody(band_name),
        means="which pay band answered",
    ),
    _CHARACTERISTIC,
    _CHARACTERISTIC_GROUP,
    _QUESTION,
    _RESPONDENTS,
    _ELIGIBLE,
    _PERCENT_POSITIVE,
    _SCORE,
    *_SHARES,
    Column(
        "weighting",
        ("weighting",),
        weighting_name,
        means="weighted or unweighted",
        choices=("unweighted", "weighted"),
    ),
    Column(
        "release", ("release", "Edition"), wave, means="in which year's edition it was published"
    ),
)


def _complete(rows: pd.DataFrame, found: Found) -> pd.DataFrame:
    """Add the measure in today's numbering and what the columns left empty mean.

    History is published again each year under the newest numbers: with a release, that year's
    questionnaire numbers the questions; else the survey year's own.
    """
    if not found.cells.keys() & _RESULTS:
        raise FileRefused(
            Problem(
                "column_missing",
                "refuse",
                "This looks like a staff survey table, but no heading says what the result is. "
                'Add a column "Percent positive" or "Score".',
                sheet=found.sheet,
                column="score",
            )
        )
    _refuse_lines_of_one_person(rows, found)
    _refuse_nameless_units(rows, found)
    rows["period"] = rows["survey_year"]
    numbering = rows["release"].fillna(rows["period"]).str[:4]
    asked = pd.DataFrame({"question": rows["question"], "year": numbering})
    distinct = asked.dropna().drop_duplicates()
    distinct["measure"] = [
        measure_of(question, int(year))
        for question, year in distinct.itertuples(index=False, name=None)
    ]
    rows["measure"] = asked.merge(distinct, how="left", on=["question", "year"])[
        "measure"
    ].to_numpy()
    by_period = rows["period"].str.contains("-Q").map({True: "pulse", False: "annual"})
    rows["survey"] = rows["survey"].fillna(by_period)
    rows["weighting"] = rows["weighting"].fillna("unweighted")
    rows["release"] = rows["release"].fillna(rows["period"].str[:4])
    # A directorate's line is its own group; its division follows from the structure.
    rows["division"] = rows["division"].where(rows["directorate"].isna())
    return rows


def _refuse_lines_of_one_person(rows: pd.DataFrame, found: Found) -> None:
    answered = rows["respondents"].dropna()
    if len(answered) > 20 and bool((answered <= 1).all()):
        raise refused(
            "respondent_level",
            "This file holds single people's answers. We cannot keep those. "
            "Ask your survey contractor for results by directorate.",
            found.sheet,
        )


def _refuse_nameless_units(rows: pd.DataFrame, found: Found) -> None:
    """Many lines for one measure and no column that says whose they are are not the trust's."""
    groups = {"directorate", "division", "staff_group", "band", "characteristic"}
    same = ["survey", "survey_year", "question", "weighting", "release"]
    if not groups & found.cells.keys() and bool(rows.duplicated(same).any()):
        raise FileRefused(
            Problem(
                "column_missing",
                "refuse",
                "This looks like a staff survey table, but no heading says which directorate "
                'answered. Add a column "Directorate", or tell us which it is.',
                sheet=found.sheet,
                column="directorate",
            )
        )


def _has(rows: pd.DataFrame, *columns: str) -> pd.Series[bool]:
    """Rows in which any of these columns is filled."""
    return rows[list(columns)].notna().any(axis=1)


def _is_score(rows: pd.DataFrame) -> pd.Series[bool]:
    scores = {measure for measure in rows["measure"].dropna().unique() if is_score(measure)}
    return rows["measure"].isin(scores)


_CHECKS = (
    Check(
        "question_not_known",
        lambda rows: rows["measure"].isna() & rows["question"].notna() & rows["period"].notna(),
        'we found "{question}". The {survey_year} survey has no such question or score.',
        "question",
    ),
    Check(
        "wave_not_understood",
        lambda rows: (rows["survey"] == "pulse") & ~rows["period"].str.contains("-Q").fillna(True),
        "a pulse needs its quarter. Write for example 2025-Q2.",
        "survey_year",
    ),
    Check(
        "group_not_kept",
        lambda rows: (
            _has(rows, "characteristic", "characteristic_group")
            & _has(rows, "directorate", "division", "staff_group", "band")
        ),
        "results by a protected characteristic are kept for the trust as a whole only. "
        "Delete the line.",
        "characteristic",
    ),
    Check(
        "group_not_kept",
        lambda rows: rows["characteristic"].isna() != rows["characteristic_group"].isna(),
        "the characteristic and its group belong together. Write both, or neither.",
        "characteristic",
    ),
    Check(
        "group_not_kept",
        lambda rows: (
            rows["directorate"].notna() & _has(rows, "staff_group", "band")
            | rows["band"].notna() & _has(rows, "division", "staff_group")
        ),
        "groups this fine are not kept. Use directorates, staff groups, or staff groups by "
        "division.",
    ),
    Check(
        "division_line",
        lambda rows: rows["division"].notna() & rows["staff_group"].isna() & rows["band"].isna(),
        "a division as a whole. Not loaded: divisions are added up from their directorates.",
        "division",
        severity="warn",
        leaves_out=True,
    ),
    Check(
        "number_in_wrong_column",
        lambda rows: _is_score(rows) & rows["score"].isna() & _has(rows, "percent_positive"),
        "{question} is a score from 0 to 10, but its number stands under per cent. "
        "Write it under score.",
        "percent_positive",
    ),
    Check(
        "number_in_wrong_column",
        lambda rows: (
            rows["measure"].notna()
            & ~_is_score(rows)
            & rows["score"].notna()
            & ~_has(rows, "percent_positive", "option_share", *(c.name for c in _SHARES))
        ),
        "{question} is a question, but its number stands under score. "
        "Write the percentage who answered positively.",
        "score",
    ),
    Check(
        "more_answered_than_asked",
        lambda rows: (rows["respondents"] > rows["eligible"]).fillna(False),
        "{respondents} answered, {eligible} were asked. Put right one of them.",
        "respondents",
    ),
)

_RESULTS = {"percent_positive", "score", "option_share", "eligible", *(c.name for c in _SHARES)}


def _unfold(rows: pd.DataFrame) -> pd.DataFrame:
    """One line per number: a score, a positive share, a response rate, or one option's share."""
    scored = _is_score(rows)
    is_rate = rows["measure"] == "response_rate"
    listed = rows["option_code"].notna()
    shares = {option: rows[f"share_{option}"] for option in ANSWER_OPTIONS}
    has_shares = _has(rows, *(column.name for column in _SHARES)) | listed
    positive = ~scored & ~is_rate & (~has_shares | rows["percent_positive"].notna())
    rate = rows["percent_positive"].fillna(100 * rows["respondents"] / rows["eligible"])
    scale = _share_scale(rows)
    lines = pd.concat(
        [
            # The filter comes last: a column assigned to an empty frame would fill it up again.
            rows.assign(value_kind="score", value=rows["score"])[scored],
            rows.assign(value_kind="percent", value=rows["percent_positive"])[positive],
            rows.assign(value_kind="rate", value=rate)[is_rate],
            rows.assign(value_kind="share", value=rows["option_share"])[listed],
            *(
                rows.assign(value_kind="share", option_code=option, value=of_option * scale)[
                    of_option.notna()
                ]
                for option, of_option in shares.items()
            ),
        ]
    )
    lines["is_suppressed"] = lines["value"].isna()
    return lines


def _share_scale(rows: pd.DataFrame) -> pd.Series[float]:
    """100 where a line's shares are fractions that add up to 1, else 1."""
    total = rows[[column.name for column in _SHARES]].sum(axis=1)
    return (total <= 1.5).map({True: 100.0, False: 1.0})


# --- a contractor's long lists -------------------------------------------------------------------

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
    replace(_SURVEY_YEAR, headings=("Year", *_SURVEY_YEAR.headings)),
    Column(
        "question_number", ("QuestionNumber",), code, required=True, means="the question's number"
    ),
    Column("question_text", ("QuestionText",), text, means="the question in words"),
    Column("split", ("DimName",), text, required=True, means="what the line is split by (DimName)"),
    Column("group", ("DimValue",), text, required=True, means="which group it is (DimValue)"),
)
_SCORES_LIST = (
    *_CONTRACTOR,
    replace(_RESPONDENTS, headings=("BaseSize", *_RESPONDENTS.headings), may_be_empty=True),
    replace(_SCORE, headings=("Score",), required=True),
)
_SHARES_LIST = (
    *_CONTRACTOR,
    replace(_RESPONDENTS, required=False),
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
_ARRANGED = (
    *TEMPLATE,
    Column("option_code", ("OptionCode",), count),
    Column("option_share", ("%",), share),
)


def _arrange_contractor_list(found: Found) -> Found:
    split = found.cells["split"].changed(lambda cell: _SPLITS.get(_bare(cell), "left out"))
    group = found.cells["group"]
    _leave_out_other_splits(found, split)
    is_comparator = split.where(lambda cell: cell == "everybody") & ~group.where(
        lambda cell: survey_grids.says_everybody(clean(cell)) or clean(cell) == ""
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
    number = found.cells["question_number"]
    is_number = number.where(
        lambda cell: names_a_measure("q" + clean(cell).lstrip("qQ")) or names_a_measure(clean(cell))
    )
    question = (
        number.or_else(is_number, found.cells["question_text"])
        if "question_text" in found.cells
        else number
    )
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


_layout = partial(
    Layout,
    dataset="staff_survey",
    complete=_complete,
    key=DATASETS["staff_survey"].key,
    key_in_words="same group, wave and measure",
    arranged_columns=_ARRANGED,
    checks=_CHECKS,
    unfold=_unfold,
    totals_are_rows=True,
)

LAYOUTS = (
    _layout(
        name="contractor-scores",
        title="a contractor's list of survey scores",
        columns=_SCORES_LIST,
        arrange=_arrange_contractor_list,
    ),
    _layout(
        name="contractor-option-shares",
        title="a contractor's list of answers by option",
        columns=_SHARES_LIST,
        arrange=_arrange_contractor_list,
    ),
    _layout(name="template", title="a staff survey table", columns=TEMPLATE),
    _layout(
        name="units-across",
        title="a survey heat map",
        columns=TEMPLATE,
        find=survey_grids.find_units_across,
    ),
    _layout(
        name="units-down",
        title="a survey breakdown table",
        columns=TEMPLATE,
        find=survey_grids.find_units_down,
    ),
)
