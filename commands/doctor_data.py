"""Is what is kept safe: the folder's rights and room, second copies, backups, register, clock?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import disk_usage
from typing import Any

from sqlalchemy import Engine

from commands.advice import Advice, look, unsafe
from warehouse.accepted import file_of, twin_of, whole_content
from warehouse.audit_trail import entries, verify
from warehouse.pointer import shown_file
from warehouse.register import newest_version, publications, uploads
from warehouse.safety import KEY, REGISTER, kept_key
from warehouse.whole import is_whole

LEAST_ROOM = 500_000_000  # bytes: under this the server says that it is not ready
ENOUGH_ROOM = 2_000_000_000
BACKUP_EVERY = timedelta(hours=26)  # a day, and some hours for a late night


def folder_itself(folder: Path) -> Iterator[Advice]:
    """May only its owner read it, can we write it, is there room?"""
    mode = folder.stat().st_mode
    if os.name != "nt" and mode & stat.S_IRWXO:
        yield unsafe(
            f"{folder} can be read by other users of this machine.",
            "The files in it hold groups of fewer than eleven people.",
            f"chmod 700 {folder}",
        )
    if not os.access(folder, os.W_OK):
        yield unsafe(
            f"{folder} cannot be written by this user.",
            "Nothing could be uploaded.",
            "Run this as the server's user, or give the folder to it (chown).",
        )
    free = disk_usage(folder).free
    if free < ENOUGH_ROOM:
        grave = unsafe if free < LEAST_ROOM else look
        yield grave(
            f"{free // 1_000_000:,} MB are free on the disk of {folder}.",
            "A full disk stops publishing; what is published stays.",
            "Make room, or move the folder: stop the server, copy it, name it in CULTURE_DATA.",
        )


def what_is_kept(folder: Path, register: Engine) -> Iterator[Advice]:
    """Is every accepted file there twice and whole, and so the register and the key?"""
    lost, once = [], []
    for upload in uploads(register):
        places = (file_of(folder, upload["upload_id"]), twin_of(folder, upload["upload_id"]))
        whole = [whole_content(place, upload["kept_sha256"]) is not None for place in places]
        if not any(whole) and upload["state"] == "counts":
            lost.append(upload["upload_id"])
        elif not all(whole) and any(whole):
            once.append(upload["upload_id"])
    if lost:
        yield unsafe(
            f"Uploads without any whole copy: {', '.join(lost)}.",
            "The next version will not hold them.",
            "Restore the newest backup, or upload the files again.",
        )
    if once:
        yield look(
            f"Uploads kept once instead of twice: {', '.join(once)}.",
            "The next damage to the disk would lose them.",
            "Start the server again: it makes the second copies at its start.",
        )
    safety = folder / "safety"
    second = {"the register": (safety / REGISTER).exists()}
    if (folder / KEY).exists():
        second["the key of the staff numbers"] = kept_key(folder) is not None
    for name, is_there in second.items():
        if not is_there and publications(register):
            yield look(
                f"There is no second copy of {name}.",
                "It could not be mended after damage.",
                "Publish or start the server again; if it stays so, look whether the disk is full.",
            )


def version_shown(folder: Path, register: Engine) -> Iterator[Advice]:
    """Is the version that is shown whole, and the newest that the register knows?"""
    shown, noted = shown_file(folder), newest_version(folder)
    if shown is None:
        if noted is not None:
            yield unsafe(
                f"Version {noted} was published and none is shown.",
                "Visitors see nothing.",
                "Start the server again: it builds the version anew.",
            )
        return
    if not is_whole(shown):
        yield unsafe(
            f"The version that is shown ({shown.stem}) is damaged or built by another release.",
            "Pages may fail.",
            "Start the server again: it builds the version anew.",
        )
    elif shown.stem != noted:
        yield look(
            f"Version {shown.stem} is shown and the register's newest is {noted}.",
            "A publication was broken off.",
            "Start the server again: it settles which of them counts.",
        )
    chain = verify(register)
    if chain.broken:
        yield unsafe(
            f"The audit trail is not whole. {chain.broken}",
            "Somebody changed the register by hand, or an older one was put in its place.",
            "Compare it with a backup: manage.py verify-audit --noted NUMBER:HASH.",
        )


def backups(register: Engine, now: datetime) -> Iterator[Advice]:
    """Was a backup made within a day, as far as the audit trail tells?"""
    made = [_when(one["at"]) for one in entries(register) if one["what"] == "backed up"]
    if not publications(register) or (made and now - made[-1] <= BACKUP_EVERY):
        return
    said = f"The last backup was made on {made[-1]:%d/%m/%Y}." if made else "There is no backup."
    yield look(
        said,
        "What was uploaded since would be lost with the disk.",
        "manage.py backup FOLDER, each night by cron (docs/running_it.md, section 6).",
    )


def clock(register: Engine, now: datetime) -> Iterator[Advice]:
    """Is the clock behind what was already written down?"""
    noted: list[dict[str, Any]] = entries(register)
    newest = max((_when(one["at"]) for one in noted), default=now)
    if newest - now > timedelta(minutes=2):
        yield unsafe(
            f"This machine's clock says {now:%d/%m/%Y %H:%M} UTC, before the newest entry of the "
            f"audit trail ({newest:%d/%m/%Y %H:%M}).",
            "Sign-ins end too early or too late, and the order of events cannot be told.",
            "Set the clock, and let it be kept by time synchronisation (timedatectl).",
        )


def _when(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
