"""Which rows break a rule of their layout, and what does the file say twice?"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from data_loaders.personal import may_be_echoed
from data_loaders.problems import Problem
from data_loaders.table import Table
from warehouse.datasets import schema


def check_rows(table: Table) -> None:
    """Hold the rows that break a rule of their layout; make the lines of those that are ready."""
    rows = table.layout.complete(table.rows, table.found)
    for rule in table.layout.checks:
        broken = rule.broken(rows).fillna(False).to_numpy(dtype=bool)
        for place in np.flatnonzero(broken).tolist():
            values = {
                name: _in_words(rows[name].iloc[place]) for name in _NAMED.findall(rule.sentence)
            }
            table.problems.append(
                table.problem(
                    rule.code,
                    rule.severity,
                    rule.sentence.format(**values),
                    place,
                    rule.column,
                    between=values if rule.column is None else None,
                )
            )
        table.held |= broken & (rule.severity == "hold")
        table.left_out |= broken & rule.leaves_out
    ready = rows[~table.held & ~table.left_out]
    table.lines = table.layout.unfold(ready) if table.layout.unfold else ready
    if table.layout.doubts:
        table.problems += [
            Problem("lines_disagree", "warn", sentence, table.found.sheet)
            for sentence in table.layout.doubts(table.lines)
        ]


_NAMED = re.compile(r"{(\w+)}")


def _in_words(value: object) -> str:
    text = f"{value:%d/%m/%Y}" if isinstance(value, pd.Timestamp) else str(value)
    return text if may_be_echoed(text) else "this"


def check_repetitions(tables: list[Table]) -> None:
    """What the file says twice in the same words counts once; said differently, it is held."""
    for layout in {id(table.layout): table.layout for table in tables}.values():
        alike = [table for table in tables if table.layout is layout]
        lines = pd.concat([table.lines for table in alike], keys=range(len(alike)))
        key = list(layout.key)
        if not (same_key := lines.duplicated(key, keep=False)).any():
            continue
        of_key = lines[same_key]
        if layout.rather is not None:
            column, value = layout.rather
            of_key = of_key.sort_values(column, key=lambda values: values != value, kind="stable")
        if layout.repeats == "one counts":
            repeated = of_key.index[of_key.duplicated(key)]
            differing = of_key.index[:0]
        else:
            kept = [name for name in schema(layout.dataset).names if name in lines]
            repeated = of_key.index[of_key.duplicated(kept)]
            once = of_key.drop(repeated)
            differing = once.index[once.duplicated(key, keep=False)]
        for number, table in enumerate(alike):
            _take_out(table, repeated, differing, number)


def _take_out(table: Table, repeated: pd.Index[Any], differing: pd.Index[Any], number: int) -> None:
    size = len(table.held)
    again, clashing = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    again[[row for sheet, row in repeated if sheet == number]] = True
    clashing[[row for sheet, row in differing if sheet == number]] = True
    again &= ~clashing
    words = table.layout.key_in_words
    table.hold(
        clashing,
        "repeated_differently",
        f"{words}, but not the same details. Keep one of them.",
        None,
    )
    table.left_out |= again
    table.problems += [
        table.problem("repeated", "warn", f"{words}. Counted once.", place)
        for place in np.flatnonzero(again).tolist()
    ]
    gone = np.flatnonzero(again | clashing)
    table.lines = table.lines[~table.lines.index.isin(gone)]
