"""How does a spreadsheet become checked rows? read → recognise → map → reconcile → check → accept."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
from sqlalchemy import Engine

from data_loaders.kinds import clean
from data_loaders.layouts import Column, Found, Layout, Mask
from data_loaders.names import NameQuestion, TrustNames, parts_of, trust_names
from data_loaders.personal import may_be_echoed
from data_loaders.problems import (
    FileRefused,
    NothingToAccept,
    Problem,
    RowsWaiting,
    refused,
)
from data_loaders.recognise import Recognised, recognise
from data_loaders.staff_key import staff_keys
from data_loaders.workbook import SHOWS_ERROR, UNWORKED_FORMULA, read
from warehouse import accepted
from warehouse import register as register_of
from warehouse.datasets import DATASETS, schema

Codes = np.ndarray[Any, np.dtype[np.int64]]
Outcome = Literal["accept", "warn", "hold", "refuse", "no_change"]


@dataclass(frozen=True)
class Checked:
    """What the uploader is told about a file. Nothing has changed yet.

    Rows are rows of the spreadsheet; in a grid of units and measures its cells.
    `rows_in_file` = `rows_ready` + `rows_held` + `rows_left_out` (totals, notes, repetitions).
    `headings` holds theirs, ours and the first value under it. `rows` are the lines ready to be
    accepted, in the columns of their dataset; `periods` the periods they speak of.
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


