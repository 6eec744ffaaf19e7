"""May this server show itself without a sign-in? Only to this machine, and only a fictitious trust."""

from __future__ import annotations

import ipaddress

from settings import Settings

TO_CONFIGURE = (
    "configure a provider of OpenID Connect: [auth] in .streamlit/secrets.toml with redirect_uri, "
    "cookie_secret, client_id, client_secret and server_metadata_url, and [sign_in] in trust.toml "
    "with your first administrator"
)


def refusal(settings: Settings, address: str | None) -> str:
    """Why the server must not start without a sign-in, and what to do; '' where it may.

    `address` is the one it would listen on; None means all of the machine's.
    """
    if not settings.is_fictitious:
        return (
            f"{settings.trust_name} is a real trust (is_fictitious = false in trust.toml), and no "
            "sign-in is configured. Nobody could be kept out, so nothing is shown.\n"
            f"To show it, {TO_CONFIGURE}."
        )
    if not is_this_machine(address):
        return (
            f"The demonstration has no sign-in, so it serves this machine only, not "
            f"{address or 'every address'}. Start it on 127.0.0.1.\nTo serve others, {TO_CONFIGURE}."
        )
    return ""


def is_this_machine(address: str | None) -> bool:
    """Does this name or address mean the machine that we run on?"""
    if address == "localhost":
        return True
    try:
        return address is not None and ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
