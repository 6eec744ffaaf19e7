"""Something kept is damaged, cut short or gone: is it noticed at the start, put right, and said?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from settings import settings
from tests.durability.journeys import (
    copied,
    made_trust,
    publish_second,
    seen,
    shown_projects,
    take_back_first,
    whole,
)
from warehouse.accepted import file_of, twin_of
from warehouse.pointer import shown_file
from warehouse.register import (
    PUBLICATION,
    add_person,
    meanings,
    names_of_people,
    open_register,
    publications,
    remember_meaning,
    uploads,
)
from warehouse.safety import KEY, REGISTER
from warehouse.start import REBUILT, settle

Damage = Callable[[Path], object]


def removed(file: Path) -> None:
    file.unlink()


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def overwritten(file: Path) -> None:
    file.write_bytes(b"\x93\xfe this is something else")


def one_byte_changed(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0xFF
    file.write_bytes(content)


ANY_DAMAGE = [removed, emptied, cut_in_half, overwritten, one_byte_changed]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trust with a person, a name that somebody explained, a key, and two versions."""
    trust = made_trust(tmp_path_factory.mktemp("made"))
    register = open_register(trust)
    add_person(register, "jo", "Jo Marsh", "improvement team", ())
    remember_meaning(register, "directorate", "Surg", "Surgery", "Jo Marsh")
    register.dispose()
    (trust / KEY).write_bytes(bytes(range(32)))
    publish_second(trust)
    return trust


@pytest.fixture
def trust(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path)


def current_snapshot(trust: Path) -> Path:
    file = shown_file(trust)
    assert file is not None
    return file


def first_upload(trust: Path) -> str:
    register = open_register(trust)
    upload_id: str = uploads(register)[0]["upload_id"]
    register.dispose()
    return upload_id


BOTH = {"FIRST", "SECOND"}


# --- the snapshot and the pointer -----------------------------------------------------------------


@pytest.mark.parametrize("damage", ANY_DAMAGE)
def test_a_damaged_snapshot_is_built_again_and_said(trust: Path, damage: Damage) -> None:
    damage(current_snapshot(trust))
    assert settle(trust, settings()) == [REBUILT]
    assert seen(trust) == whole(BOTH)


def test_a_damaged_snapshot_is_kept_for_whoever_wants_to_look_at_it(trust: Path) -> None:
    file = current_snapshot(trust)
    overwritten(file)
    settle(trust, settings())
    assert file.with_name(f"{file.name}.damaged-1").read_bytes().endswith(b"something else")


def test_a_snapshot_built_again_gets_a_number_of_its_own(trust: Path) -> None:
    damaged = current_snapshot(trust)
    overwritten(damaged)
    settle(trust, settings())
    assert current_snapshot(trust).name[:6] == "000003"


@pytest.mark.parametrize("damage", [removed, emptied, overwritten])
def test_a_damaged_pointer_names_the_same_version_again(trust: Path, damage: Damage) -> None:
    before = current_snapshot(trust)
    damage(trust / "current")
    assert settle(trust, settings()) == ["It was lost which version is shown. It is version 2."]
    assert current_snapshot(trust) == before
    assert seen(trust) == whole(BOTH)


def test_an_earlier_version_may_be_shown_on_purpose(trust: Path) -> None:
    [first] = (trust / "snapshots").glob("000001-*")
    (trust / "current").write_text(first.name)
    assert settle(trust, settings()) == []
    assert shown_projects(trust) == {"FIRST"}


def test_an_earlier_version_is_not_shown_where_the_newest_is_lost(trust: Path) -> None:
    current_snapshot(trust).unlink()
    [first] = (trust / "snapshots").glob("000001-*")
    (trust / "current").write_text(first.name)
    assert settle(trust, settings()) == [REBUILT]
    assert seen(trust) == whole(BOTH)


# --- the files kept -------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ANY_DAMAGE)
def test_a_damaged_file_is_put_back_from_its_second_copy(trust: Path, damage: Damage) -> None:
    upload_id = first_upload(trust)
    file = file_of(trust, upload_id)
    before = file.read_bytes()
    damage(file)
    [said] = settle(trust, settings())
    assert said.startswith(f"What was kept of upload {upload_id} was missing or damaged. Its")
    assert file.read_bytes() == before


@pytest.mark.parametrize("damage", ANY_DAMAGE)
def test_a_damaged_second_copy_is_made_again(trust: Path, damage: Damage) -> None:
    twin = twin_of(trust, first_upload(trust))
    before = twin.read_bytes()
    damage(twin)
    assert settle(trust, settings()) == []
    assert twin.read_bytes() == before


