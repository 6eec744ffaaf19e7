"""How do training lists arrive: person by person, or session by session?"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import (
    Kind,
    NotUnderstood,
    band_name,
    choice,
    course_name,
    directorate_name,
    each,
    staff_group_name,
)
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead
from data_loaders.numbers import amount, count, percent
from data_loaders.typed_ratios import percent_disagrees, percent_of

_DIRECTORATE = Column(
    "directorate",
    ("directorate", "Care group", "Directorate / care group", "Division", "Area", "Department"),
    directorate_name,
    required=True,
    may_be_empty=False,
    ask="Write the directorate the person works in.",
    means="which directorate they work in",
    example="Emergency",
)
_STAFF_GROUP = Column(
    "staff_group",
    ("staff_group", "Staff grp", "Occupational group", "Professional group", "Profession"),
    staff_group_name,
    required=True,
    means="which staff group they belong to",
    example="Nursing and Midwifery Registered",
)
_HELD = Column(
    "held_on",
    (
        "session_date",
        "Date of session",
        "Date",
        "Course date",
        "Date of course",
        "Training date",
        "Date of training",
        "Date attended",
        "Event date",
    ),
    date_uk,
    required=True,
    may_be_empty=False,
    ask="Write the day of the session.",
    means="when the session was held",
    example="14/01/2026",
)
_COURSE = Column(
    "course",
    (
        "course",
        "Course / Module",
        "Course title",
        "Course name",
        "Name of course",
        "Training",
        "Programme",
        "Module",
        "Session",
    ),
    course_name,
    required=True,
    may_be_empty=False,
    ask="Write the name of the course.",
    means="which course it was",
    example="QI Fundamentals (example)",
)

_HOURS = Column(
    "hours",
    (
        "hours",
        "Duration",
        "Duration (hours)",
        "Duration (hrs)",
        "Hours of training",
        "Course hours",
        "Length (hours)",
        "Hrs",
    ),
    amount,
    means="how many hours it took each person",
    example=7.0,
)

_MOST_HOURS = 100.0  # of one attendance: more are minutes

_CUT_OFF = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)


def _one_number(text: str) -> str:
    """Leading noughts get lost wherever a number is typed as one, so they do not count.

    Excel writes a long number that it takes for one as 2.00001E+07: its last digits are gone.
    """
    if _CUT_OFF.fullmatch(text):
        raise NotUnderstood(
            "number_cut_off",
            "Excel has cut off this number (E+). Show the column as text or whole numbers, save, "
            "and drop the file again.",
            is_personal=True,
        )
    return text.lstrip("0").upper()


staff_number = Kind(
    "staff_number", "str", partial(each, _one_number), is_personal=True, names="person"
)

_ATTENDED = choice(
    "status",
    {
        "attended": ("Y", "Yes", "1", "Present", "Complete", "Completed", "Passed"),
        "did not attend": (
            "N",
            "No",
            "0",
            "DNA",
            "FTA",
            "Absent",
            "No show",
            "Not attended",
            "Failed to attend",
            "Non-attendance",
        ),
        "cancelled": ("C", "Canceled", "Withdrawn", "Withdrew"),
        "booked": ("B", "Enrolled", "Registered", "Waiting list"),
    },
    "Write Y, N or DNA.",
)

_PERSON = (
    _HELD,
    _COURSE,
    Column(
        "staff_key",
        (
            "staff_number",
            "ESR no.",
            "ESR number",
            "Employee number",
            "Assignment number",
            "Staff no",
            "Staff ID",
            "Employee ID",
            "Employee no.",
            "Payroll number",
            "Payroll no.",
        ),
        staff_number,
        required=True,
        may_be_empty=False,
        ask="Write the person's staff number. It is kept only as a key that cannot be read back.",
        means="who it was, by staff number",
        example="12345678",
    ),
    _DIRECTORATE,
    _STAFF_GROUP,
    Column(
        "band",
        ("band", "AfC", "AfC band", "Pay band", "Grade"),
        band_name,
        means="which pay band they have",
        example="6",
    ),
    Column(
        "status",
        (
            "status",
            "Attended Y/N",
            "Attended",
            "Attended Y/N/DNA",
            "Attendance",
            "Attendance status",
            "Present",
            "Completion status",
            "Outcome",
        ),
        _ATTENDED,
        required=True,
        may_be_empty=False,
        ask="Write Y, N or DNA.",
        means="whether they attended",
        example="attended",
        choices=("attended", "did not attend", "cancelled", "booked"),
    ),
    _HOURS,
)

_SESSION = (
    _HELD,
    _COURSE,
    _DIRECTORATE,
    _STAFF_GROUP,
    Column(
        "booked",
        ("booked", "Places booked", "No. booked", "Number booked", "Bookings"),
        count,
        required=True,
        may_be_empty=False,
        ask="Write how many had booked.",
        means="how many had booked",
        example=12.0,
    ),
    Column(
        "attended",
        ("attended", "No. attended", "Attendees", "Number attended", "Number of attendees"),
        count,
        required=True,
        may_be_empty=False,
        ask="Write how many came.",
        means="how many attended",
        example=10.0,
    ),
    Column(
        "percent_attended",
        ("percent_attended", "% attended", "Attendance rate", "Attendance %"),
        percent,
        means="the percentage who attended, only compared with the counts, never kept",
    ),
    _HOURS,
)

_HOURS_OR_MINUTES = Check(
    "minutes_for_hours",
    lambda rows: (rows["hours"] > _MOST_HOURS).fillna(False),
    "{hours} hours for one attendance. If these are minutes, write hours, for example 3.5.",
    "hours",
)


def _held_on(rows: pd.DataFrame, _found: Found) -> pd.Series[Any]:
    return rows["held_on"]


def _complete_person(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows.assign(grain="person", period=rows["held_on"].dt.strftime("%Y-%m"))


def _complete_session(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows.assign(
        grain="session",
        period=rows["held_on"].dt.strftime("%Y-%m"),
        percent_of_counts=percent_of(rows["attended"], rows["booked"]),
    )


LAYOUTS = (
    Layout(
        "training_attendance",
        "person",
        "a training list, person by person",
        _PERSON,
        _complete_person,
        ("held_on", "course", "staff_key"),
        "same person, course and day",
        repeats="one counts",
        rather=("status", "attended"),
        checks=(not_far_ahead("held_on"), _HOURS_OR_MINUTES),
        day=_held_on,
    ),
    Layout(
        "training_attendance",
        "session",
        "a training list, session by session",
        _SESSION,
        _complete_session,
        ("held_on", "course", "directorate", "staff_group"),
        "same session and group",
        day=_held_on,
        checks=(
            not_far_ahead("held_on"),
            _HOURS_OR_MINUTES,
            Check(
                "more_attended_than_booked",
                lambda rows: (rows["attended"] > rows["booked"]).fillna(False),
                "{attended} attended, {booked} booked. Put right one of them.",
            ),
            percent_disagrees("percent_attended", "percent_of_counts"),
        ),
    ),
)
