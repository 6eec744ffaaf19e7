"""How many of everyone are reached, beside the trust?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.figure import Picture, axis, figure, text
from charts.palette import Palette

ROW = 48
BAR = 0.12  # half its height, in rows
ABOVE, BELOW = 0.22, -0.18  # a row's words and its bar, in rows from its middle


@dataclass(frozen=True)
class Bar:
    """A group and the per cent of it that is reached; None where no rate is shown."""

    name: str
    percent: float | None
    said: str  # '14 %' or why there is none
    trust: float | None
    of: str = ""  # 'of 420'


def coverage_bars(bars: Sequence[Bar], palette: Palette, what: str) -> Picture:
    """Bars on a pale bar that is everyone, the trust as a stroke; `what` begins the alternative."""
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for place, bar in enumerate(bars):
        y = len(bars) - 1 - place + BELOW
        shapes.append(_box(y, 100.0, palette.pale))
        if bar.percent is not None:
            shapes.append(_box(y, bar.percent, palette.mark))
        if bar.trust is not None:
            shapes.append(
                {
                    "type": "line",
                    "x0": bar.trust,
                    "x1": bar.trust,
                    "y0": y - 1.7 * BAR,
                    "y1": y + 1.7 * BAR,
                    "line": {"width": 2, "color": palette.ink},
                }
            )
        row = len(bars) - 1 - place + ABOVE
        words.append(_words(0, row, text(bar.name), "left", palette.ink))
        is_known = bar.percent is not None
        said = f"<b>{text(bar.said)}</b>" if is_known else text(bar.said)
        said += f"  {text(bar.of)}" if bar.of else ""
        words.append(_words(1, row, said, "right", palette.ink if is_known else palette.quiet))
    made = figure(
        [],
        palette,
        height=ROW * len(bars) + 8,
        margin=(0, 0, 4, 4),
        xaxis=axis(palette, range=[0, 100], visible=False),
        yaxis=axis(palette, range=[-0.5, len(bars) - 0.5], visible=False),
        shapes=shapes,
        annotations=words,
    )
    listed = "; ".join(f"{bar.name} {bar.said}" for bar in bars)
    return Picture(made, f"{what}: {listed}.")


def _box(y: float, percent: float, colour: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "x0": 0,
        "x1": percent,
        "y0": y - BAR,
        "y1": y + BAR,
        "line": {"width": 0},
        "fillcolor": colour,
    }


def _words(x: float, y: float, words: str, side: str, colour: str) -> dict[str, Any]:
    return {
        "text": words,
        "x": x,
        "xref": "paper",
        "xanchor": side,
        "y": y,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 14, "color": colour},
    }
