"""May this server show itself without a sign-in? Only to this machine, and only a fictitious trust."""

from __future__ import annotations

import ipaddress

from settings import Settings


def refusal(settings: Settings, address: str | None) -> str:
    """Why the server must not start, and what to do; '' where it may.

    `address` is the one it would listen on; None means all of the machine's.
    """
    if not settings.is_fictitious:
        return (
            f"{settings.trust_name} is a real trust (is_fictitious = false in trust.toml), and no "
            "sign-in is configured. Nobody could be kept out, so nothing is shown."
        )
    if not _is_this_machine(address):
        return (
            f"The demonstration has no sign-in, so it serves this machine only, not "
            f"{address or 'every address'}. Start it on 127.0.0.1."
        )
    return ""


def _is_this_machine(address: str | None) -> bool:
    if address == "localhost":
        return True
    try:
        return address is not None and ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
