"""Whose name is this? A name in a file is one the trust knows, one somebody explained, or a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
from rapidfuzz import fuzz, process, utils
from sqlalchemy import Engine

from data_loaders.staff_groups import STAFF_GROUPS
from warehouse import register as register_of
from warehouse.accepted import kept_rows
from warehouse.datasets import schema

_SUGGESTIONS = 3
_CLOSE_ENOUGH = 55  # of 100, by RapidFuzz; under it a suggestion is noise
_SEVERAL = re.compile(r"\s*(?:/|;|\+|\||\n)\s*")


@dataclass(frozen=True)
class NameQuestion:
    """What somebody wrote and nobody knows, how many rows wait for it, and what it may mean.

    A name that is on none of the trust's lists, or a word for something on a closed list: then
    the suggestions are the whole list (`is_choice`).
    """

    kind: str  # 'directorate', 'division', 'staff_group'; a choice's: 'project_register.status'
    written: str
    rows: int
    suggestions: tuple[str, ...]
    is_choice: bool = False

    @property
    def sentence(self) -> str:
        waiting = "1 row" if self.rows == 1 else f"{self.rows} rows"
        if self.is_choice:
            which = ", ".join(self.suggestions[:-1])
            return f'"{self.written}" ({waiting}): does it mean {which} or {self.suggestions[-1]}?'
        if len(self.suggestions) > 1:
            could_be = f"{', '.join(self.suggestions[:-1])} or {self.suggestions[-1]}"
            return f'"{self.written}" ({waiting}) could be {could_be}.'
        which = self.kind.replace("_", " ")
        return (
            f'"{self.written}" ({waiting}) is not on your list. Which {which} is it? '
            "The rows wait for your answer."
        )


@dataclass(frozen=True)
class TrustNames:
    """One kind of names: every known spelling (without case, dots and dashes) and the trust's own.

    `takes_new_names` when nothing is known yet: then names are taken as they are written first.
    """

    kind: str
    spellings: dict[str, str]
    takes_new_names: bool = False

    def meant(self, written: str) -> str | None:
        """The trust's own name, or None where we would have to guess."""
        return self.spellings.get(bare_name(written))

    def parts(self, written: str) -> list[str]:
        """The names in a cell that may hold several ("Emergency / Acute Medicine"); the trust may
        also know the whole cell as one name.
        """
        if self.meant(written) is not None:
            return [written]
        return [part for part in _SEVERAL.split(written) if part]

    def suggestions(self, written: str) -> tuple[str, ...]:
        """At most three known names that look like `written`, nearest first."""
        close = process.extract(
            written,
            {spelling: spelling for spelling in self.spellings},
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            score_cutoff=_CLOSE_ENOUGH,
            limit=10,
        )
        names = dict.fromkeys(self.spellings[spelling] for _, _, spelling in close)
        return tuple(names)[:_SUGGESTIONS]

    def with_names(self, written: Iterable[str]) -> TrustNames:
        """These names and those of a store that knows none yet, in their first spelling."""
        spellings = dict(self.spellings)
        for name in written:
            spellings.setdefault(bare_name(name), name)
        return replace(self, spellings=spellings)


def bare_name(written: str) -> str:
    """A name without what people vary freely: case, spaces, dots, dashes, & for and.

    A question mark stays: it says that somebody was not sure.
    """
    words = written.casefold().replace("&", " and ")
    return re.sub(r"[^\w?]+", " ", words).strip()


def trust_names(folder: Path, register: Engine) -> dict[str, TrustNames]:
    """The names the trust knows: its structure, what it uploaded before, what somebody explained."""
    directorates: dict[str, str] = {}
    divisions: dict[str, str] = {}
    courses: dict[str, str] = {}
    objectives: dict[str, str] = {}
    for upload in register_of.uploads(register):
        if upload["state"] != "counts":
            continue
        rows = kept_rows(folder, upload)
        columns = set(schema(upload["dataset"]).names)
        for column, known in (
            ("directorate", directorates),
            ("division", divisions),
            ("course", courses),
        ):
            if column in columns:
                _know(known, _distinct(rows, column))
        if upload["dataset"] == "objective":
            _know(objectives, _distinct(rows, "objective"))
        if upload["dataset"] == "structure":
            _know(directorates, _distinct(rows, "became"))
            for row in rows.select(["directorate", "also_called"]).to_pylist():
                for spelling in (row["also_called"] or "").split(";"):
                    directorates.setdefault(bare_name(spelling), row["directorate"])
    directorates.pop("", None)
    staff_groups = {
        bare_name(spelling): name
        for name, written in STAFF_GROUPS.items()
        for spelling in (name, *written)
    }
    return {
        # What somebody said a word on a closed list means.
        **{
            kind: _with_meanings(kind, {}, register)
            for kind in register_of.kinds_of_names(register)
            if "." in kind
        },
        "directorate": _with_meanings("directorate", directorates, register),
        "division": _with_meanings("division", divisions, register),
        "staff_group": _with_meanings("staff_group", staff_groups, register),
        # There is no list of courses: a new name is a new course.
        "course": replace(_with_meanings("course", courses, register), takes_new_names=True),
        # An objective on no list is told, and no row waits for it.
        "objective": replace(
            _with_meanings("objective", objectives, register), takes_new_names=True
        ),
    }


def _with_meanings(kind: str, spellings: dict[str, str], register: Engine) -> TrustNames:
    """What somebody said counts for more than a spelling we know by ourselves."""
    meanings = {
        bare_name(written): meaning
        for written, meaning in register_of.meanings(register, kind).items()
    }
    return TrustNames(kind, {**spellings, **meanings}, takes_new_names=not spellings)


def _distinct(rows: pa.Table, column: str) -> list[str]:
    values = rows.column(column).unique().to_pylist()
    return sorted(value for value in values if value)


def _know(known: dict[str, str], names: Iterable[str]) -> None:
    for name in names:
        known.setdefault(bare_name(name), name)
