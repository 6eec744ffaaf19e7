"""Who asks, by the cookies that came with the question, and may they come in?"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sqlalchemy import Engine

from access.admission import NoAccess, admitted, arrive, leave
from access.sign_in import Identity, NotSignedIn, identity
from settings import SignIn

BROWSER = "browser"  # the cookie that tells the demonstration's browsers apart

Cookies = Mapping[str, str]


@dataclass(frozen=True)
class Visitor:
    """Whoever asks for something. `owner` names them among those who are in; '' is nobody.

    `kept_out` says on which ground they stay outside, None where they may come in; `why` tells them.
    """

    owner: str
    kept_out: Literal["signed out", "no access"] | None = None
    why: str = ""


class Door(Protocol):
    """What the guard asks. `marks_browsers` where a browser is known by a cookie of ours."""

    marks_browsers: bool

    def visitor(self, cookies: Cookies) -> Visitor: ...
    def arrives(self, cookies: Cookies) -> None: ...
    def leaves(self, cookies: Cookies) -> None: ...


class OpenDoor:
    """The demonstration's: everybody on this machine is in; files still stay in their browser."""

    marks_browsers = True

    def visitor(self, cookies: Cookies) -> Visitor:
        return Visitor(cookies.get(BROWSER, ""))

    def arrives(self, cookies: Cookies) -> None:
        """Nobody signs in."""

    def leaves(self, cookies: Cookies) -> None:
        """Nobody signs out."""


class SignInDoor:
    """The real one. `claims_in` are the provider's claims in a cookie whose signature holds."""

    marks_browsers = False

    def __init__(
        self, register: Engine, choices: SignIn, claims_in: Callable[[Cookies], Mapping[str, Any]]
    ) -> None:
        self._register = register
        self._choices = choices
        self._claims_in = claims_in
        self._newest_arrival: dict[str, int] = {}  # by person; spares the register a look

    def visitor(self, cookies: Cookies) -> Visitor:
        try:
            who = self._identity(cookies)
        except NotSignedIn as reason:
            return Visitor("", "signed out", str(reason))
        try:
            return Visitor(admitted(self._register, who).person_id)
        except NotSignedIn as reason:
            return Visitor("", "signed out", str(reason))
        except NoAccess as reason:
            return Visitor("", "no access", f"You are signed in as {who.person_id}. {reason}")

    def arrives(self, cookies: Cookies) -> None:
        """Note a sign-in that is new to us; raises nothing."""
        try:
            who = self._identity(cookies)
        except NotSignedIn:
            return
        if self._newest_arrival.get(who.person_id) != who.signed_in_at:
            arrive(self._register, who, self._choices)
            self._newest_arrival[who.person_id] = who.signed_in_at

    def leaves(self, cookies: Cookies) -> None:
        """End the sign-in that these cookies carry, if they carry one."""
        try:
            leave(self._register, self._identity(cookies))
        except NotSignedIn:
            return

    def _identity(self, cookies: Cookies) -> Identity:
        return identity(self._claims_in(cookies), self._choices, time.time())
