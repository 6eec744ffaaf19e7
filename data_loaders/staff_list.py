"""How do lists of staff in post, of starters and of leavers arrive?

Read only for what counting needs: when somebody joined and left, where, and whether they manage
people. Who they are is kept only as a key.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data_loaders.as_at import day_above, day_in_file_name
from data_loaders.dates import date_of_record, date_uk
from data_loaders.kinds import band_name, directorate_name, staff_group_name, yes_or_no
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead
from data_loaders.training_attendance import staff_number

_COLUMNS = (
    Column(
        "staff_key",
        (
            "staff_number", "ESR no.", "ESR number", "Employee number", "Staff no", "Staff ID",
            "Employee ID", "Employee no.", "Payroll number", "Person ID", "Person Number",
        ),
        staff_number,
        required=True,
        may_be_empty=False,
        ask="Write the person's staff number. It is kept only as a key that cannot be read back.",
        means="who it is, by staff number",
        example="12345678",
    ),
    Column(
        "directorate",
        ("directorate", "Care group", "Division", "Area", "Department", "Org L4"),
        directorate_name,
        required=True,
        may_be_empty=False,
        ask="Write the directorate the person works in, or worked in last.",
        means="where they work, or worked last",
        example="Emergency",
    ),
    Column(
        "staff_group",
        ("staff_group", "Staff grp", "Occupational group", "Professional group"),
        staff_group_name,
        means="which staff group they belong to",
        example="Nursing and Midwifery Registered",
    ),
    Column(
        "band",
        ("band", "AfC", "AfC band", "Pay band", "Grade"),
        band_name,
        means="which pay band they have",
        example="6",
    ),
    Column(
        "is_manager",
        ("is_manager", "Manager flag", "ManagerFlag", "Manager Y/N", "Line manager Y/N", "Manages people"),
        yes_or_no,
        means="whether they manage people (Y or N)",
        example="N",
        choices=("Y", "N"),
    ),
    Column(
        "joined_on",
        (
            "joined_on", "Joined", "Date joined", "Latest start date", "Latest hire date", "Hire date",
            "Date of joining", "Trust start date", "New starter date",
        ),
        date_of_record,
        required=True,
        may_be_empty=False,
        ask="Write the day the person joined the trust.",
        means="when they joined the trust",
        example="01/09/2026",
    ),
    Column(
        "left_on",
        ("left_on", "Left", "Date left", "Leaving date", "Termination date", "Actual termination date"),
        date_of_record,
        means="when they left; empty: still here",
    ),
    Column(
        "listed_on",
        ("listed_on", "As at", "As at date", "Report date", "Census date"),
        date_uk,
        means="which day the list describes; it may also stand above the table or in the file's name",
        example="31/10/2026",
    ),
)  # fmt: skip


def _listed_on(rows: pd.DataFrame, found: Found) -> pd.Series[Any]:
    """The day the list describes: as a column, its title or its file's name says, else the latest
    day on which somebody joined."""
    told = day_above(found.title) or day_in_file_name(found.file_name)
    return rows["listed_on"].fillna(pd.Timestamp(told) if told else rows["joined_on"].max())


def _complete(rows: pd.DataFrame, found: Found) -> pd.DataFrame:
    return rows.assign(listed_on=_listed_on(rows, found))


LAYOUTS = (
    Layout(
        "staff_list",
        "staff-list",
        "a list of staff, starters or leavers",
        _COLUMNS,
        _complete,
        ("staff_key", "joined_on"),
        "same person and day of joining",
        day=_listed_on,
        checks=(
            not_far_ahead("joined_on"),
            not_far_ahead("listed_on"),
            Check(
                "ends_before_it_begins",
                lambda rows: rows["left_on"] < rows["joined_on"],
                "left before joining. Put right one of the dates.",
                "left_on",
            ),
        ),
    ),
)
