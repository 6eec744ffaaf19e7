"""Is the newest register kept up to date and filled in, by directorate, and what is missing where?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pandas import DataFrame, isna

ENDED = "Directorates that have ended"
CLOSED = ("completed", "stopped")
# What a project on the register should say, by the column that holds it; an end date is asked of
# closed projects, all else of live ones (metric catalogue PJ18: required fields filled).
FIELDS: Mapping[str, str] = {
    "objective": "objective",
    "is_measured": "outcome measures",
    "lead_staff_group": "lead staff group",
    "has_coach": "coach",
    "ended_on": "end date",
}
_WRITTEN_OUT_UNDER = 0.95  # known of total is told below this share (metric catalogue, section 5)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    known: int
    of: int

    @property
    def in_words(self) -> str:
        """'all 14', '97 %', '9 of 14': known of total wherever under 95 % are known; '–' of none."""
        if not self.of:
            return "–"
        if self.known == self.of:
            return f"all {self.of:,}"
        if self.known / self.of < _WRITTEN_OUT_UNDER:
            return f"{self.known:,} of {self.of:,}"
        return f"{100 * self.known / self.of:.0f}\u00a0%"


@dataclass(frozen=True)
class Completeness:
    """One directorate's part of the register, that of those that ENDED, or all (directorate '').

    `updated` are the live projects brought up to date within the limit, `filled` the fields that
    hold something. `stale` names the projects that were not, `missing` those that lack a field,
    by column of FIELDS; each as (project_id, title).
    """

    directorate: str
    updated: Share
    filled: Share
    stale: tuple[tuple[str, str], ...]
    missing: Mapping[str, tuple[tuple[str, str], ...]]

    @property
    def can_be_nudged(self) -> bool:
        """Does it lack something, and is somebody there to be asked for it?"""
        lacks_something = bool(self.stale or any(self.missing.values()))
        return lacks_something and self.directorate != ENDED


def completeness_of(
    projects: DataFrame, register_on: date, stale_after_days: int, today: Collection[str]
) -> tuple[Completeness, ...]:
    """The register as a whole, then each directorate's part, A to Z.

    `today` are the directorates that still exist; projects of others stand together as the last
    part, ENDED: nobody is there to be asked about them.

    `projects` is what warehouse.snapshot's projects returns. A project is live that has begun by
    the register's day and not ended by then; without an end date its status decides.
    """
    rows = projects.to_dict("records")
    of: dict[str, list[Mapping[Any, Any]]] = {}
    for row in rows:
        name = str(row["directorate"])
        of.setdefault(name if name in today else ENDED, []).append(row)
    limit = register_on - timedelta(days=stale_after_days)
    names = sorted(of, key=lambda name: (name == ENDED, name))
    return (
        _of("", rows, register_on, limit),
        *(_of(name, of[name], register_on, limit) for name in names),
    )


def _of(
    directorate: str, rows: Sequence[Mapping[Any, Any]], register_on: date, limit: date
) -> Completeness:
    begun = [row for row in rows if _day(row["started_on"]) <= register_on]
    live = [row for row in begun if _is_live(row, register_on)]
    closed = [row for row in begun if not _is_live(row, register_on)]
    stale = [row for row in live if isna(row["updated_on"]) or _day(row["updated_on"]) < limit]
    asked = {column: closed if column == "ended_on" else live for column in FIELDS}
    missing = {
        column: tuple(_named(row) for row in asked[column] if isna(row[column]))
        for column in FIELDS
    }
    of = sum(len(rows_asked) for rows_asked in asked.values())
    return Completeness(
        directorate,
        Share(len(live) - len(stale), len(live)),
        Share(of - sum(len(projects) for projects in missing.values()), of),
        tuple(_named(row) for row in stale),
        missing,
    )


def _is_live(row: Mapping[Any, Any], register_on: date) -> bool:
    if isna(row["ended_on"]):
        return row["status"] not in CLOSED
    return _day(row["ended_on"]) > register_on


def _named(row: Mapping[Any, Any]) -> tuple[str, str]:
    return str(row["project_id"]), str(row["title"])


def _day(value: Any) -> date:
    day: date = value.date() if hasattr(value, "date") else value
    return day
