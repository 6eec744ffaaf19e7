"""How do rows of assignments from the electronic staff record (ESR) become headcounts?

People are counted, not assignments: the headcount is distinct people with an active primary
assignment on the census day, whole-time equivalents are summed over all active assignments
(a person's second post counts where it is). Only the columns declared here are read; staff numbers
serve the count and are kept nowhere.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from data_loaders.as_at import day_above, day_in_file_name
from data_loaders.dates import date_of_record, date_uk
from data_loaders.kinds import (
    Kind,
    band_name,
    choice,
    clean,
    directorate_name,
    each,
    staff_group_name,
    text,
    yes_or_no,
)
from data_loaders.layouts import Cells, Check, Column, Found, Layout, not_far_ahead
from data_loaders.numbers import amount
from data_loaders.org_levels import LEVELS
from data_loaders.problems import Problem, refused
from data_loaders.training_attendance import staff_number
from data_loaders.workforce_count import (
    again,
    counted,
    has_no_primary,
    second_primary,
    told_differently,
)

_MOST_WTE = 2.0  # of one assignment: more are hours or sessions

_NOT_IN_POST = "not in post"
_NOT_COUNTED = "not in post on the census day. Not counted."
# Assignment statuses of the electronic staff record. Who is paid or on maternity or adoption leave
# is in post; who is away unpaid, suspended without a word about pay, or has left, is not. Our rule:
# national statistics also count only people with a contract (NHS Workforce Statistics methodology).
_STATUS = choice(
    "assignment status",
    {
        "in post": (
            "Active Assignment",
            "Active",
            "Active Assign",
            "Acting Up",
            "Internal Secondment",
            "Maternity",
            "Maternity & Adoption",
            "Maternity and Adoption",
            "Maternity & Adoption Leave",
            "Maternity Leave",
            "Out on External Secondment - Paid",
            "Suspend With Pay",
        ),
        _NOT_IN_POST: (
            "Inactive",
            "Inactive Not Worked",
            "Career Break",
            "Out on External Secondment - Unpaid",
            "Suspend Assignment",
            "Suspend No Pay",
            "Suspend Without Pay",
            "Assignment Costing Deletion",
            "Terminate Assignment",
            "Terminate Process Assignment",
            "Terminated",
            "Ended",
            "End",
            "Leaver",
            "Ex-employee",
            "Offer Accepted",
        ),
    },
    "Write whether the person is in post or not in post.",
)

_BAND_OF_SCALE = re.compile(r"\bband 0?([1-9])(?: ?-? ?range ([a-d])| ?([a-d])\b)?", re.IGNORECASE)


def _one_scale(written: str) -> str | None:
    """A pay scale's band: 'Review Body Band 8 - Range A' is 8a."""
    if match := _BAND_OF_SCALE.search(written):
        written = match[1] + (match[2] or match[3] or "")
    [band] = band_name.understand([written], False).values  # noqa: PD011
    return str(band) if band else None


_COLUMNS = (
    Column(
        "staff_key",
        (
            "Employee Number", "Employee No", "Person ID", "PersonID", "Person Number",
            "Staff number", "ESR number", "Unique NHS ID", "Unique Id",
        ),
        staff_number,
        required=True,
        may_be_empty=False,
        ask="Write the person's staff number. It serves the count and is not kept.",
        means="whose assignment it is, by staff number; not kept",
    ),
    Column(
        "assignment",
        ("Assignment Number", "Assignment No", "AssignmentID", "Assignment"),
        Kind("assignment", "str", partial(each, str.upper), is_personal=True),
        means="which assignment it is; not kept",
    ),
    Column(
        "is_primary",
        ("Primary Assignment", "PrimaryAssignment", "Primary", "Primary Y/N", "Primary Flag"),
        yes_or_no,
        required=True,
        may_be_empty=False,
        ask="Write Yes for a person's main assignment, No for any other.",
        means="which assignments are people's primary ones (Yes or No)",
    ),
    Column(
        "status",
        ("User Assignment Status", "Assignment Status", "Assign Status", "Status"),
        _STATUS,
        means="whether the person is in post",
    ),
    Column(
        "starts_on",
        ("Effective Start Date", "EffectiveStartDate", "Assignment Start Date", "Start Date"),
        date_of_record,
        means="from which day the row holds",
    ),
    Column(
        "ends_on",
        ("Effective End Date", "EffectiveEndDate", "Assignment End Date", "End Date"),
        date_of_record,
        means="until which day the row holds; 31/12/4712 until further notice",
    ),
    Column(
        "wte",
        ("FTE", "WTE", "Whole-time equivalent", "Contracted FTE", "Contracted WTE", "FTE Actual"),
        amount,
        means="how much of a whole-time equivalent the assignment is",
    ),
    Column(
        "snapshot_on",
        ("Census Date", "snapshot_date", "As at", "As at date", "Effective Date", "Report Date"),
        date_uk,
        may_be_empty=False,
        ask='Add a column "Census date", or write "as at 30/09/2026" (your day) above the table.',
        means="on which day people are counted; it may also stand above the table",
    ),
    Column(
        "directorate",
        ("directorate", "Care group"),
        directorate_name,
        means="which directorate it is, if a heading says so; else one of the levels below",
    ),
    *(
        Column(name, headings, Kind("org_level", "str", text.understand, names="org_level"),
               means=f"{headings[0]}; the level that holds the trust's directorates is read")
        for name, headings in LEVELS.items()
    ),
    Column(
        "staff_group",
        ("Staff Group", "Staff grp", "JobStaffGroup", "Job Staff Group", "Occupational group"),
        staff_group_name,
        required=True,
        means="which staff group people belong to",
    ),
    Column(
        "band",
        ("Pay Scale", "Payscale", "Pay Grade", "Grade", "Pay Band", "Band", "AfC band"),
        Kind("pay_scale", "str", partial(each, _one_scale)),
        means="which pay band it is",
    ),
)  # fmt: skip
_BY_NAME = {column.name: column for column in _COLUMNS}


