"""Are ticks round, few, and where the numbers are?"""

from hypothesis import given
from hypothesis import strategies as st

from charts.ticks import round_ticks


def test_counts_have_ticks_of_five_or_ten() -> None:
    assert round_ticks(0, 37.8) == [0, 10, 20, 30]


def test_steps_of_two_and_five_are_taken_between_powers_of_ten() -> None:
    assert round_ticks(0, 9) == [0, 2, 4, 6, 8]
    assert round_ticks(0, 18) == [0, 5, 10, 15]


def test_scores_have_ticks_of_tenths() -> None:
    assert round_ticks(6.5, 6.9) == [6.5, 6.6, 6.7, 6.8, 6.9]


def test_a_range_of_nothing_still_has_ticks() -> None:
    assert len(round_ticks(3, 3)) >= 2


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_there_are_never_many(low: float, width: float) -> None:
    assert 1 <= len(round_ticks(low, low + width)) <= 7
