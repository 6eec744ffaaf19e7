"""How do headcounts arrive?"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import band_name, directorate_name, staff_group_name
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead
from data_loaders.numbers import amount, count

_COLUMNS = (
    Column(
        "snapshot_on",
        ("snapshot_date", "Census date", "Snapshot", "As at", "Date"),
        date_uk,
        required=True,
        may_be_empty=False,
        ask="Write the day on which people were counted.",
        means="on which day people were counted",
        example="30/09/2026",
    ),
    Column(
        "directorate",
        ("directorate", "Care group", "Division", "Org L4"),
        directorate_name,
        required=True,
        may_be_empty=False,
        ask="Write the directorate.",
        means="which directorate it is",
        example="Emergency",
    ),
    Column(
        "staff_group",
        ("staff_group", "Staff grp", "Occupational group"),
        staff_group_name,
        required=True,
        means="which staff group it is",
        example="Students",
    ),
    Column(
        "band",
        ("band", "AfC band", "AfC", "Pay band", "Grade"),
        band_name,
        means="which pay band it is",
        example="Other",
    ),
    Column(
        "headcount",
        ("headcount", "Head count", "Staff in post", "People"),
        count,
        required=True,
        may_be_empty=False,
        ask="Write how many people.",
        means="how many people there are",
        example=3.0,
    ),
    Column(
        "wte",
        ("wte", "FTE", "Whole-time equivalent"),
        amount,
        means="how many whole-time equivalents",
        example=2.5,
    ),
)


def _snapshot_on(rows: pd.DataFrame, _found: Found) -> pd.Series[Any]:
    return rows["snapshot_on"]


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows.assign(period=rows["snapshot_on"].dt.strftime("%Y-%m"))


LAYOUTS = (
    Layout(
        "workforce",
        "headcount",
        "a headcount table",
        _COLUMNS,
        _complete,
        ("snapshot_on", "directorate", "staff_group", "band"),
        "same day, directorate, staff group and band",
        day=_snapshot_on,
        checks=(
            not_far_ahead("snapshot_on"),
            Check(
                "more_wte_than_people",
                lambda rows: (rows["wte"] > rows["headcount"] * 1.5 + 1).fillna(False),
                "{wte} whole-time equivalents for {headcount} people. Put right one of them.",
            ),
        ),
    ),
)
