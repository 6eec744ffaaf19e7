"""Is this month unusual? One monthly count as a small control chart, to stand beside others."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pandas import DataFrame

from charts.figure import Picture, Point, axis, figure, text
from charts.palette import Palette
from metrics.finding import Finding, findings
from metrics.periods import in_words

HEIGHT = 150
_HEADROOM = 1.08  # of the largest value or limit
_ROOM = 0.14  # of the months, at the right, so that the newest value stands beside its point
_SHAPES = {
    "improvement": ("improved", "triangle-up"),
    "concern": ("worse", "triangle-down"),
}


@dataclass(frozen=True)
class Months:
    """A monthly series with its control chart: mean and limits are None before 13 months.

    `limits_from` is the place of the first month that the newest limits are of.
    """

    newest: Finding
    periods: tuple[str, ...]
    counts: tuple[float | None, ...]
    marks: tuple[str, ...]
    centre: float | None
    lower: float | None
    upper: float | None
    limits_from: int = 0


def months(rows: DataFrame) -> Months | None:
    """The series in the snapshot's rows of one indicator and group, oldest first; None if none."""
    if rows.empty:
        return None
    newest = rows.iloc[-1]
    limits = [newest[column] for column in ("centre", "limit_lower", "limit_upper")]
    centre, lower, upper = (_number(limit) for limit in limits)
    return Months(
        newest=findings(rows.iloc[[-1]])[0],
        periods=tuple(rows["period"]),
        counts=tuple(_number(value) for value in rows["value"]),
        marks=tuple(rows["mark"]),
        centre=centre,
        # A count cannot lie below nought, so nothing can be unusually low there.
        lower=None if lower is None else max(lower, 0.0),
        upper=upper,
        limits_from=int((rows["period"] < newest["limits_since"]).sum()),
    )


def small_spc(series: Months, palette: Palette) -> Picture:
    """The series as a small multiple: usual range, mean, points, and what is special marked."""
    shown = [value for value in series.counts if value is not None]
    top = _HEADROOM * max([*shown, series.upper or 0.0, series.newest.target or 0.0, 1.0])
    ticks = [limit for limit in (series.lower, series.centre, series.upper) if limit is not None]
    years = [place for place, period in enumerate(series.periods) if period.endswith("-01")]
    last = len(series.periods) - 1
    return Picture(
        figure(
            [
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "x": list(range(last + 1)),
                    "y": list(series.counts),
                    "line": {"color": palette.mark, "width": 1},
                    "marker": {"color": palette.mark, "size": 4},
                    "cliponaxis": False,
                    "text": [in_words(period) for period in series.periods],
                    "hovertemplate": "%{text}: %{y:,.0f}<extra></extra>",
                },
                _special(series, palette),
            ],
            palette,
            HEIGHT,
            (28, 42, 2, 20),
            shapes=[*_usual_range(series, palette), *_target(series, palette)],
            annotations=_words(series, palette),
            xaxis=axis(
                palette,
                showline=True,
                ticks="outside",
                ticklen=4,
                tickvals=years,
                ticktext=[series.periods[place][:4] for place in years],
                range=[-0.5, _end(series)],
            ),
            yaxis=axis(
                palette,
                range=[0, top],
                tickvals=ticks,
                ticktext=[f"{tick:,.0f}" for tick in ticks],
            ),
        ),
        alt(series),
        {0: _points(series, range(last + 1)), 1: _points(series, _chosen(series))},
    )


def alt(series: Months) -> str:
    """'Projects started: 13 in October 2026, improved, above the usual range; usual range 3 to 11.'"""
    newest = series.newest
    said = [f"{newest.value_in_words} in {in_words(newest.period)}"]
    if newest.verdict and newest.verdict != "cannot say":
        said.append(newest.verdict)
    if newest.rule:
        said.append(newest.rule)
    range_in_words = (
        "no limits before 13 months"
        if series.lower is None or series.upper is None
        else f"usual range {series.lower:,.0f} to {series.upper:,.0f}"
    )
    also = " ".join(filter(None, (newest.limits_in_words, newest.target_in_words)))
    return f"{newest.title_in_words}: {', '.join(said)}; {range_in_words}. {also}".strip()


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _chosen(series: Months) -> list[int]:
    """The places of what is special."""
    return [place for place, mark in enumerate(series.marks) if mark in _SHAPES]


def _points(series: Months, places: Iterable[int]) -> tuple[Point, ...]:
    of, group = series.newest.subject.id, series.newest.group
    return tuple(Point(of, group, series.periods[place]) for place in places)


def _special(series: Months, palette: Palette) -> dict[str, Any]:
    chosen = [
        (place, series.counts[place], _SHAPES[series.marks[place]]) for place in _chosen(series)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place for place, _, _ in chosen],
        "y": [value for _, value, _ in chosen],
        "marker": {
            "size": 9,
            "color": [palette.of(verdict) for _, _, (verdict, _) in chosen],
            "symbol": [symbol for _, _, (_, symbol) in chosen],
        },
        "cliponaxis": False,
        "text": [in_words(series.periods[place]) for place, _, _ in chosen],
        "hovertemplate": "%{text}: %{y:,.0f}<extra></extra>",
    }


def _usual_range(series: Months, palette: Palette) -> list[dict[str, Any]]:
    if series.lower is None or series.upper is None or series.centre is None:
        return []
    begins, ends = series.limits_from - 0.5, _end(series)
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": begins,
            "x1": ends,
            "y0": series.lower,
            "y1": series.upper,
            "fillcolor": palette.pale,
            "line": {"width": 0},
        },
        {
            "type": "line",
            "layer": "below",
            "x0": begins,
            "x1": len(series.periods) - 1,
            "y0": series.centre,
            "y1": series.centre,
            "line": {"color": palette.mark, "width": 1},
        },
    ]


def _target(series: Months, palette: Palette) -> list[dict[str, Any]]:
    """The newest month's target as a dotted line, named by the picture's words."""
    if series.newest.target is None:
        return []
    return [
        {
            "type": "line",
            "layer": "below",
            "x0": -0.5,
            "x1": _end(series),
            "y0": series.newest.target,
            "y1": series.newest.target,
            "line": {"color": palette.neutral, "width": 1.5, "dash": "1.5px,4px"},
        }
    ]


def _end(series: Months) -> float:
    """The right end of the axis: past the newest month, whose value stands beside its point."""
    last = len(series.periods) - 1
    return last + max(_ROOM * last, 1)


def _words(series: Months, palette: Palette) -> list[dict[str, Any]]:
    words: list[dict[str, Any]] = []
    if series.lower is not None and series.upper is not None:
        words.append(
            {
                "xref": "paper",
                "x": 1,
                "xanchor": "left",
                "xshift": 7,
                "y": (series.lower + series.upper) / 2,
                "text": "usual<br>range",
                "align": "left",
                "showarrow": False,
                "font": {"size": 12, "color": palette.quiet},
            }
        )
    newest = series.newest
    if newest.value is not None:
        words.append(
            {
                "x": len(series.periods) - 1,
                "xanchor": "left",
                "xshift": 6,
                "y": newest.value,
                "text": f"<b>{text(newest.value_in_words)}</b>",
                "showarrow": False,
                "font": {"size": 14, "color": palette.ink_of(newest.verdict)},
            }
        )
    return words
