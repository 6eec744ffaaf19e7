"""How do the cells of a long column wait until somebody reads them? In the form they were sent in.

A sheet of 200,000 rows and 30 columns has six million cells; of most columns only the heading is
ever looked at.
"""

from __future__ import annotations

import datetime
import io
import pickle
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, overload

from data_loaders.cells import ROWS_IN_A_PIECE

Cell = str | float | datetime.date | datetime.datetime | datetime.time | datetime.timedelta


class PackedCells(Sequence[Cell]):
    """The cells of one column, from row 1; read like a list, unpacked piece by piece."""

    def __init__(self, pieces: list[bytes], height: int) -> None:
        self._pieces, self._height = pieces, height
        self._instead: dict[int, Cell] = {}
        self._unpacked: tuple[int, list[Cell]] = (-1, [])

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, place: int) -> Cell: ...

    @overload
    def __getitem__(self, place: slice) -> list[Cell]: ...

    def __getitem__(self, place: int | slice) -> Cell | list[Cell]:
        if isinstance(place, slice):
            begin, end, step = place.indices(self._height)
            first = begin // ROWS_IN_A_PIECE
            skipped = first * ROWS_IN_A_PIECE
            return list(islice(self._from(first), begin - skipped, end - skipped, step))
        if not -self._height <= place < self._height:
            raise IndexError(place)
        number, within = divmod(place % self._height, ROWS_IN_A_PIECE)
        return self._piece(number)[within]

    def __iter__(self) -> Iterator[Cell]:
        return self._from(0)

    def __setitem__(self, place: int, cell: Cell) -> None:
        self._instead[place] = cell
        self._unpacked = (-1, [])

    def _from(self, first: int) -> Iterator[Cell]:
        return chain.from_iterable(
            self._piece(number) for number in range(first, len(self._pieces))
        )

    def _piece(self, number: int) -> list[Cell]:
        if self._unpacked[0] != number:
            cells: list[Cell] = plain_values(self._pieces[number])
            begin = number * ROWS_IN_A_PIECE
            for place, cell in self._instead.items():
                if begin <= place < begin + len(cells):
                    cells[place - begin] = cell
            self._unpacked = (number, cells)
        return self._unpacked[1]


def plain_values(sent: bytes) -> Any:
    """What the reading process sent: texts, numbers, dates, lists of them, and nothing else.

    Raises pickle.UnpicklingError for any other class, whatever that process may have become.
    """
    return _PlainValues(io.BytesIO(sent)).load()


class _PlainValues(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return getattr(datetime, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
