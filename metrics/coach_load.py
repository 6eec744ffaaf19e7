"""How many live projects have nobody to turn to? Counted where it is known whether there is a coach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.finding import Finding


@dataclass(frozen=True)
class CoachLoad:
    """Live projects of one area; `without` a coach is None where too few are known for a rate."""

    area: str
    known: int
    without: int | None


def coach_loads(coached: Sequence[Finding]) -> list[CoachLoad]:
    """The load of each area from its findings on the indicator `coached_projects`, in their order."""
    found = []
    for finding in coached:
        known = int(finding.base.replace(",", "") or 0)
        value = finding.value if finding.is_shown else None
        without = None if value is None else round(known * (1 - value / 100))
        found.append(CoachLoad(finding.group, known, without))
    return found


def load_in_one_sentence(trust: CoachLoad | None) -> str:
    """'106 of 242 live projects have no coach.'"""
    if trust is None or trust.without is None:
        return "It cannot be said how many live projects have no coach"
    have = "has" if trust.without == 1 else "have"
    return f"{trust.without:,} of {trust.known:,} live projects {have} no coach"
