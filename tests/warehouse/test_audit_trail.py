"""Is every entry of the audit trail kept, in one chain, and is each change to it found?"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from settings import settings
from tests.given import Trust
from warehouse.audit_trail import (
    Mark,
    append,
    entries,
    newest_noted,
    note,
    verify,
)
from warehouse.backup import back_up, restore
from warehouse.nil_returns import nil_returns, note_nil_returns, take_back_nil_return
from warehouse.publish import take_back
from warehouse.recovery import LOST
from warehouse.register import forget_meaning, give_up_waiting, open_register, remember_meaning
from warehouse.start import settle


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Engine]:
    """A register with three entries."""
    made = open_register(tmp_path)
    for what in ("one", "two", "three"):
        note(made, "jo", "exported", what)
    yield made
    made.dispose()


def edited(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "register.sqlite")) as connection:
        connection.execute(sql)
        connection.commit()


def told(register: Engine) -> list[tuple[str, str, str]]:
    return [(entry["who"], entry["what"], entry["about"]) for entry in entries(register)]


def test_entries_that_nobody_touched_are_whole(register: Engine) -> None:
    found = verify(register)
    assert (found.entries, found.broken, found.lost) == (3, "", ())


def test_no_entries_are_whole(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    assert verify(register).broken == ""
    register.dispose()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DELETE FROM audit_entry WHERE number = 1", "Entry 1 is missing."),
        ("DELETE FROM audit_entry WHERE number = 2", "Entry 2 is missing."),
        ("DELETE FROM audit_entry WHERE number = 3", "Entry 3 is missing at the end."),
        ("DELETE FROM audit_entry", "Entries 1 to 3 are missing at the end."),
        (
            "UPDATE audit_entry SET who = 'sam' WHERE number = 2",
            "Entry 2 is not as it was written.",
        ),
        (
            "UPDATE audit_entry SET at = '2020-01-01' WHERE number = 3",
            "Entry 3 is not as it was written.",
        ),
        (
            "UPDATE audit_entry SET hash = '' WHERE number = 1",
            "Entry 1 is not as it was written.",
        ),
        (
            "UPDATE audit_entry SET number = 5 - number WHERE number > 1",
            "Entry 2 does not follow from the one before it.",
        ),
    ],
)
def test_a_change_is_found_and_the_first_entry_named(
    register: Engine, tmp_path: Path, sql: str, said: str
) -> None:
    if "5 - number" in sql:  # two numbers change places
        edited(tmp_path, "UPDATE audit_entry SET number = -number WHERE number > 1")
        edited(tmp_path, "UPDATE audit_entry SET number = 5 + number WHERE number < 0")
    else:
        edited(tmp_path, sql)
    assert verify(register).broken == said


def test_what_was_cut_off_stays_missed_when_others_follow(register: Engine, tmp_path: Path) -> None:
    edited(tmp_path, "DELETE FROM audit_entry WHERE number = 3")
    note(register, "sam", "exported", "four")
    assert verify(register).broken == "Entry 3 is missing."


def test_a_whole_new_chain_is_found_by_an_entry_noted_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    register = open_register(folder)
    note(register, "jo", "exported", "one")
    was = newest_noted(folder)
    assert was is not None
    register.dispose()
    for file in folder.iterdir():
        file.unlink()
    anew = open_register(folder)
    note(anew, "sam", "exported", "one")
    assert verify(anew).broken == ""
    assert verify(anew, [was]).broken == "Entry 1 is not the one that was noted elsewhere."
    assert verify(anew, [Mark(7, was.hash)]).broken == "Entries 2 to 7 are missing at the end."
    anew.dispose()


def test_an_entry_goes_with_a_change_that_is_undone(register: Engine) -> None:
    with register.connect() as connection:
        append(connection, "jo", "exported", "four")
        connection.rollback()
    note(register, "jo", "exported", "five")
    assert [about for _, _, about in told(register)] == ["one", "two", "three", "five"]
    assert verify(register).broken == ""


def test_many_at_once_make_one_chain(register: Engine) -> None:
    def ten(who: str) -> None:
        for number in range(10):
            note(register, who, "exported", str(number))

    threads = [threading.Thread(target=ten, args=(f"person {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify(register)
    assert (found.entries, found.broken) == (43, "")


def test_an_entry_is_one_short_line(register: Engine) -> None:
    note(register, "jo", "exported", "first line\nsecond line " + "x" * 1000)
    about = entries(register)[-1]["about"]
    assert about.startswith("first line second line x")
    assert len(about) == 300


def test_an_upload_its_publication_and_its_taking_back_leave_one_entry_each(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    upload = trust.holds("project_register", "project_id\nP1")
    trust.published()
    take_back(trust.folder, trust.register, trust.settings, upload, "sam")
    assert told(trust.register) == [
        ("Jo Marsh", "uploaded", f"{upload}, project_register"),
        ("Jo Marsh", "published", "version 1"),
        ("sam", "took back", upload),
        ("sam", "published", "version 2"),
    ]


def test_what_will_not_be_published_is_told(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    upload = trust.holds("project_register", "project_id\nP1")
    edited(tmp_path, "UPDATE upload SET state = 'waiting'")
    give_up_waiting(trust.register, "sam")
    assert told(trust.register)[-1] == ("sam", "not published", upload)


def test_answers_about_names_are_told_without_what_was_written(register: Engine) -> None:
    remember_meaning(register, "directorate", "Dr Jones's ward", "Surgery", "jo")
    forget_meaning(register, "directorate", "Dr Jones's ward", None, "sam")
    assert told(register)[3:] == [
        ("jo", "name explained", "directorate: Surgery"),
        ("sam", "name forgotten", "directorate"),
    ]


def test_nil_returns_are_told(register: Engine) -> None:
    note_nil_returns(register, "training_attendance", "Surgery", ["2026-10"], "jo")
    take_back_nil_return(register, nil_returns(register)[0]["number"], "sam")
    assert told(register)[3:] == [
        ("jo", "nil return recorded", "training_attendance, Surgery, 2026-10"),
        ("sam", "nil return taken back", "training_attendance, Surgery, 2026-10"),
    ]


def test_a_restored_trail_is_whole_and_says_that_it_was_restored(tmp_path: Path) -> None:
    trust = Trust(tmp_path / "trust")
    note(trust.register, "jo", "exported", "one")
    back_up(trust.folder, tmp_path / "backup", "sam")
    note(trust.register, "jo", "exported", "after the backup")
    restore(tmp_path / "backup", tmp_path / "restored", "sam")
    restored = open_register(tmp_path / "restored")
    assert [(who, what) for who, what, _ in told(restored)] == [
        ("jo", "exported"),
        ("sam", "backed up"),
        ("sam", "restored"),
    ]
    assert verify(restored).broken == ""
    restored.dispose()


def test_what_went_with_a_damaged_register_is_named(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("project_register", "project_id\nP1")
    trust.published()  # two entries, in the second copy too
    note(trust.register, "jo", "exported", "three")
    note(trust.register, "jo", "exported", "four")
    trust.register.dispose()
    (tmp_path / "register.sqlite").write_bytes(b"damaged")
    settle(tmp_path, settings())
    register = open_register(tmp_path)
    found = verify(register)
    assert (found.broken, found.lost) == ("", ((3, 4),))
    assert told(register)[2][1:] == ("register put back", f"as of {date.today().isoformat()}")
    register.dispose()


def test_a_register_begun_anew_says_that_all_entries_before_are_lost(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("project_register", "project_id\nP1")
    trust.register.dispose()
    (tmp_path / "register.sqlite").write_bytes(b"damaged")
    said = settle(tmp_path, settings())
    register = open_register(tmp_path)
    assert said[0] == LOST.format(how="damaged")
    assert told(register)[0] == ("The server", "register put back", "begun anew")
    assert verify(register).lost == ((1, 1),)
    register.dispose()
