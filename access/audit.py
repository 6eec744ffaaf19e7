"""Which entries of the audit trail may this person read? Their own, or, as an administrator, all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from access.people import Person
from warehouse.audit_trail import entries


@dataclass(frozen=True)
class Entry:
    """One entry. `who` is a person's id, `at` a moment of universal time."""

    number: int
    at: datetime
    who: str
    what: str
    about: str


def readable(
    register: Engine,
    reader: Person,
    who: str = "",
    what: str = "",
    first: date | None = None,
    last: date | None = None,
) -> list[Entry]:
    """The entries that the reader may read and asks for, newest first.

    An administrator reads everybody's, the improvement team what each of them did themselves.
    Others read none, whatever they ask for.
    """
    if not reader.may_read_audit:
        return []
    if not reader.may_change_people:
        if who not in ("", reader.person_id):
            return []
        who = reader.person_id
    return [
        Entry(
            row["number"],
            datetime.fromisoformat(row["at"]),
            row["who"],
            row["what"],
            row["about"],
        )
        for row in reversed(entries(register, who, what, first, last))
    ]
