"""Which indicators are there? All of them, by name, in the order people meet them."""

from __future__ import annotations

from metrics import (
    capability,
    change_readiness,
    connections,
    doses,
    empowerment,
    engagement,
    equality,
    practice,
    pulse,
    readiness,
    spread,
    standards,
    taking_part,
)
from metrics.indicator import Indicator

MODULES = (
    engagement, pulse, equality, spread, standards, empowerment, capability, doses, taking_part,
    connections, practice, readiness, change_readiness,
)  # fmt: skip
INDICATORS: dict[str, Indicator] = {
    indicator.id: indicator for module in MODULES for indicator in module.DECLARED
}


def find(name: str) -> Indicator:
    """The indicator of this id, or the first with this number in the catalogue ('SS05').

    Raises KeyError where there is none.
    """
    wanted = name.strip()
    if wanted.lower() in INDICATORS:
        return INDICATORS[wanted.lower()]
    for indicator in INDICATORS.values():
        if indicator.catalogue == wanted.upper():
            return indicator
    raise KeyError(name)


def by_lens(lens: str) -> tuple[Indicator, ...]:
    """The indicators that carry this tag."""
    return tuple(indicator for indicator in INDICATORS.values() if lens in indicator.lenses)
