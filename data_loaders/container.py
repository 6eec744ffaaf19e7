"""Is this file safe to open, and what kind of spreadsheet is it? Decided from its bytes, before parsing.

Limits and the attacks they answer: docs/decisions.md and the tests of this module.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import Literal

from data_loaders.cells import wide_encoding
from data_loaders.problems import FileRefused, refused

Form = Literal["xlsx", "xls", "ods", "csv"]

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_MEMBERS = 200  # files inside an .xlsx
LARGEST_EXPANDED = 320 * 1024 * 1024  # bytes, counted while reading, whatever the file claims;
# 200,000 rows × 30 columns take 200 to 280 MB
HIGHEST_RATIO = 100  # expanded to packed, of one member; real sheets stay under 30
SMALL_ENOUGH = 1024 * 1024  # bytes; below this a high ratio harms nobody
_PIECE = 1024 * 1024

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_SPREADSHEETS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"$FL2", "an SPSS file"),
    (b"$FL3", "an SPSS file"),
    (b"Rar!", "a packed folder"),
    (b"7z\xbc\xaf", "a packed folder"),
    (b"\x1f\x8b", "a packed folder"),
)

_MACROS = re.compile("vbaproject|^xl/(macrosheets|intlmacrosheets)/")

# What zipfile raises for a file with bytes missing or changed; found by changing them.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


def form_of(content: bytes, file_name: str) -> Form:
    """The kind of spreadsheet; raises FileRefused with the reason where it must not be opened."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refused("empty_file", f"{file_name} is empty. Nothing was read.")
    if len(content) > LARGEST_FILE:
        raise refused(
            "too_large",
            f"{file_name} has {len(content) / 1024**2:.0f} MB; we read up to "
            f"{LARGEST_FILE // 1024**2} MB. Split it, for example by year, and drop the parts.",
        )
    for beginning, what in _NOT_SPREADSHEETS:
        if content.startswith(beginning):
            raise _not_a_spreadsheet(file_name, what)
    if content.startswith(b"PK"):
        return _form_of_zip(content, file_name)
    if content.startswith(_OLD_OFFICE):
        return _form_of_old_office(content, file_name)
    return _form_of_text(content, file_name)


def _form_of_zip(content: bytes, file_name: str) -> Form:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except _UNREADABLE:
        raise _damaged(file_name) from None
    with package:
        members = package.infolist()
        names = {member.filename for member in members}
        _refuse_hazards(package, members, file_name)
        if "mimetype" in names:
            if b"opendocument.spreadsheet" in package.read("mimetype"):
                return "ods"
            raise _not_a_spreadsheet(file_name, "an OpenDocument file of another kind")
        if "xl/workbook.xml" in names:
            return "xlsx"
        if "xl/workbook.bin" in names:
            raise refused(
                "binary_workbook",
                f"{file_name} is a binary workbook (.xlsb). Save it as .xlsx and drop it again.",
            )
        if any(name.startswith("word/") for name in names):
            raise _not_a_spreadsheet(file_name, "a Word document")
        if any(name.startswith("ppt/") for name in names):
            raise _not_a_spreadsheet(file_name, "a presentation")
        raise _not_a_spreadsheet(file_name, "a packed folder")


def _refuse_hazards(
    package: zipfile.ZipFile, members: list[zipfile.ZipInfo], file_name: str
) -> None:
    if len(members) > MOST_MEMBERS:
        raise _unsafe(file_name, f"it holds {len(members)} parts")
    if len({member.filename for member in members}) < len(members):
        raise _unsafe(file_name, "two of its parts have the same name")
    expanded = 0
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise _unsafe(file_name, "a part of it points outside the file")
        if _MACROS.search(name.lower()):
            raise refused(
                "macros",
                f"{file_name} contains macros. Save it as .xlsx and drop it again.",
            )
        if member.flag_bits & 0x1:
            raise _password(file_name)
        expanded += _expanded_size(package, member, file_name, expanded)


def _expanded_size(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, file_name: str, before: int
) -> int:
    """The true size of a part, counted while reading; a lying header cannot get past it."""
    size = 0
    end_of_last = b""
    is_markup = member.filename.endswith((".xml", ".rels", ".vml"))
    try:
        with package.open(member) as part:
            while piece := part.read(_PIECE):
                size += len(piece)
                if before + size > LARGEST_EXPANDED:
                    raise _unsafe(file_name, "unpacked it would be over 320 MB")
                if size > SMALL_ENOUGH and size > HIGHEST_RATIO * max(member.compress_size, 1):
                    raise _unsafe(file_name, "it is packed far more tightly than real sheets are")
                if is_markup and _defines_markup(end_of_last + piece):
                    raise _unsafe(file_name, "a part of it defines its own markup")
                end_of_last = piece[-32:]
    except _UNREADABLE:
        raise _damaged(file_name) from None
    return size


def _defines_markup(piece: bytes) -> bool:
    """Whether a document type stands in it, also where each letter takes two bytes."""
    # Looking for the sign alone is ten times faster, and few sheets have one.
    return b"!" in piece and b"<!DOCTYPE" in piece.replace(b"\x00", b"").upper()


def _form_of_old_office(content: bytes, file_name: str) -> Form:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise _password(file_name)
    if holds("_VBA_PROJECT"):
        raise refused("macros", f"{file_name} contains macros. Save it as .xlsx and drop it again.")
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise _not_a_spreadsheet(file_name, "an old Office document of another kind")


def _form_of_text(content: bytes, file_name: str) -> Form:
    if b"\x00" in content and wide_encoding(content) is None:
        raise _not_a_spreadsheet(file_name, "a file of a kind we do not know")
    opening = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise _not_a_spreadsheet(file_name, "a web page or XML saved under a spreadsheet's name")
    return "csv"


def _not_a_spreadsheet(file_name: str, what: str) -> FileRefused:
    return refused(
        "not_a_spreadsheet",
        f"{file_name} is not a spreadsheet inside (it is {what}). Nothing was read.",
    )


def _damaged(file_name: str) -> FileRefused:
    return refused(
        "damaged",
        f"{file_name} is damaged: not all of it can be read. "
        "Open it in Excel, save it, and drop it again.",
    )


def _password(file_name: str) -> FileRefused:
    return refused(
        "password", f"{file_name} has a password. Save a copy without one and drop that."
    )


def _unsafe(file_name: str, why: str) -> FileRefused:
    return refused(
        "unsafe_file",
        f"{file_name} is not safe to open: {why}. Copy the sheet into a new workbook "
        "and drop that.",
    )
