"""Who is this person, and what does that let them do? Roles come from the register, every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from access.scope import Scope
from warehouse.register import people

ROLES = ("board member", "improvement team", "directorate lead", "administrator")


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in, with the roles the register gives them today."""

    person_id: str
    name: str
    roles: frozenset[str]
    directorates: frozenset[str]

    @property
    def has_access(self) -> bool:
        """Does any role let this person see masked indicators?"""
        return bool(self.roles & {"board member", "improvement team", "directorate lead"})

    @property
    def may_upload(self) -> bool:
        return "improvement team" in self.roles

    @property
    def is_lead_only(self) -> bool:
        """Is this somebody whose home is a directorate rather than the Overview?"""
        return self.has_access and not self.roles & {"board member", "improvement team"}

    def scope(self, division_of: Mapping[str, str]) -> Scope:
        """What this person may see: the union of what each role allows by itself.

        `division_of` names each directorate's division. Somebody without access sees nothing that
        has a name: such a scope is never asked for, because the frame stops first.
        """
        sees_all = bool(self.roles & {"board member", "improvement team"})
        own = self.directorates if "directorate lead" in self.roles else frozenset()
        return Scope(
            sees_whole_trust=sees_all,
            directorates=own,
            divisions=frozenset(division_of[name] for name in own if division_of.get(name)),
            project_directorates=own,
            sees_all_projects="improvement team" in self.roles,
        )


def person(register: Engine, person_id: str) -> Person | None:
    """The person of this id with all roles, or None where the register knows nobody by it."""
    return next((one for one in everybody(register) if one.person_id == person_id), None)


def is_known(register: Engine, person_id: str) -> bool:
    """Has the register a line of this person, also of one whose access has ended?"""
    return person(register, person_id) is not None


def everybody(register: Engine) -> list[Person]:
    """All people of the register with all their roles, in the order of their ids."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in people(register):
        by_id.setdefault(row["person_id"], []).append(row)
    return [
        Person(
            person_id=person_id,
            name=rows[0]["name"],
            roles=frozenset(row["role"] for row in rows if row["role"] in ROLES),
            directorates=frozenset(
                name for row in rows for name in row["directorates"].split("; ") if name
            ),
        )
        for person_id, rows in by_id.items()
    ]
