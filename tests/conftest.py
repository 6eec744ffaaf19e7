"""What holds for every test: no network beyond this machine, and never the real data folder."""

from __future__ import annotations

import ipaddress
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parent.parent
SECONDS_TO_PREPARE = 300


class NetworkForbidden(OSError):
    """A test tried to leave this machine."""


@pytest.fixture(autouse=True, scope="session")
def no_network_beyond_this_machine() -> Iterator[None]:
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def connect_here(self: socket.socket, address: Any) -> None:
        require_loopback(self, address)
        connect(self, address)

    def connect_ex_here(self: socket.socket, address: Any) -> int:
        require_loopback(self, address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket.socket, "connect_ex", connect_ex_here)
        yield


@pytest.fixture(autouse=True, scope="session")
def data_folder_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder in the place of the real one; also for the processes that tests start."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CULTURE_DATA", str(folder))
        yield folder


@pytest.fixture(scope="session")
def demonstration_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration trust, prepared once per run. For reading: copy it before writing to it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "demonstration"
    # Several workers may ask at once; SQLite's lock lets one prepare and is freed if it dies.
    with closing(
        sqlite3.connect(shared / "demonstration.lock", timeout=SECONDS_TO_PREPARE)
    ) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not folder.exists():
            prepare(folder)
    return folder


def prepare(folder: Path) -> None:
    unfinished = folder.with_suffix(".unfinished")
    finished = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=HOUSE,
        env=dict(os.environ, CULTURE_DATA=str(unfinished)),
        capture_output=True,
        text=True,
        timeout=SECONDS_TO_PREPARE,
        check=False,
    )
    if finished.returncode:
        pytest.fail(f"manage.py prepare failed:\n{finished.stdout}{finished.stderr}")
    unfinished.rename(folder)


def require_loopback(connecting: socket.socket, address: Any) -> None:
    if connecting.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = address[0]
    if host != "localhost" and not is_loopback(host):
        raise NetworkForbidden(f"A test tried to reach {host}; tests stay on this machine.")


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name
        return False
