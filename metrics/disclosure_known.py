"""What is known of one measure in each cell of a survey wave once it is shown?

The lines of real files do not quite add up (some people name no staff group). Here they are made
to, because somebody who subtracts them will suppose that they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame

from metrics.disclosure_form import (
    BASE_ROUNDED_TO,
    LEAST_PERCENT,
    MOST_PERCENT,
    SMALL_FOR_EXTREMES,
    shown_base,
    to_nearest,
)
from metrics.disclosure_view import Numbers
from metrics.disclosure_wave import Name, Wave, names_of

# Where a response rate stands beside a known headcount, the rounding of the base protects nobody.
_WITH_RESPONSE_RATE = ("division", "directorate")
_OF_THE_TRUST = ("trust", "characteristic")  # shown as the trust's results are published
_LARGEST_SMALL = 10  # people in a group that the file itself withheld


@dataclass(frozen=True)
class Answers:
    """People who answered a measure and the total of their values, in one cell; NaN if withheld."""

    people: float
    value: float

    @property
    def are_known(self) -> bool:
        """There are people, and the file did not withhold how they answered."""
        return self.people > 0 and not np.isnan(self.value)


NOTHING = Answers(np.nan, np.nan)


@dataclass(frozen=True)
class Measure:
    """What every cell answered; `most` is the largest value of one person, 1 or 10."""

    name: str
    most: float
    answers: Mapping[Name, Answers]


def measures_of(rows: DataFrame, cells: DataFrame) -> list[Measure]:
    """The measures in `rows`, as `audit_wave` describes them, with an answer for each of `cells`.

    A cell that a measure does not have keeps the cell's own respondents; its value is not known.
    """
    bases = dict(zip(names_of(cells), cells["respondents"].astype("float64"), strict=True))
    return [
        Measure(
            name=str(name),
            most=float(of_measure["most"].iloc[0]),
            answers={
                **{cell: Answers(people, np.nan) for cell, people in bases.items()},
                **{
                    cell: Answers(people, value)
                    for cell, people, value in zip(
                        names_of(of_measure),
                        of_measure["denominator"].astype("float64"),
                        of_measure["numerator"].astype("float64"),
                        strict=True,
                    )
                },
            },
        )
        for name, of_measure in rows.groupby("measure", sort=True)
    ]


def facts_of(name: Name, total: Answers, asked: Answers, most: float) -> dict[str, float]:
    """What is shown of a cell whose people and values are `total`; of the trust, what is public.

    The base is seen even where this measure has no value (`asked`): other measures show it.
    """
    if total.people <= 0:
        return {}
    if name[0] in _OF_THE_TRUST:
        return _exactly(total, most)
    if asked.people > 0:
        return _base(name, total) | (_rate(total, most) if asked.are_known else {})
    return {}


def _exactly(total: Answers, most: float) -> dict[str, float]:
    """As it is published nationally: the exact base, rates to 1 decimal and scores to 2."""
    decimals = 1 if most == 1 else 2
    rate = (100 if most == 1 else 1) * total.value / total.people
    return {"n": total.people, "rate": to_nearest(rate, 10**-decimals), "rate_dp": decimals}


def _base(name: Name, total: Answers) -> dict[str, float]:
    if name[0] in _WITH_RESPONSE_RATE:
        return {"n": total.people}
    return {"n": shown_base(total.people), "n_round": BASE_ROUNDED_TO}


def _rate(total: Answers, most: float) -> dict[str, float]:
    """As it is shown below the trust: a whole per cent, a score to 2 decimals."""
    if most != 1:
        return {"rate": to_nearest(total.value / total.people, 0.01), "rate_dp": 2}
    percent = to_nearest(100 * total.value / total.people, 1)
    is_small = shown_base(total.people) < SMALL_FOR_EXTREMES
    if is_small and percent < LEAST_PERCENT:
        return {"rate_min": 0, "rate_max": LEAST_PERCENT}
    if is_small and percent > MOST_PERCENT:
        return {"rate_min": MOST_PERCENT, "rate_max": 100}
    return {"rate": percent, "rate_dp": 0}


def closed(wave: Wave, measure: Measure) -> tuple[Numbers, Numbers]:
    """People and value total of every unit, so that all lines have the same sums.

    People who are missing along one line are added to its largest unit, and the values of a line
    are drawn towards the first line's.
    """
    people, values = _of_units(wave, measure.answers)
    blocks = [(sorted(one), sorted(other)) for one, other in wave.blocks]
    for first, other in blocks:  # divisions stand before the whole trust, so one round is enough
        largest = first[int(np.argmax(people[first]))]
        missing = max(0.0, people[other].sum() - people[first].sum())
        people[largest] += missing
        values[largest] += missing * values[other].sum() / max(people[other].sum(), 1)
    for first, other in blocks:
        people[other[int(np.argmax(people[other]))]] += people[first].sum() - people[other].sum()
        all_could, all_do = measure.most * people[first].sum(), values[first].sum()
        others_do = values[other].sum()
        if others_do > all_do:
            values[other] *= all_do / others_do
        elif others_do < all_do:
            could = measure.most * people[other]
            values[other] = could - (could - values[other]) * (all_could - all_do) / (
                all_could - others_do
            )
    return people, values


def _of_units(wave: Wave, answers: Mapping[Name, Answers]) -> tuple[Numbers, Numbers]:
    """The units' own people and values; where the file has none, what their whole has left."""
    own = [answers.get(name, NOTHING) for name in wave.units]
    people, values = np.array([[one.people, one.value] for one in own], dtype="float64").T
    of_group = {group: answers.get(name, NOTHING) for name, group in wave.cells.items()}
    along = {other: of_group.get(first, NOTHING) for first, other in wave.blocks}
    wholes = sorted(
        [*of_group.items(), *along.items()], key=lambda whole: (len(whole[0]), sorted(whole[0]))
    )
    on_first_line = frozenset().union(*(first for first, _ in wave.blocks))
    lost = np.isnan(people)
    for unit in np.flatnonzero(lost).tolist():
        left = (
            (whole.people - people[of_whole][~lost[of_whole]].sum()) / lost[of_whole].sum()
            for group, whole in wholes
            if unit in group and whole.people > 0
            for of_whole in [sorted(group)]
        )
        if wave.units[unit] in wave.cells:  # withheld by the file
            people[unit] = np.clip(next(left, 1.0), 1, _LARGEST_SMALL)
        else:  # not in the file; on the first line it gets the people of its block
            people[unit] = 0.0 if unit in on_first_line else max(next(left, 0.0), 0.0)
    for unit in np.flatnonzero(np.isnan(values)).tolist():
        rates = (
            whole.value / whole.people
            for group, whole in wholes
            if unit in group and whole.are_known
        )
        values[unit] = people[unit] * next(rates, 0.0)
    return people, values
