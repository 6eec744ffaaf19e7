"""Is a number what its writer meant, and a withheld one never nought?"""

from __future__ import annotations

import pytest

from data_loaders.numbers import count, count_or_withheld, percent, score, share
from data_loaders.workbook import Cell


def test_fractions_and_percentages_mean_the_same() -> None:
    fractions = percent.understand([0.643, 0.5], False).values
    assert fractions == percent.understand([64.3, 50.0], False).values == [64.3, 50.0]


def test_a_percent_sign_says_what_it_is() -> None:
    assert percent.understand(["64.3%", "0.6 %", 0.643], False).values == [64.3, 0.6, 64.3]


def test_a_fraction_among_percentages_is_asked_about() -> None:
    [wrong] = percent.understand([0.643, 64.3], False).wrong.values()
    assert wrong.sentence == ('0.643 could be 0.643 % or 64.3 %. Write "64.3%" if that was meant.')


def test_shares_of_answers_may_be_under_one_percent() -> None:
    assert share.understand([0.4, 60.0], False).values == [0.4, 60.0]


def test_a_percentage_over_a_hundred_says_what_may_be_meant() -> None:
    [wrong] = percent.understand([643.0, 20.0], False).wrong.values()
    assert wrong.sentence == "643 is over 100. If 64.3 was meant, write 64.3."


@pytest.mark.parametrize("mark", ["*", "<11", "< 10", "-", "–", "NA", "N/A", "suppressed"])
def test_a_mark_is_withheld_and_not_nought(mark: str) -> None:
    for kind in (score, percent, share, count_or_withheld):
        reading = kind.understand([mark, 5.0], False)
        assert (reading.values[0], reading.withheld) == (None, {0})


def test_a_plain_count_cannot_be_withheld() -> None:
    assert count.understand(["*"], False).wrong[0].code == "number_not_understood"


@pytest.mark.parametrize(("cell", "number"), [(12.0, 12), ("1,234", 1234), ("12", 12), (0.0, 0)])
def test_counts_as_people_write_them(cell: Cell, number: int) -> None:
    assert count.understand([cell], False).values == [number]


@pytest.mark.parametrize("cell", [12.5, -1.0, "-3", "1.5"])
def test_what_is_no_count_is_not_rounded(cell: Cell) -> None:
    assert count.understand([cell], False).wrong[0].code == "number_out_of_range"


@pytest.mark.parametrize("cell", [10.1, -0.1, "67.4"])
def test_a_score_lies_between_0_and_10(cell: Cell) -> None:
    assert score.understand([cell], False).wrong[0].code == "number_out_of_range"


def test_a_score_ten_times_too_large_says_what_may_be_meant() -> None:
    [wrong] = score.understand([67.4], False).wrong.values()
    assert wrong.sentence == (
        "67.4 is over 10; scores run from 0 to 10. If 6.74 was meant, write 6.74."
    )
