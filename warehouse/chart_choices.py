"""Who began a chart's limits anew or set a target, why, and what stands? Kept for good, also when ended."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pandas import DataFrame
from sqlalchemy import Engine, Table, insert, select, update

from metrics.chart_choices import (
    LONGEST_REASON,
    ChartChoices,
    NewLimits,
    Target,
    why_no_new_limits,
)
from metrics.registry import INDICATORS
from warehouse.audit_trail import append
from warehouse.register_tables import CHART_TARGET, NEW_LIMITS


class NotChosen(Exception):
    """The choice is not allowed and nothing was written down; the message is a sentence that says why."""


def begin_limits_anew(register: Engine, one: NewLimits, published: DataFrame, person: str) -> None:
    """Write down that a chart's limits begin anew, from the next publication on.

    `published` are the chart's months as they are shown, oldest first, on which the policy is held
    (metrics.chart_choices.why_no_new_limits). Raises NotChosen where it does not allow it.
    """
    reason = " ".join(one.reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise NotChosen(
            f"Give the reason in 1 to {LONGEST_REASON} characters: it stands on the chart."
        )
    _require_chart(one.indicator)
    if any(
        (row["indicator"], row["directorate"], row["month"])
        == (one.indicator, one.directorate, one.month)
        for row in new_limits(register)
    ):
        raise NotChosen("New limits from this month are chosen already; they wait to be published.")
    if why_not := why_no_new_limits(published, INDICATORS[one.indicator], one.month):
        raise NotChosen(why_not)
    _write(register, NEW_LIMITS, one, person, reason=reason)


def set_target(register: Engine, one: Target, person: str) -> None:
    """Write down a target, from the next publication on; it takes the place of one from the same month.

    Raises NotChosen where the indicator is not judged by a control chart or the number is no target.
    """
    _require_chart(one.indicator)
    if not 0 <= one.value < float("inf"):
        raise NotChosen("A target is a number from 0 upwards.")
    for row in targets(register):
        if (row["indicator"], row["directorate"], row["month"]) == (
            one.indicator, one.directorate, one.month,
        ):  # fmt: skip
            _end(register, CHART_TARGET, row["number"], person)
    _write(register, CHART_TARGET, one, person, value=one.value)


def end_new_limits(register: Engine, number: int, person: str) -> None:
    """The limits go on as before, from the next publication on. Raises KeyError where none stand."""
    _end(register, NEW_LIMITS, number, person)


def end_target(register: Engine, number: int, person: str) -> None:
    """The target is none, from the next publication on. Raises KeyError where none stands."""
    _end(register, CHART_TARGET, number, person)


def new_limits(register: Engine, at: datetime | None = None) -> list[dict[str, Any]]:
    """The new limits that stand now, or stood at a moment of universal time; oldest month first."""
    return _standing(register, NEW_LIMITS, at)


def targets(register: Engine, at: datetime | None = None) -> list[dict[str, Any]]:
    """The targets that stand now, or stood at a moment of universal time; oldest month first."""
    return _standing(register, CHART_TARGET, at)


def choices(register: Engine, at: datetime | None = None) -> ChartChoices:
    """What stands now, or stood at a moment, as a publication takes it."""
    return ChartChoices(
        tuple(
            NewLimits(row["indicator"], row["directorate"], row["month"], row["reason"])
            for row in new_limits(register, at)
        ),
        tuple(
            Target(row["indicator"], row["directorate"], row["month"], row["value"])
            for row in targets(register, at)
        ),
    )


def _require_chart(indicator: str) -> None:
    if indicator not in INDICATORS or INDICATORS[indicator].judged_by != "control chart":
        raise NotChosen("Only indicators judged by a control chart have limits and targets.")


def _standing(register: Engine, table: Table, at: datetime | None) -> list[dict[str, Any]]:
    with register.connect() as connection:
        found = connection.execute(
            select(table).order_by(table.c.month, table.c.indicator, table.c.directorate)
        )
        rows = [dict(row) for row in found.mappings().all()]
    if at is None:
        return [row for row in rows if row["ended_at"] is None]
    moment = at.isoformat(timespec="seconds")
    return [
        row
        for row in rows
        if row["said_at"] <= moment and (row["ended_at"] is None or row["ended_at"] > moment)
    ]


def _write(
    register: Engine, table: Table, one: NewLimits | Target, person: str, **more: Any
) -> None:
    with register.begin() as connection:
        connection.execute(
            insert(table).values(
                indicator=one.indicator,
                directorate=one.directorate,
                month=one.month,
                said_by=person,
                said_at=_now(),
                **more,
            )
        )
        append(connection, person, "setting changed", _about(table, one, "begins"))


def _end(register: Engine, table: Table, number: int, person: str) -> None:
    with register.begin() as connection:
        changed = connection.execute(
            update(table)
            .where(table.c.number == number, table.c.ended_at.is_(None))
            .values(ended_by=person, ended_at=_now())
        )
        if changed.rowcount == 0:
            raise KeyError(number)
        ended = connection.execute(select(table).where(table.c.number == number)).one()
        append(connection, person, "setting changed", _about(table, ended, "ended"))


def _about(table: Table, one: Any, what: str) -> str:
    """'new_limits, projects_started, the trust, 2025-03, begins': without reason and number."""
    where = one.directorate or "the trust"
    return f"{table.name}, {one.indicator}, {where}, {one.month}, {what}"


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
