"""Are a wave's small groups withheld, with enough others, and does the audit find what is left?"""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame, Series

from metrics.disclosure import (
    audit_wave,
    shown_base,
    shown_percent,
    withhold,
)
from metrics.disclosure_wave import NAME


def cells(text: str) -> DataFrame:
    """One row per line: breakdown | division | directorate | staff group | band | respondents."""
    lines = [[word.strip() for word in line.split("|")] for line in text.strip().splitlines()]
    table = DataFrame(lines, columns=[*NAME, "respondents"])
    table["respondents"] = pd.to_numeric(table["respondents"].replace("withheld", None))
    return table.replace({"": None})


def not_shown(table: DataFrame, withheld: Series[bool]) -> set[str]:
    """The names of the withheld cells, as 'North / Ward'."""
    names = table.loc[withheld, NAME[1:]].fillna("")
    return {" / ".join(word for word in row if word) for row in names.to_numpy().tolist()}


TWO_DIVISIONS = cells("""
    trust       |       |          | | | 161
    division    | North |          | | |  81
    division    | South |          | | |  80
    directorate | North | Medicine | | |  40
    directorate | North | Theatres | | |  35
    directorate | North | Pharmacy | | |   6
    directorate | South | Children | | |  50
    directorate | South | Estates  | | |  30
""")


def test_a_small_directorate_takes_the_next_smallest_of_its_own_division_with_it() -> None:
    mask = withhold(TWO_DIVISIONS)
    assert not_shown(TWO_DIVISIONS, mask) == {"North / Theatres", "North / Pharmacy"}


def test_ten_respondents_are_withheld_and_eleven_are_shown() -> None:
    table = cells("""
        trust       | | |        | |  61
        staff_group | | | Ten    | |  10
        staff_group | | | Eleven | |  11
        staff_group | | | Forty  | |  40
    """)
    assert "Ten" in not_shown(table, withhold(table))
    without_ten = table.iloc[[0, 2, 3]]
    assert not_shown(without_ten, withhold(without_ten)) == set()


def test_two_small_groups_that_are_small_together_take_a_third_with_them() -> None:
    table = cells("""
        trust | | | | A |  75
        band  | | | | 2 |   3
        band  | | | | 3 |   4
        band  | | | | 5 |  28
        band  | | | | 6 |  40
    """)
    assert not_shown(table, withhold(table)) == {"2", "3", "5"}


def test_a_division_of_one_directorate_is_withheld_with_it() -> None:
    table = cells("""
        trust       |       |          | | | 114
        division    | North |          | | |  75
        division    | South |          | | |   8
        division    | West  |          | | |  31
        directorate | North | Medicine | | |  40
        directorate | North | Theatres | | |  35
        directorate | South | Pharmacy | | |   8
        directorate | West  | Children | | |  31
    """)
    mask = not_shown(table, withhold(table))
    assert {"South", "South / Pharmacy"} <= mask
    # Its complement is a division of one directorate as well, and goes with it too.
    assert mask == {"South", "South / Pharmacy", "West", "West / Children"}


def test_a_withheld_cell_of_a_two_way_table_has_company_in_its_row_and_column() -> None:
    table = cells("""
        trust                |       | |         | | 240
        division             | North | |         | | 120
        division             | South | |         | | 120
        staff_group          |       | | Nursing | |  90
        staff_group          |       | | Medical | |  70
        staff_group          |       | | AHP     | |  80
        division_staff_group | North | | Nursing | |  50
        division_staff_group | North | | Medical | |   5
        division_staff_group | North | | AHP     | |  65
        division_staff_group | South | | Nursing | |  40
        division_staff_group | South | | Medical | |  65
        division_staff_group | South | | AHP     | |  15
    """)
    assert not_shown(table, withhold(table)) == {
        "North / Medical",
        "South / Medical",
        "North / Nursing",
        "South / Nursing",
    }


def test_a_group_that_the_file_withheld_counts_as_small() -> None:
    table = TWO_DIVISIONS.assign(respondents=[161, 81, 80, 40, 35, None, 50, 30])
    assert not_shown(table, withhold(table)) == {"North / Theatres", "North / Pharmacy"}


def test_an_empty_group_is_withheld_and_needs_no_company() -> None:
    table = TWO_DIVISIONS.assign(respondents=[155, 75, 80, 40, 35, 0, 50, 30])
    assert not_shown(table, withhold(table)) == {"North / Pharmacy"}


