"""Which projects of different directorates may be about the same thing?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pandas import DataFrame
from rapidfuzz import fuzz, process, utils

ALIKE = 88  # of 100: one word of a short title differs; under it only common words are shared


@dataclass(frozen=True)
class Alike:
    """Projects of two directorates or more whose titles are nearly the same words."""

    titles: tuple[str, ...]
    directorates: tuple[str, ...]
    live: int


def similar_projects(projects: DataFrame) -> list[Alike]:
    """Groups of projects with titles alike by 88 of 100 or more, most directorates first.

    Words count in any order, punctuation and capitals do not (RapidFuzz, token sort ratio); two
    titles that are both like a third are in one group. Stopped projects are left out: nobody is
    there to be asked. `projects` is what warehouse.snapshot's projects returns.
    """
    rows: list[dict[Any, Any]] = [
        row for row in projects.to_dict("records") if row["status"] != "stopped"
    ]
    titles = [str(row["title"]) for row in rows]
    likeness = process.cdist(
        titles,
        titles,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
    )
    group_of = list(range(len(rows)))
    for one, other in zip(*likeness.nonzero(), strict=True):
        first, second = sorted((group_of[one], group_of[other]))
        group_of = [first if group == second else group for group in group_of]
    groups: dict[int, list[dict[Any, Any]]] = {}
    for row, group in zip(rows, group_of, strict=True):
        groups.setdefault(group, []).append(row)
    found = [_alike(group) for group in groups.values()]
    return sorted(
        (one for one in found if len(one.directorates) > 1),
        key=lambda one: (-len(one.directorates), one.titles),
    )


def _alike(group: list[dict[Any, Any]]) -> Alike:
    return Alike(
        tuple(sorted({str(row["title"]) for row in group})),
        tuple(sorted({str(row["directorate"]) for row in group})),
        sum(bool(row["is_live"]) for row in group),
    )
