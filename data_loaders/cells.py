"""What stands in the cells of a spreadsheet? Run as a program of its own, apart from the server.

`workbook.read` starts it on one file's bytes, with little memory and time, so that a spreadsheet
made to do harm can only end this process. It answers with plain values on its standard output.
Nothing of ours is imported: starting takes 20 ms.
"""

from __future__ import annotations

import codecs
import csv
import datetime  # noqa: F401  (calamine asks for it when it meets the first date)
import gc
import io
import os
import pickle
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

# Private characters, so that no cell of a file can say the same.
SHOWS_ERROR = "\ue000"
UNWORKED_FORMULA = "\ue001"

MEMORY = 1024**3  # bytes
PROCESSOR_TIME = 20  # seconds
MOST_ROWS = 200_030  # 200,000 of a list, and what may stand above them
MOST_COLUMNS = 3_000  # the national benchmark workbook has half as many
MOST_CELLS = 20_000_000  # of a sheet; a list with fixed headings has limits of its own
LONGEST_CELL = 100_000  # characters; Excel's own end at 32,767
EMPTY_ROWS_BEFORE_THE_END = 1_000
ROWS_IN_A_PIECE = 10_000
_MARKUP_IN_A_PIECE = 4 * 1024 * 1024  # bytes


def main() -> None:
    limit_ourselves(MEMORY, PROCESSOR_TIME)
    gc.disable()  # we live for a second and make a million cells; the collector would walk them all
    form, content = sys.argv[1], sys.stdin.buffer.read()
    open_nothing_more()
    try:
        answer: dict[str, Any] = {
            "sheets": _csv_sheets(content) if form == "csv" else _workbook_sheets(content, form)
        }
    except MemoryError:
        answer = {"refused": "too_large"}
    except _Refused as refusal:
        answer = {"refused": refusal.code, "row": refusal.row}
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()
    os._exit(0)  # tidying up a million cells would take longer than making the next process


class _Refused(Exception):
    """`code` is one of: 'password', 'damaged', 'too_large', 'quotes', 'long_cell'."""

    def __init__(self, code: str, row: int | None = None) -> None:
        super().__init__(code)
        self.code, self.row = code, row


def limit_ourselves(memory: int, processor_time: int) -> None:
    """This process ends when it takes more: memory in bytes, time in seconds."""
    _set_limits({"RLIMIT_AS": memory, "RLIMIT_CPU": processor_time})


