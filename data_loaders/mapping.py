"""What do the cells under each heading mean?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import numpy as np
import pandas as pd

from data_loaders.kinds import Value, clean
from data_loaders.layouts import Column
from data_loaders.personal import may_be_echoed
from data_loaders.problems import Problem, refused
from data_loaders.recognise import Recognised
from data_loaders.table import Codes, Table, taken
from data_loaders.workbook import SHOWS_ERROR, UNWORKED_FORMULA


def map_columns(recognised: Recognised) -> Table:
    """Cells under their headings become values under our names; what is not understood is held."""
    layout, found = recognised.layout, recognised.found
    if layout.arrange is not None:
        found = layout.arrange(found)
    size = len(found.source_row)
    if size == 0:
        why = (
            f"no row under its headings is one that we keep. {found.problems[-1].message}"
            if found.problems
            else "there are headings, but no rows under them."
        )
        raise refused("empty_file", f"{found.file_name}: {why} Nothing was read.", found.sheet)
    table = Table(
        layout,
        found,
        pd.DataFrame(index=pd.RangeIndex(size)),
        {},
        np.zeros(size, dtype=bool),
        np.zeros(size, dtype=bool),
        found.problems,
        [],
        Counter(),
    )
    columns = {}
    for column in layout.columns_understood:
        if column.name not in found.cells:
            columns[column.name] = taken([None], column.kind.dtype, np.zeros(size, dtype=np.int64))
            continue
        values, codes = _values(table, column)
        if column.kind.names is None and not column.kind.choices:
            columns[column.name] = taken(values, column.kind.dtype, codes)
        else:
            names = [None if value is None else str(value) for value in values]
            table.written[column.name] = (names, codes)
    table.rows = pd.DataFrame(columns, index=table.rows.index)
    return table


def _values(table: Table, column: Column) -> tuple[list[Value], Codes]:
    """A column's distinct values and which of them stands in each row.

    Cells that are not understood, or missing where one is needed, hold their rows.
    """
    cells = table.found.cells[column.name]
    for mark, code, sentence in _WITHOUT_RESULT:
        if mark in cells.distinct:
            table.hold(cells.same_as(mark), code, sentence, column.name)
            cells = cells.only(~cells.same_as(mark))
    understood = column.kind.understand(cells.distinct, table.found.is_1904)
    for place, rows in _rows_with(cells.codes, understood.wrong):
        wrong, written = understood.wrong[place], clean(cells.distinct[place])
        may_show = not column.kind.is_personal and may_be_echoed(written)
        table.hold(
            rows,
            wrong.code,
            wrong.sentence if may_show else _without_echo(wrong.sentence, written),
            column.name,
            written if may_show else None,
        )
    for place, rows in _rows_with(cells.codes, understood.taken_for):
        written, many = (
            clean(cells.distinct[place]),
            "1 row" if len(rows) == 1 else f"{len(rows)} rows",
        )
        table.problems.append(
            Problem(
                "taken_for",
                "warn",
                f'"{written}" ({many}) is taken for {understood.taken_for[place]}.',
                table.found.sheet,
                column=table.found.headings.get(column.name),
                found=written,
            )
        )
    for place, rows in _rows_with(cells.codes, understood.withheld):
        table.withheld[column.name, clean(cells.distinct[place])] += len(rows)
    if not column.may_be_empty:
        table.hold(
            table.found.cells[column.name].is_empty, "empty", f"empty. {column.ask}", column.name
        )
    values = understood.values  # noqa: PD011 (a list, no frame)
    return values, cells.codes


def _rows_with(codes: Codes, places: Collection[int]) -> list[tuple[int, Codes]]:
    """For each of these distinct cells, the rows it stands in; one look at the column for all."""
    wanted = np.flatnonzero(np.isin(codes, list(places)))
    in_order = wanted[np.argsort(codes[wanted], kind="stable")]
    found, begins = np.unique(codes[in_order], return_index=True)
    return (
        list(zip(found.tolist(), np.split(in_order, begins[1:]), strict=True)) if len(found) else []
    )


_WITHOUT_RESULT = (
    (SHOWS_ERROR, "error_cell", "shows an error in Excel. Put it right, or type the value."),
    (
        UNWORKED_FORMULA,
        "formula_not_worked_out",
        "a formula without a result. Open the file in Excel, save it, and drop it again.",
    ),
)


def _without_echo(sentence: str, written: str) -> str:
    """The sentence with the cell's own text taken out."""
    return sentence.replace(f'"{written}"', "something else").replace(written, "this")
