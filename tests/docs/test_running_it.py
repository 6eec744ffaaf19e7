"""Do the commands and files that docs/running_it.md names exist?"""

from __future__ import annotations

import re

import pytest

import manage
from docs.packages import HERE

TEXT = (HERE / "running_it.md").read_text(encoding="utf-8")
SERVICE = (HERE.parent / "deploy" / "culture.service").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"manage\.py ([a-z-]+)", TEXT))))
def test_a_command_that_is_named_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        manage.main([command, "--help"])
    assert ended.value.code == 0, capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:deploy|docs)/[\w./]+)`", TEXT))))
def test_a_file_that_is_named_exists(name: str) -> None:
    assert (HERE.parent / name).exists()


def test_the_service_lets_the_reading_process_limit_itself() -> None:
    assert "SystemCallFilter=~@privileged\n" in SERVICE


def test_the_service_serves_the_proxy_only() -> None:
    assert "--server.address 127.0.0.1" in SERVICE
