"""Who was given access to what, by whom, from which day to which? Kept for good, also once it ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, insert, select, update

from warehouse.audit_trail import append, take_turn
from warehouse.register_tables import ACCESS_GIVEN, PERSON
from warehouse.sign_ins import forget_accounts

ADMINISTRATOR = "administrator"


class NoAdministratorLeft(Exception):
    """Nothing was changed: nobody could give access any more."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was changed: this would leave nobody who may give access. Name another "
            "administrator, without a last day, first."
        )


@dataclass(frozen=True, order=True)
class Access:
    """A role, for leads the directorates, and the days it holds, both included; None is without end."""

    role: str
    directorates: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class Given:
    """An access that somebody gave, and who ended it when, if anybody did. Moments are UTC."""

    person_id: str
    access: Access
    given_by: str
    given_at: str
    ended_by: str | None
    ended_at: str | None


@dataclass(frozen=True)
class Wanted:
    """All the access that a person is to have from now on; none ends what they have."""

    person_id: str
    name: str
    accesses: tuple[Access, ...]


def person_id_of(address: str) -> str:
    """The id of whoever signs in with this address: providers do not tell A from a."""
    return address.strip().lower()


def may_be_address(person_id: str) -> bool:
    """Could a provider send this? Plain letters only: some others look like them."""
    return bool(re.fullmatch(r"[!-~]{1,254}", person_id))


def access_given(register: Engine, person_id: str | None = None) -> list[Given]:
    """What was ever given, to everybody or to one person, oldest first."""
    with register.connect() as connection:
        return _given(connection, person_id)


def give_exactly(register: Engine, everybody: Iterable[Wanted], by: str, today: date) -> int:
    """Give each of these people exactly what is wanted, and end what else they have; all or nothing.

    Returns how many people that changed. People not named keep what they have. Raises
    NoAdministratorLeft where no administrator without a last day would be left.
    """
    with register.begin() as connection:
        take_turn(connection)
        had_one = _has_administrator(connection, today)
        changed = sum([_give_exactly(connection, wanted, by) for wanted in everybody])
        if had_one and not _has_administrator(connection, today):
            raise NoAdministratorLeft
    return changed


def give(connection: Connection, person_id: str, access: Access, by: str, why: str = "") -> None:
    """Give this beside what the person has, in the transaction that is open."""
    connection.execute(
        insert(ACCESS_GIVEN).values(
            person_id=person_id, given_by=by, given_at=_now(), **_as_row(access)
        )
    )
    about = f"{person_id}: given {in_words(access)}" + (f", {why}" if why else "")
    append(connection, by, "person changed", about)


def know(connection: Connection, person_id: str, name: str) -> bool:
    """Know the person by this name from now on; says whether that is news."""
    known = connection.execute(select(PERSON.c.name).where(PERSON.c.person_id == person_id))
    before = known.scalar()
    if before is None:
        connection.execute(insert(PERSON).values(person_id=person_id, name=name))
    elif before != name:
        connection.execute(update(PERSON).where(PERSON.c.person_id == person_id).values(name=name))
    return before != name


def in_words(access: Access) -> str:
    """'directorate lead of Imaging and Surgery, from 2026-11-01 to 2027-03-31'."""
    areas = f" of {', '.join(access.directorates)}" if access.directorates else ""
    begins = f", from {access.valid_from}" if access.valid_from else ""
    ends = f" to {access.valid_to}" if access.valid_to else ""
    return f"{access.role}{areas}{begins}{ends}"


def _give_exactly(connection: Connection, wanted: Wanted, by: str) -> bool:
    is_news = know(connection, wanted.person_id, wanted.name)
    standing = [one for one in _given(connection, wanted.person_id) if one.ended_at is None]
    ending = {one.access for one in standing} - set(wanted.accesses)
    beginning = set(wanted.accesses) - {one.access for one in standing}
    if beginning and not standing:  # all had ended: the address may be somebody else's by now
        forget_accounts(connection, by, wanted.person_id)
    for access in sorted(ending, key=in_words):
        _end(connection, wanted.person_id, access, by)
    for access in sorted(beginning, key=in_words):
        give(connection, wanted.person_id, access, by)
    if is_news and not beginning:  # else that tells it
        append(connection, by, "person changed", f"{wanted.person_id}: name written down")
    return bool(is_news or ending or beginning)


def _end(connection: Connection, person_id: str, access: Access, by: str) -> None:
    kept = [ACCESS_GIVEN.c[name] == value for name, value in _as_row(access).items()]
    connection.execute(
        update(ACCESS_GIVEN)
        .where(ACCESS_GIVEN.c.person_id == person_id, ACCESS_GIVEN.c.ended_at.is_(None), *kept)
        .values(ended_by=by, ended_at=_now())
    )
    append(connection, by, "person changed", f"{person_id}: ended {in_words(access)}")


def _as_row(access: Access) -> dict[str, str]:
    return {
        "role": access.role,
        "directorates": "; ".join(access.directorates),
        "valid_from": access.valid_from.isoformat() if access.valid_from else "",
        "valid_to": access.valid_to.isoformat() if access.valid_to else "",
    }


def _given(connection: Connection, person_id: str | None) -> list[Given]:
    asked = select(ACCESS_GIVEN).order_by(ACCESS_GIVEN.c.number)
    if person_id is not None:
        asked = asked.where(ACCESS_GIVEN.c.person_id == person_id)
    return [
        Given(
            row.person_id,
            Access(
                row.role,
                tuple(name for name in row.directorates.split("; ") if name),
                date.fromisoformat(row.valid_from) if row.valid_from else None,
                date.fromisoformat(row.valid_to) if row.valid_to else None,
            ),
            row.given_by,
            row.given_at,
            row.ended_by,
            row.ended_at,
        )
        for row in connection.execute(asked)
    ]


def _has_administrator(connection: Connection, today: date) -> bool:
    return any(
        one.access.role == ADMINISTRATOR
        and one.ended_at is None
        and one.access.valid_to is None
        and one.access.holds_on(today)
        for one in _given(connection, None)
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
