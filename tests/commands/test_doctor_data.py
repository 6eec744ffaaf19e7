"""Does the doctor see what is unsafe in a data folder, and leave a safe one alone?"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import manage
from commands.advice import Advice
from commands.doctor_data import backups, clock, folder_itself, version_shown, what_is_kept
from tests.given import Trust
from warehouse.accepted import file_of, twin_of
from warehouse.backup import back_up
from warehouse.register import uploads

PROJECTS = """
project_id | title
P1         | Tea
"""
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trust = Trust(tmp_path_factory.mktemp("trust") / "data")
    trust.holds("project_register", PROJECTS)
    trust.published()
    trust.register.dispose()
    return trust.folder


@pytest.fixture
def trust(published: Path, tmp_path: Path) -> Trust:
    """A copy of a small trust with one upload, published."""
    shutil.copytree(published, tmp_path / "data")
    (tmp_path / "data").chmod(0o700)
    return Trust(tmp_path / "data")


def gravities(found: list[Advice]) -> list[str]:
    return [one.gravity for one in found]


def test_a_folder_as_it_should_be_gets_no_advice(trust: Trust) -> None:
    found = [
        *what_is_kept(trust.folder, trust.register),
        *version_shown(trust.folder, trust.register),
        *clock(trust.register, datetime.now(UTC)),
    ]
    assert found == []


def test_a_folder_that_others_may_read_is_unsafe(trust: Trust) -> None:
    trust.folder.chmod(0o755)
    assert f"chmod 700 {trust.folder}" in [one.do for one in folder_itself(trust.folder)]


def test_an_upload_kept_once_is_told(trust: Trust) -> None:
    [upload] = uploads(trust.register)
    twin_of(trust.folder, upload["upload_id"]).unlink()
    [found] = what_is_kept(trust.folder, trust.register)
    assert found.gravity == "look"
    assert upload["upload_id"] in found.what


def test_an_upload_lost_twice_is_unsafe(trust: Trust) -> None:
    [upload] = uploads(trust.register)
    for place in (file_of, twin_of):
        place(trust.folder, upload["upload_id"]).unlink()
    assert gravities(list(what_is_kept(trust.folder, trust.register))) == ["unsafe"]


def test_a_missing_second_copy_of_the_register_is_told(trust: Trust) -> None:
    (trust.folder / "safety" / "register.sqlite").unlink()
    [found] = what_is_kept(trust.folder, trust.register)
    assert found.what == "There is no second copy of the register."


def test_a_damaged_version_is_unsafe(trust: Trust) -> None:
    shown = trust.folder / "snapshots" / (trust.folder / "current").read_text().strip()
    shown.write_bytes(shown.read_bytes()[:5000])
    assert gravities(list(version_shown(trust.folder, trust.register))) == ["unsafe"]


def test_an_audit_trail_changed_by_hand_is_unsafe(trust: Trust) -> None:
    trust.register.dispose()
    with closing(sqlite3.connect(trust.folder / "register.sqlite")) as register:
        register.execute("UPDATE audit_entry SET who = 'somebody else' WHERE number = 1")
        register.commit()
    [found] = version_shown(trust.folder, trust.register)
    assert "audit trail" in found.what


def test_a_trust_never_backed_up_is_told(trust: Trust) -> None:
    [found] = backups(trust.register, NOW)
    assert found.what == "There is no backup."


def test_a_backup_of_today_is_enough_and_one_of_two_days_ago_is_not(
    trust: Trust, tmp_path: Path
) -> None:
    back_up(trust.folder, tmp_path / "backup", "command line")
    assert list(backups(trust.register, NOW + timedelta(hours=3))) == []
    [found] = backups(trust.register, NOW + timedelta(days=2))
    assert found.gravity == "look"


def test_a_clock_behind_what_was_written_is_unsafe(trust: Trust) -> None:
    assert gravities(list(clock(trust.register, NOW - timedelta(days=1)))) == ["unsafe"]


def test_the_exit_code_says_how_grave_it_is(
    trust: Trust, capsys: pytest.CaptureFixture[str]
) -> None:
    trust.folder.chmod(0o755)
    assert manage.main(["doctor", "--data", str(trust.folder), "--json"]) == manage.REFUSED
    found = json.loads(capsys.readouterr().out)
    assert found[0]["gravity"] == "unsafe"
    assert set(found[0]) == {"gravity", "what", "why", "do"}


def test_a_fresh_folder_stays_fresh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manage.main(["doctor", "--data", str(tmp_path / "none")])
    assert "holds no data yet" in capsys.readouterr().out
    assert not (tmp_path / "none").exists()
