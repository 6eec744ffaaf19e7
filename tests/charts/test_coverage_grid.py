"""Does the coverage grid show what is held and mark what is missing without colour alone?"""

from __future__ import annotations

import re

import pytest

from charts.coverage_grid import cell_in_words, cell_mark, coverage_grid
from charts.palette import PALETTES
from metrics.grid import Cell, Grid, Line

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
        (Cell("held", 1, 1, days_late=9), "+9", "held, 9 days late"),
        (
            Cell("held", 14, 14, nil=2, days_late=1),
            "+1",
            "all 14, 2 of them told us: nothing, 1 day late",
        ),
        (Cell("nil", 1, 1, nil=1), "0", "told us: nothing"),
        (Cell("nil", 14, 14, nil=14), "0", "all 14 told us: nothing"),
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


def only_shape(cell: Cell):
    (shape,) = shapes_of(picture_of(Grid(("2026-10",), (Line("Training", "", (cell,)),))))
    return shape


def test_what_came_late_is_darker_than_what_came_in_time() -> None:
    late, in_time = only_shape(Cell("held", 1, 1, days_late=9)), only_shape(Cell("held", 1, 1))
    assert (late["fillcolor"], in_time["fillcolor"]) == (PALETTE.late, PALETTE.held)


def test_a_nil_return_is_a_white_cell_with_a_thin_frame() -> None:
    shape = only_shape(Cell("nil", 1, 1, nil=1))
    assert shape["fillcolor"] == "rgba(0,0,0,0)"
    assert shape["line"] == {"color": PALETTE.late, "width": 1.5}


LONG = "Children and Young People's Community and Specialist Services"


@pytest.mark.parametrize("note", ["", "since September"])
def test_a_long_name_never_runs_into_the_cells(note: str) -> None:
    picture = picture_of(Grid(("2026-10",), (Line(LONG, note, (HELD,)),)))
    lines = re.sub("<(?!br)[^>]*>", "", picture.figure.layout.annotations[0].text).split("<br>")
    assert len(lines) == 2
    assert max(len(line) for line in lines) <= 28
    assert LONG in picture.figure.data[0].text[0]
