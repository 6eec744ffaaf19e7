"""Did scores change more where more people had been trained? Two things side by side, never a cause.

For each directorate: the percentage points more trained in the year before a survey, and the change
of a score between the survey before and this one. Beside it the placebo: training of the year
*after* the survey against the change *before* it. What had not happened yet cannot have led to
anything: where the placebo goes together as well, keen places train more and score better, and
that is all. Method and cautions: docs/methods.md, "Training beside survey change".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame

from metrics.intervals import Array
from metrics.periods import a_year_before

DOSE = "qi_training_coverage"
RESPONSES = ("involvement", "able_to_improve", "engagement")
FIELDWORK = "09"  # who was trained by September could answer in the autumn survey
FEWEST = 6  # directorates; fewer have too few ways of being shuffled
SHUFFLES = 4000
SEED = 20_26
ASKED_AFTER, PLACEBO = "training before", "training after"
DESIGNS = {
    ASKED_AFTER: "Training in the year before the survey",
    PLACEBO: "Placebo: training in the year after the survey",
}
_NOT_AN_EXPERIMENT = (
    "Not an experiment: areas were not chosen by lot; keen areas train more, and a new manager or "
    "more staff moves both."
)
_NOT_THE_SAME_PEOPLE = (
    "Not the same people: those who were trained and those who answered are not linked, and never "
    "will be."
)
_BY_CHANCE = (
    "Chance alone brings back what lay unusually low or high the year before (regression to the "
    "mean); nothing here takes that off."
)
CAUTIONS = (
    "This sets two things side by side. It does not show that one led to the other.",
    "Few directorates: only a large correlation has a chance of being told from none.",
    _NOT_AN_EXPERIMENT,
    _NOT_THE_SAME_PEOPLE,
    _BY_CHANCE,
)
COLUMNS = (
    "indicator", "period", "compared_with", "design", "directorate", "trained_from", "trained_to",
    "dose", "dose_lower", "dose_upper", "change", "change_lower", "change_upper",
)  # fmt: skip
LINK_COLUMNS = (
    "indicator", "period", "compared_with", "design", "trained_from", "trained_to", "directorates",
    "correlation", "chance_lower", "chance_upper", "without_one", "said", "reason",
)  # fmt: skip


def beside_change(judged: DataFrame) -> tuple[DataFrame, DataFrame]:
    """Points to draw, one per directorate, score, survey and design; and one link row for all of them.

    `judged` are the values in the form shown, with their changes. A directorate is in it where
    both its changes are known; what is withheld is in neither. `said` is "go together" or "go
    against each other" where the correlation lies outside the middle 95 % of those that
    shuffling the directorates gives, else "no clear link"; '' with a `reason` where too few are known.
    """
    rows = judged.loc[(judged["breakdown"] == "directorate") & (judged["weighting"] != "weighted")]
    trained = rows.loc[rows["indicator"] == DOSE].set_index(["directorate", "period"])
    points: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    for (indicator, period), survey in rows.loc[rows["indicator"].isin(RESPONSES)].groupby(
        ["indicator", "period"]
    ):
        for design in (ASKED_AFTER, PLACEBO):
            to = f"{int(str(period)) + (design == PLACEBO)}-{FIELDWORK}"
            about = {
                "indicator": indicator,
                "period": period,
                "compared_with": a_year_before(str(period)),
                "design": design,
                "trained_from": a_year_before(to),
                "trained_to": to,
            }
            mine = _points(survey, trained, to)
            points += [about | one for one in mine]
            links.append(about | _link(mine, to))
    return DataFrame(points, columns=list(COLUMNS)), DataFrame(links, columns=list(LINK_COLUMNS))


def _points(survey: DataFrame, trained: DataFrame, to: str) -> list[dict[str, Any]]:
    """The directorates of which both changes are known, A to Z."""
    found = []
    for row in survey.sort_values("directorate").to_dict("records"):
        at = (row["directorate"], to)
        if at not in trained.index or pd.isna(row["change"]) or row["verdict"] == "cannot say":
            continue
        dose = trained.loc[at]
        if pd.isna(dose["change"]) or dose["verdict"] == "cannot say":
            continue
        found.append(
            {
                "directorate": row["directorate"],
                "dose": dose["change"],
                "dose_lower": dose["change_lower"],
                "dose_upper": dose["change_upper"],
                "change": row["change"],
                "change_lower": row["change_lower"],
                "change_upper": row["change_upper"],
            }
        )
    return found


def _link(points: list[dict[str, Any]], to: str) -> dict[str, Any]:
    about: dict[str, Any] = {"directorates": len(points), "said": ""}
    if not points:
        return about | {"reason": f"training by {to} or the change of the score is not known."}
    if len(points) < FEWEST:
        return about | {"reason": f"only {len(points)} directorates can be compared."}
    dose = np.array([one["dose"] for one in points])
    change = np.array([one["change"] for one in points])
    if np.ptp(dose) == 0 or np.ptp(change) == 0:
        return about | {"reason": "all directorates are alike in one of the two."}
    r = correlation(dose, change)
    low, high = by_chance(dose, change)
    said = "go together" if r > high else "go against each other" if r < low else "no clear link"
    return about | {
        "correlation": r,
        "chance_lower": low,
        "chance_upper": high,
        "without_one": without_one(dose, change),
        "said": said,
        "reason": "",
    }


def link_in_words(link: Mapping[str, Any]) -> str:
    """'No clear link: correlation 0.31; chance alone gives −0.55 to 0.56 …', with how many and less one."""
    if not link["said"]:
        return f"Cannot say: {link['reason']}"
    said = {
        "go together": "The two go together",
        "go against each other": "The two go against each other",
    }.get(str(link["said"]), "No clear link")
    number, low, high, without = (
        f"{link[name]:.2f}".replace("-", "−")
        for name in ("correlation", "chance_lower", "chance_upper", "without_one")
    )
    return (
        f"{said}: correlation {number}; chance alone gives {low} to {high}, 19 times in 20; "
        f"{int(link['directorates'])} directorates. Without the one that weighs most: {without}."
    )


def reading(told: Mapping[str, Mapping[str, Any]]) -> str:
    """What both designs say together, the placebo never left out."""
    before, after = told[ASKED_AFTER], told[PLACEBO]
    if not before["said"]:
        return f"Cannot say: {before['reason']}"
    if before["said"] == "no clear link":
        return "No clear link between training and the change that came after it."
    carried = before["chance_lower"] <= before["without_one"] <= before["chance_upper"]
    alone = " Without one directorate there is no clear link." if carried else ""
    if not after["said"]:
        return (
            f"Training and the change after it {before['said']}; whether the placebo does so too "
            f"cannot be said: {after['reason']}{alone}"
        )
    if after["said"] == before["said"]:
        return (
            f"Training and the change after it {before['said']}, and so does the placebo: it says "
            f"which places train more, and nothing about training.{alone}"
        )
    return (
        f"Training and the change after it {before['said']}; the placebo shows no such link.{alone}"
    )


def correlation(first: Array, second: Array) -> float:
    """Pearson's correlation, -1 to 1, each directorate counting once."""
    return float(np.corrcoef(first, second)[0, 1])


def without_one(first: Array, second: Array) -> float:
    """The correlation nearest to nought that leaving out any one directorate gives.

    NaN where those left over are alike in one of the two.
    """
    left = [
        correlation(np.delete(first, place), np.delete(second, place))
        if np.ptp(np.delete(first, place)) > 0 and np.ptp(np.delete(second, place)) > 0
        else np.nan
        for place in range(len(first))
    ]
    return min(left, key=lambda r: np.inf if np.isnan(r) else abs(r))


def by_chance(first: Array, second: Array) -> tuple[float, float]:
    """Between what the correlation lies 19 times in 20 when it is chance who was trained.

    Directorates are shuffled 4,000 times with a fixed seed (permutation).
    """
    chance = np.random.default_rng(SEED)
    x = (first - first.mean()) / np.linalg.norm(first - first.mean())
    y = (second - second.mean()) / np.linalg.norm(second - second.mean())
    shuffled = chance.permuted(np.tile(y, (SHUFFLES, 1)), axis=1) @ x
    low, high = np.quantile(shuffled, [0.025, 0.975])
    return float(low), float(high)
