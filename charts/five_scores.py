"""How does a directorate stand on its five scores: this year, last year, and beside the trust?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from charts.figure import Picture, Point, axis, figure, points_of, text
from charts.palette import Palette
from metrics.finding import Finding

ROW = 52
ABOVE, BELOW = 0.24, -0.14  # a row's words and its marks, in rows from its middle


def shared_range(scores: Sequence[Finding]) -> tuple[float, float]:
    """The axis that all rows share: halves of a point around everything drawn."""
    drawn = [
        number
        for score in scores
        for number in (score.value, score.lower, score.upper, score.before, score.trust_value)
        if number is not None and score.is_shown
    ]
    if not drawn:
        return 5.0, 8.0
    return math.floor(2 * min(drawn) - 0.1) / 2, math.ceil(2 * max(drawn) + 0.1) / 2


def five_scores(scores: Sequence[Finding], palette: Palette) -> Picture:
    """A row a score: interval and dot now, ring a year ago, stroke for the trust on one basis."""
    low, high = shared_range(scores)
    traces: list[dict[str, Any]] = []
    points: dict[int, tuple[Point, ...]] = {}
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for place, score in enumerate(scores):
        row = len(scores) - 1 - place
        words.append(_words(row, f"<b>{text(score.subject.title)}</b>", palette.ink, 14, "left"))
        if not score.is_shown:
            words.append(_words(row, score.value_in_words, palette.quiet, 13, "right"))
            continue
        verdict = f"{score.mark} {score.verdict}".strip()
        said = f"<b>{score.number}</b>  {verdict}"
        colour = _text_colour(score, palette)
        words.append(_words(row, said, colour, 14, "right"))
        traces += _marks(row + BELOW, score, palette)
        points[len(traces) - 1] = points_of([score])
        if score.trust_value is not None:
            shapes.append(_stroke(row + BELOW, score.trust_value, palette))
    ticks = [low + step / 2 for step in range(int(2 * (high - low)) + 1)]
    made = figure(
        traces,
        palette,
        height=14 + 34 + ROW * len(scores),
        margin=(0, 0, 14, 34),
        xaxis=axis(
            palette,
            range=[low, high],
            showline=True,
            ticks="outside",
            ticklen=4,
            tickvals=ticks[1:-1],
            ticktext=[f"{tick:g}" for tick in ticks[1:-1]],
        ),
        yaxis=axis(palette, range=[-0.5, len(scores) - 0.5], visible=False),
        shapes=shapes,
        annotations=words,
    )
    return Picture(made, " ".join(score.sentence for score in scores), points)


def _text_colour(score: Finding, palette: Palette) -> str:
    return palette.of(score.verdict) if score.verdict in ("improved", "worse") else palette.quiet


def _words(row: int, words: str, colour: str, size: int, side: str) -> dict[str, Any]:
    return {
        "text": words,
        "x": 0 if side == "left" else 1,
        "xref": "paper",
        "xanchor": side,
        "y": row + ABOVE,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }


def _marks(y: float, score: Finding, palette: Palette) -> list[dict[str, Any]]:
    """The ring of last year lies under the dot: 'the same as last year' is a dot in its ring."""
    colour = palette.ink_of(score.verdict)
    said = text(score.sentence)
    marks: list[dict[str, Any]] = []
    if score.before is not None:
        marks.append(
            {
                "type": "scatter",
                "x": [score.before],
                "y": [y],
                "mode": "markers",
                "hoverinfo": "skip",
                "marker": {
                    "symbol": "circle-open",
                    "size": 17,
                    "color": palette.mark,
                    "line": {"width": 1.75},
                },
            }
        )
    marks.append(
        {
            "type": "scatter",
            "x": [score.lower, score.upper],
            "y": [y, y],
            "mode": "lines",
            "hoverinfo": "skip",
            "line": {"width": 3, "color": colour},
        }
    )
    marks.append(
        {
            "type": "scatter",
            "x": [score.value],
            "y": [y],
            "mode": "markers",
            "text": [said],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"size": 11, "color": colour},
        }
    )
    return marks


def _stroke(y: float, value: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "y0": y - 0.2,
        "y1": y + 0.2,
        "line": {"width": 2, "color": palette.ink},
    }
