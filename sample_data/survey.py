"""What staff say: the survey's true lines, every wave, with the stories planted in them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sample_data.answers import (
    Floats,
    answer_shares,
    item_means,
    own_ways,
    percents,
    with_elements,
)
from sample_data.lists import (
    DIVISIONS,
    EMERGENCY,
    IMAGING,
    OLDER_PEOPLE,
    RESEARCH,
    RESPONSE_OF_STAFF_GROUP,
    SEED,
    STAFF_GROUPS,
    SURVEY_YEARS,
    UNITS,
    directorates_in,
)
from sample_data.survey_levels import (
    BURNOUT_OF_STAFF_GROUP,
    ENGAGEMENT,
    ETHNICITY,
    ETHNICITY_GAP,
    LEVELS,
    LONG_TERM,
    LONG_TERM_GAP,
    MOOD_OF_STAFF_GROUP,
    NOT_SAID,
    OTHER_GROUPS,
    SUB_SCORES,
    WHITE,
)
from sample_data.workforce import SNAPSHOTS, headcount

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Line:
    """What one group said in one wave: the group's names, who answered, and every measure.

    `scores` are 0-10, `shares` of each answer 0-1, `percents` positive 0-100.
    """

    year: int
    respondents: int
    eligible: int
    scores: dict[str, float]
    shares: dict[str, Floats]
    percents: dict[str, float]
    directorate: str = ""
    division: str = ""
    staff_group: str = ""
    characteristic: str = ""
    characteristic_group: str = ""


@dataclass(frozen=True)
class Wave:
    """One year's answers: unit × staff group, with each sub-score's mean in each cell."""

    year: int
    eligible: Whole
    respondents: Whole
    scores: dict[str, Floats]
    shares: dict[str, Floats]  # one more axis: the answers
    lines: list[Line] = field(default_factory=list)


def waves() -> list[Wave]:
    """Every survey wave with all its lines."""
    chance = np.random.default_rng([SEED, 2])
    eligible, respondents = _answering()
    lasting = _lasting(chance)
    made = []
    for place, year in enumerate(SURVEY_YEARS):
        subs = _cells(chance, place, respondents[place], lasting)
        means = item_means(subs, year, own_ways(np.random.default_rng([SEED, 3])))
        wave = Wave(
            year,
            eligible[place],
            respondents[place],
            with_elements(subs),
            {item: answer_shares(item, mean) for item, mean in means.items()},
        )
        wave.lines.extend(_lines(wave))
        made.append(wave)
    return made


def _answering() -> tuple[Whole, Whole]:
    """Eligible staff and respondents, year × unit × staff group."""
    tempo = {2021: 0.97, 2022: 0.94, 2023: 0.98, 2024: 1.004, 2025: 1.0}
    rate = np.array(
        [[u.response * RESPONSE_OF_STAFF_GROUP[g] for g in STAFF_GROUPS] for u in UNITS]
    )
    eligible, respondents = [], []
    for year in SURVEY_YEARS:
        people = headcount(next(d for d in SNAPSHOTS if d.year == year and d.month == 9))
        asked = np.where(people > 30, np.floor(people * 0.98).astype(np.int64), people)
        eligible.append(asked)
        respondents.append(np.rint(asked * rate * tempo[year]).astype(np.int64))
    together = np.array(respondents)
    # Research and Innovation: 8 to 10 answer, nurses and administrators mostly.
    together[:, RESEARCH] = 0
    nurses, admin, support, doctors = (7, 2, 0, 6)
    together[:, RESEARCH, nurses] = (3, 4, 3, 4, 3)
    together[:, RESEARCH, admin] = (3, 3, 3, 4, 4)
    together[:, RESEARCH, support] = (1, 1, 1, 1, 1)
    together[:, RESEARCH, doctors] = (1, 1, 1, 1, 1)
    return np.array(eligible), together


def _lasting(chance: np.random.Generator) -> dict[str, Floats]:
    """How far each cell lies from the trust on each sub-score, whatever the year."""
    shape = (len(UNITS), len(STAFF_GROUPS))
    mood = np.array([unit.mood for unit in UNITS])[:, np.newaxis]
    group = np.array(MOOD_OF_STAFF_GROUP)[np.newaxis, :]
    burnout = np.array(BURNOUT_OF_STAFF_GROUP)[np.newaxis, :]
    found = {}
    for sub in SUB_SCORES:
        own = chance.normal(0, 0.09, (len(UNITS), 1)) + chance.normal(0, 0.06, shape)
        strength = 0.5 if sub == "PP1_3" else 1.0
        found[sub] = strength * (mood + group) + own
        if sub in ("PP4_2", "PP4_3", "M_2", "PP6_1", "PP6_2"):
            found[sub] = found[sub] + burnout
    return found


def _cells(
    chance: np.random.Generator, place: int, respondents: Whole, lasting: dict[str, Floats]
) -> dict[str, Floats]:
    """Sub-scores of every cell in one year, moved so that the trust has exactly its level."""
    per_unit = np.maximum(respondents.sum(axis=1), 1)[:, np.newaxis]
    found = {}
    for sub in SUB_SCORES:
        # A third of the sampling error: so little that chance alone makes no verdict.
        wobble = chance.normal(0, 0.6, (len(UNITS), 1)) / np.sqrt(per_unit)
        wobble = wobble + chance.normal(0, 0.4, respondents.shape) / np.sqrt(
            np.maximum(respondents, 1)
        )
        wobble[IMAGING] *= 0.3
        score = lasting[sub] + wobble + _story(sub, SURVEY_YEARS[place])[:, np.newaxis]
        level = LEVELS[sub][place]
        found[sub] = score + level - (score * respondents).sum() / respondents.sum()
    return found


def _story(sub: str, year: int) -> Floats:
    """What is planted in each unit's score, beside its lasting place."""
    moved = np.zeros(len(UNITS))
    before = {"E_1": -0.10, "E_2": -0.36, "E_3": -0.10, "PP3_1": -0.28, "PP3_2": -0.10}
    after = {"E_1": 0.06, "E_2": 0.46, "E_3": 0.10, "PP3_1": 0.34, "PP3_2": 0.10}
    moved[OLDER_PEOPLE] = (after if year == 2025 else before).get(sub, 0.0)
    if year == 2025:
        fell = {"E_1": -0.46, "E_2": -0.30, "E_3": -1.15, "PP1_1": -0.50, "M_1": -0.30}
        moved[EMERGENCY] = fell.get(sub, 0.0)
    if year == 2024:
        dipped = {"E_1": -0.26, "E_2": -0.24, "E_3": -0.24, "PP3_1": -0.12, "PP7_1": -0.15}
        moved[IMAGING] = dipped.get(sub, 0.0)
    return moved


