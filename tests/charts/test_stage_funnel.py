"""Is each stage of the funnel as wide as its count, and said in words?"""

import pytest

from charts.palette import PALETTES
from charts.stage_funnel import stage_funnel

LIGHT = PALETTES["light"]


def widths(**stages: int) -> list[float]:
    shapes = stage_funnel(stages, LIGHT).figure.layout.shapes
    return [shape.x1 - shape.x0 for shape in shapes if shape.type == "rect"]


def test_a_bar_is_as_wide_as_its_share_of_the_widest_stage() -> None:
    assert widths(Idea=20, Testing=40, Improvement=10) == [0.5, 1.0, 0.25]


def test_a_stage_without_projects_keeps_a_line() -> None:
    assert widths(Idea=20, Testing=0) == [1.0, pytest.approx(0.01)]


def test_no_projects_at_all_still_draw() -> None:
    assert len(widths(Idea=0, Testing=0)) == 2


def test_its_alternative_gives_every_count() -> None:
    assert stage_funnel({"Idea": 1, "Testing": 1200}, LIGHT).alt == (
        "Projects by stage: Idea 1, Testing 1,200."
    )


def test_names_are_escaped() -> None:
    drawn = stage_funnel({"<b>Idea": 1}, LIGHT).figure
    assert drawn.layout.annotations[0].text == "&lt;b&gt;Idea"
