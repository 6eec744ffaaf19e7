"""Who is on which project's team, and how far did each project get?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.chance import days_between
from sample_data.employment import Employment
from sample_data.lists import SEED
from sample_data.projects import REGISTER_ON, Project
from sample_data.training import BRONZE, COACH, attendances
from sample_data.workforce import Person

_TRAINED_JOIN = 9.0  # how much likelier somebody newly trained is to be on a team than others
_CARRIES = 0.8  # a coach with many projects is asked again


@dataclass(frozen=True)
class Place:
    """One person on one team; `joined_on` is empty for those there from the start."""

    project_id: str
    person: Person
    directorate: str
    role: str
    joined_on: date | None
    left_on: date | None


@dataclass(frozen=True)
class Score:
    """How far a project had got on a day, from 0.5 to 5."""

    project_id: str
    scored_on: date
    score: float


def places(projects: list[Project], employed: list[Employment]) -> list[Place]:
    """Every team: its lead, two to five others, and a coach where the register says so."""
    chance = np.random.default_rng([SEED, 10])
    here: dict[str, list[Employment]] = defaultdict(list)
    for one in employed:
        for name in {one.person.directorate_on(day) for day in (date(2023, 1, 1), REGISTER_ON)}:
            here[name].append(one)
    trained, coaches = _trained_on(BRONZE), _trained_on(COACH)
    asked: dict[str, int] = defaultdict(int)
    found: list[Place] = []
    for project in projects:
        found += _team(chance, project, here[project.directorate], trained)
        if project.partner:
            found += _guests(chance, project, here[project.partner])
        if project.has_coach:
            found += _coach(chance, project, employed, coaches, asked)
    return found


def _trained_on(course: str) -> dict[str, date]:
    """When each learner first attended the course."""
    days: dict[str, date] = {}
    for booking in attendances():
        if booking.course == course and booking.status == "attended":
            days.setdefault(booking.person.staff_number, booking.held_on)
    return days


def _was_here(one: Employment, project: Project) -> bool:
    return one.joined_on <= project.started_on and (
        one.left_on is None or one.left_on > project.started_on
    )


def _team(
    chance: np.random.Generator,
    project: Project,
    people: list[Employment],
    trained: dict[str, date],
) -> list[Place]:
    """The lead has the staff group and band that the register tells; newly trained people join."""
    around = [one for one in people if _was_here(one, project)]
    leads = [
        one
        for one in around
        if (one.person.staff_group, one.person.band)
        == (project.lead_staff_group, project.lead_band)
    ] or around
    lead = leads[int(chance.integers(len(leads)))]
    others = [one for one in around if one is not lead]
    newly = np.array(
        [
            abs((trained.get(one.person.staff_number, date.min) - project.started_on).days) < 240
            for one in others
        ]
    )
    weights = np.where(newly, _TRAINED_JOIN, 1.0)
    members = chance.choice(
        len(others),
        min(int(chance.integers(2, 6)), len(others)),
        replace=False,
        p=weights / weights.sum(),
    )
    return [
        _place(chance, project, lead, "lead"),
        *(_place(chance, project, others[int(place)], "member") for place in members),
    ]


def _guests(chance: np.random.Generator, project: Project, people: list[Employment]) -> list[Place]:
    around = [one for one in people if _was_here(one, project)]
    chosen = chance.choice(len(around), int(chance.integers(1, 3)), replace=False)
    return [_place(chance, project, around[int(place)], "member") for place in chosen]


def _coach(
    chance: np.random.Generator,
    project: Project,
    employed: list[Employment],
    coaches: dict[str, date],
    asked: dict[str, int],
) -> list[Place]:
    """Somebody trained as a coach by then, a willing one again and again; before, nobody is named."""
    by_then = [
        one
        for one in employed
        if _was_here(one, project)
        and coaches.get(one.person.staff_number, REGISTER_ON) <= project.started_on
    ]
    if not by_then:
        return []
    weights = np.array([(1 + asked[one.person.staff_number]) ** _CARRIES for one in by_then])
    one = by_then[int(chance.choice(len(by_then), p=weights / weights.sum()))]
    asked[one.person.staff_number] += 1
    return [_place(chance, project, one, "coach")]


def _place(chance: np.random.Generator, project: Project, one: Employment, role: str) -> Place:
    """Three in ten members joined later; who left the trust left the team."""
    until = min(project.ended_on or REGISTER_ON, one.left_on or REGISTER_ON)
    joined_on = None
    if role == "member" and chance.random() < 0.3 and (until - project.started_on).days > 40:
        joined_on = project.started_on + days_between(
            chance, 10, min(200, (until - project.started_on).days - 20)
        )
    left_on = (
        one.left_on if one.left_on and one.left_on < (project.ended_on or REGISTER_ON) else None
    )
    return Place(
        project.project_id,
        one.person,
        one.person.directorate_on(project.started_on),
        role,
        joined_on,
        left_on,
    )


# The scores a project passes on its way to each stage, and about how many days after its start.
_PASSED = ((0.5, 0), (1.0, 14), (1.5, 35), (2.0, 60), (2.5, 110), (3.0, 190), (3.5, 260),
           (4.0, 330), (4.5, 430), (5.0, 560))  # fmt: skip
_HIGHEST = {
    "idea": (0.5, 1.5), "testing": (2.0, 2.5), "improvement": (3.0, 3.5), "sustained": (4.5, 5.0),
    "completed": (3.0, 4.5), "paused": (1.0, 2.5), "stopped": (1.0, 2.5),
}  # fmt: skip


def scores(projects: list[Project]) -> list[Score]:
    """Each project's scores, oldest first; one project of eight is never scored."""
    chance = np.random.default_rng([SEED, 11])
    found = []
    for project in projects:
        low, high = _HIGHEST[project.stage]
        highest = low + 0.5 * int(chance.integers(0, round(2 * (high - low)) + 1))
        pace = float(chance.uniform(0.6, 1.7))
        is_scored = chance.random() < 0.88
        until = project.ended_on or REGISTER_ON
        for score, after in _PASSED:
            scored_on = project.started_on + timedelta(days=round(after * pace))
            if is_scored and score <= highest and scored_on <= until:
                found.append(Score(project.project_id, scored_on, score))
    return found
