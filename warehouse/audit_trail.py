"""Who did what, and is the record of it whole? A chain of entries that only grows.

Every entry carries the hash of the one before. An entry that was edited, taken out or moved is found
by `verify`, and so is one cut off at the end: the number and hash of the newest entry are kept beside
the register too, in audit.newest. What cannot be found from inside: whoever may write to the whole
data folder can write a new chain and a new audit.newest. Each entry's number and hash therefore go to
the log, and a backup holds the chain as it was: an entry noted elsewhere is compared by
`manage.py verify-audit --noted NUMBER:HASH`. The note beside is written just after the entry; a power
cut between the two leaves it one entry behind, and then that entry could be cut off unnoticed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, event, func, insert, select

from warehouse.register_tables import AUDIT_ENTRY

What = Literal[
    "signed in",
    "signed out",
    "refused",
    "uploaded",
    "published",
    "took back",
    "not published",
    "found missing",
    "exported",
    "name explained",
    "name forgotten",
    "headings explained",
    "headings forgotten",
    "nil return recorded",
    "nil return taken back",
    "person changed",
    "setting changed",
    "viewed as",
    "backed up",
    "restored",
    "register put back",
]

THE_SERVER = "The server"  # who did it, where nobody asked for it
_NEWEST = "audit.newest"
_NEWEST_FORM = re.compile(r"([0-9]{12}) ([0-9a-f]{64})\n")
_LONGEST = 300  # characters that an entry says at most
_WAITING = "newest audit entry"  # in a connection's notes, until its transaction has ended

log = logging.getLogger("improvement_culture.audit")


@dataclass(frozen=True)
class Mark:
    """The number and the hash of one entry, as noted outside the register."""

    number: int
    hash: str


@dataclass(frozen=True)
class Verified:
    """What was found. `broken` says where the chain fails first, '' where it is whole.

    `lost` are entries, first and last, that went with a damaged register whose second copy was put
    back: the entry that follows them says so. `newest` is None where there is no entry yet.
    """

    entries: int
    newest: Mark | None
    broken: str
    lost: tuple[tuple[int, int], ...] = ()


def append(connection: Connection, who: str, what: What, about: str = "") -> None:
    """Write an entry in the transaction that is open, with what it tells: both or neither.

    `who` is a person's id. `about` says in short what it concerns: an upload's id, a dataset, a
    scope, a version, a period; never a value, a cell or anything that somebody typed freely.
    """
    take_turn(connection)
    last = connection.execute(
        select(AUDIT_ENTRY.c.number, AUDIT_ENTRY.c.hash).order_by(AUDIT_ENTRY.c.number.desc())
    ).first()
    noted = newest_noted(_folder(connection))
    entry: dict[str, Any] = {
        # A number that was given once is never given again, also where its entry was cut off.
        "number": 1 + max(last.number if last else 0, noted.number if noted else 0),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who,
        "what": what,
        "about": " ".join(about.split())[:_LONGEST],
        "previous_hash": last.hash if last else "",
    }
    entry["hash"] = _hash_of(entry)
    connection.execute(insert(AUDIT_ENTRY).values(**entry))
    connection.info[_WAITING] = Mark(entry["number"], entry["hash"])


def note(register: Engine, who: str, what: What, about: str = "") -> None:
    """Write an entry about something that changes nothing else in the register."""
    with register.begin() as connection:
        append(connection, who, what, about)


def take_turn(connection: Connection) -> None:
    """Hold the register for writing before something is read: nobody else changes it meanwhile."""
    # Python's sqlite3 begins a transaction only at the first change; a change has taken the turn.
    if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def keep_newest(register: Engine) -> None:
    """Have this register keep the number and hash of its newest entry beside it, once it is there."""
    folder = Path(str(register.url.database)).parent

    @event.listens_for(register, "rollback")
    def forget(connection: Connection) -> None:
        connection.info.pop(_WAITING, None)

    @event.listens_for(register, "checkin")
    def note_beside(_connection: Any, record: Any) -> None:
        newest = record.info.pop(_WAITING, None)
        if newest is not None:
            log.info("entry %d %s", newest.number, newest.hash)
            _note_beside(folder, newest)


def entries(
    register: Engine,
    who: str = "",
    what: str = "",
    first: date | None = None,
    last: date | None = None,
) -> list[dict[str, Any]]:
    """The entries of one person, of one kind, of these days of universal time; of all where nothing
    is said. Oldest first.
    """
    asked = select(AUDIT_ENTRY).order_by(AUDIT_ENTRY.c.number)
    if who:
        asked = asked.where(AUDIT_ENTRY.c.who == who)
    if what:
        asked = asked.where(AUDIT_ENTRY.c.what == what)
    if first is not None:
        asked = asked.where(AUDIT_ENTRY.c.at >= first.isoformat())
    if last is not None:
        asked = asked.where(AUDIT_ENTRY.c.at < (last + timedelta(days=1)).isoformat())
    with register.connect() as connection:
        return [dict(row) for row in connection.execute(asked).mappings().all()]


def newest_by_person(register: Engine, what: What) -> dict[str, str]:
    """When each person last did this."""
    newest = select(AUDIT_ENTRY.c.who, func.max(AUDIT_ENTRY.c.at).label("at"))
    asked = newest.where(AUDIT_ENTRY.c.what == what).group_by(AUDIT_ENTRY.c.who)
    with register.connect() as connection:
        return {row.who: row.at for row in connection.execute(asked)}


def verify(register: Engine, noted: Iterable[Mark] = ()) -> Verified:
    """Is every entry as it was written, and none missing? `noted` are entries known from elsewhere."""
    beside = newest_noted(Path(str(register.url.database)).parent)  # before the entries: they grow
    chain = entries(register)
    newest = Mark(chain[-1]["number"], chain[-1]["hash"]) if chain else None
    marks = [*noted, *([beside] if beside else [])]
    broken = _break_in(chain) or _unlike(chain, marks)
    return Verified(len(chain), newest, broken, () if broken else _lost(chain))


def newest_noted(folder: Path) -> Mark | None:
    """The newest entry as it is noted beside the register; None where that cannot be read."""
    try:
        found = _NEWEST_FORM.fullmatch((folder / _NEWEST).read_text(encoding="ascii"))
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return Mark(int(found[1]), found[2]) if found else None


def _break_in(chain: Sequence[dict[str, Any]]) -> str:
    """The first place where the entries do not follow from each other."""
    before: dict[str, Any] = {"number": 0, "hash": ""}
    for entry in chain:
        number = entry["number"]
        if number != before["number"] + 1 and entry["what"] != "register put back":
            return f"{_named(before['number'] + 1, number - 1)} missing."
        if entry["previous_hash"] != before["hash"]:
            return f"Entry {number} does not follow from the one before it."
        if entry["hash"] != _hash_of(entry):
            return f"Entry {number} is not as it was written."
        before = entry
    return ""


def _unlike(chain: Sequence[dict[str, Any]], marks: Iterable[Mark]) -> str:
    """The first entry that is known from elsewhere, and is not here or is another one."""
    hashes = {entry["number"]: entry["hash"] for entry in chain}
    last = max(hashes, default=0)
    for mark in sorted(marks, key=lambda mark: mark.number):
        if mark.number > last:
            return f"{_named(last + 1, mark.number)} missing at the end."
        if hashes.get(mark.number) != mark.hash:
            return f"Entry {mark.number} is not the one that was noted elsewhere."
    return ""


def _lost(chain: Sequence[dict[str, Any]]) -> tuple[tuple[int, int], ...]:
    numbers = [0, *(entry["number"] for entry in chain)]
    return tuple(
        (before + 1, after - 1) for before, after in pairwise(numbers) if after > before + 1
    )


def _named(first: int, last: int) -> str:
    return f"Entry {first} is" if first == last else f"Entries {first} to {last} are"


def _hash_of(entry: dict[str, Any]) -> str:
    told = [entry[name] for name in ("number", "at", "who", "what", "about", "previous_hash")]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _folder(connection: Connection) -> Path:
    return Path(str(connection.engine.url.database)).parent


def _note_beside(folder: Path, newest: Mark) -> None:
    """Written in one go over what stands there: its length never changes."""
    file = folder / _NEWEST
    try:
        with file.open("r+b" if file.exists() else "wb", buffering=0) as noted:
            noted.write(f"{newest.number:012d} {newest.hash}\n".encode())
    except OSError as reason:  # the entry itself is kept
        log.warning("the newest audit entry could not be noted beside: %s", reason.strerror)
