"""How does every picture begin? One layout: no grid, no legend, no axis titles, direct labels."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from charts.palette import Palette

FONT = "Arial, sans-serif"
CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False}


@dataclass(frozen=True)
class Picture:
    """A figure and the sentence it shows; the sentence is its text alternative."""

    figure: go.Figure
    alt: str


def figure(
    traces: list[dict[str, Any]],
    palette: Palette,
    height: int,
    margin: tuple[int, int, int, int],
    **layout: Any,
) -> go.Figure:
    """A figure of plain traces in our layout; `margin` is left, right, top, bottom in pixels."""
    left, right, top, bottom = margin
    return go.Figure(
        {
            "data": traces,
            "layout": {
                "template": {},
                "height": height,
                "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "font": {"family": FONT, "size": 12, "color": palette.ink},
                "showlegend": False,
                "dragmode": False,
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
