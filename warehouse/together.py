"""Which rows count where several files of one dataset come in together? As if one after another."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from warehouse.build import own_database
from warehouse.datasets import DATASETS, current_rows_sql, quoted, schema


def counting_together(dataset: str, tables: Sequence[pa.Table]) -> pa.Table:
    """The rows of the dataset's files that count among themselves, later files over earlier ones.

    They can then be told against what is held as if they were one file: a row that a later file
    of the same drop replaces would not count either way.
    """
    columns = schema(dataset)
    numbered = [
        table.cast(columns)
        .replace_schema_metadata(None)
        .append_column("upload_number", pa.array([number] * len(table), pa.int32()))
        for number, table in enumerate(tables)
    ]
    with own_database() as connection:
        connection.register("accepted", pa.concat_tables(numbered))
        return connection.sql(
            f"SELECT {quoted(columns.names)} "
            f"FROM ({current_rows_sql(DATASETS[dataset], 'accepted')}) AS counting"
        ).to_arrow_table()
