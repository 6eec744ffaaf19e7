"""Which snapshot does everybody see, and how does it change in one instant?

The name of the next snapshot is written beside the pointer first. Then the register notes the
publication: from there on it is one. Then the new name takes the pointer's place. Whoever finds a
name that was left waiting, after a kill, knows from the register whether to finish or to forget.
"""

from __future__ import annotations

from pathlib import Path

from warehouse.disk import sync_folder, write_whole

_NEXT = "current.next"


def shown_file(folder: Path) -> Path | None:
    """The snapshot file that the pointer names, there or not; None where it names none."""
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    file = folder / "snapshots" / name
    return file if name and file.parent == folder / "snapshots" else None


def announce(folder: Path, snapshot: str) -> None:
    """Write down what the pointer will name next, so that moving it needs no more room."""
    write_whole(folder / _NEXT, f"{snapshot}\n".encode())


def move(folder: Path) -> None:
    """Move the pointer: from here on readers open the snapshot that was announced."""
    (folder / _NEXT).replace(folder / "current")
    sync_folder(folder)


def forget(folder: Path) -> None:
    """What was announced will not be published."""
    (folder / _NEXT).unlink(missing_ok=True)


def finish(folder: Path, published: set[str]) -> None:
    """Move the pointer for a publisher that was stopped between noting and moving, or forget."""
    try:
        announced = (folder / _NEXT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return
    if announced.removesuffix(".duckdb") in published:
        move(folder)
    else:
        forget(folder)


def next_sequence(folder: Path, sequences: set[int]) -> int:
    """One more than any sequence that a publication or a file has had: none is ever used twice."""
    files = {int(file.name[:6]) for file in (folder / "snapshots").glob("[0-9]" * 6 + "-*")}
    return 1 + max(sequences | files, default=0)