def test_the_trust_is_always_shown() -> None:
    table = cells("""
        trust       | |     | | | 9
        directorate | | One | | | 4
        directorate | | Two | | | 5
    """)
    assert withhold(table).tolist() == [False, True, True]


def test_a_division_and_a_staff_group_of_the_same_name_are_not_the_same_people() -> None:
    table = cells("""
        trust                |         | |         | | 200
        division             | Estates | |         | | 100
        division             | North   | |         | | 100
        staff_group          |         | | Estates | | 100
        staff_group          |         | | Nursing | | 100
        division_staff_group | Estates | | Estates | |  50
        division_staff_group | Estates | | Nursing | |  50
        division_staff_group | North   | | Estates | |  50
        division_staff_group | North   | | Nursing | |  50
    """)
    assert not withhold(table).any()


def test_the_mask_does_not_depend_on_the_order_of_the_rows() -> None:
    table = a_wave(seed=3)[0]
    shuffled = table.sample(frac=1, random_state=1)
    assert withhold(shuffled).sort_index().equals(withhold(table))


def test_missing_names_may_be_empty_text() -> None:
    assert withhold(TWO_DIVISIONS.fillna(dict.fromkeys(NAME, ""))).equals(withhold(TWO_DIVISIONS))


def test_the_smallest_group_may_be_raised_but_not_lowered() -> None:
    raised = not_shown(TWO_DIVISIONS, withhold(TWO_DIVISIONS, smallest_group=36))
    assert {"North / Theatres", "North / Pharmacy", "South / Estates"} <= raised
    with pytest.raises(ValueError, match="may not be under 11"):
        withhold(TWO_DIVISIONS, smallest_group=10)
    with pytest.raises(ValueError, match="may not be under 11"):
        audit_wave(TWO_DIVISIONS, withhold(TWO_DIVISIONS), measures(TWO_DIVISIONS), 5)


def measures(table: DataFrame, percent: float = 60) -> DataFrame:
    """One measure that this share of every cell answered positively."""
    positive = (table["respondents"] * percent / 100).round()
    return table.rename(columns={"respondents": "denominator"}).assign(
        measure="q3f", numerator=positive, most=1
    )


def test_a_wave_with_only_its_small_cells_withheld_fails_the_audit() -> None:
    only_small = TWO_DIVISIONS["respondents"] < 11
    assert audit_wave(TWO_DIVISIONS, only_small, measures(TWO_DIVISIONS)) == [
        "The breakdown by directorate would give away a group of fewer than 11 respondents (q3f)."
    ]


def test_a_wave_masked_by_the_rule_passes_the_audit() -> None:
    assert audit_wave(TWO_DIVISIONS, withhold(TWO_DIVISIONS), measures(TWO_DIVISIONS)) == []


def test_a_small_cell_that_is_shown_fails_the_audit() -> None:
    nothing = Series(False, index=TWO_DIVISIONS.index)
    assert audit_wave(TWO_DIVISIONS, nothing, measures(TWO_DIVISIONS)) != []


def test_a_withheld_division_that_its_staff_groups_add_up_to_hides_nobody() -> None:
    table = cells("""
        trust                |       |          |         | | 300
        division             | North |          |         | |  60
        division             | South |          |         | | 240
        directorate          | North | Medicine |         | |  52
        directorate          | North | Pharmacy |         | |   8
        directorate          | South | Surgery  |         | | 240
        division_staff_group | North |          | Nursing | |  40
        division_staff_group | North |          | Medical | |  20
        division_staff_group | South |          | Nursing | | 140
        division_staff_group | South |          | Medical | | 100
    """)
    withheld = table.index.isin([1, 2, 4, 5])
    with_medicine = Series(withheld, index=table.index)
    assert audit_wave(table, with_medicine, measures(table)) != []
    without_staff_groups = table.iloc[:6]
    assert audit_wave(without_staff_groups, with_medicine[:6], measures(table)[:6]) == []


def test_a_measure_without_a_breakdown_gives_nobody_in_it_away() -> None:
    mask = withhold(TWO_DIVISIONS)
    at_trust_level = measures(TWO_DIVISIONS)[:1]
    assert audit_wave(TWO_DIVISIONS, mask, at_trust_level) == []
    counts_leak = TWO_DIVISIONS["respondents"] < 11
    assert audit_wave(TWO_DIVISIONS, counts_leak, at_trust_level) != []


