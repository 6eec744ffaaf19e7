"""What should come in, from whom, by which day? Our assumptions, told beside the coverage grid."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

_EVERY_MONTH = frozenset(range(1, 13))


@dataclass(frozen=True)
class Expected:
    """How often something should come in: our assumption, told beside the grid.

    `due` holds the calendar months in which it is due; it should be here `days_after` the month's
    last day. `silence` is the number of due months that may pass without a row before somebody is
    said to be missing: nobody trained in one month is ordinary. `speaks_backwards` where the
    newest return also says what was true in earlier months.
    """

    id: str
    title: str
    dataset: str
    due: frozenset[int]
    days_after: int
    by_directorate: bool
    in_words: str
    silence: int = 0
    speaks_backwards: bool = False

    def due_on(self, month: str) -> date:
        """The day by which the month's rows should be here: '2026-10' and ten → 10 November 2026."""
        year, number = int(month[:4]), int(month[5:])
        last = date(year, number, calendar.monthrange(year, number)[1])
        return last + timedelta(days=self.days_after)


MONTHLY = 10  # days after a month's end in which a monthly return is due
EXPECTED = (
    Expected(
        "training_attendance", "Training attendance", "training_attendance", _EVERY_MONTH, MONTHLY,
        True, "by the 10th of the next month, from each directorate", silence=1,
    ),
    Expected(
        "project_register", "Project register", "project_register", _EVERY_MONTH, MONTHLY,
        True,
        "by the 10th of the next month, from each directorate; the newest register also holds the "
        "earlier months",
        speaks_backwards=True,
    ),
    Expected(
        "pdsa_log", "PDSA log", "pdsa_log", _EVERY_MONTH, MONTHLY,
        True, "by the 10th of the next month, for the projects of each directorate", silence=1,
    ),
    Expected(
        "workforce", "Workforce", "workforce", frozenset({3, 9}), MONTHLY,
        True, "for each March and September by the 10th of the next month, every directorate",
    ),
    # The national pulse survey runs in April, July and January; the yearly survey takes the place
    # of the autumn's (NHS England, National Quarterly Pulse Survey guidance).
    Expected(
        "pulse", "Pulse survey", "staff_survey", frozenset({1, 4, 7}), 40,
        True, "for each January, April and July within 40 days, by directorate",
    ),
    Expected(
        "self_assessment", "Self-assessment", "self_assessment", frozenset(), MONTHLY,
        False, "when the trust assesses itself; no month is fixed",
    ),
)  # fmt: skip
# A wave stands in October; its results are published in the March after it.
YEARLY_SURVEY = Expected(
    "staff_survey", "Staff survey", "staff_survey", frozenset({10}), 151,
    True, "for each autumn by the end of the next March, by directorate",
)  # fmt: skip
IN_WORDS = (
    "Training, the project register and the PDSA log are due by the 10th of the next month; "
    "workforce for each March and September; the pulse survey for each January, April and July; "
    "the staff survey for each autumn. "
    "A directorate is said to be missing from training or the log after two months of silence that "
    "are longer than any silence in the year before, since in one month there may have been nothing. "
    "Days late are told only of what fell due after the dataset first came in."
)


def last_month_due(today: date) -> str:
    """The newest month whose monthly returns should be here: 11 November → '2026-10'."""
    until = today - timedelta(days=MONTHLY)  # the month had to be over before this day
    last = until.replace(day=1) - timedelta(days=1)
    return f"{last:%Y-%m}"


def last_wave_due(today: date) -> str:
    """The newest autumn whose survey should be here, as its October: 1 April 2027 → '2026-10'."""
    autumn = f"{today.year - 1}-10"
    return autumn if YEARLY_SURVEY.due_on(autumn) < today else f"{today.year - 2}-10"


def by_id(name: str) -> Expected:
    """The one of this id; raises KeyError where there is none."""
    return {one.id: one for one in (*EXPECTED, YEARLY_SURVEY)}[name]
