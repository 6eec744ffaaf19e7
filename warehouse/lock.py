"""Who is publishing? One publisher at a time; the second waits and is told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120  # seconds a second publisher waits before giving up


class BusyError(Exception):
    """Somebody else has been publishing for longer than anybody should wait."""


@contextmanager
def publishing(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the publisher's lock of this data folder; the system frees it if we are killed.

    Raises BusyError after `patience` seconds of waiting.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "publishing.lock").open("a+b") as file:
        until = time.monotonic() + patience
        while not _take(file.fileno()):
            if time.monotonic() > until:
                raise BusyError("Somebody else is still publishing. Try again in a minute.")
            time.sleep(0.1)
        yield


def _take(handle: int) -> bool:
    """Take the lock without waiting; False where another process holds it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
