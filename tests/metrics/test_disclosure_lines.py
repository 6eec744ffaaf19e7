"""Are enough cells hidden on every line of sums, and no more than it takes?"""

from __future__ import annotations

from math import nan

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.disclosure_lines import Line, Lines, complement


def table(people: list[float], *lines: Line, always_shown: frozenset[int] = frozenset()) -> Lines:
    return Lines(people, lines, always_shown, smallest_group=11)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert complement(table([20, 30, 40], Line(None, (0, 1, 2)))) == set()


def test_the_smallest_part_goes_with_a_small_one() -> None:
    assert complement(table([5, 30, 20, 40], Line(None, (0, 1, 2, 3)))) == {0, 2}


def test_two_small_parts_that_are_eleven_together_need_no_third() -> None:
    assert complement(table([5, 6, 20, 40], Line(None, (0, 1, 2, 3)))) == {0, 1}


def test_a_whole_is_hidden_when_no_part_is_left() -> None:
    lines = [Line(0, (1,)), Line(None, (0, 2, 3))]
    assert complement(table([8, 8, 30, 40], *lines)) == {0, 1, 2}


def test_a_hidden_whole_hides_one_of_its_parts() -> None:
    lines = [Line(None, (0, 1)), Line(1, (2, 3))]
    assert complement(table([5, 30, 12, 18], *lines)) == {0, 1, 2}


def test_a_larger_cell_goes_where_a_smaller_would_take_another_with_it() -> None:
    lines = [Line(None, (0, 1, 2)), Line(1, (3, 4))]
    assert complement(table([5, 30, 90, 12, 18], *lines)) == {0, 2}


def test_a_part_withheld_at_source_counts_as_one_person() -> None:
    assert complement(table([nan, nan, 12, 40], Line(None, (0, 1, 2, 3)))) == {0, 1, 2}


def test_a_whole_withheld_at_source_counts_at_least_its_parts() -> None:
    lines = [Line(None, (0, 1, 2)), Line(0, (3, 4))]
    assert complement(table([nan, 5, 80, nan, 70], *lines)) == {0, 1, 3}


def test_a_cell_between_two_rectangles_is_not_left_alone() -> None:
    # Rows 0-1 and 2-3 each hide a square of four; the small cell joins them in row 1, column 2.
    small = {(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)}
    place = {(row, column): 5 * row + column for row in range(5) for column in range(5)}
    people: list[float] = [6 if cell in small else 50 for cell in place]
    rows = [Line(None, tuple(place[row, column] for column in range(5))) for row in range(5)]
    columns = [Line(None, tuple(place[row, column] for row in range(5))) for column in range(5)]
    hidden = complement(table(people, *rows, *columns))
    assert hidden > {place[cell] for cell in small}


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=3, max_size=4))
def test_every_line_hides_nothing_or_at_least_two_who_are_eleven_together(
    counts: list[list[int]],
) -> None:
    people: list[float] = [n for row in counts for n in row]
    rows = [Line(None, tuple(range(3 * row, 3 * row + 3))) for row in range(len(counts))]
    columns = [Line(None, tuple(range(column, len(people), 3))) for column in range(3)]
    hidden = complement(table(people, *rows, *columns))
    assert hidden >= {cell for cell, n in enumerate(people) if 0 < n < 11}
    for line in [*rows, *columns]:
        together = [people[part] for part in line.parts if part in hidden and people[part] > 0]
        nothing_left = all(part in hidden or people[part] == 0 for part in line.parts)
        assert not together or nothing_left or (len(together) > 1 and sum(together) >= 11)
