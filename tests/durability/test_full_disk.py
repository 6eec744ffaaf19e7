"""A disk that is full at any write: is it said in words, is nothing changed, does it work again?"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

import manage
from settings import settings
from tests.durability.journeys import (
    back_the_trust_up,
    copied,
    made_trust,
    own_process,
    publish_second,
    restore_the_trust,
    seen,
    take_back_first,
    whole,
)
from warehouse.backup import BackupError, restore
from warehouse.disk import FAILS, NO_ROOM, DiskError
from warehouse.register import open_register
from warehouse.start import settle

# The largest file the process may write, in bytes: each is the end for another of its writes.
# An accepted file has 9 kB, the register 60 kB, its log up to 100 kB, a snapshot 2 to 3 MB.
ROOM = [0, 2_000, 8_000, 20_000, 40_000, 70_000, 200_000, 700_000, 1_500_000]


def cramped(do: Callable[[Path], object], trust: Path, room: int, told: Connection) -> None:
    """Do it where no file may grow beyond `room` bytes; tells how it ended."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        do(trust)
    except DiskError as reason:
        told.send(str(reason))
    else:
        told.send("done")


def ended(do: Callable[[Path], object], trust: Path, room: int) -> str:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = own_process(cramped, do, trust, room, sender)
    sender.close()
    said: str = receiver.recv()
    process.join()
    return said


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_trust(tmp_path_factory.mktemp("made"))


@pytest.fixture
def trust(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path)


def larger_than_anything(trust: Path) -> int:
    return 2 * max(file.stat().st_size for file in trust.rglob("*") if file.is_file())


@pytest.mark.parametrize("room", ROOM)
def test_publishing_on_a_full_disk_says_so_and_changes_nothing(trust: Path, room: int) -> None:
    assert ended(publish_second, trust, room) in (NO_ROOM, FAILS)
    settle(trust, settings())
    assert seen(trust) == whole({"FIRST"})


def test_publishing_works_again_when_there_is_room(trust: Path) -> None:
    ended(publish_second, trust, 200_000)
    assert ended(publish_second, trust, larger_than_anything(trust)) == "done"
    assert seen(trust) == whole({"FIRST", "SECOND"})


def test_a_publication_that_found_no_room_leaves_nothing_that_takes_room(trust: Path) -> None:
    before = {file.name for file in (trust / "snapshots").iterdir()}
    ended(publish_second, trust, 700_000)
    assert {file.name for file in (trust / "snapshots").iterdir()} == before


@pytest.mark.parametrize("room", ROOM[:-1])
def test_taking_back_on_a_full_disk_says_so_and_changes_nothing(trust: Path, room: int) -> None:
    assert ended(take_back_first, trust, room) in (NO_ROOM, FAILS)
    settle(trust, settings())
    assert seen(trust) == whole({"FIRST"})


@pytest.mark.parametrize("room", ROOM)
def test_a_backup_on_a_full_disk_is_no_backup(trust: Path, room: int) -> None:
    assert ended(back_the_trust_up, trust, room) in (NO_ROOM, FAILS)
    with pytest.raises(BackupError, match="no whole backup"):
        restore(trust.parent / "backup", trust.parent / "restored", "Jo Marsh")


@pytest.mark.parametrize("room", [0, *ROOM[2:]])
def test_a_restore_on_a_full_disk_is_not_taken_for_one(trust: Path, room: int) -> None:
    back_the_trust_up(trust)
    assert ended(restore_the_trust, trust, room) in (NO_ROOM, FAILS)
    restored = trust.parent / "restored"
    if room:
        with pytest.raises(DiskError, match="not finished"):
            open_register(restored)
    restore(trust.parent / "backup", restored, "Jo Marsh")
    assert seen(restored) == whole({"FIRST"})


def refuse_to_write(path: Any, flags: int, *rights: int, **more: Any) -> int:
    """As a read-only disk would; the tests may run as root, whom no rights hold back."""
    if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        raise OSError(30, os.strerror(30), str(path))
    return _really_open(path, flags, *rights, **more)


_really_open = os.open


def test_a_disk_that_is_read_only_is_named_at_the_start(
    trust: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", refuse_to_write)
    with pytest.raises(DiskError, match="read-only"):
        settle(trust, settings())


def test_a_command_on_a_read_only_disk_says_so(
    trust: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "open", refuse_to_write)
    assert manage.main(["rebuild", "--data", str(trust)]) == manage.FAILED
    assert "read-only" in capsys.readouterr().err
