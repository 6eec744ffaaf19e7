"""Is a change called one only where it is certain, large enough and between two comparable years?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame

from metrics.change import breaks, fault_of, year_on_year
from metrics.compute import GROUP
from metrics.indicator import Indicator
from metrics.intervals import Z95, difference_interval, mean_of_scores, poisson_rate, wilson
from metrics.registry import INDICATORS
from metrics.structure import Break
from settings import settings

Bounds = tuple[float, float, float]  # value, lower, upper


def said(
    indicator: str | Indicator,
    then: Bounds | None,
    now: Bounds | None,
    *,
    year: int = 2025,
    status_then: str = "shown",
    status_now: str = "shown",
    weightings: tuple[str, str] = ("unweighted", "unweighted"),
    breaks: Sequence[Break] = (),
    recomputed_then: bool = False,
) -> dict[str, object]:
    """What is said of Surgery this year, given last year's and this year's value with bounds."""
    declared = INDICATORS[indicator] if isinstance(indicator, str) else indicator
    rows = [
        {
            "indicator": declared.id,
            "period": str(period),
            "breakdown": "directorate",
            **dict.fromkeys(GROUP, ""),
            "directorate": "Surgery",
            "weighting": weighting,
            "status": status,
            "is_recomputed": recomputed,
            **dict(zip(("value", "lower", "upper"), bounds or (math.nan,) * 3, strict=True)),
        }
        for period, bounds, status, weighting, recomputed in (
            (year - 1, then, status_then, weightings[0], recomputed_then),
            (year, now, status_now, weightings[1], False),
        )
        if bounds is not None or status != "shown"
    ]
    found = year_on_year(DataFrame(rows), {declared.id: declared}, settings(), breaks)
    row = found.loc[found["period"] == str(year)].iloc[0]
    return {str(column): cell for column, cell in row.items()}


def begins(sentence: str, month: str = "2025-04", *, is_new: bool = False) -> Break:
    return Break("directorate", "Surgery", month, sentence, is_new)


def score(value: float, respondents: float) -> Bounds:
    low, high = mean_of_scores(
        np.array([value]), np.array([respondents]), settings().assumed_score_sd
    )
    return value, float(low[0]), float(high[0])


def share(counted: float, base: float) -> Bounds:
    low, high = wilson(np.array([counted]), np.array([base]))
    return 100 * counted / base, 100 * float(low[0]), 100 * float(high[0])


def rate(counted: float, base: float) -> Bounds:
    low, high = poisson_rate(np.array([counted]), np.array([base]))
    return 1000 * counted / base, 1000 * float(low[0]), 1000 * float(high[0])


# --- the interval of a difference -----------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "then", "lower", "upper"),
    [  # Newcombe 1998, table II, method 10: examples a, c, d and h
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_the_difference_of_two_shares_has_newcombes_interval(
    now: tuple[int, int], then: tuple[int, int], lower: float, upper: float
) -> None:
    row = said("able_to_improve", share(*then), share(*now))
    assert round(float(str(row["change_lower"])) / 100, 4) == lower
    assert round(float(str(row["change_upper"])) / 100, 4) == upper


def test_newcombes_formula_worked_by_hand() -> None:
    # Wilson bounds of 6/60 are 0.0466 and 0.2015, of 20/100 0.1334 and 0.2888.
    #   lower = 0.1 − √((0.2 − 0.1334)² + (0.2015 − 0.1)²) = 0.1 − 0.1214
    #   upper = 0.1 + √((0.2888 − 0.2)² + (0.1 − 0.0466)²) = 0.1 + 0.1036
    row = said("able_to_improve", share(6, 60), share(20, 100))
    assert round(float(str(row["change_lower"])), 1) == -2.1
    assert round(float(str(row["change_upper"])), 1) == 20.4


def test_the_difference_of_two_scores_has_the_two_sample_z_interval() -> None:
    half = Z95 * 2.0 * math.sqrt(1 / 300 + 1 / 200)
    row = said("engagement", score(6.4, 200), score(6.9, 300))
    assert row["change_lower"] == pytest.approx(0.5 - half)
    assert row["change_upper"] == pytest.approx(0.5 + half)


def test_a_difference_is_less_certain_than_either_of_its_sides() -> None:
    more, fewer = (
        (np.array([value]), np.array([lower]), np.array([upper]))
        for value, lower, upper in (rate(18, 1000), rate(12, 1000))
    )
    low, high = difference_interval(more, fewer)
    assert low[0] < 0 < high[0]


# --- verdicts at their edges ----------------------------------------------------------------

# With 1,600 people a year the interval of a change is 0.1386 either side.
EDGE = Z95 * 2.0 * math.sqrt(2 / 1600)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (EDGE + 0.001, "improved"),
        (EDGE - 0.001, "no clear change"),
        (0.0, "no clear change"),
        (-EDGE + 0.001, "no clear change"),
        (-EDGE - 0.001, "worse"),
    ],
)
def test_a_score_has_changed_only_where_the_interval_leaves_out_nought(
    change: float, verdict: str
) -> None:
    assert said("engagement", score(6.5, 1600), score(6.5 + change, 1600))["verdict"] == verdict


@pytest.mark.parametrize(("change", "verdict"), [(0.1, "improved"), (0.09, "no clear change")])
def test_a_certain_change_of_a_score_counts_from_a_tenth(change: float, verdict: str) -> None:
    assert said("engagement", score(6.5, 40000), score(6.5 + change, 40000))["verdict"] == verdict


@pytest.mark.parametrize(("counted", "verdict"), [(53000, "improved"), (52900, "no clear change")])
def test_a_certain_change_of_a_share_counts_from_three_points(counted: int, verdict: str) -> None:
    row = said("able_to_improve", share(50000, 100000), share(counted, 100000))
    assert row["verdict"] == verdict


@pytest.mark.parametrize(
    ("counted", "verdict"), [(110000, "improved"), (109000, "no clear change")]
)
def test_a_certain_change_of_a_rate_counts_from_a_tenth_of_it(counted: int, verdict: str) -> None:
    row = said("project_starts_rate", rate(100000, 10**7), rate(counted, 10**7))
    assert row["verdict"] == verdict


def test_fewer_of_what_should_be_lower_is_better() -> None:
    lower_is_better = replace(INDICATORS["engagement"], better="lower")
    assert said(lower_is_better, score(7.0, 1600), score(6.5, 1600))["verdict"] == "improved"


@pytest.mark.parametrize(
    ("then", "now", "verdict"),
    [
        (0.60, 0.90, "improved"),
        (0.90, 0.60, "worse"),
        (1.60, 1.20, "improved"),  # from too many towards the fair share
        (1.10, 1.50, "worse"),
        (0.80, 1.10, "improved"),  # over the fair share, but nearer to it
    ],
)
def test_a_fair_share_is_better_the_nearer_it_is_to_one(
    then: float, now: float, verdict: str
) -> None:
    row = said(
        "training_representation", (then, then - 0.1, then + 0.1), (now, now - 0.1, now + 0.1)
    )
    assert row["verdict"] == verdict


@pytest.mark.parametrize(
    ("then", "now", "verdict"),
    [(0.8, 0.4, "improved"), (-0.2, -0.6, "worse"), (-0.8, 0.3, "improved")],
)
def test_a_gap_is_better_the_nearer_it_is_to_nought(then: float, now: float, verdict: str) -> None:
    row = said("engagement_gap", (then, then - 0.1, then + 0.1), (now, now - 0.1, now + 0.1))
    assert row["verdict"] == verdict


def test_a_response_rate_is_neither_better_nor_worse() -> None:
    assert said("response_rate", share(400, 1000), share(600, 1000))["verdict"] == ""


# --- years that cannot be compared ----------------------------------------------------------


def reason(row: dict[str, object]) -> tuple[object, object]:
    return row["verdict"], row["reason"]


def test_the_first_year_cannot_be_compared() -> None:
    row = said("engagement", None, score(6.5, 300))
    assert reason(row) == ("cannot say", "there is no earlier year to compare with.")


def test_a_new_directorate_says_what_became_of_its_past() -> None:
    born = "this directorate began in April 2025; earlier years belong to the two it was made from."
    row = said("engagement", None, score(6.5, 300), breaks=[begins(born, is_new=True)])
    assert reason(row) == ("cannot say", born)


def test_a_new_directorates_second_year_is_compared_as_any_other() -> None:
    born = begins("it began.", is_new=True)
    row = said("engagement", score(6.0, 1600), score(6.5, 1600), breaks=[born])
    assert reason(row) == ("improved", "")


def test_a_directorate_that_others_joined_is_not_compared_with_what_it_was() -> None:
    joined = "Theatres joined this directorate in April 2025, so the years cannot be compared."
    row = said("engagement", score(6.0, 1600), score(6.5, 1600), breaks=[begins(joined)])
    assert reason(row) == ("cannot say", joined)


def test_what_happened_before_the_year_compared_with_does_not_matter() -> None:
    long_ago = begins("it joined.", month="2024-10")
    row = said("engagement", score(6.0, 1600), score(6.5, 1600), breaks=[long_ago])
    assert reason(row) == ("improved", "")


def test_a_year_after_one_that_is_not_shown_cannot_be_compared() -> None:
    row = said("engagement", None, score(6.5, 300), status_then="withheld")
    assert reason(row) == ("cannot say", "the year before is not shown.")


def test_a_year_after_one_on_too_few_cannot_be_compared() -> None:
    row = said("frontline_led", None, share(8, 10), status_then="insufficient")
    assert reason(row) == ("cannot say", "the year before rests on too few.")


def test_a_value_that_is_not_shown_has_no_verdict() -> None:
    row = said("engagement", score(6.5, 300), None, status_now="withheld")
    assert row["verdict"] == ""


def test_weighted_and_unweighted_years_are_not_compared() -> None:
    row = said(
        "engagement", score(6.0, 1600), score(6.5, 1600), weightings=("unweighted", "weighted")
    )
    assert reason(row) == ("cannot say", "there is no earlier year to compare with.")


def test_a_published_year_is_not_compared_with_a_recomputed_one() -> None:
    row = said("engagement", score(6.0, 3000), score(7.0, 3000), recomputed_then=True)
    assert reason(row) == (
        "cannot say",
        "one year is published and the other recomputed from answers, so they cannot be compared.",
    )


def test_a_reworded_question_breaks_its_score() -> None:
    row = said("fairness", score(7.0, 1600), score(8.0, 1600))
    assert row["verdict"] == "cannot say"
    assert (
        row["reason"] == "a question in it was reworded in 2025, so the years cannot be compared."
    )


def test_the_year_after_a_reworded_question_is_compared_again() -> None:
    row = said("fairness", score(7.0, 1600), score(8.0, 1600), year=2026)
    assert row["verdict"] == "improved"


def test_a_reworded_question_breaks_every_indicator_it_is_part_of() -> None:
    recomputed = replace(INDICATORS["care_first"], home_of=("q6a", "q15"))
    row = said(recomputed, score(7.0, 1600), score(8.0, 1600))
    assert row["reason"] == "the question was reworded in 2025, so the years cannot be compared."


@pytest.mark.parametrize("year", ["2023", "2024"])
@pytest.mark.parametrize("measure", ["PP4", "PP4_1", "PP4_3"])
def test_the_collection_fault_of_2023_breaks_both_comparisons_with_it(
    measure: str, year: str
) -> None:
    assert breaks()[measure, year] == "questions 13 and 14 had a collection fault in 2023"


@pytest.mark.parametrize("measure", ["PP4", "PP4_1", "PP4_3", "q13a", "q14d"])
def test_only_the_year_of_the_fault_itself_is_flagged(measure: str) -> None:
    one = replace(INDICATORS["fairness"], measure=measure, home_of=())
    assert [fault_of(one, year) for year in ("2022", "2023", "2024")] == [
        "",
        "questions 13 and 14 had a collection fault in 2023",
        "",
    ]


def test_an_indicator_made_of_a_faulty_question_carries_its_flag() -> None:
    one = replace(INDICATORS["fairness"], home_of=("q15", "q14c"))
    assert fault_of(one, "2023") == "questions 13 and 14 had a collection fault in 2023"


def test_a_reworded_question_is_no_fault_of_its_value() -> None:
    assert fault_of(INDICATORS["fairness"], "2025") == ""


def test_a_year_compared_with_a_faulty_one_says_so() -> None:
    one = replace(INDICATORS["care_first"], home_of=("q14c",))
    row = said(one, score(7.0, 1600), score(8.0, 1600), year=2024)
    assert reason(row) == (
        "cannot say",
        "questions 13 and 14 had a collection fault in 2023, so the years cannot be compared.",
    )
