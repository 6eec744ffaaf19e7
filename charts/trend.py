"""How did a value go over the years or months, with its interval, beside its peers?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from charts.figure import KEPT, Picture, axis, figure, points_of, text
from charts.palette import Palette
from charts.ticks import round_ticks
from metrics.finding import Finding
from metrics.periods import in_words

HEIGHT = 300
MARGIN = (34, 92, 28, 40)
PLOT = HEIGHT - MARGIN[2] - MARGIN[3]
APART = 18  # pixels between two labels at the right
LONGEST_WITH_JULY = 48


@dataclass(frozen=True)
class Peers:
    """The middle half of like organisations in one year, on the same basis."""

    lower: float
    median: float
    upper: float


def waves(
    found: Sequence[Finding],
    palette: Palette,
    alt: str,
    peers: Mapping[str, Peers] | None = None,
    breaks: Mapping[str, str] | None = None,
) -> Picture:
    """A survey's years: intervals as strokes, peers as a pale band, broken where not comparable.

    `breaks` gives for a year why it cannot be compared with the one before.
    """
    peers, breaks = peers or {}, breaks or {}
    first, last = int(found[0].period), int(found[-1].period)
    by_year = {int(finding.period): finding for finding in found}
    years = list(range(first, last + 1))
    shown = [f for f in found if f.is_shown and f.value is not None]
    low, high = _range(shown, list(peers.values()))
    colour = palette.ink_of(found[-1].verdict)
    traces = _peer_traces(peers, palette)
    for run in _runs(years, by_year, breaks):
        traces.append(_line(run, [_value(by_year[year]) for year in run], colour, 1.5))
    for finding in shown:
        traces.append(_line([int(finding.period)] * 2, [finding.lower, finding.upper], colour, 2))
    traces.append(_points(shown, [int(f.period) for f in shown], palette, colour))
    words = _right_labels(shown, peers, palette, PLOT / (high - low))
    shapes: list[dict[str, Any]] = []
    for year in years:
        held = by_year.get(year)
        if held is None or not held.is_shown:
            why = held.value_in_words if held else "none"
            words.append(_at(year, low, why, palette, "bottom"))
        if str(year) in breaks:
            shapes.append(_break(year - 0.5, palette))
            side = "left" if year - first < (last - first) / 2 else "right"
            words.append(_at(year - 0.5, high, breaks[str(year)], palette, "bottom", side))
    made = figure(
        traces,
        palette,
        height=HEIGHT,
        margin=MARGIN,
        xaxis=axis(
            palette,
            range=[first - 0.4, last + 0.3],
            showline=True,
            ticks="outside",
            ticklen=4,
            tickvals=years,
            ticktext=[str(year) for year in years],
        ),
        yaxis=_value_axis(low, high, palette),
        shapes=shapes,
        annotations=words,
    )
    return Picture(made, alt, {len(traces) - 1: points_of(shown)})


def months(found: Sequence[Finding], palette: Palette, alt: str) -> Picture:
    """A register's months: a line with a ribbon for its interval; gaps stay gaps."""
    shown = [f for f in found if f.is_shown and f.value is not None]
    low, high = _range(shown, [])
    if all((f.value or 0) >= 0 for f in shown):
        low = max(low, 0.0)
    first = _number_of(found[0].period)
    colour = palette.ink_of(found[-1].verdict)
    runs: list[list[Finding]] = []
    for finding in shown:
        follows = runs and _number_of(finding.period) - _number_of(runs[-1][-1].period) == 1
        if follows:
            runs[-1].append(finding)
        else:
            runs.append([finding])
    traces: list[dict[str, Any]] = []
    for run in runs:
        traces.append(_ribbon(run, first, palette))
    for run in runs:
        places = [_number_of(f.period) - first for f in run]
        traces.append(_line(places, [f.value for f in run], colour, 2))
    traces.append(
        _points(shown, [_number_of(f.period) - first for f in shown], palette, colour, small=4)
    )
    whole = _number_of(found[-1].period) - first + 1
    named = [(i, first + i) for i in range(whole) if (first + i) % 6 == 0]
    made = figure(
        traces,
        palette,
        height=HEIGHT,
        margin=MARGIN,
        xaxis=axis(
            palette,
            range=[-0.7, whole - 0.3],
            showline=True,
            ticks="outside",
            ticklen=5,
            tickvals=[i for i, _ in named],
            ticktext=[_month_label(number, whole) for _, number in named],
            tickangle=0,
        ),
        yaxis=_value_axis(low, high, palette),
        annotations=_right_labels(shown, {}, palette, PLOT / (high - low)),
    )
    return Picture(made, alt, {len(traces) - 1: points_of(shown)})


def _number_of(period: str) -> int:
    return 12 * int(period[:4]) + int(period[5:]) - 1


def _month_label(number: int, whole: int) -> str:
    if number % 12 == 0:
        return f"Jan<br><b>{number // 12}</b>"
    return "Jul" if whole <= LONGEST_WITH_JULY else ""


def _value(finding: Finding) -> float | None:
    return finding.value if finding.is_shown else None


