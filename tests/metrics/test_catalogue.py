"""Is everything of the catalogue's first two tiers an indicator, or told elsewhere and said where?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from metrics.catalogue import CORE, CORE_PLUS, ELSEWHERE, answered_by

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("number", [*CORE, *CORE_PLUS])
def test_every_number_of_core_and_core_plus_has_an_indicator_or_its_place(number: str) -> None:
    assert answered_by(number) or number in ELSEWHERE


def test_the_tiers_hold_the_catalogues_sixty_numbers_once_each() -> None:
    assert (len(CORE), len(CORE_PLUS), len({*CORE, *CORE_PLUS})) == (24, 36, 60)


@pytest.mark.parametrize("number", ELSEWHERE)
def test_what_is_said_to_be_elsewhere_is_no_indicator(number: str) -> None:
    assert answered_by(number) == ()


@pytest.mark.parametrize("said", ELSEWHERE.values())
def test_the_place_that_is_named_is_there(said: str) -> None:
    [file] = re.findall(r"`(.+?)`", said)
    assert (ROOT / file).exists()


def test_a_number_that_several_indicators_answer_gives_all_of_them() -> None:
    assert answered_by("SS06") == ("make_suggestions", "involved_in_change")
