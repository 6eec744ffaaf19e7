"""In what form is a survey number shown below the trust, so that it says no more than it must?"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

BASE_ROUNDED_TO = 5  # below the trust: "about 300"
SMALL_FOR_EXTREMES = 20  # respondents; under this 0 % or 100 % would speak for everybody
LEAST_PERCENT, MOST_PERCENT = 5, 95  # what 0 % and 100 % become on a small base: "under", "over"


def shown_base(respondents: float) -> int:
    """The base as it is shown below the trust: to the nearest 5, halves upwards."""
    return int(to_nearest(respondents, BASE_ROUNDED_TO))


def shown_percent(percent: float, respondents: float) -> str:
    """A rate (0-100) below the trust in words: "64 %"; on a small base never 0 % or 100 %."""
    whole = int(to_nearest(percent, 1))
    if respondents < SMALL_FOR_EXTREMES and whole < LEAST_PERCENT:
        return f"under {LEAST_PERCENT} %"
    if respondents < SMALL_FOR_EXTREMES and whole > MOST_PERCENT:
        return f"over {MOST_PERCENT} %"
    return f"{whole} %"


def to_nearest(number: float, step: float) -> float:
    """Rounded to a multiple of `step` as we round by hand: halves upwards."""
    steps = Decimal(repr(float(number))) / Decimal(repr(step))
    return float(steps.quantize(Decimal(1), ROUND_HALF_UP) * Decimal(repr(step)))
