"""Under which directorate's name does an accepted row count? Under the one that lasts.

A directorate that was renamed keeps its course: rows under its old name count under the new one. Where
a name is used again for something else, earlier rows keep the name with its end.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
from sqlalchemy import Engine

from metrics.periods import day_of
from metrics.structure import Structure, structure
from warehouse import register as register_of
from warehouse.accepted import kept_rows

# The column that says which day a row's names are of; without one they are today's.
_DAY = {
    "staff_survey": "period",
    "project_register": "register_on",
    "training_attendance": "held_on",
    "workforce": "snapshot_on",
    "staff_list": "listed_on",
}
_SEVERAL = "other_directorates"


def structure_of(connection: duckdb.DuckDBPyConnection) -> Structure:
    """The trust's structure, from the rows of its dataset that count."""
    columns = ("directorate", "division", "valid_from", "valid_to", "became")
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM structure").fetchall()
    return structure(dict(zip(columns, row, strict=True)) for row in rows)


def structure_held(folder: Path, register: Engine) -> Structure:
    """The trust's structure as the newest of its files that counts says, published or not.

    Raises DiskError where what was kept of it is damaged.
    """
    counting = [
        upload
        for upload in register_of.uploads(register)
        if upload["dataset"] == "structure" and upload["state"] == "counts"
    ]
    return structure(kept_rows(folder, counting[-1]).to_pylist()) if counting else Structure()


def under_lasting_names(dataset: str, rows: pa.Table, trust: Structure) -> pa.Table:
    """The rows of a dataset with each directorate under its lasting name."""
    for column in ("directorate", _SEVERAL):
        if column in rows.column_names and trust.renamed:
            named = rows.column(column).to_pandas()
            days = rows.column(_DAY[dataset]).to_pandas() if dataset in _DAY else None
            lasting = _lasting(named, days, trust, several=column == _SEVERAL)
            place = rows.column_names.index(column)
            rows = rows.set_column(place, column, pa.array(lasting, pa.string(), from_pandas=True))
    return rows


def _lasting(
    named: pd.Series, days: pd.Series | None, trust: Structure, *, several: bool
) -> pd.Series:
    """Asked once for each name and day: 200,000 rows hold a dozen names."""

    def of_cell(cell: str, day: date | None) -> str:
        names = cell.split("; ") if several else [cell]
        return "; ".join(dict.fromkeys(trust.name_of(name, day) for name in names))

    found = {
        cell
        for cell in named.dropna().unique()
        if trust.renamed & set(cell.split("; ") if several else [cell])
    }
    changed = named.isin(found)
    if not changed.any():
        return named
    asked = pd.DataFrame({"cell": named, "day": days if days is not None else None})[changed]
    answers = {
        (cell, day): of_cell(cell, _as_day(day))
        for cell, day in asked.drop_duplicates().itertuples(index=False)
    }
    lasting = named.astype(object)
    lasting[changed] = [answers[one] for one in asked.itertuples(index=False, name=None)]
    return lasting


def _as_day(day: object) -> date | None:
    if isinstance(day, str):
        return day_of(day)
    return day if isinstance(day, date) else None
