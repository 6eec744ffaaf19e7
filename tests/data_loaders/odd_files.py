"""Twelve registers and attendance sheets as nobody planned them, each for two months.

Each source has a habit of its own: other headings, several directorates in a cell, quarters for days,
words for a status, retired names, totals, notes between rows, headings on row 9, names for numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_loaders.own_layouts import OwnLayout
from data_loaders.workbook import Cell
from tests.data_loaders.files import Rows, csv, saved, xlsx


@dataclass(frozen=True)
class OddSource:
    """A source of files: what it sends for a month, what somebody has to say once, what comes out.

    `answers` are the meanings of names and words, by kind and as written; `left` counts the rows
    of the first month that are no rows of the table or cannot be read.
    """

    name: str
    file_name: str
    of_month: Callable[[int], bytes]
    rows: int
    mapping: OwnLayout | None = None
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    left: int = 0


STATUS = "project_register.status"
ATTENDED = "training_attendance.status"


def _quarters(month: int) -> bytes:
    """Two directorates in a cell, quarters for days, free words for a status, a note and a total."""
    return xlsx(
        {
            "Projects (live)": [
                ("QI project tracker",),
                (f"Position as at 30/{month:02d}/2026",),
                (),
                ("Project ref", "Project name", "Care group", "Professional group of lead", "Date started", "Current status"),
                (f"Q{month}01", "Shorter waits", "ED / Acute Medicine", "AHP", "Q3 24/25", "RAG amber – chasing"),
                (f"Q{month}02", "Safer lifts", "Emergency", "A&C", "Q1 25/26", "sort of done"),
                ("Projects below wait for a sponsor to be named",),
                (f"Q{month}03", "Fewer falls", "Theatres and Critical Care", "Nursing & Midwifery", "Q2 2025/26", "Live"),
                ("Total", "", "", "", "", 3),
            ]
        }
    )  # fmt: skip


def _semicolons(month: int) -> bytes:
    """A csv of Excel's in another country's settings, in the letters of Windows."""
    rows: Rows = [
        ("Ref", "Title", "Department", "Staff group", "Start date", "Stage"),
        (f"S{month}1", "Café for carers", "A and E", "AHP", f"14.{month:02d}.2026", "Testing"),
        (
            f"S{month}2",
            "Quiet nights",
            "General Surgery",
            "A&C",
            "3 Mar 2026",
            "On hold – staffing",
        ),
    ]
    return csv(rows, ";", "cp1252")


def _merged(month: int) -> bytes:
    """Headings over two rows, the upper ones merged over groups of columns."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "Sheet1 (2)"
    for row in (
        ("Ref", "Project title", "Area", "Lead's staff group", "Dates", "", "Where it stands"),
        ("", "", "", "", "Began", "Ended", "Status"),
        (f"M{month}1", "Shorter waits", "Emergency", "AHP", date(2026, month, 5), "", "in progress"),
        (f"M{month}2", "Safer lifts", "ED", "A&C", date(2025, month, 5), date(2026, month, 20), "Closed - complete"),
    ):  # fmt: skip
        sheet.append(list(row))
    for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"):
        sheet.merge_cells(cells)
    return saved(book)


def _own_words(month: int) -> bytes:
    """Headings in nobody's words but theirs, on row 9, and no column for the staff group."""
    above: list[tuple[Cell, ...]] = [
        ("Northmere improvement hub",), (), ("How to use this sheet",), ("1. One line for each piece of work",),
        ("2. Keep it short",), (), (f"Month {month}",), (),
    ]  # fmt: skip
    return xlsx(
        {
            "DO NOT DELETE": [
                *above,
                ("No.", "Piece of work", "Whose patch", "Kick-off", "State of play", "Contact"),
                (f"W{month}1", "Shorter waits", "Emergency", date(2026, month, 5), "Up and running", "Ann Other"),
                (f"W{month}2", "Safer lifts", "Stores", date(2026, month, 9), "nearly complete", "Bo Other"),
            ]
        }
    )  # fmt: skip


