"""How many projects stand at each stage, and which of them need their lead?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from charts.figure import Picture, axis, figure
from charts.palette import Palette

LANE = 35
A_LINE = 8  # marks; more would run into the words at the right of a phone
NAMES_END = 5.6  # where the marks begin, in marks
WIDE = 21  # of all, in marks: 17 pixels each on a phone
LONGEST_REASON = 16  # characters beside a full line of marks on a phone


@dataclass(frozen=True)
class Lane:
    """A stage with what each of its projects needs, '' for nothing."""

    stage: str
    needs: tuple[str, ...]


def project_lanes(
    lanes: Sequence[Lane], needs_in_words: Mapping[str, str], palette: Palette
) -> Picture:
    """One mark a project, orange where it needs its lead; count and reasons stand beside it."""
    lines = [max(1, -(-len(lane.needs) // A_LINE)) for lane in lanes]
    total = sum(lines)
    fine: list[tuple[float, float]] = []
    needy: list[tuple[float, float]] = []
    words: list[dict[str, Any]] = []
    top = total - 1
    for lane, height in zip(lanes, lines, strict=True):
        for place, need in enumerate(sorted(lane.needs)):
            spot = (NAMES_END + place % A_LINE, float(top - place // A_LINE))
            (needy if need else fine).append(spot)
        words.append(_words(0, top, lane.stage, palette.ink, 14))
        width = min(len(lane.needs), A_LINE)
        said = f"<b>{len(lane.needs)}</b>"
        reasons = _reasons(lane, needs_in_words)
        if len(reasons) > LONGEST_REASON:
            many = sum(map(bool, lane.needs))
            reasons = f"{many} need you" if many > 1 else "1 needs you"
        if reasons:
            said += f"  <span style='color:{palette.worse}'>{reasons}</span>"
        words.append(_words(NAMES_END - 0.3 + width, top, said, palette.ink, 13))
        top -= height
    made = figure(
        [
            _marks(fine, "circle", palette.mark),
            _marks(needy, "triangle-down", palette.worse),
        ],
        palette,
        height=LANE * total + 8,
        margin=(0, 0, 4, 4),
        xaxis=axis(palette, range=[0, WIDE], visible=False),
        yaxis=axis(palette, range=[-0.5, total - 0.5], visible=False),
        annotations=words,
    )
    return Picture(made, _alt(lanes, needs_in_words))


def _reasons(lane: Lane, needs_in_words: Mapping[str, str]) -> str:
    counted = Counter(need for need in lane.needs if need)
    return ", ".join(f"{count} {needs_in_words[need]}" for need, count in sorted(counted.items()))


def _alt(lanes: Sequence[Lane], needs_in_words: Mapping[str, str]) -> str:
    parts = []
    for lane in lanes:
        reasons = _reasons(lane, needs_in_words)
        parts.append(f"{lane.stage} {len(lane.needs)}" + (f" ({reasons})" if reasons else ""))
    return "Projects by stage: " + "; ".join(parts) + "."


def _marks(spots: Sequence[tuple[float, float]], symbol: str, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [x for x, _ in spots],
        "y": [y for _, y in spots],
        "mode": "markers",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {"symbol": symbol, "size": 14, "color": colour},
    }


def _words(x: float, y: float, words: str, colour: str, size: int) -> dict[str, Any]:
    return {
        "text": words,
        "x": x,
        "y": y,
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }
