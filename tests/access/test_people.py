"""What each role lets a person see is the union of what each allows by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.people import Person, everybody, person
from warehouse.register import add_person, open_register

DIVISION_OF = {"Imaging": "Diagnostics", "Pathology": "Diagnostics", "Maternity": "Families"}


def somebody(*roles: str, directorates: tuple[str, ...] = ()) -> Person:
    return Person("one", "One", frozenset(roles), frozenset(directorates))


def test_a_lead_sees_the_own_directorate_and_its_division() -> None:
    scope = somebody("directorate lead", directorates=("Imaging",)).scope(DIVISION_OF)
    assert (scope.directorates, scope.divisions) == ({"Imaging"}, {"Diagnostics"})
    assert not scope.allows_directorate("Pathology")


def test_a_board_member_sees_every_directorate_but_no_project_one_by_one() -> None:
    scope = somebody("board member").scope(DIVISION_OF)
    assert scope.allows_directorate("Pathology")
    assert not scope.sees_all_projects
    assert scope.project_directorates == frozenset()


def test_a_board_member_who_leads_a_directorate_sees_its_projects() -> None:
    both = somebody("board member", "directorate lead", directorates=("Imaging",))
    assert both.scope(DIVISION_OF).project_directorates == {"Imaging"}
    assert not both.is_lead_only


@pytest.mark.parametrize(
    ("role", "may"),
    [("board member", False), ("improvement team", True), ("directorate lead", False)],
)
def test_only_the_improvement_team_uploads(role: str, may: bool) -> None:
    assert somebody(role).may_upload is may


def test_directorates_without_the_role_of_a_lead_open_nothing() -> None:
    scope = somebody(directorates=("Imaging",)).scope(DIVISION_OF)
    assert not scope.allows_directorate("Imaging")


def test_an_administrator_has_no_access_to_values_by_that_role() -> None:
    assert not somebody("administrator").has_access


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