def _retired(month: int) -> bytes:
    """Names of directorates that are no more, a total after each, a title between years."""
    return xlsx(
        [
            ("ID", "Title", "Directorate", "Staff group", "Project start", "Status"),
            ("Year 2025/26",),
            (f"R{month}1", "Shorter waits", "Casualty", "AHP", date(2025, 5, 5), "Active"),
            (f"R{month}2", "Safer lifts", "Casualty", "A&C", date(2025, 6, 5), "Handed over"),
            ("Sub-total", "", "Casualty", "", "", ""),
            (f"R{month}3", "Fewer falls", "Old Surgical Division", "A&C", date(2025, month, 5), "Stopped"),
            ("Grand total", "", "", "", "", ""),
        ]
    )  # fmt: skip


def _serials(month: int) -> bytes:
    """Days as Excel counts them, as text, by name and in American order, all in one column."""
    return xlsx(
        [
            ("Project number", "Project", "Lead directorate", "Professional group", "Started on", "Project stage", "Last updated"),
            (f"D{month}1", "Shorter waits", "Emergency", "AHP", 46000 + month, "PDSA cycle 2", "Apr-26"),
            (f"D{month}2", "Safer lifts", "Emergency", "A&C", f"2026-{month:02d}-07", "Implementing", ""),
            (f"D{month}3", "Fewer falls", "Acute Medicine", "A&C", f"January {month + 9}, 2026", "Embedded", "Tuesday 3rd March 2026"),
            (f"D{month}4", "Quiet nights", "Acute Medicine", "A&C", f"'{46010 + month}"[1:], "Planned", "07/04/26"),
        ]
    )  # fmt: skip


def _initials(month: int) -> bytes:
    """Y, N and DNA, and words nobody agreed on."""
    return xlsx(
        {
            f"Attendance {month:02d}-26 FINAL v2": [
                ("Date of session", "Course / Module", "ESR no.", "Care group", "Staff grp", "AfC", "Attended Y/N"),
                (date(2026, month, 12), "QI Bronze", f"2000000{month}", "ED", "AHP", "Band 6", "Y"),
                (date(2026, month, 12), "QI Bronze", f"2000001{month}", "Emergency", "A&C", "5", "DNA"),
                (date(2026, month, 12), "QI Bronze", f"2000002{month}", "Acute Medicine", "A&C", "3", "Left early"),
            ]
        }
    )  # fmt: skip


def _people(month: int) -> bytes:
    """The delegates' names where a number should be, and the course in the name of the sheet."""
    return xlsx(
        {
            "QI Silver": [
                ("When", "Delegate", "Base", "Profession", "Turned up?"),
                (date(2026, month, 3), "Ann Other", "Emergency", "AHP", "yes"),
                (date(2026, month, 3), "Bo Other", "ED", "A&C", "no"),
            ]
        }
    )


def _sessions(month: int) -> bytes:
    """A session a line: how many were booked, how many came."""
    return xlsx(
        {
            "Copy of Sheet3": [
                (f"Sessions held in month {month}",),
                (),
                ("Date", "Session", "Area", "Occupational group", "No. booked", "No. attended", "Trainer"),
                (f"{month:02d}/{month:02d}/2026", "Bitesize", "General Surgery", "A&C", 12, 9, "Ann Other"),
                (f"20-{month:02d}-2026", "Bitesize", "Emergency", "AHP", 8, 8, "Ann Other"),
                ("Total", "", "", "", 20, 17, ""),
            ]
        }
    )  # fmt: skip


def _apologies(month: int) -> bytes:
    """Semicolons, words of presence, capital letters throughout."""
    rows: Rows = [
        ("COURSE DATE", "COURSE NAME", "EMPLOYEE NUMBER", "DIRECTORATE", "STAFF GROUP", "ATTENDANCE"),
        (f"05/{month:02d}/2026", "QI FUNDAMENTALS", f"3000{month}", "ACUTE MEDICINE", "AHP", "PRESENT"),
        (f"05/{month:02d}/2026", "QI FUNDAMENTALS", f"3001{month}", "GENERAL SURGERY", "A&C", "APOLOGIES"),
        (f"05/{month:02d}/2026", "QI FUNDAMENTALS", f"3002{month}", "GENERAL SURGERY", "A&C", "WAITING LIST"),
    ]  # fmt: skip
    return csv(rows, ";")


