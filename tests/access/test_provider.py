"""A provider that is configured badly keeps the server from starting, and says what to write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from access.provider import Provider, problems, provider_in, refusal
from settings import ClaimedRole, sign_in
from tests.served import SECRET

NAMED = {
    "client_id": "dashboard",
    "client_secret": "kept",
    "server_metadata_url": "https://provider.example/.well-known/openid-configuration",
}
AUTH: dict[str, Any] = {
    "redirect_uri": "https://dashboard.example/oauth2callback",
    "cookie_secret": SECRET,
    **NAMED,
}


def configured(**other: Any) -> Provider:
    found = provider_in({**AUTH, **other})
    assert found is not None
    return found


def test_without_a_table_there_is_no_provider() -> None:
    assert provider_in({}) is None


def test_a_provider_that_says_everything_is_believed() -> None:
    found = configured()
    assert problems(found, sign_in()) == []
    assert (found.names, found.host, found.origin) == (
        ("default",),
        "dashboard.example",
        "https://dashboard.example",
    )


def test_several_providers_are_known_by_their_names() -> None:
    found = provider_in({**dict(list(AUTH.items())[:2]), "cis2": NAMED, "entra": NAMED})
    assert found is not None
    assert found.names == ("cis2", "entra")
    assert problems(found, sign_in()) == []


@pytest.mark.parametrize(
    "secret",
    ["", "xxx", SECRET[:31], "a" * 64, "change-me-" + SECRET, "your-cookie-secret" * 3],
)
def test_a_short_or_sample_secret_is_refused(secret: str) -> None:
    (problem,) = problems(configured(cookie_secret=secret), sign_in())
    assert "secrets.token_hex(32)" in problem


@pytest.mark.parametrize(
    "uri", ["", "https://dashboard.example/", "/oauth2callback", "https:///oauth2callback"]
)
def test_the_way_back_is_the_dashboards_own(uri: str) -> None:
    (problem,) = problems(configured(redirect_uri=uri), sign_in())
    assert "redirect_uri must be" in problem


def test_the_way_back_is_encrypted_unless_it_stays_on_this_machine() -> None:
    over_http = configured(redirect_uri="http://dashboard.example/oauth2callback")
    here = configured(redirect_uri="http://localhost:8501/oauth2callback")
    assert "must begin with https://" in problems(over_http, sign_in())[0]
    assert problems(here, sign_in()) == []


def test_what_a_provider_lacks_is_named() -> None:
    (problem,) = problems(configured(client_secret="", client_id=""), sign_in())
    assert problem == "[auth] lacks client_id, client_secret."


def test_the_provider_itself_is_asked_over_https() -> None:
    (problem,) = problems(configured(server_metadata_url="http://provider.example"), sign_in())
    assert problem == "server_metadata_url in [auth] must begin with https://."


def test_a_claimed_role_must_be_one_of_ours() -> None:
    choices = replace(sign_in(), roles=(ClaimedRole("kings", "king", ()),))
    (problem,) = problems(configured(), choices)
    assert 'the role "king"' in problem


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ({"trusted_headers": True}, "server.trustedUserHeaders must be empty"),
        ({"checks_origin": False}, "server.enableXsrfProtection must stay on"),
        ({"base_path": "culture"}, "server.baseUrlPath must be empty"),
    ],
)
def test_settings_that_open_the_door_keep_it_shut(setting: dict[str, Any], named: str) -> None:
    safe = {"trusted_headers": False, "checks_origin": True, "base_path": ""}
    assert refusal(configured(), sign_in(), **safe) == ""
    assert named in refusal(configured(), sign_in(), **{**safe, **setting})


def test_a_secret_is_never_written_out() -> None:
    assert SECRET not in repr(configured())
