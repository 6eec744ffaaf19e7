"""Is a question the same question in every year, whatever its number was then?"""

from __future__ import annotations

import pytest

from data_loaders.measures import is_score, measure_of, names_a_measure


@pytest.mark.parametrize(
    ("year", "number"),
    [(2021, "q17a"), (2022, "q19a"), (2023, "q20a"), (2024, "q20a"), (2025, "q20a")],
)
def test_secure_about_raising_concerns_keeps_one_name(year: int, number: str) -> None:
    assert measure_of(number, year) == "q20a"


def test_the_same_number_is_another_question_in_another_year() -> None:
    assert (measure_of("q21a", 2021), measure_of("q21a", 2022)) == ("q25a", "q23a")


@pytest.mark.parametrize(
    "written", ["q3f", "Q3F", "3f", "Q 3f", "q03f", "q3f Able to make improvements happen (%)"]
)
def test_numbers_as_people_write_them(written: str) -> None:
    assert measure_of(written, 2025) == "q3f"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("E", "E"),
        ("theme_engagement", "E"),
        ("Staff Engagement", "E"),
        ("E_2 Involvement", "E_2"),
        ("pp3.1", "PP3_1"),
        ("We each have a voice that counts", "PP3"),
        ("Raising concerns", "PP3_2"),
        ("Morale", "M"),
        ("Response rate", "response_rate"),
    ],
)
def test_scores_by_code_or_name(written: str, code: str) -> None:
    assert measure_of(written, 2025) == code


@pytest.mark.parametrize(
    ("written", "year"), [("q99", 2025), ("PP8", 2025), ("q22", 2021), ("Emergency", 2025)]
)
def test_what_a_year_did_not_ask_is_no_measure(written: str, year: int) -> None:
    assert measure_of(written, year) is None


def test_years_to_come_use_the_newest_numbers() -> None:
    assert measure_of("q25a", 2030) == "q25a"


def test_a_bare_number_names_no_measure() -> None:
    assert not names_a_measure("18")


def test_scores_and_shares_are_told_apart() -> None:
    assert (is_score("PP3_1"), is_score("q3f")) == (True, False)
