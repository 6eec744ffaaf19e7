"""Is everything that we keep whole, and does it agree? Asked before the first visitor.

What people uploaded is the truth; the register says what became of it; the snapshot was built of it.
Each is looked at, put right from the others where it is damaged, and what was done is said.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from settings import Settings
from warehouse import register as register_of
from warehouse.accepted import file_of, twin_of, whole_content
from warehouse.audit_trail import THE_SERVER, note
from warehouse.chart_choices import choices
from warehouse.disk import plainly, require_whole, write_whole
from warehouse.lock import publishing
from warehouse.pointer import announce, finish, move, shown_file
from warehouse.publish import PublishError, fingerprint, publish, sweep
from warehouse.recovery import (
    PutBack,
    adopt_uploads,
    complete_history,
    put_register_back,
    set_aside,
    upload_ids_in,
)
from warehouse.safety import KEY, keep_second_copies, kept_key
from warehouse.whole import is_readable, is_whole

REBUILT = (
    "The published version was missing, damaged or built by an earlier release. It was built again "
    "from what was uploaded."
)
Said = list[str]


def settle(folder: Path, settings: Settings) -> Said:
    """Put right what a stopped publisher or a damaged disk left behind; says what was done.

    Raises DiskError where the disk is read-only or full, RegisterTooNew where a later release has
    worked here, PublishError where nothing can be shown and nothing can be built.
    """
    said: Said = []
    with plainly(), publishing(folder, THE_SERVER):
        require_whole(folder)
        _sweep(folder)
        lost = put_register_back(folder)
        register = register_of.open_register(folder)
        try:
            if lost is not None:
                # First of all, so that it stands where entries of the audit trail are lost.
                note(register, THE_SERVER, "register put back", lost.how)
            said += _key_put_back(folder)
            adopt_uploads(folder, register)
            said += _uploads_put_right(folder, register)
            said += _publication_put_right(folder, register, settings, lost)
            left = register_of.give_up_waiting(register, THE_SERVER)
            keep_second_copies(folder)
        finally:
            register.dispose()
    if lost is not None:
        return [lost.sentence, *said]
    return said + [
        f"{name} was being published when the work stopped. It was not: upload it again."
        for name in left
    ]


def _sweep(folder: Path) -> None:
    """Clear away the beginnings of files that were never finished."""
    sweep(folder / "snapshots")
    for place in (folder, folder / "accepted", folder / "safety"):
        for unfinished in place.glob("*.tmp"):
            unfinished.unlink()


def _key_put_back(folder: Path) -> Said:
    second = kept_key(folder)
    file = folder / KEY
    if second is None or (file.exists() and file.read_bytes() == second):
        return []
    set_aside(file)
    write_whole(file, second, rights=0o600)
    return ["The key of the staff numbers was missing or damaged. Its second copy took its place."]


def _uploads_put_right(folder: Path, register: Engine) -> Said:
    """Every kept file is there twice and whole; what cannot be mended is named."""
    said = []
    for upload in register_of.uploads(register):
        file, twin = file_of(folder, upload["upload_id"]), twin_of(folder, upload["upload_id"])
        sha256 = upload["kept_sha256"]
        content, second = whole_content(file, sha256), whole_content(twin, sha256)
        if content is None and second is not None:
            set_aside(file)
            file.parent.mkdir(exist_ok=True)
            write_whole(file, second)
            said.append(
                f"What was kept of upload {upload['upload_id']} was missing or damaged. Its second "
                "copy took its place."
            )
        elif content is not None and second is None:
            twin.parent.mkdir(exist_ok=True)
            write_whole(twin, content)
        elif content is None and upload["state"] == "counts":
            set_aside(file)
            register_of.set_upload_state(register, upload["upload_id"], "missing", THE_SERVER)
            said.append(
                f"What was kept of upload {upload['upload_id']} is missing or damaged, and so is its "
                "second copy. The next version that is built will not hold it: upload the file "
                "again, or restore a backup."
            )
        whole = content or second
        if sha256 is None and whole is not None:
            digest = hashlib.sha256(whole).hexdigest()
            register_of.note_kept_sha256(register, upload["upload_id"], digest)
    return said


def _publication_put_right(
    folder: Path, register: Engine, settings: Settings, lost: PutBack | None
) -> Said:
    """The pointer names a whole snapshot of today's code, and the register knows it."""
    noted = {one["version"]: one["sequence"] for one in register_of.publications(register)}
    finish(folder, set(noted))
    files = sorted((folder / "snapshots").glob("*.duckdb"))
    if lost is None and not noted and not (folder / "current").exists():
        for file in files:
            file.unlink()  # built, and never shown to anybody
        return []
    if not noted and not files and not register_of.uploads(register):
        return []
    said: Said = []
    shown = _shown(folder, noted, files)
    if shown is None:
        said.append(REBUILT)
        waiting = lost is not None and lost.is_empty
        if waiting:
            said.append("Nothing tells which uploads had been taken back: all of them count now.")
        adding = [
            upload["upload_id"]
            for upload in register_of.uploads(register)
            if waiting and upload["state"] == "waiting"
        ]
        publish(
            folder,
            register,
            settings,
            THE_SERVER,
            "built again from what was uploaded",
            adding=adding,
        )
        return said
    if shown != shown_file(folder):
        announce(folder, shown.name)
        move(folder)
        said.append(f"It was lost which version is shown. It is version {int(shown.name[:6])}.")
    if shown.stem not in noted:
        complete_history(register, files, shown)
    for file in files:
        if file.stem not in noted and file.name > shown.name:
            file.unlink(missing_ok=True)  # built, and never shown to anybody
    return said + _built_by_todays_code(folder, register, settings, shown)


def _shown(folder: Path, noted: dict[str, int], files: list[Path]) -> Path | None:
    """The whole snapshot that everybody is to see; damaged ones are set aside.

    None where the newest publication has to be built again. An older one may be shown on purpose,
    as long as the newest is there to go back to.
    """
    newest_first = [
        folder / "snapshots" / f"{version}.duckdb"
        for version in sorted(noted, key=noted.__getitem__, reverse=True)[:1]
    ] or files[::-1]
    named = shown_file(folder)
    if named is not None and is_whole(named):
        return named if all(file.exists() for file in newest_first[:1]) else None
    if named is not None and (named.exists() or named.stem in noted):
        _set_aside_where_damaged(named)
        return None
    for file in newest_first:  # the pointer itself is lost
        if is_whole(file):
            return file
        _set_aside_where_damaged(file)
    return None


def _set_aside_where_damaged(snapshot: Path) -> None:
    if not is_readable(snapshot):
        set_aside(snapshot)


def _built_by_todays_code(folder: Path, register: Engine, settings: Settings, shown: Path) -> Said:
    """A snapshot made by other code or other choices in trust.toml is built again."""
    inside = upload_ids_in(shown)
    made_of = [u for u in register_of.uploads(register) if u["upload_id"] in inside]
    noted = {one["version"]: one["published_at"] for one in register_of.publications(register)}
    chosen = choices(register, datetime.fromisoformat(noted[shown.stem]))
    is_todays = shown.stem.endswith(f"-{fingerprint(made_of, settings, chosen)}")
    if is_todays or any(upload["state"] == "missing" for upload in made_of):
        return []
    try:
        publish(
            folder,
            register,
            settings,
            THE_SERVER,
            "built again: the software or its settings changed",
        )
    except PublishError as reason:
        return [
            f"The software or its settings changed, and no new version could be built. {reason}"
        ]
    return ["The software or its settings changed. What is shown was built again."]
