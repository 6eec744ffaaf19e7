"""Small tables written as text, for tests that an analyst can check with a pencil."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
from sqlalchemy import Engine

from settings import Settings, settings
from warehouse.accepted import About, accept
from warehouse.datasets import schema
from warehouse.publish import publish
from warehouse.register import open_register
from warehouse.snapshot import Snapshot, current

# What a column holds where the test does not care.
USUAL: dict[str, dict[str, object]] = {
    "staff_survey": {
        "survey": "annual",
        "period": "2025",
        "value_kind": "score",
        "is_suppressed": False,
        "weighting": "unweighted",
        "release": "2025",
    },
    "national_result": {
        "org_id": "ZZN",
        "org_name": "Northmere",
        "benchmark_group": "Acute and Acute & Community Trusts",
        "period": "2025",
        "value_kind": "score",
        "is_suppressed": False,
        "weighting": "weighted",
        "release": "2025",
    },
    "project_register": {
        "title": "A project",
        "directorate": "Surgery",
        "started_on": date(2026, 1, 5),
        "status": "testing",
        "register_on": date(2026, 10, 31),
    },
    "pdsa_log": {"cycle": 1, "started_on": date(2026, 1, 5)},
    "project_team": {"role": "member"},
    "project_progress": {"score": 2.5},
    "staff_list": {
        "directorate": "Surgery",
        "joined_on": date(2020, 4, 1),
        "listed_on": date(2026, 10, 31),
    },
    "training_attendance": {
        "grain": "person",
        "held_on": date(2026, 1, 14),
        "period": "2026-01",
        "course": "Bronze",
        "directorate": "Surgery",
        "status": "attended",
    },
    "workforce": {
        "snapshot_on": date(2025, 9, 30),
        "period": "2025-09",
        "directorate": "Surgery",
    },
    "structure": {"division": "Hospital"},
    "self_assessment": {"assessed_on": date(2026, 5, 1)},
    "objective": {},
    "change_readiness": {"change": "Care without paper", "asked_on": date(2026, 9, 28)},
    "event": {"kind": "programme", "began_on": date(2026, 1, 5)},
    "case_study": {"title": "A case study", "published_on": date(2026, 5, 1)},
}


def rows(dataset: str, text: str) -> pa.Table:
    """The rows of a table written as text: headings, then one line a row, `|` between cells."""
    lines = [line.split("|") for line in text.strip().splitlines()]
    headings = [cell.strip() for cell in lines[0]]
    columns = schema(dataset)
    values: dict[str, list[object]] = {field.name: [] for field in columns}
    for number, line in enumerate(lines[1:], start=2):
        cells = dict(zip(headings, (cell.strip() for cell in line), strict=True))
        for field in columns:
            value: object = USUAL[dataset].get(field.name)
            if field.name == "source_row":
                value = number
            if field.name in cells:
                value = _typed(cells[field.name], field.type)
            values[field.name].append(value)
    if dataset == "training_attendance":
        values["period"] = [f"{held:%Y-%m}" for held in values["held_on"]]
    if dataset == "change_readiness":
        values["period"] = [
            f"{asked_on} {change}"
            for asked_on, change in zip(values["asked_on"], values["change"], strict=True)
        ]
    if dataset == "workforce":
        values["period"] = [f"{held:%Y-%m}" for held in values["snapshot_on"]]
    return pa.table(values, schema=columns)


def _typed(cell: str, kind: pa.DataType) -> object:
    if cell == "":
        return None
    if pa.types.is_date(kind):
        day, month, year = cell.split("/")
        return date(int(year), int(month), int(day))
    if pa.types.is_boolean(kind):
        return cell == "yes"
    if pa.types.is_integer(kind):
        return int(cell)
    if pa.types.is_floating(kind):
        return float(cell)
    return cell


class Trust:
    """A data folder of its own, filled from text and published on demand."""

    def __init__(self, folder: Path, choices: Settings | None = None) -> None:
        self.folder = folder
        self.register: Engine = open_register(folder)
        self.settings = choices or settings()

    def holds(self, dataset: str, text: str) -> str:
        """Accept the rows and return the upload's id."""
        table = rows(dataset, text)
        about = About(
            dataset=dataset,
            layout="text",
            file_name=f"{dataset}.xlsx",
            sha256=f"{abs(hash(text)):064x}"[-64:],
            sheet="Sheet1",
            heading_row=1,
            rows=len(table),
            rows_held=0,
            uploaded_by="Jo Marsh",
        )
        return accept(self.folder, self.register, table, about)

    def published(self) -> Snapshot:
        """Publish what is held and open it."""
        publish(self.folder, self.register, self.settings, "Jo Marsh", "a test")
        snapshot = current(self.folder)
        assert snapshot is not None
        return snapshot
