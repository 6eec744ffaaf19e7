"""The small things people change: who has access, which names mean what, what was uploaded, by whom.

SQLite by SQLAlchemy Core, write-ahead log, full synchronisation: a row we reported is on the disk.
Whatever is changed here writes its entry of the audit trail in the same transaction. `person` is the
id of whoever does it, audit_trail.THE_SERVER where nobody asked for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Delete, Engine, create_engine, event, insert, select, update

from warehouse.access_given import Access, give, know
from warehouse.audit_trail import THE_SERVER, What, append, keep_newest
from warehouse.disk import plainly, require_whole
from warehouse.register_steps import bring_up_to_date
from warehouse.register_tables import (
    ALIAS,
    ANSWER_USED,
    OWN_LAYOUT,
    PERSON,
    PUBLICATION,
    TABLES,
    UPLOAD,
    WAVE_RELEASE,
    State,
)


def open_register(folder: Path) -> Engine:
    """The register of this data folder, made on first use and brought up to date after that.

    Raises RegisterTooNew where a later release has worked on it, DiskError where it is damaged or
    cannot be written.
    """
    require_whole(folder)
    file = folder / "register.sqlite"
    with plainly():
        folder.mkdir(parents=True, exist_ok=True)
        bring_up_to_date(file, TABLES)
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def keep_safe(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    keep_newest(engine)
    return engine


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def uploads(register: Engine) -> list[dict[str, Any]]:
    """Every upload ever accepted, oldest first."""
    with register.connect() as connection:
        rows = connection.execute(select(UPLOAD).order_by(UPLOAD.c.number)).mappings().all()
    return [dict(row) for row in rows]


def next_upload_number(register: Engine) -> int:
    """The number the next upload will have."""
    return max((upload["number"] for upload in uploads(register)), default=0) + 1


def note_upload(register: Engine, upload: dict[str, Any]) -> None:
    """Write an accepted upload down."""
    with register.begin() as connection:
        connection.execute(insert(UPLOAD).values(**upload))
        about = f"{upload['upload_id']}, {upload['dataset']}"
        append(connection, upload["uploaded_by"], "uploaded", about)


def adopt_upload(register: Engine, upload: dict[str, Any]) -> None:
    """Write an upload down again, as its kept file tells it."""
    with register.begin() as connection:
        connection.execute(insert(UPLOAD).values(**upload))
        about = f"{upload['upload_id']}, written down again from its file"
        append(connection, THE_SERVER, "uploaded", about)


def set_upload_state(register: Engine, upload_id: str, state: State, person: str) -> None:
    """Say what became of an upload; raises KeyError where there is no such one."""
    with register.begin() as connection:
        _set_state(connection, upload_id, state, person)


def give_up_waiting(register: Engine, person: str) -> list[str]:
    """What still waits will not be published; returns the names of those files."""
    with register.begin() as connection:
        waiting = connection.execute(
            select(UPLOAD.c.upload_id, UPLOAD.c.file_name).where(UPLOAD.c.state == "waiting")
        ).all()
        for upload in waiting:
            _set_state(connection, upload.upload_id, "not published", person)
    return [upload.file_name for upload in waiting]


def note_kept_sha256(register: Engine, upload_id: str, sha256: str) -> None:
    """Write down the checksum of an upload that an earlier release kept."""
    with register.begin() as connection:
        connection.execute(
            update(UPLOAD).where(UPLOAD.c.upload_id == upload_id).values(kept_sha256=sha256)
        )


# What the audit trail says of an upload that came into a state; that it counts, its publication says.
_BECAME: dict[State, What] = {
    "taken back": "took back",
    "not published": "not published",
    "missing": "found missing",
}


def _set_state(connection: Connection, upload_id: str, state: State, person: str) -> None:
    changed = connection.execute(
        update(UPLOAD).where(UPLOAD.c.upload_id == upload_id).values(state=state)
    )
    if changed.rowcount == 0:
        raise KeyError(upload_id)
    if state in _BECAME:
        append(connection, person, _BECAME[state], upload_id)


def publications(register: Engine) -> list[dict[str, Any]]:
    """Every snapshot published, oldest first."""
    with register.connect() as connection:
        rows = connection.execute(select(PUBLICATION).order_by(PUBLICATION.c.sequence))
        return [dict(row) for row in rows.mappings().all()]


def newest_version(folder: Path) -> str | None:
    """The version published last, as the register says; None where nothing was."""
    register = open_register(folder)
    try:
        noted = publications(register)
    finally:
        register.dispose()
    return noted[-1]["version"] if noted else None


def note_publication(
    register: Engine,
    publication: dict[str, Any],
    states: Mapping[str, State],
    waves: Sequence[dict[str, Any]] = (),
) -> None:
    """Write a publication down together with what became of uploads by it, and the survey waves
    that it shows in a new form: all of it or nothing.
    """
    person = publication["published_by"]
    new = [upload_id for upload_id, state in states.items() if state == "counts"]
    with register.begin() as connection:
        for upload_id, state in states.items():
            _set_state(connection, upload_id, state, person)
        connection.execute(insert(PUBLICATION).values(**publication))
        if waves:
            connection.execute(insert(WAVE_RELEASE), list(waves))
        about = ", ".join([f"version {publication['sequence']}", *new])
        append(connection, person, "published", about)


def wave_releases(register: Engine) -> list[dict[str, Any]]:
    """Every form in which a survey wave was shown, the newest first."""
    with register.connect() as connection:
        rows = connection.execute(select(WAVE_RELEASE).order_by(WAVE_RELEASE.c.number.desc()))
        return [dict(row) for row in rows.mappings().all()]


def answers(register: Engine) -> list[dict[str, Any]]:
    """Every name that somebody explained, by kind and name; the days it holds between as dates."""
    with register.connect() as connection:
        rows = connection.execute(
            select(ALIAS).order_by(ALIAS.c.kind, ALIAS.c.written, ALIAS.c.valid_from)
        )
        return [
            {**row, "valid_from": _day(row["valid_from"]), "valid_to": _day(row["valid_to"])}
            for row in rows.mappings()
        ]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def meanings(register: Engine, kind: str) -> dict[str, str]:
    """What each written name of this kind means, as somebody said, whenever it is used."""
    return {
        row["written"]: row["meaning"]
        for row in answers(register)
        if row["kind"] == kind and row["valid_from"] is None and row["valid_to"] is None
    }


def remember_meaning(
    register: Engine,
    kind: str,
    written: str,
    meaning: str,
    person: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """From now on, `written` means `meaning` in rows of these days; of any day, without them.

    A later answer replaces an earlier one with the same first day.
    """
    begins = valid_from.isoformat() if valid_from else ""
    with register.begin() as connection:
        connection.execute(_answer(kind, written, begins))
        connection.execute(
            insert(ALIAS).values(
                kind=kind,
                written=written,
                valid_from=begins,
                valid_to=valid_to.isoformat() if valid_to else None,
                meaning=meaning,
                said_by=person,
                said_on=today(),
            )
        )
        append(connection, person, "name explained", f"{kind}: {meaning}")


def note_answers_used(
    register: Engine, upload_id: str, used: Iterable[tuple[str, str, int]]
) -> None:
    """Which answers an upload was read with: kind, name as it is compared, rows."""
    rows = [
        {"upload_id": upload_id, "kind": kind, "name": name, "rows": many}
        for kind, name, many in used
    ]
    if rows:
        with register.begin() as connection:
            connection.execute(insert(ANSWER_USED), rows)


def answers_used(register: Engine) -> list[dict[str, Any]]:
    """The same of all uploads that count: upload_id, file_name, kind, name, rows."""
    with register.connect() as connection:
        rows = connection.execute(
            select(ANSWER_USED, UPLOAD.c.file_name)
            .join(UPLOAD, UPLOAD.c.upload_id == ANSWER_USED.c.upload_id)
            .where(UPLOAD.c.state == "counts")
            .order_by(UPLOAD.c.number)
        )
        return [dict(row) for row in rows.mappings().all()]


def forget_meaning(
    register: Engine, kind: str, written: str, valid_from: date | None, person: str
) -> None:
    """The name is asked about again; what was loaded stays."""
    with register.begin() as connection:
        begins = valid_from.isoformat() if valid_from else ""
        connection.execute(_answer(kind, written, begins))
        append(connection, person, "name forgotten", kind)


def _answer(kind: str, written: str, begins: str) -> Delete:
    return ALIAS.delete().where(
        ALIAS.c.kind == kind, ALIAS.c.written == written, ALIAS.c.valid_from == begins
    )


def own_layouts(register: Engine) -> list[dict[str, Any]]:
    """Every set of headings that somebody explained, the newest first."""
    with register.connect() as connection:
        rows = connection.execute(select(OWN_LAYOUT).order_by(OWN_LAYOUT.c.said_at.desc()))
        return [dict(row) for row in rows.mappings().all()]


def remember_own_layout(
    register: Engine, headings: str, said: dict[str, Any], person: str, said_at: str
) -> None:
    """From now on these headings are read so; a later explanation replaces an earlier one."""
    with register.begin() as connection:
        connection.execute(OWN_LAYOUT.delete().where(OWN_LAYOUT.c.headings == headings))
        connection.execute(
            insert(OWN_LAYOUT).values(headings=headings, said=said, said_by=person, said_at=said_at)
        )
        append(connection, person, "headings explained", f"{said['dataset']}, {said['layout']}")


def forget_own_layout(register: Engine, headings: str, person: str) -> None:
    with register.begin() as connection:
        connection.execute(OWN_LAYOUT.delete().where(OWN_LAYOUT.c.headings == headings))
        append(connection, person, "headings forgotten")


def names_of_people(register: Engine) -> dict[str, str]:
    """What each person is called, by id, also once their access has ended."""
    with register.connect() as connection:
        return {row.person_id: row.name for row in connection.execute(select(PERSON))}


def name_of(register: Engine, person_id: str) -> str:
    """What this person is called; the id itself where nobody has it: the server, a command."""
    return names_of_people(register).get(person_id, person_id)


def add_person(
    register: Engine,
    person_id: str,
    name: str,
    role: str,
    directorates: tuple[str, ...],
    why: str = "",
) -> None:
    """Know a person whom nobody wrote in on a screen; '' is no role. `why` is for the audit trail."""
    with register.begin() as connection:
        know(connection, person_id, name)
        if role:
            give(connection, person_id, Access(role, directorates), THE_SERVER, why)
