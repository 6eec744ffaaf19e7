"""Write-once accepted uploads: the truth from which every snapshot is built."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Engine

from warehouse import register as register_of
from warehouse.datasets import schema
from warehouse.disk import DiskError, plainly, write_whole
from warehouse.lock import publishing
from warehouse.register_tables import UPLOAD, State

_ABOUT = b"upload"
_CORRECTIONS = b"corrections"

Record = dict[str, str | int | None]


@dataclass(frozen=True)
class About:
    """What we know of an upload beside its rows. Row counts are rows of the spreadsheet."""

    dataset: str
    layout: str
    file_name: str
    sha256: str
    sheet: str | None
    heading_row: int | None
    rows: int
    rows_held: int
    uploaded_by: str
    cells_corrected: int = 0


def accept(
    folder: Path,
    register: Engine,
    rows: pa.Table,
    about: About,
    state: State = "counts",
    corrections: Sequence[Record] = (),
) -> str:
    """Keep checked rows for good and return the upload's id.

    In the state 'counts' they count from the next publication; in 'waiting', from the one that
    names them. `rows` has the columns of its dataset in accepted.sql with source_sheet and
    source_row; `corrections` say which cells were read otherwise than they stood in the file.
    The file and its twin are complete on the disk before the register names them. Raises pyarrow.ArrowInvalid where a value does not fit its column, DiskError where the disk is
    full.
    """
    columns = schema(about.dataset)
    by = about.uploaded_by
    # Numbers are given one at a time.
    with plainly(), publishing(folder, register_of.name_of(register, by)):
        number = _next_number(folder, register)
        upload_id = f"{number:05d}-{about.sha256[:8]}"
        uploaded_at = datetime.now(UTC).isoformat(timespec="seconds")
        metadata = {
            _ABOUT: json.dumps({**asdict(about), "uploaded_at": uploaded_at}).encode(),
            _CORRECTIONS: json.dumps(list(corrections)).encode(),
        }
        content = _as_parquet(rows.select(columns.names).cast(columns), metadata)
        for kept in (file_of(folder, upload_id), twin_of(folder, upload_id)):
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_whole(kept, content)
        register_of.note_upload(
            register,
            {
                **asdict(about),
                "number": number,
                "upload_id": upload_id,
                "uploaded_at": uploaded_at,
                "state": state,
                "kept_sha256": hashlib.sha256(content).hexdigest(),
            },
        )
    return upload_id


def kept_rows(folder: Path, upload: dict[str, Any]) -> pa.Table:
    """The rows of an upload in today's columns; those that an earlier release lacked are NULL.

    `upload` is its row in the register. Raises DiskError where the file is missing or damaged.
    """
    content = whole_content(file_of(folder, upload["upload_id"]), upload["kept_sha256"])
    if content is None:
        raise DiskError(
            f"What was kept of upload {upload['upload_id']} is damaged. Nothing was changed. Stop "
            "the server and start it again: it looks for a whole copy."
        )
    table = pq.read_table(pa.BufferReader(content))
    columns = schema(upload["dataset"])
    return pa.table(
        [
            table.column(column.name).cast(column.type)
            if column.name in table.column_names
            else pa.nulls(len(table), column.type)
            for column in columns
        ],
        schema=columns,
    )


def corrections_of(folder: Path, upload_id: str) -> list[Record]:
    """Which cells of an upload were read otherwise than they stood in its file.

    None where the file is gone or damaged: then they are not known any more.
    """
    content = whole_content(file_of(folder, upload_id), None)
    if content is None:
        return []
    metadata = pq.read_schema(pa.BufferReader(content)).metadata or {}
    corrections: list[Record] = json.loads(metadata.get(_CORRECTIONS, b"[]"))
    return corrections


def holds_already(folder: Path, upload: dict[str, Any], rows: pa.Table) -> bool:
    """Whether an upload has kept exactly these rows."""
    columns = schema(upload["dataset"])
    try:
        return bool(kept_rows(folder, upload).equals(rows.select(columns.names).cast(columns)))
    except DiskError:  # what it kept is damaged, so it is as if the file had not come yet
        return False


def whole_content(file: Path, sha256: str | None) -> bytes | None:
    """What a kept file holds, or None where it is missing or damaged.

    An earlier release noted no checksum (None): then a file that can be read is whole.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    if sha256 is not None:
        return content if hashlib.sha256(content).hexdigest() == sha256 else None
    try:
        pq.read_table(pa.BufferReader(content))
    except (pa.ArrowException, OSError):
        return None
    return content


def told_by_file(file: Path) -> dict[str, Any] | None:
    """The register's row of an upload as its file itself tells it; None where it is damaged.

    The state is 'waiting': the file does not know what became of it.
    """
    content = whole_content(file, None)
    if content is None:
        return None
    about = (pq.read_schema(pa.BufferReader(content)).metadata or {}).get(_ABOUT)
    if about is None:
        return None
    known = {column.name for column in UPLOAD.c}
    return {
        **{name: value for name, value in json.loads(about).items() if name in known},
        "number": int(file.stem.partition("-")[0]),
        "upload_id": file.stem,
        "state": "waiting",
        "kept_sha256": hashlib.sha256(content).hexdigest(),
    }


def _as_parquet(table: pa.Table, metadata: dict[bytes, bytes]) -> bytes:
    written = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(metadata), written, compression="zstd")
    content: bytes = written.getvalue().to_pybytes()
    return content


def _next_number(folder: Path, register: Engine) -> int:
    """One more than any upload has: a file may lie there that a killed process never noted."""
    files = {int(file.name[:5]) for file in (folder / "accepted").glob("[0-9]" * 5 + "-*")}
    return max(register_of.next_upload_number(register), 1 + max(files, default=0))


def file_of(folder: Path, upload_id: str) -> Path:
    return folder / "accepted" / f"{upload_id}.parquet"


def twin_of(folder: Path, upload_id: str) -> Path:
    """The second copy of an upload's rows, for the day when the first is damaged."""
    return folder / "safety" / f"{upload_id}.parquet"


def published_before(register: Engine, sha256: str) -> dict[str, Any] | None:
    """The upload of this very file that still counts, if there is one."""
    for upload in register_of.uploads(register):
        if upload["sha256"] == sha256 and upload["state"] == "counts":
            return upload
    return None
