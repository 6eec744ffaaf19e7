"""May a gap between two groups of staff (ethnicity, disability) be shown of the whole trust?

The two groups and those who did not say add up to the trust, whose results are public: whoever knows
both groups' sides of a gap may work out a few who did not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame

from metrics.disclosure_form import SMALL_FOR_EXTREMES
from metrics.disclosure_known import Answers, Measure
from metrics.disclosure_releases import Release, leaks_of
from metrics.disclosure_wave import TRUST, Name
from metrics.indicator import Indicator
from metrics.wave_release import WaveRelease, asked_of_all

_SIDES = ("reference", "compared")
_NOT_SAID: Name = ("characteristic", "", "", "", "not said")


@dataclass(frozen=True)
class Trait:
    """One indicator by one characteristic, and what becomes of it."""

    indicator: str
    characteristic: str
    is_withheld: bool
    is_kept: bool


def traits(
    given: DataFrame,
    indicators: Mapping[str, Indicator],
    smallest_group: int,
    earlier: Sequence[WaveRelease],
) -> list[Trait]:
    """Every gap of a wave: withheld where a side has too few, or where a few can be worked out.

    Kept as it was where one to ten people more or fewer are in a side than in an earlier release
    (`earlier`, the newest first).
    """
    found = []
    releases = [_by_trait(one.given, indicators) for one in earlier]
    for (indicator, characteristic), now in _by_trait(given, indicators).items():
        before = [
            by_trait[indicator, characteristic]
            for by_trait, release in zip(releases, earlier, strict=True)
            if (indicator, characteristic) in by_trait
            and _is_told(release, indicator, characteristic)
        ]
        is_safe = _is_safe(now, smallest_group, before)
        was_shown = bool(earlier) and _was_shown(earlier[0], indicator, characteristic)
        is_kept = was_shown and not is_safe
        found.append(Trait(indicator, characteristic, not is_safe and not is_kept, is_kept))
    return found


def _by_trait(
    given: DataFrame, indicators: Mapping[str, Indicator]
) -> dict[tuple[str, str], Measure]:
    """What the trust, both groups and those who did not say answered, for each gap of a wave."""
    rows = given.loc[given["weighting"] == "unweighted"]
    of_trust = rows.loc[
        (rows["breakdown"] == "trust") & rows["indicator"].isin(asked_of_all(indicators))
    ]
    found = {}
    by_trait = rows.loc[rows["breakdown"] == "characteristic"].groupby(
        ["indicator", "characteristic"], sort=True
    )
    for key, lines in by_trait:
        indicator, characteristic = map(str, key)
        if indicator not in indicators:
            continue
        most = 10.0 if indicators[indicator].statistic == "gap" else 1.0
        answers = {
            ("characteristic", "", "", "", side): Answers(people, np.nan if hidden else value)
            for side, people, value, hidden in lines[
                ["contrast", "denominator", "numerator", "is_suppressed"]
            ].itertuples(index=False)
        }
        said = sum(one.people for one in answers.values())
        values = sum(one.value for one in answers.values())
        # The trust's own result, where it is here; else as the two groups together.
        bases = of_trust.loc[of_trust["denominator"] >= said, "denominator"]
        everybody = max(said, bases.min()) if len(bases) else said
        rate = values / said if said > 0 else np.nan
        measured = of_trust.loc[of_trust["indicator"] == "engagement"]
        if most == 10 and len(measured):
            everybody = max(said, measured["denominator"].iloc[0])
            rate = measured["numerator"].iloc[0] / measured["denominator"].iloc[0]
        answers[TRUST] = Answers(everybody, rate * everybody)
        if everybody > said:
            rest = np.clip(rate * everybody - values, 0, most * (everybody - said))
            answers[_NOT_SAID] = Answers(everybody - said, float(rest))
        found[indicator, characteristic] = Measure("gap", most, answers)
    return found


def _is_safe(now: Measure, smallest_group: int, earlier: Sequence[Measure]) -> bool:
    """Are both sides large, not all of one answer, changed by none or many, and nobody worked out?"""
    sides = [answers for name, answers in now.answers.items() if name[4] in _SIDES]
    if len(sides) < len(_SIDES) or not all(one.people >= smallest_group for one in sides):
        return False
    if any(
        one.people < SMALL_FOR_EXTREMES and not 0 < one.value < now.most * one.people
        for one in sides
    ):
        return False
    changes = [
        abs(answers.people - before.answers[name].people)
        for before in earlier
        for name, answers in now.answers.items()
        if name[4] in _SIDES and name in before.answers
    ]
    if any(0 < change < smallest_group for change in changes):
        return False
    before = [_seen(one) for one in earlier]
    found = leaks_of(_seen(now), smallest_group, before)
    # How many did not say is no secret: nobody withholds them. What they answered is.
    return all(leak.of == "count" for leaking in found for leak in leaking.leaks)


def _seen(measure: Measure) -> Release:
    return Release(tuple(measure.answers), {measure.name: measure}, frozenset({_NOT_SAID}))


def _rows(release: WaveRelease, indicator: str, characteristic: str) -> DataFrame:
    cells = release.cells
    return cells.loc[
        (cells["indicator"] == indicator) & (cells["characteristic"] == characteristic)
    ]


def _is_told(release: WaveRelease, indicator: str, characteristic: str) -> bool:
    """Did it show a number of its own?"""
    rows = _rows(release, indicator, characteristic)
    return bool((~rows["is_withheld"].astype(bool) & ~rows["is_kept"].astype(bool)).any())


def _was_shown(release: WaveRelease, indicator: str, characteristic: str) -> bool:
    rows = _rows(release, indicator, characteristic)
    return bool((~rows["is_withheld"].astype(bool)).any())
