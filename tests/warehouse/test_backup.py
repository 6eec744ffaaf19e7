"""Backed up, wiped, restored: is every value equal, and is a damaged backup refused by name?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import MetaData

import manage
from tests.durability.journeys import copied, made_trust, publish_second, seen, whole
from warehouse.backup import MANIFEST, BackupError, back_up, restore
from warehouse.lock import AlreadyServed, serving
from warehouse.register import open_register
from warehouse.register_steps import STEPS, RegisterTooNew
from warehouse.snapshot import current


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trust with two versions, a key and a backup beside it; for reading."""
    trust = made_trust(tmp_path_factory.mktemp("made"))
    (trust / "staff_number.key").write_bytes(bytes(range(32)))
    publish_second(trust)
    back_up(trust, trust.parent / "backup", "Jo Marsh")
    return trust


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.parent / "backup", tmp_path / "backup"))


def everything_in(folder: Path) -> dict[str, Any]:
    """Every table of the snapshot and of the register."""
    snapshot = current(folder)
    assert snapshot is not None
    shown = [row[0] for row in snapshot.connection.execute("SHOW TABLES").fetchall()]
    register = open_register(folder)
    known = MetaData()
    known.reflect(register)
    with register.connect() as connection:
        kept = {
            table.name: connection.execute(table.select()).all() for table in known.sorted_tables
        }
    register.dispose()
    return {
        "shown": {
            name: snapshot.connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').df()
            for name in shown
        },
        "kept": kept,
        "key": (folder / "staff_number.key").read_bytes(),
    }


def test_backed_up_wiped_and_restored_every_value_is_equal(
    demonstration_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, restored = tmp_path / "backup", tmp_path / "restored"
    folder = Path(shutil.copytree(demonstration_data, tmp_path / "data"))
    before = everything_in(folder)
    assert manage.main(["backup", str(backup), "--data", str(folder)]) == 0
    shutil.rmtree(folder)
    assert manage.main(["restore", str(backup), "--data", str(restored), "--json"]) == 0
    after = everything_in(restored)
    trail, trail_before = after["kept"].pop("audit_entry"), before["kept"].pop("audit_entry")
    assert [entry.what for entry in trail[-2:]] == ["backed up", "restored"]
    assert trail[:-2] == trail_before
    assert (after["kept"], after["key"]) == (before["kept"], before["key"])
    assert set(after["shown"]) == set(before["shown"])
    for name, rows in before["shown"].items():
        assert_frame_equal(after["shown"][name], rows, check_exact=True)
    assert capsys.readouterr().out.startswith(f"Backed up to {backup}: ")


def test_everything_that_a_data_folder_holds_is_in_its_backup(made: Path, backup: Path) -> None:
    held = {str(file.relative_to(made)) for file in made.rglob("*") if file.is_file()}
    not_needed = {
        file
        for file in held
        if file.startswith("safety/") or file.endswith(".lock") or file == "audit.newest"
    }
    in_backup = {str(file.relative_to(backup)) for file in backup.rglob("*") if file.is_file()}
    assert held - not_needed == in_backup - {MANIFEST}


def test_what_is_published_after_the_backup_is_not_in_it(made: Path, tmp_path: Path) -> None:
    trust = copied(made, tmp_path)
    back_up(trust, tmp_path / "backup", "Jo Marsh")
    publish_second(trust)
    restore(tmp_path / "backup", tmp_path / "restored", "Jo Marsh")
    assert seen(tmp_path / "restored") == whole({"FIRST", "SECOND"})


FILES = ["register.sqlite", "current", "staff_number.key", "accepted", "snapshots"]


def chosen(backup: Path, name: str) -> Path:
    place = backup / name
    return next(place.iterdir()) if place.is_dir() else place


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_backup_is_refused_and_the_file_is_named(
    backup: Path, tmp_path: Path, name: str
) -> None:
    file = chosen(backup, name)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(BackupError, match=f"{file.name} in .* is damaged"):
        restore(backup, tmp_path / "restored", "Jo Marsh")
    assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize("name", FILES)
def test_a_backup_that_lacks_a_file_is_refused_and_the_file_is_named(
    backup: Path, tmp_path: Path, name: str
) -> None:
    file = chosen(backup, name)
    file.unlink()
    with pytest.raises(BackupError, match=f"{file.name} is missing in"):
        restore(backup, tmp_path / "restored", "Jo Marsh")
    assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize("written", ["", "{", "[]", '{"format": 1}'])
def test_a_damaged_manifest_is_refused(backup: Path, tmp_path: Path, written: str) -> None:
    (backup / MANIFEST).write_text(written)
    with pytest.raises(BackupError, match=r"manifest\.json in .* is damaged"):
        restore(backup, tmp_path / "restored", "Jo Marsh")


def changed_manifest(backup: Path, **changes: Any) -> None:
    manifest = json.loads((backup / MANIFEST).read_text())
    (backup / MANIFEST).write_text(json.dumps(manifest | changes))


def test_a_manifest_that_reaches_out_of_the_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    changed_manifest(backup, files={"../elsewhere": "0" * 64})
    with pytest.raises(BackupError, match="names files elsewhere"):
        restore(backup, tmp_path / "restored", "Jo Marsh")


def test_a_backup_of_a_later_release_is_refused(backup: Path, tmp_path: Path) -> None:
    changed_manifest(backup, register_steps=len(STEPS) + 1)
    with pytest.raises(RegisterTooNew, match="newer release"):
        restore(backup, tmp_path / "restored", "Jo Marsh")


def test_nothing_is_restored_over_data(
    made: Path, backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust = copied(made, tmp_path)
    assert manage.main(["restore", str(backup), "--data", str(trust)]) == manage.REFUSED
    assert "holds data already, and a restore would replace it" in capsys.readouterr().err
    assert seen(trust) == whole({"FIRST", "SECOND"})


def test_nothing_is_restored_under_a_running_server(backup: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "restored"), pytest.raises(AlreadyServed, match="Stop it first"):
        restore(backup, tmp_path / "restored", "Jo Marsh")


def test_a_backup_goes_into_an_empty_folder_only(made: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("something else")
    with pytest.raises(BackupError, match="is not empty"):
        back_up(made, tmp_path, "Jo Marsh")


def test_a_backup_does_not_lie_in_the_data_folder(made: Path) -> None:
    with pytest.raises(BackupError, match="lies in the data folder itself"):
        back_up(made, made / "backup", "Jo Marsh")


def test_a_backup_takes_the_second_copy_of_a_damaged_file(made: Path, tmp_path: Path) -> None:
    trust = copied(made, tmp_path)
    next((trust / "accepted").iterdir()).write_bytes(b"damaged")
    back_up(trust, tmp_path / "backup", "Jo Marsh")
    restore(tmp_path / "backup", tmp_path / "restored", "Jo Marsh")
    kept = (tmp_path / "restored" / "accepted").iterdir()
    assert b"damaged" not in [file.read_bytes() for file in kept]


def test_a_file_damaged_twice_is_named_and_no_backup_is_made(made: Path, tmp_path: Path) -> None:
    trust = copied(made, tmp_path)
    file = next((trust / "accepted").iterdir())
    for place in ("accepted", "safety"):
        (trust / place / file.name).write_bytes(b"damaged")
    with pytest.raises(BackupError, match=r"What was kept of .*\.xlsx is damaged"):
        back_up(trust, tmp_path / "backup", "Jo Marsh")
