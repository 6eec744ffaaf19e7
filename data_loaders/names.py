"""Whose name is this? A name in a file is one the trust knows, one somebody explained, or a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

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
    since: date | None = None  # of a name that meant something else before: the first day in doubt

    @property
    def sentence(self) -> str:
        waiting = "1 row" if self.rows == 1 else f"{self.rows} rows"
        if self.since is not None:
            which = f"{', '.join(self.suggestions[:-1])} or {self.suggestions[-1]}"
            day = f"{self.since.day} {self.since:%B %Y}"
            return (
                f'"{self.written}" ({waiting}) was split before {day}. Which is it since: {which}?'
            )
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
class Meaning:
    """What a spelling means in rows of these days, both included; without one it has no end.

    `names` are the trust's own: one, or those among which somebody has to choose.
    """

    names: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class TrustNames:
    """One kind of names: every known spelling (without case, dots and dashes) and the trust's own.

    `takes_new_names` when nothing is known yet: then names are taken as they are written first.
    `dated` are spellings that mean something else at some time; the first that holds counts.
    """

    kind: str
    spellings: dict[str, str]
    takes_new_names: bool = False
    dated: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    said: frozenset[str] = frozenset()  # the spellings that somebody explained, bare

    def meant(self, written: str, day: date | None = None) -> str | None:
        """The trust's own name on a day, or today; None where we would have to guess."""
        dated = self.at(written, day)
        if dated is None:
            return self.spellings.get(bare_name(written))
        return dated.names[0] if len(dated.names) == 1 else None

    def at(self, written: str, day: date | None) -> Meaning | None:
        """What the name means on that day alone."""
        meanings = self.dated.get(bare_name(written), ())
        return next((one for one in meanings if one.holds(day or date.today())), None)

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
    dated: dict[str, tuple[Meaning, ...]] = {}
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
            structure = rows.to_pylist()
            for row in structure:
                _know(directorates, _several(row["became"]))
                for spelling in _several(row["also_called"]):
                    directorates.setdefault(bare_name(spelling), row["directorate"])
            dated = _split(structure)
    said = register_of.answers(register)
    said_of = {one["kind"] for one in said}
    staff_groups = {
        bare_name(spelling): name
        for name, written in STAFF_GROUPS.items()
        for spelling in (name, *written)
    }
    return {
        # What somebody said a word on a closed list means.
        **{kind: _as_said(TrustNames(kind, {}), said) for kind in said_of if "." in kind},
        "directorate": _as_said(TrustNames("directorate", directorates, dated=dated), said),
        "division": _as_said(TrustNames("division", divisions), said),
        "staff_group": _as_said(TrustNames("staff_group", staff_groups), said),
        # There is no list of courses: a new name is a new course.
        "course": replace(_as_said(TrustNames("course", courses), said), takes_new_names=True),
        # An objective on no list is told, and no row waits for it.
        "objective": replace(
            _as_said(TrustNames("objective", objectives), said), takes_new_names=True
        ),
    }


def _as_said(known: TrustNames, said: list[dict[str, Any]]) -> TrustNames:
    """What somebody said counts for more than a spelling we know by ourselves."""
    spellings, dated = dict(known.spellings), dict(known.dated)
    explained = frozenset(bare_name(one["written"]) for one in said if one["kind"] == known.kind)
    for one in said:
        bare = bare_name(one["written"])
        if one["kind"] != known.kind:
            continue
        if one["valid_from"] is None and one["valid_to"] is None:
            spellings[bare] = one["meaning"]
        else:
            meaning = Meaning((one["meaning"],), one["valid_from"], one["valid_to"])
            dated[bare] = (meaning, *dated.get(bare, ()))
    return TrustNames(known.kind, spellings, not known.spellings, dated, explained)


def _split(structure: list[dict[str, Any]]) -> dict[str, tuple[Meaning, ...]]:
    """Names of directorates that became several: from then on somebody has to say which is meant.

    Until the name is used again, for something else.
    """
    dated: dict[str, tuple[Meaning, ...]] = {}
    for row in structure:
        became, last = _several(row["became"]), row["valid_to"]
        if len(became) < 2 or last is None:
            continue
        begins_again = [
            other["valid_from"]
            for other in structure
            if other["directorate"] == row["directorate"] and (other["valid_from"] or last) > last
        ]
        until = min(begins_again) - timedelta(days=1) if begins_again else None
        if until is None or until > last:
            meaning = Meaning(became, last + timedelta(days=1), until)
            dated[bare_name(row["directorate"])] = (meaning,)
    return dated


def _several(cell: str | None) -> tuple[str, ...]:
    """'Imaging; Pathology': the names of a cell of the structure that may hold several."""
    return tuple(name for part in (cell or "").split(";") if (name := part.strip()))


def _distinct(rows: pa.Table, column: str) -> list[str]:
    values = rows.column(column).unique().to_pylist()
    return sorted(value for value in values if value)


def _know(known: dict[str, str], names: Iterable[str]) -> None:
    for name in names:
        known.setdefault(bare_name(name), name)
