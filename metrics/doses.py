"""Is the depth of training matched to what we aim for? Declarations, and the shortfall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.indicator import Indicator
from metrics.trained_people import trained_and_headcount

LEVEL_WORDS = ("awareness", "foundation", "practitioner", "coach", "expert")


def _reached(level: int) -> Indicator:
    words = LEVEL_WORDS[level]
    return Indicator(
        id=f"trained_to_level_{level}",
        catalogue=f"TR03 level {level}",
        title=f"Trained to level {level} or above ({words})",
        question="Is there enough depth?",
        statistic="proportion",
        better="higher",
        lenses=("capability", "N4"),
        numerator=f"staff who have attended a course of level {level} or above by the end of the "
        "month, each once",
        denominator="headcount at the newest snapshot",
        dimensions=("trust", "division", "directorate"),
        grain="month",
        roll_up="sum",
        needs=("training_attendance.staff_key", "workforce.headcount"),
        source="training attendance; workforce",
        authority="idea: IHI and NHS England capability guidance; levels and targets are local",
        why="Every place needs some people who can teach and coach, not only many who have heard.",
        sql=trained_and_headcount(level),
        smallest_denominator=20,
        caution="Attendance lists do not say who has left, so leavers stay counted.",
    )


# Level 1 and above is the coverage that everything else uses (TR01): the same people, the same id.
PROFILE: tuple[str, ...] = (
    "trained_to_level_0", "qi_training_coverage", "trained_to_level_2", "trained_to_level_3",
    "trained_to_level_4",
)  # fmt: skip

DECLARED = tuple(_reached(level) for level in (0, 2, 3, 4))


def shortfall(reached: Mapping[int, float], targets: Sequence[float]) -> float | None:
    """Percentage points missing to the target shares, summed over levels; more than enough at one

    level makes up for nothing at another. `reached` is per cent of staff at each level or above;
    `targets` per cent from level 0 up. None where no level is known.
    """
    if not reached:
        return None
    return sum(max(0.0, targets[level] - percent) for level, percent in reached.items())
