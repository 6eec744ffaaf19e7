"""Write-once accepted uploads: the truth from which every snapshot is built."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Engine

from warehouse import register as register_of
from warehouse.datasets import schema

_ABOUT = b"upload"


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


def accept(folder: Path, register: Engine, rows: pa.Table, about: About) -> str:
    """Keep checked rows for good and return the upload's id; they count from the next publication.

    `rows` has the columns of its dataset in accepted.sql with source_sheet and source_row. The
    file is complete on the disk before the register names it: temp file, fsync, rename, fsync of
    the folder, register row. Raises pyarrow.ArrowInvalid where a value does not fit its column.
    """
    number = register_of.next_upload_number(register)
    upload_id = f"{number:05d}-{about.sha256[:8]}"
    uploaded_at = datetime.now(UTC).isoformat(timespec="seconds")
    metadata = {_ABOUT: json.dumps({**asdict(about), "uploaded_at": uploaded_at}).encode()}
    columns = schema(about.dataset)
    table = rows.select(columns.names).cast(columns).replace_schema_metadata(metadata)
    accepted = folder / "accepted"
    accepted.mkdir(parents=True, exist_ok=True)
    write_whole(accepted / f"{upload_id}.parquet", table)
    register_of.note_upload(
        register,
        {
            **asdict(about),
            "number": number,
            "upload_id": upload_id,
            "uploaded_at": uploaded_at,
            "state": "counts",
        },
    )
    return upload_id


def write_whole(file: Path, table: pa.Table) -> None:
    """Write a Parquet file so that it is there whole or not at all, whatever happens."""
    beginning = file.with_suffix(".tmp")
    pq.write_table(table, beginning, compression="zstd")
    with beginning.open("rb+") as written:
        os.fsync(written.fileno())
    beginning.rename(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last; Windows keeps no folder handles and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_of(folder: Path, upload_id: str) -> Path:
    return folder / "accepted" / f"{upload_id}.parquet"


def published_before(register: Engine, sha256: str) -> dict[str, object] | None:
    """The upload of this very file that still counts, if there is one."""
    for upload in register_of.uploads(register):
        if upload["sha256"] == sha256 and upload["state"] == "counts":
            return upload
    return None
