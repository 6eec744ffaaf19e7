"""Which columns has a table of staff survey results, and what may stand in them?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from data_loaders.kinds import (
    Kind,
    NotUnderstood,
    Understood,
    band_name,
    choice,
    clean,
    code,
    directorate_name,
    division_name,
    each,
    staff_group_name,
    text,
)
from data_loaders.layouts import Column
from data_loaders.numbers import amount, count, count_or_withheld, percent, score, share
from data_loaders.survey_grids import says_everybody
from data_loaders.workbook import Cell

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
            ["" if says_everybody(clean(cell)) else cell for cell in cells], is_1904
        )

    return replace(kind, understand=understand)


wave = Kind("wave", "str", partial(each, _one_wave))
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

SURVEY_YEAR = Column(
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
RESPONDENTS = Column(
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
SCORE = Column("score", ("score", "Score (0-10)"), score, means="the score from 0 to 10")
SHARES = tuple(
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
    SURVEY_YEAR,
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
    RESPONDENTS,
    _ELIGIBLE,
    _PERCENT_POSITIVE,
    SCORE,
    *SHARES,
    Column(
        "ratio",
        ("ratio", "Relative likelihood", "Likelihood ratio"),
        amount,
        means="a ratio of two groups, only compared with what their shares make, never kept",
    ),
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

# A contractor's list gives one option a line.
ALL_COLUMNS = (
    *TEMPLATE,
    Column("option_code", ("OptionCode",), count),
    Column("option_share", ("%",), share),
)
