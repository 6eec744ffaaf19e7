"""Is a sign-in provider configured, and well enough to trust it with the door?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from access.demonstration import is_this_machine
from access.people import ROLES
from settings import SignIn

CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32  # characters
FEWEST_DIFFERENT = 12  # characters in a secret: a word repeated is none
SAMPLE_WORDS = ("change", "replace", "sample", "example", "secret", "your", "xxx")
NEEDED = ("client_id", "client_secret", "server_metadata_url")
A_SECRET = 'python3 -c "import secrets; print(secrets.token_hex(32))"'


@dataclass(frozen=True)
class Provider:
    """What `.streamlit/secrets.toml` says under [auth]: one provider, or several by their names."""

    redirect_uri: str
    cookie_secret: str = field(repr=False)
    settings_by_name: Mapping[str, Mapping[str, Any]] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.settings_by_name)

    @property
    def host(self) -> str:
        """The name under which people reach the dashboard."""
        return urlsplit(self.redirect_uri).hostname or ""

    @property
    def origin(self) -> str:
        """What a browser calls the place that a page of ours came from."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_encrypted(self) -> bool:
        return self.redirect_uri.startswith("https://")


def provider_in(auth: Mapping[str, Any], redirect_uri: str | None = None) -> Provider | None:
    """The provider of this [auth] table, None where there is no such table.

    `redirect_uri` stands in for the table's own where its port had to be filled in.
    """
    if not auth:
        return None
    named = {name: table for name, table in auth.items() if isinstance(table, Mapping)}
    # Streamlit calls a provider that stands in [auth] itself "default".
    alone = {"default": auth} if "client_id" in auth or not named else {}
    return Provider(
        redirect_uri=redirect_uri or auth.get("redirect_uri", ""),
        cookie_secret=str(auth.get("cookie_secret", "")),
        settings_by_name={**alone, **named},
    )


def refusal(
    provider: Provider,
    sign_in: SignIn,
    *,
    trusted_headers: bool,
    checks_origin: bool,
    base_path: str,
) -> str:
    """Why the server must not start with this provider, and what to write; '' where it may.

    The rest are Streamlit's own settings: are some headers believed to name the person, are
    requests from other sites' pages refused, and does the dashboard lie under a path of its own.
    """
    found = problems(provider, sign_in)
    if trusted_headers:
        found.append("server.trustedUserHeaders must be empty: anybody can send such a header.")
    if not checks_origin:
        found.append("server.enableXsrfProtection must stay on.")
    if base_path:
        found.append("server.baseUrlPath must be empty: give the dashboard a host name of its own.")
    if not found:
        return ""
    return "\n- ".join(["The sign-in is not configured so that it protects anybody:", *found])


def problems(provider: Provider, sign_in: SignIn) -> list[str]:
    """What keeps this provider from being used, each with what to write instead."""
    found = []
    uri = urlsplit(provider.redirect_uri)
    if uri.path != CALLBACK or not uri.hostname:
        found.append(f"redirect_uri must be the dashboard's own address followed by {CALLBACK}.")
    elif not (provider.is_encrypted or is_this_machine(uri.hostname)):
        found.append("redirect_uri must begin with https://: it carries who is signed in.")
    if not _is_a_secret(provider.cookie_secret):
        found.append(
            f"cookie_secret must be {SHORTEST_SECRET} or more characters that nobody can guess, "
            f"not a sample. Make one with: {A_SECRET}"
        )
    for name, table in provider.settings_by_name.items():
        where = "[auth]" if name == "default" else f"[auth.{name}]"
        if missing := [key for key in NEEDED if not table.get(key)]:
            found.append(f"{where} lacks {', '.join(missing)}.")
        elif not _is_safe(str(table["server_metadata_url"])):
            found.append(f"server_metadata_url in {where} must begin with https://.")
        if "_" in name:
            found.append(f"{where} must have a name without an underscore.")
    for claimed in sign_in.roles:
        if claimed.role not in ROLES:
            found.append(
                f'[sign_in] in trust.toml gives "{claimed.value}" the role "{claimed.role}". '
                f"Write one of: {', '.join(ROLES)}."
            )
    return found


def _is_a_secret(text: str) -> bool:
    is_long = len(text) >= SHORTEST_SECRET and len(set(text)) >= FEWEST_DIFFERENT
    return is_long and not any(word in text.lower() for word in SAMPLE_WORDS)


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or is_this_machine(parts.hostname)
