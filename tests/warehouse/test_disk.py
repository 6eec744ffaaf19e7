"""Is a file written whole or not at all, and is a disk's refusal told in words?"""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import duckdb
import pytest

from warehouse.disk import DiskError, plainly, write_whole


def test_a_file_is_written_whole_in_place_of_what_a_killed_writer_left(tmp_path: Path) -> None:
    (tmp_path / "one.parquet.tmp").write_bytes(b"half of something much longer")
    write_whole(tmp_path / "one.parquet", b"whole")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [
        ("one.parquet", b"whole")
    ]


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "current"
    write_whole(file, b"before")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        write_whole(file, b"after")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [
        ("current", b"before")
    ]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_full_disk_is_told_in_words(number: int) -> None:
    with pytest.raises(DiskError, match="There is no room on the disk"), plainly():
        raise OSError(number, os.strerror(number))


def test_a_database_on_a_full_disk_is_told_in_words() -> None:
    with pytest.raises(DiskError, match="There is no room on the disk"), plainly():
        raise duckdb.IOException(f'Could not write file "a": {os.strerror(errno.ENOSPC)}')


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_disk_that_is_read_only_is_told_in_words(number: int) -> None:
    with pytest.raises(DiskError, match="read-only"), plainly():
        raise OSError(number, os.strerror(number))


def test_a_register_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    sqlite3.connect(file).close()
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with pytest.raises(DiskError, match="read-only"), plainly():
        connection.execute("CREATE TABLE a (b)")
    connection.close()


def test_an_error_that_is_not_the_disks_stays_what_it_is() -> None:
    with pytest.raises(FileNotFoundError), plainly():
        raise FileNotFoundError(errno.ENOENT, "no such file")
