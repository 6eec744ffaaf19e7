"""Drawing by chance, and the months to draw for."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np


def months(first: date, count: int) -> list[date]:
    """The first days of `count` months from `first`."""
    whole = [first.year * 12 + first.month - 1 + place for place in range(count)]
    return [date(month // 12, month % 12 + 1, 1) for month in whole]


def pick(chance: np.random.Generator, options: tuple[str, ...], weights: tuple[float, ...]) -> str:
    """One of the options, each as likely as its weight says."""
    return options[int(chance.choice(len(options), p=np.array(weights) / sum(weights)))]


def days_between(chance: np.random.Generator, low: int, high: int) -> timedelta:
    """A length of time from `low` to `high` days."""
    return timedelta(days=int(chance.integers(low, high + 1)))
