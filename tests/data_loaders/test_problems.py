"""Does a message say where, what we found and what to do, and are alike ones told together?"""

from __future__ import annotations

import pytest

from data_loaders.problems import Problem, grouped, places_in_words, rows_in_words


def problem(row: int, sentence: str = "empty.", column: str = "Date") -> Problem:
    return Problem("empty", "hold", sentence, row=row, column=column)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((12,), "Row 12"),
        ((57, 58), "Rows 57 and 58"),
        ((57, 58, 203), "Rows 57, 58 and 203"),
        ((118, 119, 120, 121), "Rows 118 to 121"),
        (tuple(range(1, 100, 2)), "Rows 1, 3 and 48 more"),
    ],
)
def test_rows_are_told_as_people_tell_them(rows: tuple[int, ...], words: str) -> None:
    assert rows_in_words(rows) == words


def test_cells_are_told_with_the_letter_of_their_column() -> None:
    assert places_in_words((118, 119, 120), "C") == "C118 to C120"
    assert places_in_words((57, 58), "AB") == "AB57 and AB58"


def test_a_message_begins_with_its_place() -> None:
    assert problem(12).message == 'Row 12, "Date": empty.'


def test_identical_problems_are_one_line_with_their_rows() -> None:
    [group] = grouped([problem(57), problem(58), problem(203)])
    assert group.messages == ('Rows 57, 58 and 203, "Date": empty.',)


def test_ten_of_a_kind_are_told_in_full_and_the_rest_counted() -> None:
    [group] = grouped(problem(row, f"we found {row}.") for row in range(1, 26))
    assert (len(group.messages), group.more, group.problems) == (10, 15, 25)


def test_what_stops_the_file_comes_before_what_holds_a_row() -> None:
    stopping = Problem("column_missing", "refuse", "Add a column.")
    warning = Problem("repeated", "warn", "Counted once.", row=3)
    groups = grouped([warning, problem(1), stopping])
    assert [group.severity for group in groups] == ["refuse", "hold", "warn"]


def test_a_refusal_that_knows_its_row_is_told_without_it() -> None:
    assert Problem("column_missing", "refuse", "Add a column.", row=3).message == "Add a column."
