"""Does the coverage grid show what is held and mark what is missing without colour alone?"""

from __future__ import annotations

import pytest

from charts.coverage_grid import cell_in_words, cell_mark, coverage_grid
from charts.palette import PALETTES
from metrics.gaps import Cell, Grid, Line

PALETTE = PALETTES["light"]
HELD, NOT_DUE = Cell("held", 14, 14), Cell("not due", 0, 14)
PART, MISSING = Cell("part", 13, 14, is_gap=True), Cell("none", 0, 14, is_gap=True)
GRID = Grid(
    ("2026-07", "2026-08", "2026-09", "2026-10"),
    (
        Line("Training <b>", "since September", (HELD, HELD, PART, MISSING)),
        Line("Workforce", "", (NOT_DUE, NOT_DUE, HELD, NOT_DUE)),
    ),
)


def picture_of(grid: Grid = GRID):
    return coverage_grid(grid, PALETTE, "Two datasets, four months")


def test_the_text_alternative_names_the_gaps() -> None:
    said = "Two datasets, four months. Gaps: Training <b>, since September."
    assert picture_of().alt == said


def test_without_gaps_the_text_alternative_says_so() -> None:
    assert picture_of(Grid(GRID.periods, GRID.lines[1:])).alt.endswith("No gaps.")


@pytest.mark.parametrize(
    ("cell", "mark", "in_words"),
    [
        (HELD, "", "all 14"),
        (PART, "13", "13 of 14"),
        (MISSING, "–", "missing"),
        (Cell("none", 0, 14), "–", "none held"),
        (NOT_DUE, "·", "not due"),
        (Cell("held", 1, 1), "", "held"),
    ],
)
def test_a_cell_says_its_state_by_a_mark_and_in_words(cell: Cell, mark: str, in_words: str) -> None:
    assert (cell_mark(cell), cell_in_words(cell)) == (mark, in_words)


def test_a_missing_cell_is_dashed_and_in_the_colour_of_worse() -> None:
    shapes = {(shape["x0"] // 1, shape["y0"] // 1): shape for shape in shapes_of(picture_of())}
    missing = shapes[(2.0, -1.0)]
    assert missing["line"]["color"] == PALETTE.worse
    assert missing["line"]["dash"] != "solid"


def test_what_is_not_due_has_no_frame() -> None:
    assert len(shapes_of(picture_of())) == 5


def test_names_are_escaped() -> None:
    texts = [note.text for note in picture_of().figure.layout.annotations]
    assert any("Training &lt;b&gt;" in text for text in texts)


def test_the_points_under_the_pointer_say_line_period_and_state() -> None:
    assert "<b>Workforce</b><br>September 2026: all 14" in picture_of().figure.data[0].text


def shapes_of(picture):
    return [shape.to_plotly_json() for shape in picture.figure.layout.shapes]