def test_a_file_lost_twice_is_named_and_what_is_shown_stays(trust: Path) -> None:
    upload_id = first_upload(trust)
    for place in (file_of, twin_of):
        cut_in_half(place(trust, upload_id))
    [said] = settle(trust, settings())
    assert said.startswith(f"What was kept of upload {upload_id} is missing or damaged")
    assert shown_projects(trust) == BOTH
    assert settle(trust, settings()) == []


def test_a_snapshot_and_all_kept_files_put_right_together(trust: Path) -> None:
    for file in (trust / "accepted").iterdir():
        one_byte_changed(file)
    current_snapshot(trust).unlink()
    assert len(settle(trust, settings())) == 3
    assert seen(trust) == whole(BOTH)


def test_a_damaged_key_is_put_back(trust: Path) -> None:
    one_byte_changed(trust / KEY)
    assert settle(trust, settings()) == [
        "The key of the staff numbers was missing or damaged. Its second copy took its place."
    ]
    assert (trust / KEY).read_bytes() == bytes(range(32))


# --- the register ---------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [removed, emptied, cut_in_half, overwritten])
def test_a_damaged_register_is_put_back_with_people_and_names(trust: Path, damage: Damage) -> None:
    damage(trust / REGISTER)
    [said] = settle(trust, settings())
    assert said.startswith("The register was ")
    register = open_register(trust)
    known = names_of_people(register), meanings(register, "directorate")
    register.dispose()
    assert ([*known[0].values()], known[1]) == (["Jo Marsh"], {"Surg": "Surgery"})
    assert seen(trust) == whole(BOTH)


def test_what_was_published_after_the_copy_was_made_is_known_from_the_snapshot(
    trust: Path,
) -> None:
    older = (trust / "safety" / REGISTER).read_bytes()
    take_back_first(trust)
    (trust / "safety" / REGISTER).write_bytes(older)
    (trust / REGISTER).unlink()
    settle(trust, settings())
    assert seen(trust) == whole({"SECOND"})


def test_a_register_without_a_copy_is_written_again_from_the_files(trust: Path) -> None:
    take_back_first(trust)
    for place in (trust, trust / "safety"):
        overwritten(place / REGISTER)
    [said] = settle(trust, settings())
    assert "Who has access, which names mean what and other answers could not be recovered" in said
    assert seen(trust) == whole({"SECOND"})
    assert settle(trust, settings()) == []


def test_the_history_is_written_again_from_the_snapshots(trust: Path) -> None:
    for place in (trust, trust / "safety"):
        overwritten(place / REGISTER)
    settle(trust, settings())
    register = open_register(trust)
    assert [one["sequence"] for one in publications(register)] == [1, 2]
    register.dispose()


def test_of_nothing_but_files_everything_counts_and_that_is_said(trust: Path) -> None:
    take_back_first(trust)
    for place in (trust, trust / "safety"):
        (place / REGISTER).unlink()
    shutil.rmtree(trust / "snapshots")
    said = settle(trust, settings())
    assert said[1:] == [
        REBUILT,
        "Nothing tells which uploads had been taken back: all of them count now.",
    ]
    assert seen(trust) == whole(BOTH)


def test_a_publication_that_the_register_forgot_is_noted_again(trust: Path) -> None:
    register = open_register(trust)
    with register.begin() as connection:
        connection.execute(PUBLICATION.delete().where(PUBLICATION.c.sequence == 2))
    register.dispose()
    settle(trust, settings())
    assert seen(trust) == whole(BOTH)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9])
def test_a_register_whose_log_was_cut_short_agrees_with_what_is_shown(
    made: Path, tmp_path: Path, share: float
) -> None:
    """A publication was noted in the log only, which SQLite reads up to the first damage."""
    trust = copied(made, tmp_path)
    register = open_register(trust)
    register.connect().close()
    take_back_first(trust)
    log = trust / f"{REGISTER}-wal"
    content = log.read_bytes()
    assert content
    lost = copied(trust, tmp_path / "lost")
    register.dispose()
    (lost / log.name).write_bytes(content[: int(len(content) * share)])
    settle(lost, settings())
    assert seen(lost) == whole({"SECOND"})


# --- a folder that is new -------------------------------------------------------------------------


def test_an_empty_folder_has_nothing_to_say(tmp_path: Path) -> None:
    assert settle(tmp_path / "new", settings()) == []


def test_a_register_that_was_only_begun_is_not_taken_for_damaged(tmp_path: Path) -> None:
    (tmp_path / REGISTER).write_bytes(b"")
    assert settle(tmp_path, settings()) == []
