"""How is what we keep built again, saved, brought back and examined?"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from commands import doctor
from commands.session import FAILED, OPERATOR, REFUSED, Answer, Session
from settings import settings
from warehouse.access_given import person_id_of
from warehouse.audit_trail import Mark, verify
from warehouse.backup import back_up, restore
from warehouse.publish import publish
from warehouse.sign_ins import forget_accounts


def rebuild(session: Session) -> Answer:
    """Publish once more what counts now."""
    publication = publish(
        session.folder, session.register, settings(), OPERATOR, "built again from accepted uploads"
    )
    return (
        0,
        {"version": publication.version, "seconds": publication.seconds},
        f"Built again as version {publication.version}.",
    )


def backup(session: Session) -> Answer:
    """Everything that is kept into an empty folder, read again and compared."""
    target: Path = session.asked.folder
    made = back_up(session.folder, target, OPERATOR)
    in_words = (
        f"Backed up to {target}: {len(made.files)} files, version {made.version or 'none yet'}. "
        "Each was read again and is whole. The backup holds the key of the staff numbers: keep it "
        "as safe as the data."
    )
    return 0, {"backup": str(target), "files": len(made.files), "version": made.version}, in_words


def bring_back(session: Session) -> Answer:
    """A backup into an empty data folder, and its version shown."""
    source: Path = session.asked.folder
    restored = restore(source, session.folder, OPERATOR)
    record = {"backup": str(source), "files": len(restored.files), "version": restored.version}
    in_words = (
        f"Restored from {source} into {session.folder}: {len(restored.files)} files, as they were "
        f"on {restored.made_at}. Version {restored.version or 'none yet'} is shown."
    )
    return 0, record, in_words


def forget(session: Session) -> Answer:
    """For an address given to somebody else, or after a change of the provider of sign-ins."""
    person_id: str | None = session.asked.address and person_id_of(session.asked.address)
    with session.register.begin() as connection:
        many = forget_accounts(connection, OPERATOR, person_id)
    in_words = f"{many} forgotten. Who signs in next with the address is taken for its person."
    return 0, {"forgotten": many}, in_words


def verify_audit(session: Session) -> Answer:
    """Is the audit trail whole? Compared with an entry noted elsewhere where one is given."""
    noted = session.asked.noted
    found = verify(session.register, [noted] if noted else [])
    newest = f"{found.newest.number}:{found.newest.hash}" if found.newest else None
    record = {
        "entries": found.entries,
        "newest": newest,
        "broken": found.broken or None,
        "lost": [list(span) for span in found.lost],
    }
    if found.broken:
        return FAILED, record, f"The audit trail is not whole. {found.broken}"
    lost = "".join(
        f"\nEntries {first} to {last} went with a damaged register; entry {last + 1} says so."
        for first, last in found.lost
    )
    in_words = f"The audit trail is whole: {found.entries} entries.{lost}"
    return 0, record, f"{in_words}\nNewest: {newest}" if newest else in_words


def noted(written: str) -> Mark:
    """An entry noted elsewhere, as verify-audit and the log write it: 12:3fa9…"""
    number, _, digest = written.partition(":")
    if not number.isdecimal() or not digest:
        raise argparse.ArgumentTypeError("write it as NUMBER:HASH")
    return Mark(int(number), digest)


def examine(session: Session) -> Answer:
    """What is missing or unsafe; the exit code says whether anything is."""
    found = doctor.examine(session.folder)
    worst = {one.gravity for one in found}
    code = REFUSED if "unsafe" in worst else FAILED if worst else 0
    said = [doctor.state_in_words(session.folder), *(one.in_words for one in found)]
    if not found:
        said.append("Nothing to put right.")
    return code, [asdict(one) for one in found], "\n".join(said)
