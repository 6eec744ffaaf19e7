"""What the provider says names one person, for a while; the register decides the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from access.admission import NoAccess, admitted, arrive, leave
from access.people import person
from access.sign_in import CLOCKS_APART, Identity, NotSignedIn, identity
from settings import ClaimedRole, sign_in
from warehouse.access_given import Access, Wanted, give_exactly
from warehouse.audit_trail import entries
from warehouse.register import add_person, open_register
from warehouse.sign_ins import forget_accounts

NOW = 1_795_340_000
HOUR = 3600
CHOICES = replace(
    sign_in(),
    first_administrator="alex@trust.example",
    role_claim="groups",
    roles=(
        ClaimedRole("board", "board member", ()),
        ClaimedRole("imaging", "directorate lead", ("Imaging",)),
        ClaimedRole("pathology", "directorate lead", ("Pathology",)),
    ),
)
CLAIMS: dict[str, Any] = {
    "is_logged_in": True,
    "iss": "https://provider.example",
    "sub": "4711",
    "iat": NOW - HOUR,
    "email": "Sam.Lee@Trust.Example",
    "name": "Sam Lee",
}


@pytest.fixture
def register(tmp_path: Path) -> Engine:
    return open_register(tmp_path)


def somebody(**claims: Any) -> Identity:
    return identity({**CLAIMS, **claims}, CHOICES, NOW)


def told(register: Engine) -> list[str]:
    """What the audit trail says, without who and when."""
    return [entry["what"] for entry in entries(register)]


def test_a_person_is_named_by_the_address_in_lower_case() -> None:
    assert somebody().person_id == "sam.lee@trust.example"


def test_another_claim_may_name_the_person() -> None:
    choices = replace(CHOICES, address_claim="upn")
    assert identity({**CLAIMS, "upn": "SLEE"}, choices, NOW).person_id == "slee"


def test_a_name_stays_one_line_without_marks_that_turn_text_around() -> None:
    assert somebody(name="Sam\n\u202eeeL").name == "Sam eeL"


def test_somebody_without_a_name_is_called_by_the_address() -> None:
    assert somebody(name=None).name == "Sam.Lee@Trust.Example"


def test_nobody_is_signed_in_before_the_provider_says_so() -> None:
    with pytest.raises(NotSignedIn):
        somebody(is_logged_in="true")


@pytest.mark.parametrize("verified", [False, "false"])
def test_an_address_that_is_not_confirmed_names_nobody(verified: object) -> None:
    with pytest.raises(NotSignedIn, match="has not been confirmed"):
        somebody(email_verified=verified)


@pytest.mark.parametrize(
    "address", [None, "", "  ", "\u212aate@trust.example", "a b@trust.example", ["a@b"], "a" * 300]
)
def test_an_address_that_is_not_plain_names_nobody(address: object) -> None:
    with pytest.raises(NotSignedIn, match="no address"):
        somebody(email=address)


@pytest.mark.parametrize("lacking", ["iss", "sub"])
def test_a_sign_in_without_an_account_is_none(lacking: str) -> None:
    with pytest.raises(NotSignedIn, match="which account"):
        somebody(**{lacking: ""})


@pytest.mark.parametrize(
    "signed_in_at", [NOW - 12 * HOUR - 1, NOW + CLOCKS_APART + 1, float("nan"), float("inf")]
)
def test_an_old_sign_in_or_one_of_tomorrow_has_ended(signed_in_at: float) -> None:
    with pytest.raises(NotSignedIn, match="has ended"):
        somebody(iat=signed_in_at)


@pytest.mark.parametrize("signed_in_at", [NOW - 12 * HOUR, NOW + CLOCKS_APART])
def test_a_sign_in_lasts_twelve_hours(signed_in_at: int) -> None:
    assert somebody(iat=signed_in_at).signed_in_at == signed_in_at


@pytest.mark.parametrize("signed_in_at", [None, True, "1795340000"])
def test_a_sign_in_that_does_not_say_when_is_none(signed_in_at: object) -> None:
    with pytest.raises(NotSignedIn, match="no time"):
        somebody(iat=signed_in_at)


def test_a_trust_may_let_sign_ins_end_sooner() -> None:
    with pytest.raises(NotSignedIn, match="has ended"):
        identity(CLAIMS, replace(CHOICES, hours=0.5), NOW)


@pytest.mark.parametrize("groups", ["board", ["board", 3, "other"]])
def test_claimed_values_are_read_from_a_text_or_a_list(groups: object) -> None:
    assert "board" in somebody(groups=groups).claimed


def test_without_a_role_claim_nothing_is_claimed() -> None:
    choices = replace(CHOICES, role_claim="")
    assert identity({**CLAIMS, "groups": ["board"]}, choices, NOW).claimed == frozenset()


def test_somebody_nobody_knows_has_no_access(register: Engine) -> None:
    arrive(register, somebody(), CHOICES)
    with pytest.raises(NoAccess):
        admitted(register, somebody())
    assert told(register) == ["refused"]


def test_a_claimed_role_becomes_a_line_of_the_register_once(register: Engine) -> None:
    for signed_in_at in (NOW - HOUR, NOW):
        arrive(register, somebody(groups=["board"], iat=signed_in_at), CHOICES)
    assert admitted(register, somebody()).roles == {"board member"}
    assert told(register) == ["person changed", "signed in", "signed in"]


def test_two_values_that_mean_a_lead_give_both_directorates(register: Engine) -> None:
    arrive(register, somebody(groups=["imaging", "pathology"]), CHOICES)
    assert admitted(register, somebody()).directorates == {"Imaging", "Pathology"}


def test_claims_give_nothing_to_somebody_the_register_knows(register: Engine) -> None:
    add_person(register, "sam.lee@trust.example", "Sam", "directorate lead", ("Imaging",))
    arrive(register, somebody(groups=["board"]), CHOICES)
    assert admitted(register, somebody()).roles == {"directorate lead"}


def test_the_first_administrator_is_made_while_nobody_is_one(register: Engine) -> None:
    arrive(register, somebody(email="Alex@trust.example"), CHOICES)
    found = person(register, "alex@trust.example")
    assert found is not None
    assert found.roles == {"administrator"}


def test_the_setting_makes_no_second_administrator(register: Engine) -> None:
    add_person(register, "kim@trust.example", "Kim", "administrator", ())
    arrive(register, somebody(email="alex@trust.example"), CHOICES)
    with pytest.raises(NoAccess):
        admitted(register, somebody(email="alex@trust.example"))


def test_a_sign_in_is_noted_once(register: Engine) -> None:
    add_person(register, "sam.lee@trust.example", "Sam", "board member", ())
    for _ in range(3):
        arrive(register, somebody(), CHOICES)
    assert told(register) == ["person changed", "signed in"]


def test_whoever_signs_out_is_out_in_every_tab_until_the_next_sign_in(register: Engine) -> None:
    add_person(register, "sam.lee@trust.example", "Sam", "board member", ())
    arrive(register, somebody(), CHOICES)
    leave(register, somebody())
    with pytest.raises(NotSignedIn, match="You have signed out"):
        admitted(register, somebody())
    assert admitted(register, somebody(iat=NOW)).roles == {"board member"}


def test_signing_out_is_noted_once_and_only_for_the_own_account(register: Engine) -> None:
    add_person(register, "sam.lee@trust.example", "Sam", "board member", ())
    arrive(register, somebody(), CHOICES)
    leave(register, somebody(sub="4712"))
    assert admitted(register, somebody())
    for _ in range(2):
        leave(register, somebody())
    assert told(register) == ["person changed", "signed in", "signed out"]


@pytest.mark.parametrize("other", [{"sub": "4712"}, {"iss": "https://other.example"}])
def test_an_address_given_to_another_account_does_not_inherit_access(
    register: Engine, other: dict[str, str]
) -> None:
    add_person(register, "sam.lee@trust.example", "Sam", "board member", ())
    arrive(register, somebody(), CHOICES)
    arrive(register, somebody(**other, iat=NOW), CHOICES)
    with pytest.raises(NoAccess, match="another account"):
        admitted(register, somebody(**other, iat=NOW))
    assert told(register) == ["person changed", "signed in", "refused"]


def test_once_the_account_is_forgotten_the_next_one_is_the_persons(register: Engine) -> None:
    add_person(register, "sam.lee@trust.example", "Sam", "board member", ())
    arrive(register, somebody(), CHOICES)
    with register.begin() as connection:
        forget_accounts(connection, "kim")
    arrive(register, somebody(sub="4712", iat=NOW), CHOICES)
    assert admitted(register, somebody(sub="4712", iat=NOW)).roles == {"board member"}


def test_access_given_anew_is_not_held_to_the_account_of_before(register: Engine) -> None:
    add_person(register, "sam.lee@trust.example", "Sam", "board member", ())
    arrive(register, somebody(), CHOICES)
    give("sam.lee@trust.example", register)
    give("sam.lee@trust.example", register, Access("improvement team"))
    assert admitted(register, somebody(sub="4712", iat=NOW)).roles == {"improvement team"}


def test_ended_access_stays_ended_whatever_is_claimed(register: Engine) -> None:
    arrive(register, somebody(groups=["board"]), CHOICES)
    give("sam.lee@trust.example", register)
    arrive(register, somebody(groups=["board"], iat=NOW), CHOICES)
    with pytest.raises(NoAccess, match="your access has ended"):
        admitted(register, somebody(iat=NOW))


def give(person_id: str, register: Engine, *accesses: Access) -> None:
    """Exactly these; none ends what the person has."""
    give_exactly(register, [Wanted(person_id, "Sam", accesses)], "kim", date.today())
