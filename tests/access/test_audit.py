"""Who may read what was done by whom?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from access.audit import readable
from access.people import Person
from warehouse.audit_trail import note
from warehouse.register import open_register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Engine]:
    made = open_register(tmp_path)
    note(made, "jo", "signed in")
    note(made, "sam", "signed in")
    note(made, "jo", "exported", "Engagement, Imaging, version 3")
    yield made
    made.dispose()


def somebody(*roles: str) -> Person:
    return Person("jo", "Jo", frozenset(roles), frozenset())


def numbers(
    register: Engine,
    reader: Person,
    who: str = "",
    what: str = "",
    first: date | None = None,
    last: date | None = None,
) -> list[int]:
    return [entry.number for entry in readable(register, reader, who, what, first, last)]


def test_an_administrator_reads_everything_newest_first(register: Engine) -> None:
    assert numbers(register, somebody("administrator")) == [3, 2, 1]


def test_the_improvement_team_reads_what_they_did_themselves(register: Engine) -> None:
    assert numbers(register, somebody("improvement team")) == [3, 1]


def test_the_improvement_team_asking_for_somebody_else_reads_nothing(register: Engine) -> None:
    assert numbers(register, somebody("improvement team"), who="sam") == []


@pytest.mark.parametrize("role", ["board member", "directorate lead"])
def test_others_read_nothing_not_even_their_own(register: Engine, role: str) -> None:
    assert numbers(register, somebody(role), who="jo") == []


def test_entries_are_found_by_person(register: Engine) -> None:
    assert numbers(register, somebody("administrator"), who="sam") == [2]


def test_entries_are_found_by_what_was_done(register: Engine) -> None:
    assert numbers(register, somebody("administrator"), what="exported") == [3]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [(0, 0, [3, 2, 1]), (1, None, []), (None, -1, []), (-1, 1, [3, 2, 1])],
)
def test_entries_are_found_by_day(
    register: Engine, first: int | None, last: int | None, found: list[int]
) -> None:
    def day(away: int | None) -> date | None:
        return None if away is None else datetime.now(UTC).date() + timedelta(days=away)

    reader = somebody("administrator")
    assert numbers(register, reader, first=day(first), last=day(last)) == found
