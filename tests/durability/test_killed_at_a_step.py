"""Killed before any step on the disk: is it done or not done, and is the next start clean?"""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import settings
from tests.durability.journeys import (
    back_the_trust_up,
    copied,
    killed,
    made_trust,
    publish_second,
    put_right,
    restore_the_trust,
    seen,
    shown_projects,
    steps_of,
    take_back_first,
    whole,
)
from warehouse.backup import BackupError, restore
from warehouse.disk import DiskError
from warehouse.register import open_register
from warehouse.start import settle

BUILDING = [
    "Gathering what counts",
    "Working out the indicators",
    "Checking that nobody can be worked out",
    "Judging what changed",
    "Writing the snapshot",
    "fsync trust/snapshots/VERSION.building",
    "Showing it to everybody",
    "rename trust/snapshots/VERSION.duckdb",
    "fsync trust/snapshots",
    "fsync trust/current.next.tmp",
    "rename trust/current.next",
    "fsync trust",
    "commit",  # from here on it is published
    "rename trust/current",  # from here on everybody sees it
    "fsync trust",
    "fsync trust/safety/register.sqlite.tmp",
    "rename trust/safety/register.sqlite",
    "fsync trust/safety",
    "Done",
    "acknowledged",
]
PUBLISHING = [
    "Keeping the files as you sent them",
    "fsync trust/accepted/UPLOAD.parquet.tmp",
    "rename trust/accepted/UPLOAD.parquet",
    "fsync trust/accepted",
    "fsync trust/safety/UPLOAD.parquet.tmp",
    "rename trust/safety/UPLOAD.parquet",
    "fsync trust/safety",
    "commit",
    *BUILDING,
]


def kept(place: str, *files: str) -> list[str]:
    """The steps of keeping each of these files for good."""
    return [
        step
        for file in files
        for step in (
            f"fsync {place}/{file}.tmp",
            f"rename {place}/{file}",
            f"fsync {Path(place, file).parent}",
        )
    ]


FILES = ("current", "accepted/UPLOAD.parquet", "snapshots/VERSION.duckdb")
BACKING_UP = [
    "commit",  # the audit trail says that a backup was made
    *kept("backup", "register.sqlite", *FILES),
    "fsync backup",
    *kept("backup", "manifest.json"),  # its name makes it a backup
    "acknowledged",
]
RESTORING = [
    *kept("restored", "restore.unfinished", "register.sqlite", *FILES),
    "fsync restored",  # from here on it is restored
    "commit",  # the audit trail says so
    "acknowledged",
]
PUBLISHED = len(PUBLISHING) - BUILDING[::-1].index("commit") - 1
SHOWN = PUBLISHING.index("rename trust/current")
RESTORED = RESTORING.index("commit") - 1
TAKEN_BACK = BUILDING.index("commit")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_trust(tmp_path_factory.mktemp("made"))


@pytest.fixture
def trust(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path)


@pytest.fixture(scope="module")
def backed_up(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trust with a backup beside it; for reading."""
    trust = copied(made, tmp_path_factory.mktemp("backed_up"))
    back_the_trust_up(trust)
    return trust


def numbered(steps: list[str]) -> list[object]:
    return [pytest.param(n, id=f"{n} {step}") for n, step in enumerate(steps)]


# --- the order of the steps is the proof that nothing is acknowledged before it is on the disk ----


def test_publishing_takes_these_steps_in_this_order(trust: Path) -> None:
    assert steps_of(publish_second, trust) == PUBLISHING


def test_taking_back_takes_these_steps_in_this_order(trust: Path) -> None:
    assert steps_of(take_back_first, trust) == BUILDING


def test_backing_up_takes_these_steps_in_this_order(trust: Path) -> None:
    assert steps_of(back_the_trust_up, trust) == BACKING_UP


def test_restoring_takes_these_steps_in_this_order(trust: Path) -> None:
    back_the_trust_up(trust)
    assert steps_of(restore_the_trust, trust) == RESTORING


# --- killed before each of them -------------------------------------------------------------------


@pytest.mark.parametrize("before", numbered(PUBLISHING))
def test_killed_while_publishing(trust: Path, before: int) -> None:
    killed(publish_second, trust, before)
    assert ("SECOND" in shown_projects(trust)) == (before > SHOWN)
    settle(trust, settings())
    second = {"SECOND"} if before > PUBLISHED else set()
    assert seen(trust) == whole({"FIRST"} | second)
    assert settle(trust, settings()) == []


@pytest.mark.parametrize("before", numbered(BUILDING))
def test_killed_while_taking_back(trust: Path, before: int) -> None:
    killed(take_back_first, trust, before)
    settle(trust, settings())
    assert seen(trust) == whole(set() if before > TAKEN_BACK else {"FIRST"})


@pytest.mark.parametrize("before", numbered(BACKING_UP))
def test_killed_while_backing_up(trust: Path, before: int) -> None:
    killed(back_the_trust_up, trust, before)
    assert seen(trust) == whole({"FIRST"})
    backup, restored = trust.parent / "backup", trust.parent / "restored"
    if before > BACKING_UP.index("rename backup/manifest.json"):
        restore(backup, restored, "Jo Marsh")
        assert seen(restored) == whole({"FIRST"})
    else:
        with pytest.raises(BackupError, match="no whole backup"):
            restore(backup, restored, "Jo Marsh")


@pytest.mark.parametrize("before", numbered(RESTORING))
def test_killed_while_restoring(backed_up: Path, tmp_path: Path, before: int) -> None:
    trust = copied(backed_up, tmp_path)
    copied_backup = backed_up.parent / "backup"
    (tmp_path / "backup").symlink_to(copied_backup)
    killed(restore_the_trust, trust, before)
    restored = tmp_path / "restored"
    if RESTORING.index("rename restored/restore.unfinished") < before < RESTORED:
        with pytest.raises(DiskError, match="not finished"):
            open_register(restored)
    if before < RESTORED:
        restore(copied_backup, restored, "Jo Marsh")
    assert seen(restored) == whole({"FIRST"})


def test_a_file_that_was_not_published_is_named_at_the_next_start(trust: Path) -> None:
    killed(publish_second, trust, PUBLISHED)
    assert settle(trust, settings()) == [
        "SECOND.xlsx was being published when the work stopped. It was not: upload it again."
    ]


def damaged(made: Path, root: Path) -> Path:
    """A trust whose register, snapshot and kept file are all damaged."""
    trust = copied(made, root)
    for file in (trust / "register.sqlite", *trust.glob("accepted/*"), *trust.glob("snapshots/*")):
        file.write_bytes(b"damaged")
    return trust


def test_a_start_that_is_killed_while_it_puts_things_right_is_finished_by_the_next(
    made: Path, tmp_path: Path
) -> None:
    steps = steps_of(put_right, damaged(made, tmp_path / "all"))
    found = []
    for before in range(len(steps)):
        trust = damaged(made, tmp_path / str(before))
        killed(put_right, trust, before)
        settle(trust, settings())
        found.append(seen(trust))
    assert len(steps) > 15
    assert set(found) == {whole({"FIRST"})}
