"""How long, and with how much memory, from a long spreadsheet to checked and accepted rows?"""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from benchmarks.promise import Measured, memory, ratio
from data_loaders.pipeline import accept, check
from warehouse.register import open_register

ROWS = 60_000
WIDE_ROWS, WIDE_COLUMNS = 200_000, 30


def attendances() -> bytes:
    """A person-level attendance list in the template's shape."""
    chance = random.Random(1)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Attendance")
    sheet.append(
        ["session_date", "course", "staff_number", "directorate", "staff_group", "band", "status"]
    )
    groups = [
        "Nursing and Midwifery Registered",
        "Administrative and Clerical",
        "Medical and Dental",
    ]
    for row in range(ROWS):
        sheet.append(
            [
                date(2022, 11, 1) + timedelta(days=chance.randrange(1400)),
                chance.choice(["QI Bronze", "QI Silver", "QI Coach"]),
                f"2{row:07d}",
                f"Directorate {chance.randrange(14)}",
                chance.choice(groups),
                str(chance.randrange(2, 8)),
                chance.choice(["Attended", "Attended", "DNA"]),
            ]
        )
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def wide_list() -> bytes:
    """200,000 attendances among 30 columns, 23 of which nobody reads; six million cells."""
    chance = random.Random(2)
    book = Workbook()
    sheet = book.worksheets[0]
    headings = ["session_date", "course", "staff_number", "directorate", "staff_group", "status"]
    sheet.append([*headings, *(f"extra {number}" for number in range(WIDE_COLUMNS - 6))])
    written = io.BytesIO()
    book.save(written)
    texts = ["QI Bronze", "QI Silver", "Estates", "Emergency", "Medical and Dental", "Y", "N"]
    days = [f"<c><v>{45_000 + day}</v></c>" for day in range(1_000)]
    cells = {text: f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts}
    extras = [f"<c><v>{number}</v></c>" * (WIDE_COLUMNS - 6) for number in range(40)]
    rows = "".join(
        f"<row>{chance.choice(days)}{cells[chance.choice(texts[:2])]}<c><v>{20_000_000 + row}</v></c>"
        f"{cells[chance.choice(texts[2:4])]}{cells[texts[4]]}{cells[chance.choice(texts[5:])]}"
        f"{chance.choice(extras)}</row>"
        for row in range(WIDE_ROWS)
    )
    with_rows = io.BytesIO()
    with (
        zipfile.ZipFile(written) as old,
        zipfile.ZipFile(with_rows, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(name, part)
    return with_rows.getvalue()


def measure() -> list[Measured]:
    """Our reading beside python-calamine alone reading the same file."""
    attended, wide = attendances(), wide_list()

    def to_accepted() -> None:
        with opened() as (folder, register):
            checked = check(attended, "attendance.xlsx", folder, register)
            assert checked.rows_ready == ROWS, checked.problems[:3]
            accept(checked, folder, register, "bench", hold_bad_rows=False)

    def to_checked() -> None:
        with opened() as (folder, register):
            checked = check(wide, "wide.xlsx", folder, register)
            assert checked.rows_ready == WIDE_ROWS, checked.problems[:3]

    def calamine_alone(content: bytes) -> None:
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    alone = "python-calamine reading the file"
    return [
        ratio(
            "60,000 attendances, from file to accepted",
            alone,
            to_accepted,
            partial(calamine_alone, attended),
            3,
            times=3,
        ),
        ratio(
            "200,000 rows of 30 columns, from file to checked",
            alone,
            to_checked,
            partial(calamine_alone, wide),
            2.5,
            times=3,
        ),
        memory("200,000 rows of 30 columns, most memory beyond before", to_checked, 600),
    ]


@contextmanager
def opened() -> Iterator[tuple[Path, Engine]]:
    """An empty data folder and its register."""
    with tempfile.TemporaryDirectory() as folder:
        register = open_register(Path(folder))
        yield Path(folder), register
        register.dispose()
