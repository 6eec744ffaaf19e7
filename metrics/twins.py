"""Has somebody like us done it: who is alike in size, staff and starting score, and improved?

How unlike two directorates are is the sum of three distances, each 1 where a reader would say
"rather different": twice the size; half of the staff in other staff groups; a point of ten (or ten
percentage points) between where the other began and where we stand. The units are ours.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pandas import DataFrame

from metrics.finding import Finding

FARTHEST = 2.0  # more unlike than this is nobody's twin
_A_STEP = {"score": 1.0, "proportion": 10.0}


@dataclass(frozen=True)
class Staff:
    """A directorate's headcount by staff group, as at the newest snapshot; '' is not known."""

    by_group: Mapping[str, int]

    @property
    def headcount(self) -> int:
        return sum(self.by_group.values())

    def alike(self, other: Staff) -> float:
        """Which part of the two staffs is in the same groups, 0-1; 1 where the mix is the same."""
        groups = {*self.by_group, *other.by_group}
        return sum(
            min(
                self.by_group.get(group, 0) / self.headcount,
                other.by_group.get(group, 0) / other.headcount,
            )
            for group in groups
        )


@dataclass(frozen=True)
class Twin:
    """A directorate like our own whose score improved: `began` where ours stands at `stands`.

    `alike` is the part of the two staffs in the same groups, 0-1; `unlike` the whole distance.
    """

    directorate: str
    headcount: int
    alike: float
    unlike: float
    finding: Finding
    began: float
    stands: float


def staffs(rows: DataFrame) -> dict[str, Staff]:
    """Each directorate's staff, from what warehouse.snapshot's staff_mix returns."""
    found: dict[str, dict[str, int]] = {}
    for name, group, people in zip(
        rows["directorate"], rows["staff_group"], rows["headcount"], strict=True
    ):
        found.setdefault(str(name), {})[str(group)] = int(people)
    return {name: Staff(groups) for name, groups in found.items()}


def twin(
    own: str,
    staff: Mapping[str, Staff],
    scores: Iterable[Finding],
    wanted: Sequence[str],
) -> Twin | None:
    """Who of the others improved and is most alike? None where nobody near enough is to be named.

    `scores` are all directorates' newest findings; `wanted` the ids of scores, the one most worth
    learning about first: the first for which somebody near enough improved decides.
    """
    held = [one for one in scores if one.is_shown and one.value is not None]
    for name in wanted:
        of_score = [one for one in held if one.subject.id == name]
        mine = next((one for one in of_score if one.group == own), None)
        near = [
            made
            for one in of_score
            if one.verdict == "improved" and one.group != own and mine is not None
            if (made := _compared(mine, one, staff)) is not None and made.unlike <= FARTHEST
        ]
        if near:
            return min(near, key=lambda one: (one.unlike, one.directorate))
    return None


def _compared(mine: Finding, other: Finding, staff: Mapping[str, Staff]) -> Twin | None:
    """The other as a twin; None where staff or the score it began from is not known."""
    us, they = staff.get(mine.group), staff.get(other.group)
    step = _A_STEP.get(other.subject.statistic)
    if us is None or they is None or not us.headcount or not they.headcount:
        return None
    if other.before is None or mine.value is None or step is None:
        return None
    size = abs(math.log2(they.headcount / us.headcount))
    alike = us.alike(they)
    start = abs(other.before - mine.value) / step
    return Twin(
        other.group,
        they.headcount,
        alike,
        size + 2 * (1 - alike) + start,
        other,
        other.before,
        mine.value,
    )


def likeness_in_words(found: Twin) -> str:
    """'320 staff, 82 % of them in the same staff groups as yours; it began at 6.21, you are at 6.30.'"""
    number = found.finding.subject.with_unit
    return (
        f"{found.headcount:,} staff, {100 * found.alike:.0f} % of the two staffs in the same staff "
        f"groups; it began at {number(found.began)}, this one is at {number(found.stands)}."
    )


def whom_to_ask(projects: DataFrame) -> list[str]:
    """'Fewer falls: a lead from Nursing and Midwifery Registered; it has a coach.', two at most.

    `projects` are the twin's, one by one; live ones with most tested cycles first. Roles and staff
    groups only, never a person.
    """
    live = projects.loc[projects["is_live"].astype(bool)]
    first = live.sort_values(["cycles", "project_id"], ascending=[False, True]).head(2)
    return [
        f"{row['title']}: {_lead(row['lead_staff_group'])}{_coach(row['has_coach'])}."
        for row in first.to_dict("records")
    ]


def _lead(staff_group: object) -> str:
    known = isinstance(staff_group, str) and staff_group
    return f"its lead, from {staff_group}" if known else "its lead, whose staff group is not known"


def _coach(has_coach: object) -> str:
    return " or its coach" if has_coach is True or has_coach == 1 else ""
