"""What is one file of the corpus, and which plain tables are the files made of?"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from openpyxl import Workbook

Outcome = Literal[
    "accept",
    "accept_with_warning",
    "reject_rows",
    "reject",
    "no_change",
    "accept_or_clear_reject",
]
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Case:
    """One file and what must become of it.

    `rows_loaded` counts rows of the file that come in once the uploader has agreed that held rows
    stay behind. `told` is the code of a problem that must be among those told. `after` names the
    file that is loaded before this one, `dataset` what the uploader takes it for.
    """

    file: str
    outcome: Outcome
    content: bytes
    rows_loaded: int | None = None
    told: str | None = None
    dataset: str | None = None
    upload_as: str | None = None
    after: str | None = None
    seconds: float = 15
    rss_increase_mb: float = 300

    def entry(self) -> dict[str, Any]:
        """The file's entry in index.json."""
        facts = asdict(self)
        del facts["content"]
        limits = {name: facts.pop(name) for name in ("seconds", "rss_increase_mb")}
        said = {name: value for name, value in facts.items() if value is not None}
        return {**said, "dataset": self.dataset, "limits": limits}


TRAINING = ("session_date", "course", "staff_number", "directorate", "staff_group", "status")
PEOPLE = 6


def person(number: int = 1, **differing: Any) -> list[Any]:
    """One attendance; what matters to the case is said."""
    usual: dict[str, Any] = {
        "session_date": "14/01/2026",
        "course": "QI Bronze",
        "staff_number": f"2000{number:04d}",
        "directorate": "Emergency" if number % 2 else "Acute Medicine",
        "staff_group": "Allied Health Professionals",
        "status": "Y",
    }
    return list({**usual, **differing}.values())


def training(*rows: Sequence[Any]) -> Rows:
    """Headings and these rows, or six usual ones."""
    return [TRAINING, *(rows or [person(number) for number in range(PEOPLE)])]


def typed(rows: Rows) -> Rows:
    """The same table with the date of each session as a date."""
    return [rows[0], *([date(2026, 1, 14), *row[1:]] for row in rows[1:])]


REGISTER = ("project_id", "title", "directorate", "lead_staff_group", "start_date", "status")


def project(number: int = 1, **differing: Any) -> list[Any]:
    """One project."""
    usual: dict[str, Any] = {
        "project_id": f"QI-{number}",
        "title": f"Shorter waits {number}",
        "directorate": "Emergency",
        "lead_staff_group": "Medical and Dental",
        "start_date": "05/01/2026",
        "status": "testing",
    }
    return list({**usual, **differing}.values())


SURVEY = ("survey_year", "directorate", "question", "respondents", "percent_positive", "score")
AREAS = ("Emergency", "Acute Medicine", "Theatres", "Pharmacy")


def survey(*percents: Any, **differing: Any) -> Rows:
    """One question's positive shares, a directorate a line; or one other column's values."""
    [(column, values)] = differing.items() if differing else [("percent_positive", percents)]
    lines = []
    for area, value in zip(AREAS, values, strict=False):
        usual = dict(zip(SURVEY, ("2025", area, "q3f", 212, 55.7, None), strict=True))
        lines.append(list({**usual, column: value}.values()))
    return [SURVEY, *lines]


SESSIONS = ("session_date", "course", "directorate", "staff_group", "booked", "attended")


def sessions(booked: Sequence[Any], attended: Sequence[Any]) -> Rows:
    """Sessions with these numbers booked and attended, each of another day."""
    return [
        SESSIONS,
        *(
            [f"{day:02d}/02/2026", "QI Bronze", "Emergency", "Students", b, a]
            for day, (b, a) in enumerate(zip(booked, attended, strict=True), start=1)
        ),
    ]


def csv(rows: Rows, delimiter: str = ",", encoding: str = "utf-8", line: str = "\r\n") -> bytes:
    """Plain cells only: nothing is quoted."""
    lines = (
        delimiter.join("" if cell is None else str(cell) for cell in row) + line for row in rows
    )
    return "".join(lines).encode(encoding)


def xlsx(sheets: dict[str, Rows] | Rows) -> bytes:
    """A workbook; rows alone make one sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (sheets if isinstance(sheets, dict) else {"Sheet": sheets}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


_MADE_ON = (2026, 1, 14, 9, 0, 0)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes, the same each time it is made."""
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as package:
        return packed({name: package.read(name) for name in package.namelist()})


def packed(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A zip with these parts."""
    written = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(written, "w", how) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, _MADE_ON), content, how)
    return written.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """A workbook with these parts beside its own; __ stands for / and _dot_ for a full stop."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    return packed({**unpacked(content), **named})


def with_sheet(
    content: bytes, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml"
) -> bytes:
    """A workbook of which one piece of markup is another; the piece must be there."""
    parts = unpacked(content)
    assert old in parts[part], (old, parts[part][:400])
    return packed({**parts, part: parts[part].replace(old, new, 1)})


def noise(size: int) -> bytes:
    """Bytes that mean nothing, the same each time."""
    return random.Random(1).randbytes(size)
