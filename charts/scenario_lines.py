"""Where would coverage go over the years: with places for anybody, and with places for the untrained?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.figure import Picture, axis, figure, text
from charts.palette import Palette

_RIGHT = 118  # pixels for the words at the lines' ends
_APART = 9.0  # per cent: nearer ends would write over each other


def scenario_lines(
    courses: Sequence[tuple[str, Sequence[float]]], chosen: int, palette: Palette, alt: str
) -> Picture:
    """One line a course, shares 0-1 from this year on, named at its end; the chosen one in ink."""
    years = len(courses[0][1]) - 1
    ends = _apart([100 * shares[-1] for _, shares in courses])
    traces: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for place, (name, shares) in enumerate(courses):
        is_chosen = place == chosen
        colour = palette.ink if is_chosen else palette.mark
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": list(range(years + 1)),
                "y": [100 * share for share in shares],
                "line": {
                    "color": colour,
                    "width": 3 if is_chosen else 2,
                    "dash": "solid" if is_chosen else "dot",
                },
                "hovertemplate": f"{text(name)}, year %{{x}}: %{{y:.0f}} %<extra></extra>",
            }
        )
        said = f"{text(name)} {100 * shares[-1]:.0f} %"
        words.append(
            {
                "x": years,
                "y": ends[place],
                "text": f"<b>{said}</b>" if is_chosen else said,
                "xanchor": "left",
                "xshift": 6,
                "showarrow": False,
                "font": {"size": 12, "color": colour if is_chosen else palette.quiet},
            }
        )
    made = figure(
        traces,
        palette,
        height=240,
        margin=(44, _RIGHT, 12, 40),
        annotations=words,
        xaxis=axis(
            palette,
            range=[0, years],
            showline=True,
            tickvals=[0, years // 2, years],
            ticktext=["today", f"{years // 2} years", f"{years} years"],
        ),
        yaxis=axis(
            palette,
            range=[0, 102],
            tickvals=[0, 50, 100],
            ticktext=["0 %", "50 %", "100 %"],
            showgrid=True,
            gridcolor=palette.grid,
        ),
    )
    return Picture(made, alt)


def _apart(ends: Sequence[float]) -> list[float]:
    """The heights of the words, moved apart where two lines end close together."""
    found = list(ends)
    if len(found) == 2 and abs(found[0] - found[1]) < _APART:
        middle = sum(found) / 2
        sign = 1 if found[1] > found[0] else -1
        found = [middle - sign * _APART / 2, middle + sign * _APART / 2]
    return found
