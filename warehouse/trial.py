"""What would change if these rows were published? Nothing is kept; everything is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pandas import DataFrame
from sqlalchemy import Engine

from access.scope import Scope
from settings import Settings
from warehouse import register as register_of
from warehouse.build import load_current, own_database
from warehouse.chart_choices import choices
from warehouse.compare import side_by_side, trust_lines
from warehouse.datasets import DATASETS, quoted, schema
from warehouse.facts import period_and_directorate
from warehouse.lock import Progress, silent
from warehouse.publish import build
from warehouse.snapshot import Snapshot, every_value
from warehouse.wave_releases import releases_of

_TEAM = Scope.whole_trust(projects=True)


@dataclass(frozen=True)
class RowChanges:
    """How many things (projects, attendances, lines …) of a dataset a file would bring or take.

    `repeated` are held already, word for word; `gone` are held now and would count no longer,
    because the file restates their part of the dataset without them. `replaces` tells of which
    earlier files how many things would be told anew or be gone: file name and number, oldest
    first. `gone_from` tells whose they are: directorate ('' where not by directorate), period
    ('' where there is none) and number.
    """

    new: int
    changed: int
    repeated: int
    gone: int
    replaces: tuple[tuple[str, int], ...] = ()
    gone_from: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class WhatMoves:
    """The trust's values that would differ, as warehouse.compare's trust_lines tells them.

    `kept` says in words where groups of a survey would keep their earlier numbers.
    """

    lines: DataFrame
    kept: tuple[str, ...]


def row_changes(
    folder: Path, register: Engine, tables: Mapping[str, pa.Table]
) -> dict[str, RowChanges]:
    """What each dataset's ready rows would change, by dataset; `tables` are not accepted yet."""
    uploads = [u for u in register_of.uploads(register) if u["state"] == "counts"]
    file_names = {upload["number"]: upload["file_name"] for upload in uploads}
    with own_database() as connection:
        load_current(connection, folder, uploads)
        with own_database() as after:
            load_current(after, folder, uploads, dict(tables))
            for name in tables:
                connection.register(f"{name}_after", after.table(name).to_arrow_table())
        return {name: _counted(connection, name, file_names) for name in tables}


def _counted(connection: Any, name: str, file_names: Mapping[int, str]) -> RowChanges:
    dataset = DATASETS[name]
    said = [
        column
        for column in schema(name).names
        if column not in dataset.key and column not in ("source_sheet", "source_row", "release")
    ]
    joined = " AND ".join(f'now."{c}" IS NOT DISTINCT FROM later."{c}"' for c in dataset.key)
    same = " AND ".join(f'now."{c}" IS NOT DISTINCT FROM later."{c}"' for c in said) or "TRUE"
    first = quoted((dataset.key[0],))
    # One row per thing held now or later: what becomes of it, and which upload said it until now.
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE becomes AS
        WITH now AS (
            SELECT *, {period_and_directorate(name, ("its_period", "its_directorate"))}
            FROM "{name}"
        ),
        newest AS (
            SELECT MAX(upload_number) AS number FROM now
        )
        SELECT
            CASE
                WHEN now.{first} IS NULL THEN 'new'
                WHEN later.{first} IS NULL THEN 'gone'
                WHEN NOT ({same}) THEN 'changed'
                WHEN later.upload_number > newest.number THEN 'repeated'
                ELSE 'left alone'
            END AS what,
            now.upload_number,
            now.its_period,
            now.its_directorate
        FROM now
        FULL OUTER JOIN "{name}_after" AS later ON {joined}
        CROSS JOIN newest
        """
    )
    counts = dict(connection.execute("SELECT what, COUNT(*) FROM becomes GROUP BY what").fetchall())
    replaced = connection.execute(
        """
        SELECT upload_number, COUNT(*)
        FROM becomes
        WHERE what IN ('gone', 'changed', 'repeated')
        GROUP BY upload_number
        ORDER BY upload_number
        """
    ).fetchall()
    gone = connection.execute(
        """
        SELECT its_directorate, its_period, COUNT(*)
        FROM becomes
        WHERE what = 'gone'
        GROUP BY its_directorate, its_period
        ORDER BY its_directorate, its_period
        """
    ).fetchall()
    return RowChanges(
        new=counts.get("new", 0),
        changed=counts.get("changed", 0),
        repeated=counts.get("repeated", 0),
        gone=counts.get("gone", 0),
        replaces=tuple((file_names[number], things) for number, things in replaced),
        gone_from=tuple(gone),
    )


def what_moves(
    folder: Path,
    register: Engine,
    settings: Settings,
    snapshot: Snapshot | None,
    tables: Mapping[str, pa.Table],
    step: Progress = silent,
) -> WhatMoves:
    """What would differ of the trust, and what would stay.

    For the improvement team only: it sees the trust. `step` is told what is being worked out.
    """
    uploads = [u for u in register_of.uploads(register) if u["state"] == "counts"]
    released, chosen = releases_of(register), choices(register)
    built = build(folder, uploads, settings, released, step, dict(tables), chosen)
    after = built.tables["value"]
    now = after.iloc[:0] if snapshot is None else every_value(snapshot, _TEAM)
    step("Comparing with what is shown now", 0.9)
    return WhatMoves(trust_lines(side_by_side(now, after)), built.kept)
