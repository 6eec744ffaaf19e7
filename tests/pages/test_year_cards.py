"""Is a reason that several cards share said once, and no other reason in its place?"""

from __future__ import annotations

from pages.year_cards import shared_reason
from tests.found import found


def test_one_reason_of_several_cards_is_said_once() -> None:
    cards = [found(verdict="cannot say", reason="there is no earlier year.")] * 2
    assert shared_reason(cards) == " ? Cannot say: there is no earlier year."


def test_different_reasons_stay_with_their_cards() -> None:
    cards = [found(verdict="cannot say", reason=why) for why in ("reworded.", "no earlier year.")]
    assert shared_reason(cards) == ""
