"""Which periods are here, and where are the holes? One row a dataset or directorate, one cell a period."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from charts.figure import Picture, axis, figure, text
from charts.palette import Palette
from metrics.grid import Cell, Grid, Line
from metrics.periods import in_words

ROW = 34  # pixels; two lines of text stand in it
NAMES = 172  # the left margin: at 390 pixels of window it leaves half to the cells
_GUTTER = 0.06  # of a cell, on each side
_ALT_GAPS = 3
_LETTERS = 27  # of 13 pixels stand in the margin
_LETTERS_BOLD = 26


def coverage_grid(grid: Grid, palette: Palette, about: str, *, by_year: bool = False) -> Picture:
    """The grid as a picture; `about` begins its text alternative: 'Six datasets, twelve months'."""
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for down, line in enumerate(grid.lines):
        notes.append(_name(line, down, palette))
        for across, cell in enumerate(line.cells):
            shapes += _frame(cell, across, down, palette)
            if word := cell_mark(cell):
                notes.append(_mark(word, cell, across, down, palette))
    across = len(grid.periods)
    return Picture(
        figure(
            [_hover(grid, by_year)],
            palette,
            height=ROW * len(grid.lines) + 28,
            margin=(NAMES, 2, 26, 2),
            shapes=shapes,
            annotations=notes,
            xaxis=axis(
                palette,
                range=[-0.5, across - 0.5],
                side="top",
                ticks="",
                tickangle=0,
                tickvals=list(range(0, across, 1 if by_year else 3)),
                ticktext=[
                    period[:4] if by_year else in_words(period)[:3]
                    for period in grid.periods[:: 1 if by_year else 3]
                ],
            ),
            yaxis=axis(
                palette, range=[len(grid.lines) - 0.5, -0.5], showticklabels=False, ticks=""
            ),
        ),
        _alt(grid, about),
    )


def cell_mark(cell: Cell) -> str:
    """What is written in a cell: how many where not all, '+9' days late, '0' told us nothing.

    A dash where nothing came, a dot where nothing was due.
    """
    late = f"+{cell.days_late}" if cell.days_late else ""
    part = str(cell.count)
    return {"held": late, "part": part, "nil": "0", "none": "–", "not due": "·"}[cell.state]


def cell_in_words(cell: Cell) -> str:
    """The same for the table and for hovering."""
    if cell.state == "not due":
        return "not due"
    if cell.state == "none":
        return "missing" if cell.is_gap else "none held"
    if cell.state == "nil":
        return "told us: nothing" if cell.of == 1 else f"all {cell.of} told us: nothing"
    late = f", {counted_days(cell.days_late)} late" if cell.days_late else ""
    if cell.of == 1:
        return f"held{late}"
    nil = f", {cell.nil} of them told us: nothing" if cell.nil else ""
    if cell.state == "held":
        return f"all {cell.of}{nil}{late}"
    return f"{cell.count} of {cell.of}{nil}{late}"


def counted_days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _frame(cell: Cell, across: int, down: int, palette: Palette) -> list[dict[str, Any]]:
    if cell.state == "not due":
        return []
    is_held = cell.state in ("held", "part")
    fill = "rgba(0,0,0,0)"
    line: dict[str, Any] = {"width": 0}
    if is_held:
        fill = palette.late if cell.state == "held" and cell.days_late else palette.held
    if cell.is_gap:
        line = {"color": palette.worse, "width": 1.75, "dash": "solid" if is_held else "4px,3px"}
    elif cell.state == "nil":
        line = {"color": palette.late, "width": 1.5}
    elif not is_held:
        line = {"color": palette.mark, "width": 1, "dash": "3px,3px"}
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": across - 0.5 + _GUTTER,
            "x1": across + 0.5 - _GUTTER,
            "y0": down - 0.4,
            "y1": down + 0.4,
            "fillcolor": fill,
            "line": line,
        }
    ]


def _mark(word: str, cell: Cell, across: int, down: int, palette: Palette) -> dict[str, Any]:
    is_missing = cell.is_gap and cell.state == "none"
    return {
        "x": across,
        "y": down,
        "text": f"<b>{word}</b>" if cell.is_gap else word,
        "showarrow": False,
        "font": {"size": 11, "color": palette.worse if is_missing else palette.ink},
    }


def _name(line: Line, down: int, palette: Palette) -> dict[str, Any]:
    """The name at the left edge; bold, with its gap below it, where there is one.

    A long name takes two lines where it stands alone and is cut otherwise: it never runs into the
    cells. The pointer and the table tell it whole.
    """
    if line.note:
        words = (
            f"<b>{text(_cut(line.title, _LETTERS_BOLD))}</b><br>"
            f'<span style="font-size:12px;color:{palette.worse}">▼ {text(_cut(line.note, _LETTERS))}</span>'
        )
    else:
        words = "<br>".join(
            text(part) for part in wrap(line.title, _LETTERS, max_lines=2, placeholder="…")
        )
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -NAMES,
        "y": down,
        "text": words,
        "align": "left",
        "showarrow": False,
        "font": {"size": 13, "color": palette.ink},
    }


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"


def _hover(grid: Grid, by_year: bool) -> dict[str, Any]:
    """Unseen points that say a cell's meaning under the pointer."""
    cells = [
        (
            across,
            down,
            f"<b>{text(line.title)}</b><br>{_when(period, by_year)}: {cell_in_words(cell)}",
        )
        for down, line in enumerate(grid.lines)
        for across, (period, cell) in enumerate(zip(grid.periods, line.cells, strict=True))
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [across for across, _, _ in cells],
        "y": [down for _, down, _ in cells],
        "text": [words for _, _, words in cells],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": 24, "opacity": 0, "symbol": "square"},
    }


def _when(period: str, by_year: bool) -> str:
    return period[:4] if by_year else in_words(period)


def _alt(grid: Grid, about: str) -> str:
    """'Six datasets, twelve months. Gaps: PDSA log, since August.'"""
    gaps = [f"{line.title}, {line.note}" for line in grid.lines if line.note]
    if not gaps:
        return f"{about}. No gaps."
    more = f" and {len(gaps) - _ALT_GAPS} more" if len(gaps) > _ALT_GAPS else ""
    return f"{about}. Gaps: {'; '.join(gaps[:_ALT_GAPS])}{more}."
