"""Is a fair share 1, is a clear shortfall said only when clear, and are unknowns always told?"""

import pytest

from metrics.fair_shares import Reached, fair_shares, unknown_in_words

NURSES = Reached("Nursing", "5 to 7", 30, 100)
CLERKS = Reached("Clerical", "1 to 4", 10, 100)


def test_a_share_is_that_of_the_trained_over_that_of_the_headcount() -> None:
    found = fair_shares([NURSES, CLERKS])
    assert [share.ratio for share in found] == pytest.approx([1.5, 0.5])


def test_its_interval_is_that_of_the_group_s_share_of_everybody_trained() -> None:
    clerks = fair_shares([NURSES, CLERKS])[1]
    # Wilson for 10 of 40: 0.1419 to 0.4019, over a fair share of a half.
    assert (clerks.lower, clerks.upper) == pytest.approx((0.2838, 0.8038), abs=1e-4)
    assert clerks.is_short


def test_people_whose_band_is_not_known_are_left_out_of_both_shares() -> None:
    unknown = Reached("Nursing", "", 500, 20)
    assert [share.ratio for share in fair_shares([NURSES, unknown, CLERKS])] == pytest.approx(
        [1.5, 0.5]
    )


def test_a_group_under_twenty_has_no_ratio_and_is_never_called_short() -> None:
    small = fair_shares([NURSES, Reached("Students", "other", 0, 19)])[1]
    assert (small.in_words, small.is_short) == ("too few", False)


def test_where_nobody_is_trained_there_are_no_shares() -> None:
    assert fair_shares([Reached("Nursing", "5 to 7", 0, 100)]) == []


def test_unknowns_are_told_also_where_there_are_none() -> None:
    assert unknown_in_words([NURSES, CLERKS]) == (
        "Staff group or band not known: 0 of 40 trained, 0 of 200 staff."
    )
    assert unknown_in_words([NURSES, Reached("Nursing", "", 5, 7)]) == (
        "Staff group or band not known: 5 of 35 trained, 7 of 107 staff."
    )