def open_nothing_more() -> None:
    """From here on the system itself refuses us every file and every connection."""
    for encoding in ("cp437", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        codecs.lookup(encoding)  # Python reads these from files when first asked for
    _set_limits({"RLIMIT_NOFILE": 0, "RLIMIT_FSIZE": 0})


def _set_limits(limits: dict[str, int]) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; workbook.read keeps its own clock
        return
    for name, value in limits.items():
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def _workbook_sheets(content: bytes, form: str) -> list[dict[str, Any]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        beside = _Beside(content) if form == "xlsx" else None
        sheets = []
        for metadata in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(metadata.name)
            sheets.append(
                {
                    "name": metadata.name,
                    "is_hidden": metadata.visible != SheetVisibleEnum.Visible,
                    **_packed(_rows(sheet), sheet.end[1] + 1 if sheet.end else 0),
                    "merged": sheet.merged_cell_ranges or [] if form != "ods" else [],
                    **(beside.facts(metadata.name) if beside else {}),
                }
            )
    except PasswordError:
        raise _Refused("password") from None
    except CalamineError:
        raise _Refused("damaged") from None
    return sheets


def _rows(sheet: Any) -> Iterator[list[Any]]:
    """The rows from column A; calamine leaves out what is empty before the first filled column."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    return (left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()


def _packed(rows: Iterable[list[Any]], width: int) -> dict[str, Any]:
    """The cells column by column, from row 1 and column A, so that places are those of Excel.

    A column is sent in pieces that its reader unpacks when it needs them. After a long stretch of
    nothing the sheet has ended: a stray cell far below is no data.
    """
    pieces: list[list[bytes]] = [[] for _ in range(width)]
    height = empty = 0
    waiting: list[list[Any]] = []
    for row in rows:
        if row.count("") == len(row):
            empty += 1
            if empty > EMPTY_ROWS_BEFORE_THE_END:
                break
            continue
        height += empty + 1
        _refuse_too_many(height, width)
        waiting += [[""] * width] * empty + [row]
        empty = 0
        while len(waiting) >= ROWS_IN_A_PIECE:
            _pack(waiting[:ROWS_IN_A_PIECE], pieces)
            del waiting[:ROWS_IN_A_PIECE]
    _pack(waiting, pieces)
    return {"height": height, "columns": pieces}


def _pack(rows: list[list[Any]], pieces: list[list[bytes]]) -> None:
    for column, of_column in zip(zip(*rows, strict=True), pieces if rows else (), strict=True):
        of_column.append(pickle.dumps(_sharing(column), protocol=5))


def _refuse_too_many(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise _Refused("too_large")


def _sharing(column: tuple[Any, ...]) -> list[Any]:
    """The cells, equal ones as one object where many are equal: then each is sent only once.

    TRUE and FALSE become these words: as values they would be equal to 1 and 0.
    """
    if bool in set(map(type, column)):
        words = {True: "TRUE", False: "FALSE"}
        column = tuple(words[cell] if isinstance(cell, bool) else cell for cell in column)
    beginning = column[:200]
    if len(set(beginning)) > len(beginning) / 2:
        return list(column)
    return list(map({}.setdefault, column, column))


class _Beside:
    """What calamine does not tell of an .xlsx: hidden rows, error cells, formulas without result.

    Read from the sheet's own markup by search; openpyxl tells the same 15 to 30 times slower
    (60,000 rows: 18 s). container.form_of has refused every file that defines its own markup.
    """

    _HIDDEN_ROW = re.compile(rb'<row\b[^<>]*\bhidden="(?:1|true)"[^<>]*>')
    _ERROR_CELL = re.compile(rb'<c\b[^<>]*\bt="e"[^<>]*>')
    _FORMULA = re.compile(
        rb"(<c\b[^<>]*>)<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"
    )
    _PLACE = re.compile(rb'\br="([A-Z]*)(\d+)"')

    def __init__(self, content: bytes) -> None:
        self._package = zipfile.ZipFile(io.BytesIO(content))
        relations = {
            relation.get("Id"): relation.get("Target", "")
            for relation in ElementTree.fromstring(self._package.read("xl/_rels/workbook.xml.rels"))
        }
        workbook = ElementTree.fromstring(self._package.read("xl/workbook.xml"))
        self._parts = {}
        self._is_1904 = False
        for element in workbook.iter():
            kind = element.tag.rpartition("}")[2]
            if kind == "sheet":
                key = next((v for k, v in element.attrib.items() if k.endswith("}id")), None)
                target = relations.get(key, "")
                self._parts[element.get("name")] = (
                    target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                )
            elif kind == "workbookPr":
                self._is_1904 = element.get("date1904") in ("1", "true")

    def facts(self, sheet: str) -> dict[str, Any]:
        hidden_rows: list[int] = []
        error_cells: list[str] = []
        unworked: list[str] = []
        for markup in self._markup(self._parts.get(sheet)):
            hidden_rows += [
                int(place.group(2))
                for row in self._HIDDEN_ROW.findall(markup if b'hidden="' in markup else b"")
                if (place := self._PLACE.search(row))
            ]
            error_cells += self._named(
                self._ERROR_CELL.findall(markup if b't="e"' in markup else b"")
            )
            unworked += self._named(
                cell
                for cell in self._FORMULA.findall(markup if b"</f>" in markup else b"")
                if b't="str"' not in cell  # text that came out empty is a result
            )
        return {
            "is_1904": self._is_1904,
            "hidden_rows": hidden_rows,
            "error_cells": error_cells,
            "unworked_formulas": unworked,
        }

    def _markup(self, part: str | None) -> Iterator[bytes]:
        """The sheet's markup in pieces that are cut before a row; as a whole it may be 300 MB."""
        if part not in self._package.NameToInfo:
            return
        rest = b""
        with self._package.open(part) as markup:
            while piece := markup.read(_MARKUP_IN_A_PIECE):
                rest += piece
                if (cut := rest.rfind(b"<row")) > 0:
                    yield rest[:cut]
                    rest = rest[cut:]
        yield rest

    def _named(self, cells: Iterable[bytes]) -> list[str]:
        places = (self._PLACE.search(cell) for cell in cells)
        return [(place.group(1) + place.group(2)).decode() for place in places if place]


def _csv_sheets(content: bytes) -> list[dict[str, Any]]:
    text, is_unclear = _decoded(content)
    rows: list[list[str]] = []
    try:
        for row in _csv_rows(text):
            rows.append(row)
            _refuse_too_many(len(rows), len(row))
    except csv.Error as error:
        code = "long_cell" if "field limit" in str(error) else "quotes"
        raise _Refused(code, len(rows) + 1) from None
    width = max((len(row) for row in rows), default=0)
    return [
        {
            "name": None,
            "is_hidden": False,
            **_packed((_of_width(row, width) for row in rows), width),
            "merged": [],
            "is_unclear": is_unclear,
        }
    ]


# What Excel writes into a .csv where its cell shows an error.
_ERRORS = frozenset(
    f"#{error}"
    for error in (
        "N/A", "REF!", "DIV/0!", "VALUE!", "NAME?", "NUM!", "NULL!", "SPILL!", "CALC!", "FIELD!",
    )
)  # fmt: skip


def _of_width(row: list[str], width: int) -> list[str]:
    cells = [cell.strip() for cell in row] + [""] * (width - len(row))
    if _ERRORS.isdisjoint(cells):
        return cells
    return [SHOWS_ERROR if cell in _ERRORS else cell for cell in cells]


def wide_encoding(content: bytes) -> str | None:
    """The encoding of text whose letters take two or four bytes each; None for any other text.

    Without the mark at the beginning that says so, two bytes a letter show in noughts at every
    second place.
    """
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first, second = content[:4096:2], content[1:4096:2]
    noughts = first.count(0), second.count(0)
    if noughts[1] > 0.7 * len(second) and noughts[0] < 0.05 * len(first):
        return "utf-16-le"
    if noughts[0] > 0.7 * len(first) and noughts[1] < 0.05 * len(second):
        return "utf-16-be"
    return None


_BEYOND_ASCII = bytes(range(128, 256))


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether some of its letters are doubtful.

    Bytes that are no UTF-8 are read as Windows-1252. A text that needs both was put together from
    several; a sign that neither knows is lost.
    """
    if wide := wide_encoding(content):
        text = content.decode(wide, errors="replace").lstrip("\ufeff")
        return text, "\ufffd" in text
    of_windows = 0

    def in_windows(error: UnicodeError) -> tuple[str, int]:
        nonlocal of_windows
        assert isinstance(error, UnicodeDecodeError)
        of_windows += error.end - error.start
        return error.object[error.start : error.end].decode("cp1252", "replace"), error.end

    codecs.register_error("in_windows", in_windows)
    text = content.decode("utf-8", errors="in_windows").lstrip("\ufeff")
    beyond_ascii = len(content) - len(content.translate(None, _BEYOND_ASCII)) if of_windows else 0
    return text, "\ufffd" in text or beyond_ascii > of_windows


_SAYS_SEPARATOR = re.compile('"?sep=(.)"?\r?\n', re.IGNORECASE)


def _csv_rows(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    delimiter = _delimiter(text)
    if said := _SAYS_SEPARATOR.match(text):  # Excel obeys this line and does not show it
        delimiter, text = said[1], text[said.end() :]
    return csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of cells."""
    beginning = text[:65_536].splitlines()[:60]

    def lines_alike(delimiter: str) -> tuple[int, int]:
        widths = Counter(
            len(row) for row in csv.reader(beginning, delimiter=delimiter) if len(row) > 1
        )
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    return max((",", ";", "\t", "|"), key=lines_alike)


if __name__ == "__main__":
    main()
