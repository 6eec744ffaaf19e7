"""Do limits begin anew and targets step where the team chose, and only where that is allowed?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from pandas import DataFrame

from metrics.chart_choices import NOTHING_CHOSEN, ChartChoices, NewLimits, Target, why_no_new_limits
from metrics.compute import GROUP
from metrics.periods import months_from
from metrics.published import with_control_charts
from metrics.registry import INDICATORS
from metrics.structure import structure

STARTS = "projects_started"
LOW = [9.0, 11.0, 10.0, 9.0, 11.0, 10.0, 9.0, 11.0, 10.0, 9.0, 11.0, 10.0, 10.0]
HIGH = [value + 20 for value in LOW]


def charted(
    values: Sequence[float | None], choices: ChartChoices = NOTHING_CHOSEN, directorate: str = ""
) -> DataFrame:
    """The published months of one chart that begins in January 2024."""
    months = months_from("2024-01", "2027-12")[: len(values)]
    rows = DataFrame(
        {
            "indicator": STARTS,
            "breakdown": "directorate" if directorate else "trust",
            **dict.fromkeys(GROUP, ""),
            "directorate": directorate,
            "period": months,
            "value": values,
            "verdict": "",
            "reason": "",
        }
    )
    rows["value"] = rows["value"].astype("float64")
    return with_control_charts(rows, {STARTS: INDICATORS[STARTS]}, choices=choices)


def anew(month: str, directorate: str = "") -> ChartChoices:
    return ChartChoices((NewLimits(STARTS, directorate, month, "A new way of booking"),))


def aims(*steps: tuple[str, float]) -> ChartChoices:
    return ChartChoices(targets=tuple(Target(STARTS, "", month, value) for month, value in steps))


def test_each_side_of_a_break_has_a_mean_of_its_own() -> None:
    rows = charted([*LOW, *HIGH], anew("2025-02"))
    assert (rows["centre"].iloc[0], rows["centre"].iloc[-1]) == (10, 30)


def test_the_reason_stands_at_every_month_of_the_new_limits() -> None:
    rows = charted([*LOW, *HIGH], anew("2025-02"))
    reasons = ["" if month < "2025-02" else "A new way of booking" for month in rows["period"]]
    assert list(rows["limits_reason"]) == reasons


def test_a_directorates_new_limits_leave_the_trusts_alone() -> None:
    rows = charted([*LOW, *HIGH], anew("2025-02", "Surgery"))
    assert set(rows["centre"]) == {20}


def test_limits_that_begin_with_the_chart_are_not_new() -> None:
    assert set(charted(LOW, anew("2024-01"))["limits_since"]) == {""}


def test_a_target_holds_until_the_next() -> None:
    rows = charted(LOW, aims(("2024-03", 12.0), ("2024-05", 15.0)))
    assert list(rows["target"].iloc[1:6].fillna(0)) == [0, 12, 12, 15, 15]


@pytest.mark.parametrize(
    ("target", "said"), [(2.0, "pass"), (10.0, "inconsistent"), (99.0, "fail")]
)
def test_the_newest_month_tells_whether_its_target_is_met(target: float, said: str) -> None:
    rows = charted(LOW, aims(("2024-01", 50.0), ("2024-12", target)))
    assert list(rows["assurance"]) == [""] * 12 + [said]


def test_new_limits_and_not_the_old_ones_say_whether_the_target_is_met() -> None:
    both = ChartChoices(anew("2025-02").new_limits, aims(("2024-01", 20.0)).targets)
    assert charted([*LOW, *HIGH], both)["assurance"].iloc[-1] == "pass"


def why_not(
    values: Sequence[float | None], month: str, choices: ChartChoices = NOTHING_CHOSEN
) -> str:
    return why_no_new_limits(charted(values, choices), INDICATORS[STARTS], month)


def test_limits_may_begin_anew_where_a_rise_lasted() -> None:
    assert why_not([*LOW, *HIGH], "2025-02") == ""


@pytest.mark.parametrize(
    ("month", "said"),
    [("2025-01", "there are 12 before January 2025"), ("2025-03", "there are 12 since March 2025")],
)
def test_limits_need_thirteen_months_on_either_side(month: str, said: str) -> None:
    assert said in why_not([*LOW, *HIGH], month)


def test_months_without_a_value_do_not_count() -> None:
    assert "there are 12 since" in why_not([*LOW, None, *HIGH[1:]], "2025-03")


def test_the_months_are_counted_up_to_the_break_before() -> None:
    said = why_not([*LOW, *HIGH, *HIGH], "2025-10", anew("2025-02"))
    assert "there are 8 before October 2025" in said


def test_new_limits_may_not_hide_a_concern() -> None:
    assert why_not([*HIGH, *LOW], "2025-02").startswith("New limits would hide a concern")


def test_a_concern_that_new_limits_mark_too_does_not_forbid_them() -> None:
    assert why_not([*LOW, *HIGH, 1.0], "2025-02") == ""


def test_a_month_without_a_value_begins_nothing() -> None:
    assert "There is no value for" in why_not([*LOW, None, *HIGH], "2025-02")


def test_the_same_break_is_not_made_twice() -> None:
    assert "begin with February 2025 already" in why_not([*LOW, *HIGH], "2025-02", anew("2025-02"))


def test_a_choice_goes_with_a_directorate_that_was_renamed() -> None:
    trust = structure(
        [
            {
                "directorate": "Surgery", "division": "Hospital", "valid_from": None,
                "valid_to": date(2025, 3, 31), "became": "Surgical Services",
            },
            {
                "directorate": "Surgical Services", "division": "Hospital",
                "valid_from": date(2025, 4, 1), "valid_to": None, "became": None,
            },
        ]
    )  # fmt: skip
    assert anew("2025-02", "Surgery").renamed(trust).new_limits[0].directorate == (
        "Surgical Services"
    )
