"""The attacks we thought of, each tried on a wave as we would publish it, and shown to work on one
published carelessly: an audit that finds nothing in either would be worth nothing.

Each takes the cells and measures of a wave. `careless` withholds only cells under eleven.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from pandas import DataFrame, Series

from metrics.disclosure import audit_wave, withhold
from metrics.disclosure_known import measures_of
from metrics.disclosure_releases import Release, leaks_of
from metrics.disclosure_wave import NAME, Name, names_of

FLOOR = 11
Attack = Callable[[], tuple[DataFrame, DataFrame]]


def cells(*rows: str) -> DataFrame:
    """breakdown | division | directorate | staff group | band | people; missing people: '-'."""
    lines = [[cell.strip() for cell in row.split("|")] for row in rows]
    table = DataFrame(lines, columns=[*NAME, "respondents"])
    table["respondents"] = pd.to_numeric(table["respondents"].replace("-", None))
    return table


def measured(
    table: DataFrame, value: float = 0.6, most: float = 1, measure: str = "q3f"
) -> DataFrame:
    people = table["respondents"].astype(float)
    return table.assign(measure=measure, most=most, denominator=people, numerator=people * value)


def subtraction_along_a_line() -> tuple[DataFrame, DataFrame]:
    table = cells(
        "trust       | |          | | | 158",
        "directorate | | Surgery  | | |  80",
        "directorate | | Medicine | | |  72",
        "directorate | | Pharmacy | | |   6",
    )
    return table, measured(table)


def a_division_of_one_directorate() -> tuple[DataFrame, DataFrame]:
    table = cells(
        "trust       |       |          | | | 188",
        "division    | North |          | | |  80",
        "division    | South |          | | |   8",
        "division    | West  |          | | | 100",
        "directorate | North | Surgery  | | |  50",
        "directorate | North | Medicine | | |  30",
        "directorate | South | Pharmacy | | |   8",
        "directorate | West  | Children | | | 100",
    )
    return table, measured(table)


def a_complement_on_another_page() -> tuple[DataFrame, DataFrame]:
    """Directorates hide Pharmacy; the staff groups of its division give it back."""
    table = cells(
        "trust                |       |          |         | | 300",
        "division             | North |          |         | |  60",
        "division             | South |          |         | | 240",
        "directorate          | North | Medicine |         | |  52",
        "directorate          | North | Pharmacy |         | |   8",
        "directorate          | South | Surgery  |         | | 240",
        "division_staff_group | North |          | Nursing | |  40",
        "division_staff_group | North |          | Medical | |  20",
        "division_staff_group | South |          | Nursing | | 140",
        "division_staff_group | South |          | Medical | | 100",
        "staff_group          |       |          | Nursing | | 180",
        "staff_group          |       |          | Medical | | 120",
    )
    return table, measured(table)


def rows_and_columns_of_a_crossed_table() -> tuple[DataFrame, DataFrame]:
    table = cells(
        "trust                |       | |         | | 240",
        "division             | North | |         | | 120",
        "division             | South | |         | | 120",
        "staff_group          |       | | Nursing | |  90",
        "staff_group          |       | | Medical | | 150",
        "division_staff_group | North | | Nursing | |  85",
        "division_staff_group | North | | Medical | |  35",
        "division_staff_group | South | | Nursing | |   5",
        "division_staff_group | South | | Medical | | 115",
    )
    return table, measured(table)


def a_mean_that_nobody_else_pulls_down() -> tuple[DataFrame, DataFrame]:
    """Scores, with their largest: four people at 0 among many at 9 show in the trust's mean."""
    table = cells(
        "trust       | |          | | | 104",
        "directorate | | Surgery  | | |  60",
        "directorate | | Medicine | | |  40",
        "directorate | | Pharmacy | | |   4",
    )
    given = measured(table, 9, most=10, measure="E")
    given["numerator"] = [900.0, 540, 360, 0]
    return table, given