def _again(month: int) -> bytes:
    """Headings repeated for each page, a note among the rows, an export's columns beside."""
    headings = (
        "Assignment number",
        "Session date",
        "Course title",
        "Department",
        "Profession",
        "Outcome",
        "Job title",
        "Email address",
    )
    return xlsx(
        [
            headings,
            (f"4000{month}-2", f"{month:02d}/{month:02d}/2026 09:30", "QI Gold", "A and E", "AHP", "Completed", "Nurse", "a@example.org"),
            headings,
            (f"4001{month}", f"11/{month:02d}/2026 13:00", "QI Gold", "Emergency", "A&C", "Cancelled", "Clerk", "b@example.org"),
            ("Extract of the learning system, page 2 of 2",),
        ]
    )  # fmt: skip


def _quarter_of_sessions(month: int) -> bytes:
    """Their own words, a quarter for a day, people counted under headings we never saw."""
    quarter = f"Q{month} 25/26"
    return xlsx(
        [
            (
                "Quarter",
                "What was taught",
                "Team's home",
                "Who for",
                "Places taken",
                "Bums on seats",
            ),
            (quarter, "Bitesize", "Emergency", "AHP", 12, 9),
            (quarter, "Bitesize", "Casualty", "A&C", 6, 6),
        ]
    )


ODD_SOURCES = (
    OddSource(
        "quarters and two directorates", "QI tracker.xlsx", _quarters, 3,
        answers={(STATUS, "RAG amber – chasing"): "testing", (STATUS, "sort of done"): "improvement"},
        left=2,
    ),
    OddSource("semicolons", "projects.csv", _semicolons, 2),
    OddSource("merged headings", "register.xlsx", _merged, 2),
    OddSource(
        "their own words on row 9", "hub.xlsx", _own_words, 2,
        OwnLayout(
            "project_register", "register",
            {"No.": "project_id", "Piece of work": "title", "Whose patch": "directorate",
             "Kick-off": "started_on", "State of play": "status"},
            not_read=("Contact",),
        ),
        {(STATUS, "Up and running"): "testing", (STATUS, "nearly complete"): "improvement",
         ("directorate", "Stores"): "Theatres and Critical Care"},
    ),
    OddSource(
        "retired names and totals", "old names.xlsx", _retired, 3,
        answers={("directorate", "Casualty"): "Emergency",
                 ("directorate", "Old Surgical Division"): "General Surgery",
                 (STATUS, "Handed over"): "sustained"},
        left=3,
    ),
    OddSource("days of every kind", "days.xlsx", _serials, 4),
    OddSource(
        "Y, N and DNA", "attendance.xlsx", _initials, 3, answers={(ATTENDED, "Left early"): "attended"}
    ),
    OddSource(
        "names for numbers", "QI Silver register.xlsx", _people, 2,
        OwnLayout(
            "training_attendance", "person",
            {"When": "held_on", "Delegate": "staff_key", "Base": "directorate",
             "Profession": "staff_group", "Turned up?": "status"},
            constants={"course": "{sheet}"},
        ),
    ),
    OddSource("sessions", "sessions.xlsx", _sessions, 2, left=1),
    OddSource("apologies", "attendance list.csv", _apologies, 3, answers={(ATTENDED, "APOLOGIES"): "did not attend"}),
    OddSource("headings again", "extract.xlsx", _again, 2, left=2),
    OddSource(
        "a quarter of sessions", "taught.xlsx", _quarter_of_sessions, 2,
        OwnLayout(
            "training_attendance", "session",
            {"Quarter": "held_on", "What was taught": "course", "Team's home": "directorate",
             "Who for": "staff_group", "Places taken": "booked", "Bums on seats": "attended"},
        ),
        {("directorate", "Casualty"): "Emergency"},
    ),
)  # fmt: skip
