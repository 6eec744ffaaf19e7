"""Can two lists name the same person without our keeping who it is?"""

from __future__ import annotations

import re
import stat

from data_loaders.staff_key import staff_keys
from tests.data_loaders.conftest import Store, column
from tests.data_loaders.files import PERSON, person


def test_a_key_is_sixteen_hexadecimal_digits_and_not_the_number(store: Store) -> None:
    [key] = column(store.check_rows(PERSON, person()), "staff_key")
    assert re.fullmatch(r"[0-9a-f]{16}", key)


def test_a_number_typed_with_or_without_noughts_is_one_person(store: Store) -> None:
    checked = store.check_rows(
        PERSON, person(staff_number="00123456"), person(staff_number=123456, course="QI Silver")
    )
    assert len(set(column(checked, "staff_key"))) == 1


def test_two_numbers_are_two_people(store: Store) -> None:
    assert len(set(staff_keys(["1", "2"], store.folder))) == 2


def test_another_store_has_other_keys(store: Store) -> None:
    other = store.folder / "other"
    assert staff_keys(["1"], store.folder) != staff_keys(["1"], other)


def test_the_key_file_is_readable_by_its_owner_only(store: Store) -> None:
    staff_keys(["1"], store.folder)
    [file] = store.folder.glob("staff_number.key*")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
