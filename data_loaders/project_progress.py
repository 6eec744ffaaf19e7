"""How do dated progress scores of projects arrive?"""

from __future__ import annotations

import re
from functools import partial

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import Kind, NotUnderstood, code, each
from data_loaders.layouts import Column, Found, Layout, not_far_ahead

_ASK = "Write the score, 0.5 to 5 by halves."


def _one_score(written: str) -> float:
    """'3.5 - Improvement' is 3.5: tools write the score with its words."""
    match = re.match(r"(\d(?:\.\d+)?)(?![\d.])", written)
    score = float(match[1]) if match else 0.0
    if not 0.5 <= score <= 5 or score * 2 != int(score * 2):
        raise NotUnderstood("number_not_understood", f'we found "{written}". {_ASK}')
    return score


_COLUMNS = (
    Column(
        "project_id",
        (
            "project_id",
            "Project ref",
            "Project no",
            "Project number",
            "QI number",
            "Project",
            "Ref",
        ),
        code,
        required=True,
        may_be_empty=False,
        ask="Write the project's number from the register.",
        means="which project it is, by its number on the register",
        example="EXAMPLE-1",
    ),
    Column(
        "scored_on",
        ("scored_on", "Date of score", "Score date", "Date scored", "Progress date", "Date"),
        date_uk,
        required=True,
        may_be_empty=False,
        ask="Write the day from which the score held.",
        means="from which day the score held",
        example="01/09/2026",
    ),
    Column(
        "score",
        ("progress_score", "Progress score", "Project progress score", "Progress", "Score"),
        Kind("progress_score", "Float64", partial(each, _one_score)),
        required=True,
        may_be_empty=False,
        ask=_ASK,
        means="how far the project had got: 0.5 intent, 2 activity, 2.5 changes tested, 3 modest "
        "improvement, 4 significant, 4.5 sustained, 5 outstanding",
        example="2.5",
    ),
)


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows


LAYOUTS = (
    Layout(
        "project_progress",
        "progress-scores",
        "a list of progress scores",
        _COLUMNS,
        _complete,
        ("project_id", "scored_on"),
        "same project and day",
        checks=(not_far_ahead("scored_on"),),
    ),
)
