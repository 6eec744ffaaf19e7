"""What do we understand of a file, and what is loaded or taken back?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commands.session import OPERATOR, REFUSED, Answer, CannotAnswer, Session, tell, version_of
from data_loaders.batch import publish_files
from data_loaders.marked_copy import NotMarked, can_be_marked, marked_copy
from data_loaders.own_layouts import OwnLayout, from_record
from data_loaders.pipeline import Checked, check, say
from data_loaders.problems import grouped
from settings import settings
from warehouse import register as register_of
from warehouse.datasets import DATASETS
from warehouse.publish import take_back


def check_file(session: Session) -> Answer:
    """What is understood and what is wrong; nothing is kept."""
    checked = _checked(session)
    record, words = _as_record(checked), _in_words(checked)
    if session.asked.marked_copy is not None:
        written = _write_marked_copy(session, checked)
        record["marked_copy"] = str(written) if written else None
        words += f"\nMarked in {written}." if written else "\nThere is no cell to mark: no copy."
    return _code(checked), record, words


def load(session: Session) -> Answer:
    """Check, accept and publish; nothing is kept when the file is refused or rows are waiting."""
    checked = _checked(session, remembers=True)
    record, words = _as_record(checked), _in_words(checked)
    version = version_of(session.folder)
    if checked.outcome == "no_change":
        same = next(
            upload["upload_id"]
            for upload in register_of.uploads(session.register)
            if upload["sha256"] == checked.sha256 and upload["state"] == "counts"
        )
        return 0, {**record, "upload_id": same, "version": version}, words
    waits = checked.rows_held > 0 and not session.asked.hold_bad_rows
    if checked.outcome == "refuse" or waits or checked.rows_ready == 0:
        hint = "\nNothing was loaded." + (
            " With --hold-bad-rows the other rows are." if waits and checked.rows_ready else ""
        )
        return REFUSED, {**record, "upload_id": None, "version": version}, words + hint
    published = publish_files(
        [checked], session.folder, session.register, settings(), OPERATOR, tell
    )
    version = published.publication.version
    return (
        0,
        {**record, "upload_id": published.upload_ids[0], "version": version},
        f"{words}\nPublished as version {version}, upload {published.upload_ids[0]}.",
    )


def withdraw(session: Session) -> Answer:
    """Publish without an upload; raises CannotAnswer where there is no such one."""
    upload_id = session.asked.upload
    try:
        publication = take_back(
            session.folder, session.register, settings(), upload_id, OPERATOR, tell
        )
    except KeyError:
        raise CannotAnswer(f"There is no upload {upload_id}.") from None
    return (
        0,
        {"upload_id": upload_id, "version": publication.version},
        f"{upload_id} is taken back. Everybody now sees version {publication.version}.",
    )


def uploads(session: Session) -> Answer:
    """Everything ever accepted, and what became of it."""
    uploads = register_of.uploads(session.register)
    lines = [
        f"{u['upload_id']}  {u['state']:<11}  {u['dataset']:<20}  {u['rows']:>6} rows  {u['file_name']}"
        for u in uploads
    ]
    return 0, uploads, "\n".join(lines) or "Nothing has been uploaded yet."


def _write_marked_copy(session: Session, checked: Checked) -> Path | None:
    """Write the file's marked copy where it was asked for; None where there is nothing to mark."""
    if not can_be_marked(checked.problems):
        return None
    file, copy = session.asked.file, session.asked.marked_copy
    try:
        copy.write_bytes(marked_copy(_content(file), file.name, checked.problems))
    except OSError as reason:
        raise CannotAnswer(f"{copy} cannot be written: {reason.strerror}.") from None
    except NotMarked:
        raise CannotAnswer(f"{file} could not be marked.") from None
    return Path(copy)


def _checked(session: Session, *, remembers: bool = False) -> Checked:
    """The file as a mapping says, if one is given; only what is loaded `remembers` it."""
    file: Path = session.asked.file
    content = _content(file)
    if session.asked.mapping is None:
        return check(content, file.name, session.folder, session.register, session.asked.dataset)
    said = _mapping(session.asked.mapping)
    if remembers:
        return say(content, file.name, session.folder, session.register, said, OPERATOR)
    return check(content, file.name, session.folder, session.register, said=said)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as reason:
        raise CannotAnswer(f"{file} cannot be read: {reason.strerror}.") from None


def _mapping(file: Path) -> OwnLayout:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except OSError as reason:
        raise CannotAnswer(f"{file} cannot be read: {reason.strerror}.") from None
    except ValueError:
        raise CannotAnswer(f"{file} holds no JSON.") from None
    return from_record(record)


def _code(checked: Checked) -> int:
    return REFUSED if checked.outcome == "refuse" else 0


def _as_record(checked: Checked) -> dict[str, Any]:
    return {
        "outcome": checked.outcome,
        "dataset": checked.dataset,
        "layout": checked.layout,
        "sheet": checked.sheet,
        "heading_row": checked.heading_row,
        "rows_in_file": checked.rows_in_file,
        "rows_ready": checked.rows_ready,
        "rows_held": checked.rows_held,
        "rows_left_out": checked.rows_left_out,
        "ignored_columns": list(checked.ignored_columns),
        "problems": [problem.as_record() for problem in checked.problems],
        "questions": [
            {
                "kind": question.kind,
                "written": question.written,
                "rows": question.rows,
                "suggestions": list(question.suggestions),
            }
            for question in checked.questions
        ],
    }


def _in_words(checked: Checked) -> str:
    said = []
    if checked.dataset is not None and checked.outcome not in ("refuse", "no_change"):
        where = f"sheet {checked.sheet}, " if checked.sheet else ""
        said.append(
            f"{DATASETS[checked.dataset].title}: {where}headings on row {checked.heading_row}. "
            f"{checked.rows_ready} of {checked.rows_in_file} rows are ready, "
            f"{checked.rows_held} are held, {checked.rows_left_out} are left out."
        )
    for group in grouped(checked.problems):
        said += list(group.messages)
        if group.more:
            said.append(f"… and {group.more} more of this kind.")
    if checked.ignored_columns:
        names = ", ".join(f'"{name}"' for name in checked.ignored_columns)
        said.append(f"{names}: not read in, not kept.")
    if not checked.problems:
        said.append(f"Nothing to put right. {checked.rows_ready} rows are ready.")
    return "\n".join(said)
