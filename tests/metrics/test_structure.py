"""Is each directorate known by the name it had, in the division it was in, when it was?"""

from __future__ import annotations

from datetime import date

import pytest

from metrics.structure import Became, Structure, structure

TRUST = [
    # name, division, from, until, became
    ("Elderly Care", "Medicine", None, date(2023, 3, 31), "Older People"),
    ("Older People", "Medicine", date(2023, 4, 1), None, None),
    ("Theatres", "Surgery", None, date(2024, 3, 31), "Operating"),
    ("Anaesthetics", "Surgery", None, date(2024, 3, 31), "Operating"),
    ("Operating", "Surgery", date(2024, 4, 1), None, None),
    ("Diagnostics", "Support", None, date(2024, 3, 31), "Imaging; Pathology"),
    ("Imaging", "Support", date(2024, 4, 1), None, None),
    ("Pathology", "Medicine", date(2024, 4, 1), None, None),
    ("Maternity", "Surgery", None, date(2025, 3, 31), None),
    ("Maternity", "Families", date(2025, 4, 1), None, None),
    ("Wards", "Surgery", None, date(2022, 3, 31), "Emergency"),
    ("Emergency", "Medicine", None, None, None),
    ("Wards", "Support", date(2023, 4, 1), None, None),
]  # fmt: skip


def of(*rows: tuple[object, ...]) -> Structure:
    columns = ("directorate", "division", "valid_from", "valid_to", "became")
    return structure(dict(zip(columns, row, strict=True)) for row in rows)


@pytest.fixture(scope="module")
def trust() -> Structure:
    return of(*TRUST)


def said(trust: Structure, breakdown: str, unit: str) -> list[str]:
    return [one.sentence for one in trust.breaks if (one.breakdown, one.unit) == (breakdown, unit)]


def test_a_renamed_directorate_has_its_new_name_from_the_beginning(trust: Structure) -> None:
    assert trust.name_of("Elderly Care", date(2021, 10, 1)) == "Older People"


def test_a_renamed_directorate_begins_with_no_note(trust: Structure) -> None:
    assert said(trust, "directorate", "Older People") == []


def test_a_directorate_renamed_twice_has_its_last_name() -> None:
    trust = of(
        ("A", "One", None, date(2022, 3, 31), "B"),
        ("B", "One", date(2022, 4, 1), date(2023, 3, 31), "C"),
        ("C", "One", date(2023, 4, 1), None, None),
    )
    assert trust.name_of("A", None) == "C"


def test_a_new_name_without_a_row_of_its_own_is_a_renaming_too() -> None:
    trust = of(("A", "One", None, date(2022, 3, 31), "B"))
    assert trust.name_of("A", date(2021, 1, 1)) == "B"
    assert trust.division_of("B", None) == "One"


def test_those_that_merged_keep_their_names_until_then(trust: Structure) -> None:
    assert trust.name_of("Theatres", date(2023, 10, 1)) == "Theatres"
    assert Became("Theatres", "2024-03", "Operating") in trust.became


def test_what_was_merged_says_of_how_many(trust: Structure) -> None:
    assert said(trust, "directorate", "Operating") == [
        "this directorate began in April 2024; earlier years belong to the two it was made from."
    ]


@pytest.mark.parametrize("part", ["Imaging", "Pathology"])
def test_each_part_of_a_split_says_what_was_split(trust: Structure, part: str) -> None:
    assert said(trust, "directorate", part) == [
        "this directorate began in April 2024; earlier years belong to Diagnostics, which was split."
    ]


def test_nobody_takes_over_what_was_split(trust: Structure) -> None:
    assert "Diagnostics" not in {one.directorate for one in trust.became}


def test_a_directorate_that_another_joined_says_so(trust: Structure) -> None:
    assert said(trust, "directorate", "Emergency") == [
        "Wards joined this directorate in April 2022, so the years cannot be compared."
    ]


@pytest.mark.parametrize(
    ("day", "division"),
    [(date(2020, 1, 1), "Surgery"), (date(2025, 3, 31), "Surgery"), (date(2025, 4, 1), "Families")],
)
def test_a_directorate_belongs_to_the_division_of_the_day(
    trust: Structure, day: date, division: str
) -> None:
    assert trust.division_of("Maternity", day) == division


def test_a_division_that_a_directorate_left_or_joined_says_so(trust: Structure) -> None:
    assert said(trust, "division", "Families") == [
        "Maternity joined this division in April 2025, so the years cannot be compared."
    ]
    assert "Maternity left this division in April 2025, so the years cannot be compared." in said(
        trust, "division", "Surgery"
    )


def test_a_division_says_so_where_a_part_of_a_split_went_elsewhere(trust: Structure) -> None:
    assert (
        "Diagnostics joined this division in April 2024, so the years cannot be compared."
        in said(trust, "division", "Medicine")
    )


def test_a_name_used_again_is_told_from_what_it_was(trust: Structure) -> None:
    assert trust.name_of("Wards", date(2021, 10, 1)) == "Wards (until March 2022)"
    assert trust.name_of("Wards", date(2024, 10, 1)) == "Wards"
    assert trust.name_of("Wards", None) == "Wards"


def test_a_name_used_again_belongs_to_what_it_was_until_it_begins(trust: Structure) -> None:
    assert trust.name_of("Wards", date(2022, 10, 1)) == "Wards (until March 2022)"
    assert Became("Wards (until March 2022)", "2022-03", "Emergency") in trust.became


def test_a_name_of_no_directorate_stands_for_itself(trust: Structure) -> None:
    assert (trust.name_of("Laundry", None), trust.division_of("Laundry", None)) == ("Laundry", "")


def test_a_directorate_that_becomes_itself_is_no_puzzle() -> None:
    trust = of(("A", "One", None, date(2022, 3, 31), "A"), ("A", "Two", date(2022, 4, 1), None, ""))
    assert trust.name_of("A", date(2021, 1, 1)) == "A"
    assert trust.became == ()


def test_names_that_became_each_other_are_no_endless_puzzle() -> None:
    trust = of(
        ("A", "One", None, date(2022, 3, 31), "B"),
        ("B", "One", None, date(2022, 3, 31), "A"),
    )
    assert trust.name_of("A", date(2021, 1, 1)) == "A"
