"""Are small groups drawn towards the others, and is what chance gives back told?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from metrics.compute import GROUP
from metrics.intervals import Z95
from metrics.pooling import with_pooling
from metrics.registry import INDICATORS


def directorates(period: str, **said: tuple[float, float]) -> list[dict[str, object]]:
    """Engagement of each directorate as (score, standard error)."""
    return [
        {
            "indicator": "engagement",
            "period": period,
            "breakdown": "directorate",
            **dict.fromkeys(GROUP, ""),
            "directorate": name,
            "weighting": "unweighted",
            "status": "shown",
            "value": score,
            "lower": score - Z95 * error,
            "upper": score + Z95 * error,
        }
        for name, (score, error) in said.items()
    ]


APART = {"A": (6.0, 0.2), "B": (6.4, 0.1), "C": (6.8, 0.1), "D": (7.2, 0.1), "E": (7.6, 0.1)}


def drawn_in(rows: list[dict[str, object]]) -> pd.Series:
    return with_pooling(DataFrame(rows), INDICATORS).set_index("directorate")["drawn_in"]


def by_hand(said: dict[str, tuple[float, float]]) -> dict[str, float]:
    """DerSimonian and Laird's moment estimate, in plain loops."""
    weights = {name: 1 / error**2 for name, (_, error) in said.items()}
    whole = sum(weights.values())
    mean = sum(weights[name] * score for name, (score, _) in said.items()) / whole
    apart = sum(weights[name] * (score - mean) ** 2 for name, (score, _) in said.items())
    between = (apart - (len(said) - 1)) / (whole - sum(w**2 for w in weights.values()) / whole)
    between = max(between, 0)
    return {
        name: mean + between / (between + error**2) * (score - mean)
        for name, (score, error) in said.items()
    }


def test_groups_are_drawn_in_as_worked_out_by_hand() -> None:
    found = drawn_in(directorates("2025", **APART))
    assert found.to_dict() == pytest.approx(by_hand(APART))


def test_the_less_certain_of_two_equally_distant_groups_is_drawn_in_further() -> None:
    found = drawn_in(directorates("2025", **{**APART, "F": (6.0, 0.8)}))
    assert found["A"] < found["F"]


def test_groups_that_differ_no_more_than_chance_all_stand_at_the_mean() -> None:
    found = drawn_in(
        directorates("2025", **{n: (6.5 + 0.01 * i, 0.3) for i, n in enumerate("ABCDE")})
    )
    assert found.to_numpy() == pytest.approx(np.full(5, 6.52))


def test_four_groups_are_too_few_to_know_their_spread() -> None:
    assert drawn_in(directorates("2025", **{n: APART[n] for n in "ABCD"})).isna().all()


def test_a_group_that_is_not_shown_takes_no_part() -> None:
    rows = directorates("2025", **{**APART, "Hidden": (1.0, 0.1)})
    rows[-1] |= {"status": "withheld", "value": np.nan, "lower": np.nan, "upper": np.nan}
    found = drawn_in(rows)
    assert found.drop("Hidden").to_dict() == pytest.approx(by_hand(APART))
    assert np.isnan(found["Hidden"])


def test_a_low_group_comes_back_by_its_unreliable_part() -> None:
    rows = directorates("2024", **APART) + directorates("2025", **APART)
    found = with_pooling(DataFrame(rows), INDICATORS)
    now = found.loc[found["period"] == "2025"].set_index("directorate")
    wanted = {name: place - APART[name][0] for name, place in by_hand(APART).items()}
    assert now["expected_change"].to_dict() == pytest.approx(wanted)


def test_the_first_year_has_nothing_to_come_back_from() -> None:
    found = with_pooling(DataFrame(directorates("2025", **APART)), INDICATORS)
    assert found["expected_change"].isna().all()
