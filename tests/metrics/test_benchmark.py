"""Do peers stand only beside values of their own basis, and come from one edition?"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from pandas import DataFrame

from metrics.benchmark import peer_lines, reference_lines, with_peers
from tests.given import rows
from warehouse.build import own_database
from warehouse.datasets import ACCEPTED_SQL

ACUTE = "Acute and Acute & Community Trusts"
HEAD = "org_id | measure | period | release | value\n"
SCORES = (6.0, 6.2, 6.4, 6.6, 7.0)


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with own_database() as connection:
        connection.execute(ACCEPTED_SQL)
        yield connection


def hold(database: duckdb.DuckDBPyConnection, text: str) -> None:
    held = rows("national_result", text).drop_columns(["source_sheet", "source_row"])
    database.register("held", held)
    database.execute("INSERT INTO national_result SELECT * FROM held")


def of_five(release: str = "2025", period: str = "2025", codes: str = "N1234") -> str:
    return HEAD + "\n".join(
        f"ZZ{code} | E | {period} | {release} | {score}"
        for code, score in zip(codes, SCORES, strict=False)
    )


def line(
    database: duckdb.DuckDBPyConnection, measure: str = "E", period: str = "2025"
) -> list[float]:
    lines = peer_lines(database, "ZZN", ACUTE)
    chosen = lines.loc[(lines["measure"] == measure) & (lines["period"] == period)]
    found: list[list[float]] = chosen.iloc[:, 2:].astype(float).to_numpy().round(3).tolist()
    return found[0] if found else []


def with_line(
    weighting: str,
    breakdown: str,
    period: str = "2025",
    group: str = ACUTE,
    is_recomputed: bool = False,
) -> DataFrame:
    values = DataFrame(
        [
            {
                "indicator": "engagement",
                "period": period,
                "breakdown": breakdown,
                "weighting": weighting,
                "is_recomputed": is_recomputed,
            }
        ]
    )
    return with_peers(values, {"engagement": "E"}, reference_lines(group))


def test_the_weighted_trust_stands_beside_its_peers() -> None:
    row = with_line("weighted", "trust").iloc[0]
    assert (row["organisations"], row["peer_lower"], row["peer_median"], row["peer_upper"]) == (
        120,
        6.527,
        6.742,
        6.903,
    )


@pytest.mark.parametrize(
    ("weighting", "breakdown"),
    [
        ("unweighted", "trust"),
        ("unweighted", "directorate"),
        ("weighted", "directorate"),
        ("", "trust"),
    ],
)
def test_a_value_on_another_basis_has_no_peers(weighting: str, breakdown: str) -> None:
    row = with_line(weighting, breakdown)
    assert row[["organisations", "peer_lower", "peer_median", "peer_upper"]].isna().all(axis=None)


def test_a_score_made_of_answers_has_no_peers() -> None:
    row = with_line("weighted", "trust", is_recomputed=True).iloc[0]
    assert row[["organisations", "peer_median"]].isna().all()


def test_a_year_without_peers_keeps_its_row() -> None:
    assert with_line("weighted", "trust", "2019")["peer_median"].isna().tolist() == [True]


def test_an_indicator_without_a_published_measure_has_no_peers() -> None:
    values = DataFrame(
        [
            {
                "indicator": "care_first",
                "period": "2025",
                "breakdown": "trust",
                "weighting": "weighted",
                "is_recomputed": True,
            }
        ]
    )
    assert with_peers(values, {}, reference_lines(ACUTE))["peer_median"].isna().tolist() == [True]


def test_a_group_measure_and_year_have_one_peer_line() -> None:
    lines = reference_lines(ACUTE)
    assert not lines.duplicated(["measure", "period"]).any()


def test_quartiles_lie_in_order() -> None:
    lines = reference_lines(ACUTE)
    assert (lines["peer_lower"] <= lines["peer_median"]).all()
    assert (lines["peer_median"] <= lines["peer_upper"]).all()


def test_without_national_results_the_lines_are_those_that_come_with_the_product(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert line(database) == [120, 6.527, 6.742, 6.903]


def test_quartiles_are_those_of_the_organisations_uploaded(
    database: duckdb.DuckDBPyConnection,
) -> None:
    hold(database, of_five())
    assert line(database) == [5, 6.2, 6.4, 6.6]


def test_measures_nobody_uploaded_keep_the_lines_of_the_product(
    database: duckdb.DuckDBPyConnection,
) -> None:
    hold(database, of_five())
    assert line(database, "PP1")[0] == 120


def test_a_measures_peers_never_mix_what_was_uploaded_with_what_comes_with_the_product(
    database: duckdb.DuckDBPyConnection,
) -> None:
    hold(database, of_five(period="2024"))
    assert (line(database, period="2024"), line(database)) == ([5, 6.2, 6.4, 6.6], [])


def test_fewer_than_five_organisations_make_no_line(database: duckdb.DuckDBPyConnection) -> None:
    hold(database, of_five(codes="N123"))
    assert line(database)[0] == 120


def test_peers_come_from_the_newest_edition_alone(database: duckdb.DuckDBPyConnection) -> None:
    hold(database, of_five(release="2024", period="2024"))
    hold(database, of_five(release="2025", period="2025"))
    assert (line(database, period="2024"), line(database)[0]) == ([], 5)


def test_organisations_of_other_groups_are_no_peers(database: duckdb.DuckDBPyConnection) -> None:
    hold(database, of_five())
    hold(
        database,
        "org_id | benchmark_group | measure | value\n ZZ9 | Ambulance Trusts | E | 5.0",
    )
    assert line(database)[0] == 5


def test_withheld_and_unweighted_results_are_no_peers(database: duckdb.DuckDBPyConnection) -> None:
    hold(database, of_five())
    hold(
        database,
        "org_id | measure | value | weighting\n ZZ8 | E | | weighted\n ZZ9 | E | 5.0 | unweighted",
    )
    assert line(database)[0] == 5
