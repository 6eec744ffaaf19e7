"""How do the trust's objectives ("true norths") arrive?"""

from __future__ import annotations

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import directorate_or_trust, text
from data_loaders.layouts import Check, Column, Found, Layout

# "Start date" and "Title" are no headings here: a register that lacks a column would be taken for
# a list of objectives.
_COLUMNS = (
    Column(
        "objective",
        ("objective", "True north", "Strategic objective", "Strategic aim", "Objective name"),
        text,
        required=True,
        may_be_empty=False,
        ask="Write the objective in the words that registers use.",
        means="what the objective is called",
        example="An example objective",
    ),
    Column(
        "valid_from",
        ("valid_from", "From", "Since", "Effective from", "Valid since"),
        date_uk,
        required=True,
        means="since when it holds; empty if always",
        example="01/04/2024",
    ),
    Column(
        "valid_to",
        ("valid_to", "To", "Until", "Effective to"),
        date_uk,
        means="until which day; empty if still",
        example="31/03/2027",
    ),
    Column(
        "description",
        ("description", "What it means", "Detail", "Definition"),
        text,
        means="the objective in one sentence",
    ),
    Column(
        "owner_role",
        ("owner_role", "Owner", "Executive owner", "Accountable role", "Lead role"),
        text,
        means="in which role somebody answers for it; no names",
        example="Example role",
    ),
    Column(
        "directorate",
        ("directorate", "Care group", "Area"),
        directorate_or_trust,
        means="whose objective it is; empty for the whole trust",
    ),
)


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows


LAYOUTS = (
    Layout(
        "objective",
        "objectives",
        "a list of objectives",
        _COLUMNS,
        _complete,
        ("objective", "directorate", "valid_from"),
        "same objective, directorate and beginning",
        checks=(
            Check(
                "ends_before_it_begins",
                lambda rows: rows["valid_to"] < rows["valid_from"],
                "ends before it begins. Put right one of the dates.",
                "valid_to",
            ),
        ),
    ),
)
