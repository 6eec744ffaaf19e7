"""What stands in the cells of a spreadsheet? Run as a program of its own, apart from the server.

`workbook.read` starts it on one file's bytes, with little memory and time, so that a spreadsheet
made to do harm can only end this process. It answers with plain values on its standard output.
Nothing of ours is imported: starting takes 20 ms.
"""

from __future__ import annotations

import csv
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

MEMORY = 1024**3  # bytes
PROCESSOR_TIME = 20  # seconds
MOST_ROWS = 200_000
MOST_COLUMNS = 300
EMPTY_ROWS_BEFORE_THE_END = 1_000


def main() -> None:
    limit_ourselves(MEMORY, PROCESSOR_TIME)
    gc.disable()  # we live for a second and make a million cells; the collector would walk them all
    form, content = sys.argv[1], sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {
            "sheets": _csv_sheets(content) if form == "csv" else _workbook_sheets(content, form)
        }
    except MemoryError:
        answer = {"refused": "too_large"}
    except _Refused as refusal:
        answer = {"refused": str(refusal)}
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()
    os._exit(0)  # tidying up a million cells would take longer than making the next process


class _Refused(Exception):
    """One of: 'password', 'damaged', 'too_large'."""


def limit_ourselves(memory: int, processor_time: int) -> None:
    """This process ends when it takes more: memory in bytes, time in seconds."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; workbook.read keeps its own clock
        return
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, processor_time)):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def _workbook_sheets(content: bytes, form: str) -> list[dict[str, Any]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

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
                    "columns": _columns(sheet),
                    "merged": sheet.merged_cell_ranges or [] if form != "ods" else [],
                    **(beside.facts(metadata.name) if beside else {}),
                }
            )
    except PasswordError:
        raise _Refused("password") from None
    except CalamineError:
        raise _Refused("damaged") from None
    return sheets


def _columns(sheet: Any) -> list[list[Any]]:
    """The cells column by column, from row 1 and column A, so that places are those of Excel."""
    # One row more than we take, to tell a sheet that is too long from one that just fits.
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    if not all(any(cell != "" for cell in row) for row in rows[::EMPTY_ROWS_BEFORE_THE_END]):
        rows = _until_the_end(rows)
    if len(rows) > MOST_ROWS or (rows and len(rows[0]) > MOST_COLUMNS):
        raise _Refused("too_large")
    return [_sharing(column) for column in zip(*rows, strict=True)]


def _until_the_end(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows before the first long stretch of nothing: a stray cell far below is no data."""
    last_filled = -1
    for place, row in enumerate(rows):
        if any(cell != "" for cell in row):
            last_filled = place
        elif place - last_filled > EMPTY_ROWS_BEFORE_THE_END:
            break
    return rows[: last_filled + 1]


def _sharing(column: tuple[Any, ...]) -> list[Any]:
    """The cells, equal ones as one object where many are equal: then each is sent only once."""
    beginning = column[:200]
    if len(set(beginning)) > len(beginning) / 2:
        return list(column)
    return list(map({}.setdefault, column, column))


class _Beside:
    """What calamine does not tell of an .xlsx: hidden rows, error cells, formulas without result.

    Read from the sheet's own markup by search; openpyxl tells the same 15 to 30 times slower
    (60,000 rows: 18 s). container.form_of has refused every file that defines its own markup.
    """

    _HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"[^>]*>')
    _ERROR_CELL = re.compile(rb'<c\b[^>]*\bt="e"[^>]*>')
    _FORMULA = re.compile(rb"(<c\b[^>]*>)<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
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
        try:
            markup = self._package.read(self._parts[sheet])
        except KeyError:
            return {"is_1904": self._is_1904}
        return {
            "is_1904": self._is_1904,
            "hidden_rows": [
                int(place.group(2))
                for row in self._HIDDEN_ROW.findall(markup if b'hidden="' in markup else b"")
                if (place := self._PLACE.search(row))
            ],
            "error_cells": self._named(
                self._ERROR_CELL.findall(markup if b't="e"' in markup else b"")
            ),
            "unworked_formulas": self._named(
                cell
                for cell in self._FORMULA.findall(markup if b"</f>" in markup else b"")
                if b't="str"' not in cell  # text that came out empty is a result
            ),
        }

    def _named(self, cells: Iterable[bytes]) -> list[str]:
        places = (self._PLACE.search(cell) for cell in cells)
        return [(place.group(1) + place.group(2)).decode() for place in places if place]


def _csv_sheets(content: bytes) -> list[dict[str, Any]]:
    text = _decoded(content)
    rows = []
    try:
        for row in _csv_rows(text):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise _Refused("too_large")
    except csv.Error:
        raise _Refused("damaged") from None
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise _Refused("too_large")
    columns = [
        [row[place].strip() if place < len(row) else "" for row in rows] for place in range(width)
    ]
    return [{"name": None, "is_hidden": False, "columns": columns, "merged": []}]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _csv_rows(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(100_000)
    return csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))


def _delimiter(text: str) -> str:
    """The one of , ; and tab that cuts most of the first lines into the same number of cells."""
    beginning = text[:65_536].splitlines()[:60]

    def lines_alike(delimiter: str) -> tuple[int, int]:
        widths = Counter(
            len(row) for row in csv.reader(beginning, delimiter=delimiter) if len(row) > 1
        )
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    return max((",", ";", "\t"), key=lines_alike)


if __name__ == "__main__":
    main()