def _arrange(found: Found) -> Found:
    """The rows of those in post on the census day.

    Others are left out here already: nobody should be asked about a directorate of 2009.
    """
    if "directorate" not in found.cells and not LEVELS.keys() & found.cells.keys():
        raise refused(
            "column_missing",
            "These are assignments, but no heading says which directorate people work in. "
            'Add a column "Org L4" or "Directorate", or tell us which it is.',
            found.sheet,
        )
    if "snapshot_on" not in found.cells:
        found.headings["snapshot_on"], day = _census_day(found)
        found.cells["snapshot_on"] = Cells.all_the_same(day or "", len(found.source_row))
    gone = np.zeros(len(found.source_row), dtype=bool)
    if "status" in found.cells:
        gone |= found.cells["status"].where(
            lambda cell: _STATUS.chosen(clean(cell)) == _NOT_IN_POST
        )
    day_counted = _days(found, "snapshot_on")
    gone |= _days(found, "starts_on") > day_counted  # a day that is not told compares as False
    gone |= _days(found, "ends_on") < day_counted
    found.problems += [
        Problem(
            "not_in_post",
            "warn",
            _NOT_COUNTED,
            found.sheet,
            int(row),
        )
        for row in found.source_row[gone]
    ]
    found.keep(~gone)
    return found


def _census_day(found: Found) -> tuple[str, date | None]:
    """The day that no column tells, and where it is told instead."""
    if day := day_above(found.title):
        return "above the table", day
    if day := day_in_file_name(found.file_name):
        return "the file's name", day
    return "Census date", None


def _read(found: Found, column: str) -> np.ndarray[Any, np.dtype[np.object_]]:
    """What is understood of a column, row by row; None where nothing is."""
    if column not in found.cells:
        return np.full(len(found.source_row), None)
    cells = found.cells[column]
    understood = _BY_NAME[column].kind.understand(cells.distinct, found.is_1904)
    distinct = pd.Series(understood.values, dtype=object)
    by_row: np.ndarray[Any, np.dtype[np.object_]] = distinct.take(cells.codes).to_numpy()
    return by_row


def _days(found: Found, column: str) -> np.ndarray[Any, np.dtype[np.datetime64]]:
    return _read(found, column).astype("datetime64[D]")


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    # A doctor's grade names no band, and a student's none that we keep.
    is_doctor = (rows["staff_group"] == "Medical and Dental") & (
        rows["band"].isna() | (rows["band"] == "Other")
    )
    return rows.assign(
        period=rows["snapshot_on"].dt.strftime("%Y-%m"),
        band=rows["band"].mask(is_doctor, "Medical"),
    )


def _snapshot_on(rows: pd.DataFrame, _found: Found) -> pd.Series[Any]:
    return rows["snapshot_on"]


LAYOUTS = (
    Layout(
        "workforce",
        "assignments",
        "assignments from the staff record",
        _COLUMNS,
        _complete,
        ("snapshot_on", "directorate", "staff_group", "band"),
        "same day, directorate, staff group and band",
        day=_snapshot_on,
        arrange=_arrange,
        unfold=counted,
        checks=(
            not_far_ahead("snapshot_on"),
            Check(  # a status that somebody explained; the others are left out already
                "not_in_post",
                lambda rows: rows["status"] == _NOT_IN_POST,
                _NOT_COUNTED,
                severity="warn",
                leaves_out=True,
            ),
            Check(
                "assignment_repeated",
                lambda rows: pd.Series(again(rows), index=rows.index),
                "the same assignment again. Counted once.",
                severity="warn",
                leaves_out=True,
            ),
            Check(
                "assignment_told_differently",
                told_differently,
                "one assignment on the census day, but not the same details. Keep one of the rows.",
            ),
            Check(
                "more_wte_than_people",
                lambda rows: rows["wte"] > _MOST_WTE,
                "{wte} whole-time equivalents in one assignment. If these are hours, write the "
                "share of full time, for example 0.8.",
                "wte",
            ),
            Check(
                "second_primary",
                second_primary,
                "a second primary assignment of one person. The person is counted once, at the "
                "first.",
                severity="warn",
            ),
            Check(
                "no_primary",
                has_no_primary,
                "no primary assignment of this person is here. The hours count, the person does "
                "not.",
                severity="warn",
            ),
        ),
    ),
)
