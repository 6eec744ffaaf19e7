"""Does a packed column read like the list it was made from?"""

from __future__ import annotations

import pickle

import pytest

from data_loaders import packed
from data_loaders.packed import PackedCells, plain_values

CELLS = [f"cell {number}" for number in range(10)]


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "ROWS_IN_A_PIECE", 4)


def column() -> PackedCells:
    return PackedCells([pickle.dumps(CELLS[n : n + 4]) for n in (0, 4, 8)], len(CELLS))


def test_it_reads_in_order() -> None:
    assert list(column()) == CELLS


@pytest.mark.parametrize("place", [0, 3, 4, 9, -1, -10])
def test_a_cell_stands_at_its_place(place: int) -> None:
    assert column()[place] == CELLS[place]


@pytest.mark.parametrize("place", [10, -11])
def test_there_is_nothing_beyond_its_ends(place: int) -> None:
    with pytest.raises(IndexError):
        column()[place]


@pytest.mark.parametrize(
    "part", [slice(None), slice(5, None), slice(3, 9), slice(4, 8), slice(20, 30), slice(1, 9, 3)]
)
def test_a_part_is_that_part_of_the_list(part: slice) -> None:
    assert column()[part] == CELLS[part]


def test_another_cell_may_be_put_in_a_place() -> None:
    changed = column()
    changed[6] = "error"
    assert list(changed) == [*CELLS[:6], "error", *CELLS[7:]]


def test_only_plain_values_are_unpacked() -> None:
    with pytest.raises(pickle.UnpicklingError):
        plain_values(pickle.dumps(pytest.fail))
