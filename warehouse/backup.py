"""How is everything we keep copied to a safe place, and brought back from it, value for value?"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse import register as register_of
from warehouse.accepted import file_of, twin_of, whole_content
from warehouse.audit_trail import What, note
from warehouse.disk import UNFINISHED, plainly, sync_folder, write_whole
from warehouse.lock import publishing, serving
from warehouse.pointer import shown_file
from warehouse.recovery import is_whole_register
from warehouse.register_steps import STEPS, RegisterTooNew
from warehouse.safety import KEY, REGISTER, copy_register

MANIFEST = "manifest.json"
_BESIDE = (
    "current",
    KEY,
    "masks-*.json",
)  # what lies in the data folder itself, beside the register
_FORMAT = 1


class BackupError(Exception):
    """Nothing was backed up or restored; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `files` are checksums (SHA-256) by path; written last, it makes it whole."""

    format: int
    made_at: str
    register_steps: int
    version: str | None
    files: dict[str, str]


def back_up(folder: Path, target: Path, person: str) -> Manifest:
    """Copy everything that is kept into an empty folder, also while a server runs.

    Nothing is published meanwhile, so all of it is of one moment. Every file is read again at the
    end. Raises BackupError where the target is no empty folder or something kept is damaged,
    DiskError where the disk is full.
    """
    if _is_used(target):
        raise BackupError(f"{target} is not empty. Name a new folder for each backup.")
    if target.resolve().is_relative_to(folder.resolve()):
        raise BackupError(f"{target} lies in the data folder itself. Name one on another disk.")
    with plainly(), publishing(folder, "A backup", doing="is being made"):
        target.mkdir(parents=True, exist_ok=True)
        _note(folder, person, "backed up")  # so that the copy says how it came about
        copy_register(folder, target / REGISTER)
        files = {REGISTER: hashlib.sha256((target / REGISTER).read_bytes()).hexdigest()}
        for path, content in _kept(folder):
            copy = target / path
            copy.parent.mkdir(exist_ok=True)
            write_whole(copy, content, rights=0o600)
            files[path] = hashlib.sha256(content).hexdigest()
        shown = shown_file(target)
        manifest = Manifest(
            _FORMAT,
            datetime.now(UTC).isoformat(timespec="seconds"),
            len(STEPS),
            shown.stem if shown else None,
            files,
        )
        _check(target, manifest)
        sync_folder(target)
        said = json.dumps(asdict(manifest), indent=1).encode()
        write_whole(target / MANIFEST, said, rights=0o600)
    return manifest


def restore(backup: Path, folder: Path, person: str) -> Manifest:
    """Bring a backup back into an empty data folder.

    The whole backup is checked before anything is written. A restore that is stopped half way
    leaves a mark: nothing works on that folder until it was restored again. Raises BackupError
    where the backup is damaged or the folder holds something, RegisterTooNew where a later release
    made it, AlreadyServed where a server runs on the folder, DiskError where the disk is full.
    """
    manifest = _manifest_of(backup)
    if manifest.register_steps > len(STEPS):
        raise RegisterTooNew
    if _is_used(folder) and not (folder / UNFINISHED).exists():
        raise BackupError(
            f"{folder} holds data already, and a restore would replace it. Move it away first, or "
            "restore into another folder: --data DIR."
        )
    _check(backup, manifest)
    with plainly(), serving(folder), publishing(folder, "A backup", doing="is being restored"):
        write_whole(folder / UNFINISHED, f"{backup}\n".encode())
        for path in manifest.files:
            copy = folder / path
            copy.parent.mkdir(exist_ok=True)
            write_whole(copy, (backup / path).read_bytes(), rights=0o600)
        _check(folder, manifest)
        (folder / UNFINISHED).unlink()
        sync_folder(folder)
        _note(folder, person, "restored", f"a backup of {manifest.made_at}")
    return manifest


def _note(folder: Path, person: str, what: What, about: str = "") -> None:
    register = register_of.open_register(folder)
    try:
        note(register, person, what, about)
    finally:
        register.dispose()


def _kept(folder: Path) -> list[tuple[str, bytes]]:
    """Every file of a data folder that nothing else can bring back, and the snapshots shown so far."""
    register = register_of.open_register(folder)
    uploads, published = register_of.uploads(register), register_of.publications(register)
    register.dispose()
    found = [(file.name, file.read_bytes()) for name in _BESIDE for file in folder.glob(name)]
    for upload in uploads:
        places = (file_of(folder, upload["upload_id"]), twin_of(folder, upload["upload_id"]))
        whole = (whole_content(place, upload["kept_sha256"]) for place in places)
        content = next((one for one in whole if one is not None), None)
        if content is not None:
            found.append((f"accepted/{upload['upload_id']}.parquet", content))
        elif upload["state"] == "counts":
            raise BackupError(
                f"What was kept of {upload['file_name']} is damaged, and so is its second copy. "
                "Start the server again: it says what can be done. No backup was made."
            )
    snapshots = [folder / "snapshots" / f"{one['version']}.duckdb" for one in published]
    found += [(f"snapshots/{f.name}", f.read_bytes()) for f in snapshots if f.exists()]
    return found


def _manifest_of(backup: Path) -> Manifest:
    try:
        said = json.loads((backup / MANIFEST).read_bytes())
        manifest = Manifest(**said)
    except FileNotFoundError:
        raise BackupError(
            f"{backup} is no whole backup: {MANIFEST} is missing. Nothing was restored."
        ) from None
    except (ValueError, TypeError):
        raise BackupError(f"{MANIFEST} in {backup} is damaged. Nothing was restored.") from None
    root = backup.resolve()
    if any(not (root / path).resolve().is_relative_to(root) for path in manifest.files):
        raise BackupError(f"{MANIFEST} in {backup} names files elsewhere. Nothing was restored.")
    return manifest


def _check(place: Path, manifest: Manifest) -> None:
    """Every file is there with the checksum of the manifest, and opens."""
    for path, sha256 in manifest.files.items():
        file = place / path
        if not file.is_file():
            raise BackupError(f"{path} is missing in {place}. Nothing was changed elsewhere.")
        if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            raise BackupError(f"{path} in {place} is damaged. Nothing was changed elsewhere.")
    if not is_whole_register(place / REGISTER):
        raise BackupError(f"{REGISTER} in {place} is damaged. Nothing was changed elsewhere.")


def _is_used(folder: Path) -> bool:
    """Does it hold anything but a lock or the beginning of a mark?"""
    return folder.exists() and any(
        file.suffix not in (".lock", ".tmp") for file in folder.iterdir()
    )
