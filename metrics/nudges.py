"""What does a project need of its lead, in words that can be sent?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.completeness import FIELDS, Completeness
from metrics.periods import day_in_words

STAGES = ("idea", "testing", "improvement", "sustained")
NEEDS_IN_WORDS = {
    "stale": "out of date",
    "stuck": "stuck",
    "no measures": "without measures",
    "no coach": "without a coach",
}


@dataclass(frozen=True)
class Nudge:
    """One thing to do about one project: why, what to press, and the text to send."""

    title: str
    reason: str
    ask: str
    text: str


def nudge(
    project_id: str,
    title: str,
    status: str,
    needs: str,
    updated_on: date | None,
    turning_since: date,
    register_on: date,
) -> Nudge:
    """What this project needs, as at the register's date.

    `needs` is one of NEEDS_IN_WORDS. `turning_since` is the end of its last PDSA cycle, or its
    start where no cycle has ended. `reason` stays under 28 characters, `ask` under 17, so that
    both stand on one line of a phone. Raises KeyError where `needs` is not one of these.
    """
    named = f"“{title}” ({project_id})"
    stage = status.capitalize()
    if needs == "stale":
        short, long = "never updated", "it was never updated"
        if updated_on is not None:
            this_year = updated_on.year == register_on.year
            day = updated_on.day  # a day without a leading nought is not portable on Windows
            short = f"updated {day} {updated_on:%b}" if this_year else f"updated in {updated_on:%Y}"
            long = f"it was last updated on {day} {updated_on:%B %Y}"
        return Nudge(
            title,
            f"{stage}, {short}",
            "Bring up to date",
            f"Please bring {named} up to date on the improvement register: {long}. "
            "If it has ended, say when and what came of it.",
        )
    if needs == "stuck":
        days = (register_on - turning_since).days
        return Nudge(
            title,
            f"In {status} for {days} days",
            "Ask for a coach",
            f"Could a coach look at {named} with us? It has been in {status} for {days} days "
            "without a finished PDSA cycle.",
        )
    return {
        "no measures": Nudge(
            title,
            f"In {status}, no measure",
            "Add a measure",
            f"Please add an outcome measure to {named}: nobody can tell yet whether it helped.",
        ),
        "no coach": Nudge(
            title,
            f"{stage}, no coach",
            "Ask for a coach",
            f"Could {named} have a coach? It has none on the register.",
        ),
    }[needs]


_NAMED = 8  # projects named one by one, before the rest is only counted


def register_nudge(part: Completeness, register_on: date) -> str:
    """The message to a directorate whose part of the register is out of date or has holes."""
    on = day_in_words(register_on)
    lines = [
        f"To {part.directorate}: please look at your part of the improvement register of {on}."
    ]
    if part.stale:
        lines.append(f"- Bring up to date, or close: {_projects(part.stale)}.")
    lines += [
        f"- Fill in the {FIELDS[column]}: {_projects(projects)}."
        for column, projects in part.missing.items()
        if projects
    ]
    lines.append("If a project has ended, say when and what came of it. Thank you.")
    return "\n".join(lines)


def _projects(projects: Sequence[tuple[str, str]]) -> str:
    named = ", ".join(f"“{title}” ({project_id})" for project_id, title in projects[:_NAMED])
    more = len(projects) - _NAMED
    return f"{named} and {more} more" if more > 0 else named
