"""A small trust and what is done to it in a process of its own, which can be stopped at any step."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import re
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Engine, event

from data_loaders.batch import publish_files, take_back_files
from data_loaders.checked import Checked
from settings import settings
from tests.given import Trust, rows
from warehouse.backup import back_up, restore
from warehouse.lock import silent
from warehouse.pointer import shown_file
from warehouse.register import open_register, publications, uploads
from warehouse.start import settle

Tell = Callable[[str, float], None]
FIRST = "project_id | directorate\nFIRST | Surgery"


def made_trust(root: Path) -> Path:
    """A trust that has published one project; its data folder lies in `root`."""
    trust = Trust(root / "trust")
    trust.holds("project_register", FIRST)
    trust.published()
    trust.register.dispose()
    settle(trust.folder, settings())
    return trust.folder


def copied(trust: Path, root: Path) -> Path:
    """The trust once more, to be worked on."""
    return Path(shutil.copytree(trust, root / "trust"))


def projects_file(name: str) -> Checked:
    """A checked file with one project of this name, in a directorate of its own."""
    table = rows("project_register", f"project_id | directorate\n{name} | Area of {name}")
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Checked(
        "accept", f"{name}.xlsx", sha256, "project_register", "register",
        rows_in_file=1, rows_ready=1, rows=table,
    )  # fmt: skip


# --- what is done -----------------------------------------------------------------------------


def publish_second(trust: Path, tell: Tell = silent) -> str:
    """Publish a second project; returns the upload's id."""
    register = open_register(trust)
    try:
        file = projects_file("SECOND")
        return publish_files([file], trust, register, settings(), "Jo Marsh", tell).upload_ids[0]
    finally:
        register.dispose()


def take_back_first(trust: Path, tell: Tell = silent) -> None:
    """Take the first project back."""
    register = open_register(trust)
    try:
        first = uploads(register)[0]["upload_id"]
        take_back_files([first], trust, register, settings(), "Jo Marsh", tell)
    finally:
        register.dispose()


def back_the_trust_up(trust: Path, _tell: Tell = silent) -> None:
    """Into the folder `backup` beside it."""
    back_up(trust, trust.parent / "backup", "Jo Marsh")


def restore_the_trust(trust: Path, _tell: Tell = silent) -> None:
    """From the folder `backup` beside it into `restored`."""
    restore(trust.parent / "backup", trust.parent / "restored", "Jo Marsh")


def put_right(trust: Path, _tell: Tell = silent) -> None:
    """What a server does at its start."""
    settle(trust, settings())


# --- what is seen afterwards ------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """What a reader sees, and whether everything that is kept agrees with it."""

    projects: frozenset[str]
    files_agree: bool  # the uploads that count are those in the snapshot
    history_agrees: bool  # the newest publication is the one that is shown
    left_over: tuple[str, ...]


def seen(trust: Path) -> Seen:
    """How this data folder looks from outside."""
    file = shown_file(trust)
    assert file is not None
    register = open_register(trust)
    counting = {one["upload_id"] for one in uploads(register) if one["state"] == "counts"}
    waiting = [one["upload_id"] for one in uploads(register) if one["state"] == "waiting"]
    newest = publications(register)[-1]["version"]
    register.dispose()
    left = (path.name for path in trust.rglob("*") if _is_left_over(path))
    return Seen(
        shown_projects(trust),
        _listed(file, "SELECT upload_id FROM upload") == counting,
        newest == file.stem,
        (*sorted(left), *waiting),
    )


def shown_projects(trust: Path) -> frozenset[str]:
    """The projects in the snapshot that everybody sees."""
    file = shown_file(trust)
    assert file is not None
    return _listed(file, "SELECT project_id FROM project")


def whole(projects: set[str]) -> Seen:
    """A data folder in which everything agrees and these projects are shown."""
    return Seen(frozenset(projects), files_agree=True, history_agrees=True, left_over=())


def _listed(snapshot: Path, sql: str) -> frozenset[str]:
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return frozenset(row[0] for row in connection.execute(sql).fetchall())


def _is_left_over(path: Path) -> bool:
    return path.suffix in (".tmp", ".next", ".building", ".wal", ".unfinished")


# --- a process that can be stopped ------------------------------------------------------------


@dataclass
class Steps:
    """The steps a process takes on the disk, in order; before step `kill_before` it is killed."""

    root: Path
    kill_before: int | None
    taken: list[str]

    def tell(self, step: str, _share: float = 0.0) -> None:
        if len(self.taken) == self.kill_before:
            os.kill(os.getpid(), signal.SIGKILL)
        self.taken.append(step)

    def named(self, path: Any) -> str:
        """A path in the words of the tests: which upload and which version do not matter."""
        name = str(Path(path).relative_to(self.root))
        name = re.sub(r"\d{5}-[0-9a-f]{8}(?=\.parquet)", "UPLOAD", name)
        return re.sub(r"\d{6}-[0-9a-f]{12}", "VERSION", name)

    def watch(self) -> None:
        """From here on, every fsync, rename and commit of this process is a step."""
        fsync, rename, replace = os.fsync, os.rename, os.replace

        def told_fsync(handle: int) -> None:
            self.tell(f"fsync {self.named(os.readlink(f'/proc/self/fd/{handle}'))}")
            fsync(handle)

        def told_rename(source: Any, target: Any) -> None:
            self.tell(f"rename {self.named(target)}")
            rename(source, target)

        def told_replace(source: Any, target: Any) -> None:
            self.tell(f"rename {self.named(target)}")
            replace(source, target)

        os.fsync, os.rename, os.replace = told_fsync, told_rename, told_replace  # type: ignore[assignment]
        event.listen(Engine, "commit", lambda _connection: self.tell("commit"))


def stepwise(
    do: Callable[[Path, Tell], object], trust: Path, kill_before: int | None, told: Connection
) -> None:
    """Do it, killed before one of its steps; tells the steps where it is not."""
    steps = Steps(trust.parent, kill_before, [])
    steps.watch()
    do(trust, steps.tell)
    steps.tell("acknowledged")
    told.send(steps.taken)


def own_process(target: Callable[..., None], *given: Any) -> BaseProcess:
    """A process that has loaded everything: they are forked from one that loads it once."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["tests.durability.journeys"])
    process = forking.Process(target=target, args=given)
    process.start()
    return process


def steps_of(do: Callable[[Path, Tell], object], trust: Path) -> list[str]:
    """Every step of it, in order."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = own_process(stepwise, do, trust, None, sender)
    sender.close()
    steps: list[str] = receiver.recv()
    process.join()
    return steps


def killed(do: Callable[[Path, Tell], object], trust: Path, before: int) -> None:
    """Do it, and be killed before this step."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = own_process(stepwise, do, trust, before, sender)
    sender.close()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    receiver.close()
