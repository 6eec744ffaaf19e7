"""What each role lets a person see is the union of what each allows by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from access.people import Homes, Person, everybody, homes, person
from access.scope import Scope
from tests.given import Trust
from warehouse.access_given import Access, Wanted, give_exactly, person_id_of
from warehouse.register import add_person, open_register

HOMES = Homes({"Imaging": "Diagnostics", "Pathology": "Diagnostics", "Maternity": "Families"})
TODAY = date(2026, 11, 22)


def somebody(*roles: str, directorates: tuple[str, ...] = ()) -> Person:
    return Person("one", "One", frozenset(roles), frozenset(directorates))


def test_a_lead_sees_the_own_directorate_and_its_division() -> None:
    scope = somebody("directorate lead", directorates=("Imaging",)).scope(HOMES)
    assert (scope.directorates, scope.divisions) == ({"Imaging"}, {"Diagnostics"})
    assert not scope.allows_directorate("Pathology")


def test_a_board_member_sees_every_directorate_but_no_project_one_by_one() -> None:
    scope = somebody("board member").scope(HOMES)
    assert scope.allows_directorate("Pathology")
    assert not scope.sees_all_projects
    assert scope.project_directorates == frozenset()


def test_a_board_member_who_leads_a_directorate_sees_its_projects() -> None:
    both = somebody("board member", "directorate lead", directorates=("Imaging",))
    assert both.scope(HOMES).project_directorates == {"Imaging"}
    assert not both.is_lead_only


@pytest.mark.parametrize(
    ("role", "may"),
    [("board member", False), ("improvement team", True), ("directorate lead", False)],
)
def test_only_the_improvement_team_uploads(role: str, may: bool) -> None:
    assert somebody(role).may_upload is may


def test_directorates_without_the_role_of_a_lead_open_nothing() -> None:
    scope = somebody(directorates=("Imaging",)).scope(HOMES)
    assert not scope.allows_directorate("Imaging")


def test_an_administrator_sees_no_values_by_that_role() -> None:
    administrator = somebody("administrator")
    assert administrator.may_change_people
    assert not administrator.sees_indicators
    assert administrator.scope(HOMES) == Scope(sees_whole_trust=False)


def test_an_administrator_who_is_a_lead_sees_what_a_lead_sees_and_no_more() -> None:
    lead = somebody("directorate lead", directorates=("Imaging",))
    both = somebody("administrator", "directorate lead", directorates=("Imaging",))
    assert both.scope(HOMES) == lead.scope(HOMES)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("board member", False),
        ("directorate lead", False),
        ("improvement team", True),
        ("administrator", True),
    ],
)
def test_who_may_read_of_actions(role: str, may: bool) -> None:
    assert somebody(role).may_read_audit is may


def test_a_role_that_nobody_knows_gives_nothing(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    add_person(register, "chris", "Chris", "king", ())
    found = person(register, "chris")
    assert found is not None
    assert not found.has_access


def test_several_roles_are_one_person(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    add_person(register, "sam", "Sam", "board member", ())
    add_person(register, "sam", "Sam", "directorate lead", ("Imaging", "Pathology"))
    (sam,) = everybody(register)
    assert sam.roles == {"board member", "directorate lead"}
    assert sam.directorates == {"Imaging", "Pathology"}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Engine]:
    made = open_register(tmp_path)
    yield made
    made.dispose()


def given(register: Engine, *accesses: Access) -> None:
    give_exactly(register, [Wanted("sam", "Sam", accesses)], "jo", TODAY)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (date(2026, 11, 23), None, False),
        (None, date(2026, 11, 21), False),
    ],
)
def test_a_role_holds_on_its_days_only(
    register: Engine, valid_from: date | None, valid_to: date | None, holds: bool
) -> None:
    given(register, Access("board member", (), valid_from, valid_to))
    sam = person(register, "sam", TODAY)
    assert sam is not None
    assert sam.sees_indicators is holds


def test_a_role_that_was_ended_holds_no_longer_and_the_person_is_still_known(
    register: Engine,
) -> None:
    given(register, Access("board member"))
    given(register)
    sam = person(register, "sam", TODAY)
    assert sam is not None
    assert not sam.has_access


def test_an_address_is_one_person_in_large_and_small_letters() -> None:
    assert person_id_of(" Sam.Okoro@Trust.example ") == "sam.okoro@trust.example"


STRUCTURE = """
directorate | division | valid_from | valid_to   | became
Radiology   | Clinical | 01/04/2020 | 31/03/2024 | Imaging
Imaging     | Clinical | 01/04/2024 |            |
Theatres    | Surgical | 01/04/2020 | 31/03/2025 | Surgery
Anaesthesia | Surgical | 01/04/2020 | 31/03/2025 | Surgery
Surgery     | Surgical | 01/04/2025 |            |
Medicine    | Clinical | 01/04/2020 | 31/03/2025 | Cardiology; Acute
Cardiology  | Clinical | 01/04/2025 |            |
Acute       | Clinical | 01/04/2025 |            |
"""


@pytest.fixture(scope="module")
def restructured(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """A trust with a renamed, a merged and a split directorate."""
    trust = Trust(tmp_path_factory.mktemp("restructured"))
    trust.holds("structure", STRUCTURE)
    return homes(trust.published())


@pytest.mark.parametrize(
    ("called", "today"),
    [
        ("Radiology", {"Imaging"}),
        ("Theatres", {"Surgery"}),
        ("Surgery", {"Surgery"}),
        ("Medicine", set()),
        ("Nowhere known", {"Nowhere known"}),
    ],
)
def test_a_lead_sees_what_the_directorate_became(
    restructured: Homes, called: str, today: set[str]
) -> None:
    lead = Person("sam", "Sam", frozenset({"directorate lead"}), frozenset({called}), frozenset())
    assert lead.scope(restructured).directorates == today


def test_a_name_used_again_leads_to_whom_it_meant_when_it_was_given() -> None:
    again = Homes(
        led_to={"Surgery": ((None, "Theatres"), (date(2025, 4, 1), "Surgery"))},
    )
    assert again.today("Surgery", date(2025, 3, 31)) == "Theatres"
    assert again.today("Surgery", date(2025, 4, 1)) == "Surgery"
