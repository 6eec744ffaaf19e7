"""Whatever a statement says, it reaches no file but the one opened, no network and none of our variables.

Every connection that we open (warehouse/locked.py) refuses every statement of a list; and a look
through the code finds no connection opened elsewhere, and no data in the text of a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from warehouse import locked

# {folder} holds a file secret.csv that a statement may not see, and must get no other file.
FORBIDDEN = (
    "SELECT * FROM read_text('{folder}/secret.csv')",
    "SELECT * FROM read_blob('{folder}/secret.csv')",
    "SELECT * FROM read_csv('{folder}/secret.csv')",
    "SELECT * FROM read_parquet('{folder}/secret.csv')",
    "SELECT * FROM read_json('{folder}/secret.csv')",
    "SELECT * FROM sniff_csv('{folder}/secret.csv')",
    "SELECT * FROM parquet_metadata('{folder}/secret.csv')",
    "SELECT * FROM '{folder}/secret.csv'",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_csv('https://evil.example/secret.csv')",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "COPY held FROM '{folder}/secret.csv'",
    "ATTACH '{folder}/out.duckdb'",
    "EXPORT DATABASE '{folder}/out'",
    "IMPORT DATABASE '{folder}'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "CREATE SECRET s (TYPE s3)",
    "SELECT * FROM our_variable",
    "SELECT getenv('HOME')",
    "SET enable_external_access = true",
    "SET allowed_directories = ['/']",
    "SET python_enable_replacements = true",
    "SET lock_configuration = false",
    "RESET lock_configuration",
    "SET temp_directory = '{folder}'",
    "PRAGMA profiling_output = '{folder}/out'",
    "CALL enable_logging(storage = 'file', storage_path = '{folder}/out')",
)


def in_memory(_file: Path) -> duckdb.DuckDBPyConnection:
    return locked.in_memory()


@pytest.fixture(
    params=[locked.reading, locked.writing, in_memory], ids=lambda open_: open_.__name__
)
def connection(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Each kind of connection that we open, with a table `held` in it, beside a secret file."""
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    file = tmp_path / "snapshot.duckdb"
    with locked.writing(file) as made:
        made.execute("CREATE TABLE held (a INTEGER)")
    opens: Callable[[Path], duckdb.DuckDBPyConnection] = request.param
    with opens(file) as opened:
        if opens is in_memory:
            opened.execute("CREATE TABLE held (a INTEGER)")
        yield opened


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_a_statement_reaches_nothing_else(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, statement: str
) -> None:
    our_variable = pd.DataFrame({"a": [1]})
    with pytest.raises(duckdb.Error):
        connection.execute(statement.format(folder=tmp_path)).fetchall()
    assert {file.name for file in tmp_path.iterdir()} == {"secret.csv", "snapshot.duckdb"}
    del our_variable


def test_a_snapshot_is_opened_so_that_nothing_in_it_can_be_changed(tmp_path: Path) -> None:
    file = tmp_path / "snapshot.duckdb"
    locked.writing(file).close()
    with locked.reading(file) as opened, pytest.raises(duckdb.InvalidInputException):
        opened.execute("CREATE TABLE held (a INTEGER)")
