"""What is an indicator? One declaration says what is counted, among whom, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Breakdown = Literal[
    "trust",
    "division",
    "directorate",
    "staff_group",
    "division_staff_group",
    "band",
    "characteristic",
]

# The columns that name a group of each breakdown; a fixed list, so that nobody can be worked out
# by combining filters (docs/decisions.md no. 5).
BREAKDOWNS: dict[Breakdown, tuple[str, ...]] = {
    "trust": (),
    "division": ("division",),
    "directorate": ("directorate",),
    "staff_group": ("staff_group",),
    "division_staff_group": ("division", "staff_group"),
    "band": ("band",),
    "characteristic": ("characteristic",),  # ethnicity, disability …: the trust as a whole only
}

# score           numerator / denominator, 0-10; numerator is score × respondents
# rating          the same, of means from 1 to 5
# proportion      100 × numerator / denominator
# rate            1,000 × numerator / denominator
# count           numerator
# features        numerator / denominator, 0-5; numerator is features met; no interval
# hours           numerator / denominator; numerator is hours; no interval
# load            numerator / denominator; projects for each coach; no interval
# points          percentage positive of one question − that of another; 0 is equal
# spread          standard deviation between directorates beyond chance, of a 0-10 score (metrics/spread.py)
# gap             score of the reference group − score of the compared group; 0 is equal
# ratio           share in the compared group / share in the reference group; 1 is equal
# representation  (group's share of the numerator) / (group's share of the denominator); 1 is fair
# least_reached   the worst representation among a unit's staff groups, 0-1; 1 is fair
Statistic = Literal[
    "score",
    "rating",
    "proportion",
    "rate",
    "count",
    "features",
    "hours",
    "load",
    "points",
    "spread",
    "gap",
    "ratio",
    "representation",
    "least_reached",
]

Better = Literal["higher", "lower", "equal", "neither"]

UNIT_WORDS: dict[Statistic, str] = {
    "score": "of 10",
    "rating": "of 5",
    "proportion": "%",
    "rate": "per 1,000 staff",
    "count": "a month",
    "features": "of 5",
    "hours": "hours per whole-time equivalent",
    "load": "projects per coach",
    "points": "percentage points",
    "spread": "points of 10",
    "gap": "points of 10",
    "ratio": "ratio",
    "representation": "ratio",
    "least_reached": "ratio",
}


@dataclass(frozen=True)
class Indicator:
    """One number worth watching.

    `sql` returns one row per period and group: `period`, the columns of its groups (any of
    `directorate`, `division`, `staff_group`, `band`), `numerator`, `denominator`; a survey
    indicator adds `weighting`, `is_suppressed` and `is_recomputed`, one that compares two groups adds `contrast`
    ('compared' or 'reference') and `characteristic`. With `roll_up` "sum" the rows are parts of
    the trust and every group is a sum of them; with "published" each row is a line of its own, as
    the survey publishes it, and only divisions and the trust are summed, from directorates; with
    "from shown" the value is made of other values once these have been masked.
    An indicator whose denominator leaves out those of which the answer is not known adds `total`, the
    number of all of them, and `known_of` says what they are: "projects".
    `needs` names dataset.column that must hold something, else the indicator is not collected.
    `smallest_denominator`: below it no rate is shown. `grain` "wave" is one value a survey year,
    "quarter" one a pulse, "change" one a survey about a named change, "month" one a month.
    `months_counted`: over how many months up to a period training sessions and PDSA cycles are
    read for it; None: all of them. `judged_by` says which test gives the verdict: this
    year against last, the control chart, or the run chart. `home_of` names the survey items inside it, for the rule that no composite
    counts an item twice.
    """

    id: str
    catalogue: str
    title: str
    question: str
    statistic: Statistic
    better: Better
    lenses: tuple[str, ...]
    numerator: str
    denominator: str
    dimensions: tuple[Breakdown, ...]
    grain: Literal["wave", "quarter", "change", "month"]
    roll_up: Literal["sum", "published", "from shown"]
    needs: tuple[str, ...]
    source: str
    authority: str
    why: str
    sql: str
    smallest_denominator: int = 0
    months_counted: int | None = None
    known_of: str = ""
    judged_by: Literal["year on year", "control chart", "run chart", "nothing"] = "year on year"
    is_opinion: bool = False
    everybody_asked: bool = True
    measure: str | None = None
    home_of: tuple[str, ...] = ()
    caution: str = ""

    @property
    def unit(self) -> str:
        """The unit in words, as it stands behind the number."""
        return UNIT_WORDS[self.statistic]
