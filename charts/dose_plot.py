"""Where does each directorate stand: so much more training across, so much change upwards?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.figure import Picture, axis, figure, text
from charts.palette import Palette
from charts.ticks import round_ticks

_HEIGHT = 300
_NAMED = 2  # of those furthest across, and of those furthest up or down
_ROOM = 0.06  # of an axis, beyond what is drawn


@dataclass(frozen=True)
class Dose:
    """One directorate's two changes, each with the bounds of its interval where it has them."""

    directorate: str
    across: tuple[float, float, float]  # value, lower, upper
    upwards: tuple[float, float, float]


@dataclass(frozen=True)
class Span:
    """The ends of both axes, the same for pictures that stand side by side."""

    across: tuple[float, float]
    upwards: tuple[float, float]


def span_of(doses: Sequence[Dose]) -> Span:
    """As far as the intervals of all these reach, nought always within."""

    def ends(bounds: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
        low = min([0.0, *(one[1] for one in bounds)])
        high = max([0.0, *(one[2] for one in bounds)])
        room = _ROOM * ((high - low) or 1.0)
        return low - room, high + room

    return Span(ends([one.across for one in doses]), ends([one.upwards for one in doses]))


def dose_plot(doses: Sequence[Dose], span: Span, palette: Palette, alt: str) -> Picture:
    """Dots with thin strokes both ways for the 95 % intervals; those furthest out carry their names.

    No line is drawn through them: it would say more than so few directorates can.
    """
    named = _named(doses)
    middle = sum(span.across) / 2
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [one.across[0] for one in doses],
        "y": [one.upwards[0] for one in doses],
        "error_x": _strokes([one.across for one in doses], palette),
        "error_y": _strokes([one.upwards for one in doses], palette),
        "marker": {"size": 9, "color": palette.ink},
        "text": [text(one.directorate) if one.directorate in named else "" for one in doses],
        "textposition": ["top left" if one.across[0] > middle else "top right" for one in doses],
        "textfont": {"size": 11, "color": palette.quiet},
        "hovertext": [
            text(f"{one.directorate}: {one.across[0]:+.1f} points trained, {one.upwards[0]:+.2f}")
            for one in doses
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }
    return Picture(
        figure(
            [marks],
            palette,
            height=_HEIGHT,
            margin=(44, 12, 12, 28),
            shapes=[
                {
                    "type": "line",
                    "layer": "below",
                    "xref": "paper",
                    "x0": 0,
                    "x1": 1,
                    "y0": 0,
                    "y1": 0,
                    "line": {"color": palette.line, "width": 1},
                }
            ],
            xaxis=_axis(span.across, palette),
            yaxis=_axis(span.upwards, palette),
        ),
        alt,
    )


def _strokes(bounds: Sequence[tuple[float, float, float]], palette: Palette) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [upper - value for value, _, upper in bounds],
        "arrayminus": [value - lower for value, lower, _ in bounds],
        "color": palette.mark,
        "thickness": 1,
        "width": 0,
    }


def _named(doses: Sequence[Dose]) -> set[str]:
    across = sorted(doses, key=lambda one: -abs(one.across[0]))[:_NAMED]
    upwards = sorted(doses, key=lambda one: -abs(one.upwards[0]))[:_NAMED]
    return {one.directorate for one in (*across, *upwards)}


def _axis(ends: tuple[float, float], palette: Palette) -> dict[str, object]:
    ticks = round_ticks(*ends)
    return axis(
        palette,
        range=list(ends),
        showline=True,
        ticks="outside",
        ticklen=4,
        tickvals=ticks,
        ticktext=[f"{tick:+g}".replace("-", "−") if tick else "0" for tick in ticks],
    )
