"""How does the trust's structure arrive: which directorate belonged to which division, and when?"""

from __future__ import annotations

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import text
from data_loaders.layouts import Check, Column, Found, Layout

_COLUMNS = (
    Column(
        "directorate",
        ("directorate", "Care group", "Service"),
        text,
        required=True,
        may_be_empty=False,
        ask="Write the directorate's name.",
        means="which directorate it is",
        example="Example Directorate",
    ),
    Column(
        "division",
        ("division",),
        text,
        required=True,
        may_be_empty=False,
        ask="Write the division it belongs to.",
        means="which division it belongs to",
        example="Example Division",
    ),
    Column(
        "valid_from",
        ("valid_from", "From", "Start date"),
        date_uk,
        means="since when; empty if always",
        example="01/04/2024",
    ),
    Column(
        "valid_to",
        ("valid_to", "To", "Until", "End date"),
        date_uk,
        means="until which day; empty if still",
        example="31/03/2026",
    ),
    Column(
        "became",
        ("became", "Merged into", "Now", "Renamed to", "Split into", "Successor", "Replaced by"),
        text,
        means="what it is called since, or which took over; of a split all, with ; between them",
    ),
    Column(
        "also_called",
        ("also_called", "Aliases", "Other names"),
        text,
        means="its other spellings, with ; between them",
        example="Ex Dir; Example",
    ),
)


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows


LAYOUTS = (
    Layout(
        "structure",
        "structure",
        "the trust's structure",
        _COLUMNS,
        _complete,
        ("directorate", "valid_from"),
        "same directorate and beginning",
        checks=(
            Check(
                "ends_before_it_begins",
                lambda rows: rows["valid_to"] < rows["valid_from"],
                "ends before it begins. Put right one of the dates.",
                "valid_to",
            ),
        ),
        introduces_names=True,
    ),
)
