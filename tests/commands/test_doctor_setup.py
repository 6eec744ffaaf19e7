"""Does the doctor see what is unsafe in an installation, and leave a safe one alone?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from commands.advice import Advice
from commands.doctor_setup import choices, python_and_packages, sign_in, streamlit_settings
from settings import HOUSE, SignIn, read_settings, settings

CONFIG = HOUSE / ".streamlit" / "config.toml"
LOCK = HOUSE / "requirements.txt"
REAL = replace(settings(), is_fictitious=False)
CHOICES = SignIn(
    first_administrator="it@northmere.example",
    address_claim="email",
    role_claim="",
    roles=(),
    hours=12,
    most_at_once=150,
    whom_to_ask="the improvement team",
)
GOOD = """
[auth]
redirect_uri = "https://culture.northmere.example/oauth2callback"
cookie_secret = "0f8d2c6b7a914e5d3c1b9a8f7e6d5c4b"
client_id = "culture"
client_secret = "s"
server_metadata_url = "https://login.northmere.example/.well-known/openid-configuration"
"""


def told(found: list[Advice]) -> list[tuple[str, str]]:
    return [(one.gravity, one.what) for one in found]


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    file = tmp_path / "secrets.toml"
    file.write_text(GOOD, encoding="utf-8")
    file.chmod(0o640)
    return file


def examined(
    secrets: Path, trust=REAL, who: SignIn = CHOICES, has_administrator: bool = False
) -> list[Advice]:
    return list(sign_in((secrets,), trust, who, has_administrator))


def test_a_good_provider_whose_secrets_nobody_else_can_read_is_safe(secrets: Path) -> None:
    assert examined(secrets) == []


def test_secrets_that_others_may_read_are_unsafe(secrets: Path) -> None:
    secrets.chmod(0o644)
    [found] = examined(secrets)
    assert found.gravity == "unsafe"
    assert found.do == f"chmod 640 {secrets}"


@pytest.mark.parametrize(
    "secret",
    ["short", "replace-this-cookie-secret-with-your-own", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
)
def test_a_secret_that_can_be_guessed_is_unsafe(secrets: Path, secret: str) -> None:
    text = GOOD.replace("0f8d2c6b7a914e5d3c1b9a8f7e6d5c4b", secret)
    secrets.write_text(text, encoding="utf-8")
    [found] = examined(secrets)
    assert found.gravity == "unsafe"
    assert "cookie_secret" in found.what


def test_a_trust_without_a_provider_is_unsafe(tmp_path: Path) -> None:
    [found] = examined(tmp_path / "none.toml")
    assert found.gravity == "unsafe"
    assert "not fictitious" in found.what


def test_the_demonstration_without_a_provider_is_only_named(tmp_path: Path) -> None:
    [found] = examined(tmp_path / "none.toml", settings())
    assert found.gravity == "look"


def test_secrets_that_are_no_toml_are_told(secrets: Path) -> None:
    secrets.write_text("[auth", encoding="utf-8")
    assert ("unsafe", f"{secrets} cannot be read as TOML.") in told(examined(secrets))


def test_a_trust_where_nobody_is_administrator_is_told(secrets: Path) -> None:
    nobody = replace(CHOICES, first_administrator="")
    assert told(examined(secrets, who=nobody)) == [("unsafe", "Nobody is administrator.")]
    assert examined(secrets, who=nobody, has_administrator=True) == []


def test_streamlit_s_settings_as_they_come_are_safe() -> None:
    assert list(streamlit_settings(CONFIG, {})) == []


@pytest.mark.parametrize(
    ("variable", "value", "option"),
    [
        ("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full", "client.showErrorDetails"),
        ("STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION", "false", "server.enableXsrfProtection"),
        ("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "true", "browser.gatherUsageStats"),
    ],
)
def test_a_protection_taken_away_in_the_environment_is_unsafe(
    variable: str, value: str, option: str
) -> None:
    found = told(list(streamlit_settings(CONFIG, {variable: value})))
    assert found == [("unsafe", f"Streamlit's {option} is {value}.")]


def test_an_address_for_the_whole_network_is_told() -> None:
    [found] = streamlit_settings(CONFIG, {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"})
    assert found.what == "The server would listen on address 0.0.0.0."


def test_no_address_means_every_address(tmp_path: Path) -> None:
    [found] = streamlit_settings(tmp_path / "none.toml", {})
    assert found.what == "The server would listen on every address of this machine."


def test_this_environment_is_the_locked_one() -> None:
    assert list(python_and_packages(LOCK, (3, 11))) == []


def test_another_python_is_told() -> None:
    [found] = python_and_packages(LOCK, (3, 15))
    assert found.what == "This is Python 3.15."


def test_a_package_in_another_version_is_unsafe(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("duckdb==0.0.1 \\\n    --hash=sha256:0\nnobody-has-this==1 \\\n", "utf-8")
    [found] = python_and_packages(lock, (3, 12))
    assert found.gravity == "unsafe"
    assert "duckdb (" in found.what
    assert "nobody-has-this (missing)" in found.what


def test_a_package_for_other_machines_may_be_missing(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("nobody-has-this==1 ; sys_platform == 'win32' \\\n", "utf-8")
    assert list(python_and_packages(lock, (3, 12))) == []


def test_choices_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    file = tmp_path / "trust.toml"
    file.write_text("[trust", encoding="utf-8")
    nothing, [found] = choices(read_settings, file)
    assert nothing is None
    assert found.gravity == "unsafe"
