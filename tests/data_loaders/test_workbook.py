"""Do cells arrive exactly as they stand in the spreadsheet?"""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data_loaders import workbook
from data_loaders.problems import FileRefused
from data_loaders.workbook import (
    SHOWS_ERROR,
    UNWORKED_FORMULA,
    column_letter,
    doubtful_letters,
    read,
)
from tests.data_loaders.files import csv, saved, xlsx


def cells(content: bytes) -> list[list[object]]:
    [sheet] = read(content, "file")
    return [sheet.row(row) for row in range(sheet.height)]


def test_text_keeps_its_noughts_and_numbers_their_kind() -> None:
    assert cells(xlsx([["00123", 123, 0.643, date(2026, 4, 3), True]])) == [
        ["00123", 123.0, 0.643, date(2026, 4, 3), "TRUE"]
    ]


def test_rows_and_columns_keep_their_places_when_the_first_are_empty() -> None:
    book = Workbook()
    book.worksheets[0]["C3"] = "here"
    assert cells(saved(book))[2][2] == "here"


def test_names_that_look_like_nothing_stay_names() -> None:
    assert cells(csv([["NA", "None"], ["N/A", ""]])) == [["NA", "None"], ["N/A", ""]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_cut_where_its_author_cut_it(delimiter: str) -> None:
    rows = [["Ref", "Area", "Began"], ["1", "Estates", "01/02/2026"]]
    assert cells(csv(rows, delimiter)) == rows


def test_a_decimal_comma_does_not_cut_a_semicolon_file() -> None:
    assert cells(b"a;b\r\n1,5;2,5\r\n3,5;4,5") == [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]


def test_true_and_false_are_not_one_and_nought() -> None:
    assert cells(xlsx([[1], [True], [0], [False]])) == [[1.0], ["TRUE"], [0.0], ["FALSE"]]


def test_the_line_that_names_the_separator_is_obeyed_and_no_row() -> None:
    assert cells(b"sep=;\r\na;b,c\r\n") == [["a", "b,c"]]


@pytest.mark.parametrize("text", ['a,b\n1,"2\n3,4\n', 'a,b\n1,"say "2" now"\n'])
def test_a_quotation_mark_without_its_pair_is_told_with_its_row(text: str) -> None:
    with pytest.raises(FileRefused, match=r"f\.csv, row 2: a quotation mark is not one of a pair"):
        read(text.encode(), "f.csv")


def test_an_error_written_into_a_csv_is_one() -> None:
    assert cells(b"a,#N/A,#DIV/0!") == [["a", SHOWS_ERROR, SHOWS_ERROR]]


def test_letters_in_two_encodings_are_read_each_in_its_own_and_told() -> None:
    [sheet] = read("Zoë,".encode() + "Zoë".encode("cp1252"), "f.csv")
    assert sheet.row(0) == ["Zoë", "Zoë"]
    assert [problem.code for problem in doubtful_letters([sheet])] == ["characters_unclear"]


def test_letters_in_one_encoding_are_not_doubted() -> None:
    assert doubtful_letters(read("Zoë,Zoé".encode("cp1252"), "f.csv")) == []


TRIES_TO_OPEN = """
import runpy, socket, sys
runpy.run_path(sys.argv[1])["open_nothing_more"]()
for attempt in (lambda: socket.socket(), lambda: open(sys.argv[1])):
    try:
        attempt()
    except OSError:
        continue
    raise SystemExit("opened")
"""


def test_the_reading_process_can_open_no_file_and_no_connection() -> None:
    child = subprocess.run(
        [sys.executable, "-c", TRIES_TO_OPEN, str(workbook._CELLS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (child.returncode, child.stderr) == (0, "")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_csv_is_read_in_the_encoding_it_was_written_in(encoding: str) -> None:
    rows = [["Name", "Note"], ["Zoë", "Closed – complete"]]
    assert cells(csv(rows, encoding=encoding)) == rows


def test_rows_of_different_length_are_filled_up() -> None:
    assert cells(b"a,b,c\r\n1\r\n") == [["a", "b", "c"], ["1", "", ""]]


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_spreadsheets_name_them(place: int, letter: str) -> None:
    assert column_letter(place) == letter


def test_hidden_rows_are_numbered_as_in_excel() -> None:
    book = Workbook()
    for row in range(1, 6):
        book.worksheets[0].append([row])
    book.worksheets[0].row_dimensions[3].hidden = True
    assert read(saved(book), "f")[0].hidden_rows == [3]


def test_a_hidden_sheet_says_so() -> None:
    book = Workbook()
    book.create_sheet("Old").sheet_state = "hidden"
    assert [sheet.is_hidden for sheet in read(saved(book), "f")] == [False, True]


def test_an_error_is_not_taken_for_an_empty_cell() -> None:
    book = Workbook()
    book.worksheets[0].append(["a", "#DIV/0!", "b"])
    assert cells(saved(book)) == [["a", SHOWS_ERROR, "b"]]


def test_a_formula_without_result_is_not_taken_for_an_empty_cell() -> None:
    book = Workbook()
    book.worksheets[0].append(["a", "=1+1", "b"])
    assert cells(saved(book)) == [["a", UNWORKED_FORMULA, "b"]]


def test_a_workbook_that_counts_from_1904_says_so() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append([1])
    assert read(saved(book), "f")[0].is_1904


@pytest.mark.parametrize("row", [1_003, 1_000_000])
def test_a_stray_cell_far_below_is_no_data(row: int) -> None:
    book = Workbook()
    book.worksheets[0].append(["a"])
    book.worksheets[0].cell(row, 1, "stray")
    assert cells(saved(book)) == [["a"]]


def test_a_gap_of_a_thousand_rows_does_not_end_the_table() -> None:
    book = Workbook()
    book.worksheets[0].append(["a"])
    book.worksheets[0].cell(1_002, 1, "b")
    assert len(cells(saved(book))) == 1_002


def test_more_columns_than_we_read_are_refused() -> None:
    with pytest.raises(FileRefused, match="too large"):
        read(xlsx([["a"] * 3_001]), "f")


def test_more_cells_than_we_read_are_refused() -> None:
    book = Workbook()
    book.worksheets[0].append(["a"] * 3_000)
    for row in range(500, 7_001, 500):
        book.worksheets[0].cell(row, 1, "b")
    with pytest.raises(FileRefused, match="too large"):
        read(saved(book), "f")


def test_a_part_that_is_no_markup_is_called_damaged() -> None:
    content = xlsx([["a"]])
    assert b"sheet1.xml" in content
    with pytest.raises(FileRefused, match="damaged"):
        read(content.replace(b"sheet1.xml", b"sheet9.xml"), "f")


def test_what_the_reading_process_says_is_plain_values_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Reply:
        returncode = 0
        stdout = pickle.dumps(pytest.fail)

    monkeypatch.setattr(workbook.subprocess, "run", lambda *_args, **_named: Reply())
    with pytest.raises(pickle.UnpicklingError):
        read(b"a,b", "f.csv")
