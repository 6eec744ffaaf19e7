"""Does a small control chart draw the usual range, and mark only what its chart marked?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from access.scope import Scope
from charts.palette import PALETTES
from charts.small_spc import Months, months, small_spc
from tests.found import found
from tests.given import Trust
from warehouse.snapshot import values_of

LIGHT = PALETTES["light"]
COUNTED = {"group": "Trust", "lower": None, "upper": None, "trust_value": None}
PERIODS = (*(f"2025-{month:02d}" for month in range(1, 13)), "2026-01", "2026-02")
SERIES = Months(
    newest=found("projects_started", period="2026-02", value=16.0, verdict="improved", **COUNTED),
    periods=PERIODS,
    counts=(*[7.0] * 12, 2.0, 16.0),
    marks=(*["ordinary"] * 12, "concern", "improvement"),
    centre=7.0,
    lower=3.0,
    upper=11.0,
)


def test_special_months_have_a_shape_and_a_colour_each() -> None:
    special = small_spc(SERIES, LIGHT).figure.data[1]
    assert list(special.y) == [2.0, 16.0]
    assert list(special.marker.symbol) == ["triangle-down", "triangle-up"]
    assert list(special.marker.color) == [LIGHT.worse, LIGHT.improved]


def test_the_only_ticks_are_the_limits_and_the_mean() -> None:
    assert list(small_spc(SERIES, LIGHT).figure.layout.yaxis.ticktext) == ["3", "7", "11"]


def test_the_axis_begins_at_nought_and_holds_the_highest_month() -> None:
    low, high = small_spc(SERIES, LIGHT).figure.layout.yaxis.range
    assert low == 0
    assert high > 16


def test_before_thirteen_months_there_is_no_usual_range() -> None:
    early = replace(SERIES, centre=None, lower=None, upper=None)
    picture = small_spc(early, LIGHT)
    assert len(picture.figure.layout.shapes) == 0
    assert picture.alt.endswith("no limits before 13 months.")


def test_a_missing_month_stays_a_gap() -> None:
    holed = replace(SERIES, counts=(None, *SERIES.counts[1:]))
    assert small_spc(holed, LIGHT).figure.data[0].y[0] is None


def test_its_alternative_says_month_verdict_and_usual_range() -> None:
    assert small_spc(SERIES, LIGHT).alt == (
        "More projects started than usual: 16 in February 2026, improved; usual range 3 to 11."
    )


def test_the_newest_value_has_its_verdict_s_colour() -> None:
    newest = small_spc(SERIES, LIGHT).figure.layout.annotations[-1]
    assert (newest.text, newest.font.color) == ("<b>16</b>", LIGHT.improved)


@pytest.fixture(scope="module")
def fifteen_months(tmp_path_factory: pytest.TempPathFactory) -> Months | None:
    trust = Trust(tmp_path_factory.mktemp("trust"))
    projects = "\n".join(
        f"P{month} | 05/{month % 12 + 1:02d}/{2025 + month // 12} | 31/03/2026"
        for month in range(15)
    )
    trust.holds("project_register", f"project_id | started_on | register_on\n{projects}")
    trust.holds("structure", "directorate\nSurgery")
    rows = values_of(
        trust.published(), Scope.whole_trust(projects=False), "projects_started", "trust"
    )
    return months(rows)


def test_a_series_comes_from_the_snapshot_with_its_limits(fifteen_months: Months | None) -> None:
    assert fifteen_months is not None
    assert fifteen_months.counts == (1.0,) * 15
    assert (fifteen_months.centre, fifteen_months.lower, fifteen_months.upper) == (1.0, 1.0, 1.0)


def test_no_rows_are_no_series(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("structure", "directorate\nSurgery")
    whole = Scope.whole_trust(projects=False)
    assert months(values_of(trust.published(), whole, "projects_started", "trust")) is None
