"""What is kept twice, so that what people said and who may see what survives a damaged disk?"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from warehouse.disk import DiskError, plainly, sync_file, sync_folder, write_whole

REGISTER = "register.sqlite"
KEY = "staff_number.key"

log = logging.getLogger("improvement_culture")


def keep_second_copies(folder: Path) -> None:
    """Copy the register and the key of the staff numbers; a copy that fails is only logged."""
    safety = folder / "safety"
    try:
        with plainly():
            safety.mkdir(exist_ok=True)
            copy_register(folder, safety / REGISTER)
            if (folder / KEY).exists():
                _keep_key(safety, (folder / KEY).read_bytes())
    except DiskError as reason:
        log.warning("The second copy of the register could not be written. %s", reason)


def copy_register(folder: Path, copy: Path) -> None:
    """A whole copy of the register, also while others write to it (SQLite's online backup)."""
    beginning = copy.with_name(f"{copy.name}.tmp")
    beginning.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(folder / REGISTER)) as register,
            closing(sqlite3.connect(beginning)) as begun,
        ):
            register.backup(begun)
            begun.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        sync_file(beginning)
        beginning.replace(copy)
    except BaseException:
        beginning.unlink(missing_ok=True)
        raise
    sync_folder(copy.parent)


def kept_key(folder: Path) -> bytes | None:
    """The second copy of the key of the staff numbers; None where there is none that is whole."""
    for file in (folder / "safety").glob("staff_number-*.key"):
        key = file.read_bytes()
        if file.name == _key_name(key):
            return key
    return None


def _keep_key(safety: Path, key: bytes) -> None:
    """Keep the first key there was: its name says whether it is whole."""
    if kept_key(safety.parent) is None:
        write_whole(safety / _key_name(key), key, rights=0o600)


def _key_name(key: bytes) -> str:
    return f"staff_number-{hashlib.sha256(key).hexdigest()[:16]}.key"
