"""Findings for tests: what the test does not care about has its usual value."""

from __future__ import annotations

from dataclasses import replace

from metrics.finding import Finding, subject

USUAL = Finding(
    subject=subject("involvement"),
    group="Surgery",
    period="2025",
    status="shown",
    value=6.7,
    lower=6.4,
    upper=7.0,
    base="about 200",
    compared_with="2024",
    before=6.6,
    verdict="no clear change",
    reason="",
    trust_value=6.71,
    against_trust="",
    peer_median=None,
    peers=0,
    basis="survey, published, not weighted",
    rule="",
)


def found(name: str = "involvement", **said: object) -> Finding:
    """A finding of this subject; `said` gives the fields that the test is about."""
    return replace(USUAL, subject=subject(name), **said)  # type: ignore[arg-type]


def withheld(name: str = "involvement", **said: object) -> Finding:
    """A finding that may not be shown."""
    hidden = {"status": "withheld", "value": None, "lower": None, "upper": None, "before": None}
    return found(name, **{**hidden, "verdict": "", "trust_value": None, **said})
