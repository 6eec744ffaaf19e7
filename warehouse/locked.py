"""How is DuckDB opened? So that no statement reaches another file, the network or our variables.

Even a statement that somebody smuggled in could read and write nothing but the one file that was
opened, and cannot undo this: the configuration is locked. tests/warehouse/test_sql_lock.py tries.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
# Several threads add up decimals in another order each time: a score of exactly 7.455 was once
# published as 7.46 and once as 7.45, and taking back did not restore it. One thread took no
# longer for a whole trust (3 to 6 seconds either way, duckdb 2.0.0).
_EXACT: dict[str, str | bool | int | float | list[str]] = {**_LOCKED, "threads": 1}


def reading(file: Path) -> duckdb.DuckDBPyConnection:
    """A published snapshot, for reading."""
    return duckdb.connect(str(file), read_only=True, config=_LOCKED)


def writing(file: Path) -> duckdb.DuckDBPyConnection:
    """A snapshot in the making."""
    return duckdb.connect(str(file), config=_EXACT)


def in_memory() -> duckdb.DuckDBPyConnection:
    """An empty database of the publisher's own."""
    return duckdb.connect(config=_EXACT)
