"""Do the guards around the tests themselves hold?"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_a_test_cannot_reach_another_machine(host: str) -> None:
    with socket.socket() as leaving, pytest.raises(OSError, match="tests stay on this machine"):
        leaving.connect((host, 443))


def test_a_test_can_reach_its_own_server() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as visitor,
    ):
        assert visitor.getpeername() == server.getsockname()


def test_the_data_folder_of_tests_lies_outside_the_house() -> None:
    assert HOUSE not in Path(os.environ["CULTURE_DATA"]).resolve().parents
