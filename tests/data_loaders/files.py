"""Small spreadsheets made for one test each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def xlsx(sheets: dict[str, Rows] | Rows) -> bytes:
    """A workbook; rows alone make one sheet called "Sheet"."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (sheets if isinstance(sheets, dict) else {"Sheet": sheets}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def csv(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Plain cells only: nothing here is quoted."""
    return "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows).encode(encoding)


def packed(**members: bytes) -> bytes:
    """A zip with these parts; __ in a name stands for / and _dot_ for a full stop."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return written.getvalue()


PERSON = ("session_date", "course", "staff_number", "directorate", "staff_group", "band", "status")


def person(**differing: Any) -> list[Any]:
    """One row of a training list; what the test cares about is said."""
    usual: dict[str, Any] = {
        "session_date": date(2026, 1, 14),
        "course": "QI Bronze",
        "staff_number": "20000001",
        "directorate": "Emergency",
        "staff_group": "Allied Health Professionals",
        "band": "6",
        "status": "Y",
    }
    return list({**usual, **differing}.values())


REGISTER = ("project_id", "title", "directorate", "lead_staff_group", "start_date", "status")


def project(**differing: Any) -> list[Any]:
    """One row of a project register."""
    usual: dict[str, Any] = {
        "project_id": "P1",
        "title": "Shorter waits",
        "directorate": "Emergency",
        "lead_staff_group": "Allied Health Professionals",
        "start_date": date(2026, 1, 5),
        "status": "testing",
    }
    return list({**usual, **differing}.values())
