"""How does a spreadsheet become checked rows? read → recognise → map → reconcile → check → accept."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from data_loaders.checked import Checked, told
from data_loaders.checks import check_repetitions, check_rows
from data_loaders.mapping import map_columns
from data_loaders.names import trust_names
from data_loaders.problems import FileRefused, NothingToAccept, Problem, RowsWaiting
from data_loaders.recognise import recognise
from data_loaders.reconcile import reconcile, taken_as_new
from data_loaders.workbook import read
from warehouse import accepted
from warehouse import register as register_of
from warehouse.datasets import DATASETS

__all__ = ["Checked", "accept", "check"]


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
        names = known = trust_names(folder, register)
        tables = []
        for recognised in recognise(sheets, file_name, dataset, remembered):
            table = map_columns(recognised)
            names = reconcile(table, names, folder)
            check_rows(table)
            tables.append(table)
        check_repetitions(tables)
        tables[0].problems += taken_as_new(known["directorate"], names["directorate"])
    except FileRefused as refusal:
        return Checked("refuse", file_name, sha256, dataset, problems=(refusal.problem,))
    return told(tables, file_name, sha256)


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
