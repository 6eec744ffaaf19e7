"""Where does one change stand among those of the others, and how far do they spread by themselves?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.figure import Picture, axis, figure, text
from charts.palette import Palette
from charts.ticks import round_ticks

_HEIGHT = 132
_OWN, _OTHERS = 0.45, 0.0  # rows from the middle


@dataclass(frozen=True)
class Change:
    """How one group's value changed, in the indicator's unit."""

    group: str
    change: float


def beside_others(
    own: Change, others: Sequence[Change], spread: tuple[float, float], palette: Palette, alt: str
) -> Picture:
    """The own change in ink above the others' in grey; the pale band is where one more like the
    others would lie 19 times in 20. Others whose values the visitor may not see are not drawn.
    """
    low = min([own.change, spread[0], 0.0, *(one.change for one in others)])
    high = max([own.change, spread[1], 0.0, *(one.change for one in others)])
    edge = (high - low) * 0.06
    ticks = round_ticks(low, high, most=5)
    return Picture(
        figure(
            [
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [one.change for one in others],
                    "y": [_OTHERS] * len(others),
                    "marker": {"size": 9, "color": palette.mark, "opacity": 0.7},
                    "text": [text(f"{one.group}: {one.change:+.2f}") for one in others],
                    "hovertemplate": "%{text}<extra></extra>",
                    "cliponaxis": False,
                },
                {
                    "type": "scatter",
                    "mode": "markers+text",
                    "x": [own.change],
                    "y": [_OWN],
                    "marker": {"size": 12, "color": palette.ink},
                    "text": [f"\u00a0\u00a0<b>{text(own.group)}</b>\u00a0\u00a0"],
                    "textposition": "middle left"
                    if own.change > (low + high) / 2
                    else "middle right",
                    "textfont": {"size": 13, "color": palette.ink},
                    "hovertemplate": text(f"{own.group}: {own.change:+.2f}") + "<extra></extra>",
                    "cliponaxis": False,
                },
            ],
            palette,
            height=_HEIGHT,
            margin=(12, 12, 8, 28),
            shapes=[
                {
                    "type": "rect",
                    "layer": "below",
                    "x0": spread[0],
                    "x1": spread[1],
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "fillcolor": palette.pale,
                    "line": {"width": 0},
                },
                {
                    "type": "line",
                    "layer": "below",
                    "x0": 0,
                    "x1": 0,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": palette.ink, "width": 1.5},
                },
            ],
            xaxis=axis(
                palette,
                range=[low - edge, high + edge],
                showline=True,
                ticks="outside",
                ticklen=4,
                tickvals=ticks,
                ticktext=[f"{tick:+g}" if tick else "0" for tick in ticks],
            ),
            yaxis=axis(palette, range=[-0.5, 1.0], visible=False),
        ),
        alt,
    )
