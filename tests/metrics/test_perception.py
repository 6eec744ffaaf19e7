"""Is a gap between leaders and staff told as large as it is, and never where it cannot be?"""

from metrics.perception import (
    Assessment,
    beside_the_score,
    gap,
    gap_in_words,
    given_in_words,
    spread_in_words,
)
from tests.found import found, withheld

STAFF = "staff_view_n5"


def test_the_gap_is_the_level_from_nought_to_a_hundred_less_the_per_cent_of_staff() -> None:
    assert gap(4.0, found(STAFF, value=50.0)) == 25.0


def test_a_level_above_what_staff_say_is_told_in_levels_and_points() -> None:
    assert gap_in_words(4.0, found(STAFF, value=50.0)) == (
        "leaders higher by about 1 level (+25 points)"
    )


def test_a_level_below_what_staff_say_is_told_with_a_minus() -> None:
    assert gap_in_words(2.0, found(STAFF, value=66.0)) == (
        "leaders lower by about 1.5 levels (−41 points)"
    )


def test_less_than_half_a_level_apart_is_agreement() -> None:
    assert gap_in_words(3.0, found(STAFF, value=60.0)) == (
        "they agree within half a level (−10 points)"
    )


def test_without_staff_views_nothing_is_said_of_the_gap() -> None:
    assert gap_in_words(4.0, None) == "cannot say: staff views are not collected"


def test_a_withheld_staff_view_gives_no_gap() -> None:
    assert gap_in_words(4.0, withheld()) == "cannot say: the staff view is not shown"


def test_a_level_beyond_the_scores_interval_is_higher_than_the_score() -> None:
    score = found("readiness", value=50.0, lower=48.0, upper=52.0)
    assert [beside_the_score(level, score) for level in (1.0, 2.2, 4.0)] == [
        "lower", "agrees", "higher",
    ]  # fmt: skip


def test_levels_are_told_with_how_often_each_was_given() -> None:
    given = Assessment("readiness.N1", "Board", 2.0, 5, (1, 3, 0, 0, 1), None)
    assert given_in_words(given) == "1 once, 2 three times, 5 once"


def test_two_assessors_have_no_spread() -> None:
    given = Assessment("readiness.N1", "Board", 2.0, 5, (0, 5, 0, 0, 0), None)
    assert spread_in_words(given) == "under three assessors"


def test_the_spread_of_assessors_is_told_in_levels() -> None:
    given = Assessment("readiness.N1", "Board", 2.0, 5, (0, 5, 0, 0, 0), 1.5)
    assert spread_in_words(given) == "1.5 levels"
