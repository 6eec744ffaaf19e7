"""Who told us that there was nothing to send, and when? Kept for good, also when taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select, update

from warehouse.audit_trail import append
from warehouse.register_tables import NIL_RETURN


def nil_returns(register: Engine, at: datetime | None = None) -> list[dict[str, Any]]:
    """What stands now, or stood at a moment of universal time; newest first."""
    with register.connect() as connection:
        found = connection.execute(select(NIL_RETURN).order_by(NIL_RETURN.c.number.desc()))
        rows = [dict(row) for row in found.mappings().all()]
    if at is None:
        return [row for row in rows if row["taken_back_at"] is None]
    moment = at.isoformat(timespec="seconds")
    return [
        row
        for row in rows
        if row["said_at"] <= moment
        and (row["taken_back_at"] is None or row["taken_back_at"] > moment)
    ]


def note_nil_returns(
    register: Engine, dataset: str, directorate: str, months: Iterable[str], person: str
) -> None:
    """Write down that there was nothing in these months; what was said already is not said twice."""
    standing = {(row["dataset"], row["directorate"], row["month"]) for row in nil_returns(register)}
    rows = [
        {
            "dataset": dataset,
            "directorate": directorate,
            "month": month,
            "said_by": person,
            "said_at": _now(),
        }
        for month in months
        if (dataset, directorate, month) not in standing
    ]
    if rows:
        with register.begin() as connection:
            connection.execute(insert(NIL_RETURN), rows)
            about = ", ".join([dataset, directorate, *(row["month"] for row in rows)])
            append(connection, person, "nil return recorded", about)


def take_back_nil_return(register: Engine, number: int, person: str) -> None:
    """The month is open again. Raises KeyError where no such nil return stands."""
    with register.begin() as connection:
        changed = connection.execute(
            update(NIL_RETURN)
            .where(NIL_RETURN.c.number == number, NIL_RETURN.c.taken_back_at.is_(None))
            .values(taken_back_by=person, taken_back_at=_now())
        )
        if changed.rowcount == 0:
            raise KeyError(number)
        taken = connection.execute(select(NIL_RETURN).where(NIL_RETURN.c.number == number)).one()
        about = f"{taken.dataset}, {taken.directorate}, {taken.month}"
        append(connection, person, "nil return taken back", about)


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
