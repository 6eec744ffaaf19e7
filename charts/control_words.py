"""Which words stand on a control chart: names of its lines, events, and what each run means?"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from charts.figure import text
from charts.palette import Palette

APART = 18  # pixels between two labels at the right
MOST_EVENTS = 3
LONGEST_EVENT = 26
REASON_WIDTH = 26  # characters in a line
CALL_HEIGHT = 46  # pixels that two lines need below their point
CALL_WIDTH = 0.4  # of the plot on a phone: nearer calls on one side would overlap


@dataclass(frozen=True)
class Month:
    """A month of the series with what its control chart says; None where there is no number."""

    period: str
    value: float | None
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    mark: str = ""  # 'improvement', 'concern', 'neutral', 'ordinary', '' without limits
    rule: str = ""
    is_provisional: bool = False
    limits_since: str = ""  # the month from which its limits were worked out anew, and why
    limits_reason: str = ""
    target: float | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened in a month, in at most 26 characters."""

    period: str
    words: str


def line_labels(
    last: Sequence[Month], palette: Palette, per_unit: float, decimals: int
) -> list[dict[str, Any]]:
    """The names of the last phase's lines in the right margin, pushed apart upwards."""
    wanted: list[tuple[float, str, str, int]] = []
    for month in last:
        for value, name in ((month.lower, "lower"), (month.upper, "upper")):
            if value is not None:
                wanted.append((value, f"{name} {value:,.{decimals}f}", palette.quiet, 12))
        if month.mean is not None:
            said = f"<b>mean {month.mean:,.{decimals}f}</b>"
            wanted.append((month.mean, said, palette.ink, 13))
        if month.is_provisional and month.value is not None:
            said = f"{month.value:,.{max(decimals - 1, 0)}f} provisional"
            wanted.append((month.value, said, palette.quiet, 12))
        if month.target is not None:
            wanted.append((month.target, f"target {month.target:,g}", palette.neutral, 12))
    labels: list[dict[str, Any]] = []
    below = float("-inf")
    for value, said, colour, size in sorted(wanted):
        place = max(value * per_unit, below + APART)
        below = place
        labels.append(
            {
                "text": said,
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 6,
                "y": value,
                "yanchor": "middle",
                "yshift": place - value * per_unit,
                "showarrow": False,
                "font": {"size": size, "color": colour},
            }
        )
    return labels


