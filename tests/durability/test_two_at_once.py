"""Two publishers, a reader, a second server: does each see whole versions, and is each told?"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

import app
import manage
import run
from data_loaders.batch import publish_files
from settings import settings
from tests.durability.journeys import (
    copied,
    made_trust,
    own_process,
    projects_file,
    seen,
    shown_projects,
    whole,
)
from tests.served import HOST, free_port
from warehouse.lock import AlreadyServed, BusyError, is_served, publishing, serving
from warehouse.register import open_register
from warehouse.register_tables import PUBLICATION

TRAINING = (
    "session_date,course,staff_number,directorate,staff_group,band,status\n"
    "03/01/2026,Bronze,20001,Surgery,A&C,5,Y\n"
)


def publish_as(trust: Path, person: str, project: str, ends: Connection) -> None:
    """Publish one project; tells each step, and goes on when it is answered."""

    def tell(step: str, _share: float) -> None:
        ends.send(step)
        ends.recv()

    register = open_register(trust)
    publish_files([projects_file(project)], trust, register, settings(), person, tell)


def serve_for_ever(trust: Path, ends: Connection) -> None:
    with serving(trust):
        ends.send("serving")
        ends.recv()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_trust(tmp_path_factory.mktemp("made"))


@pytest.fixture
def trust(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path)


# --- two publishers -------------------------------------------------------------------------------


def test_the_second_publisher_is_told_who_is_first_and_a_reader_sees_whole_versions(
    trust: Path,
) -> None:
    first, ends_of_first = multiprocessing.Pipe()
    second, ends_of_second = multiprocessing.Pipe()
    processes = [own_process(publish_as, trust, "Sam Okoro", "SAMS", ends_of_first)]
    assert first.recv() == "Keeping the files as you sent them"  # Sam holds the lock
    processes.append(own_process(publish_as, trust, "Jo Marsh", "JOS", ends_of_second))
    assert second.recv() == "Sam Okoro is publishing. Yours begins when that is done."
    read = []
    for publisher in (first, second):
        step = ""
        while step != "Done":
            publisher.send("go on")
            step = publisher.recv()
            read.append(shown_projects(trust))
        publisher.send("go on")
    for process in processes:
        process.join()
    assert list(dict.fromkeys(read)) == [{"FIRST"}, {"FIRST", "SAMS"}, {"FIRST", "SAMS", "JOS"}]
    assert seen(trust) == whole({"FIRST", "SAMS", "JOS"})


def test_whoever_waits_too_long_is_told_who_is_publishing(trust: Path) -> None:
    ends, other_ends = multiprocessing.Pipe()
    process = own_process(publish_as, trust, "Sam Okoro", "SAMS", other_ends)
    ends.recv()
    with (
        pytest.raises(BusyError, match="Sam Okoro is publishing"),
        publishing(trust, "Jo Marsh", patience=0),
    ):
        pass
    process.kill()
    process.join()


# --- two servers ----------------------------------------------------------------------------------


def test_a_server_that_is_killed_frees_its_data(tmp_path: Path) -> None:
    ends, other_ends = multiprocessing.Pipe()
    server = own_process(serve_for_ever, tmp_path, other_ends)
    ends.recv()
    assert is_served(tmp_path)
    with pytest.raises(AlreadyServed, match=f"process {server.pid}, since"), serving(tmp_path):
        pass
    server.kill()
    server.join()
    assert not is_served(tmp_path)


@pytest.fixture(scope="module")
def served(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A trust that a server shows, and the server's port."""
    trust, port = copied(made, tmp_path_factory.mktemp("served")), free_port()
    with started(trust, port) as server:
        run.wait_until_healthy(server, HOST, port)
        yield trust, port
        server.terminate()
        server.communicate(timeout=30)


def started(trust: Path, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        run.server_command(sys.executable, HOST, port),
        cwd=run.HOUSE,
        env=dict(os.environ, CULTURE_DATA=str(trust)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_a_second_server_on_the_same_data_refuses_in_a_sentence(
    served: tuple[Path, int],
) -> None:
    second = started(served[0], free_port())
    said, _ = second.communicate(timeout=90)
    assert second.returncode == 1
    assert b"Another server already shows the data in" in said
    assert b"Traceback" not in said


def test_a_file_loaded_beside_a_server_is_shown_by_it(
    served: tuple[Path, int], tmp_path: Path
) -> None:
    trust, _ = served
    file = tmp_path / "training.csv"
    file.write_text(TRAINING)
    before = app.readiness(trust)["version"]
    assert manage.main(["load", str(file), "--data", str(trust)]) == 0
    after = app.readiness(trust)
    assert (after["status"], after["version"] > before) == ("ready", True)


# --- is it ready? ---------------------------------------------------------------------------------


def test_ready_says_that_the_disk_is_nearly_full(
    trust: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "disk" not in app.readiness(trust)
    monkeypatch.setattr(app, "ROOM_NEEDED", 1 << 62)
    assert app.readiness(trust)["disk"] == "less than 500 MB are free"


def test_ready_says_that_the_register_names_another_version(trust: Path) -> None:
    register = open_register(trust)
    with register.begin() as connection:
        connection.execute(PUBLICATION.update().values(version="000009-abc"))
    register.dispose()
    assert app.readiness(trust)["register"] == "names 000009-abc as the newest version"


def test_a_snapshot_that_does_not_open_is_not_ready(
    trust: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (trust / "current").write_text("000002-damaged.duckdb")
    monkeypatch.setenv("CULTURE_DATA", str(trust))
    answer = asyncio.run(app.readyz(None))  # type: ignore[arg-type]
    assert (answer.status_code, bytes(answer.body)) == (503, b'{"status":"not ready"}')
