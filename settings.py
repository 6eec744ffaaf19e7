"""Which trust is this, and which choices has it made? Read once from trust.toml, typed and frozen."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

HOUSE = Path(__file__).parent
SMALLEST_GROUP_ALLOWED = (
    11  # people; a trust may raise it, never lower it (docs/decisions.md no. 4)
)
LEVELS = 5  # of training, 0 awareness to 4 expert
LONGEST_SIGN_IN = 12  # hours; a trust may shorten it, never lengthen it


# What "Don't know" counts for in question 15: half a yes, or no answer at all.
DontKnow = Literal["half", "left out"]


class SettingsError(Exception):
    """trust.toml holds something we cannot use; the message says what and what to write instead."""


@dataclass(frozen=True)
class Settings:
    """The trust's own choices.

    `organisation_code` is the trust's ODS code, by which national survey files name it.
    `smallest_group_shown` counts respondents. `least_score_change` is in points of ten,
    `least_percent_change` in percentage points: smaller changes are never called improved or
    worse, however certain. `course_levels` pairs a word in a course's name with its level
    (0 awareness, 1 foundation, 2 practitioner, 3 coach, 4 expert); the first match counts.
    `level_targets` is the per cent of staff wanted at each level or above, from level 0 to 4.
    `dont_know_scores` settles how question 15 is scored where we score it (docs/methods.md).
    """

    trust_name: str
    is_fictitious: bool
    organisation_code: str
    benchmark_group: str
    benchmark_group_in_words: str
    smallest_group_shown: int
    least_score_change: float
    least_percent_change: float
    assumed_score_sd: float
    dont_know_scores: DontKnow
    stale_after_days: int
    stuck_after_days: int
    course_levels: tuple[tuple[str, int], ...]
    level_targets: tuple[float, ...]


@dataclass(frozen=True)
class ClaimedRole:
    """What one value of the provider's role claim means here."""

    value: str
    role: str
    directorates: tuple[str, ...]


@dataclass(frozen=True)
class SignIn:
    """Who may come in, and for how long. Not part of Settings: it changes no published number.

    `first_administrator` and what `address_claim` holds are compared in lower case. `hours` count
    from the moment the provider put in its token. `most_at_once` counts open tabs. `whom_to_ask` is read after "Ask".
    """

    first_administrator: str
    address_claim: str
    role_claim: str
    roles: tuple[ClaimedRole, ...]
    hours: float
    most_at_once: int
    whom_to_ask: str


def read_settings(file: Path) -> Settings:
    """The settings in `file`; raises SettingsError where a value is missing or not allowed."""
    tables = _tables_in(file)
    try:
        settings = Settings(
            trust_name=tables["trust"]["name"],
            is_fictitious=tables["trust"]["is_fictitious"],
            organisation_code=tables["trust"]["organisation_code"],
            benchmark_group=tables["trust"]["benchmark_group"],
            benchmark_group_in_words=tables["trust"]["benchmark_group_in_words"],
            smallest_group_shown=tables["confidentiality"]["smallest_group_shown"],
            least_score_change=tables["change"]["least_score_change"],
            least_percent_change=tables["change"]["least_percent_change"],
            assumed_score_sd=tables["change"]["assumed_score_sd"],
            dont_know_scores=tables["survey"]["dont_know_scores"],
            stale_after_days=tables["register"]["stale_after_days"],
            stuck_after_days=tables["register"]["stuck_after_days"],
            course_levels=tuple(
                (word, level) for word, level in tables["training"]["course_levels"]
            ),
            level_targets=tuple(tables["training"]["level_targets"]),
        )
    except KeyError as missing:
        raise SettingsError(f"{file.name}: {missing} is missing.") from missing
    if settings.smallest_group_shown < SMALLEST_GROUP_ALLOWED:
        raise SettingsError(
            f"{file.name}: smallest_group_shown is {settings.smallest_group_shown}. "
            f"Write {SMALLEST_GROUP_ALLOWED} or more; it may be raised, never lowered."
        )
    targets = settings.level_targets
    if len(targets) != LEVELS or not all(0 <= percent <= 100 for percent in targets):
        raise SettingsError(
            f"{file.name}: level_targets holds {list(targets)}. Write {LEVELS} numbers, 0 to 100, "
            "one a level."
        )
    if settings.dont_know_scores not in get_args(DontKnow):
        choices = '" or "'.join(get_args(DontKnow))
        raise SettingsError(
            f'{file.name}: dont_know_scores is "{settings.dont_know_scores}". Write "{choices}".'
        )
    return settings


def read_sign_in(file: Path) -> SignIn:
    """Who may come in, by `file`; raises SettingsError where a value is missing or not allowed."""
    table = _tables_in(file).get("sign_in", {})
    try:
        sign_in = SignIn(
            first_administrator=table["first_administrator"].strip().lower(),
            address_claim=table["address_claim"],
            role_claim=table["role_claim"],
            roles=tuple(
                ClaimedRole(value, role, tuple(directorates))
                for value, role, *directorates in table["roles"]
            ),
            hours=table["hours"],
            most_at_once=table["most_at_once"],
            whom_to_ask=table["whom_to_ask"],
        )
    except KeyError as missing:
        raise SettingsError(f"{file.name}: {missing} is missing in [sign_in].") from missing
    except ValueError as short:
        raise SettingsError(
            f'{file.name}: each of the roles is ["value", "role"], for leads with their directorates.'
        ) from short
    if not 0 < sign_in.hours <= LONGEST_SIGN_IN:
        raise SettingsError(
            f"{file.name}: hours is {sign_in.hours}. Write {LONGEST_SIGN_IN} or less; "
            "a sign-in may be shortened, never lengthened."
        )
    if sign_in.most_at_once < 1:
        raise SettingsError(
            f"{file.name}: most_at_once is {sign_in.most_at_once}. Write 1 or more."
        )
    return sign_in


def _tables_in(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as broken:
        raise SettingsError(f"{file.name} cannot be read: {broken}.") from broken


@cache
def settings() -> Settings:
    """This trust's settings, read once per process."""
    return read_settings(trust_file())


@cache
def sign_in() -> SignIn:
    """Who may come in, read once per process."""
    return read_sign_in(trust_file())


def trust_file() -> Path:
    """Where this trust's choices stand: `CULTURE_TRUST`, or trust.toml beside the code."""
    return Path(os.environ.get("CULTURE_TRUST", HOUSE / "trust.toml"))


def data_folder() -> Path:
    """Where this trust's data lie: `CULTURE_DATA`, or `data/` beside the code."""
    return Path(os.environ.get("CULTURE_DATA", HOUSE / "data"))
