"""Where does each stand on the index, and in which band: components of the trust, or directorates?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.figure import Picture, Point, axis, figure, points_of, text
from charts.palette import Palette
from metrics.composite import BANDS
from metrics.finding import Finding

ROW = 44
TOP, BOTTOM, RIGHT = 30, 24, 64
ABOVE, BELOW = 0.24, -0.16  # a row's name and its marks, in rows from its middle
USUAL_START = 25  # the lowest index drawn, unless somebody stands lower
NARROWEST_NAMED = 14  # points of a band that still holds its name on a phone


@dataclass(frozen=True)
class Standing:
    """One row: a name, what was found, and where its own judgement puts it."""

    name: str
    finding: Finding
    own_place: float | None = None
    own_words: str = ""


def bands(
    rows: Sequence[Standing], palette: Palette, alt: str, trust: float | None = None
) -> Picture:
    """Dot and 95 % interval a row over stripes of the bands; an open diamond is its own judgement."""
    low, high = _span(rows, trust)
    shapes = _stripes(low, high, palette)
    words = _band_names(low, high, palette)
    traces: list[dict[str, Any]] = []
    points: dict[int, tuple[Point, ...]] = {}
    for place, row in enumerate(rows):
        y = len(rows) - 1 - place
        shapes.append(_rule(y + BELOW, palette))
        words.append(_name(y, row.name, palette))
        if not row.finding.is_shown:
            words.append(_not_said(y, row.finding.value_in_words, palette))
            continue
        value = f"{row.finding.number}  {row.finding.mark}"
        moved = row.finding.verdict in ("improved", "worse")
        colour = palette.of(row.finding.verdict)
        words.append(
            _said(y, f"<b>{value}</b>" if moved else value, colour if moved else palette.quiet)
        )
        traces += _marks(y + BELOW, row.finding, colour)
        points[len(traces) - 1] = points_of([row.finding])
        if row.own_place is not None:
            traces.append(_diamond(y + BELOW, row, palette))
        if trust is not None:
            shapes.append(_trust_stroke(y + BELOW, trust, palette))
    if trust is not None:
        words.append(_trust_name(trust, palette))
    made = figure(
        traces,
        palette,
        height=TOP + BOTTOM + ROW * len(rows) + (18 if trust is not None else 0),
        margin=(1, RIGHT, TOP + (18 if trust is not None else 0), BOTTOM),
        xaxis=axis(
            palette,
            range=[low, high],
            showline=True,
            tickvals=[edge for edge, _ in BANDS if low < edge < high],
            ticks="outside",
            ticklen=4,
        ),
        yaxis=axis(palette, range=[-0.5, len(rows) - 0.5], visible=False),
        shapes=shapes,
        annotations=words,
    )
    return Picture(made, alt, points)


def _span(rows: Sequence[Standing], trust: float | None) -> tuple[float, float]:
    """Tens around everything drawn; from 25 unless somebody stands lower."""
    drawn = [
        number
        for row in rows
        for number in (row.finding.lower, row.finding.upper, row.finding.value, row.own_place)
        if number is not None
    ]
    drawn += [] if trust is None else [trust]
    low = min(USUAL_START, 5 * math.floor((min(drawn, default=25) - 2) / 5))
    high = min(100, 5 * math.ceil((max(drawn, default=75) + 3) / 5))
    return float(max(low, 0)), float(max(high, 75))


def _stripes(low: float, high: float, palette: Palette) -> list[dict[str, Any]]:
    edges = [edge for edge, _ in BANDS] + [100.0]
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": max(edges[place], low),
            "x1": min(edges[place + 1], high),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"width": 0},
            "fillcolor": palette.pale,
        }
        for place in range(1, len(BANDS), 2)
        if edges[place] < high
    ]


def _band_names(low: float, high: float, palette: Palette) -> list[dict[str, Any]]:
    """Each band's name over its stripe, where the stripe is wide enough to hold it."""
    edges = [edge for edge, _ in BANDS] + [100.0]
    names = []
    for place, (_, name) in enumerate(BANDS):
        left, right = max(edges[place], low), min(edges[place + 1], high)
        if right - left >= NARROWEST_NAMED * (high - low) / (100 - USUAL_START):
            names.append(
                {
                    "text": name,
                    "x": (left + right) / 2,
                    "y": 1,
                    "yref": "paper",
                    "yanchor": "bottom",
                    "showarrow": False,
                    "font": {"size": 11, "color": palette.quiet},
                }
            )
    return names


def _rule(y: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"width": 1, "color": palette.line},
    }


def _name(y: int, name: str, palette: Palette) -> dict[str, Any]:
    return {
        "text": text(name),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y + ABOVE,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 13, "color": palette.ink},
    }


def _said(y: int, words: str, colour: str) -> dict[str, Any]:
    return {
        "text": words,
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 6,
        "y": y + BELOW,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 13, "color": colour},
    }


def _not_said(y: int, words: str, palette: Palette) -> dict[str, Any]:
    """Why a row is empty, at its left on the page's colour."""
    return {
        "text": words,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y + BELOW,
        "yanchor": "middle",
        "showarrow": False,
        "bgcolor": palette.page,
        "font": {"size": 12, "color": palette.quiet},
    }


def _marks(y: float, finding: Finding, colour: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "x": [finding.lower, finding.upper],
            "y": [y, y],
            "mode": "lines",
            "hoverinfo": "skip",
            "line": {"width": 2, "color": colour},
        },
        {
            "type": "scatter",
            "x": [finding.value],
            "y": [y],
            "mode": "markers",
            "text": [text(finding.sentence)],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"size": 10, "color": colour},
        },
    ]


def _diamond(y: float, row: Standing, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [row.own_place],
        "y": [y],
        "mode": "markers",
        "cliponaxis": False,
        "text": [text(f"{row.name}: own assessment {row.own_words}")],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": "diamond",
            "size": 11,
            "color": palette.page,
            "line": {"width": 1.75, "color": palette.neutral},
        },
    }


def _trust_stroke(y: float, trust: float, palette: Palette) -> dict[str, Any]:
    """One stroke a row: a line from top to bottom would cross the names."""
    return {
        "type": "line",
        "x0": trust,
        "x1": trust,
        "y0": y - 0.22,
        "y1": y + 0.22,
        "line": {"width": 2, "color": palette.ink},
    }


def _trust_name(trust: float, palette: Palette) -> dict[str, Any]:
    return {
        "text": f"<b>trust {trust:.0f}</b>",
        "x": trust,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 17,
        "showarrow": False,
        "font": {"size": 12, "color": palette.ink},
    }
