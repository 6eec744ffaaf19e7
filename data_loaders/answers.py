"""What did people say that names mean, and which files were read so?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from data_loaders.names import bare_name, trust_names
from data_loaders.recognise import LAYOUTS
from data_loaders.reconcile import LEFT_EMPTY
from warehouse import register as register_of


@dataclass(frozen=True)
class Use:
    """A file that counts, and how many of its rows were read with an answer."""

    upload_id: str
    file_name: str
    rows: int


@dataclass(frozen=True)
class Answer:
    """What a name, or a word on a closed list, means; in rows of these days where it says so."""

    kind: str
    written: str
    meaning: str
    valid_from: date | None
    valid_to: date | None
    said_by: str
    said_on: str
    uses: tuple[Use, ...]

    @property
    def rows(self) -> int:
        return sum(use.rows for use in self.uses)


def answers(register: Engine) -> list[Answer]:
    """Every answer that holds, by kind and name, with the files that count and were read so."""
    uses: dict[tuple[str, str], list[Use]] = {}
    for row in register_of.answers_used(register):
        use = Use(row["upload_id"], row["file_name"], row["rows"])
        uses.setdefault((row["kind"], row["name"]), []).append(use)
    return [
        Answer(**row, uses=tuple(uses.get((row["kind"], bare_name(row["written"])), ())))
        for row in register_of.answers(register)
    ]


def may_mean(kind: str, folder: Path, register: Engine) -> list[str]:
    """What a name of this kind may mean: the trust's own names, or all that is on the list."""
    dataset, _, column = kind.rpartition(".")
    for layout in LAYOUTS:
        if layout.dataset == dataset:
            for one in layout.columns_understood:
                if one.name == column:
                    return [*one.kind.choices, *([LEFT_EMPTY] if one.may_be_empty else [])]
    return sorted(set(trust_names(folder, register)[kind].spellings.values()))
