"""Is a register of an earlier release brought up to date, whole or not at all?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from warehouse import register_steps
from warehouse.access_given import Access, access_given
from warehouse.register import meanings, names_of_people, open_register
from warehouse.register_steps import STEPS, RegisterTooNew

REGISTERS = Path(__file__).parent / "registers"
EARLIER = sorted(file.stem for file in REGISTERS.glob("*.sql"))


def given_register(folder: Path, release: str) -> Path:
    """A register as an earlier release left it, in this data folder."""
    file = folder / "register.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((REGISTERS / f"{release}.sql").read_text(encoding="utf-8"))
    return file


def shape(file: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every table's columns: name, kind, may it be empty, is it part of the key."""
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: {
                (column[1], column[2], column[3], column[5])
                for column in connection.execute(f'PRAGMA table_info("{name}")')
            }
            for (name,) in names
        }


def steps_seen(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("release", EARLIER)
def test_a_register_of_an_earlier_release_gets_todays_shape(tmp_path: Path, release: str) -> None:
    fresh, earlier = tmp_path / "fresh", tmp_path / "earlier"
    earlier.mkdir()
    file = given_register(earlier, release)
    open_register(earlier).dispose()
    open_register(fresh).dispose()
    assert shape(file) == shape(fresh / "register.sqlite")
    assert steps_seen(file) == len(STEPS)


def test_what_an_earlier_release_knew_is_still_known(tmp_path: Path) -> None:
    given_register(tmp_path, "release_0")
    register = open_register(tmp_path)
    assert meanings(register, "directorate") == {"Surg": "Surgery"}
    assert names_of_people(register) == {"jo": "Jo Marsh"}
    assert [one.access for one in access_given(register)] == [Access("improvement team")]
    register.dispose()


def test_a_step_that_fails_leaves_the_register_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = given_register(tmp_path, "release_0")
    before = shape(file)
    wrong = ("ALTER TABLE person ADD COLUMN email VARCHAR", "ALTER TABLE nobody ADD COLUMN a INT")
    monkeypatch.setattr(register_steps, "STEPS", (*STEPS, wrong))
    with pytest.raises(sqlite3.OperationalError, match="nobody"):
        open_register(tmp_path)
    assert (shape(file), steps_seen(file)) == (before, 0)


def test_a_register_of_a_newer_release_is_refused_and_left_alone(tmp_path: Path) -> None:
    open_register(tmp_path).dispose()
    file = tmp_path / "register.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    with pytest.raises(RegisterTooNew, match="newer release"):
        open_register(tmp_path)
    assert steps_seen(file) == len(STEPS) + 1
