"""At which round numbers does an axis have its ticks?"""

from __future__ import annotations

import math


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Multiples of 1, 2 or 5 from at or below `low` to at or below `high`, at most `most` or so.

    A range of nothing is widened by one to each side, so that there is always an axis.
    """
    if not high > low:
        low, high = low - 1, high + 1
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough - 1e-12)
    first = math.floor(low / step + 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(place * step, 10) for place in range(first, last + 1)]
