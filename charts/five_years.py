"""Did one score move over the years, and where do trusts like ours stand? One card among several."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from charts.figure import Picture, axis, figure, points_of, text
from charts.palette import Palette
from metrics.finding import Finding

HEIGHT = 150
_LEAST_SPAN = 0.72  # of a point, so that noise is not blown up
_APART = 0.11  # of the span: labels at the right nearer than this would touch
_TOP = 0.08  # of the span, above and below what is drawn


def common_span(cards: Iterable[Sequence[Finding]], least: float = _LEAST_SPAN) -> float:
    """The height of the axis that all these cards share, in their unit; `least` where little moves."""
    needed = [high - low for low, high in (_extent(waves) for waves in cards)]
    return max([least, *(math.ceil(10 * span * (1 + 2 * _TOP)) / 10 for span in needed)])


def five_years(waves: Sequence[Finding], span: float, palette: Palette) -> Picture:
    """The waves of one number, oldest first, with intervals; peers where the basis is the same.

    Pale band: the middle half of the peers; dotted: their median. The axis has no labels, spans
    `span` and is centred on what is drawn; the newest value stands at the right.
    """
    low, high = _extent(waves)
    middle = (low + high) / 2
    shown = [wave for wave in waves if wave.is_shown]
    peers = [wave for wave in waves if wave.peer_median is not None]
    years = [int(wave.period[:4]) for wave in waves]
    traces = []
    if peers:
        traces += _peers(peers, palette)
    newest = waves[-1]
    ink = palette.ink_of(newest.verdict)
    traces.append(_line(waves, ink))
    return Picture(
        figure(
            traces,
            palette,
            HEIGHT,
            (8, 66, 6, 22),
            annotations=_labels(shown, peers, newest, span, palette),
            xaxis=axis(
                palette,
                range=[years[0] - 0.35, years[-1] + 0.35],
                showline=True,
                ticks="outside",
                ticklen=4,
                tickvals=years,
                ticktext=[str(year) if year in (years[0], years[-1]) else "" for year in years],
            ),
            yaxis=axis(palette, range=[middle - span / 2, middle + span / 2], visible=False),
        ),
        _alt(waves, peers),
        {len(traces) - 1: points_of(waves)},
    )


def _extent(waves: Sequence[Finding]) -> tuple[float, float]:
    ends = [
        end
        for wave in waves
        for end in (wave.value, wave.lower, wave.upper, wave.peer_lower, wave.peer_upper)
        if end is not None
    ]
    return (min(ends), max(ends)) if ends else (0.0, 0.0)


def _line(waves: Sequence[Finding], ink: str) -> dict[str, Any]:
    last = len(waves) - 1
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [int(wave.period[:4]) for wave in waves],
        "y": [wave.value for wave in waves],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [_reach(wave.upper, wave.value) for wave in waves],
            "arrayminus": [_reach(wave.value, wave.lower) for wave in waves],
            "color": ink,
            "thickness": 1.5,
            "width": 0,
        },
        "line": {"color": ink, "width": 1.5},
        "marker": {
            "color": ink,
            "opacity": 1,
            "size": [10 if place == last else 6 for place in range(last + 1)],
        },
        "cliponaxis": False,
        "text": [_hover(wave) for wave in waves],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _reach(one: float | None, other: float | None) -> float:
    return 0.0 if one is None or other is None else one - other


def _hover(wave: Finding) -> str:
    interval = f" ({wave.interval_in_words})" if wave.interval_in_words else ""
    return text(f"{wave.period}: {wave.value_in_words}{interval}")


def _peers(peers: Sequence[Finding], palette: Palette) -> list[dict[str, Any]]:
    years = [int(wave.period[:4]) for wave in peers]
    ends = [years[0] - 0.35, *years, years[-1] + 0.35]

    def line(values: list[float | None], **looks: Any) -> dict[str, Any]:
        return {
            "type": "scatter",
            "mode": "lines",
            "x": ends,
            "y": [values[0], *values, values[-1]],
            "hoverinfo": "skip",
            **looks,
        }

    return [
        line([wave.peer_lower for wave in peers], line={"width": 0}),
        line(
            [wave.peer_upper for wave in peers],
            line={"width": 0},
            fill="tonexty",
            fillcolor=palette.pale,
        ),
        line(
            [wave.peer_median for wave in peers],
            line={"color": palette.mark, "width": 1, "dash": "2px,3px"},
        ),
    ]


def _labels(
    shown: Sequence[Finding],
    peers: Sequence[Finding],
    newest: Finding,
    span: float,
    palette: Palette,
) -> list[dict[str, Any]]:
    labels: list[dict[str, Any]] = []
    at_right = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 4, "showarrow": False}
    own = newest.value
    if own is not None:
        labels.append(
            {
                **at_right,
                "y": own,
                "text": f"<b>{text(newest.subject.with_unit(own))}</b>",
                "font": {"size": 15, "color": palette.ink_of(newest.verdict)},
            }
        )
    else:
        labels.append(
            {
                **at_right,
                "yref": "paper",
                "y": 0.5,
                "text": text(newest.value_in_words),
                "font": {"size": 12, "color": palette.quiet},
            }
        )
    if peers and peers[-1].period == newest.period and newest.peer_median is not None:
        place = newest.peer_median
        if own is not None and abs(place - own) < _APART * span:
            place = own + (_APART if place >= own else -_APART) * span
        median = newest.subject.number(newest.peer_median)
        labels.append(
            {
                **at_right,
                "y": place,
                "text": f"peers {median}",
                "font": {"size": 11, "color": palette.quiet},
            }
        )
    if len(shown) > 1 and shown[0].value is not None:
        labels.append(
            {
                "x": int(shown[0].period[:4]),
                "y": shown[0].upper if shown[0].upper is not None else shown[0].value,
                "yanchor": "bottom",
                "yshift": 2,
                "text": text(shown[0].subject.number(shown[0].value)),
                "showarrow": False,
                "font": {"size": 12, "color": palette.quiet},
            }
        )
    return labels


def _alt(waves: Sequence[Finding], peers: Sequence[Finding]) -> str:
    """'Advocacy: 6.66 in 2021, 6.39 in 2025, worse; the peers' median is 6.55.'"""
    newest = waves[-1]
    said = [f"{wave.value_in_words} in {wave.period}" for wave in {0: waves[0], 1: newest}.values()]
    if len(waves) == 1:
        said = said[:1]
    if newest.verdict:
        said.append(newest.verdict)
    beside = ""
    if peers:
        median = peers[-1].subject.number(peers[-1].peer_median)
        beside = f"; the peers' median in {peers[-1].period} is {median}"
    where = f"{newest.group}: " if newest.group != "Trust" else ""
    return f"{where}{newest.subject.title}: {', '.join(said)}{beside}."
