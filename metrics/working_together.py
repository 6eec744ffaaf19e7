"""Which directorates work with each other, as the project register tells?"""

from __future__ import annotations

from collections.abc import Iterable

from pandas import DataFrame

COLUMNS = ["directorate", "with_directorate", "projects", "weight"]


def pairs(taking_part: Iterable[tuple[str, str]]) -> DataFrame:
    """Who shares projects with whom, one row per directorate and other, both ways round.

    `taking_part` is (project, directorate), a project of several directorates several times; one
    named twice counts once. `projects` counts shared projects; `weight` gives each of them
    1 / (its directorates − 1), so that one project of five does not tie ten close bonds (Newman 2001).
    """
    teams: dict[str, set[str]] = {}
    for project, directorate in taking_part:
        teams.setdefault(project, set()).add(directorate)
    found: dict[tuple[str, str], tuple[int, float]] = {}
    for team in teams.values():
        for one in team:
            for other in team - {one}:
                projects, weight = found.get((one, other), (0, 0.0))
                found[one, other] = (projects + 1, weight + 1 / (len(team) - 1))
    rows = [(*pair, *found[pair]) for pair in sorted(found)]
    return DataFrame(rows, columns=COLUMNS)
