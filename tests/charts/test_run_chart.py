"""Does the run chart join what follows, draw the median, and say its finding?"""

from __future__ import annotations

from dataclasses import replace

from charts.palette import PALETTES
from charts.run_chart import run_chart
from metrics.finding import Finding
from tests.found import found

LIGHT = PALETTES["light"]


def quarter(period: str, value: float = 6.5) -> Finding:
    return replace(
        found("pulse_engagement", verdict="cannot say"),
        period=period,
        value=value,
        lower=value - 0.1,
        upper=value + 0.1,
        reason="the runs test begins at 10 quarters.",
    )


def test_the_place_of_the_yearly_survey_is_bridged() -> None:
    made = run_chart([quarter("2025-Q2"), quarter("2025-Q4")], 6.5, LIGHT).figure
    assert list(made.data[1].x) == [8101, 8103]


def test_a_year_without_a_pulse_is_a_gap() -> None:
    made = run_chart([quarter("2024-Q2"), quarter("2025-Q2")], 6.5, LIGHT).figure
    assert list(made.data[1].x) == [8097, None, 8101]


def test_the_median_is_drawn_and_labelled() -> None:
    made = run_chart([quarter("2025-Q1"), quarter("2025-Q2")], 6.42, LIGHT).figure
    assert list(made.data[0].y) == [6.42, 6.42]
    assert "median 6.42" in [label.text for label in made.layout.annotations]


def test_its_finding_is_the_text_alternative() -> None:
    quarters = [quarter("2025-Q1"), quarter("2025-Q2")]
    picture = run_chart(quarters, 6.5, LIGHT)
    assert picture.alt == f"{quarters[-1].sentence} 2 quarters since Q1 2025."


def test_a_withheld_quarter_is_not_drawn() -> None:
    hidden = replace(quarter("2025-Q1"), status="withheld", value=None, lower=None, upper=None)
    made = run_chart([hidden, quarter("2025-Q2")], None, LIGHT).figure
    assert list(made.data[1].y) == [6.5]
