"""Who is this person, and what does that let them do? Roles come from the register, every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine

from access.scope import Scope
from warehouse.access_given import ADMINISTRATOR, Given, access_given
from warehouse.register import names_of_people
from warehouse.snapshot import Snapshot, directorate_names, directorates

BOARD, TEAM, LEAD = "board member", "improvement team", "directorate lead"
ROLES = (BOARD, TEAM, LEAD, ADMINISTRATOR)


@dataclass(frozen=True)
class Homes:
    """Each directorate's division, and what a name that a directorate once had leads to today.

    `led_to` has for each such name the days from which on it led there, oldest first; '' where the
    directorate became several, so that nobody can tell which of them is meant.
    """

    division_of: Mapping[str, str] = field(default_factory=dict)
    led_to: Mapping[str, tuple[tuple[date | None, str], ...]] = field(default_factory=dict)

    def today(self, name: str, named_on: date) -> str:
        """The directorate of today that was called so on this day; '' where it became several."""
        stood_for = self.led_to.get(name, ((None, name),))
        begun = [where for since, where in stood_for if since is None or since <= named_on]
        return begun[-1] if begun else stood_for[0][1]


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in, with the roles the register gives them today.

    `directorates` are those led, by the names they were given under; `named_on` says when that was,
    where it is known.
    """

    person_id: str
    name: str
    roles: frozenset[str]
    directorates: frozenset[str]
    named_on: frozenset[tuple[str, date]] = frozenset()
    is_only_looked_at: bool = False  # somebody else looks through these eyes, and changes nothing

    @property
    def has_access(self) -> bool:
        """Does any role let this person open anything?"""
        return bool(self.roles)

    @property
    def sees_indicators(self) -> bool:
        """Does any role let this person see masked indicators? An administrator's does not."""
        return bool(self.roles & {BOARD, TEAM, LEAD})

    @property
    def may_upload(self) -> bool:
        return TEAM in self.roles and not self.is_only_looked_at

    @property
    def may_change_people(self) -> bool:
        return ADMINISTRATOR in self.roles and not self.is_only_looked_at

    @property
    def may_read_audit(self) -> bool:
        """At least what they did themselves."""
        return bool(self.roles & {TEAM, ADMINISTRATOR}) and not self.is_only_looked_at

    @property
    def is_lead_only(self) -> bool:
        """Is this somebody whose home is a directorate rather than the Overview?"""
        return LEAD in self.roles and not self.roles & {BOARD, TEAM}

    def scope(self, homes: Homes) -> Scope:
        """What this person may see: the union of what each role allows by itself.

        Somebody without a role that sees indicators sees nothing that has a name: such a scope is
        never asked for, because the frame offers no page that reads with it.
        """
        own = self._led_today(homes) if LEAD in self.roles else frozenset()
        return Scope(
            sees_whole_trust=bool(self.roles & {BOARD, TEAM}),
            directorates=own,
            divisions=frozenset(
                homes.division_of[name] for name in own if homes.division_of.get(name)
            ),
            project_directorates=own,
            sees_all_projects=TEAM in self.roles,
        )

    def _led_today(self, homes: Homes) -> frozenset[str]:
        days = dict(self.named_on)
        found = {homes.today(name, days.get(name, date.max)) for name in self.directorates}
        return frozenset(found - {""})


def person(register: Engine, person_id: str, today: date | None = None) -> Person | None:
    """The person of this id with the roles that hold today, or None where nobody has it."""
    names = names_of_people(register)
    if person_id not in names:
        return None
    return _person(
        person_id, names[person_id], access_given(register, person_id), today or date.today()
    )


def is_known(register: Engine, person_id: str) -> bool:
    """Has the register a line of this person, also of one whose access has ended?"""
    return person_id in names_of_people(register)


def everybody(register: Engine, today: date | None = None) -> list[Person]:
    """All people of the register with the roles that hold today, in the order of their ids."""
    given: dict[str, list[Given]] = {person_id: [] for person_id in names_of_people(register)}
    for one in access_given(register):
        given[one.person_id].append(one)
    names = names_of_people(register)
    return [
        _person(person_id, names[person_id], given[person_id], today or date.today())
        for person_id in sorted(given)
    ]


def homes(snapshot: Snapshot | None) -> Homes:
    """What has to be known of the trust's directorates to say what a person may see; names only."""
    if snapshot is None:
        return Homes()
    everything = Scope.whole_trust(projects=False)
    rows = directorates(snapshot, everything)
    led_to: dict[str, tuple[tuple[date | None, str], ...]] = {}
    for row in directorate_names(snapshot, everything):
        led_to[row["called"]] = (
            *led_to.get(row["called"], ()),
            (row["valid_from"], row["directorate"]),
        )
    return Homes(dict(zip(rows["directorate"], rows["division"], strict=True)), led_to)


def _person(person_id: str, name: str, given: list[Given], today: date) -> Person:
    holding = [
        one
        for one in given
        if one.ended_at is None and one.access.role in ROLES and one.access.holds_on(today)
    ]
    led = [one for one in holding if one.access.role == LEAD]
    return Person(
        person_id,
        name,
        frozenset(one.access.role for one in holding),
        frozenset(area for one in led for area in one.access.directorates),
        frozenset(
            (area, date.fromisoformat(one.given_at[:10]))
            for one in led
            for area in one.access.directorates
        ),
    )
