"""An address is remembered for the one it was handed to, and not for ever."""

from __future__ import annotations

from access.handed_out import MOST_ADDRESSES, MOST_OWNERS, HandedOut


def test_an_address_is_its_owners() -> None:
    handed_out = HandedOut()
    handed_out.note("ann", ["/media/a.svg"])
    assert handed_out.was_given("ann", "/media/a.svg")
    assert not handed_out.was_given("bob", "/media/a.svg")


def test_the_oldest_addresses_are_forgotten_first() -> None:
    handed_out = HandedOut()
    handed_out.note("ann", [str(number) for number in range(MOST_ADDRESSES)])
    handed_out.note("ann", ["0", "one more"])
    found = [handed_out.was_given("ann", address) for address in ("0", "1", "one more")]
    assert found == [True, False, True]


def test_the_owners_who_have_been_away_longest_are_forgotten_first() -> None:
    handed_out = HandedOut()
    for number in range(MOST_OWNERS):
        handed_out.note(str(number), ["/media/a.svg"])
    handed_out.note("0", [])
    handed_out.note("one more", ["/media/a.svg"])
    found = [handed_out.was_given(owner, "/media/a.svg") for owner in ("0", "1", "one more")]
    assert found == [True, False, True]
