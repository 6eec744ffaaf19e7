"""How do a group’s answers to single questions follow from its sub-scores?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_data.lists import OLDER_PEOPLE, UNITS
from sample_data.survey_levels import ANSWERS, ELEMENTS, MEASURES, OPTION_SCORES

Floats = NDArray[np.float64]


def with_elements(subs: dict[str, Floats]) -> dict[str, Floats]:
    """Sub-scores with the headline measures, each the plain mean of its sub-scores."""
    heads = {head: np.mean([subs[s] for s in parts], axis=0) for head, parts in ELEMENTS.items()}
    together = {**subs, **heads}
    return {measure: together[measure] for measure in MEASURES}


def answer_shares(item: str, mean: Floats) -> Floats:
    """Shares of the five answers where their mean score is `mean`; one axis more than `mean`.

    Opinion is taken as logistic with the typical trust's dividing lines; the group's place on it
    is found by halving, so item mean, shares and per cent positive always agree.
    """
    typical = np.cumsum(ANSWERS[item])[:4]
    dividing = np.log(typical / (1 - typical))
    low, high = np.full(mean.shape, -12.0), np.full(mean.shape, 12.0)
    for _ in range(60):
        middle = (low + high) / 2
        below = _shares_at(middle, dividing) @ OPTION_SCORES < mean
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return _shares_at((low + high) / 2, dividing)


def _shares_at(place: Floats, dividing: Floats) -> Floats:
    at_most = 1 / (1 + np.exp(place[..., np.newaxis] - dividing))
    edge = np.zeros((*place.shape, 1))
    return np.diff(np.concatenate([edge, at_most, edge + 1], axis=-1), axis=-1)


def own_ways(chance: np.random.Generator) -> dict[str, Floats]:
    """How each unit answers a single question differently from what its sub-scores say."""
    return {item: chance.normal(0, 0.08, (len(UNITS), 1)) for item in ANSWERS}


def item_means(
    subs: dict[str, Floats], year: int, own: dict[str, Floats] | None = None
) -> dict[str, Floats]:
    """Mean score of each question. E_2 is the mean of q3c, q3d and q3f; PP3_1 of q3a-q3f and q5b."""

    def ways(item: str) -> Floats:
        return own[item] if own else np.zeros(())

    extra = np.zeros((len(UNITS), 1)) if own else np.zeros(())
    if own and year == 2025:
        extra[OLDER_PEOPLE] = 0.16  # able to make improvements: more than involvement as a whole
    able = ways("q3f") + extra
    rest = (7 * subs["PP3_1"] - 3 * subs["E_2"]) / 4
    tilt = 0.0 if year == 2025 else 0.1  # the rise of 2025 lies in being asked about changes
    means = {
        "q3a": rest + 0.93 + 0.9 * tilt,
        "q3b": rest + 1.14 + 0.4 * tilt + ways("q3b"),
        "q3c": subs["E_2"] + 0.32 - able / 2,
        "q3d": subs["E_2"] + 0.24 - able / 2,
        "q3e": rest - 1.23 - tilt - ways("q3b"),
        "q3f": subs["E_2"] - 0.56 + able,
        "q5b": rest - 0.84 - 0.3 * tilt,
        "q6a": subs["PP1_1"] + 1.05 + ways("q6a"),
        "q7a": subs["PP7_1"] + 0.35 + ways("q7a"),
        "q7h": subs["PP1_4"] + 0.08 + ways("q7h"),
        "q8a": subs["PP7_1"] - 0.63 + ways("q8a"),
        "q25b": subs["PP1_1"] - 0.18 + ways("q25b"),
        "q25e": subs["PP3_2"] + 0.12 + ways("q25e"),
        "q25f": subs["PP3_2"] - 0.45 + ways("q25f"),
    }
    return {item: np.clip(mean, 0.4, 9.7) for item, mean in means.items()}


def percents(shares: dict[str, Floats], diversity: float) -> dict[str, float]:
    percents = {item: 100 * float(share[3] + share[4]) for item, share in shares.items()}
    return {**percents, "q15": _percent_fair(diversity)}


def _percent_fair(diversity: float) -> float:
    """Yes to q15, in per cent: about 56 where the diversity score is 8.15."""
    return float(np.clip(56.0 + 16.0 * (diversity - 8.15), 5.0, 95.0))
