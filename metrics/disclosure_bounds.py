"""What does a rounded count with a rounded rate say about how many people answered how?

People are whole numbers. "About 120" with 61.7 % can only be 74 of 120, so a rate to one decimal
undoes the rounding of its base; "about 120" with 62 % leaves a range. The bounds here are the
smallest convex region around all whole numbers that would be shown in this way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_TINY = 1e-9
_MOST_COUNTS_TRIED = 200  # a wider range of counts is bounded by its rate alone

Point = tuple[float, float]  # people, value total


@dataclass(frozen=True)
class Bound:
    """low ≤ on_people × people + on_value × value total ≤ high"""

    on_people: float
    on_value: float
    low: float
    high: float


def bounds_of(facts: Mapping[str, float], most: float, truth: Point) -> list[Bound]:
    """Everything the facts of one statement say of its people and value total.

    `most` is the largest value of one person: with 1 the value total is a whole number of people
    and the rate a percentage, otherwise the rate is a mean score. The truth always stays possible,
    so that a number which was weighted or rounded in another way is no contradiction.
    """
    fewest, highest = _people_between(facts)
    bounds = [Bound(1, 0, fewest, highest)]
    if "v" in facts:
        bounds.append(Bound(0, 1, facts["v"], facts["v"]))
    if "rate" in facts or "rate_min" in facts:
        low, high = _rate_between(facts, 100 if most == 1 else 1)
        if most == 1 and highest - fewest <= _MOST_COUNTS_TRIED:
            possible = list(_whole_numbers(int(fewest), int(highest), low, high))
            bounds.extend(_around([*possible, truth]))
        else:
            bounds += [Bound(-high, 1, -math.inf, 0), Bound(-low, 1, 0, math.inf)]
    return [_with_truth(bound, truth) for bound in bounds]


def _rate_between(facts: Mapping[str, float], unit: float) -> tuple[float, float]:
    """The least and the largest value per person; "under 5 %" is a range of its own."""
    if "rate" not in facts:
        return facts["rate_min"] / unit, facts["rate_max"] / unit
    half = 0.5 * 10 ** -facts.get("rate_dp", 1)
    return (facts["rate"] - half) / unit, (facts["rate"] + half) / unit


def _people_between(facts: Mapping[str, float]) -> tuple[float, float]:
    """The fewest and the most people, both whole; infinite when nothing is said of them."""
    fewest, highest = facts.get("n_min", 0.0), facts.get("n_max", math.inf)
    if "n" in facts:
        half = facts.get("n_round", 0) / 2
        fewest = max(fewest, facts["n"] - half)
        highest = min(highest, facts["n"] + half)
    if math.isfinite(highest):
        highest = math.floor(highest + _TINY)
    return math.ceil(fewest - _TINY), highest


def _whole_numbers(fewest: int, highest: int, low: float, high: float) -> Iterator[Point]:
    """The least and the most positive answers, for each count of people, that give this rate."""
    for people in range(fewest, highest + 1):
        least = max(0, math.ceil(low * people - _TINY))
        largest = min(people, math.floor(high * people + _TINY))
        if least <= largest:
            yield people, least
            yield people, largest


def _around(points: Sequence[Point]) -> Iterator[Bound]:
    """The convex hull of the points: bounds on the people and for each edge of the hull."""
    counts, values = [people for people, _ in points], [value for _, value in points]
    yield Bound(1, 0, min(counts), max(counts))
    yield Bound(0, 1, min(values), max(values))
    for side in (1, -1):
        chain = _chain([(people, side * value) for people, value in points])
        for (x1, y1), (x2, y2) in pairwise(chain):
            slope = (y2 - y1) / (x2 - x1)
            yield Bound(-slope, side, -math.inf, y1 - slope * x1)


def _chain(points: Sequence[Point]) -> list[Point]:
    """The upper side of the convex hull, from left to right (Andrew's monotone chain)."""
    chain: list[Point] = []
    for x, y in sorted(points):
        if chain and chain[-1][0] == x:
            chain.pop()
        while len(chain) > 1 and _is_below(chain[-1], chain[-2], (x, y)):
            chain.pop()
        chain.append((x, y))
    return chain


def _is_below(middle: Point, left: Point, right: Point) -> bool:
    return (middle[1] - left[1]) * (right[0] - left[0]) <= (right[1] - left[1]) * (
        middle[0] - left[0]
    )


def _with_truth(bound: Bound, truth: Point) -> Bound:
    true = bound.on_people * truth[0] + bound.on_value * truth[1]
    return Bound(bound.on_people, bound.on_value, min(bound.low, true), max(bound.high, true))
