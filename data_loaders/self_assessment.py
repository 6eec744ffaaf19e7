"""How does the NHS IMPACT self-assessment arrive: which level did whom give to which item?"""

from __future__ import annotations

import re

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import Kind, NotUnderstood, each, text
from data_loaders.layouts import Column, Found, Layout

_LEVELS = ("starting", "developing", "progressing", "spreading", "improving and sustaining")


def _one_item(written: str) -> str:
    """'NI1.1' for an item, '1' to '5' for a whole component."""
    match = re.fullmatch(
        r"(?:ni|component)?\s*([1-5])(?:\s*[._]\s*([1-9]))?(?:\s.*)?", written, re.IGNORECASE
    )
    if match is None:
        raise NotUnderstood(
            "code_not_known",
            f'we found "{written}". Write an item such as NI1.1, or a component from 1 to 5.',
        )
    return f"NI{match[1]}.{match[2]}" if match[2] else match[1]


def _one_level(written: str) -> int:
    lower = written.lower()
    if match := re.match(r"(?:level )?([1-5])(?!\d)", lower):
        return int(match[1])
    for level, name in enumerate(_LEVELS, start=1):
        if lower.startswith(name):
            return level
    raise NotUnderstood("code_not_known", f'we found "{written}". Write a level from 1 to 5.')


_COLUMNS = (
    Column(
        "assessed_on",
        ("assessed_on", "Date", "Date of assessment"),
        date_uk,
        required=True,
        may_be_empty=False,
        ask="Write the day of the assessment.",
        means="when the assessment was made",
        example="30/06/2026",
    ),
    Column(
        "item",
        ("item", "Component", "NHS IMPACT item"),
        Kind("item", "str", lambda cells, is_1904: each(_one_item, cells, is_1904)),
        required=True,
        may_be_empty=False,
        ask="Write the item, for example NI1.1.",
        means="which item was assessed",
        example="NI1.1",
    ),
    Column(
        "level",
        ("level", "Score", "Rating"),
        Kind("level", "Int64", lambda cells, is_1904: each(_one_level, cells, is_1904)),
        required=True,
        may_be_empty=False,
        ask="Write a level from 1 to 5.",
        means="which level it reached",
        example=2.0,
        choices=("1", "2", "3", "4", "5"),
    ),
    Column(
        "assessor_role",
        ("assessor_role", "Assessed by (role)", "Role"),
        text,
        means="in which role the assessor judged; no names",
        example="Example role",
    ),
)


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows


LAYOUTS = (
    Layout(
        "self_assessment",
        "self-assessment",
        "an NHS IMPACT self-assessment",
        _COLUMNS,
        _complete,
        ("assessed_on", "item", "assessor_role"),
        "same day, item and assessor",
    ),
)
