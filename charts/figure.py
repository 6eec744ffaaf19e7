"""How does every picture begin? One layout: no grid, no legend, no axis titles, direct labels."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from charts.palette import Palette
from metrics.finding import Finding

FONT = "Arial, sans-serif"
# Of marks that stay on the screen when one of them is clicked: the others do not fade.
KEPT = {"marker": {"opacity": 1}}
CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "typesetMath": False}


@dataclass(frozen=True)
class Point:
    """Which number a mark shows; indicator and group are '' where the picture is of one only."""

    indicator: str
    group: str
    period: str


@dataclass(frozen=True)
class Picture:
    """A figure and the sentence it shows; the sentence is its text alternative.

    `points` are the numbers behind its marks: the place of a trace → its points, in their order.
    """

    figure: go.Figure
    alt: str
    points: Mapping[int, Sequence[Point]] = field(default_factory=dict)


def points_of(found: Iterable[Finding]) -> tuple[Point, ...]:
    """The findings that the marks of one trace show, in their order."""
    return tuple(Point(one.subject.id, one.group, one.period) for one in found)


class TouchableFigure(go.Figure):  # type: ignore[misc]  # Plotly has no type information
    """A figure whose marks can be clicked, and over which a finger still scrolls the page.

    Streamlit 1.67 sets the drag mode "pan" where marks can be clicked and none is given, and then
    Plotly keeps every touch to itself: on a phone the page stands still (seen in Chromium). Given a
    word that Plotly does not know, Streamlit leaves it and Plotly falls back to the template: none.
    """

    def to_dict(self) -> dict[str, Any]:
        made: dict[str, Any] = super().to_dict()
        made["layout"]["dragmode"] = "none of yours"
        return made


def figure(
    traces: list[dict[str, Any]],
    palette: Palette,
    height: int,
    margin: tuple[int, int, int, int],
    **layout: Any,
) -> go.Figure:
    """A figure of plain traces in our layout; `margin` is left, right, top, bottom in pixels."""
    left, right, top, bottom = margin
    return TouchableFigure(
        {
            "data": traces,
            "layout": {
                "template": {"layout": {"dragmode": False}},
                "height": height,
                "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "font": {"family": FONT, "size": 12, "color": palette.ink},
                "showlegend": False,
                "hovermode": "closest",
                "hoverlabel": {
                    "bgcolor": palette.page,
                    "bordercolor": palette.line,
                    "font": {"family": FONT, "size": 13, "color": palette.ink},
                },
                **layout,
            },
        }
    )


def axis(palette: Palette, **choices: Any) -> dict[str, Any]:
    """An axis that says only what it must; `choices` are Plotly's own."""
    return {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "showline": False,
        "linecolor": palette.line,
        "tickcolor": palette.line,
        "tickfont": {"size": 12, "color": palette.quiet},
        **choices,
    }


def text(value: str) -> str:
    """Data as it is: Plotly reads a little HTML in labels and hover, so it is escaped."""
    return html.escape(value, quote=False)
