"""What is missing or unsafe here, and what is to be done about it?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from access.people import everybody
from commands import doctor_data, doctor_setup
from commands.advice import Advice, unsafe
from settings import HOUSE, read_settings, read_sign_in, trust_file
from warehouse.disk import DiskError
from warehouse.lock import is_served
from warehouse.recovery import is_fresh
from warehouse.register import open_register
from warehouse.register_steps import RegisterTooNew

SECRETS = (
    HOUSE / ".streamlit" / "secrets.toml",
    Path.home() / ".streamlit" / "secrets.toml",
)


def examine(folder: Path) -> list[Advice]:
    """Everything that should be put right, the gravest first. Puts nothing right itself."""
    return sorted(_found(folder), key=lambda one: one.gravity != "unsafe")


def state_in_words(folder: Path) -> str:
    """What was looked at, and whether a server shows it now."""
    if not folder.exists() or is_fresh(folder):
        return f"{folder} holds no data yet."
    served = "A server shows" if is_served(folder) else "No server shows"
    return f"{served} the data in {folder}."


def _found(folder: Path) -> Iterator[Advice]:
    now = datetime.now(UTC)
    yield from doctor_setup.python_and_packages(
        HOUSE / "requirements.txt", doctor_setup.this_python()
    )
    yield from doctor_setup.streamlit_settings(HOUSE / ".streamlit" / "config.toml", os.environ)
    settings, wrong = doctor_setup.choices(read_settings, trust_file())
    yield from wrong
    sign_in, also_wrong = doctor_setup.choices(read_sign_in, trust_file())
    yield from also_wrong
    register = None
    try:
        register = open_register(folder) if folder.exists() and not is_fresh(folder) else None
    except (DiskError, RegisterTooNew) as reason:
        yield unsafe(
            str(reason), "The server does not start.", "See docs/running_it.md, section 7."
        )
    if settings and sign_in:
        people = everybody(register) if register else []
        rules = any("administrator" in person.roles for person in people)
        yield from doctor_setup.sign_in(SECRETS, settings, sign_in, rules)
    if folder.exists():
        yield from doctor_data.folder_itself(folder)
    if register is not None:
        yield from doctor_data.what_is_kept(folder, register)
        yield from doctor_data.version_shown(folder, register)
        yield from doctor_data.backups(register, now)
        yield from doctor_data.clock(register, now)
        register.dispose()
