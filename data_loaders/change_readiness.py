"""How do change-readiness results arrive: how ready did each directorate say it was for one change?

Means of one survey about one named change, by directorate (the ORIC questionnaire of Shea and
others, 2014: change commitment and change efficacy). Single people's answers are never kept.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import directorate_name, text
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead
from data_loaders.numbers import count_or_withheld, rating

_COLUMNS = (
    Column(
        "change",
        ("change", "Named change", "Name of change", "Change programme"),
        text,
        required=True,
        may_be_empty=False,
        ask="Write which change people were asked about, in a few words.",
        means="which change people were asked about, named as in the list of events if it is there",
        example="An example change",
    ),
    Column(
        "asked_on",
        ("survey_date", "Date of survey", "Asked on", "Survey closed"),
        date_uk,
        required=True,
        may_be_empty=False,
        ask="Write the day of the survey.",
        means="when people were asked; one day for everybody who was asked together",
        example="28/09/2026",
    ),
    Column(
        "directorate",
        ("directorate", "Care group", "Area"),
        directorate_name,
        required=True,
        may_be_empty=False,
        ask="Write the directorate that answered.",
        means="which directorate answered",
        example="Emergency",
    ),
    Column(
        "respondents",
        ("respondents", "Responses", "Number of respondents", "Answered", "n"),
        count_or_withheld,
        required=True,
        means="how many people answered",
        example=46.0,
    ),
    Column(
        "commitment",
        ("commitment", "Change commitment", "Mean commitment", "ORIC commitment"),
        rating,
        required=True,
        means="mean of the commitment questions, 1 (disagree) to 5 (agree)",
        example=3.9,
    ),
    Column(
        "efficacy",
        ("efficacy", "Change efficacy", "Mean efficacy", "ORIC efficacy"),
        rating,
        required=True,
        means="mean of the efficacy questions, 1 (disagree) to 5 (agree)",
        example=3.4,
    ),
)


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    """Each survey about a change is a period of its own: '2026-09-28 An example change'."""
    return rows.assign(period=rows["asked_on"].dt.strftime("%Y-%m-%d") + " " + rows["change"])


def _asked_on(rows: pd.DataFrame, _found: Found) -> pd.Series[Any]:
    return rows["asked_on"]


LAYOUTS = (
    Layout(
        "change_readiness",
        "change-readiness",
        "results of a change-readiness survey",
        _COLUMNS,
        _complete,
        ("period", "directorate"),
        "same change, day and directorate",
        day=_asked_on,
        checks=(
            not_far_ahead("asked_on"),
            Check(
                "respondent_level",
                lambda rows: (rows["respondents"] <= 1).fillna(False),
                "one person's answers. We cannot keep those: give means by directorate.",
                "respondents",
            ),
        ),
    ),
)
