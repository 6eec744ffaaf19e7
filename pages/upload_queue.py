"""Which files has this visitor dropped, and what was found in each? Kept for the session."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from data_loaders.corrections import Correction
from data_loaders.explaining import Guess
from data_loaders.names import NameQuestion
from data_loaders.own_layouts import OwnLayout
from data_loaders.pipeline import Checked, check
from data_loaders.problems import Problem
from data_loaders.workbook import Sheet
from pages.visit import Visit
from warehouse.lock import Progress
from warehouse.register import remember_meaning, uploads

log = logging.getLogger("improvement_culture")

_FILES = "files_dropped"

FileProgress = Callable[[str, str, float], None]
Name = tuple[str, str]  # kind and as it is written


@dataclass
class Dropped:
    """A file as it was sent and what was found in it.

    `against` is what was held when it was checked: what counts as known or repeated depends on it.
    `asked` are the names it ever asked about, so that an answer stays on the page and can change.
    """

    file_name: str
    content: bytes
    dataset: str | None = None
    corrections: Sequence[Correction] | None = None  # None: those it was published with, if any
    checked: Checked | None = None
    against: str = ""
    reading: str = ""  # new each time the file is read
    asked: dict[Name, NameQuestion] = field(default_factory=dict)
    said: OwnLayout | None = None  # how the visitor said that its headings are to be read
    is_being_explained: bool = False
    looked_at: tuple[Sheet, ...] = ()  # the top of its sheets, for explaining its headings
    guesses: dict[tuple[str | None, int | None], Guess] = field(default_factory=dict)


def dropped() -> dict[str, Dropped]:
    """The files of this session, by the order in which they came."""
    files: dict[str, Dropped] = st.session_state.setdefault(_FILES, {})
    return files


def add(file_name: str, content: bytes) -> None:
    """Take in a file; a newer copy of the same name takes the place of the older."""
    dropped()[file_name] = Dropped(file_name, content)


def leave_out(file_name: str) -> None:
    dropped().pop(file_name, None)


def forget_all() -> None:
    dropped().clear()


def check_all(visit: Visit, progress: FileProgress) -> list[Checked]:
    """What was found in each file; a file is read again only if what we hold has changed since.

    `progress` is told of each file that is read: its name, the step, the share of all files done.
    """
    held = _what_counts(visit)
    found = []
    files = dropped().values()
    for number, file in enumerate(files):
        if file.checked is None or file.against != held:
            file.checked = _read(visit, file, _of_all(progress, file.file_name, number, len(files)))
            file.against, file.reading = held, uuid.uuid4().hex
            file.asked |= {(one.kind, one.written): one for one in file.checked.questions}
        found.append(file.checked)
    return found


def _of_all(progress: FileProgress, file_name: str, number: int, files: int) -> Progress:
    """What tells one file's steps as shares of all files."""
    return lambda step, share: progress(file_name, step, (number + share) / files)


def _read(visit: Visit, file: Dropped, progress: Progress) -> Checked:
    """What is in the file. A bug of ours costs this file, not the page with all the others."""
    try:
        return check(
            file.content,
            file.file_name,
            visit.folder,
            visit.register,
            file.dataset,
            file.said,
            corrections=file.corrections,
            progress=progress,
        )
    except Exception as error:
        reference = uuid.uuid4().hex[:4].upper()
        log.error("reference %s", reference, exc_info=error)
        problem = Problem(
            "our_fault",
            "refuse",
            f"{file.file_name} could not be read, and the fault is ours. Nothing was changed. "
            f"Quote reference {reference}.",
        )
        return Checked("refuse", file.file_name, sha256=reference, problems=(problem,))


def read_as(file_name: str, dataset: str) -> None:
    """The visitor says what kind of file it is."""
    file = dropped()[file_name]
    file.dataset, file.checked = dataset, None


def explain(file: Dropped) -> None:
    """The visitor wants to say how the file's headings are to be read."""
    file.is_being_explained = True


def read_as_said(file: Dropped, checked: Checked) -> None:
    """The visitor has said it: the file is read so, and others whose headings were strange again."""
    file.said, file.dataset, file.is_being_explained = checked.own_layout, checked.dataset, False
    for one in dropped().values():
        if one is file or one.checked is None or one.checked.outcome == "refuse":
            one.checked = None
            one.guesses.clear()


def leave_as_it_is(file: Dropped) -> None:
    """The visitor does not want to say it after all."""
    file.is_being_explained = False


def correct(file: Dropped, corrections: Sequence[Correction]) -> None:
    """The visitor says what these cells should say, and no others; the file is read again."""
    file.corrections, file.checked = tuple(corrections), None


def answer(visit: Visit, name: Name, meaning: str) -> None:
    """Remember what a name means, and read the files again that asked about it."""
    kind, written = name
    asked = next(file.asked[name] for file in dropped().values() if name in file.asked)
    remember_meaning(
        visit.register, kind, written, meaning, visit.person.person_id, valid_from=asked.since
    )
    for file in dropped().values():
        if name in file.asked:
            file.checked = None


def names_changed() -> None:
    """What a name means has changed: every file is read again."""
    for file in dropped().values():
        file.checked = None


def questions_waiting() -> int:
    """How many names and words the files of this session wait for."""
    return len(
        {
            (question.kind, question.written)
            for file in dropped().values()
            if file.checked is not None
            for question in file.checked.questions
        }
    )


def is_ready(checked: Checked) -> bool:
    """Can the file be published: has it rows that are ready?"""
    return checked.rows is not None and checked.rows.num_rows > 0


def needs_somebody(checked: Checked) -> bool:
    """Has the file something to put right or to answer?"""
    return checked.outcome in ("refuse", "hold") or (
        checked.outcome != "no_change" and not is_ready(checked)
    )


def waits_for_structure(visit: Visit, files: Iterable[Checked]) -> bool:
    """Do these files come together with the trust's first structure?

    Then the structure goes first: without it a directorate's name would be taken as it is written.
    """
    counting = [upload for upload in uploads(visit.register) if upload["state"] == "counts"]
    if any(upload["dataset"] == "structure" for upload in counting):
        return False
    datasets = [checked.dataset for checked in files if is_ready(checked)]
    return "structure" in datasets and len(set(datasets)) > 1


def _what_counts(visit: Visit) -> str:
    return " ".join(
        upload["upload_id"] for upload in uploads(visit.register) if upload["state"] == "counts"
    )
