"""What does every command work with, and how does it answer?"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from warehouse import register as register_of
from warehouse.snapshot import current

OPERATOR = "command line"
REFUSED = 2  # exit code: the file or the request cannot be taken as it is
FAILED = 1

# What a command gives: exit code, answer for machines, answer in words.
Answer = tuple[int, dict[str, Any] | list[dict[str, Any]], str]


@dataclass(frozen=True)
class Session:
    """What every command works with."""

    folder: Path
    asked: argparse.Namespace
    prepared: str = ""  # what was done to a fresh folder

    @cached_property
    def register(self) -> Engine:
        return register_of.open_register(self.folder)


class CannotAnswer(Exception):
    """The request makes no sense here; the message says why."""


def tell(step: str, share: float) -> None:
    print(f"{share:4.0%}  {step}", file=sys.stderr, flush=True)


def version_of(folder: Path) -> str | None:
    snapshot = current(folder)
    return snapshot.version if snapshot else None
