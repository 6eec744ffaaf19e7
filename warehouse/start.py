"""Is everything that we keep whole? Asked once, before the first visitor."""

from __future__ import annotations

from pathlib import Path

import duckdb
from sqlalchemy import Engine

from settings import Settings
from warehouse import register as register_of
from warehouse.accepted import file_of
from warehouse.lock import publishing
from warehouse.publish import publish, sweep
from warehouse.snapshot import About, current


def settle(folder: Path, register: Engine, settings: Settings) -> list[str]:
    """Put right what a stopped publisher or a damaged disk left behind; says what was done.

    Half-built files are cleared away. A publication that was shown but not yet written in the
    history is written there. A snapshot that is missing or does not open is set aside and built
    again from what was accepted. An accepted file that is missing is named; its rows stop counting.
    """
    done: list[str] = []
    with publishing(folder):
        sweep(folder / "snapshots")
        for unfinished in (folder / "accepted").glob("*.tmp"):
            unfinished.unlink()
    for upload in register_of.uploads(register):
        if upload["state"] == "counts" and not file_of(folder, upload["upload_id"]).exists():
            register_of.set_upload_state(register, upload["upload_id"], "missing")
            done.append(f"The rows of {upload['file_name']} are missing. Upload it again.")
    if not (folder / "current").exists() and not register_of.publications(register):
        return done
    about = _opened(folder)
    if about is None:
        publish(folder, register, settings, "the server", "built again from accepted uploads")
        done.append("The published version was missing or damaged. It was built again.")
    elif about.sequence not in {p["sequence"] for p in register_of.publications(register)}:
        register_of.note_publication(
            register,
            {
                "sequence": about.sequence,
                "version": about.version,
                "published_by": about.published_by,
                "published_at": about.published_at.isoformat(),
                "what": "published; the history was completed at the next start",
                "seconds": "{}",
            },
        )
    return done


def _opened(folder: Path) -> About | None:
    """What the pointer's snapshot says of itself; a damaged file is set aside."""
    try:
        snapshot = current(folder)
    except (duckdb.Error, IndexError, TypeError):
        pointer = folder / "current"
        damaged = folder / "snapshots" / pointer.read_text(encoding="utf-8").strip()
        if damaged.is_file():
            damaged.rename(damaged.with_suffix(".damaged"))
        return None
    return snapshot.about if snapshot else None
