"""Which rows count now? Loads accepted uploads into a database of the publisher's own."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from metrics.periods import day_of
from metrics.structure import Structure
from metrics.survey_scores import answer_score_table, score_part_table
from settings import Settings
from warehouse.accepted import kept_rows
from warehouse.datasets import ACCEPTED_SQL, DATASETS, current_rows_sql, quoted, schema
from warehouse.facts import period_and_directorate
from warehouse.lasting_names import structure_of, under_lasting_names
from warehouse.locked import in_memory

VIEWS_SQL = (Path(__file__).parent.parent / "metrics" / "views.sql").read_text(encoding="utf-8")


def own_database() -> duckdb.DuckDBPyConnection:
    """An empty database in memory that reaches no file and no network."""
    return in_memory()


def load_current(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    uploads: Sequence[dict[str, Any]],
    beside: dict[str, pa.Table] | None = None,
) -> None:
    """Fill the tables of accepted.sql with the rows that count now, by the datasets' rules.

    `uploads` are those that count. `beside` holds rows not accepted yet, by dataset: they count as
    the newest upload, for a dry run. Each table also has upload_number, source_sheet, source_row.
    The table came_in tells which upload brought which period of whom, counting rows or not.
    """
    connection.execute(ACCEPTED_SQL)
    connection.execute(
        "CREATE TABLE came_in "
        "(dataset VARCHAR, upload_number INTEGER, period VARCHAR, directorate VARCHAR)"
    )
    newest = max((upload["number"] for upload in uploads), default=0) + 1
    trust = Structure()
    # The structure first: it says under which name the other datasets' rows count.
    for dataset in sorted(DATASETS.values(), key=lambda one: one.name != "structure"):
        tables = [
            _numbered(kept_rows(folder, upload), upload["number"])
            for upload in uploads
            if upload["dataset"] == dataset.name
        ]
        if beside and dataset.name in beside:
            tables.append(_numbered(beside[dataset.name].cast(schema(dataset.name)), newest))
        for column, kind in (
            ("upload_number", "INTEGER"),
            ("source_sheet", "VARCHAR"),
            ("source_row", "INTEGER"),
        ):
            connection.execute(f'ALTER TABLE "{dataset.name}" ADD COLUMN {column} {kind}')
        if not tables:
            continue
        accepted = pa.concat_tables([table.replace_schema_metadata(None) for table in tables])
        accepted = under_lasting_names(dataset.name, accepted, trust)
        connection.register("accepted", accepted)
        columns = quoted(accepted.column_names)
        connection.execute(
            f'INSERT INTO "{dataset.name}" ({columns}) '
            f"SELECT {columns} FROM ({current_rows_sql(dataset, 'accepted')}) AS counting"
        )
        connection.execute(
            f"INSERT INTO came_in SELECT DISTINCT '{dataset.name}', upload_number, "
            f'{period_and_directorate(dataset.name)} FROM accepted AS "{dataset.name}"'
        )
        connection.unregister("accepted")
        if dataset.name == "structure":
            trust = structure_of(connection)


def _numbered(table: pa.Table, number: int) -> pa.Table:
    return table.append_column("upload_number", pa.array([number] * len(table), pa.int32()))


def prepare_views(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """The small tables and the views that the indicators' SELECTs stand on."""
    fill(connection, "month", _months(connection))
    fill(connection, "course_level", _course_levels(connection, settings))
    fill(connection, "answer_score", answer_score_table(settings.dont_know_scores))
    fill(connection, "score_part", score_part_table())
    trust = structure_of(connection)
    fill(connection, "directorate_time", _stretches(trust))
    fill(connection, "directorate_year", _homes_in_surveys(connection, trust))
    connection.execute(VIEWS_SQL)


def fill(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Make one of our own tables from Arrow."""
    connection.register("filling", table)
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM filling')
    connection.unregister("filling")


def _stretches(trust: Structure) -> pa.Table:
    """One row per directorate (under its lasting name) and time in one division."""
    days = pa.date32()
    return pa.table(
        {
            "directorate": pa.array([one.directorate for one in trust.stretches], pa.string()),
            "division": pa.array([one.division for one in trust.stretches], pa.string()),
            "division_today": pa.array(
                [trust.division_of(one.directorate, None) for one in trust.stretches], pa.string()
            ),
            "valid_from": pa.array([one.valid_from for one in trust.stretches], days),
            "valid_to": pa.array([one.valid_to for one in trust.stretches], days),
            "became": pa.array(
                ["; ".join(one.became) or None for one in trust.stretches], pa.string()
            ),
        }
    )


def _homes_in_surveys(connection: duckdb.DuckDBPyConnection, trust: Structure) -> pa.Table:
    """One row per directorate and survey period: the division it belonged to then."""
    asked = connection.execute(
        """
        SELECT DISTINCT directorate, period
        FROM staff_survey
        WHERE directorate IS NOT NULL
        ORDER BY directorate, period
        """
    ).fetchall()
    homes = [
        trust.division_of(directorate, day_of(period)) or None for directorate, period in asked
    ]
    return pa.table(
        {
            "directorate": pa.array([directorate for directorate, _ in asked], pa.string()),
            "period": pa.array([period for _, period in asked], pa.string()),
            "division": pa.array(homes, pa.string()),
        }
    )


def _months(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    found = connection.execute(
        """
        SELECT MIN(day), MAX(day)
        FROM (
            SELECT started_on AS day FROM project_register
            UNION ALL
            SELECT register_on AS day FROM project_register
            UNION ALL
            SELECT held_on AS day FROM training_attendance
            UNION ALL
            SELECT started_on AS day FROM pdsa_log
            UNION ALL
            SELECT ended_on AS day FROM pdsa_log
        ) AS days
        """
    ).fetchall()
    first, last = found[0]
    months = months_between(first, last) if first else []
    return pa.table(
        {
            "period": pa.array([f"{begins:%Y-%m}" for begins, _ in months], pa.string()),
            "begins_on": pa.array([begins for begins, _ in months], pa.date32()),
            "ends_on": pa.array([ends for _, ends in months], pa.date32()),
        }
    )


def months_between(first: date, last: date) -> list[tuple[date, date]]:
    """First and last day of every month from `first`'s to `last`'s."""
    months = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        days = calendar.monthrange(year, month)[1]
        months.append((date(year, month, 1), date(year, month, days)))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


def course_level(course: str, settings: Settings) -> int | None:
    """The level of a course by the words in its name (trust.toml); None where no word is known."""
    named = course.casefold()
    return next((level for word, level in settings.course_levels if word in named), None)


def _course_levels(connection: duckdb.DuckDBPyConnection, settings: Settings) -> pa.Table:
    courses = [
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT course FROM training_attendance ORDER BY course"
        ).fetchall()
    ]
    levels = [course_level(course, settings) for course in courses]
    return pa.table(
        {"course": pa.array(courses, pa.string()), "level": pa.array(levels, pa.int32())}
    )
