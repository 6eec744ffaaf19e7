"""Is a group further from the others than its size explains? Shares by base, between limits."""

from __future__ import annotations

from typing import Any

from charts.figure import Picture, axis, figure, points_of, text
from charts.palette import Palette
from metrics.funnel_view import FunnelView
from metrics.periods import in_words
from metrics.stories import listed

HEIGHT = 340
_DASH = {"95": "dot", "998": "solid"}


def funnel_plot(view: FunnelView, palette: Palette) -> Picture:
    """A dot a group, per cent by base; those beyond the 95 % limits are named."""
    traces = [
        _curve(view.bases, limits[name], dash, palette)
        for limits in (view.lower, view.upper)
        for name, dash in _DASH.items()
    ]
    traces.append(_dots(view, palette))
    return Picture(
        figure(
            traces,
            palette,
            height=HEIGHT,
            margin=(40, 12, 12, 24),
            shapes=[_centre(view.centre, palette)],
            annotations=[_name(view, place, palette) for place in range(len(view.outside))],
            xaxis=axis(
                palette,
                showline=True,
                ticks="outside",
                ticklen=4,
            ),
            yaxis=axis(palette, ticksuffix=" %"),
        ),
        alt(view),
        {len(traces) - 1: points_of(view.groups)},
    )


def alt(view: FunnelView) -> str:
    """'Teams with shared objectives, 2025, by size: Pathology lies beyond the 95 % limits.'"""
    first = view.groups[0]
    names = [group.group for group in view.outside]
    verb = "lie" if len(names) > 1 else "lies"
    said = f"{listed(names)} {verb}" if names else "nobody lies"
    return (
        f"{first.subject.title}, {in_words(first.period)}, by size: {said} beyond the 95 % limits."
    )


def _curve(
    bases: tuple[float, ...], limits: tuple[float, ...], dash: str, palette: Palette
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(bases),
        "y": list(limits),
        "line": {"color": palette.mark, "width": 1, "dash": dash},
        "hoverinfo": "skip",
    }


def _dots(view: FunnelView, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [group.n for group in view.groups],
        "y": [group.value for group in view.groups],
        "marker": {
            "size": 10,
            "opacity": 1,
            "color": [palette.ink if g in view.outside else palette.mark for g in view.groups],
        },
        "cliponaxis": False,
        "text": [text(group.sentence) for group in view.groups],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _name(view: FunnelView, place: int, palette: Palette) -> dict[str, Any]:
    group = view.outside[place]
    late = (group.n or 0) > (view.bases[0] + view.bases[-1]) / 2
    return {
        "x": group.n,
        "y": group.value,
        "xanchor": "right" if late else "left",
        "xshift": -8 if late else 8,
        "text": text(group.group),
        "showarrow": False,
        "bgcolor": palette.page,
        "font": {"size": 12, "color": palette.ink},
    }


def _centre(value: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "line": {"color": palette.ink, "width": 1.5},
    }
