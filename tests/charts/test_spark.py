"""Does the small drawing of a tile show its waves, and say them?"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from charts.palette import PALETTES
from charts.spark import Spark, spark
from metrics.finding import Finding
from tests.found import found, withheld

LIGHT = PALETTES["light"]
SVG = "{http://www.w3.org/2000/svg}"


def waves(*values: float | None) -> list[Finding]:
    return [
        found("engagement", period=str(2021 + place), value=value)
        if value is not None
        else withheld("engagement", period=str(2021 + place))
        for place, value in enumerate(values)
    ]


def drawn(what: Spark, shape: str) -> list[ET.Element]:
    return ET.fromstring(what.svg).findall(f"{SVG}{shape}")


def test_the_newest_dot_is_large_and_takes_its_verdict_s_colour() -> None:
    series = [*waves(6.5), found("engagement", period="2022", verdict="worse")]
    assert drawn(spark(series, LIGHT), "circle")[-1].get("fill") == LIGHT.worse


def test_a_wave_that_is_not_shown_breaks_the_line() -> None:
    whole = drawn(spark(waves(6.5, 6.6, 6.7, 6.8), LIGHT), "path")
    broken = drawn(spark(waves(6.5, None, 6.7, 6.8), LIGHT), "path")
    assert len(whole) == 4 + 3  # intervals and lines
    assert len(broken) == 3 + 1


def test_where_the_newest_wave_is_not_shown_no_dot_is_large() -> None:
    dots = drawn(spark(waves(6.5, 6.6, None), LIGHT), "circle")
    assert {dot.get("r") for dot in dots} == {"2.25"}


def test_one_wave_is_one_dot_inside_the_drawing() -> None:
    dots = drawn(spark(waves(6.5), LIGHT), "circle")
    assert all(0 < float(dot.get("cy", 0)) < 46 for dot in dots)


def test_nothing_shown_is_an_empty_drawing() -> None:
    assert drawn(spark(waves(None, None), LIGHT), "circle") == []


def test_its_alternative_names_every_wave_and_the_verdict() -> None:
    assert spark(waves(6.5, None, 6.7), LIGHT).alt == (
        "Staff engagement, 2021 to 2023: 6.50, not shown, 6.70; no clear change."
    )


def test_higher_values_stand_higher() -> None:
    low, high = drawn(spark(waves(6.5, 6.9), LIGHT), "circle")[:2]
    assert float(high.get("cy", 0)) < float(low.get("cy", 0))
