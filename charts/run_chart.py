"""Which way do the quarters run about their median? A small picture, apart from the yearly survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.figure import Picture, axis, figure, points_of, text
from charts.palette import Palette
from metrics.finding import Finding
from metrics.periods import in_words

HEIGHT = 190
LEAST_SPAN = 0.72  # of a point: a board should not see noise as a wave
ONE_LEFT_OUT = 2  # the yearly survey takes the place of one quarter a year


def run_chart(quarters: Sequence[Finding], median: float | None, palette: Palette) -> Picture:
    """A pulse score's quarters, oldest first, with intervals, about the median of those shown.

    Quarters further apart than the yearly survey's own place are not joined.
    """
    shown = [one for one in quarters if one.is_shown and one.value is not None]
    first, last = _number_of(quarters[0].period), _number_of(quarters[-1].period)
    drawn = [n for one in shown for n in (one.value, one.lower, one.upper) if n is not None]
    low, high = min(drawn, default=0.0), max(drawn, default=10.0)
    half = max(LEAST_SPAN, 1.1 * (high - low)) / 2
    ink = palette.ink_of(quarters[-1].verdict)
    joined = _joined(shown)
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [first - 0.4, last + 0.4],
            "y": [median, median],
            "line": {"color": palette.mark, "width": 1, "dash": "2px,3px"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [_number_of(one.period) if one else None for one in joined],
            "y": [one.value if one else None for one in joined],
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": [_reach(one.upper, one.value) if one else 0 for one in joined],
                "arrayminus": [_reach(one.value, one.lower) if one else 0 for one in joined],
                "color": palette.mark,
                "thickness": 1,
                "width": 0,
            },
            "line": {"color": ink, "width": 1.5},
            "marker": {"color": ink, "size": 7, "opacity": 1},
            "text": [text(_hover(one)) if one else "" for one in joined],
            "hovertemplate": "%{text}<extra></extra>",
            "cliponaxis": False,
        },
    ]
    middle = (low + high) / 2
    named = [number for number in range(first, last + 1) if number % 4 == 0 or number == first]
    made = figure(
        traces,
        palette,
        HEIGHT,
        (8, 78, 8, 36),
        annotations=_labels(shown, median, palette),
        xaxis=axis(
            palette,
            range=[first - 0.5, last + 0.5],
            showline=True,
            ticks="outside",
            ticklen=4,
            tickvals=named,
            ticktext=[f"Q{number % 4 + 1}<br>{number // 4}" for number in named],
            tickangle=0,
        ),
        yaxis=axis(palette, range=[middle - half, middle + half], visible=False),
    )
    # Where the line is broken there is no number, and nothing there can be clicked.
    places = points_of(one or shown[-1] for one in joined)
    return Picture(made, _alt(quarters, shown), {1: places})


def _joined(shown: Sequence[Finding]) -> list[Finding | None]:
    """The quarters, with nothing between two that lie too far apart to be joined."""
    joined: list[Finding | None] = []
    for one in shown:
        before = joined[-1] if joined else None
        if before and _number_of(one.period) - _number_of(before.period) > ONE_LEFT_OUT:
            joined.append(None)
        joined.append(one)
    return joined


def _number_of(period: str) -> int:
    """'2025-Q2' → one number a quarter."""
    return 4 * int(period[:4]) + int(period[-1]) - 1


def _reach(one: float | None, other: float | None) -> float:
    return 0.0 if one is None or other is None else one - other


def _hover(one: Finding) -> str:
    return (
        f"{in_words(one.period)}: {one.value_in_words} ({one.interval_in_words}), {one.base} people"
    )


def _labels(
    shown: Sequence[Finding], median: float | None, palette: Palette
) -> list[dict[str, Any]]:
    """The newest value, and the median where it would not touch it."""
    if not shown or median is None:
        return []
    newest = shown[-1]
    is_above = (newest.value or 0.0) >= median
    said = (
        (newest.value, f"<b>{newest.number}</b>", 15, palette.ink_of(newest.verdict), is_above),
        (median, f"median {newest.subject.number(median)}", 12, palette.quiet, not is_above),
    )
    return [
        {
            "text": words,
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": y,
            "yanchor": "bottom" if goes_up else "top",
            "showarrow": False,
            "font": {"size": size, "color": colour},
        }
        for y, words, size, colour, goes_up in said
    ]


def _alt(quarters: Sequence[Finding], shown: Sequence[Finding]) -> str:
    if not shown:
        return quarters[-1].sentence
    return f"{quarters[-1].sentence} {len(shown)} quarters since {in_words(shown[0].period)}."
