"""How does a spreadsheet become checked rows? read → recognise → map → reconcile → check → accept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from data_loaders.checked import Checked, told
from data_loaders.checks import check_repetitions, check_rows
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
from warehouse.datasets import DATASETS
from warehouse.register import State

__all__ = ["Checked", "accept", "check", "say"]


def check(
    content: bytes,
    file_name: str,
    folder: Path,
    register: Engine,
    dataset: str | None = None,
    said: OwnLayout | None = None,
) -> Checked:
    """Everything about a file that can be told before it is accepted; all problems at once.

    `dataset` says what the uploader takes it for, if anything; `said` how its headings are to be
    read, instead of what is remembered. Never raises for a bad file.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if same := accepted.published_before(register, sha256):
        return _no_change(file_name, sha256, same, dataset)
    try:
        sheets = tuple(sheet for sheet in read(content, file_name) if sheet.name != SUMMARY)
        names = known = trust_names(folder, register)
        tables = []
        sheets_read = recognise(sheets, file_name, dataset, remembered(register), said)
        for recognised in sheets_read:
            table = map_columns(recognised)
            read_level(table, names["directorate"])
            names = reconcile(table, names, folder)
            check_rows(table)
            tables.append(table)
        check_repetitions(tables)
        tables[0].problems += doubtful_letters(sheets)
        tables[0].problems += taken_as_new(known["directorate"], names["directorate"])
    except FileRefused as refusal:
        return Checked("refuse", file_name, sha256, dataset, problems=(refusal.problem,))
    return replace(told(tables, file_name, sha256), own_layout=sheets_read[0].own)


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
    said = replace(said, file_name=file_name, said_by=person, said_at=now)
    checked = check(content, file_name, folder, register, said.dataset, said)
    if _is_read(checked):
        remember(register, said, layout)
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
        state,
    )


def _is_read(checked: Checked) -> bool:
    """Whether at least one row is ready or only waits for an answer."""
    asked = {question.written for question in checked.questions}
    rows_wrong = {
        (problem.sheet, problem.row)
        for problem in checked.problems
        if problem.severity == "hold" and problem.found not in asked
    }
    return checked.rows_ready + checked.rows_held > len(rows_wrong)


def _no_change(
    file_name: str, sha256: str, same: dict[str, object], dataset: str | None
) -> Checked:
    day = datetime.fromisoformat(str(same["uploaded_at"]))
    published = f"You published this file on {day.day} {day:%B %Y}"
    if dataset not in (None, same["dataset"]):
        title = DATASETS[str(same["dataset"])].title.lower()
        other = refused(
            "wrong_dataset", f"{published} as {title}. Choose {title}, or leave it out."
        )
        return Checked("refuse", file_name, sha256, dataset, problems=(other.problem,))
    said = f"{published}. It changes nothing."
    return Checked(
        "no_change",
        file_name,
        sha256,
        dataset=str(same["dataset"]),
        layout=str(same["layout"]),
        problems=(Problem("same_file", "warn", said),),
    )
