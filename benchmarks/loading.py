"""How long from a spreadsheet of 60,000 attendances to accepted rows?"""

from __future__ import annotations

import io
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.promise import Measured, ratio
from data_loaders.pipeline import accept, check
from warehouse.register import open_register

ROWS = 60_000


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


def measure() -> list[Measured]:
    """File to accepted Parquet, beside python-calamine alone reading the same file."""
    content = attendances()

    def ours() -> None:
        with tempfile.TemporaryDirectory() as folder:
            register = open_register(Path(folder))
            checked = check(content, "attendance.xlsx", Path(folder), register)
            assert checked.rows_ready == ROWS, checked.problems[:3]
            accept(checked, Path(folder), register, "bench", hold_bad_rows=False)
            register.dispose()

    def calamine_alone() -> None:
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    return [
        ratio(
            "60,000 attendances, from file to accepted",
            "python-calamine reading the file",
            ours,
            calamine_alone,
            3,
            times=3,
        )
    ]