def check(
    content: bytes, file_name: str, folder: Path, register: Engine, dataset: str | None = None
) -> Checked:
    """Everything about a file that can be told before it is accepted; all problems at once.

    `dataset` says what the uploader takes it for, if anything. Never raises for a bad file.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if same := accepted.published_before(register, sha256):
        return _no_change(file_name, sha256, same)
    try:
        sheets = read(content, file_name)
        remembered = {name: register_of.headings(register, name) for name in DATASETS}
        names = trust_names(folder, register)
        tables = []
        for recognised in recognise(sheets, file_name, dataset, remembered):
            table = map_columns(recognised)
            names = reconcile(table, names, folder)
            check_rows(table)
            tables.append(table)
        _check_repetitions(tables)
    except FileRefused as refusal:
        return Checked("refuse", file_name, sha256, dataset, problems=(refusal.problem,))
    return _told(tables, file_name, sha256)


def accept(
    checked: Checked, folder: Path, register: Engine, person: str, hold_bad_rows: bool
) -> str:
    """Keep the rows that are ready, and return the upload's id; they count when published.

    Raises NothingToAccept where the file was refused or changes nothing, RowsWaiting where rows
    are held and `hold_bad_rows` does not say that they may stay behind.
    """
    if checked.rows is None or checked.dataset is None:
        raise NothingToAccept(checked.problems[0].message)
    if checked.rows_held and not hold_bad_rows:
        raise RowsWaiting(
            f"{checked.rows_held} of {checked.rows_in_file} rows are held. "
            "Put them right, or say that the others may be loaded without them."
        )
    if checked.rows.num_rows == 0:
        raise NothingToAccept(f"{checked.file_name} has no row that is ready.")
    return accepted.accept(
        folder,
        register,
        checked.rows,
        accepted.About(
            dataset=checked.dataset,
            layout=checked.layout or "",
            file_name=checked.file_name,
            sha256=checked.sha256,
            sheet=checked.sheet,
            heading_row=checked.heading_row,
            rows=checked.rows_in_file,
            rows_held=checked.rows_held,
            uploaded_by=person,
        ),
    )


@dataclass
class Table:
    """One recognised sheet on its way: understood rows, which of them are held or left out, why."""

    layout: Layout
    found: Found
    rows: pd.DataFrame  # one row per row found; columns under our names
    held: Mask
    left_out: Mask
    problems: list[Problem]
    questions: list[NameQuestion]
    withheld: Counter[tuple[str, str]]  # cells by column and mark of a withheld number
    lines: pd.DataFrame = field(default_factory=pd.DataFrame)  # of the dataset, once checked

    def hold(
        self, rows: Mask, code: str, sentence: str, column: str | None, found: str | None = None
    ) -> None:
        """Hold these rows, each with the same problem."""
        self.held |= rows
        heading = self.found.headings.get(column, column) if column else None
        self.problems += [
            Problem(code, "hold", sentence, self.found.sheet, int(row), heading, found)
            for row in self.found.source_row[rows]
        ]


def map_columns(recognised: Recognised) -> Table:
    """Cells under their headings become values under our names; what is not understood is held."""
    layout, found = recognised.layout, recognised.found
    if layout.arrange is not None:
        found = layout.arrange(found)
    size = len(found.source_row)
    if size == 0:
        raise refused(
            "empty_file",
            f"{found.file_name} has headings, but no rows under them. Nothing was read.",
            found.sheet,
        )
    table = Table(
        layout,
        found,
        pd.DataFrame(index=pd.RangeIndex(size)),
        np.zeros(size, dtype=bool),
        np.zeros(size, dtype=bool),
        found.problems,
        [],
        Counter(),
    )
    columns = {}
    for column in layout.columns_understood:
        if column.name in found.cells:
            columns[column.name] = _values(table, column)
        else:
            columns[column.name] = _taken([None], column.kind.dtype, np.zeros(size, dtype=np.int64))
    table.rows = pd.DataFrame(columns)
    return table


def _values(table: Table, column: Column) -> pd.Series[Any]:
    """A column's values; cells that are not understood or missing hold their rows."""
    cells = table.found.cells[column.name]
    for mark, code, sentence in _WITHOUT_RESULT:
        if mark in cells.distinct:
            table.hold(cells.same_as(mark), code, sentence, column.name)
            cells = cells.only(~cells.same_as(mark))
    understood = column.kind.understand(cells.distinct, table.found.is_1904)
    for place, wrong in understood.wrong.items():
        written = clean(cells.distinct[place])
        may_show = not column.kind.is_personal and may_be_echoed(written)
        table.hold(
            cells.codes == place,
            wrong.code,
            wrong.sentence if may_show else _without_echo(wrong.sentence, written),
            column.name,
            written if may_show else None,
        )
    for place in understood.withheld:
        rows = int((cells.codes == place).sum())
        table.withheld[column.name, clean(cells.distinct[place])] += rows
    if not column.may_be_empty:
        table.hold(
            table.found.cells[column.name].is_empty, "empty", f"empty. {column.ask}", column.name
        )
    return _taken(understood.values, column.kind.dtype, cells.codes)


def _taken(values: Sequence[object], dtype: str, codes: Codes) -> pd.Series[Any]:
    """For each row the value its code points at; -1 points at none."""
    distinct = pd.Series([*values, None], dtype=dtype)
    return distinct.take(codes).reset_index(drop=True)


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


def reconcile(table: Table, names: dict[str, TrustNames], folder: Path) -> dict[str, TrustNames]:
    """Names become the trust's own; a name nobody knows is asked about, and its rows wait.

    Staff numbers become keyed hashes. Returns the names known from here on: a store that knew
    none takes in those of its first file.
    """
    for column in table.layout.columns_understood:
        if column.kind.names is None or column.name not in table.found.cells:
            continue
        codes, written = pd.factorize(table.rows[column.name])
        if column.kind.names == "person":
            table.rows[column.name] = _taken(staff_keys(written, folder), "str", codes)
            continue
        may_be_several = column.kind.names in ("lead_directorate", "directorates")
        kind = "directorate" if may_be_several else column.kind.names
        if names[kind].takes_new_names:
            new = [
                part for name in written for part in (parts_of(name) if may_be_several else [name])
            ]
            names = {**names, kind: _with_new_names(table, names[kind], new)}
        known = names[kind]
        lead: list[str | None] = []
        others: list[str | None] = []
        for place, name in enumerate(written):
            meant = known.several(name) if may_be_several else {name: known.meant(name)}
            for part in (part for part, its_meaning in meant.items() if its_meaning is None):
                _ask(table, column, known, codes == place, part)
            known_names = list(dict.fromkeys(meaning for meaning in meant.values() if meaning))
            if column.kind.names == "directorates":
                lead.append("; ".join(known_names) or None)
            else:
                lead.append(known_names[0] if known_names else None)
                others.append("; ".join(known_names[1:]) or None)
        table.rows[column.name] = _taken(lead, "str", codes)
        if column.kind.names == "lead_directorate":
            table.rows["other_than_lead"] = _taken(others, "str", codes)
    return names


