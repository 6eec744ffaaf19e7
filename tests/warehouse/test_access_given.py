"""Is access given, changed and ended whole or not at all, and kept with who did it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from warehouse.access_given import (
    Access,
    NoAdministratorLeft,
    Wanted,
    access_given,
    give_exactly,
)
from warehouse.audit_trail import entries
from warehouse.register import names_of_people, open_register

TODAY = date(2026, 11, 22)
ADMINISTRATOR = Access("administrator")
LEAD = Access("directorate lead", ("Imaging", "Surgery"), TODAY, date(2027, 3, 31))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Engine]:
    """A register with one administrator."""
    made = open_register(tmp_path)
    give_exactly(made, [Wanted("ada", "Ada", (ADMINISTRATOR,))], "The server", TODAY)
    yield made
    made.dispose()


def give(register: Engine, person_id: str, *accesses: Access) -> int:
    return give_exactly(register, [Wanted(person_id, person_id.title(), accesses)], "ada", TODAY)


def test_what_was_given_is_kept_with_its_days_and_who_gave_it(register: Engine) -> None:
    give(register, "sam", LEAD)
    [one] = access_given(register, "sam")
    assert (one.access, one.given_by, one.ended_at) == (LEAD, "ada", None)


def test_what_was_ended_is_kept_with_who_ended_it(register: Engine) -> None:
    give(register, "sam", LEAD)
    give(register, "sam")
    [one] = access_given(register, "sam")
    assert one.ended_by == "ada"
    assert one.ended_at is not None


def test_a_change_ends_one_access_and_gives_another(register: Engine) -> None:
    give(register, "sam", LEAD)
    give(register, "sam", Access("board member"))
    assert [(one.access.role, one.ended_at is None) for one in access_given(register, "sam")] == [
        ("directorate lead", False),
        ("board member", True),
    ]


def test_what_stays_the_same_is_left_alone(register: Engine) -> None:
    give(register, "sam", LEAD)
    assert give(register, "sam", LEAD) == 0
    assert len(access_given(register, "sam")) == 1


def test_one_of_two_accesses_that_differ_by_their_days_is_ended_alone(register: Engine) -> None:
    later = Access("board member", (), date(2027, 1, 1))
    give(register, "sam", Access("board member", (), None, TODAY), later)
    give(register, "sam", later)
    standing = [one.access for one in access_given(register, "sam") if one.ended_at is None]
    assert standing == [later]


def test_people_who_are_not_named_keep_what_they_have(register: Engine) -> None:
    give(register, "sam", LEAD)
    assert access_given(register, "ada")[0].ended_at is None


@pytest.mark.parametrize(
    "instead", [(), (Access("administrator", (), None, date(2026, 12, 31)),), (LEAD,)]
)
def test_the_last_administrator_stays(register: Engine, instead: tuple[Access, ...]) -> None:
    with pytest.raises(NoAdministratorLeft):
        give(register, "ada", *instead)
    assert [one.ended_at for one in access_given(register)] == [None]


def test_all_of_a_list_is_given_or_nothing(register: Engine) -> None:
    wanted = [Wanted("sam", "Sam", (LEAD,)), Wanted("ada", "Ada", ())]
    with pytest.raises(NoAdministratorLeft):
        give_exactly(register, wanted, "ada", TODAY)
    assert names_of_people(register) == {"ada": "Ada"}


def test_an_administrator_may_hand_over_to_another(register: Engine) -> None:
    wanted = [Wanted("sam", "Sam", (ADMINISTRATOR,)), Wanted("ada", "Ada", ())]
    assert give_exactly(register, wanted, "ada", TODAY) == 2


def test_every_change_is_in_the_audit_trail(register: Engine) -> None:
    give(register, "sam", LEAD)
    give(register, "sam")
    give_exactly(register, [Wanted("sam", "Samuel", ())], "ada", TODAY)
    assert [entry["about"] for entry in entries(register)[1:]] == [
        "sam: given directorate lead of Imaging, Surgery, from 2026-11-22 to 2027-03-31",
        "sam: ended directorate lead of Imaging, Surgery, from 2026-11-22 to 2027-03-31",
        "sam: name written down",
    ]
