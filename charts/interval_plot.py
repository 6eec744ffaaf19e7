"""Which groups can be told apart from the trust? Values with intervals, side by side, A to Z."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from textwrap import wrap
from typing import Any

from charts.figure import Picture, axis, figure, points_of, text
from charts.palette import Palette
from charts.ticks import round_ticks
from metrics.finding import Finding
from metrics.periods import in_words
from metrics.stories import listed

_ROW, _TALL_ROW = 30, 46  # pixels; tall where the name stands above its line
_LONGEST = 24  # letters of a name on one line
_LETTER = 6.3  # pixels, at 12
_EDGE = 6  # so that a dot at the axis's end is whole
_RIGHT = 92  # value, mark and base
_TOO_LONG = 3.0  # times the median interval
_ABOVE, _ON = 0.24, -0.16  # a name above its line, in rows from the middle


@dataclass(frozen=True)
class Line:
    """The vertical line that all groups are held against, and what is written on it."""

    value: float
    label: str


def interval_plot(
    groups: Sequence[Finding], line: Line | None, palette: Palette, *, names_above: bool = False
) -> Picture:
    """One row a group, in the order given: dot, interval, value with its mark, and base.

    An upright tick marks the value drawn towards the others, where there is one. `line` is the
    trust on the same basis, or the fair share. A dot is coloured only where the
    group improved or is worse; a group that is not shown says so on its row. `names_above` is for
    few long names: the plot then keeps its width on a phone.
    """
    low, high = shared_range(groups, line)
    rows = list(range(len(groups) - 1, -1, -1))
    down = _ON if names_above else 0.0
    marks: list[dict[str, Any]] = []
    for row, group in zip(rows, groups, strict=True):
        if names_above:
            marks.append(_name_above(row, group, palette))
        marks += _numbers(row + down, group, palette)
    marks += _headings(groups, line, palette)
    names = [_wrapped(group.group) for group in groups]
    is_tall = names_above or any("<br>" in name for name in names)
    return Picture(
        figure(
            [
                _points([row + down for row in rows], groups, (low, high), palette),
                _drawn_in([row + down for row in rows], groups, palette),
            ],
            palette,
            height=34 + 24 + (_TALL_ROW if names_above else 34 if is_tall else _ROW) * len(groups),
            margin=(_EDGE if names_above else _left(names), _RIGHT, 34, 24),
            shapes=[_vertical(line, palette)] if line else [],
            annotations=marks,
            xaxis=axis(
                palette,
                range=[low, high],
                showline=True,
                ticks="outside",
                ticklen=4,
                tickvals=_ticks(low, high),
                tickformat=",.10~g",
            ),
            yaxis=axis(
                palette,
                range=[-0.5, len(groups) - 0.5],
                showticklabels=not names_above,
                tickvals=rows,
                ticktext=names,
                ticks="",
                ticklabelstandoff=8,
                tickfont={"size": 12, "color": palette.ink},
            ),
        ),
        alt(groups, line),
        {0: points_of(group for group in groups if group.value is not None)},
    )


def shared_range(groups: Sequence[Finding], line: Line | None = None) -> tuple[float, float]:
    """The axis that all rows share: everything drawn, rounded outward to its last digit or so.

    Intervals much longer than the others' are cut at its ends: one group of 26 people would
    otherwise press all the others into a corner.
    """
    widths = [_reach(group.upper, group.lower) for group in groups if group.value is not None]
    longest = _TOO_LONG * median(widths) if widths else 0.0
    ends = [line.value] if line else []
    for group in groups:
        ends += [end for end in (group.value, group.drawn_in) if end is not None]
        if _reach(group.upper, group.lower) <= longest:
            ends += [end for end in (group.lower, group.upper) if end is not None]
    if not ends:
        return 0.0, 1.0
    low, high = min(ends), max(ends)
    step = 10.0 ** math.floor(math.log10(max(high - low, 0.01))) / 10
    return round(math.floor(low / step) * step, 6), round((math.floor(high / step) + 1) * step, 6)


def is_cut(groups: Sequence[Finding], line: Line | None = None) -> bool:
    """Does an interval reach beyond the axis?"""
    low, high = shared_range(groups, line)
    return any(
        (group.lower is not None and group.lower < low)
        or (group.upper is not None and group.upper > high)
        for group in groups
    )


def base_word(finding: Finding) -> str:
    """What the base counts: who answered, projects, or staff."""
    indicator = finding.subject.indicator
    if indicator is None:
        return ""
    if indicator.is_opinion:
        return "answered"
    return "projects" if indicator.denominator.startswith("projects") else "staff"


def alt(groups: Sequence[Finding], line: Line | None) -> str:
    """'Engagement 2025 by group: Emergency is worse than the trust (6.81); 2 are not shown.'"""
    if not groups:
        return ""
    first = groups[0]
    against = f" than {line.label}" if line else " than the trust"
    said = []
    for word in ("better", "worse"):
        names = [group.group for group in groups if group.against_trust.endswith(word)]
        if names:
            said.append(f"{listed(names)} {'are' if len(names) > 1 else 'is'} {word}{against}")
    if not said:
        said.append(f"nobody clearly better or worse{against}")
    hidden = [group for group in groups if not group.is_shown]
    if hidden:
        said.append(f"{len(hidden)} {'are' if len(hidden) > 1 else 'is'} not shown")
    return f"{first.subject.title}, {in_words(first.period)}: {'; '.join(said)}."


def _wrapped(name: str) -> str:
    return "<br>".join(text(line) for line in wrap(name, _LONGEST))


def _left(names: Sequence[str]) -> int:
    letters = max((len(line) for name in names for line in name.split("<br>")), default=0)
    return round(letters * _LETTER) + 12


def _ticks(low: float, high: float) -> list[float]:
    return [tick for tick in round_ticks(low, high, most=3) if low <= tick <= high]


def _points(
    at: Sequence[float],
    groups: Sequence[Finding],
    ends: tuple[float, float],
    palette: Palette,
) -> dict[str, Any]:
    low, high = ends
    shown = [(y, group) for y, group in zip(at, groups, strict=True) if group.value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [group.value for _, group in shown],
        "y": [y for y, _ in shown],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [min(_reach(g.upper, g.value), _reach(high, g.value)) for _, g in shown],
            "arrayminus": [min(_reach(g.value, g.lower), _reach(g.value, low)) for _, g in shown],
            "color": palette.mark,
            "thickness": 2,
            "width": 0,
        },
        "marker": {
            "size": 10,
            "opacity": 1,
            "color": [palette.of(group.verdict) for _, group in shown],
        },
        "cliponaxis": False,
        "text": [text(group.sentence) for _, group in shown],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _drawn_in(at: Sequence[float], groups: Sequence[Finding], palette: Palette) -> dict[str, Any]:
    """Where each group would stand if its distance from the others were only what its base carries."""
    drawn = [(y, group) for y, group in zip(at, groups, strict=True) if group.drawn_in is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [group.drawn_in for _, group in drawn],
        "y": [y for y, _ in drawn],
        "marker": {
            "symbol": "line-ns-open",
            "size": 13,
            "color": palette.ink,
            "line": {"width": 1.5, "color": palette.ink},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _reach(one: float | None, other: float | None) -> float:
    return 0.0 if one is None or other is None else one - other


def _vertical(line: Line, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "x0": line.value,
        "x1": line.value,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": palette.ink, "width": 1.5},
    }


def _name_above(row: int, group: Finding, palette: Palette) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": -_EDGE,
        "y": row + _ABOVE,
        "text": text(group.group),
        "bgcolor": palette.page,
        "borderpad": 0,
        "showarrow": False,
        "font": {"size": 12, "color": palette.ink},
    }


def _numbers(y: float, group: Finding, palette: Palette) -> list[dict[str, Any]]:
    """Value, mark and base at the right of a row; or at its left why there is none."""
    place = {"xref": "paper", "y": y, "showarrow": False}
    if not group.is_shown:
        words = text(group.value_in_words)
        return [
            {
                **place,
                "x": 0,
                "xanchor": "left",
                "xshift": 4,
                "text": words,
                "bgcolor": palette.page,
                "font": {"size": 12, "color": palette.quiet},
            }
        ]
    colour = palette.ink_of(group.verdict)
    value = text(group.number)
    if group.verdict in ("improved", "worse"):
        value = f"<b>{value}</b>"
    at_right = {**place, "x": 1, "xanchor": "right"}
    found = [{**at_right, "xshift": 40, "text": value, "font": {"size": 13, "color": colour}}]
    if group.mark:
        found.append(
            {
                **at_right,
                "xanchor": "center",
                "xshift": 51,
                "text": text(group.mark),
                "font": {"size": 12, "color": palette.of(group.verdict)},
            }
        )
    if group.base:
        base = text(group.base.removeprefix("about "))
        found.append(
            {
                **at_right,
                "xshift": _RIGHT,
                "text": base,
                "font": {"size": 12, "color": palette.quiet},
            }
        )
    return found


def _headings(
    groups: Sequence[Finding], line: Line | None, palette: Palette
) -> list[dict[str, Any]]:
    """The line's name above it, and over the last column what it counts."""
    above = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    found: list[dict[str, Any]] = []
    if line:
        found.append(
            {
                **above,
                "x": line.value,
                "text": f"<b>{text(line.label)}</b>",
                "font": {"size": 12, "color": palette.ink},
            }
        )
    if groups and base_word(groups[0]):
        found.append(
            {
                **above,
                "xref": "paper",
                "x": 1,
                "xanchor": "right",
                "xshift": _RIGHT,
                "text": base_word(groups[0]),
                "font": {"size": 11, "color": palette.quiet},
            }
        )
    return found
