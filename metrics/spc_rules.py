"""By which rules is an XmR chart read: Making Data Count's, or those of the NHS-R package?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

POINT_TYPES = ("common_cause", "improvement", "concern", "neutral_high", "neutral_low")


@dataclass(frozen=True)
class Rules:
    """A named way of reading an XmR chart; print the name under the chart.

    `screening` sets outlying moving ranges aside before the limits are worked out. `n_shift`
    points on one side of the mean, or `n_trend` points all rising or all falling, are a special
    cause. `two_of_three_counts_outside` lets points beyond the limits count towards two of three.
    Below `min_points` values only points and mean are drawn. When a point breaks rules that point
    both ways, `conflict` says which label it gets: by precedence, or the improvement.
    """

    name: Literal["mdc", "nhsr"]
    screening: bool
    n_shift: int
    n_trend: int
    two_of_three_counts_outside: bool
    min_points: int
    conflict: Literal["precedence", "improvement"]

    @property
    def labels(self) -> tuple[str, ...]:
        """The label of each rule code: 0 is common cause, then high and low by precedence."""
        return (
            "Common Cause",
            "Above UCL",
            "Below LCL",
            f"{self.n_trend} Point Trend (Increasing)",
            f"{self.n_trend} Point Trend (Decreasing)",
            "2 in 3 Above CL",
            "2 in 3 Below CL",
            f"{self.n_shift} Points Above CL",
            f"{self.n_shift} Points Below CL",
        )


MDC = Rules(
    name="mdc",
    screening=False,
    n_shift=7,
    n_trend=7,
    two_of_three_counts_outside=True,
    min_points=13,
    conflict="improvement",
)
NHSR = Rules(
    name="nhsr",
    screening=True,
    n_shift=7,
    n_trend=7,
    two_of_three_counts_outside=False,
    min_points=13,
    conflict="precedence",
)
