"""Is there a number behind every mark that can be clicked, and is it that mark's own?"""

from __future__ import annotations

import json

import pytest

from charts.bands import Standing, bands
from charts.control_chart import control_chart
from charts.control_words import Month
from charts.figure import Picture, figure
from charts.five_scores import five_scores
from charts.five_years import five_years
from charts.funnel_plot import funnel_plot
from charts.interval_plot import interval_plot
from charts.palette import PALETTES
from charts.run_chart import run_chart
from charts.small_spc import Months, small_spc
from charts.trend import months, waves
from metrics.funnel_view import funnel_view
from tests.found import found, withheld

LIGHT = PALETTES["light"]
GROUPS = (found(group="Emergency", value=5.0), withheld(group="Research"), found(group="Imaging"))
YEARS = tuple(found(period=str(year), value=year / 310) for year in (2023, 2024, 2025))
QUARTERS = tuple(found("pulse_engagement", period=p) for p in ("2025-Q1", "2025-Q2", "2026-Q1"))
MONTHS = tuple(found("qi_training_coverage", period=p) for p in ("2026-08", "2026-10"))
STARTED = found("projects_started", group="Trust", period="2026-03", verdict="improved")
SHARES = tuple(
    found("shared_objectives", group=f"Area {n}", value=40.0 + n, n=100 + 10 * n) for n in range(6)
)
MARKED = [Month("2026-01", 3.0), Month("2026-02", None), Month("2026-03", 9.0, mark="improvement")]
VIEW = funnel_view(SHARES)
assert VIEW is not None

PICTURES: dict[str, Picture] = {
    "interval plot": interval_plot(GROUPS, None, LIGHT),
    "bands": bands([Standing(one.group, one) for one in GROUPS], LIGHT, "Bands."),
    "five scores": five_scores(GROUPS, LIGHT),
    "five years": five_years(YEARS, 2.0, LIGHT),
    "run chart": run_chart(QUARTERS, 6.5, LIGHT),
    "funnel": funnel_plot(VIEW, LIGHT),
    "waves": waves(YEARS, LIGHT, "Years."),
    "months": months(MONTHS, LIGHT, "Months."),
    "control chart": control_chart(MARKED, LIGHT, "Control chart."),
    "small control chart": small_spc(
        Months(
            STARTED,
            ("2026-01", "2026-02", "2026-03"),
            (3.0, None, 9.0),
            ("", "", "improvement"),
            None,
            None,
            None,
        ),
        LIGHT,
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_mark_that_can_be_clicked_has_its_number(name: str) -> None:
    picture = PICTURES[name]
    marks = {place: len(picture.figure.data[place].x) for place in picture.points}
    assert {place: len(points) for place, points in picture.points.items()} == marks
    assert any(marks.values())


def test_a_group_that_is_not_shown_moves_no_other_mark_to_its_place() -> None:
    assert [point.group for point in PICTURES["interval plot"].points[0]] == [
        "Emergency",
        "Imaging",
    ]


def test_a_special_month_is_the_month_it_stands_at() -> None:
    assert [point.period for point in PICTURES["small control chart"].points[1]] == ["2026-03"]


def test_a_mark_of_a_control_chart_is_the_month_it_stands_at() -> None:
    points = PICTURES["control chart"].points
    assert [point.period for place in sorted(points) for point in points[place]] == [
        "2026-01",
        "2026-03",
    ]


def test_a_finger_on_a_chart_moves_the_page_and_not_the_chart() -> None:
    layout = json.loads(figure([], LIGHT, 100, (0, 0, 0, 0)).to_json())["layout"]
    assert layout["dragmode"]  # what Streamlit finds given it leaves alone
    assert layout["template"]["layout"]["dragmode"] is False  # what Plotly falls back to
