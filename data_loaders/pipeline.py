"""How does a spreadsheet become checked rows? read → recognise → map → reconcile → check → accept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data_loaders.checked import Checked, told
from data_loaders.checks import check_repetitions, check_rows
from data_loaders.corrections import Correction, from_records, lay_over
from data_loaders.corrections import told as corrections_told
from data_loaders.mapping import map_columns
from data_loaders.marked_copy import SUMMARY
from data_loaders.names import trust_names
from data_loaders.org_levels import read_level
from data_loaders.own_layouts import OwnLayout, remember, remembered, what_is_wrong
from data_loaders.problems import (
    FileRefused,
    MappingWrong,
    NothingToAccept,
    Problem,
    RowsWaiting,
    refused,
)
from data_loaders.recognise import layout_of, recognise
from data_loaders.reconcile import reconcile, taken_as_new
from data_loaders.workbook import doubtful_letters, read
from warehouse import accepted
from warehouse import register as register_of
from warehouse.datasets import DATASETS
from warehouse.lock import Progress, silent
from warehouse.register_tables import State

__all__ = ["Checked", "accept", "check", "say"]


def check(
    content: bytes,
    file_name: str,
    folder: Path,
    register: Engine,
    dataset: str | None = None,
    said: OwnLayout | None = None,
    corrections: Sequence[Correction] | None = None,
    progress: Progress = silent,
) -> Checked:
    """Everything about a file that can be told before it is accepted; all problems at once.

    `dataset` says what the uploader takes it for, if anything; `said` how its headings are to be
    read, instead of what is remembered; `corrections` which cells are to be read otherwise than
    they stand there: None for those that the file was published with, if it was. `progress` is
    told each step and the share of the work done before it. Never raises for a bad file.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    same = accepted.published_before(register, sha256)
    if same and dataset not in (None, same["dataset"]):
        return Checked("refuse", file_name, sha256, dataset, problems=(_published_as(same),))
    if same and not same["rows_held"] and corrections is None:
        return _no_change(Checked("no_change", file_name, sha256), same)
    if corrections is None:
        before = accepted.corrections_of(folder, same["upload_id"]) if same else ()
        corrections = from_records(before)
    try:
        progress("Reading the cells", 0.05)
        sheets = tuple(sheet for sheet in read(content, file_name) if sheet.name != SUMMARY)
        lay_over(sheets, corrections)
        progress("Recognising the table", 0.75)
        names = known = trust_names(folder, register)
        tables = []
        sheets_read = recognise(sheets, file_name, dataset, remembered(register), said)
        for recognised in sheets_read:
            progress("Reading the columns", 0.8)
            table = map_columns(recognised)
            progress("Matching names", 0.9)
            read_level(table, names["directorate"])
            names = reconcile(table, names, folder)
            progress("Checking the rows", 0.95)
            check_rows(table)
            tables.append(table)
        check_repetitions(tables)
        tables[0].problems += doubtful_letters(sheets)
        tables[0].problems += taken_as_new(known["directorate"], names["directorate"])
    except FileRefused as refusal:
        return Checked("refuse", file_name, sha256, dataset, problems=(refusal.problem,))
    checked = replace(
        told(tables, file_name, sha256),
        own_layout=sheets_read[0].own,
        corrections=corrections_told(corrections, tables),
    )
    if same and checked.rows is not None and accepted.holds_already(folder, same, checked.rows):
        return _no_change(checked, same)
    return checked


def say(
    content: bytes,
    file_name: str,
    folder: Path,
    register: Engine,
    said: OwnLayout,
    person: str,
) -> Checked:
    """Read a file as somebody says, and remember that for files with the same headings.

    Nothing is remembered where the file cannot be read so. Raises MappingWrong where the headings
    cannot mean what is said of them.
    """
    layout = layout_of(said.dataset, said.layout)
    if wrong := what_is_wrong(said, layout):
        raise MappingWrong(" ".join(wrong))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    by = register_of.name_of(register, person)
    said = replace(said, file_name=file_name, said_by=by, said_at=now)
    checked = check(content, file_name, folder, register, said.dataset, said)
    if _is_read(checked):
        remember(register, said, layout, person)
    return checked


def accept(
    checked: Checked,
    folder: Path,
    register: Engine,
    person: str,
    hold_bad_rows: bool,
    state: State = "counts",
) -> str:
    """Keep the rows that are ready, and return the upload's id; they count when published.

    In the `state` 'waiting', only the publication that names them makes them count.
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
    upload_id = accepted.accept(
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
            cells_corrected=len(checked.corrections),
        ),
        state,
        [correction.as_record() for correction in checked.corrections],
    )
    register_of.note_answers_used(register, upload_id, checked.answers_used)
    return upload_id


def _is_read(checked: Checked) -> bool:
    """Whether at least one row is ready or only waits for an answer."""
    asked = {question.written for question in checked.questions}
    rows_wrong = {
        (problem.sheet, problem.row)
        for problem in checked.problems
        if problem.severity == "hold" and problem.found not in asked
    }
    return checked.rows_ready + checked.rows_held > len(rows_wrong)


def _published_as(same: Mapping[str, Any]) -> Problem:
    title = DATASETS[same["dataset"]].title.lower()
    sentence = f"{_published_on(same)} as {title}. Choose {title}, or leave it out."
    return refused("wrong_dataset", sentence).problem


def _published_on(same: Mapping[str, Any]) -> str:
    day = datetime.fromisoformat(same["uploaded_at"])
    return f"You published this file on {day.day} {day:%B %Y}"


def _no_change(checked: Checked, same: Mapping[str, Any]) -> Checked:
    """The file says what its upload keeps; the rows that are held can still be put right."""
    cells = same["cells_corrected"]
    corrected = (
        f", with {cells} {'cell' if cells == 1 else 'cells'} corrected here" if cells else ""
    )
    said = f"{_published_on(same)}{corrected}. It changes nothing."
    return replace(
        checked,
        outcome="no_change",
        dataset=same["dataset"],
        layout=same["layout"],
        problems=(Problem("same_file", "warn", said), *checked.problems),
        rows=None,
    )
