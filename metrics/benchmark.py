"""Where do other trusts of our kind stand? Peer lines, and the guard that keeps bases apart."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
from pandas import DataFrame

PEER_LINES = Path(__file__).parent / "reference" / "peer_lines.csv"
PEER_WEIGHTING = "weighted"  # peer lines stand on occupation-weighted organisation scores


@cache
def peer_lines(benchmark_group: str) -> DataFrame:
    """Quartiles over the organisations of a benchmark group, one row per measure and survey year.

    Scores 0-10 as published; shares in per cent. Columns: measure, period, organisations,
    peer_lower, peer_median, peer_upper. Source: NHS Staff Survey (metrics/reference/README.md).
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
    )[["measure", "period", "organisations", "peer_lower", "peer_median", "peer_upper"]]


def with_peers(values: DataFrame, measure_of: dict[str, str], benchmark_group: str) -> DataFrame:
    """`values` with the peer lines beside the rows that stand on the peers' basis, else empty."""
    measures = values["indicator"].map(measure_of).astype(object)
    rows = values.assign(measure=measures.where(measures.notna(), "").astype(str))
    rows = rows.merge(peer_lines(benchmark_group), on=["measure", "period"], how="left")
    same = (
        (rows["weighting"] == PEER_WEIGHTING)
        & (rows["breakdown"] == "trust")
        & ~rows["is_recomputed"]
    )
    rows.loc[~same, ["organisations", "peer_lower", "peer_median", "peer_upper"]] = float("nan")
    return rows.drop(columns="measure")