def _range(shown: Sequence[Finding], peers: Sequence[Peers]) -> tuple[float, float]:
    """Around everything drawn, with a tenth of air on both sides."""
    drawn = [
        number
        for finding in shown
        for number in (finding.value, finding.lower, finding.upper)
        if number is not None
    ]
    drawn += [number for peer in peers for number in (peer.lower, peer.upper)]
    low, high = min(drawn, default=0.0), max(drawn, default=1.0)
    air = (high - low) / 10 or 0.5
    return low - air, high + air


def _runs(
    years: Sequence[int], by_year: Mapping[int, Finding], breaks: Mapping[str, str]
) -> list[list[int]]:
    """Years that may be joined by a line: all shown, no break between them."""
    runs: list[list[int]] = []
    for year in years:
        if year not in by_year or not by_year[year].is_shown:
            continue
        if runs and runs[-1][-1] == year - 1 and str(year) not in breaks:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _peer_traces(peers: Mapping[str, Peers], palette: Palette) -> list[dict[str, Any]]:
    years = sorted(peers)
    if not years:
        return []
    places: list[float] = [int(year) for year in years]
    if len(years) == 1:  # one year has no width: it gets half of one
        years, places = [*years, *years], [places[0] - 0.25, places[0] + 0.25]
    outline = [*[peers[y].lower for y in years], *[peers[y].upper for y in reversed(years)]]
    return [
        {
            "type": "scatter",
            "x": [*places, *reversed(places)],
            "y": outline,
            "mode": "lines",
            "fill": "toself",
            "fillcolor": palette.pale,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "x": places,
            "y": [peers[y].median for y in years],
            "mode": "lines",
            "line": {"width": 1.25, "color": palette.mark, "dash": "2px,3px"},
            "hoverinfo": "skip",
        },
    ]


def _line(
    x: Sequence[float], y: Sequence[float | None], colour: str, width: float
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(x),
        "y": list(y),
        "mode": "lines",
        "hoverinfo": "skip",
        "line": {"width": width, "color": colour},
    }


def _ribbon(run: Sequence[Finding], first: int, palette: Palette) -> dict[str, Any]:
    banded = [f for f in run if f.lower is not None and f.upper is not None]
    places = [_number_of(f.period) - first for f in banded]
    return {
        "type": "scatter",
        "x": [*places, *reversed(places)],
        "y": [*[f.lower for f in banded], *[f.upper for f in reversed(banded)]],
        "mode": "lines",
        "fill": "toself",
        "fillcolor": palette.pale,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _points(
    shown: Sequence[Finding], x: Sequence[int], palette: Palette, colour: str, small: int = 7
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(x),
        "y": [f.value for f in shown],
        "mode": "markers",
        "cliponaxis": False,
        "text": [text(f"{in_words(f.period)}: {_said(f)}") for f in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "unselected": KEPT,
        "marker": {
            "size": [11 if f is shown[-1] else small for f in shown],
            "opacity": 1,  # markers of several sizes are see-through otherwise
            "color": colour,
        },
    }


def _said(finding: Finding) -> str:
    interval = f" ({finding.interval_in_words})" if finding.interval_in_words else ""
    return finding.value_in_words + interval


def _right_labels(
    shown: Sequence[Finding], peers: Mapping[str, Peers], palette: Palette, per_unit: float
) -> list[dict[str, Any]]:
    """The last value, bold, and the peers' median beside it, moved apart where they are near."""
    if not shown:
        return []
    last = shown[-1]
    value = last.value or 0.0
    labels = [_label(value, f"<b>{last.value_in_short}</b>", palette, 0, 15)]
    labels[0]["font"]["color"] = palette.ink_of(last.verdict)
    if last.period in peers:
        median = peers[last.period].median
        away = (median - value) * per_unit
        shift = 0.0 if abs(away) >= APART else (APART if away >= 0 else -APART) - away
        said = f"peers {last.subject.number(median)}"
        labels.append(_label(median, said, palette, shift, 12))
    return labels


def _label(y: float, words: str, palette: Palette, shift: float, size: int) -> dict[str, Any]:
    return {
        "text": words,
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8,
        "y": y,
        "yanchor": "middle",
        "yshift": shift,
        "showarrow": False,
        "font": {"size": size, "color": palette.quiet},
    }


def _at(
    x: float, y: float, words: str, palette: Palette, anchor: str, side: str = "center"
) -> dict[str, Any]:
    return {
        "text": text(words),
        "x": x,
        "y": y,
        "xanchor": side,
        "yanchor": anchor,
        "showarrow": False,
        "font": {"size": 12, "color": palette.quiet},
    }


def _break(x: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": palette.mark, "width": 1, "dash": "2px,3px"},
    }


def _value_axis(low: float, high: float, palette: Palette) -> dict[str, Any]:
    ticks = [tick for tick in round_ticks(low, high) if tick >= low]
    return axis(
        palette,
        range=[low, high],
        showgrid=True,
        gridcolor=palette.grid,
        gridwidth=1,
        tickvals=ticks,
        ticktext=[f"{tick:g}" for tick in ticks],
    )
