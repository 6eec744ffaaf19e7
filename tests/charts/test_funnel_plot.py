"""Does a funnel draw every group by its size and name those beyond its limits?"""

from __future__ import annotations

from charts.funnel_plot import funnel_plot
from charts.palette import PALETTES
from metrics.funnel_view import FunnelView
from tests.found import found

LIGHT = PALETTES["light"]
INSIDE = found("shared_objectives", group="Imaging", value=50.0, n=100.0)
OUTSIDE = found("shared_objectives", group="Pathology", value=20.0, n=300.0)


def view(*outside: object) -> FunnelView:
    limits = {"95": (40.0, 45.0), "998": (35.0, 42.0)}
    return FunnelView(
        (INSIDE, OUTSIDE),
        tuple(one for one in (INSIDE, OUTSIDE) if one in outside),
        48.0,
        False,
        (100.0, 300.0),
        limits,
        {"95": (60.0, 55.0), "998": (65.0, 58.0)},
    )


def test_every_group_is_a_dot_at_its_base_and_share() -> None:
    dots = funnel_plot(view(OUTSIDE), LIGHT).figure.data[-1]
    assert (list(dots.x), list(dots.y)) == ([100.0, 300.0], [50.0, 20.0])


def test_only_groups_beyond_the_limits_are_named() -> None:
    drawn = funnel_plot(view(OUTSIDE), LIGHT).figure
    assert [note.text for note in drawn.layout.annotations] == ["Pathology"]


def test_the_sentence_names_who_lies_beyond_the_limits() -> None:
    assert funnel_plot(view(OUTSIDE), LIGHT).alt == (
        "Teams with shared objectives, 2025, by size: Pathology lies beyond the 95 % limits."
    )


def test_the_sentence_says_when_nobody_does() -> None:
    assert "nobody lies beyond" in funnel_plot(view(), LIGHT).alt
