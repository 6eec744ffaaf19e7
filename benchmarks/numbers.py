"""How fast are the control charts and the composites?"""

from __future__ import annotations

import numpy as np

from benchmarks.promise import Measured, absolute, ratio, seconds
from metrics.composite import composites, profile
from metrics.spc import judge_series


def measure() -> list[Measured]:
    """Control charts of 5,000 series × 60 months, and a composite of 14 directorates × 8 waves."""
    chance = np.random.default_rng(1)
    values = chance.normal(50, 5, (5000, 60))
    better = np.ones(5000, dtype=np.int8)

    def plain_passes() -> None:
        mean = values.mean(axis=1, keepdims=True)
        moving = np.abs(np.diff(values, axis=1)).mean(axis=1, keepdims=True)
        above = values > mean + 2.66 * moving
        below = values < mean - 2.66 * moving
        side = np.sign(values - mean)
        np.lib.stride_tricks.sliding_window_view(side, 7, axis=1).sum(axis=2)
        (above | below).any(axis=1)

    composite = composites()["readiness"]
    units = 14 * 8
    middle = np.array([(part.at_0 + part.at_100) / 2 for part in composite.parts])
    width = np.array([abs(part.at_100 - part.at_0) / 10 for part in composite.parts])
    found = middle + width * chance.standard_normal((units, len(middle)))
    return [
        ratio(
            "Control charts, 5,000 series × 60 months, both icons",
            "plain numpy passes over the array",
            lambda: judge_series(values, better, target=52.0),
            plain_passes,
            10,
        ),
        absolute(
            "The same, by itself",
            "–",
            seconds(lambda: judge_series(values, better, target=52.0), 5),
            0.5,
            "s",
        ),
        absolute(
            "Composite with 2,000 draws, 14 directorates × 8 waves",
            "–",
            seconds(lambda: profile(composite, found, found - width, found + width), 3),
            1.5,
            "s",
        ),
    ]
