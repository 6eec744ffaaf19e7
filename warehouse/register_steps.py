"""How does a register of an earlier release become one of this release?

A table that is new needs nothing here: it is made where it is missing. Whoever changes a table that
an earlier release made adds a step at the end of STEPS. Each step runs once, all of them in one
transaction; the register keeps the number of steps it has seen (PRAGMA user_version). A step that
has been published is never edited, moved or taken out.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import MetaData
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

STEPS: tuple[tuple[str, ...], ...] = (
    # 1: the checksum of the Parquet file that keeps an upload's rows; NULL: not known yet
    ("ALTER TABLE upload ADD COLUMN kept_sha256 VARCHAR",),
    # 2: headings are explained together, by sheet (own_layout); single ones cannot be carried over
    ("DROP TABLE IF EXISTS heading",),
    # 3: an answer to a name may hold between two days only
    (
        "ALTER TABLE alias RENAME TO alias_before",
        """
        CREATE TABLE alias (
            kind VARCHAR NOT NULL,
            written VARCHAR NOT NULL,
            valid_from VARCHAR NOT NULL,
            valid_to VARCHAR,
            meaning VARCHAR NOT NULL,
            said_by VARCHAR NOT NULL,
            said_on VARCHAR NOT NULL,
            PRIMARY KEY (kind, written, valid_from)
        )
        """,
        """
        INSERT INTO alias
        SELECT kind, written, '', NULL, meaning, said_by, said_on FROM alias_before
        """,
        "DROP TABLE alias_before",
    ),
    # 4: how many cells of an upload were corrected on the screen
    ("ALTER TABLE upload ADD COLUMN cells_corrected INTEGER NOT NULL DEFAULT 0",),
    # 5: access has days and a history; somebody without a role is known all the same
    (
        "ALTER TABLE person RENAME TO person_before",
        "CREATE TABLE person (person_id VARCHAR NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (person_id))",
        "INSERT INTO person SELECT LOWER(person_id), MAX(name) FROM person_before GROUP BY LOWER(person_id)",
        """
        CREATE TABLE access_given (
            number INTEGER NOT NULL,
            person_id VARCHAR NOT NULL,
            role VARCHAR NOT NULL,
            directorates VARCHAR NOT NULL,
            valid_from VARCHAR NOT NULL,
            valid_to VARCHAR NOT NULL,
            given_by VARCHAR NOT NULL,
            given_at VARCHAR NOT NULL,
            ended_by VARCHAR,
            ended_at VARCHAR,
            PRIMARY KEY (number)
        )
        """,
        """
        INSERT INTO access_given
            (person_id, role, directorates, valid_from, valid_to, given_by, given_at)
        SELECT LOWER(person_id), role, directorates, '', '', 'An earlier release',
            STRFTIME('%Y-%m-%dT%H:%M:%S+00:00', 'now')
        FROM person_before
        WHERE role <> ''
        """,
        "DROP TABLE person_before",
    ),
)


class RegisterTooNew(Exception):
    """A later release has written this register; the message says what to do."""

    def __init__(self) -> None:
        super().__init__(
            "A newer release of the dashboard has worked on this data. Install that release again, "
            "or restore a backup made before it. Nothing was changed."
        )


def bring_up_to_date(file: Path, tables: MetaData) -> None:
    """Make the register, or what it lacks; does nothing where it is up to date.

    Raises RegisterTooNew where the register knows more steps than this code.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        if _seen(connection) == len(STEPS) and _tables_in(connection) >= set(tables.tables):
            return
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        # Looked at again: another process may have done it while we waited for our turn.
        seen = _seen(connection)
        steps = STEPS[seen:] if _tables_in(connection) else ()
        for statement in (statement for step in steps for statement in step):
            connection.execute(statement)
        for table in tables.sorted_tables:
            made = CreateTable(table, if_not_exists=True).compile(dialect=sqlite.dialect())
            connection.execute(str(made))
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")


def _seen(connection: sqlite3.Connection) -> int:
    seen = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if seen > len(STEPS):
        raise RegisterTooNew
    return seen


def _tables_in(connection: sqlite3.Connection) -> set[str]:
    return {
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
