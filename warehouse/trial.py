"""What would change if these rows were published? Nothing is kept; everything is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pandas import DataFrame
from sqlalchemy import Engine

from settings import Settings
from warehouse import register as register_of
from warehouse.build import load_current, own_database
from warehouse.datasets import DATASETS, quoted, schema
from warehouse.publish import build
from warehouse.snapshot import Snapshot

_MOVED = 1e-9
_GROUP = [
    "indicator", "period", "breakdown", "division", "directorate", "staff_group", "band",
    "characteristic", "weighting",
]  # fmt: skip


@dataclass(frozen=True)
class RowChanges:
    """How many things (projects, attendances, lines …) of a dataset a file would bring or take.

    `repeated` are held already, word for word; `gone` are held now and would count no longer,
    because the file restates their part of the dataset without them.
    """

    new: int
    changed: int
    repeated: int
    gone: int


def row_changes(
    folder: Path, register: Engine, tables: Mapping[str, pa.Table]
) -> dict[str, RowChanges]:
    """What each dataset's ready rows would change, by dataset; `tables` are not accepted yet."""
    uploads = [u for u in register_of.uploads(register) if u["state"] == "counts"]
    with own_database() as connection:
        load_current(connection, folder, uploads)
        for name in tables:
            connection.execute(f'ALTER TABLE "{name}" RENAME TO "{name}_now"')
        with own_database() as after:
            load_current(after, folder, uploads, dict(tables))
            for name in tables:
                connection.register(f"{name}_after", after.table(name).to_arrow_table())
        return {name: _counted(connection, name) for name in tables}


def _counted(connection: Any, name: str) -> RowChanges:
    dataset = DATASETS[name]
    said = [
        column
        for column in schema(name).names
        if column not in dataset.key and column not in ("source_sheet", "source_row", "release")
    ]
    joined = " AND ".join(f'now."{c}" IS NOT DISTINCT FROM later."{c}"' for c in dataset.key)
    same = " AND ".join(f'now."{c}" IS NOT DISTINCT FROM later."{c}"' for c in said) or "TRUE"
    first = quoted((dataset.key[0],))
    found = connection.execute(
        f"""
        SELECT
            SUM(CASE WHEN now.{first} IS NULL THEN 1 ELSE 0 END),
            SUM(CASE WHEN now.{first} IS NOT NULL AND later.{first} IS NOT NULL
                AND NOT ({same}) THEN 1 ELSE 0 END),
            SUM(CASE WHEN later.upload_number > COALESCE(newest.number, 0)
                AND now.{first} IS NOT NULL AND ({same}) THEN 1 ELSE 0 END),
            SUM(CASE WHEN later.{first} IS NULL THEN 1 ELSE 0 END)
        FROM "{name}_now" AS now
        FULL OUTER JOIN "{name}_after" AS later ON {joined}
        CROSS JOIN (SELECT MAX(upload_number) AS number FROM "{name}_now") AS newest
        """
    ).fetchall()[0]
    new, changed, repeated, gone = (int(count or 0) for count in found)
    return RowChanges(new, changed, repeated, gone)


def what_moves(
    folder: Path,
    register: Engine,
    settings: Settings,
    snapshot: Snapshot | None,
    tables: Mapping[str, pa.Table],
) -> DataFrame:
    """The trust's newest values that would differ, one row per indicator, and their verdicts.

    Columns: indicator, period, characteristic, now, after, verdict_now, verdict_after, groups (how
    many groups of the indicator move in all). For the improvement team only: it sees the trust.
    """
    uploads = [u for u in register_of.uploads(register) if u["state"] == "counts"]
    after = build(folder, uploads, settings, beside=dict(tables)).tables["value"]
    columns = [*_GROUP, "value", "verdict", "status"]
    if snapshot is None:
        now = after[columns].iloc[:0]
    else:
        with snapshot.connection.cursor() as cursor:
            now = cursor.execute(f"SELECT {quoted(columns)} FROM value").df()
    both = now.merge(after[columns], on=_GROUP, how="outer", suffixes=("_now", "_after"))
    differs = ~(
        ((both["value_now"] - both["value_after"]).abs() <= _MOVED)
        | (both["value_now"].isna() & both["value_after"].isna())
    ) | (both["verdict_now"].fillna("") != both["verdict_after"].fillna(""))
    moved = both.loc[differs]
    groups = moved.groupby("indicator").size().rename("groups")
    newest = both.loc[both["breakdown"].isin(["trust", "characteristic"])]
    newest = newest.sort_values(["indicator", "period"]).drop_duplicates(
        ["indicator", "characteristic", "weighting"], keep="last"
    )
    rows = newest.loc[newest.index.isin(moved.index) | newest["indicator"].isin(groups.index)]
    rows = rows.merge(groups, left_on="indicator", right_index=True)
    return rows.rename(columns={"value_now": "now", "value_after": "after"})[
        ["indicator", "period", "characteristic", "weighting", "now", "after",
         "verdict_now", "verdict_after", "groups"]
    ].reset_index(drop=True)  # fmt: skip
