"""How do lists of who is on which project arrive?"""

from __future__ import annotations

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import band_name, choice, code, directorate_name, staff_group_name
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead
from data_loaders.training_attendance import staff_number

ROLES = ("lead", "member", "coach", "sponsor")
_ROLE = choice(
    "role",
    {
        "lead": ("project lead", "team lead", "leader", "co-lead", "deputy lead"),
        "member": ("team member", "team", "project member", "participant", "core team"),
        "coach": ("QI coach", "improvement coach", "facilitator", "mentor", "QI advisor"),
        "sponsor": ("project sponsor", "executive sponsor", "senior sponsor", "exec sponsor"),
    },
    f"Write one of: {', '.join(ROLES)}.",
)

_COLUMNS = (
    Column(
        "project_id",
        ("project_id", "Project ref", "Project no", "Project number", "QI number", "Project"),
        code,
        required=True,
        may_be_empty=False,
        ask="Write the project's number from the register.",
        means="which project it is, by its number on the register",
        example="EXAMPLE-1",
    ),
    Column(
        "staff_key",
        (
            "staff_number", "ESR no.", "ESR number", "Employee number", "Assignment number",
            "Staff no", "Staff ID", "Employee ID", "Employee no.", "Payroll number",
        ),
        staff_number,
        required=True,
        may_be_empty=False,
        ask="Write the person's staff number. It is kept only as a key that cannot be read back.",
        means="who it is, by staff number",
        example="12345678",
    ),
    Column(
        "role",
        ("role", "Role in project", "Project role", "Team role", "Role on project"),
        _ROLE,
        required=True,
        may_be_empty=False,
        ask=f"Write one of: {', '.join(ROLES)}.",
        means="what the person does on the project",
        example="member",
        choices=ROLES,
    ),
    Column(
        "directorate",
        ("directorate", "Care group", "Area", "Division", "Department"),
        directorate_name,
        means="where the person works; empty: where the project is led",
        example="Emergency",
    ),
    Column(
        "staff_group",
        ("staff_group", "Staff grp", "Occupational group", "Professional group", "Profession"),
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
        "joined_on",
        ("joined_on", "Joined", "Joined team", "On project from", "From"),
        date_uk,
        means="since when; empty: since the project started",
        example="01/09/2026",
    ),
    Column(
        "left_on",
        ("left_on", "Left", "Left team", "On project until", "Until", "To"),
        date_uk,
        means="until when; empty: still, or until the project ended",
    ),
)  # fmt: skip


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows


LAYOUTS = (
    Layout(
        "project_team",
        "team",
        "a list of project teams",
        _COLUMNS,
        _complete,
        ("project_id", "staff_key", "role"),
        "same project, person and role",
        repeats="one counts",
        checks=(
            not_far_ahead("joined_on"),
            Check(
                "ends_before_it_begins",
                lambda rows: rows["left_on"] < rows["joined_on"],
                "left the team before joining it. Put right one of the dates.",
                "left_on",
            ),
        ),
    ),
)