def event_marks(
    months: Sequence[Month], events: Sequence[Event], palette: Palette, plot: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Lines from the foot to words above the plot, the earliest highest; the first three given."""
    place = {month.period: i for i, month in enumerate(months)}
    inside = [event for event in events if event.period in place][:MOST_EVENTS]
    drawn = sorted(inside, key=lambda event: event.period)
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for step, event in enumerate(drawn):
        x = place[event.period] - 0.5
        up = 17 * (len(drawn) - 1 - step) + 12
        shapes.append(
            {
                "type": "line",
                "x0": x,
                "x1": x,
                "yref": "paper",
                "y0": 0,
                "y1": 1 + (up + 6) / plot,
                "line": {"color": palette.mark, "width": 1},
            }
        )
        late = x > 0.6 * len(months)
        words.append(
            {
                "text": text(event.words[:LONGEST_EVENT]),
                "x": x,
                "xanchor": "right" if late else "left",
                "xshift": -5 if late else 5,
                "y": 1,
                "yref": "paper",
                "yanchor": "middle",
                "yshift": up,
                "showarrow": False,
                "font": {"size": 12, "color": palette.ink},
                "bgcolor": palette.page,  # the line of an earlier event passes behind it
            }
        )
    return shapes, words


def begun_anew(months: Sequence[Month]) -> list[int]:
    """The places of the months from which limits were worked out anew, oldest first."""
    return [
        i
        for i in range(1, len(months))
        if months[i].limits_since and months[i].limits_since > months[i - 1].period
    ]


def reason_lines(months: Sequence[Month]) -> list[str]:
    """Why limits began anew the last time, in the lines in which it stands on the chart."""
    places = begun_anew(months)
    if not places:
        return []
    return wrap(f"Limits anew: {months[places[-1]].limits_reason}", REASON_WIDTH)


def limits_breaks(
    months: Sequence[Month], palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A line where limits began anew; the last with its reason, at the top of the plot.

    Where earlier ones came from is told under the chart: two reasons side by side need more than a
    phone's width.
    """
    shapes = [
        {
            "type": "line",
            "x0": place - 0.5,
            "x1": place - 0.5,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": palette.quiet, "width": 1, "dash": "2px,3px"},
        }
        for place in begun_anew(months)
    ]
    if not shapes:
        return [], []
    x = begun_anew(months)[-1] - 0.5
    late = x > 0.5 * len(months)
    words = {
        "text": "<br>".join(text(line) for line in reason_lines(months)),
        "x": x,
        "xanchor": "right" if late else "left",
        "xshift": -5 if late else 5,
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "align": "right" if late else "left",
        "showarrow": False,
        "font": {"size": 12, "color": palette.ink},
        "bgcolor": palette.page,
    }
    return shapes, [words]


def calls(
    months: Sequence[Month], palette: Palette, low: float, per_unit: float
) -> list[dict[str, Any]]:
    """One for each run of special months, the newest first, with the rule most of them break.

    Older calls too near a newer one on the same side are left out: the table says their months.
    A call that would hang below the plot, which begins at `low`, stands beside its point.
    """
    said: list[dict[str, Any]] = []
    taken: dict[bool, float] = {}
    for run in reversed(_special_runs(months)):
        values = [value for i in run if (value := months[i].value) is not None]
        mean = months[run[0]].mean
        above = mean is not None and sum(values) / len(values) > mean
        middle = (run[0] + run[-1]) / 2
        if taken.get(above, float("inf")) - middle < CALL_WIDTH * len(months):
            continue
        taken[above] = middle
        side = middle / max(len(months) - 1, 1)
        rule = Counter(months[i].rule for i in run).most_common(1)[0][0]
        end = max(values) if above else min(values)
        place: dict[str, Any] = {
            "x": run[-1] if side > 0.7 else run[0] if side < 0.3 else middle,
            "xanchor": "right" if side > 0.7 else "left" if side < 0.3 else "center",
            "yanchor": "bottom" if above else "top",
            "yshift": 10 if above else -10,
        }
        if not above and (end - low) * per_unit < CALL_HEIGHT:
            lowest = next(i for i in run if months[i].value == end)
            is_late = lowest > 0.6 * len(months)
            place = {
                "x": lowest,
                "xanchor": "right" if is_late else "left",
                "xshift": -10 if is_late else 10,
                "yanchor": "bottom",
            }
        said.append(
            {
                **place,
                "text": _two_lines(rule),
                "y": end,
                "showarrow": False,
                "bgcolor": palette.page,
                "font": {"size": 13, "color": colour_of(months[run[0]].mark, palette)},
            }
        )
    return said


def colour_of(mark: str, palette: Palette) -> str:
    """The colour of a month's point and of the words that speak of it."""
    colours = {
        "improvement": palette.improved,
        "concern": palette.worse,
        "neutral": palette.neutral,
    }
    return colours.get(mark, palette.mark)


def _special_runs(months: Sequence[Month]) -> list[list[int]]:
    """Neighbouring months of one special mark, each run oldest first."""
    runs = itertools.groupby(range(len(months)), key=lambda i: months[i].mark)
    return [list(run) for mark, run in runs if mark in ("improvement", "concern", "neutral")]


def _two_lines(rule: str) -> str:
    """Broken near its middle, so that a call fits a phone."""
    words = rule.split()
    cut = next(
        (i for i in range(1, len(words)) if len(" ".join(words[:i])) >= len(rule) / 2 - 3),
        len(words),
    )
    return text(" ".join(words[:cut])) + "<br>" * (cut < len(words)) + text(" ".join(words[cut:]))
