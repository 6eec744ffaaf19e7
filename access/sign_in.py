"""Who is this, by what the sign-in provider says, and when did they sign in?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from settings import SignIn

CLOCKS_APART = 120  # seconds that the provider's clock may be ahead of ours
LONGEST_ADDRESS = 254
LONGEST_NAME = 100


class NotSignedIn(Exception):
    """Nobody that we can name; the message says why they are out again, '' for a stranger."""


@dataclass(frozen=True)
class Identity:
    """Somebody whom the provider vouches for. What they may do, only the register knows.

    `person_id` is the address in lower case, by which the register holds people. `issuer` and
    `subject` name the account for good, whoever holds the address later. `signed_in_at` is the
    provider's `iat`, in seconds since 1970.
    """

    person_id: str
    name: str
    issuer: str
    subject: str
    signed_in_at: int
    claimed: frozenset[str]


def identity(claims: Mapping[str, Any], choices: SignIn, now: float) -> Identity:
    """Who these claims of a checked sign-in name; raises NotSignedIn where nobody, or no longer."""
    if claims.get("is_logged_in") is not True:
        raise NotSignedIn("")
    signed_in_at = claims.get("iat")
    if isinstance(signed_in_at, bool) or not isinstance(signed_in_at, int | float):
        raise NotSignedIn("Your sign-in carries no time.")
    if not now - choices.hours * 3600 <= signed_in_at <= now + CLOCKS_APART:
        raise NotSignedIn("Your sign-in has ended.")
    address = claims.get(choices.address_claim)
    if not isinstance(address, str) or not _is_plain(address.strip()):
        raise NotSignedIn("Your account carries no address that we can use.")
    # Only an explicit "no" refuses: some providers check every address and never send this claim.
    if choices.address_claim == "email" and claims.get("email_verified") in (False, "false"):
        raise NotSignedIn("Your account's e-mail address has not been confirmed.")
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and issuer and isinstance(subject, str) and subject):
        raise NotSignedIn("Your sign-in does not say which account it is for.")
    return Identity(
        person_id=address.strip().lower(),
        name=_name(claims.get("name")) or address.strip(),
        issuer=issuer,
        subject=subject,
        signed_in_at=int(signed_in_at),
        claimed=_values(claims.get(choices.role_claim)) if choices.role_claim else frozenset(),
    )


def _is_plain(address: str) -> bool:
    """Letters that can only be what they look like: some others turn into a to z in lower case."""
    is_short = 0 < len(address) <= LONGEST_ADDRESS
    return is_short and address.isascii() and address.isprintable() and " " not in address


def _name(claimed: Any) -> str:
    if not isinstance(claimed, str):
        return ""
    printable = "".join(letter if letter.isprintable() else " " for letter in claimed)
    return " ".join(printable.split())[:LONGEST_NAME]


def _values(claimed: Any) -> frozenset[str]:
    values = claimed if isinstance(claimed, list) else [claimed]
    return frozenset(value for value in values if isinstance(value, str))
