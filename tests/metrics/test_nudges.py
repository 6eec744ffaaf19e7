"""Does a nudge say what a project needs, briefly enough for a phone?"""

from datetime import date

import pytest

from metrics.completeness import Completeness, Share
from metrics.nudges import NEEDS_IN_WORDS, STAGES, Nudge, nudge, register_nudge

TODAY = date(2026, 10, 31)


def of(needs: str, status: str = "testing", updated_on: date | None = date(2026, 7, 15)) -> Nudge:
    return nudge("P1", "Falls huddles", status, needs, updated_on, date(2026, 7, 5), TODAY)


def test_a_stuck_project_counts_its_days_to_the_registers_date() -> None:
    assert of("stuck").reason == "In testing for 118 days"


def test_a_stale_project_says_when_it_was_last_updated() -> None:
    assert "last updated on 15 July 2026" in of("stale").text


def test_a_project_that_was_never_updated_says_so() -> None:
    assert of("stale", updated_on=None).reason == "Testing, never updated"


def test_the_message_names_the_project_by_title_and_number() -> None:
    assert "“Falls huddles” (P1)" in of("no coach").text


@pytest.mark.parametrize("needs", NEEDS_IN_WORDS)
@pytest.mark.parametrize("status", STAGES)
@pytest.mark.parametrize("updated_on", [date(2024, 12, 31), date(2026, 9, 30), None])
def test_reason_and_button_fit_a_line_of_a_phone(
    needs: str, status: str, updated_on: date | None
) -> None:
    made = of(needs, status, updated_on)
    assert len(made.reason) <= 28
    assert len(made.ask) <= 16


def test_the_message_to_a_directorate_names_its_projects_and_what_they_lack() -> None:
    part = Completeness(
        "Surgery", Share(1, 2), Share(6, 8), (("P1", "Falls"),),
        {"objective": (("P1", "Falls"), ("P2", "Sepsis")), "ended_on": ()},
    )  # fmt: skip
    assert register_nudge(part, date(2026, 10, 31)).splitlines() == [
        "To Surgery: please look at your part of the improvement register of 31 October 2026.",
        "- Bring up to date, or close: “Falls” (P1).",
        "- Fill in the objective: “Falls” (P1), “Sepsis” (P2).",
        "If a project has ended, say when and what came of it. Thank you.",
    ]


def test_many_projects_are_named_to_the_eighth_and_the_rest_counted() -> None:
    stale = tuple((f"P{number}", "Falls") for number in range(11))
    part = Completeness("Surgery", Share(0, 11), Share(1, 1), stale, {})
    assert "“Falls” (P7) and 3 more." in register_nudge(part, date(2026, 10, 31))
