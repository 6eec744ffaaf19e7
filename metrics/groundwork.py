"""Was readiness work done before each programme began? Read from the list of events.

A programme fares better where people were prepared for it (the Virginia Mason partnership's
evaluation names prior cultural readiness as what set its five trusts apart). What no list tells
of may have been done all the same: "not recorded" is not "not done".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame, Timestamp


@dataclass(frozen=True)
class Programme:
    """A programme of one directorate ('' the whole trust), and the newest readiness work before it.

    `prepared_on` is the day that work began and `prepared_by` its title; None and '' where none
    is recorded.
    """

    title: str
    directorate: str
    began_on: date
    prepared_on: date | None
    prepared_by: str


def programmes(events: DataFrame) -> tuple[Programme, ...]:
    """Every programme among `events` (as warehouse.snapshot's events returns them), newest first.

    Readiness work counts that began before the programme, in its directorate or the whole trust.
    """
    rows = events.to_dict("records")
    found = [_prepared(row, rows) for row in rows if row["kind"] == "programme"]
    return tuple(sorted(found, key=lambda one: one.began_on, reverse=True))


def _prepared(programme: dict[Any, Any], rows: Sequence[dict[Any, Any]]) -> Programme:
    began_on, where = _day(programme["began_on"]), programme["directorate"]
    before = [
        row
        for row in rows
        if row["kind"] == "readiness work"
        and row["directorate"] in ("", where)
        and _day(row["began_on"]) < began_on
    ]
    last = max(before, key=lambda row: _day(row["began_on"]), default=None)
    return Programme(
        programme["title"],
        where,
        began_on,
        _day(last["began_on"]) if last else None,
        last["title"] if last else "",
    )


def in_one_sentence(found: Sequence[Programme]) -> str:
    """'Readiness work is recorded before 2 of 3 programmes.'"""
    if not found:
        return "No programme is recorded."
    prepared = sum(one.prepared_on is not None for one in found)
    if len(found) == 1:
        return f"Readiness work is {'' if prepared else 'not '}recorded before the one programme."
    number = "all" if prepared == len(found) else "none" if prepared == 0 else f"{prepared}"
    return f"Readiness work is recorded before {number} of {len(found)} programmes."


def _day(value: Any) -> date:
    return Timestamp(value).date()
