"""Do exported numbers say what they are, and can no cell of them run?"""

import csv
import io

import pytest
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


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_begins_like_a_formula_is_made_harmless(beginning: str) -> None:
    attack = Numbers("x", (), ("Area",), ((f"{beginning}HYPERLINK(1)",),))
    sheet = load_workbook(io.BytesIO(as_excel(attack))).active
    assert sheet is not None
    cell = sheet["A4"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")
    assert f"'{beginning}HYPERLINK" in as_csv(attack).decode("utf-8-sig")


def test_a_negative_number_stays_a_number() -> None:
    sheet = load_workbook(io.BytesIO(as_excel(Numbers("x", (), ("Gap",), ((-0.25,),))))).active
    assert sheet is not None
    assert sheet["A4"].value == -0.25
