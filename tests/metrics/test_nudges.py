"""Does a nudge say what a project needs, briefly enough for a phone?"""

from datetime import date

import pytest

from metrics.nudges import NEEDS_IN_WORDS, STAGES, Nudge, nudge

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
