"""How do PDSA cycles arrive?"""

from __future__ import annotations

import re

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import Kind, NotUnderstood, choice, code, each, is_filled
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead
from data_loaders.numbers import count


def _one_cycle(written: str) -> int:
    match = re.fullmatch(r"(?:cycle|pdsa|no\.?|#)?\s*(\d{1,3})", written, re.IGNORECASE)
    if match is None:
        raise NotUnderstood(
            "number_not_understood", f'we found "{written}". Write the number of the cycle.'
        )
    return int(match[1])


_COLUMNS = (
    Column(
        "project_id",
        ("project_id", "Project", "Project ref", "Ref", "Project no"),
        code,
        required=True,
        may_be_empty=False,
        ask="Write the project's number from the register.",
        means="which project it belongs to",
        example="EXAMPLE-1",
    ),
    Column(
        "cycle",
        ("cycle", "Cycle no", "PDSA cycle", "Cycle number", "PDSA no"),
        Kind("cycle", "Int64", lambda cells, is_1904: each(_one_cycle, cells, is_1904)),
        required=True,
        may_be_empty=False,
        ask="Write the number of the cycle.",
        means="which cycle it is",
        example=1.0,
    ),
    Column(
        "started_on",
        ("started", "Start date", "Began", "Start"),
        date_uk,
        required=True,
        may_be_empty=False,
        ask="Write the day the cycle began.",
        means="when the cycle began",
        example="01/09/2026",
    ),
    Column(
        "ended_on",
        ("ended", "End date", "Finished", "End"),
        date_uk,
        means="when the cycle ended",
        example="15/09/2026",
    ),
    Column(
        "has_prediction",
        ("prediction", "Prediction made", "Predicted"),
        is_filled,
        means="what was predicted, or Y or N; only whether is kept",
        example="Y",
    ),
    Column(
        "scale",
        ("scale", "Scale of test", "Tested on", "Size of test"),
        choice(
            "scale",
            {
                "few": (
                    "one",
                    "one patient",
                    "one person",
                    "one shift",
                    "one clinician",
                    "1:1:1",
                    "a few",
                    "small",
                    "few cases",
                    "single",
                ),
                "team": ("one team", "one ward", "ward", "whole team", "whole ward", "medium"),
                "wider": (
                    "several teams",
                    "several wards",
                    "directorate",
                    "division",
                    "trust",
                    "trust-wide",
                    "large",
                    "all",
                    "whole trust",
                ),
            },
            "Write few (some people or shifts), team or wider.",
        ),
        means="how widely the change was tested: on a few people or shifts, one team, or wider",
        choices=("few", "team", "wider"),
    ),
    Column(
        "data_points",
        ("data_points", "No. of data points", "Points"),
        count,
        means="how many measurements were made",
        example=8.0,
    ),
    Column(
        "outcome",
        ("outcome", "Result", "Decision", "Act"),
        choice(
            "outcome",
            {
                "adopt": ("adopted",),
                "adapt": ("adapted", "amend"),
                "abandon": ("abandoned", "stop"),
            },
            "Write adopt, adapt or abandon.",
        ),
        means="what was decided",
        example="adapt",
        choices=("adopt", "adapt", "abandon"),
    ),
)


def _complete(rows: pd.DataFrame, found: Found) -> pd.DataFrame:
    if (
        "has_prediction" in found.cells
    ):  # an empty cell under the heading says that nobody predicted
        rows["has_prediction"] = rows["has_prediction"].fillna(False)
    return rows


LAYOUTS = (
    Layout(
        "pdsa_log",
        "pdsa-log",
        "a PDSA log",
        _COLUMNS,
        _complete,
        ("project_id", "cycle"),
        "same project and cycle",
        checks=(
            not_far_ahead("started_on"),
            not_far_ahead("ended_on"),
            Check(
                "ends_before_it_begins",
                lambda rows: rows["ended_on"] < rows["started_on"],
                "the cycle ends before it begins. Put right one of the dates.",
                "ended_on",
            ),
        ),
    ),
)