def _lines(wave: Wave) -> list[Line]:
    """The trust, its directorates, staff groups, divisions by staff group, and characteristics."""
    everybody = np.ones(wave.respondents.shape, dtype=bool)
    named = np.array([unit.directorate_in(wave.year) for unit in UNITS])
    homes = np.array([unit.division for unit in UNITS])
    trust = _line(wave, everybody)
    found = [trust]
    for directorate in directorates_in(wave.year):
        found.append(
            _line(wave, everybody & (named == directorate)[:, np.newaxis], directorate=directorate)
        )
    for place, group in enumerate(STAFF_GROUPS):
        column = np.arange(len(STAFF_GROUPS)) == place
        found.append(_line(wave, everybody & column, staff_group=group))
    for division in DIVISIONS:
        for place, group in enumerate(STAFF_GROUPS):
            cells = (homes == division)[:, np.newaxis] & (np.arange(len(STAFF_GROUPS)) == place)
            if wave.respondents[cells].sum():
                found.append(_line(wave, cells, division=division, staff_group=group))
    return found + _characteristics(wave.year, trust)


def _line(wave: Wave, cells: NDArray[np.bool_], **names: str) -> Line:
    """Means over the chosen cells, each person counting once."""
    people = np.where(cells, wave.respondents, 0)
    weights = people / people.sum()
    scores = {m: float((score * weights).sum()) for m, score in wave.scores.items()}
    shares = {i: (s * weights[..., np.newaxis]).sum(axis=(0, 1)) for i, s in wave.shares.items()}
    return Line(
        wave.year,
        int(people.sum()),
        int(wave.eligible[cells].sum()),
        scores,
        shares,
        percents(shares, scores["PP1_3"]),
        **names,
    )


def _characteristics(year: int, trust: Line) -> list[Line]:
    """Ethnicity and long-term condition; each set of groups has the trust's mean together.

    About one respondent in seventy leaves the question on long-term conditions out.
    """
    chance = np.random.default_rng([SEED, 4, year])
    shares_of_other = {2021: 0.165, 2022: 0.178, 2023: 0.192, 2024: 0.203, 2025: 0.212}
    other = round(trust.respondents * shares_of_other[year])
    silent = round(trust.respondents * 0.045)
    ethnicity = {WHITE: trust.respondents - other - silent, OTHER_GROUPS: other, NOT_SAID: silent}
    answered = round(trust.respondents * 0.986)
    with_condition = round(answered * (0.243 + 0.004 * (year - 2021)))
    condition = {"Yes": with_condition, "No": answered - with_condition}

    distance: dict[str, dict[str, dict[str, float]]] = {ETHNICITY: {}, LONG_TERM: {}}
    for sub in SUB_SCORES:
        ahead = {"PP1_3": -0.60, "PP1_4": -0.08, "PP4_3": -0.30, "M_1": 0.05}
        better = ETHNICITY_GAP[year] if sub in ENGAGEMENT else ahead.get(sub, 0.15)
        distance[ETHNICITY][sub] = {WHITE: 0.0, OTHER_GROUPS: better, NOT_SAID: -1.2}
        behind = {"PP4_2": 0.85, "PP4_1": 0.60, "PP1_3": 0.45, "PP4_3": 0.70}.get(sub, 0.48)
        behind = behind + float(chance.normal(0, 0.015))
        if sub == "PP3_1" and year == 2025:
            behind = 0.34  # involvement is three sevenths of it
        distance[LONG_TERM][sub] = {
            "Yes": -(LONG_TERM_GAP[year] if sub in ENGAGEMENT else behind),
            "No": 0.0,
        }

    found = []
    for characteristic, sizes in ((ETHNICITY, ethnicity), (LONG_TERM, condition)):
        people = sum(sizes.values())
        for group, size in sizes.items():
            subs = {}
            for sub, of_group in distance[characteristic].items():
                middle = sum(of_group[g] * n for g, n in sizes.items()) / people
                subs[sub] = np.array(trust.scores[sub] + of_group[group] - middle)
            shares = {i: answer_shares(i, m) for i, m in item_means(subs, year).items()}
            scores = {m: float(s) for m, s in with_elements(subs).items()}
            found.append(
                Line(
                    year,
                    size,
                    0,
                    scores,
                    shares,
                    percents(shares, scores["PP1_3"]),
                    characteristic=characteristic,
                    characteristic_group=group,
                )
            )
    return found
