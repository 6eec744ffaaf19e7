"""What does `manage.py doctor` say of one thing: what is so, why it matters, what to do?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Nobody may be served like this · somebody should look at it this week
Gravity = Literal["unsafe", "look"]


@dataclass(frozen=True)
class Advice:
    """One line of the doctor's: each part is a whole sentence."""

    gravity: Gravity
    what: str
    why: str
    do: str

    @property
    def in_words(self) -> str:
        return f"{self.gravity.upper():<7}{self.what} {self.why} {self.do}"


def unsafe(what: str, why: str, do: str) -> Advice:
    """Data can be lost or seen by somebody who may not; not to be served like this."""
    return Advice("unsafe", what, why, do)


def look(what: str, why: str, do: str) -> Advice:
    """Nothing is lost or seen yet; to be looked at."""
    return Advice("look", what, why, do)