def everybody_of_one_mind() -> tuple[DataFrame, DataFrame]:
    """A division of fifteen with one positive answer says nearly all of a part of eight."""
    table = cells(
        "trust       |       |          | | | 215",
        "division    | North |          | | |  15",
        "division    | South |          | | | 100",
        "division    | West  |          | | | 100",
        "directorate | North | Pharmacy | | |   8",
        "directorate | North | Theatres | | |   7",
        "directorate | South | Medicine | | | 100",
        "directorate | West  | Children | | | 100",
    )
    given = measured(table)
    given.loc[[1, 4, 5], "numerator"] = [1, 1, 0]
    return table, given


def withheld_by_the_file_and_told_by_what_is_left() -> tuple[DataFrame, DataFrame]:
    table = cells(
        "trust       | |          | | | 158",
        "directorate | | Surgery  | | |  80",
        "directorate | | Medicine | | |  72",
        "directorate | | Pharmacy | | |   -",
    )
    return table, measured(table)


ATTACKS = [
    subtraction_along_a_line,
    a_division_of_one_directorate,
    a_complement_on_another_page,
    rows_and_columns_of_a_crossed_table,
    a_mean_that_nobody_else_pulls_down,
    everybody_of_one_mind,
    withheld_by_the_file_and_told_by_what_is_left,
]
each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)


@each_attack
def test_the_attack_works_where_only_small_cells_are_withheld(attack: Attack) -> None:
    table, given = attack()
    careless: Series[bool] = ~(table["respondents"] >= FLOOR)
    assert audit_wave(table, careless, given) != []


@each_attack
def test_it_does_not_work_on_what_we_publish(attack: Attack) -> None:
    table, given = attack()
    assert audit_wave(table, withhold(table, measures=given), given) == []


@each_attack
def test_and_not_everything_is_hidden_for_it(attack: Attack) -> None:
    table, given = attack()
    hidden = withhold(table, measures=given)
    small = int((~(table["respondents"] >= FLOOR)).sum())
    assert int((hidden & (table["respondents"] >= FLOOR)).sum()) <= 2 * small + 2


# --- two structures over the same people --------------------------------------------------------

TWO_DIVISIONS = cells(
    "trust       |       |          | | | 226",
    "division    | North |          | | | 116",
    "division    | South |          | | | 110",
    "directorate | North | Surgery  | | |  70",
    "directorate | North | Medicine | | |  40",
    "directorate | North | Pharmacy | | |   6",
    "directorate | South | Children | | |  60",
    "directorate | South | Estates  | | |  50",
)
PHARMACY_MOVED = cells(
    "trust       |       |          | | | 226",
    "division    | North |          | | | 110",
    "division    | South |          | | | 116",
    "directorate | North | Surgery  | | |  70",
    "directorate | North | Medicine | | |  40",
    "directorate | South | Pharmacy | | |   6",
    "directorate | South | Children | | |  60",
    "directorate | South | Estates  | | |  50",
)


def release(table: DataFrame, *withheld: str) -> Release:
    asked = {one.name: one for one in measures_of(measured(table), table)}
    hidden = {name for name in names_of(table) if name[2] in withheld}
    return Release(tuple(names_of(table)), asked, frozenset(hidden))


def test_a_small_directorate_that_moved_is_the_difference_of_its_divisions() -> None:
    """Each structure by itself is masked well enough; the two together are not."""
    before = release(TWO_DIVISIONS, "Pharmacy", "Medicine")
    after = release(PHARMACY_MOVED, "Pharmacy", "Estates")
    assert list(leaks_of(before, FLOOR)) == []
    assert list(leaks_of(after, FLOOR)) == []
    (leaking,) = leaks_of(after, FLOOR, [before])
    assert "division" in leaking.breakdowns() or "directorate" in leaking.breakdowns()


def test_three_directorates_made_of_two_are_the_same_people() -> None:
    """Imaging (7) was told with Pathology; merged and by itself, together they give it away."""
    apart = cells(
        "trust       | |             | | | 200",
        "directorate | | Surgery     | | | 110",
        "directorate | | Diagnostics | | |  90",
    )
    split = cells(
        "trust       | |           | | | 200",
        "directorate | | Surgery   | | | 110",
        "directorate | | Pathology | | |  83",
        "directorate | | Imaging   | | |   7",
    )
    before, after = release(apart), release(split, "Imaging")
    (leaking,) = leaks_of(after, FLOOR, [before])
    blamed: list[Name] = leaking.to_blame()
    assert ("directorate", "", "Pathology", "", "") in blamed
