"""How many projects stand at each stage, from idea to sustained?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from charts.figure import Picture, axis, figure, text
from charts.palette import Palette

ROW = 70
HALF = 0.26  # of a bar's height, in rows
_LEAST = 0.01  # a stage without projects keeps a hair's breadth, so that the eye finds it


def stage_funnel(stages: Mapping[str, int], palette: Palette) -> Picture:
    """One bar a stage in the order given, as wide as its count, with pale flanks between them.

    A stock at one day, not a flow: a stage may well be wider than the one before it.
    """
    names = list(stages)
    most = max([*stages.values(), 1])
    halves = [max(stages[name] / most, _LEAST) / 2 for name in names]
    rows = [len(names) - 1 - place for place in range(len(names))]
    shapes = [_bar(row, half, palette) for row, half in zip(rows, halves, strict=True)]
    shapes += [
        _flank(row, upper, lower, palette)
        for row, upper, lower in zip(rows, halves[:-1], halves[1:], strict=False)
    ]
    words: list[dict[str, Any]] = []
    for name, row in zip(names, rows, strict=True):
        words.append(_words(0, row, text(name), "left", palette))
        words.append(_words(1, row, f"<b>{stages[name]:,}</b>", "right", palette))
    return Picture(
        figure(
            [],
            palette,
            height=ROW * max(len(names), 1) + 8,
            margin=(0, 0, 4, 4),
            xaxis=axis(palette, range=[-0.98, 0.72], visible=False),
            yaxis=axis(palette, range=[-0.5, len(names) - 0.5], visible=False),
            shapes=shapes,
            annotations=words,
        ),
        alt(names, stages),
    )


def alt(names: Sequence[str], stages: Mapping[str, int]) -> str:
    """'Projects by stage: Idea 31, Testing 83, Improvement 70, Sustained 54.'"""
    return f"Projects by stage: {', '.join(f'{name} {stages[name]:,}' for name in names)}."


def _bar(row: int, half: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "x0": -half,
        "x1": half,
        "y0": row - HALF,
        "y1": row + HALF,
        "line": {"width": 0},
        "fillcolor": palette.mark,
    }


def _flank(row: int, upper: float, lower: float, palette: Palette) -> dict[str, Any]:
    top, bottom = row - HALF, row - 1 + HALF
    corners = ((-upper, top), (upper, top), (lower, bottom), (-lower, bottom))
    path = " L ".join(f"{x},{y}" for x, y in corners)
    return {
        "type": "path",
        "layer": "below",
        "path": f"M {path} Z",
        "line": {"width": 0},
        "fillcolor": palette.pale,
    }


def _words(x: float, y: float, words: str, side: str, palette: Palette) -> dict[str, Any]:
    return {
        "text": words,
        "x": x,
        "xref": "paper",
        "xanchor": side,
        "y": y,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 14, "color": palette.ink},
    }
