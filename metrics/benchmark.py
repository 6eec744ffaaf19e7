"""Where do other trusts of our kind stand? Peer lines, and the guard that keeps bases apart."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
from pandas import DataFrame

PEER_LINES = Path(__file__).parent / "reference" / "peer_lines.csv"
PEER_WEIGHTING = "weighted"  # peer lines stand on occupation-weighted organisation scores
FEWEST_ORGANISATIONS = 5  # quartiles of fewer say nothing; the smallest real group has eight

_COLUMNS = ["measure", "period", "organisations", "peer_lower", "peer_median", "peer_upper"]
# Organisations of the benchmark group that our own row names, in the newest edition that holds the
# measure: every edition weights history anew, so a line takes all its years from one.
_HELD = """
WITH ours AS (
    SELECT measure, MAX(release) AS release
    FROM national_result
    WHERE org_id = ? AND weighting = 'weighted' AND value_kind IN ('score', 'percent')
    GROUP BY measure
),
our_group AS (
    SELECT DISTINCT national_result.measure, national_result.release, benchmark_group
    FROM national_result
    JOIN ours
        ON ours.measure = national_result.measure
        AND ours.release = national_result.release
    WHERE org_id = ? AND weighting = 'weighted' AND value_kind IN ('score', 'percent')
)
SELECT
    national_result.measure,
    national_result.period,
    COUNT(*) AS organisations,
    PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY value) AS peer_lower,
    PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY value) AS peer_median,
    PERCENTILE_CONT(0.75) WITHIN GROUP (ORDER BY value) AS peer_upper
FROM national_result
JOIN our_group
    ON our_group.measure = national_result.measure
    AND our_group.release = national_result.release
    AND our_group.benchmark_group = national_result.benchmark_group
WHERE weighting = 'weighted' AND value_kind IN ('score', 'percent') AND value IS NOT NULL
GROUP BY national_result.measure, national_result.period
HAVING COUNT(*) >= ?
"""


def peer_lines(
    cursor: duckdb.DuckDBPyConnection, organisation_code: str, benchmark_group: str
) -> DataFrame:
    """Quartiles over the organisations of our benchmark group, one row per measure and survey year.

    Scores 0-10 as published; shares in per cent; occupation-weighted. From the national results
    that were uploaded, where they hold a measure of at least five organisations of our group; for
    the other measures from the lines that come with the product. Columns: measure, period,
    organisations, peer_lower, peer_median, peer_upper.
    """
    held = cursor.execute(_HELD, [organisation_code, organisation_code, FEWEST_ORGANISATIONS]).df()[
        _COLUMNS
    ]
    ours = reference_lines(benchmark_group)
    others = ours.loc[~ours["measure"].isin(held["measure"])]
    return others if held.empty else pd.concat([held, others], ignore_index=True)


@cache
def reference_lines(benchmark_group: str) -> DataFrame:
    """The peer lines that come with the product, in the columns of `peer_lines`.

    Source: NHS Staff Survey (metrics/reference/README.md).
    """
    lines = pd.read_csv(PEER_LINES, dtype={"year": str})
    lines = lines.loc[lines["benchmark_group"] == benchmark_group]
    return lines.rename(
        columns={
            "year": "period",
            "lower_quartile": "peer_lower",
            "median": "peer_median",
            "upper_quartile": "peer_upper",
        }
    )[_COLUMNS]


def with_peers(values: DataFrame, measure_of: dict[str, str], peers: DataFrame) -> DataFrame:
    """`values` with the peer lines beside the rows that stand on the peers' basis, else empty."""
    measures = values["indicator"].map(measure_of).astype(object)
    rows = values.assign(measure=measures.where(measures.notna(), "").astype(str))
    rows = rows.merge(peers, on=["measure", "period"], how="left")
    same = (
        (rows["weighting"] == PEER_WEIGHTING)
        & (rows["breakdown"] == "trust")
        & ~rows["is_recomputed"]
    )
    rows.loc[~same, ["organisations", "peer_lower", "peer_median", "peer_upper"]] = float("nan")
    return rows.drop(columns="measure")
