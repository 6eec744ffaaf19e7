"""What is an uploader told about a file before it is accepted?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pyarrow as pa

from data_loaders.corrections import Correction
from data_loaders.kinds import clean
from data_loaders.names import NameQuestion
from data_loaders.own_layouts import OwnLayout
from data_loaders.personal import may_be_echoed
from data_loaders.problems import Problem
from data_loaders.table import Table
from warehouse.datasets import DATASETS, schema

Outcome = Literal["accept", "warn", "hold", "refuse", "no_change"]


@dataclass(frozen=True)
class Checked:
    """What the uploader is told about a file. Nothing has changed yet.

    Rows are rows of the spreadsheet; in a grid of units and measures its cells.
    `rows_in_file` = `rows_ready` + `rows_held` + `rows_left_out` (totals, notes, repetitions).
    `headings` holds theirs, ours and the first value under it. `rows` are the lines ready to be
    accepted, in the columns of their dataset; `periods` the periods they speak of. `corrections`
    are the cells that were read as the uploader has written them instead.
    """

    outcome: Outcome
    file_name: str
    sha256: str
    dataset: str | None = None
    layout: str | None = None
    sheet: str | None = None
    heading_row: int | None = None
    rows_in_file: int = 0
    rows_ready: int = 0
    rows_held: int = 0
    rows_left_out: int = 0
    ignored_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[NameQuestion, ...] = ()
    headings: tuple[tuple[str, str, str], ...] = ()
    periods: tuple[str, ...] = ()
    rows: pa.Table | None = None
    own_layout: OwnLayout | None = None  # who explained the headings, if somebody did
    corrections: tuple[Correction, ...] = ()
    # How many rows were read as somebody said what a name means: kind, name, rows.
    answers_used: tuple[tuple[str, str, int], ...] = ()


def told(tables: list[Table], file_name: str, sha256: str) -> Checked:
    """What the uploader reads about all sheets of the file."""
    layout = tables[0].layout
    problems = [problem for table in tables for problem in table.problems]
    for table in tables:
        problems += _withheld(table)
    held = sum(int((table.held & ~table.left_out).sum()) for table in tables)
    rows = pa.concat_tables([_as_arrow(table) for table in tables])
    in_file = sum(table.found.rows_in_file for table in tables)
    ready = sum(int((~table.held & ~table.left_out).sum()) for table in tables)
    period = DATASETS[layout.dataset].period
    severities = {problem.severity for problem in problems}
    return Checked(
        outcome="hold" if "hold" in severities else "warn" if "warn" in severities else "accept",
        file_name=file_name,
        sha256=sha256,
        dataset=layout.dataset,
        layout=" + ".join(dict.fromkeys(table.layout.name for table in tables)),
        sheet=", ".join(table.found.sheet for table in tables if table.found.sheet) or None,
        heading_row=tables[0].found.heading_row,
        rows_in_file=in_file,
        rows_ready=ready,
        rows_held=held,
        rows_left_out=in_file - ready - held,
        ignored_columns=tuple(
            dict.fromkeys(name for table in tables for name in table.found.ignored)
        ),
        problems=tuple(problems),
        questions=_joined_questions(tables),
        headings=tuple(
            dict.fromkeys(heading for table in tables for heading in _headings_told(table))
        ),
        periods=tuple(sorted(rows.column(period).unique().to_pylist())) if period else (),
        rows=rows,
        answers_used=tuple(
            (kind, name, many)
            for (kind, name), many in sorted(
                sum((table.answers_used for table in tables), Counter()).items()
            )
        ),
    )


def _withheld(table: Table) -> list[Problem]:
    """Numbers withheld at the source are kept as withheld; the uploader is told how many."""
    marks = sorted({mark for _, mark in table.withheld})
    told = []
    if marks:
        cells = sum(table.withheld.values())
        hold = "cell holds" if cells == 1 else "cells hold"
        written = " or ".join(f'"{mark}"' for mark in marks)
        told.append(f"{cells} {hold} {written}. Kept as withheld, never as nought.")
    if "is_suppressed" in table.lines:
        marked = sum(
            cells
            for (column, _), cells in table.withheld.items()
            if column not in ("respondents", "eligible")
        )
        empty = int(table.lines["is_suppressed"].sum()) - marked
        if empty > 0:
            are = "result is" if empty == 1 else "results are"
            told.append(f"{empty} {are} empty. Kept as withheld, never as nought.")
    return [Problem("withheld_at_source", "warn", sentence, table.found.sheet) for sentence in told]


def _joined_questions(tables: list[Table]) -> tuple[NameQuestion, ...]:
    """Each name asked about once, with all the rows of the file that wait for it."""
    questions: dict[tuple[str, str, date | None], NameQuestion] = {}
    for question in (question for table in tables for question in table.questions):
        name = (question.kind, question.written, question.since)
        before = questions[name].rows if name in questions else 0
        questions[name] = replace(question, rows=question.rows + before)
    return tuple(questions.values())


def _headings_told(table: Table) -> list[tuple[str, str, str]]:
    told = []
    for column in table.layout.columns_understood:
        if column.name in table.found.cells:
            texts = (clean(cell) for cell in table.found.cells[column.name].distinct)
            first = next((text for text in texts if text), "")
            shown = first if not column.kind.is_personal and may_be_echoed(first) else "not shown"
            told.append((table.found.headings[column.name], column.name, shown))
    return told


def _as_arrow(table: Table) -> pa.Table:
    """Lines in the columns of their dataset, with where each came from."""
    columns = schema(table.layout.dataset)
    lines = table.lines
    size = len(lines)
    arrays = []
    for column in columns:
        if column.name == "source_sheet":
            array = pa.repeat(pa.scalar(table.found.sheet, column.type), size)
        elif column.name == "source_row":
            array = pa.array(table.found.source_row[lines.index.to_numpy()]).cast(column.type)
        elif column.name in lines:
            array = pa.array(lines[column.name], from_pandas=True).cast(column.type)
        else:
            array = pa.nulls(size, column.type)
        arrays.append(array)
    return pa.table(arrays, schema=columns)
