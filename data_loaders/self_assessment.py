"""How does the NHS IMPACT self-assessment arrive: which level did whom give to which item?"""

from __future__ import annotations

import csv
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import Kind, NotUnderstood, directorate_or_trust, each, text
from data_loaders.layouts import Column, Found, Layout
from data_loaders.names import bare_name

_ITEMS = Path(__file__).parent / "reference" / "nhs_impact.csv"
LEVELS = {
    "1 Starting": 1,
    "2 Developing": 2,
    "3 Progressing": 3,
    "4 Spreading": 4,
    "5 Improving and sustaining": 5,
}
_ASK_LEVEL = "Write a level from 1 to 5."


@cache
def _items() -> dict[str, str]:
    """Each item and component by its number and by its topic."""
    with _ITEMS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {row["item"].lower(): row["item"] for row in rows}
    return numbers | {bare_name(row["topic"]): row["item"] for row in rows if row["topic"]}


_NUMBERED = re.compile(
    r"(?:ni|component)?\s*([1-5])(?:\s*[._]\s*(\d))?(?:[\s:.–-]+\D+)?", re.IGNORECASE
)


def _one_item(written: str) -> str:
    """'NI1.1' for an item, '1' to '5' for a whole component; by number or by topic."""
    if (item := _items().get(bare_name(written))) is not None:
        return item
    if match := _NUMBERED.fullmatch(written):
        number = f"ni{match[1]}.{match[2]}" if match[2] else match[1]
        if number in _items():
            return _items()[number]
    raise NotUnderstood(
        "code_not_known",
        f'we found "{written}". Write an item such as NI1.1, or a component from 1 to 5.',
    )


_LEVEL = re.compile(r"(?:level )?([1-5])? ?([a-z ]*)")


def _one_level(written: str) -> str | None:
    """The level by number, by name or by both; none for a half, a range, or a number with the
    name of another level."""
    match = _LEVEL.fullmatch(bare_name(written))
    number, name = (match[1] or "", match[2]) if match else ("", "")
    fit = [
        level
        for level in LEVELS
        if level.startswith(number) and (not name or level[2:].lower().startswith(name))
    ]
    return fit[0] if len(fit) == 1 and (number or len(name) > 3) else None


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
        Kind("item", "str", partial(each, _one_item)),
        required=True,
        may_be_empty=False,
        ask="Write the item, for example NI1.1.",
        means="which item was assessed",
        example="NI1.1",
    ),
    Column(
        "level",
        ("level", "Score", "Rating"),
        Kind("level", "Int64", text.understand, choices=LEVELS, chosen=_one_level, ask=_ASK_LEVEL),
        required=True,
        may_be_empty=False,
        ask=_ASK_LEVEL,
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
    Column(
        "assessor",
        ("assessor", "Assessor number", "Assessor no", "Respondent number"),
        Kind("assessor", "str", partial(each, str.casefold), is_personal=True),
        means="which of several assessors with one role it was; only told apart, never kept",
    ),
    Column(
        "directorate",
        ("directorate", "Care group", "Area"),
        directorate_or_trust,
        means="which directorate was assessed; empty for the whole trust",
    ),
)


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    """Assessors become 1, 2, 3 … in the order in which they first stand in the sheet."""
    number = pd.Series(pd.factorize(rows["assessor"])[0] + 1, index=rows.index, dtype="Int64")
    return rows.assign(assessor=number.mask(rows["assessor"].isna()))


def _assessed_on(rows: pd.DataFrame, _found: Found) -> pd.Series[Any]:
    return rows["assessed_on"]


LAYOUTS = (
    Layout(
        "self_assessment",
        "self-assessment",
        "an NHS IMPACT self-assessment",
        _COLUMNS,
        _complete,
        ("assessed_on", "directorate", "item", "assessor_role", "assessor"),
        "same day, item and assessor",
        day=_assessed_on,
    ),
)
