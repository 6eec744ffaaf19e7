"""How do several files become one version, and how are they taken back together?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from data_loaders.pipeline import Checked, accept
from settings import Settings
from warehouse import register as register_of
from warehouse.datasets import DATASETS
from warehouse.disk import plainly
from warehouse.lock import Progress, publishing, silent
from warehouse.publish import Publication, publish
from warehouse.together import counting_together

_ACCEPTED = 0.05  # the share of the work that keeping the files is


@dataclass(frozen=True)
class Published:
    """Several files that became one version."""

    upload_ids: tuple[str, ...]
    publication: Publication


def publish_files(
    files: Iterable[Checked],
    folder: Path,
    register: Engine,
    settings: Settings,
    person: str,
    progress: Progress = silent,
) -> Published:
    """Accept the rows that are ready and publish them as one version; all files or none.

    Rows that are held stay behind, as the uploader has said. Raises what `accept` and `publish`
    raise; then no file counts and everybody sees what they saw before.
    """
    ordered = in_order(files)
    with plainly(), publishing(folder, register_of.name_of(register, person), progress):
        upload_ids: list[str] = []
        try:
            for number, checked in enumerate(ordered):
                progress("Keeping the files as you sent them", _ACCEPTED * number / len(ordered))
                upload_ids.append(accept(checked, folder, register, person, True, "waiting"))
            publication = publish(
                folder, register, settings, person, in_words(ordered), progress, adding=upload_ids
            )
        except BaseException:
            # On a full disk even this may fail: then they wait, uncounted, until the next start.
            with suppress(DBAPIError):
                register_of.give_up_waiting(register, person)
            raise
    return Published(tuple(upload_ids), publication)


def take_back_files(
    upload_ids: Sequence[str],
    folder: Path,
    register: Engine,
    settings: Settings,
    person: str,
    progress: Progress = silent,
) -> Publication:
    """Publish without these uploads, as one version; they stay with us.

    Raises KeyError where there is no such upload, and what `publish` raises; then all still count.
    """
    names = {u["upload_id"]: u["file_name"] for u in register_of.uploads(register)}
    what = names[upload_ids[0]] if len(upload_ids) == 1 else f"{len(upload_ids)} files"
    return publish(
        folder, register, settings, person, f"{what} taken back", progress, without=upload_ids
    )


def in_order(files: Iterable[Checked]) -> list[Checked]:
    """The order in which files are kept: where two say the same thing, the later one counts.

    The structure comes first, then by the newest period a file speaks of, then by its name.
    """
    return sorted(
        files,
        key=lambda file: (
            file.dataset != "structure",
            max(file.periods, default=""),
            file.file_name,
        ),
    )


def rows_by_dataset(files: Iterable[Checked]) -> dict[str, pa.Table]:
    """The rows that these files would bring together, by dataset, for a dry run."""
    tables: defaultdict[str, list[pa.Table]] = defaultdict(list)
    for file in in_order(files):
        if file.dataset is not None and file.rows is not None:
            tables[file.dataset].append(file.rows)
    return {name: counting_together(name, rows) for name, rows in tables.items()}


def in_words(files: Sequence[Checked]) -> str:
    """What is published, for the history: a file's name, or how many files of what."""
    if len(files) == 1:
        return files[0].file_name
    titles = dict.fromkeys(DATASETS[file.dataset].title for file in files if file.dataset)
    return f"{len(files)} files: {', '.join(titles)}"
