"""What did everybody see then: can an earlier version still be opened?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warehouse.snapshot import Snapshot, open_snapshot
from warehouse.whole import is_readable, is_whole


class CannotOpen(Exception):
    """The version is kept, and this release cannot read it; the message says why."""


def as_of(folder: Path, sequence: int) -> Snapshot | None:
    """An earlier snapshot as everybody saw it then, or None where it is not kept.

    Raises CannotOpen where it is damaged, or where another release built it with other tables.
    """
    found = sorted((folder / "snapshots").glob(f"{sequence:06d}-*.duckdb"))
    if not found:
        return None
    if reason := _in_the_way(found[0]):
        raise CannotOpen(f"Version {sequence} cannot be opened: {reason}.")
    return open_snapshot(found[0])


@cache  # a published file never changes
def _in_the_way(file: Path) -> str:
    """Why this release cannot read the snapshot; nothing where it can."""
    if is_whole(file):
        return ""
    if is_readable(file):
        return "another release of this software built it, and this one reads other tables"
    return "what was kept of it is damaged"
