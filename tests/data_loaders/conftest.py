"""A store of its own for each test, empty or with a small structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data_loaders.pipeline import Checked, accept, check
from data_loaders.problems import Problem
from tests.data_loaders.files import Rows, xlsx
from warehouse.register import open_register, remember_meaning

STRUCTURE: Rows = [
    ("directorate", "division", "valid_from", "valid_to", "became", "also_called"),
    ("Emergency", "Medicine", None, None, None, "A and E; ED"),
    ("Acute Medicine", "Medicine", None, None, None, None),
    ("General Surgery", "Surgery", None, None, None, "Surgery and Anaesthetics"),
    ("Theatres and Critical Care", "Surgery", None, None, None, None),
]


@dataclass(frozen=True)
class Store:
    """A data folder and its register."""

    folder: Path
    register: Engine

    def check(self, content: bytes, name: str = "file.xlsx", dataset: str | None = None) -> Checked:
        return check(content, name, self.folder, self.register, dataset)

    def check_rows(self, *rows: Any) -> Checked:
        return self.check(xlsx(list(rows)))

    def accept(self, checked: Checked, *, hold_bad_rows: bool = False) -> str:
        return accept(checked, self.folder, self.register, "Jo Marsh", hold_bad_rows)

    def remember(self, kind: str, written: str, meaning: str) -> None:
        remember_meaning(self.register, kind, written, meaning, "Jo Marsh")


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    """A store that knows no directorate."""
    register = open_register(tmp_path)
    yield Store(tmp_path, register)
    register.dispose()


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A store that knows four directorates."""
    empty_store.accept(empty_store.check(xlsx(STRUCTURE), "structure.xlsx"))
    return empty_store


def column(checked: Checked, name: str) -> list[Any]:
    """A column of the lines that are ready."""
    assert checked.rows is not None, checked.problems
    return list(checked.rows.column(name).to_pylist())


def told(checked: Checked, code: str) -> list[Problem]:
    """The problems of one kind."""
    return [problem for problem in checked.problems if problem.code == code]
