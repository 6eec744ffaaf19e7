"""Is a file refused before it is opened when it is not safe or not a spreadsheet?"""

from __future__ import annotations

import io
import zipfile

import pytest

from data_loaders.container import LARGEST_FILE, form_of
from data_loaders.problems import FileRefused
from tests.data_loaders.files import packed, xlsx

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512


def code_of(content: bytes) -> str:
    with pytest.raises(FileRefused) as refusal:
        form_of(content, "report.xlsx")
    return refusal.value.problem.code


def test_the_bytes_decide_what_a_file_is_not_its_name() -> None:
    assert form_of(xlsx([["a"]]), "numbers.csv") == "xlsx"


def test_text_with_commas_is_a_csv() -> None:
    assert form_of(b"a,b\r\n1,2", "x.csv") == "csv"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n \r\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert code_of(content) == "empty_file"


def test_a_pdf_is_named_as_what_it_is() -> None:
    with pytest.raises(
        FileRefused, match=r"report.xlsx is not a spreadsheet inside \(it is a PDF\)"
    ):
        form_of(b"%PDF-1.7 ...", "report.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n",
        b"$FL2@(#) SPSS",
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"\x00\x01\x02\x03 binary",
        packed(word__document_dot_xml=b"<w/>"),
        packed(notes_dot_txt=b"hello"),
        OLD_OFFICE + "WordDocument".encode("utf-16-le"),
    ],
    ids=["picture", "SPSS", "web page", "binary", "Word", "folder", "old Word"],
)
def test_a_file_that_is_no_spreadsheet_is_refused(content: bytes) -> None:
    assert code_of(content) == "not_a_spreadsheet"


def test_a_file_over_twenty_megabytes_is_refused() -> None:
    assert code_of(b"a" * (LARGEST_FILE + 1)) == "too_large"


def test_a_workbook_with_macros_is_refused() -> None:
    assert code_of(packed(xl__workbook_dot_xml=b"<w/>", xl__vbaProject_dot_bin=b"x")) == "macros"


def test_an_old_workbook_with_macros_is_refused() -> None:
    streams = "Workbook _VBA_PROJECT".encode("utf-16-le")
    assert code_of(OLD_OFFICE + streams) == "macros"


def test_an_encrypted_workbook_is_refused_for_its_password() -> None:
    assert code_of(OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")) == "password"


def test_a_part_that_climbs_out_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("xl/workbook.xml", "<w/>")
        package.writestr("../../outside.xml", "<w/>")
    assert code_of(written.getvalue()) == "unsafe_file"


def test_a_zip_bomb_is_refused() -> None:
    bomb = packed(xl__workbook_dot_xml=b"<w/>", xl__sheet_dot_xml=b"\x00" * 30_000_000)
    assert code_of(bomb) == "unsafe_file"


def test_more_than_two_hundred_parts_are_refused() -> None:
    parts = {f"xl__part{number}_dot_xml": b"<w/>" for number in range(201)}
    assert code_of(packed(**parts)) == "unsafe_file"


def test_markup_that_defines_entities_is_refused() -> None:
    doctype = b'<?xml version="1.0"?><!doctype x [<!ENTITY a "b">]><w/>'
    assert code_of(packed(xl__workbook_dot_xml=doctype)) == "unsafe_file"


def test_a_cut_off_workbook_is_called_damaged() -> None:
    assert code_of(xlsx([["a"]])[:800]) == "damaged"


def test_a_binary_workbook_is_asked_for_as_xlsx() -> None:
    assert code_of(packed(xl__workbook_dot_bin=b"x")) == "binary_workbook"
