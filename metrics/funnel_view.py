"""Which groups' shares lie further apart than their size explains? A funnel over what is shown.

Made of shown values and rounded bases only, so that its centre gives no hidden group away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.finding import Finding
from metrics.spc_attribute import funnel, funnel_limits

FEWEST_GROUPS = 5  # with fewer, neither the centre nor the spread between them is known
_STEPS = 60  # of a limit's curve


@dataclass(frozen=True)
class FunnelView:
    """Groups by base, and limits in per cent along `bases`; names of limits are "95" and "998".

    `outside` are the groups beyond the 95 % limits, widened where the groups are spread more than
    chance alone gives.
    """

    groups: tuple[Finding, ...]
    outside: tuple[Finding, ...]
    centre: float
    is_widened: bool
    bases: tuple[float, ...]
    lower: dict[str, tuple[float, ...]]
    upper: dict[str, tuple[float, ...]]


def funnel_view(groups: Sequence[Finding]) -> FunnelView | None:
    """The funnel of one share, or None where it is none or fewer than five groups are shown."""
    shown = [
        (group, group.n, group.value)
        for group in groups
        if group.is_shown and not group.bound and group.n and group.value is not None
    ]
    if len(shown) < FEWEST_GROUPS or shown[0][0].subject.statistic != "proportion":
        return None
    n = np.array([[base for _, base, _ in shown]], dtype=np.float64)
    share = np.array([[value / 100 for _, _, value in shown]], dtype=np.float64)
    made = funnel(share * n, n, np.array([True]))
    bases = np.linspace(n.min(), n.max(), _STEPS)[np.newaxis]
    extra = np.where(made.adjusted, made.tau2, 0.0)
    lower = funnel_limits(made.target, extra, bases, -1)
    upper = funnel_limits(made.target, extra, bases, +1)
    return FunnelView(
        groups=tuple(group for group, _, _ in shown),
        outside=tuple(
            group
            for (group, _, _), beyond in zip(shown, made.outside("95")[0], strict=True)
            if beyond
        ),
        centre=100 * float(made.target[0]),
        is_widened=bool(made.adjusted[0]),
        bases=tuple(bases[0]),
        lower={name: tuple(100 * limit[0]) for name, limit in lower.items()},
        upper={name: tuple(100 * limit[0]) for name, limit in upper.items()},
    )
