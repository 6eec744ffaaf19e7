"""Data that an earlier release left: do they open, with the same numbers, and is it said?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

import manage
from settings import settings
from tests.durability.journeys import copied, made_trust, seen, shown_projects, whole
from tests.warehouse.test_register_steps import REGISTERS, steps_seen
from warehouse.accepted import file_of, kept_rows, twin_of
from warehouse.pointer import shown_file
from warehouse.publish import publish
from warehouse.register import open_register, uploads
from warehouse.register_steps import STEPS
from warehouse.safety import REGISTER
from warehouse.start import REBUILT, settle


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_trust(tmp_path_factory.mktemp("made"))


@pytest.fixture
def trust(made: Path, tmp_path: Path) -> Path:
    """A trust as the first release left it: an older register, files without a second copy."""
    trust = copied(made, tmp_path)
    register = trust / REGISTER
    with closing(sqlite3.connect(register)) as today:
        kept = {
            name: today.execute(f'SELECT * FROM "{name}"') for name in ("upload", "publication")
        }
        rows = {name: (cursor.description, cursor.fetchall()) for name, cursor in kept.items()}
    for part in trust.glob(f"{REGISTER}*"):
        part.unlink()
    with closing(sqlite3.connect(register)) as earlier:
        earlier.executescript((REGISTERS / "release_0.sql").read_text(encoding="utf-8"))
        for name, (described, values) in rows.items():
            columns = [column[1] for column in earlier.execute(f'PRAGMA table_info("{name}")')]
            chosen = [[column[0] for column in described].index(column) for column in columns]
            places = ", ".join("?" * len(columns))
            earlier.executemany(
                f'INSERT INTO "{name}" VALUES ({places})',
                [[row[place] for place in chosen] for row in values],
            )
        earlier.commit()
    for file in (trust / "safety").iterdir():
        file.unlink()
    return trust


def only_upload(trust: Path) -> dict[str, object]:
    register = open_register(trust)
    [upload] = uploads(register)
    register.dispose()
    return upload


def test_a_trust_of_the_first_release_opens_as_it_was(trust: Path) -> None:
    assert settle(trust, settings()) == []
    assert seen(trust) == whole({"FIRST"})


def test_its_register_is_brought_up_to_date(trust: Path) -> None:
    settle(trust, settings())
    assert steps_seen(trust / REGISTER) == len(STEPS)


def test_its_files_get_a_checksum_and_a_second_copy(trust: Path) -> None:
    settle(trust, settings())
    upload = only_upload(trust)
    assert upload["kept_sha256"]
    assert twin_of(trust, str(upload["upload_id"])).exists()


def test_a_file_that_lacks_a_newer_column_has_nothing_there(trust: Path) -> None:
    file = file_of(trust, str(only_upload(trust)["upload_id"]))
    earlier = pq.read_table(file)
    pq.write_table(earlier.drop_columns(["lead_band"]), file)
    assert kept_rows(trust, only_upload(trust)).column("lead_band").to_pylist() == [None]
    register = open_register(trust)
    publish(trust, register, settings(), "Jo Marsh", "again")
    register.dispose()
    assert shown_projects(trust) == {"FIRST"}


def test_a_snapshot_of_an_earlier_schema_is_built_again_and_kept(trust: Path) -> None:
    file = shown_file(trust)
    assert file is not None
    with duckdb.connect(str(file)) as connection:
        connection.execute("ALTER TABLE about DROP COLUMN peers")
    assert settle(trust, settings()) == [REBUILT]
    assert seen(trust) == whole({"FIRST"})
    assert file.exists()


def test_a_choice_changed_in_the_settings_counts_from_the_next_start(trust: Path) -> None:
    raised = replace(settings(), smallest_group_shown=20)
    assert settle(trust, raised) == [
        "The software or its settings changed. What is shown was built again."
    ]
    assert seen(trust) == whole({"FIRST"})
    assert settle(trust, raised) == []


def test_a_register_of_a_later_release_stops_a_command_in_a_sentence(
    trust: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(trust / REGISTER)) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    assert manage.main(["uploads", "--data", str(trust)]) == manage.REFUSED
    assert capsys.readouterr().err.startswith("A newer release of the dashboard has worked on")
