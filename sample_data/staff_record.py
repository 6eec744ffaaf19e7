"""The electronic staff record's own extract: one row for each assignment, as reports print it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from sample_data.lists import MD, STAFF_GROUPS, TRUST, UNITS
from sample_data.wording import HURRIED, chance_of, one_of
from sample_data.workforce import SNAPSHOTS, by_band, headcount, name_on, population
from sample_data.written import Cell, new_book, put, save, widths

CENSUS = SNAPSHOTS[-1]
OPEN_ENDED = date(4712, 12, 31)  # the record's word for "until further notice"
HEADINGS = [
    "Org L3", "Org L4", "Organization", "Employee Number", "Assignment Number",
    "Primary Assignment", "User Assignment Status", "Effective Start Date", "Effective End Date",
    "FTE", "Staff Group", "Pay Scale", "Position Title",
]  # fmt: skip
_HOURS = (1.0, 0.8, 0.6, 0.5, 0.4)
_HOURS_SHARE = (0.62, 0.16, 0.12, 0.06, 0.04)


def staff_in_post(folder: Path) -> None:
    """Everybody in post at the last census, with those who had left and second assignments.

    Counted by its rules it gives headcount(CENSUS) exactly: leavers, career breaks and second
    assignments are rows too.
    """
    chance = chance_of(21)
    numbers = defaultdict(list)
    for person in population():
        numbers[person.unit, person.staff_group, person.band].append(person.staff_number)
    new_numbers = iter(range(30_000_001, 39_999_999))
    book, sheet = new_book("Staff in post")
    put(
        sheet,
        [
            [f"{TRUST}: electronic staff record"],
            [f"Assignments as at {CENSUS.day} {CENSUS:%B %Y}"],
            HEADINGS,
        ],
        heading_row=3,
    )
    rows: list[list[Cell]] = []
    people = headcount(CENSUS)
    for unit in range(len(UNITS)):
        for place, group in enumerate(STAFF_GROUPS):
            for band, count in by_band(unit, place, int(people[unit, place])).items():
                known = iter(numbers[unit, group, band])
                for _ in range(count):
                    number = next(known, None) or str(next(new_numbers))
                    rows += _assignments(chance, unit, group, band, number)
        for _ in range(3):
            rows += _not_in_post(chance, unit, str(next(new_numbers)))
    # Not by put(), which looks for the last row anew at each one: 6,400 rows would take minutes.
    for row in rows:
        sheet.append(row)
    for cell in sheet["I"]:
        cell.number_format = "DD/MM/YYYY"
    widths(sheet, 26, 30, 34, 16, 18, 12, 24, 14, 14, 6, 44, 26, 20)
    save(book, folder / "21 Staff record Sep 2026.xlsx")


def _assignments(
    chance: np.random.Generator, unit: int, group: str, band: str, number: str
) -> list[list[Cell]]:
    """One person's rows: the primary assignment, and for two of a hundred a second one."""
    began = CENSUS - timedelta(days=int(chance.integers(20, 5000)))
    hours = float(chance.choice(_HOURS, p=_HOURS_SHARE))
    status = "Maternity & Adoption" if chance.random() < 0.02 else "Active Assignment"
    row = _row(chance, unit, group, band, number, hours, began)
    row[6] = status
    if chance.random() >= 0.02:
        return [row]
    second = _row(chance, unit, group, band, number, 0.2, began)
    second[4], second[5] = f"{number}-2", "No"
    return [row, second]


def _not_in_post(chance: np.random.Generator, unit: int, number: str) -> list[list[Cell]]:
    """Somebody whose row is there and who does not count: left, or on a career break."""
    began = CENSUS - timedelta(days=int(chance.integers(900, 4000)))
    row = _row(chance, unit, STAFF_GROUPS[2], "3", number, 1.0, began)
    if chance.random() < 0.4:
        row[6] = "Career Break"
    else:
        row[8] = CENSUS - timedelta(days=int(chance.integers(1, 200)))
    return [row]


def _row(
    chance: np.random.Generator,
    unit: int,
    group: str,
    band: str,
    number: str,
    hours: float,
    began: date,
) -> list[Cell]:
    directorate = name_on(unit, CENSUS)
    return [
        UNITS[unit].division,
        directorate,
        f"{directorate} {one_of(chance, ('Team 1', 'Team 2', 'Team 3'))}",
        number,
        number,
        "Yes",
        "Active Assignment",
        f"{began:%d-%b-%Y}".upper(),
        OPEN_ENDED,
        1 if hours == 1 else f"{hours:.1f}".lstrip("0"),
        HURRIED.get(group, group) if chance.random() < 0.1 else group,
        _pay_scale(group, band),
        f"{group} post",
    ]


def _pay_scale(group: str, band: str) -> str:
    if group == MD:
        return "NHS|Consultant or other doctor"
    if band[0] == "8":
        return f"Review Body Band 8 - Range {band[1].upper()}"
    return f"Review Body Band {band}" if band.isdigit() else band
