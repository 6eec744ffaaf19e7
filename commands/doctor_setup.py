"""Is the installation safe: Python and packages, Streamlit's settings, sign-in and its secrets?"""

from __future__ import annotations

import os
import re
import stat
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from access.demonstration import is_this_machine
from access.provider import problems, provider_in
from commands.advice import Advice, look, unsafe
from settings import Settings, SettingsError, SignIn

PYTHONS = ((3, 11), (3, 12), (3, 13))  # those that the packages are locked for
MISSING = "missing"
# A line of the lock; with a condition after it the package is for some machines only.
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)( ;)?", re.MULTILINE)
# Streamlit's settings that must stay as .streamlit/config.toml has them, and why.
_MUST_BE: tuple[tuple[str, object, str], ...] = (
    ("client.showErrorDetails", "none", "An error's text in the browser may quote data."),
    ("client.disableDataExport", True, "Streamlit's own exports leave formulas as they are."),
    ("browser.gatherUsageStats", False, "Streamlit would report to its makers."),
    ("server.enableXsrfProtection", True, "Pages of other sites could act for who is signed in."),
    ("server.trustedUserHeaders", {}, "Anybody can send such a header."),
)


def python_and_packages(lock: Path, running: tuple[int, int]) -> Iterator[Advice]:
    """Is this Python one that was tested, and every package the one that is locked?"""
    if running not in PYTHONS:
        yield look(
            f"This is Python {running[0]}.{running[1]}.",
            "The dashboard is tested on 3.11 to 3.13.",
            "Make .venv anew with one of these.",
        )
    others = [
        f"{name} ({_installed(name)})"
        for name, locked, elsewhere in _PINNED.findall(lock.read_text(encoding="utf-8"))
        if _installed(name) != locked and not (elsewhere and _installed(name) == MISSING)
    ]
    if others:
        yield unsafe(
            f"Not the locked version: {', '.join(others)}.",
            "What runs is not what was tested, and nobody checked what it is.",
            ".venv/bin/python -m pip install --require-hashes -r requirements.txt",
        )


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return MISSING


def streamlit_settings(file: Path, environment: Mapping[str, str]) -> Iterator[Advice]:
    """Is a setting of Streamlit's that protects people changed, in its file or the environment?"""
    tables = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for option, wanted, why in _MUST_BE:
        is_set, value = _setting(option, tables, environment)
        if is_set and value != wanted and str(value).lower() != str(wanted).lower():
            yield unsafe(f"Streamlit's {option} is {value}.", why, f"Set it to {wanted}.")
    is_set, address = _setting("server.address", tables, environment)
    if not is_set or not is_this_machine(str(address)):
        where = f"address {address}" if is_set else "every address of this machine"
        yield look(
            f"The server would listen on {where}.",
            "Without a proxy before it people's sign-ins cross the network readable; only inside a "
            "container is that right.",
            'Set server.address to "127.0.0.1" and let the proxy speak to the network.',
        )


def _setting(
    option: str, tables: Mapping[str, Any], environment: Mapping[str, str]
) -> tuple[bool, Any]:
    table, name = option.split(".")
    words = re.sub(r"(?<!^)([A-Z])", r"_\1", name).upper()
    in_environment = environment.get(f"STREAMLIT_{table.upper()}_{words}")
    if in_environment is not None:
        return True, in_environment
    return name in tables.get(table, {}), tables.get(table, {}).get(name)


def choices(read: Any, file: Path) -> tuple[Any, list[Advice]]:
    """What a reader of trust.toml makes of it, or why it cannot."""
    try:
        return read(file), []
    except (SettingsError, OSError) as reason:
        return None, [unsafe(str(reason), "The server does not start.", f"Put {file} right.")]


def sign_in(
    secrets: tuple[Path, ...], settings: Settings, choices: SignIn, has_administrator: bool
) -> Iterator[Advice]:
    """Is there a provider, well configured, whose secrets nobody else can read?"""
    files = [file for file in secrets if file.exists()]
    auth: dict[str, Any] = {}
    for file in reversed(files):  # the first file's word counts
        try:
            auth |= tomllib.loads(file.read_text(encoding="utf-8")).get("auth", {})
        except tomllib.TOMLDecodeError:
            yield unsafe(
                f"{file} cannot be read as TOML.", "Nobody can sign in.", "Put its syntax right."
            )
        except PermissionError:
            yield unsafe(
                f"{file} may not be read by this user.",
                "The server would find no provider.",
                "Run this as the server's user, and give its group the right to read the file.",
            )
        yield from _readable_by_others(file)
    provider = provider_in(auth)
    if provider is None and settings.is_fictitious:
        yield look(
            "No sign-in provider is configured.",
            "This is the demonstration: it serves the fictitious trust, on this machine only.",
            "To serve a real trust see docs/running_it.md, section 4.",
        )
    elif provider is None:
        yield unsafe(
            "No sign-in provider is configured and the trust is not fictitious.",
            "Nobody could be kept out, so the server does not start.",
            f"Write [auth] into {secrets[0]}; docs/running_it.md, section 4, has samples.",
        )
    else:
        for problem in problems(provider, choices):
            yield unsafe(
                problem, "The server does not start.", "See docs/running_it.md, section 4."
            )
        if settings.is_fictitious:
            yield look(
                "A provider is configured and trust.toml says that the trust is fictitious.",
                "Pages say that everything is invented.",
                "For a real trust write is_fictitious = false.",
            )
        if not (choices.first_administrator or has_administrator):
            yield unsafe(
                "Nobody is administrator.",
                "Nobody can let anybody in.",
                "Write first_administrator in [sign_in] of trust.toml.",
            )


def _readable_by_others(file: Path) -> Iterator[Advice]:
    if os.name != "nt" and file.stat().st_mode & (stat.S_IRWXO | stat.S_IWGRP):
        yield unsafe(
            f"{file} can be read or changed by other users of this machine.",
            "With the cookie secret anybody can sign in as anybody.",
            f"chmod 640 {file}",
        )


def this_python() -> tuple[int, int]:
    return sys.version_info[:2]
