"""Who came to improvement training, and when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sample_data.chance import months
from sample_data.lists import (
    AC,
    ACS,
    AHP,
    APST,
    DISTURBED_MONTH,
    EA,
    HS,
    MD,
    NM,
    OLDER_PEOPLE,
    SEED,
    STAFF_GROUPS,
    STUDENTS,
    UNITS,
)
from sample_data.workforce import SNAPSHOTS, Person, headcount, name_on, population

Floats = NDArray[np.float64]

FIRST_MONTH = date(2022, 11, 1)
BRONZE, SILVER, COACH = "QI Bronze", "QI Silver", "QI Coach"
BITESIZE = (
    "Bitesize - PDSA cycles",
    "Bitesize - Process mapping",
    "Bitesize - Run charts",
    "Bitesize - Asking the right question",
    "Bitesize - Working with patients",
)

# People who attended Bronze, Silver or Coach, month by month: about 40, but 5 in August 2024.
_ATTENDED = (
    41, 36, 43, 38, 45, 37, 42, 40, 35, 44, 39, 41, 46, 37, 40, 43, 36, 42, 39, 44, 38, 5, 40, 37,
    43, 39, 45, 36, 41, 38, 42, 44, 37, 40, 35, 43, 41, 38, 46, 39, 42, 36, 44, 40, 37, 43, 38, 41,
)  # fmt: skip

# How readily each staff group and directorate is released, for its size.
_RELEASED = {
    NM: 1.25, AHP: 1.5, APST: 1.25, MD: 1.05, HS: 0.9, ACS: 0.85, AC: 0.34, EA: 0.15, STUDENTS: 0.2,
}  # fmt: skip
_DIRECTORATE_RELEASES = {
    "Emergency": 0.8, "Pathology": 0.7, "Cancer Services": 1.25, "Maternity": 1.1,
    "Estates and Facilities": 0.8, "Theatres": 0.75, "Therapies and Pharmacy": 1.1,
}  # fmt: skip
# The frailty programme of Care of Older People trained whole ward teams, autumn 2024 to summer 2025.
_PROGRAMME = (date(2024, 9, 1), date(2025, 9, 1))


@dataclass(frozen=True)
class Attendance:
    """One person booked on one day of one course; `status` is what became of it."""

    held_on: date
    course: str
    person: Person
    status: str  # 'attended', 'did not attend', 'cancelled'


@dataclass(frozen=True)
class Session:
    """People of one directorate and staff group at one bitesize session."""

    held_on: date
    course: str
    directorate: str
    staff_group: str
    booked: int
    attended: int


def attendances() -> list[Attendance]:
    """Every booking on Bronze, Silver and Coach, in order of date."""
    chance = np.random.default_rng([SEED, 6])
    people = population()
    release = np.array(
        [
            _RELEASED[p.staff_group] * _DIRECTORATE_RELEASES.get(UNITS[p.unit].name, 1.0)
            for p in people
        ]
    )
    in_programme = np.array([p.unit == OLDER_PEOPLE for p in people])
    level = np.zeros(len(people), dtype=int)
    last_on = np.full(len(people), FIRST_MONTH.toordinal())
    found: list[Attendance] = []
    for month, wanted in zip(months(FIRST_MONTH, len(_ATTENDED)), _ATTENDED, strict=True):
        push = 3.4 if _PROGRAMME[0] <= month < _PROGRAMME[1] else 1.15
        weights = release * np.where(in_programme, push, 1.0)
        rested = month.toordinal() - last_on > 75
        silver_due = (level == 1) & rested
        coach_due = (level == 2) & rested
        silver = min(round(wanted * 0.2), int(silver_due.sum() // 3))
        coach = min(1 + month.month % 2, int(coach_due.sum() // 4))
        if f"{month:%Y-%m}" == DISTURBED_MONTH:
            silver, coach = 0, 0
        plan = (
            (BRONZE, level == 0, wanted - silver - coach, 1),
            (SILVER, silver_due, silver, 2),
            (COACH, coach_due, coach, 3),
        )
        for course, due, places, reached in plan:
            if not places:
                continue
            days = _session_days(chance, month, course)
            lost = int(chance.binomial(places, 0.15)), int(chance.binomial(places, 0.09))
            chosen = _drawn(chance, weights * due, places + sum(lost))
            for place, who in enumerate(chosen):
                held_on = days[place % len(days)]
                status = (
                    "attended"
                    if place < places
                    else "did not attend"
                    if place < places + lost[0]
                    else "cancelled"
                )
                found.append(Attendance(held_on, course, people[who], status))
                if status == "attended":
                    level[who], last_on[who] = reached, held_on.toordinal()
    return sorted(found, key=lambda a: (a.held_on, a.course, a.person.staff_number))


def _drawn(chance: np.random.Generator, weights: Floats, places: int) -> list[int]:
    shares = weights / weights.sum()
    return [int(i) for i in chance.choice(len(weights), places, replace=False, p=shares)]


def _session_days(chance: np.random.Generator, month: date, course: str) -> list[date]:
    """The course's days in a month: Tuesday to Thursday, two for Bronze."""
    wanted = 2 if course == BRONZE else 1
    days = [month + timedelta(days=d) for d in range(1, 20 if month.month == 12 else 27)]
    midweek = [day for day in days if day.weekday() in (1, 2, 3)]
    picked = chance.choice(len(midweek), wanted, replace=False)
    return sorted(midweek[int(i)] for i in picked)


def sessions() -> list[Session]:
    """Bitesize sessions, two a month and none in August, by directorate and staff group."""
    chance = np.random.default_rng([SEED, 7])
    people = headcount(SNAPSHOTS[-3])
    release = people * np.array([_RELEASED[group] + 0.15 for group in STAFF_GROUPS])
    flat = (release / release.sum()).ravel()
    found = []
    for number, month in enumerate(months(FIRST_MONTH, len(_ATTENDED))):
        if month.month == 8:
            continue
        for offset in (0, 1):
            held_on = _session_days(chance, month, BITESIZE[0])[0]
            course = BITESIZE[(2 * number + offset) % len(BITESIZE)]
            for cell in sorted(_drawn(chance, flat, int(chance.integers(5, 10)))):
                unit, group = divmod(cell, len(STAFF_GROUPS))
                booked = int(chance.integers(1, 6))
                found.append(
                    Session(
                        held_on,
                        course,
                        name_on(unit, held_on),
                        STAFF_GROUPS[group],
                        booked,
                        int(chance.binomial(booked, 0.82)),
                    )
                )
    return _once_each(found)


def _once_each(found: list[Session]) -> list[Session]:
    """One row per day, course, directorate and staff group; the merged directorates may meet twice."""
    kept: dict[tuple[date, str, str, str], Session] = {}
    for s in found:
        kept.setdefault((s.held_on, s.course, s.directorate, s.staff_group), s)
    return sorted(kept.values(), key=lambda s: (s.held_on, s.course, s.directorate, s.staff_group))