def test_an_answer_that_hardly_anybody_gave_takes_more_cells_with_it() -> None:
    table = cells("""
        trust       |       |          | | | 215
        division    | North |          | | |  15
        division    | South |          | | | 100
        division    | West  |          | | | 100
        directorate | North | Pharmacy | | |   8
        directorate | North | Theatres | | |   7
        directorate | South | Medicine | | | 100
        directorate | West  | Children | | | 100
    """)
    rare = measures(table, percent=60)
    rare.loc[[1, 4, 5], "numerator"] = [1, 1, 0]
    by_rule = withhold(table)
    assert not_shown(table, by_rule) == {"North / Pharmacy", "North / Theatres"}
    assert audit_wave(table, by_rule, rare) != []
    mended = withhold(table, measures=rare)
    assert "North" in not_shown(table, mended)
    assert audit_wave(table, mended, rare) == []


def test_people_without_a_staff_group_are_no_contradiction() -> None:
    table = cells("""
        trust       | |          |         | | 200
        directorate | | Medicine |         | | 120
        directorate | | Theatres |         | |  72
        directorate | | Pharmacy |         | |   6
        staff_group | |          | Nursing | | 100
        staff_group | |          | Medical | |  80
    """)
    assert audit_wave(table, withhold(table), measures(table)) == []
    assert audit_wave(table, table["respondents"] < 11, measures(table)) != []


def test_bases_are_shown_to_the_nearest_five() -> None:
    assert [shown_base(n) for n in (11, 12, 12.5, 298, 303)] == [10, 10, 15, 300, 305]


def test_nobody_and_everybody_are_not_said_of_a_small_base() -> None:
    assert shown_percent(0, 19) == "under 5 %"
    assert shown_percent(100, 12) == "over 95 %"
    assert shown_percent(0, 20) == "0 %"
    assert shown_percent(62.5, 12) == "63 %"


def a_wave(seed: int, respondents: int = 3200) -> tuple[DataFrame, DataFrame]:
    """Cells and measures of a trust of 4 divisions, 14 directorates, 9 staff groups, 6 bands."""
    chance = np.random.default_rng(seed)
    sizes = np.outer(chance.dirichlet(np.ones(14)), chance.dirichlet(np.full(9, 0.8))).ravel()
    group = chance.choice(14 * 9, p=sizes / sizes.sum(), size=respondents)
    staff = DataFrame(
        {
            "division": [f"Division {place // 9 % 4}" for place in group],
            "directorate": [f"Directorate {place // 9}" for place in group],
            "staff_group": [f"Staff group {place % 9}" for place in group],
            "band": [f"Band {band}" for band in chance.integers(2, 8, respondents)],
        }
    )
    answers = {"q3f": (1, chance.random(respondents) < 0.57)}
    answers |= {f"score {i}": (10, chance.normal(6.8, 2, respondents).clip(0, 10)) for i in "abc"}
    breakdowns: dict[str, list[str]] = {
        "trust": [],
        "division": ["division"],
        "directorate": ["division", "directorate"],
        "staff_group": ["staff_group"],
        "division_staff_group": ["division", "staff_group"],
        "band": ["band"],
    }
    tables = []
    for measure, (most, value) in answers.items():
        for breakdown, keys in breakdowns.items():
            grouped = staff.assign(value=value, trust="all").groupby(keys or ["trust"])["value"]
            summed = grouped.agg(numerator="sum", denominator="count").reset_index()
            named = summed.drop(columns="trust", errors="ignore")
            tables.append(named.assign(measure=measure, most=most, breakdown=breakdown))
    of_measures = pd.concat(tables, ignore_index=True)
    bases = of_measures.groupby(NAME, dropna=False, as_index=False)["denominator"].min()
    return bases.rename(columns={"denominator": "respondents"}), of_measures


@pytest.mark.parametrize("respondents", [300, 800, 3200])
@pytest.mark.parametrize("seed", range(3))
def test_a_whole_wave_is_masked_safely_and_still_useful(seed: int, respondents: int) -> None:
    table, of_measures = a_wave(seed, respondents)
    mask = withhold(table, measures=of_measures)
    assert audit_wave(table, mask, of_measures) == []
    small = int(table["respondents"].between(1, 10).sum())
    assert int((mask & (table["respondents"] >= 11)).sum()) <= 2 * small + 2


def test_masking_a_wave_takes_less_than_a_third_of_a_second_and_its_audit_less_than_three() -> None:
    table, of_measures = a_wave(seed=1)
    began = time.perf_counter()
    mask = withhold(table)
    masked = time.perf_counter()
    audit_wave(table, mask, of_measures)
    assert masked - began < 0.3
    assert time.perf_counter() - masked < 3
