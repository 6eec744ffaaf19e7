"""Who is publishing, and who serves this data? One publisher at a time, one server at a time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

PATIENCE = 120  # seconds a second publisher waits before giving up
_TAKING_OVER = 2  # seconds a new server waits for one that is just ending
# Windows keeps others from reading what is locked, so a byte far behind the text is locked.
_LOCKED_BYTE = 1 << 30
_held = threading.local()

Progress = Callable[[str, float], None]  # is told each step as it begins, and the share done


class BusyError(Exception):
    """Somebody else has been publishing for longer than anybody should wait."""


class AlreadyServed(Exception):
    """Another server shows this data; the message says which and what to do."""


def silent(_step: str, _share: float) -> None:
    """For those who need no progress."""


@contextmanager
def publishing(
    folder: Path,
    person: str,
    progress: Progress = silent,
    patience: float = PATIENCE,
    doing: str = "is publishing",
) -> Iterator[None]:
    """Hold the publisher's lock of this data folder; the system frees it if we are killed.

    Whoever has to wait is told by `progress` what `person` is `doing`. A thread that holds the lock may
    take it again. Raises BusyError after `patience` seconds of waiting.
    """
    held: set[Path] = _held.__dict__.setdefault("folders", set())
    folder = folder.resolve()
    if folder in held:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with _opened(folder / "publishing.lock") as file:
        until = time.monotonic() + patience
        told = ""
        while not _take(file):
            who = _holder(file) or "Somebody else is publishing"
            if time.monotonic() > until:
                raise BusyError(f"{who}, and has been for long. Try again in a minute.")
            if who != told:
                progress(f"{who}. Yours begins when that is done.", 0.0)
                told = who
            time.sleep(0.1)
        _sign(file, f"{person} {doing}")
        held.add(folder)
        try:
            yield
        finally:
            held.remove(folder)


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Hold the server's lock of this data folder as long as it is served.

    Raises AlreadyServed where another server holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _opened(folder / "server.lock") as file:
        until = time.monotonic() + _TAKING_OVER
        while not _take(file):
            if time.monotonic() > until:
                raise AlreadyServed(
                    f"Another server already shows the data in {folder} ({_holder(file)}). "
                    "Stop it first, or start this one with another folder: --data DIR."
                )
            time.sleep(0.1)
        now = datetime.now()
        _sign(file, f"process {os.getpid()}, since {now:%H:%M} on {now.day} {now:%B %Y}")
        yield


def is_served(folder: Path) -> bool:
    """Does a server show this data now?"""
    if not (folder / "server.lock").exists():
        return False
    with _opened(folder / "server.lock") as file:
        return not _take(file)


def _opened(file: Path) -> BinaryIO:
    return open(os.open(file, os.O_RDWR | os.O_CREAT, 0o644), "rb+", buffering=0)


def _sign(file: BinaryIO, holder: str) -> None:
    """Leave word who holds the lock, for those who wait."""
    file.seek(0)
    file.truncate()
    file.write(holder.encode())


def _holder(file: BinaryIO) -> str:
    file.seek(0)
    return file.read(200).decode(errors="replace")


def _take(file: BinaryIO) -> bool:
    """Take the lock without waiting; False where somebody else holds it."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
