"""How often is a change called where nothing changed? Two hundred trusts in which nothing did."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from metrics.change import year_on_year
from metrics.compute import GROUP
from metrics.intervals import Array, mean_of_scores, wilson
from metrics.registry import INDICATORS
from settings import settings

TRUSTS, DIRECTORATES = 200, 14
SD = 2.0  # of one person's score, as assumed where intervals are made
NOMINAL = 0.05
SCORES, SHARES = ("engagement", "involvement", "voice"), ("able_to_improve",)


def waves(seed: int) -> DataFrame:
    """A trust whose directorates differ, and whose two waves are two samples of the same people."""
    chance = np.random.default_rng(seed)
    people = chance.integers(20, 500, DIRECTORATES).astype("float64")
    blocks = []
    for name in (*SCORES, *SHARES):
        truth = chance.normal(6.5, 0.4, DIRECTORATES)
        for period in ("2024", "2025"):
            sample = (
                _scores(chance, truth, people) if name in SCORES else _shares(chance, truth, people)
            )
            blocks += [
                _rows(name, period, "directorate", *sample),
                _rows(name, period, "trust", *_together(name, sample[0], people)),
            ]
    return DataFrame([row for block in blocks for row in block])


def _scores(chance: np.random.Generator, truth: Array, people: Array) -> tuple[Array, Array, Array]:
    value = truth + chance.normal(0, SD / np.sqrt(people))
    return value, *mean_of_scores(value, people, SD)


def _shares(chance: np.random.Generator, truth: Array, people: Array) -> tuple[Array, Array, Array]:
    agreed = chance.binomial(people.astype(int), truth / 10).astype("float64")
    lower, upper = wilson(agreed, people)
    return 100 * agreed / people, 100 * lower, 100 * upper


def _together(name: str, value: Array, people: Array) -> tuple[Array, Array, Array]:
    whole = np.array([np.average(value, weights=people)])
    everybody = np.array([people.sum()])
    if name in SCORES:
        return whole, *mean_of_scores(whole, everybody, SD)
    lower, upper = wilson(whole / 100 * everybody, everybody)
    return whole, 100 * lower, 100 * upper


def _rows(
    name: str, period: str, breakdown: str, value: Array, lower: Array, upper: Array
) -> list[dict[str, object]]:
    return [
        {
            "indicator": name,
            "period": period,
            "breakdown": breakdown,
            **dict.fromkeys(GROUP, ""),
            "directorate": f"D{place}" if breakdown == "directorate" else "",
            "weighting": "unweighted",
            "status": "shown",
            "is_recomputed": False,
            "value": value[place],
            "lower": lower[place],
            "upper": upper[place],
        }
        for place in range(len(value))
    ]


@pytest.fixture(scope="module")
def verdicts() -> DataFrame:
    found = []
    for seed in range(TRUSTS):
        judged = year_on_year(waves(seed), INDICATORS, settings(), {})
        found.append(judged.loc[judged["period"] == "2025"].assign(trust=seed))
    return pd.concat(found, ignore_index=True)


@pytest.mark.parametrize("breakdown", ["trust", "directorate"])
@pytest.mark.parametrize("name", [*SCORES, *SHARES])
def test_where_nothing_changed_a_change_is_called_no_oftener_than_stated(
    verdicts: DataFrame, breakdown: str, name: str
) -> None:
    said = verdicts.loc[
        (verdicts["breakdown"] == breakdown) & (verdicts["indicator"] == name), "verdict"
    ]
    called = said.isin(["improved", "worse"]).mean()
    print(
        f"{name} by {breakdown}: {called:.2%} of {len(said)} called a change, nominal {NOMINAL:.0%}"
    )
    # Three standard errors of the share itself, so that only a wrong rule fails.
    assert called <= NOMINAL + 3 * np.sqrt(NOMINAL * (1 - NOMINAL) / len(said))


def test_among_directorates_compared_together_almost_no_table_calls_a_change(
    verdicts: DataFrame,
) -> None:
    parts = verdicts.loc[verdicts["breakdown"] == "directorate"]
    called = parts["verdict"].isin(["improved", "worse"])
    tables = called.groupby([parts["trust"], parts["indicator"]]).any().mean()
    print(f"{tables:.2%} of tables of {DIRECTORATES} directorates call any change")
    assert tables <= NOMINAL + 3 * np.sqrt(NOMINAL * (1 - NOMINAL) / (TRUSTS * 4))


def test_a_change_of_a_point_in_one_directorate_is_found_among_them() -> None:
    rows = waves(1)
    moved = (rows["period"] == "2025") & (rows["directorate"] == "D3")
    moved &= rows["indicator"] == "engagement"
    rows.loc[moved, ["value", "lower", "upper"]] += 1.5
    judged = year_on_year(rows, INDICATORS, settings(), {})
    assert judged.loc[moved[moved].index, "verdict"].tolist() == ["improved"]
