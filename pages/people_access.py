"""What is known of each person's access, for the screen of people?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from metrics.periods import day_in_words
from warehouse.access_given import Access, Given, Wanted, access_given
from warehouse.audit_trail import newest_by_person
from warehouse.register import names_of_people


@dataclass(frozen=True)
class Known:
    """A person with all that was ever given to them; moments are universal time, '' where never."""

    person_id: str
    name: str
    given: tuple[Given, ...]
    last_sign_in: str

    @property
    def standing(self) -> tuple[Access, ...]:
        """What nobody has ended and has not run out; also what begins later."""
        today = date.today()
        return tuple(
            one.access
            for one in self.given
            if one.ended_at is None and (one.access.valid_to or today) >= today
        )

    @property
    def ended(self) -> str:
        """'12 November 2026'; 'never had any'."""
        ends = [
            one.ended_at[:10] if one.ended_at else str(one.access.valid_to) for one in self.given
        ]
        return day_in_words(date.fromisoformat(max(ends))) if ends else "never had any"

    def wanted(self, accesses: Iterable[Access]) -> Wanted:
        return Wanted(self.person_id, self.name, tuple(accesses))


def known_people(register: Engine) -> list[Known]:
    """Everybody of the register, by name."""
    names = names_of_people(register)
    given: dict[str, list[Given]] = {}
    for one in access_given(register):
        given.setdefault(one.person_id, []).append(one)
    seen = newest_by_person(register, "signed in")
    everybody = [
        Known(person_id, name, tuple(given.get(person_id, ())), seen.get(person_id, ""))
        for person_id, name in names.items()
    ]
    return sorted(everybody, key=lambda one: (one.name.lower(), one.person_id))


def days_in_words(access: Access) -> str:
    """', from 1 April 2026, until 31 March 2027'; '' where it always holds."""
    begins = f", from {day_in_words(access.valid_from)}" if access.valid_from else ""
    ends = f", until {day_in_words(access.valid_to)}" if access.valid_to else ""
    return begins + ends


def moment_in_words(at: str) -> str:
    """'12 Nov 2026, 09:31' on this machine's clock; 'never'."""
    if not at:
        return "never"
    here = datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone()
    return f"{here.day} {here:%b %Y, %H:%M}"
