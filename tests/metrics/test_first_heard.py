"""Does a board hear first what is large, sure and wide, and only what moved?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from pandas import DataFrame

from metrics.first_heard import MOST, heard_first
from metrics.registry import INDICATORS
from settings import settings
from tests.metrics.test_finding import VERDICTS, row

STAFF = {"Surgery": 300.0, "Pathology": 100.0}
NUMBERS = ("value", "lower", "upper", "change", "change_lower", "change_upper")


def moved(indicator: str = "engagement", **said: Any) -> dict[str, Any]:
    """The trust's score up by 0.3, surely, unless said otherwise."""
    usual = {
        "value": 6.9, "change": 0.3, "change_lower": 0.2, "change_upper": 0.4,
        "limit_lower": None, "limit_upper": None, "centre": None, "verdict": "improved",
    }  # fmt: skip
    return row(indicator, **{**usual, **said})


def of(name: str, indicator: str = "engagement", **said: Any) -> dict[str, Any]:
    return moved(
        indicator, breakdown="directorate", directorate=name, weighting="unweighted", **said
    )


def names(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    found = heard_first(DataFrame(rows), STAFF, settings())
    return [(one.finding.subject.id, one.finding.group) for one in found]


def test_the_whole_trust_is_heard_before_a_directorate_that_moved_as_far() -> None:
    assert names(of("Surgery"), moved("fairness"))[0] == ("fairness", "Trust")


def test_a_larger_directorate_is_heard_before_a_smaller() -> None:
    assert [group for _, group in names(of("Pathology"), of("Surgery"))] == ["Surgery", "Pathology"]


def test_a_larger_change_is_heard_before_a_smaller() -> None:
    small = moved("fairness", change=0.12, change_lower=0.02, change_upper=0.22)
    assert names(small, moved())[0][0] == "engagement"


def test_a_surer_change_is_heard_before_one_as_large() -> None:
    unsure = moved("fairness", change_lower=0.001, change_upper=0.599)
    assert names(unsure, moved())[0][0] == "engagement"


def test_scores_of_one_group_and_lens_are_told_once() -> None:
    assert names(moved("engagement"), moved("involvement")) == [("engagement", "Trust")]


def test_of_two_weightings_the_published_one_is_told() -> None:
    found = heard_first(
        DataFrame([moved(weighting="unweighted", value=6.8), moved(value=6.9)]), STAFF, settings()
    )
    assert [one.finding.value for one in found] == [6.9]


def test_a_month_is_as_large_as_it_lies_from_its_mean_in_limits() -> None:
    count = moved(
        "projects_started", period="2026-10", value=18.0, centre=8.0, limit_lower=3.0,
        limit_upper=13.0, change=None, change_lower=None, change_upper=None, rule="above the usual range",
    )  # fmt: skip
    (found,) = heard_first(DataFrame([count]), STAFF, settings())
    assert (found.size, found.reach) == (2.0, 1.0)


def test_nothing_moved_leaves_nothing_to_hear() -> None:
    assert heard_first(DataFrame([moved()]).iloc[:0], STAFF, settings()) == []


@pytest.mark.parametrize("verdict", [v for v in VERDICTS if v not in ("improved", "worse")])
def test_what_did_not_move_by_its_own_test_is_never_heard(verdict: str) -> None:
    assert names(moved(verdict=verdict)) == []


@trying(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda name, verdict, group: (
                of(group, name, verdict=verdict) if group else moved(name, verdict=verdict)
            ),
            st.sampled_from(
                [key for key, i in INDICATORS.items() if i.judged_by == "year on year"]
            ),
            st.sampled_from(VERDICTS),
            st.sampled_from(("", "Surgery", "Pathology", "Ended")),
        ),
        max_size=12,
    )
)
def test_at_most_five_are_heard_each_with_its_own_verdict_in_order_of_weight(
    rows: list[dict[str, Any]],
) -> None:
    found = heard_first(DataFrame(rows, columns=list(moved())), STAFF, settings())
    assert len(found) <= MOST
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert all(one.finding.verdict in one.finding.sentence for one in found)
