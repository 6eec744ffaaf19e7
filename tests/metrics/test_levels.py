"""Where does a self-assessed level stand among the bands, and how large a change can be seen?"""

import pytest

from metrics.change import least_visible_change
from metrics.composite import BANDS, band_of, level_in_words, place_of_level


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_a_whole_level_stands_in_the_band_of_its_name(level: int) -> None:
    assert band_of(place_of_level(level)) == level_in_words(level) == BANDS[level - 1][1]


def test_a_level_between_two_names_both() -> None:
    assert level_in_words(2.5) == "Building to Established"


def test_a_group_of_two_hundred_can_show_a_change_of_four_tenths() -> None:
    assert least_visible_change(200, 2.0) == 0.4  # 1.96 × 2 × √(2/200) = 0.392


def test_the_least_visible_change_is_rounded_up() -> None:
    assert least_visible_change(280, 2.0) == 0.4  # 0.331


def test_nobody_can_show_no_change() -> None:
    with pytest.raises(ValueError, match="respondents"):
        least_visible_change(0, 2.0)
