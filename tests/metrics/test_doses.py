"""Is the shortfall the sum of what is missing, level by level?"""

import pytest

from metrics.doses import PROFILE, shortfall
from metrics.registry import INDICATORS
from settings import LEVELS


def test_a_surplus_at_one_level_makes_up_for_nothing_at_another() -> None:
    found = shortfall({0: 90.0, 1: 20.0, 2: 4.0}, (80, 30, 5, 1, 0.2))
    assert found == pytest.approx(11.0)


def test_without_any_level_there_is_no_shortfall() -> None:
    assert shortfall({}, (80, 30, 5, 1, 0.2)) is None


def test_each_level_has_its_indicator() -> None:
    assert len(PROFILE) == LEVELS
    assert set(PROFILE) <= set(INDICATORS)
