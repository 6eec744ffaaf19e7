"""How does a fresh data folder come to hold the fictitious trust?"""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import Engine

from commands.session import Answer, Session, tell, version_of
from data_loaders.pipeline import accept, check
from settings import HOUSE, settings
from warehouse import register as register_of
from warehouse.lock import publishing
from warehouse.publish import publish
from warehouse.recovery import is_fresh

SAMPLE_DATA = HOUSE / "sample_data"
DEMONSTRATOR = "improvement-team"  # of sample_data/people.csv


def prepare(session: Session) -> Answer:
    """The work is done before every command; this one only says so."""
    return (
        0,
        {"said": session.prepared, "version": version_of(session.folder)},
        session.prepared,
    )


def prepare_where_fresh(folder: Path) -> str:
    """Fill a fresh data folder with the fictitious trust, from its untidy files, as one version.

    A folder whose demonstration was broken off is completed; any other is left alone, and so is
    the folder of a trust that is not fictitious. Says what was done.
    """
    if not settings().is_fictitious:
        return "This trust is not fictitious: its data folder is left as it is."
    with publishing(folder, DEMONSTRATOR):
        if not is_fresh(folder) and not _is_half_prepared(folder):
            return "The data folder is in use already: left as it is."
        register = register_of.open_register(folder)
        try:
            version = _prepared(folder, register)
        finally:
            register.dispose()
    return f"The fictitious trust is ready: version {version}."


def _prepared(folder: Path, register: Engine) -> str:
    """Accept every file of the fictitious trust and publish them as one version."""
    _add_people(register)
    with (SAMPLE_DATA / "names.csv").open(encoding="utf-8", newline="") as names:
        for row in csv.DictReader(names):
            register_of.remember_meaning(
                register, row["kind"], row["written"], row["meaning"], DEMONSTRATOR
            )
    files = sorted((SAMPLE_DATA / "files").iterdir())
    for number, file in enumerate(files, start=1):
        checked = check(file.read_bytes(), file.name, folder, register)
        if checked.outcome != "no_change":
            accept(checked, folder, register, DEMONSTRATOR, hold_bad_rows=True)
        tell(f"{file.name}: {checked.rows_ready} rows", 0.5 * number / len(files))
    publication = publish(
        folder,
        register,
        settings(),
        DEMONSTRATOR,
        f"{len(files)} files of the fictitious trust",
        lambda step, share: tell(step, 0.5 + share / 2),
    )
    return publication.version


def _is_half_prepared(folder: Path) -> bool:
    """Begun and not finished: nothing was ever published, and nobody else uploaded anything."""
    register = register_of.open_register(folder)
    uploads = register_of.uploads(register)
    published = register_of.publications(register)
    register.dispose()
    return bool(uploads) and not published and {u["uploaded_by"] for u in uploads} == {DEMONSTRATOR}


def _add_people(register: Engine) -> None:
    known = register_of.names_of_people(register)
    with (SAMPLE_DATA / "people.csv").open(encoding="utf-8", newline="") as people:
        for row in csv.DictReader(people):
            if row["person_id"] not in known:
                areas = tuple(name for name in row["directorates"].split("; ") if name)
                register_of.add_person(register, row["person_id"], row["name"], row["role"], areas)
