"""Do exported numbers say what they are, and can no cell of them run?"""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.numbers import Numbers, as_csv, as_excel

NUMBERS = Numbers(
    "PDSA cycles ended",
    (("Version", "000002-944bd8edfd0e"), ("Basis", "registers")),
    ("Period", "Value"),
    (("October 2026", 6.0), ("September 2026", "not shown"), ("August 2026", None)),
)


def test_a_csv_opens_in_excel_as_utf_8() -> None:
    assert as_csv(NUMBERS).startswith(b"\xef\xbb\xbf")


def test_version_and_basis_stand_above_the_table() -> None:
    lines = list(csv.reader(io.StringIO(as_csv(NUMBERS).decode("utf-8-sig"))))
    assert lines[1:3] == [["Version", "000002-944bd8edfd0e"], ["Basis", "registers"]]
    assert lines[4:6] == [["Period", "Value"], ["October 2026", "6.0"]]


def test_excel_holds_numbers_as_numbers_and_words_as_words() -> None:
    sheet = load_workbook(io.BytesIO(as_excel(NUMBERS))).active
    assert sheet is not None
    assert [cell.value for cell in sheet["B"]][-3:] == [6, "not shown", None]


def one_cell(value: str) -> Numbers:
    return Numbers("x", (), ("Area",), ((value,),))


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r", "\x00=", "＝"])
def test_text_that_begins_like_a_formula_gets_an_apostrophe_in_a_csv(beginning: str) -> None:
    attack = as_csv(one_cell(f"{beginning}HYPERLINK(1)")).decode("utf-8-sig")
    [cell] = list(csv.reader(io.StringIO(attack, newline="")))[-1]
    assert cell.startswith("'")


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "＝"])
def test_text_that_begins_like_a_formula_stays_a_text_when_it_is_edited_in_excel(
    beginning: str,
) -> None:
    sheet = load_workbook(io.BytesIO(as_excel(one_cell(f"{beginning}HYPERLINK(1)")))).active
    assert sheet is not None
    assert sheet["A4"].quotePrefix


# What a spreadsheet can hold: no signs for machines, and a line ends in one way only.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
)


ATTACKS = st.sampled_from("=+-@#'").flatmap(lambda begin: TEXTS.map(begin.__add__))


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXTS | ATTACKS, min_size=20, max_size=50))
def test_any_text_comes_back_from_excel_as_it_was_and_is_no_formula(texts: list[str]) -> None:
    numbers = Numbers("x", (), ("Area",), tuple((text,) for text in texts))
    sheet = load_workbook(io.BytesIO(as_excel(numbers))).active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=4)]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", text) for text in texts]


def test_a_negative_number_stays_a_number() -> None:
    sheet = load_workbook(io.BytesIO(as_excel(Numbers("x", (), ("Gap",), ((-0.25,),))))).active
    assert sheet is not None
    assert sheet["A4"].value == -0.25
