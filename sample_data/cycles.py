"""Which tests of change did the projects make?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sample_data.chance import days_between, months, pick
from sample_data.lists import SEED
from sample_data.projects import REGISTER_ON, Project, begun

CYCLES_FROM = date(2023, 2, 1)  # the log was begun three months after the register
# Cycles that end in each month: about 19 and, from May 2026, 11.
_CYCLES = (
    18, 20, 19, 17, 21, 19, 16, 20, 21, 19, 17, 20, 18, 17, 21, 19, 16, 20, 22, 19, 17, 20,
    18, 21, 17, 19, 22, 20, 16, 19, 20, 17, 21, 18, 20, 17, 22, 19, 20, 11, 12, 10, 11, 10, 11,
)  # fmt: skip


@dataclass(frozen=True)
class Cycle:
    """One PDSA cycle; `ended_on` is empty while it runs."""

    project_id: str
    cycle: int
    started_on: date
    ended_on: date | None
    has_prediction: bool
    data_points: int
    scale: str
    outcome: str | None


def register_and_log() -> tuple[list[Project], list[Cycle]]:
    """Every project, oldest first, and every cycle, project by project."""
    chance = np.random.default_rng([SEED, 5])
    projects = begun(chance)
    cycles = _cycles(chance, projects)
    first = {c.project_id: c.started_on for c in reversed(cycles)}
    return [_with_first_test(chance, project, first) for project in projects], cycles


def _cycles(chance: np.random.Generator, projects: list[Project]) -> list[Cycle]:
    """Cycles that end in each month, given to projects that were alive, one a month at most."""
    tested = [p for p in projects if p.stage != "idea"]
    free_from = {p.project_id: p.started_on + timedelta(days=6) for p in tested}
    logged: dict[str, list[Cycle]] = {p.project_id: [] for p in tested}
    scales = np.random.default_rng([SEED, 8])  # its own, so that nothing else of the trust moves
    for month, wanted in zip(months(CYCLES_FROM, len(_CYCLES)), _CYCLES, strict=True):
        last_day = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        alive = [
            p
            for p in tested
            if free_from[p.project_id] + timedelta(days=9) <= last_day
            and (p.ended_on is None or p.ended_on > last_day)
            and p.stage != "paused"
        ]
        # Young projects test most, and few test more than six times.
        weights = np.array(
            [
                (3.0 if (month - p.started_on).days < 300 else 0.5)
                / (1 + len(logged[p.project_id])) ** 0.7
                for p in alive
            ]
        )
        for place in chance.choice(len(alive), wanted, replace=False, p=weights / weights.sum()):
            project = alive[int(place)]
            earliest = max(free_from[project.project_id] + timedelta(days=8), month)
            ended_on = earliest + days_between(chance, 0, (last_day - earliest).days)
            started_on = max(free_from[project.project_id], ended_on - days_between(chance, 10, 34))
            number = len(logged[project.project_id]) + 1
            logged[project.project_id].append(
                _cycle(chance, scales, project.project_id, number, started_on, ended_on)
            )
            free_from[project.project_id] = ended_on + timedelta(days=1)
    running = [p for p in tested if p.stage == "testing" and p.started_on < date(2026, 9, 1)]
    for place in chance.choice(len(running), 12, replace=False):
        project = running[int(place)]
        started_on = max(
            free_from[project.project_id], date(2026, 10, 5) + days_between(chance, 0, 20)
        )
        if started_on <= REGISTER_ON:
            number = len(logged[project.project_id]) + 1
            logged[project.project_id].append(
                _cycle(chance, scales, project.project_id, number, started_on, None)
            )
    return [cycle for p in tested for cycle in logged[p.project_id]]


def _cycle(
    chance: np.random.Generator,
    scales: np.random.Generator,
    project_id: str,
    number: int,
    started_on: date,
    ended_on: date | None,
) -> Cycle:
    outcome = pick(chance, ("adopt", "adapt", "abandon"), (0.34, 0.52, 0.14))
    return Cycle(
        project_id,
        number,
        started_on,
        ended_on,
        bool(chance.random() < 0.56),
        int(chance.integers(0, 15)) if chance.random() < 0.8 else 0,
        pick(scales, ("Few", "Team", "Wider"), (0.5, 0.4, 0.1) if number == 1 else (0.2, 0.5, 0.3)),
        outcome if ended_on else None,
    )


def _with_first_test(
    chance: np.random.Generator, project: Project, first: dict[str, date]
) -> Project:
    """The first logged cycle, or a date where the register has one and the log has none."""
    if project.stage == "idea":
        return project
    guess = project.started_on + days_between(chance, 12, 110)
    on = first.get(project.project_id, guess)
    if on > (project.ended_on or REGISTER_ON):
        return project
    return replace(project, first_test_on=on)
