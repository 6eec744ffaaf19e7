"""Which improvement projects has the trust begun, and where do they stand?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sample_data.chance import days_between, months, pick
from sample_data.lists import (
    AC,
    ACS,
    AHP,
    APST,
    BANDS,
    EA,
    HS,
    MD,
    NM,
    STAFF_GROUPS,
    STALE,
    STUDENTS,
    UNITS,
)
from sample_data.titles import titles
from sample_data.workforce import SNAPSHOTS, headcount, name_on

REGISTER_ON = date(2026, 10, 31)
TRUE_NORTHS = (
    "Safe care every time",
    "Care on time",
    "A great place to work",
    "Healthier communities",
    "Living within our means",
)
COACHES_FROM = date(2026, 1, 1)

# Starts of each month, written out so that the control chart has no accidents: about 7 and,
# with coaches in post from January 2026, 12.
_STARTS = (
    7, 5, 9, 6, 9, 5, 7, 10, 6, 4, 8, 9, 6, 10, 7, 6, 9, 4, 8, 10, 6, 7, 5, 9,
    8, 5, 10, 6, 7, 9, 5, 7, 10, 6, 4, 9, 6, 7, 12, 10, 14, 12, 13, 11, 12, 10, 13, 12,
)  # fmt: skip

# How eagerly each directorate and staff group starts projects, for its size.
_EAGER = {
    "Care of Older People": 1.4, "Emergency": 1.1, "Cancer Services": 1.3, "Maternity": 1.2,
    "Pathology": 1.15, "Corporate Services": 0.5, "Estates and Facilities": 0.47,
    "Research and Innovation": 1.6,
}  # fmt: skip
_LEADS = {
    NM: 1.3, MD: 1.7, AHP: 1.7, APST: 1.3, HS: 0.9, ACS: 0.45, AC: 0.33, EA: 0.13, STUDENTS: 0.2,
}  # fmt: skip

# Where a project stands by its age in months: idea, testing, improvement, sustained, completed,
# paused, stopped.
STAGES = ("idea", "testing", "improvement", "sustained", "completed", "paused", "stopped")
_STAGE_BY_AGE = (
    (2, (0.70, 0.30, 0.00, 0.00, 0.00, 0.00, 0.00)),
    (6, (0.22, 0.58, 0.15, 0.00, 0.00, 0.05, 0.00)),
    (12, (0.02, 0.38, 0.40, 0.05, 0.04, 0.06, 0.05)),
    (24, (0.00, 0.14, 0.30, 0.18, 0.25, 0.04, 0.09)),
    (99, (0.00, 0.03, 0.08, 0.22, 0.53, 0.01, 0.13)),
)
CLOSED = ("completed", "stopped")


@dataclass(frozen=True)
class Project:
    """One project as the register of October 2026 knows it; `stage` is one of STAGES."""

    project_id: str
    title: str
    directorate: str
    partner: str | None
    lead_staff_group: str
    lead_band: str
    started_on: date
    stage: str
    ended_on: date | None
    project_type: str
    idea_source: str
    objective: str | None
    has_coach: bool
    measures: tuple[int, int, int]
    has_numeric_aim: bool
    involvement: str
    first_test_on: date | None
    updated_on: date
    case_study_on: date | None
    gains_checked_on: date | None
    gains_held: bool | None


def begun(chance: np.random.Generator) -> list[Project]:
    """Every project, oldest first; `first_test_on` is left to the log of cycles."""
    people = headcount(SNAPSHOTS[-3])
    eager = np.array([u.headcount * _EAGER.get(u.name, 1.0) for u in UNITS])
    leading = people * np.array([_LEADS[group] for group in STAFF_GROUPS])
    unused = {
        name: [titles(name)[i] for i in chance.permutation(len(titles(name)))]
        for unit in UNITS
        for name in (unit.name, unit.merged_into)
        if name
    }
    found: list[Project] = []
    for month, starts in zip(months(date(2022, 11, 1), len(_STARTS)), _STARTS, strict=True):
        last = 20 if month.month == 12 else 27
        days = sorted(int(day) for day in chance.integers(2, last, starts))
        for day in days:
            unit = int(chance.choice(len(UNITS), p=eager / eager.sum()))
            started_on = month.replace(day=day)
            directorate = name_on(unit, started_on)
            group = int(chance.choice(len(STAFF_GROUPS), p=leading[unit] / leading[unit].sum()))
            found.append(
                _project(
                    chance,
                    project_id=f"QI-{len(found) + 101:04d}",
                    title=unused[directorate].pop(),
                    directorate=directorate,
                    division=UNITS[unit].division,
                    staff_group=STAFF_GROUPS[group],
                    started_on=started_on,
                )
            )
    return found


def _project(
    chance: np.random.Generator,
    project_id: str,
    title: str,
    directorate: str,
    division: str,
    staff_group: str,
    started_on: date,
) -> Project:
    age = (REGISTER_ON - started_on).days / 30.4
    weights = next(shares for limit, shares in _STAGE_BY_AGE if age < limit)
    stage = pick(chance, STAGES, weights)
    ended_on = None
    if stage in CLOSED:
        longest = min((REGISTER_ON - started_on).days - 10, 620)
        ended_on = started_on + days_between(chance, min(150, longest - 20), longest)
    bands = BANDS[staff_group]
    # Leads are more senior than their staff group as a whole.
    seniority = tuple(share * (1 + place) ** 1.2 for place, share in enumerate(bands.values()))
    sources = ("frontline", "patient", "leader", "incident", "audit", "mandated")
    closed_well = stage in ("sustained", "completed")
    checked_on = None
    if closed_well and chance.random() < 0.55:
        checked_on = min((ended_on or started_on) + days_between(chance, 90, 240), REGISTER_ON)
    case_study_on = None
    if closed_well and chance.random() < 0.34:
        case_study_on = min((ended_on or started_on) + days_between(chance, 60, 300), REGISTER_ON)
    has_measures = chance.random() < 0.84
    return Project(
        project_id=project_id,
        title=title,
        directorate=directorate,
        partner=_partner(chance, directorate, division, started_on),
        lead_staff_group=staff_group,
        lead_band=pick(chance, tuple(bands), seniority),
        started_on=started_on,
        stage=stage,
        ended_on=ended_on,
        project_type=pick(chance, ("QI", "audit", "service evaluation"), (0.84, 0.10, 0.06)),
        idea_source=pick(chance, sources, (0.41, 0.09, 0.20, 0.14, 0.08, 0.08)),
        objective=(
            pick(chance, TRUE_NORTHS, (0.36, 0.27, 0.19, 0.04, 0.14))
            if chance.random() < 0.72
            else None
        ),
        has_coach=bool(chance.random() < (0.78 if started_on >= COACHES_FROM else 0.42)),
        measures=(
            (
                int(chance.integers(1, 3)),
                int(chance.integers(0, 4)),
                int(chance.random() < 0.35),
            )
            if has_measures
            else (0, 0, 0)
        ),
        has_numeric_aim=bool(chance.random() < 0.66),
        involvement=pick(
            chance,
            ("none", "informed", "consulted", "co-designed", "co-led"),
            (0.34, 0.22, 0.26, 0.14, 0.04),
        ),
        first_test_on=None,
        updated_on=_updated_on(chance, directorate, ended_on, started_on),
        case_study_on=case_study_on,
        gains_checked_on=checked_on,
        gains_held=None if checked_on is None else bool(chance.random() < 0.72),
    )


def _partner(
    chance: np.random.Generator, directorate: str, division: str, started_on: date
) -> str | None:
    """Another directorate that takes part in one project of seven; a neighbour more often."""
    if chance.random() > 0.15:
        return None
    names = sorted({name_on(place, started_on) for place in range(len(UNITS))} - {directorate})
    near = {
        name_on(place, started_on) for place, unit in enumerate(UNITS) if unit.division == division
    }
    hub = "Therapies and Pharmacy"
    weights = tuple(3.0 if name == hub else 2.0 if name in near else 0.5 for name in names)
    return pick(chance, tuple(names), weights)


def _updated_on(
    chance: np.random.Generator, directorate: str, ended_on: date | None, started_on: date
) -> date:
    """Closed projects were brought up to date at their end; the stale corner was left in July."""
    if ended_on is not None:
        return min(ended_on + days_between(chance, 0, 20), REGISTER_ON)
    if directorate in STALE:
        return max(REGISTER_ON - days_between(chance, 96, 240), started_on)
    since = (
        days_between(chance, 100, 190) if chance.random() < 0.08 else days_between(chance, 3, 74)
    )
    return max(REGISTER_ON - since, started_on)
