"""Is the day that a title or a file's name tells understood, and no other?"""

from __future__ import annotations

from datetime import date

import pytest

from data_loaders.as_at import day_above, day_in_file_name


@pytest.mark.parametrize(
    "title",
    [
        "Register as at 30 September 2026",
        "Staff as at: 30/09/2026 · Confidential",
        "As of 30.09.26",
    ],
)
def test_the_day_above_a_table(title: str) -> None:
    assert day_above(title) == date(2026, 9, 30)


def test_a_title_without_a_day_has_none() -> None:
    assert day_above("Register, as agreed by the board") is None


@pytest.mark.parametrize(
    "name", ["Staff 30-09-2026.xlsx", "ESR_2026-09-30_final.csv", "SIP 30 September 2026.xlsx",
             "SIP_30Sep2026.xlsx"]
)  # fmt: skip
def test_the_day_in_a_files_name(name: str) -> None:
    assert day_in_file_name(name) == date(2026, 9, 30)


@pytest.mark.parametrize("name", ["Staff Sep 2026.xlsx", "Staff 01-04-2025 to 30-09-2026.xlsx"])
def test_a_month_or_two_days_are_no_day(name: str) -> None:
    assert day_in_file_name(name) is None
