"""Is this monthly measure changing, or only varying as it always has? The control chart in full."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from charts.control_words import (
    Event,
    Month,
    calls,
    colour_of,
    event_marks,
    limits_breaks,
    line_labels,
    reason_lines,
)
from charts.figure import KEPT, Picture, Point, axis, figure, text
from charts.palette import Palette
from charts.ticks import round_ticks
from metrics.periods import in_words

HEIGHT = 408
LEFT, RIGHT, BOTTOM = 30, 92, 40
TOP, TOP_WITH_EVENTS = 14, 66  # events are named above the plot
ROOM_ABOVE = 1.16  # times the largest thing drawn: a call stands there
LINE_HEIGHT = 16  # pixels of a line of the reason why limits began anew
PAST_THE_LAST = 0.45  # of a month: where a phase's mean and limits begin and end
LONGEST_WITH_JULY = 48  # months; beyond, only Januaries are named
SHAPES = {
    "improvement": ("triangle-up", 11),
    "concern": ("triangle-down", 11),
    "neutral": ("diamond", 10),
}


def control_chart(
    months: Sequence[Month],
    palette: Palette,
    alt: str,
    decimals: int = 0,
    events: Sequence[Event] = (),
) -> Picture:
    """XmR chart of consecutive months, every one of them given; phases are told by their mean.

    Where limits began anew stands a line, the last with its reason. A target is a dotted line that
    steps where it changes. `decimals` is how many the mean and limits are written with, one more
    than the values.
    """
    phases = [
        list(run)
        for _, run in itertools.groupby(
            range(len(months)), key=lambda i: (months[i].mean, months[i].lower, months[i].upper)
        )
    ]
    low, high = _span(months)
    # A limit below nought is none for what cannot be negative: neither drawn nor named.
    months = [replace(m, lower=None) if (m.lower or 0.0) < low else m for m in months]
    drawn_events = [event for event in events if event.period in {m.period for m in months}]
    top = TOP_WITH_EVENTS if drawn_events else TOP
    plot = HEIGHT - top - BOTTOM
    high = low + (high - low) * plot / (plot - LINE_HEIGHT * len(reason_lines(months)))
    ticks = round_ticks(low, high)
    per_unit = plot / (high - low)
    shapes, words = _phases(months, phases, palette, (low, per_unit), decimals)
    break_shapes, break_words = limits_breaks(months, palette)
    event_shapes, event_words = event_marks(months, drawn_events, palette, plot)
    traces = _traces(months, palette, decimals)
    made = figure(
        traces,
        palette,
        height=HEIGHT,
        margin=(LEFT, RIGHT, top, BOTTOM),
        xaxis=_months_axis(months, palette),
        yaxis=axis(
            palette,
            range=[low, high],
            showgrid=True,
            gridcolor=palette.grid,
            gridwidth=1,
            tickvals=ticks,
            ticktext=[f"{tick:,g}" for tick in ticks],
        ),
        shapes=[*shapes, *_targets(months, palette), *break_shapes, *event_shapes],
        annotations=[
            *words,
            *event_words,
            *calls(months, palette, low, per_unit),
            *break_words,
        ],
    )
    points = {
        place: tuple(Point("", "", months[month].period) for month in trace["x"])
        for place, trace in enumerate(traces)
        if trace["mode"] == "markers"
    }
    return Picture(made, alt, points)


def _span(months: Sequence[Month]) -> tuple[float, float]:
    """From 0 for what is never negative, to a little above the largest thing drawn."""
    drawn = [
        number
        for month in months
        for number in (month.value, month.upper, month.target)
        if number is not None
    ]
    lowest = min([0.0, *(month.value for month in months if month.value is not None)])
    return lowest, max(drawn, default=1.0) * ROOM_ABOVE or 1.0


def _months_axis(months: Sequence[Month], palette: Palette) -> dict[str, Any]:
    places = [i for i, month in enumerate(months) if month.period[5:] in ("01", "04", "07", "10")]
    labels = []
    for place in places:
        year, month = months[place].period.split("-")
        if month == "01":
            labels.append(f"Jan<br><b>{year}</b>")
        elif month == "07" and len(months) <= LONGEST_WITH_JULY:
            labels.append("Jul")
        else:
            labels.append("")
    return axis(
        palette,
        range=[-0.7, len(months) - 0.3],
        showline=True,
        ticks="outside",
        ticklen=5,
        tickvals=places,
        ticktext=labels,
        tickangle=0,
    )


def _traces(months: Sequence[Month], palette: Palette, decimals: int) -> list[dict[str, Any]]:
    """The line, broken where a month is missing; then a trace for each kind of mark."""
    whole = max(decimals - 1, 0)
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "x": list(range(len(months))),
            "y": [month.value for month in months],
            "mode": "lines",
            "hoverinfo": "skip",
            "connectgaps": False,
            "line": {"width": 1.5, "color": palette.mark},
        }
    ]
    for kind in ("ordinary", "improvement", "concern", "neutral"):
        mine = [
            (i, month)
            for i, month in enumerate(months)
            if month.value is not None and (month.mark or "ordinary") == kind
        ]
        if not mine:
            continue
        symbol, size = SHAPES.get(kind, ("circle", 7))
        colour = colour_of(kind, palette)
        traces.append(
            {
                "type": "scatter",
                "x": [i for i, _ in mine],
                "y": [month.value for _, month in mine],
                "mode": "markers",
                "cliponaxis": False,
                "text": [_hover(month, whole) for _, month in mine],
                "hovertemplate": "%{text}<extra></extra>",
                "unselected": KEPT,
                "marker": {
                    "symbol": symbol,
                    "size": size,
                    "color": [palette.page if m.is_provisional else colour for _, m in mine],
                    "line": {
                        "color": colour,
                        "width": [2 if m.is_provisional else 0 for _, m in mine],
                    },
                },
            }
        )
    return traces


def _hover(month: Month, decimals: int) -> str:
    said = f"<b>{in_words(month.period)}: {month.value:,.{decimals}f}</b>"
    if month.rule:
        said += f", {text(month.rule)}"
    return said + (", provisional" if month.is_provisional else "")


def _phases(
    months: Sequence[Month],
    phases: Sequence[Sequence[int]],
    palette: Palette,
    scale: tuple[float, float],
    decimals: int,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Mean and limits of each phase under the points; the last phase is named at the right."""
    low, per_unit = scale
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for phase in phases:
        first = months[phase[0]]
        ends = phase[0] - PAST_THE_LAST, phase[-1] + PAST_THE_LAST
        if first.mean is not None:
            shapes.append(_level(ends, first.mean, palette.ink, 1.5, "solid"))
        for limit in (first.lower, first.upper):
            if limit is not None:
                shapes.append(_level(ends, limit, palette.mark, 1.25, "5px,4px"))
        if phase is not phases[-1] and first.mean is not None and first.upper is not None:
            limits = f"limits {first.lower or low:,.{decimals}f} to {first.upper:,.{decimals}f}"
            words.append(
                {
                    "text": f"<b>mean {first.mean:,.{decimals}f}</b>,<br>{limits}",
                    "x": phase[0] - PAST_THE_LAST,
                    "y": first.upper,
                    "xanchor": "left",
                    "yanchor": "bottom",
                    "align": "left",
                    "showarrow": False,
                    "font": {"size": 12, "color": palette.quiet},
                }
            )
    return shapes, [*words, *line_labels(months[-1:], palette, per_unit, decimals)]


def _targets(months: Sequence[Month], palette: Palette) -> list[dict[str, Any]]:
    """The target's line, a step for each value it had."""
    shapes = []
    for target, run in itertools.groupby(range(len(months)), key=lambda i: months[i].target):
        places = list(run)
        if target is not None:
            ends = places[0] - PAST_THE_LAST, places[-1] + PAST_THE_LAST
            shapes.append(_level(ends, target, palette.neutral, 1.5, "1.5px,4px"))
    return shapes


def _level(
    ends: tuple[float, float], y: float, colour: str, width: float, dash: str
) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "x0": ends[0],
        "x1": ends[1],
        "y0": y,
        "y1": y,
        "line": {"color": colour, "width": width, "dash": dash},
    }
