"""How is a file written so that it is there whole or not at all, and what if the disk will not?"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from sqlalchemy.exc import DBAPIError

NO_ROOM = "There is no room on the disk. Nothing was changed. Make room and try again."
READ_ONLY = (
    "The disk cannot be written to: it is read-only, or its rights forbid it. Nothing was changed."
)
FAILS = "The disk cannot be written to: there is no room on it, or it fails. Nothing was changed."
DAMAGED = "The register is damaged. Stop the server and start it again: it puts a whole copy in its place."
UNFINISHED = "restore.unfinished"  # lies in a data folder while a backup is brought back into it
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_FORBIDDEN = (errno.EROFS, errno.EACCES, errno.EPERM)


class DiskError(Exception):
    """The disk lets us down; the message says how, and what to do."""


def require_whole(folder: Path) -> None:
    """Raise DiskError where a restore into this data folder was stopped half way."""
    if (folder / UNFINISHED).exists():
        raise DiskError(
            f"A restore into {folder} was not finished. Run it again: manage.py restore DIR."
        )


def write_whole(file: Path, content: bytes, rights: int = 0o666) -> None:
    """Write a file for good: temp file, fsync, rename, fsync of the folder."""
    beginning = file.with_name(f"{file.name}.tmp")
    try:
        with open(os.open(beginning, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, rights), "wb") as begun:
            begun.write(content)
            begun.flush()
            os.fsync(begun.fileno())
        beginning.replace(file)
    except BaseException:
        beginning.unlink(missing_ok=True)  # it may be what fills the disk
        raise
    sync_folder(file.parent)


def sync_file(file: Path) -> None:
    """Make what was written to a file last."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last; Windows keeps no folder handles and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def plainly() -> Iterator[None]:
    """Raise DiskError where the disk is full, read-only or failing; other errors stay what they are."""
    try:
        yield
    except (OSError, sqlite3.Error, DBAPIError, duckdb.Error) as error:
        said = _in_words(error)
        if said is None:
            raise
        raise DiskError(said) from error


def _in_words(error: Exception) -> str | None:
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return NO_ROOM
        return READ_ONLY if error.errno in _FORBIDDEN else None
    if isinstance(error, duckdb.Error):  # it gives the system's words, not its number
        said = str(error)
        if any(os.strerror(number) in said for number in _FULL):
            return NO_ROOM
        return READ_ONLY if any(os.strerror(number) in said for number in _FORBIDDEN) else None
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the rest of the number is detail
    return {
        sqlite3.SQLITE_FULL: NO_ROOM,
        sqlite3.SQLITE_READONLY: READ_ONLY,
        sqlite3.SQLITE_CANTOPEN: READ_ONLY,
        sqlite3.SQLITE_IOERR: FAILS,
        sqlite3.SQLITE_CORRUPT: DAMAGED,
        sqlite3.SQLITE_NOTADB: DAMAGED,
    }.get(code)
