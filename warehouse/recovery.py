"""What is left when the register is lost or damaged, and how is it put back?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Engine

from warehouse import register as register_of
from warehouse.accepted import told_by_file
from warehouse.disk import write_whole
from warehouse.locked import reading
from warehouse.register_tables import State
from warehouse.safety import REGISTER

LOST = (
    "The register was {how}, and there is no whole copy of it. The uploads were written down again "
    "from the files kept. Who has access, which names mean what and other answers could not be "
    "recovered: restore a backup, or enter them again."
)
PUT_BACK = (
    "The register was {how}. It was put back as it was on {day}. Changes to people and answers about "
    "names since then are lost: look through them."
)


@dataclass(frozen=True)
class PutBack:
    """What was done about a damaged register. It `is_empty` where there was no whole copy of it.

    `how` tells the audit trail of which day the copy is.
    """

    sentence: str
    is_empty: bool
    how: str


def put_register_back(folder: Path) -> PutBack | None:
    """Set a damaged register aside and take its second copy; None where it is whole.

    Where there is no whole copy, nothing lies in its place: the register will be made anew.
    """
    register, copy = folder / REGISTER, folder / "safety" / REGISTER
    if is_whole_register(register) or not (register.exists() or _holds_anything(folder)):
        return None
    if _is_only_begun(register) and not _holds_anything(folder):
        return None
    how = "damaged" if register.exists() else "missing"
    for part in ("", "-wal", "-shm"):
        set_aside(folder / f"{REGISTER}{part}")
    if not is_whole_register(copy):
        return PutBack(LOST.format(how=how), is_empty=True, how="begun anew")
    write_whole(register, copy.read_bytes())
    day = date.fromtimestamp(copy.stat().st_mtime)
    sentence = PUT_BACK.format(how=how, day=f"{day.day} {day:%B %Y}")
    return PutBack(sentence, is_empty=False, how=f"as of {day.isoformat()}")


def is_whole_register(file: Path) -> bool:
    """Can every page of it be read, and does it hold the uploads?"""
    if not file.exists():
        return False
    try:
        with closing(sqlite3.connect(file)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.execute("SELECT COUNT(*) FROM upload").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(found == "ok")


def set_aside(file: Path) -> None:
    """Keep a damaged file under a name that nobody reads, for whoever wants to look at it."""
    if not file.exists():
        return
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    file.rename(aside)


def adopt_uploads(folder: Path, register: Engine) -> None:
    """Write down the kept files that the register does not know; they wait for what they become."""
    known = {upload["upload_id"] for upload in register_of.uploads(register)}
    places = (folder / "safety", folder / "accepted")
    files = {file.stem: file for place in places for file in place.glob("*.parquet")}
    for upload_id in sorted(files.keys() - known):
        upload = told_by_file(files[upload_id])
        if upload is not None:
            register_of.adopt_upload(register, upload)


def complete_history(register: Engine, snapshots: Iterable[Path], shown: Path) -> None:
    """Note the publications that the register does not know, up to the one that is shown.

    The uploads in the shown one count, and no others: it was made of them.
    """
    noted = {one["sequence"] for one in register_of.publications(register)}
    newest = _told_by_snapshot(shown)
    for file in snapshots:
        try:
            about = newest if file == shown else _told_by_snapshot(file)
        except duckdb.Error:
            continue
        if about["sequence"] not in noted and about["sequence"] <= newest["sequence"]:
            states = _states(register, shown) if file == shown else {}
            register_of.note_publication(register, about, states)


def upload_ids_in(snapshot: Path) -> set[str]:
    """The uploads that a snapshot was made of."""
    with reading(snapshot) as connection:
        return {row[0] for row in connection.execute("SELECT upload_id FROM upload").fetchall()}


def _states(register: Engine, shown: Path) -> dict[str, State]:
    counting = upload_ids_in(shown)
    states: dict[str, State] = {}
    for upload in register_of.uploads(register):
        is_in = upload["upload_id"] in counting
        if is_in and upload["state"] != "missing":
            states[upload["upload_id"]] = "counts"
        elif not is_in and upload["state"] == "counts":
            states[upload["upload_id"]] = "taken back"
    return states


def _told_by_snapshot(file: Path) -> dict[str, Any]:
    """The register's row of a publication as the snapshot itself tells it."""
    with reading(file) as connection:
        row = connection.execute(
            "SELECT sequence, version, published_by, published_at FROM about"
        ).fetchone()
    assert row is not None
    return {
        "sequence": row[0],
        "version": row[1],
        "published_by": row[2],
        "published_at": row[3].isoformat(),
        "what": "published; the history was completed at the next start",
        "seconds": "{}",
    }


def is_fresh(folder: Path) -> bool:
    """Has nothing ever been kept here?"""
    return not (folder / REGISTER).exists() and not _holds_anything(folder)


def _holds_anything(folder: Path) -> bool:
    return any(
        file.suffix in (".parquet", ".duckdb", ".sqlite")
        for place in ("accepted", "snapshots", "safety")
        for file in (folder / place).glob("*")
    )


def _is_only_begun(register: Path) -> bool:
    """A process that was making it was killed: it is a database, and holds nothing yet."""
    try:
        with closing(sqlite3.connect(register)) as connection:
            return connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    except sqlite3.DatabaseError:
        return False