def _with_new_names(table: Table, known: TrustNames, written: list[str]) -> TrustNames:
    if known.kind == "directorate" and written:
        new = known.with_names(written)
        names = ", ".join(sorted(set(new.spellings.values())))
        table.problems.append(
            Problem(
                "names_taken_as_new",
                "warn",
                "No directorate is known yet, so the names in this file are taken as they are: "
                f"{names}. Load the structure first if they are not the trust's own.",
                table.found.sheet,
            )
        )
    return known.with_names(written)


def _ask(table: Table, column: Column, known: TrustNames, rows: Mask, written: str) -> None:
    """Hold the rows with a name that nobody knows, until somebody says what it means."""
    if not may_be_echoed(written):
        table.hold(rows, "name_unknown", "too long for a name. Write the name alone.", column.name)
        return
    question = NameQuestion(known.kind, written, int(rows.sum()), known.suggestions(written))
    table.questions.append(question)
    table.hold(rows, "name_unknown", question.sentence, column.name, written)


def check_rows(table: Table) -> None:
    """Hold the rows that break a rule of their layout; make the lines of those that are ready."""
    rows = table.layout.complete(table.rows, table.found)
    for rule in table.layout.checks:
        broken = rule.broken(rows).fillna(False).to_numpy(dtype=bool)
        heading = table.found.headings.get(rule.column, rule.column) if rule.column else None
        for place in np.flatnonzero(broken):
            values = {
                name: _in_words(rows[name].iloc[place]) for name in _NAMED.findall(rule.sentence)
            }
            table.problems.append(
                Problem(
                    rule.code,
                    rule.severity,
                    rule.sentence.format(**values),
                    table.found.sheet,
                    int(table.found.source_row[place]),
                    heading,
                )
            )
        table.held |= broken & (rule.severity == "hold")
        table.left_out |= broken & rule.leaves_out
    ready = rows[~table.held & ~table.left_out]
    table.lines = table.layout.unfold(ready) if table.layout.unfold else ready


_NAMED = re.compile(r"{(\w+)}")


def _in_words(value: object) -> str:
    text = f"{value:%d/%m/%Y}" if isinstance(value, pd.Timestamp) else str(value)
    return text if may_be_echoed(text) else "this"


def _check_repetitions(tables: list[Table]) -> None:
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
        Problem("repeated", "warn", f"{words}. Counted once.", table.found.sheet, int(row))
        for row in table.found.source_row[again]
    ]
    gone = np.flatnonzero(again | clashing)
    table.lines = table.lines[~table.lines.index.isin(gone)]


def _told(tables: list[Table], file_name: str, sha256: str) -> Checked:
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
    questions: dict[tuple[str, str], NameQuestion] = {}
    for question in (question for table in tables for question in table.questions):
        name = (question.kind, question.written)
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


def _no_change(file_name: str, sha256: str, same: dict[str, object]) -> Checked:
    day = datetime.fromisoformat(str(same["uploaded_at"]))
    said = f"You published this file on {day.day} {day:%B %Y}. It changes nothing."
    return Checked(
        "no_change",
        file_name,
        sha256,
        dataset=str(same["dataset"]),
        layout=str(same["layout"]),
        problems=(Problem("same_file", "warn", said),),
    )
