"""Does a finding say what was found, in one sentence, and never more?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from pandas import DataFrame

from metrics.composite import composites
from metrics.finding import MARKS, Finding, finding, findings, headline, is_known, subject
from metrics.registry import INDICATORS

CLAIMS = re.compile(r"\b(improved|improving|better|worse|worsened|rose|fell|▲|▼)\b", re.IGNORECASE)
VERDICTS = ("improved", "no clear change", "worse", "cannot say", "")


def row(indicator: str = "engagement", **said: Any) -> dict[str, Any]:
    """A row of the snapshot's table value: the trust's engagement of 2025, unless said otherwise."""
    return {
        "indicator": indicator,
        "period": "2025",
        "breakdown": "trust",
        **dict.fromkeys(("division", "directorate", "staff_group", "band", "characteristic"), ""),
        "weighting": "weighted",
        "status": "shown",
        "value": 6.71,
        "lower": 6.66,
        "upper": 6.76,
        "n": 2923,
        "n_in_words": "2,923",
        "trust_value": None,
        "against_trust": "",
        "compared_with": "2024",
        "change": 0.15,
        "verdict": "improved",
        "reason": "",
        "organisations": 120,
        "peer_lower": 6.53,
        "peer_median": 6.74,
        "peer_upper": 6.9,
        "rule": "",
        "bound": "",
        **dict.fromkeys(("drawn_in", "expected_change", "trend", "trend_lower", "trend_upper")),
        **dict.fromkeys(("trend_since", "trend_verdict"), ""),
        **dict.fromkeys(("limits_since", "limits_reason", "assurance"), ""),
        "target": None,
        "known_of": None,
        "basis": "survey, published, weighted by occupation",
        **said,
    }


def sentence(indicator: str = "engagement", **said: Any) -> str:
    return finding(row(indicator, **said)).sentence


# --- sentences ------------------------------------------------------------------------------


def test_an_improvement_says_from_where_to_where_since_when() -> None:
    assert sentence() == (
        "Staff engagement in 2025 is 6.71 (6.66 to 6.76): improved, 6.56 to 6.71 since 2024."
    )


def test_a_change_for_the_worse_says_so() -> None:
    assert sentence(change=-0.15, verdict="worse") == (
        "Staff engagement in 2025 is 6.71 (6.66 to 6.76): worse, 6.86 to 6.71 since 2024."
    )


def test_no_clear_change_is_said_without_a_direction() -> None:
    assert sentence(verdict="no clear change") == (
        "Staff engagement in 2025 is 6.71 (6.66 to 6.76): no clear change."
    )


def test_what_cannot_be_said_says_why() -> None:
    said = sentence(verdict="cannot say", change=None, reason="the year before is not shown.")
    assert said == (
        "Staff engagement in 2025 is 6.71 (6.66 to 6.76): cannot say, the year before is not shown."
    )


def test_a_withheld_value_says_so_and_nothing_else() -> None:
    said = sentence(
        status="withheld", directorate="Chaplaincy", value=None, lower=None, upper=None,
        change=None, verdict="", reason="not shown, to protect confidentiality",
    )  # fmt: skip
    assert said == "Chaplaincy: Staff engagement in 2025 is not shown, to protect confidentiality."


def test_too_few_to_give_a_rate_says_so() -> None:
    said = sentence(
        "frontline_led", status="insufficient", period="2026-10", value=None, change=None,
        verdict="", reason="too few to give a rate.",
    )  # fmt: skip
    assert said == (
        "Projects led from the front line in October 2026 cannot be given: too few to give a rate."
    )


def test_a_control_chart_says_which_rule_fired() -> None:
    said = sentence(
        "projects_started", period="2026-10", value=12.0, lower=None, upper=None, change=None,
        rule="seven or more in a row above the mean",
    )  # fmt: skip
    assert said == (
        "More projects started than usual: 12 in October 2026, improved, "
        "seven or more in a row above the mean."
    )


def test_a_value_without_a_verdict_is_only_given() -> None:
    said = sentence("response_rate", value=48.3, lower=46.9, upper=49.7, verdict="", change=2.0)
    assert said == "Survey response rate in 2025 is 48 % (47 to 50)."


# --- numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "value", "written"),
    [
        ("engagement", 6.7, "6.70"),
        ("able_to_improve", 55.4, "55 %"),
        ("training_reach", 4.56, "4.6 %"),
        ("training_reach", 0.0, "0 %"),
        ("project_starts_rate", 18.24, "18.2 per 1,000 staff"),
        ("projects_started", 1234.0, "1,234"),
        ("engagement_gap", 0.4, "0.40"),
        ("training_representation", 0.739, "0.74"),
        ("readiness", 47.78, "48"),
        ("readiness.N1", 47.78, "48"),
    ],
)
def test_a_value_is_written_with_its_decimals_and_unit(
    indicator: str, value: float, written: str
) -> None:
    assert subject(indicator).with_unit(value) == written


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_no_value_is_written_as_nothing(nothing: float | None) -> None:
    assert subject("engagement").with_unit(nothing) == ""


def test_a_withheld_value_reads_not_shown() -> None:
    assert finding(row(status="withheld", value=None)).value_in_words == "not shown"


def test_a_change_too_small_to_see_is_not_written_as_a_move() -> None:
    assert finding(row(change=0.001)).change_in_words == "still 6.71"


@pytest.mark.parametrize(("value", "band"), [(47.8, "Building"), (55.0, "Established")])
def test_an_index_has_a_band(value: float, band: str) -> None:
    assert finding(row("readiness", value=value)).band == band


def test_an_indicator_and_a_withheld_index_have_no_band() -> None:
    assert finding(row()).band == ""
    assert finding(row("readiness", status="withheld", value=None)).band == ""


# --- who ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ({}, "Trust"),
        ({"division": "Hospital"}, "Hospital"),
        ({"division": "Hospital", "directorate": "Surgery"}, "Surgery"),
        ({"staff_group": "Medical and Dental"}, "Medical and Dental"),
        (
            {"division": "Hospital", "staff_group": "Medical and Dental"},
            "Hospital, Medical and Dental",
        ),
        ({"band": "8a"}, "8a"),
        ({"characteristic": "Ethnicity"}, "Ethnicity"),
    ],
)
def test_a_finding_names_its_group_in_full(group: dict[str, str], name: str) -> None:
    assert finding(row(**group)).group == name


def test_the_headline_is_the_trusts_newest_and_weighted_where_there_is_one() -> None:
    rows = DataFrame(
        [
            row(period="2024", value=6.5),
            row(weighting="unweighted", value=6.6),
            row(value=6.71),
            row(breakdown="directorate", directorate="Surgery", value=7.0),
        ]
    )
    found = headline(rows, "engagement")
    assert found is not None
    assert (found.period, found.value) == ("2025", 6.71)


def test_without_a_weighted_line_the_headline_is_unweighted() -> None:
    found = headline(DataFrame([row(weighting="unweighted", value=6.6)]), "engagement")
    assert found is not None
    assert found.value == 6.6


def test_nothing_held_has_no_headline() -> None:
    assert headline(DataFrame([row()]).iloc[:0], "engagement") is None


# --- a claim is never made over another verdict ----------------------------------------------


def every_finding() -> list[Finding]:
    names = [*INDICATORS, *composites()]
    return [
        finding(row(name, verdict=verdict, status=status, change=change, reason="it has a reason."))
        for name in names
        for verdict in VERDICTS
        for status in ("shown", "withheld", "insufficient")
        for change in (0.5, -0.5, None)
    ]


def test_a_claim_word_never_stands_over_another_verdict() -> None:
    wrong = [
        found.sentence
        for found in every_finding()
        if set(CLAIMS.findall(found.sentence.lower()))
        - ({found.verdict} if found.is_shown and found.verdict in ("improved", "worse") else set())
    ]
    assert wrong == []


def test_a_shown_verdict_is_always_said() -> None:
    silent = [
        found.sentence
        for found in every_finding()
        if found.is_shown and found.verdict and found.verdict not in found.sentence
    ]
    assert silent == []


def test_a_value_that_is_not_shown_is_in_no_sentence() -> None:
    said = [
        found.sentence
        for found in every_finding()
        if not found.is_shown and "6.71" in found.sentence
    ]
    assert said == []


def test_every_verdict_has_a_mark_of_its_own() -> None:
    assert sorted(MARKS) == sorted(VERDICTS)
    assert len(set(MARKS.values())) == len(MARKS)


def test_every_finding_names_the_test_behind_it() -> None:
    assert all(found.test_in_words for found in every_finding())


def test_missing_numbers_of_a_frame_are_missing_in_the_finding() -> None:
    rows = DataFrame([row(), row(value=None, status="withheld", change=None, peer_median=None)])
    _, withheld = findings(rows)
    assert (withheld.value, withheld.before, withheld.peer_median) == (None, None, None)


# --- several years, and what comes back by chance ---------------------------------------------


def test_a_trend_says_its_step_and_its_interval() -> None:
    said = finding(
        row(
            trend=0.056, trend_lower=0.02, trend_upper=0.09, trend_since="2021",
            trend_verdict="improved",
        )
    )  # fmt: skip
    assert said.trend_in_words == "Since 2021: improved, +0.06 a year (+0.02 to +0.09)."


def test_a_share_has_a_trend_in_points() -> None:
    said = finding(
        row(
            "able_to_improve", value=60.0, trend=-1.24, trend_lower=-2.5, trend_upper=0.02,
            trend_since="2022", trend_verdict="no clear change",
        )
    )  # fmt: skip
    assert said.trend_in_words == (
        "Since 2022: no clear change, −1.2 points a year (−2.5 points to +0.0 points)."
    )


def test_too_few_years_have_no_trend() -> None:
    assert finding(row()).trend_in_words == ""


def test_a_group_that_began_low_is_told_what_chance_gives_back() -> None:
    assert finding(row(change=0.4, expected_change=0.12)).return_in_words == (
        "It began low: about +0.12 of the +0.40 would come back by chance alone."
    )


def test_a_group_that_began_high_and_fell_is_told_too() -> None:
    said = finding(row(change=-0.4, expected_change=-0.1, verdict="worse"))
    assert said.return_in_words.startswith("It began high: about −0.10 of the −0.40")


@pytest.mark.parametrize(
    "told",
    [
        {"change": 0.4, "expected_change": 0.03},  # under a tenth of it
        {"change": 0.4, "expected_change": -0.2},  # it rose although chance pulls down
        {"change": 0.4, "expected_change": 0.2, "verdict": "no clear change"},
    ],
)
def test_nothing_is_told_where_little_would_come_back(told: dict[str, Any]) -> None:
    assert finding(row(**told)).return_in_words == ""


def test_a_change_that_is_clear_only_by_itself_says_so() -> None:
    told = {
        "verdict": "no clear change",
        "reason": "clear by itself, but not among the 14 compared at once.",
    }
    assert sentence(**told).endswith(
        "no clear change, clear by itself, but not among the 14 compared at once."
    )


def of_safety(period: str, **said: Any) -> Finding:
    """A finding of the element that questions 13 and 14 belong to."""
    found = finding(row(period=period, **said))
    indicator = replace(INDICATORS["engagement"], measure="PP4", home_of=())
    return replace(found, subject=replace(found.subject, indicator=indicator))


def test_a_value_of_the_faulty_year_stays_and_says_so() -> None:
    found = of_safety("2023", verdict="", change=None)
    assert found.sentence == (
        "Staff engagement in 2023 is 6.71 (6.66 to 6.76). "
        "Questions 13 and 14 had a collection fault in 2023."
    )


def test_a_value_of_another_year_says_nothing_of_the_fault() -> None:
    assert of_safety("2025").fault == ""


def test_a_withheld_value_needs_no_word_of_the_fault() -> None:
    assert of_safety("2023", status="withheld", value=None).fault == ""


def test_what_another_release_measured_is_not_known_here() -> None:
    assert is_known("engagement")
    assert is_known("readiness.N1")
    assert not is_known("an indicator of another release")


def month(name: str, verdict: str, rule: str) -> Finding:
    return finding(
        row(name, period="2026-10", value=11.0, lower=None, upper=None, verdict=verdict, rule=rule)
    )


@pytest.mark.parametrize(
    ("name", "verdict", "rule", "said"),
    [
        ("pdsa_cycles_ended", "worse", "below the usual range", "Fewer PDSA cycles ended than usual"),
        ("people_trained", "improved", "above the usual range", "More people trained than usual"),
        ("people_trained", "improved", "rising seven times or more in a row",
         "More people trained month by month"),
        ("people_trained", "no clear change", "", "People trained"),
    ],
)  # fmt: skip
def test_a_marked_count_says_itself_whether_it_is_more_or_fewer(
    name: str, verdict: str, rule: str, said: str
) -> None:
    assert month(name, verdict, rule).title_in_words == said


def test_a_marked_counts_sentence_carries_verdict_and_rule() -> None:
    assert month("pdsa_cycles_ended", "worse", "below the usual range").sentence == (
        "Fewer PDSA cycles ended than usual: 11 in October 2026, worse, below the usual range."
    )


def test_new_limits_and_the_target_are_told_after_the_finding() -> None:
    said = sentence(
        "people_trained", period="2026-10", value=41.0, lower=None, upper=None,
        verdict="no clear change", limits_since="2025-03", limits_reason="Booking moved",
        target=38.0, assurance="inconsistent",
    )  # fmt: skip
    assert said.endswith(
        "Limits anew since March 2025: Booking moved. Target 38 a month, sometimes reached."
    )


@pytest.mark.parametrize(
    ("n", "known_of", "said"),
    [
        (104, 120.0, "known for 86 % of 120 projects"),
        (1139, 1200.0, "known for 94 % of 1,200 projects"),
        (114, 120.0, ""),
        (114, None, ""),
    ],
)
def test_under_95_per_cent_a_value_says_for_how_many_it_is_known(
    n: int, known_of: float | None, said: str
) -> None:
    assert finding(row("frontline_led", n=n, known_of=known_of)).known_in_words == said


def test_the_sentence_says_for_how_many_the_value_is_known() -> None:
    said = finding(row("frontline_led", value=40.0, n=60, known_of=120.0)).sentence
    assert "It is known for 50 % of 120 projects." in said
