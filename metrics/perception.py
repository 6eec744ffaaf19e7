"""Do staff see a component where its leaders place it, and do the measures of it?

A level of 1 to 5 stands at 0, 25 … 100 beside the per cent of staff who answered favourably. The
two are different yardsticks, so less than half a level is not called a gap, and a gap is a
question to ask, not a mark for anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from metrics.composite import place_of_level
from metrics.finding import Finding

A_LEVEL = 25.0  # points of 100 from one level to the next
LEAST_GAP = A_LEVEL / 2
CAVEAT = (
    "Levels are a judgement and per cents are answers: less than half a level apart counts as "
    "agreement, and a gap is a question to ask."
)


@dataclass(frozen=True)
class Assessment:
    """How one role placed one component on one day, over its items.

    `given` counts how often each level from 1 to 5 was given. `spread` is how many levels the
    middle half of the assessors of an item are apart; None under three assessors.
    """

    component: str
    role: str
    level: float
    items: int
    given: tuple[int, ...]
    spread: float | None


def gap(level: float, staff: Finding | None) -> float | None:
    """The level, scaled to 0-100, less the per cent of staff; None where no staff view is shown."""
    if staff is None or staff.value is None or not staff.is_shown:
        return None
    return (level - 1) * A_LEVEL - staff.value


def gap_in_words(level: float, staff: Finding | None) -> str:
    """'leaders higher by about 1 level (+22 points)', 'they agree', or why nothing can be said."""
    points = gap(level, staff)
    if staff is None:
        return "cannot say: staff views are not collected"
    if points is None:
        return f"cannot say: the staff view is {staff.value_in_words}"
    signed = f"{points:+.0f} points".replace("-", "−")
    if abs(points) < LEAST_GAP:
        return f"they agree within half a level ({signed})"
    levels = round(2 * abs(points) / A_LEVEL) / 2
    side = "higher" if points > 0 else "lower"
    unit = "level" if levels <= 1 else "levels"
    return f"leaders {side} by about {levels:g} {unit} ({signed})"


def beside_the_score(level: float, score: Finding) -> str:
    """'higher', 'lower' where the level's place lies beyond the score's interval; else 'agrees'."""
    if score.lower is None or score.upper is None or not score.is_shown:
        return "cannot say"
    place = place_of_level(level)
    return "higher" if place > score.upper else "lower" if place < score.lower else "agrees"


def given_in_words(assessment: Assessment) -> str:
    """'2 once, 3 four times': how often each level was given, the lowest first."""
    times = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times"}
    return ", ".join(
        f"{level} {times.get(count, f'{count} times')}"
        for level, count in enumerate(assessment.given, start=1)
        if count
    )


def spread_in_words(assessment: Assessment) -> str:
    """'1 level', or why there is none."""
    if assessment.spread is None:
        return "under three assessors"
    return f"{assessment.spread:g} {'level' if assessment.spread == 1 else 'levels'}"
