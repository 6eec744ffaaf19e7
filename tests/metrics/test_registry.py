"""Is every indicator declared in full, and does its SELECT give what it says?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from metrics.indicator import BREAKDOWNS, UNIT_WORDS, Indicator
from metrics.registry import INDICATORS, by_lens, find
from settings import settings
from warehouse.build import load_current, own_database, prepare_views
from warehouse.datasets import DATASETS, schema

LENSES = {
    "engagement", "equality", "empowerment", "conditions", "capability", "connections",
    "N1", "N2", "N3", "N4", "N5",
}  # fmt: skip
GROUPS_OF = {
    "gap": {"contrast", "characteristic"},
    "ratio": {"contrast"},
    "points": {"contrast"},
    "spread": {"directorate", "division", "staff_group", "band"},
}
MAY_BE_EMPTY = {
    "caution",
    "measure",
    "home_of",
    "smallest_denominator",
    "months_counted",
    "known_of",
    "is_opinion",
    "everybody_asked",
}
# What not every engine understands, or nobody can read.
NOT_PORTABLE = (
    r"\bQUALIFY\b", r"::", r"\bGROUP BY ALL\b", r"\bORDER BY ALL\b", r"\bEXCLUDE\b", r"\[", r"\{",
    r"\bLIST\b", r"\bSTRUCT", r"\bUNNEST\b", r"\bPIVOT\b", r"\bFILTER\b", r"\bASOF\b",
)  # fmt: skip

every = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)


@pytest.fixture(scope="module")
def empty_warehouse() -> Iterator[DuckDBPyConnection]:
    with own_database() as connection:
        load_current(connection, Path(), [])
        prepare_views(connection, settings())
        yield connection


def columns_declared(indicator: Indicator) -> set[str]:
    """period, numerator, denominator, the groups of the breakdowns, and what its kind adds."""
    groups = {column for breakdown in indicator.dimensions for column in BREAKDOWNS[breakdown]}
    wanted = {"period", "numerator", "denominator"} | groups
    if indicator.grain != "month":
        wanted |= {"weighting", "is_suppressed"}
        wanted |= {"is_recomputed"} if indicator.id != "response_rate" else set()
    if indicator.roll_up == "sum":
        # Parts are by directorate; divisions are the directorates' own, and the trust is all of them.
        wanted = wanted - {"division"} | {"directorate"}
    if indicator.statistic == "least_reached":
        wanted |= {"staff_group"}
    if indicator.known_of:
        wanted |= {"total"}
    return wanted | GROUPS_OF.get(indicator.statistic, set())


@every
def test_a_select_gives_the_declared_columns_and_no_rows_of_an_empty_warehouse(
    indicator: Indicator, empty_warehouse: DuckDBPyConnection
) -> None:
    found = empty_warehouse.execute(indicator.sql).df()
    spare = {"staff_group", "band"} if indicator.roll_up == "sum" else set()
    assert columns_declared(indicator) <= set(found.columns) <= columns_declared(indicator) | spare
    assert found.empty


@every
def test_numerators_and_denominators_are_doubles(
    indicator: Indicator, empty_warehouse: DuckDBPyConnection
) -> None:
    described = empty_warehouse.execute(f"DESCRIBE {indicator.sql}").fetchall()
    kinds = {row[0]: row[1] for row in described}
    assert (kinds["numerator"], kinds["denominator"]) == ("DOUBLE", "DOUBLE")


@every
def test_all_its_words_are_there(indicator: Indicator) -> None:
    empty = {
        field.name
        for field in fields(indicator)
        if field.name not in MAY_BE_EMPTY and not getattr(indicator, field.name)
    }
    assert empty == set()


@every
def test_its_question_asks(indicator: Indicator) -> None:
    assert indicator.question.endswith("?")


@every
def test_its_lenses_and_breakdowns_are_known_and_its_unit_has_words(indicator: Indicator) -> None:
    assert set(indicator.lenses) <= LENSES
    assert set(indicator.dimensions) <= set(BREAKDOWNS)
    assert indicator.unit == UNIT_WORDS[indicator.statistic]


@every
def test_a_protected_characteristic_is_never_crossed_with_another_group(
    indicator: Indicator,
) -> None:
    if "characteristic" in indicator.dimensions:
        assert indicator.dimensions == ("characteristic",)


@every
def test_what_it_needs_is_a_column_we_keep(indicator: Indicator) -> None:
    for need in indicator.needs:
        dataset, column = need.split(".")
        assert column in schema(DATASETS[dataset].name).names


@every
def test_its_select_is_plain_sql(indicator: Indicator) -> None:
    assert [word for word in NOT_PORTABLE if re.search(word, indicator.sql, re.IGNORECASE)] == []


def test_the_views_under_the_selects_are_plain_sql() -> None:
    views = (Path(__file__).parents[2] / "metrics" / "views.sql").read_text(encoding="utf-8")
    statements = re.sub(r"--.*", "", views)
    assert [word for word in NOT_PORTABLE if re.search(word, statements, re.IGNORECASE)] == []


@every
def test_an_indicator_that_a_control_chart_judges_is_a_monthly_count(indicator: Indicator) -> None:
    assert (indicator.judged_by == "control chart") == (indicator.statistic == "count")


@every
def test_only_answers_to_the_survey_are_opinions(indicator: Indicator) -> None:
    asked = ("staff_survey.", "change_readiness.")
    assert indicator.is_opinion == any(need.startswith(asked) for need in indicator.needs)


def test_no_two_indicators_have_one_title() -> None:
    titles = [indicator.title for indicator in INDICATORS.values()]
    assert sorted(set(titles)) == sorted(titles)


def test_an_indicator_is_found_by_its_id_and_its_catalogue_number() -> None:
    assert find("able_to_improve") is find("ss05") is find(" SS05 ")


def test_what_is_not_declared_is_not_found() -> None:
    with pytest.raises(KeyError, match="SS99"):
        find("SS99")


@pytest.mark.parametrize("lens", sorted(LENSES))
def test_every_lens_has_indicators(lens: str) -> None:
    assert len(by_lens(lens)) >= 2
