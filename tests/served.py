"""A running dashboard for tests that need a real server: with a provider of sign-ins, or without."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

import run

HOST = "127.0.0.1"
SECRET = "6f1d9a47c08be253946bd1ac0e7f3852"  # of these tests only
ROLES = """[
  ["board", "board member"],
  ["care", "directorate lead", "Care of Older People"],
]"""


@contextmanager
def dashboard(data: Path, folder: Path, *options: str, **environment: str) -> Iterator[str]:
    """The address of a server on this data folder; its log goes into `folder`."""
    port = free_port()
    with _process(
        [*run.server_command(sys.executable, HOST, port), *options],
        folder / "log",
        dict(os.environ, CULTURE_DATA=str(data), **environment),
    ) as server:
        run.wait_until_healthy(server, HOST, port)
        yield f"http://{HOST}:{port}"


@contextmanager
def dashboard_with_sign_in(
    data: Path, folder: Path, issuer: str = f"http://{HOST}:9", **choices: Any
) -> Iterator[str]:
    """The same with people who sign in; `choices` stand in [sign_in] of its trust.toml."""
    port = free_port()
    address = f"http://{HOST}:{port}"
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "{address}/oauth2callback"\ncookie_secret = "{SECRET}"\n'
        f'client_id = "dashboard"\nclient_secret = "of-these-tests"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
    )
    trust = folder / "trust.toml"
    trust.write_text(with_choices({"role_claim": "groups", "roles": ROLES, **choices}))
    with _process(
        [
            *run.server_command(sys.executable, HOST, port),
            "--secrets.files",
            str(secrets),
        ],
        folder / "log",
        dict(os.environ, CULTURE_DATA=str(data), CULTURE_TRUST=str(trust)),
    ) as server:
        run.wait_until_healthy(server, HOST, port)
        yield address


@contextmanager
def provider(folder: Path, *people: Mapping[str, Any]) -> Iterator[str]:
    """The address of an OpenID Connect provider that knows these people by their claims."""
    port = free_port()
    known = [word for person in people for word in ("--user-claims", json.dumps(person))]
    with _process(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *known],
        folder / "provider.log",
        dict(os.environ),
    ) as server:
        issuer = f"http://{HOST}:{port}"
        _wait_for(f"{issuer}/.well-known/openid-configuration", server)
        yield issuer


def cookies_of(address: str, person: str, **claims: Any) -> dict[str, str]:
    """The cookies that somebody who has just signed in at this dashboard carries."""
    told = {
        "is_logged_in": True,
        "origin": address,
        "provider": "default",
        "iss": "https://provider.example",
        "sub": f"account of {person}",
        "iat": int(time.time()),
        "email": person,
        "name": person.partition("@")[0],
        **claims,
    }
    cookies: dict[str, str] = {}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(SECRET, name, value)

    def keep(name: str, value: str) -> None:
        cookies[name] = sign(name, value).decode()

    set_cookie_with_chunks(keep, sign, "_streamlit_user", told, cookie_attr_size=100)
    return cookies


def with_choices(choices: Mapping[str, Any]) -> str:
    """Our own trust.toml with other choices in [sign_in]; texts of more than one line as they are."""
    text = (run.HOUSE / "trust.toml").read_text(encoding="utf-8")
    for name, value in choices.items():
        written = value if isinstance(value, str) and "\n" in value else json.dumps(value)
        text, changed = re.subn(rf"(?m)^{name} = .*$", f"{name} = {written}", text)
        assert changed == 1, name
    return text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _process(
    command: list[str], log: Path, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as writing:
        process = subprocess.Popen(
            command, cwd=run.HOUSE, env=environment, stdout=writing, stderr=subprocess.STDOUT
        )
    try:
        yield process
    except run.CannotStart as reason:
        raise AssertionError(f"{reason}\n{log.read_text()}") from reason
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    patience_ends = time.monotonic() + run.SECONDS_TO_START
    while time.monotonic() < patience_ends and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise run.CannotStart(f"Nothing answered at {address}.")
