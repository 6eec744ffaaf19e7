"""Do peers stand only beside values of their own basis?"""

from __future__ import annotations

import pytest
from pandas import DataFrame

from metrics.benchmark import peer_lines, with_peers

ACUTE = "Acute and Acute & Community Trusts"


def with_line(
    weighting: str,
    breakdown: str,
    period: str = "2025",
    group: str = ACUTE,
    is_recomputed: bool = False,
) -> DataFrame:
    rows = DataFrame(
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
    return with_peers(rows, {"engagement": "E"}, group)


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
    rows = DataFrame(
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
    assert with_peers(rows, {}, ACUTE)["peer_median"].isna().tolist() == [True]


def test_a_group_measure_and_year_have_one_peer_line() -> None:
    lines = peer_lines(ACUTE)
    assert not lines.duplicated(["measure", "period"]).any()


def test_quartiles_lie_in_order() -> None:
    lines = peer_lines(ACUTE)
    assert (lines["peer_lower"] <= lines["peer_median"]).all()
    assert (lines["peer_median"] <= lines["peer_upper"]).all()
