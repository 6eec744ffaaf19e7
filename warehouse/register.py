"""The small things people change: who has access, which names mean what, what was uploaded, by whom.

SQLite by SQLAlchemy Core, write-ahead log, full synchronisation: a row we reported is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Delete,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    select,
    update,
)

from warehouse.disk import plainly, require_whole
from warehouse.register_steps import bring_up_to_date

# Whoever adds a table only declares it; whoever changes one also adds a step in register_steps.py.
_TABLES = MetaData()

# 'waiting': kept, and not published yet. 'not published': nor will it be. 'missing': it counted, and
# its rows are lost.
State = Literal["waiting", "counts", "taken back", "not published", "missing"]

# One row per accepted upload. kept_sha256 is the checksum of the file that keeps its rows.
UPLOAD = Table(
    "upload",
    _TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("upload_id", String, nullable=False, unique=True),
    Column("dataset", String, nullable=False),
    Column("layout", String, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("sheet", String),
    Column("heading_row", Integer),
    Column("rows", Integer, nullable=False),
    Column("rows_held", Integer, nullable=False),
    Column("uploaded_by", String, nullable=False),
    Column("uploaded_at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("kept_sha256", String),
    Column("cells_corrected", Integer, nullable=False, server_default="0"),
)

# One row per published snapshot.
PUBLICATION = Table(
    "publication",
    _TABLES,
    Column("sequence", Integer, primary_key=True),
    Column("version", String, nullable=False),
    Column("published_by", String, nullable=False),
    Column("published_at", String, nullable=False),
    Column("what", String, nullable=False),
    Column("seconds", String, nullable=False),
)

# One row per name as somebody wrote it. kind: 'directorate', 'staff_group', 'course'; for a word of
# a closed list its dataset and column, 'project_register.status'. It means that from valid_from to
# valid_to, both days included; valid_from is '' where it has no beginning.
ALIAS = Table(
    "alias",
    _TABLES,
    Column("kind", String, primary_key=True),
    Column("written", String, primary_key=True),
    Column("valid_from", String, primary_key=True),
    Column("valid_to", String),
    Column("meaning", String, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_on", String, nullable=False),
)

# One row per set of headings that somebody explained; `said` is data_loaders.own_layouts' record.
OWN_LAYOUT = Table(
    "own_layout",
    _TABLES,
    Column("headings", String, primary_key=True),
    Column("said", JSON, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_at", String, nullable=False),
)

# One row per upload and answer that it was read with. name is the spelling as names are compared.
ANSWER_USED = Table(
    "answer_used",
    _TABLES,
    Column("upload_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("rows", Integer, nullable=False),
)

# One row per person and role; directorates by name, '; ' between them, for leads.
PERSON = Table(
    "person",
    _TABLES,
    Column("person_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, primary_key=True),
    Column("directorates", String, nullable=False),
)

# One row per time somebody told us that there was nothing: for a dataset (an id of
# metrics.expected), a month and a directorate ('' the trust as a whole). Never deleted.
NIL_RETURN = Table(
    "nil_return",
    _TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String, nullable=False),
    Column("month", String, nullable=False),
    Column("directorate", String, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_at", String, nullable=False),
    Column("taken_back_by", String),
    Column("taken_back_at", String),
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
        bring_up_to_date(file, _TABLES)
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def keep_safe(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

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


def set_upload_state(register: Engine, upload_id: str, state: State) -> None:
    """Say what became of an upload; raises KeyError where there is no such one."""
    with register.begin() as connection:
        _set_state(connection, upload_id, state)


def give_up_waiting(register: Engine) -> list[str]:
    """What still waits will not be published; returns the names of those files."""
    waiting = UPLOAD.c.state == "waiting"
    with register.begin() as connection:
        names = connection.execute(select(UPLOAD.c.file_name).where(waiting)).scalars().all()
        connection.execute(update(UPLOAD).where(waiting).values(state="not published"))
    return list(names)


def note_kept_sha256(register: Engine, upload_id: str, sha256: str) -> None:
    """Write down the checksum of an upload that an earlier release kept."""
    with register.begin() as connection:
        connection.execute(
            update(UPLOAD).where(UPLOAD.c.upload_id == upload_id).values(kept_sha256=sha256)
        )


def _set_state(connection: Connection, upload_id: str, state: State) -> None:
    changed = connection.execute(
        update(UPLOAD).where(UPLOAD.c.upload_id == upload_id).values(state=state)
    )
    if changed.rowcount == 0:
        raise KeyError(upload_id)


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
    register: Engine, publication: dict[str, Any], states: Mapping[str, State]
) -> None:
    """Write a publication down together with what became of uploads by it: all of it or nothing."""
    with register.begin() as connection:
        for upload_id, state in states.items():
            _set_state(connection, upload_id, state)
        connection.execute(insert(PUBLICATION).values(**publication))


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


def forget_meaning(register: Engine, kind: str, written: str, valid_from: date | None) -> None:
    """The name is asked about again; what was loaded stays."""
    with register.begin() as connection:
        begins = valid_from.isoformat() if valid_from else ""
        connection.execute(_answer(kind, written, begins))


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


def forget_own_layout(register: Engine, headings: str) -> None:
    with register.begin() as connection:
        connection.execute(OWN_LAYOUT.delete().where(OWN_LAYOUT.c.headings == headings))


def people(register: Engine) -> list[dict[str, Any]]:
    """Everybody with access, one row per person and role."""
    with register.connect() as connection:
        rows = connection.execute(select(PERSON).order_by(PERSON.c.person_id))
        return [dict(row) for row in rows.mappings().all()]


def add_person(
    register: Engine, person_id: str, name: str, role: str, directorates: tuple[str, ...]
) -> None:
    with register.begin() as connection:
        connection.execute(
            insert(PERSON).values(
                person_id=person_id, name=name, role=role, directorates="; ".join(directorates)
            )
        )
