"""Which lines does a row of staff survey results make, and which rows are no lines we may keep?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from data_loaders.layouts import Check, Found
from data_loaders.measures import is_score, measure_of
from data_loaders.problems import FileRefused, Problem, refused
from data_loaders.score_parts import ROUNDING, not_made_of_their_parts
from data_loaders.survey_columns import ANSWER_OPTIONS, SHARES
from data_loaders.typed_ratios import (
    percent_disagrees,
    percent_of,
    ratio_disagrees,
    ratio_of_groups,
)


def answered_on(rows: pd.DataFrame, _found: Found) -> pd.Series[Any]:
    """The first of October of an autumn survey's year; of a pulse, the first day of its quarter."""
    months = {"Q1": "04", "Q2": "07", "Q3": "10", "Q4": "01"}
    year = pd.to_numeric(rows["survey_year"].str[:4])
    quarter = rows["survey_year"].str[5:]
    year = year + quarter.eq("Q4").fillna(False)
    text = year.astype("Int64").astype(str) + "-" + quarter.map(months).fillna("10") + "-01"
    return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")


def complete(rows: pd.DataFrame, found: Found) -> pd.DataFrame:
    """Add the measure in today's numbering and what the columns left empty mean.

    History is published again each year under the newest numbers: with a release, that year's
    questionnaire numbers the questions; else the survey year's own.
    """
    if not found.cells.keys() & _RESULTS:
        raise FileRefused(
            Problem(
                "column_missing",
                "refuse",
                "This looks like a staff survey table, but no heading says what the result is. "
                'Add a column "Percent positive" or "Score".',
                sheet=found.sheet,
                column="score",
            )
        )
    _refuse_lines_of_one_person(rows, found)
    _refuse_nameless_units(rows, found)
    rows["period"] = rows["survey_year"]
    numbering = rows["release"].fillna(rows["period"]).str[:4]
    asked = pd.DataFrame({"question": rows["question"], "year": numbering})
    distinct = asked.dropna().drop_duplicates()
    distinct["measure"] = [
        measure_of(question, int(year))
        for question, year in distinct.itertuples(index=False, name=None)
    ]
    rows["measure"] = asked.merge(distinct, how="left", on=["question", "year"])[
        "measure"
    ].to_numpy()
    by_period = rows["period"].str.contains("-Q").map({True: "pulse", False: "annual"})
    rows["survey"] = rows["survey"].fillna(by_period)
    rows["weighting"] = rows["weighting"].fillna("unweighted")
    rows["release"] = rows["release"].fillna(rows["period"].str[:4])
    # A directorate's line is its own group; its division follows from the structure.
    rows["division"] = rows["division"].where(rows["directorate"].isna())
    is_rate = rows["measure"] == "response_rate"
    rows["rate_of_counts"] = percent_of(rows["respondents"], rows["eligible"]).where(is_rate)
    rows["ratio_of_shares"] = ratio_of_groups(rows)
    return rows


def _refuse_lines_of_one_person(rows: pd.DataFrame, found: Found) -> None:
    answered = rows["respondents"].dropna()
    if len(answered) > 20 and bool((answered <= 1).all()):
        raise refused(
            "respondent_level",
            "This file holds single people's answers. We cannot keep those. "
            "Ask your survey contractor for results by directorate.",
            found.sheet,
        )


def _refuse_nameless_units(rows: pd.DataFrame, found: Found) -> None:
    """Many lines for one measure and no column that says whose they are are not the trust's."""
    groups = {"directorate", "division", "staff_group", "band", "characteristic"}
    same = ["survey", "survey_year", "question", "weighting", "release"]
    if not groups & found.cells.keys() and bool(rows.duplicated(same).any()):
        raise FileRefused(
            Problem(
                "column_missing",
                "refuse",
                "This looks like a staff survey table, but no heading says which directorate "
                'answered. Add a column "Directorate", or tell us which it is.',
                sheet=found.sheet,
                column="directorate",
            )
        )


def _has(rows: pd.DataFrame, *columns: str) -> pd.Series[bool]:
    """Rows in which any of these columns is filled."""
    return rows[list(columns)].notna().any(axis=1)


def _is_score(rows: pd.DataFrame) -> pd.Series[bool]:
    scores = {measure for measure in rows["measure"].dropna().unique() if is_score(measure)}
    return rows["measure"].isin(scores)


CHECKS = (
    Check(
        "question_not_known",
        lambda rows: rows["measure"].isna() & rows["question"].notna() & rows["period"].notna(),
        'we found "{question}". The {survey_year} survey has no such question or score.',
        "question",
    ),
    Check(
        "wave_not_understood",
        lambda rows: (rows["survey"] == "pulse") & ~rows["period"].str.contains("-Q").fillna(True),
        "a pulse needs its quarter. Write for example 2025-Q2.",
        "survey_year",
    ),
    Check(
        "group_not_kept",
        lambda rows: (
            _has(rows, "characteristic", "characteristic_group")
            & _has(rows, "directorate", "division", "staff_group", "band")
        ),
        "results by a protected characteristic are kept for the trust as a whole only. "
        "Delete the line.",
        "characteristic",
    ),
    Check(
        "group_not_kept",
        lambda rows: rows["characteristic"].isna() != rows["characteristic_group"].isna(),
        "the characteristic and its group belong together. Write both, or neither.",
        "characteristic",
    ),
    Check(
        "group_not_kept",
        lambda rows: (
            rows["directorate"].notna() & _has(rows, "staff_group", "band")
            | rows["band"].notna() & _has(rows, "division", "staff_group")
        ),
        "groups this fine are not kept. Use directorates, staff groups, or staff groups by "
        "division.",
    ),
    Check(
        "division_line",
        lambda rows: rows["division"].notna() & rows["staff_group"].isna() & rows["band"].isna(),
        "a division as a whole. Not loaded: divisions are added up from their directorates.",
        "division",
        severity="warn",
        leaves_out=True,
    ),
    Check(
        "number_in_wrong_column",
        lambda rows: _is_score(rows) & rows["score"].isna() & _has(rows, "percent_positive"),
        "{question} is a score from 0 to 10, but its number stands under per cent. "
        "Write it under score.",
        "percent_positive",
    ),
    Check(
        "number_in_wrong_column",
        lambda rows: (
            rows["measure"].notna()
            & ~_is_score(rows)
            & rows["score"].notna()
            & ~_has(rows, "percent_positive", "option_share", *(c.name for c in SHARES))
        ),
        "{question} is a question, but its number stands under score. "
        "Write the percentage who answered positively.",
        "score",
    ),
    Check(
        "nobody_answered",
        lambda rows: (
            (rows["respondents"] == 0).fillna(False)
            & (rows["measure"] != "response_rate")
            & _has(rows, "percent_positive", "score", "option_share", *(c.name for c in SHARES))
        ),
        "nobody answered, yet there is a result. Put right one of them.",
        "respondents",
    ),
    Check(
        "more_answered_than_asked",
        lambda rows: (rows["respondents"] > rows["eligible"]).fillna(False),
        "{respondents} answered, {eligible} were asked. Put right one of them.",
        "respondents",
    ),
    percent_disagrees("percent_positive", "rate_of_counts"),
    ratio_disagrees("ratio", "ratio_of_shares"),
)

_RESULTS = {"percent_positive", "score", "option_share", "eligible", *(c.name for c in SHARES)}


def unfold(rows: pd.DataFrame) -> pd.DataFrame:
    """One line per number: a score, a positive share, a response rate, or one option's share."""
    scored = _is_score(rows)
    is_rate = rows["measure"] == "response_rate"
    listed = rows["option_code"].notna()
    given = {option: rows[f"share_{option}"].notna() for option in ANSWER_OPTIONS}
    has_shares = _has(rows, *(column.name for column in SHARES)) | listed
    positive = ~scored & ~is_rate & (~has_shares | rows["percent_positive"].notna())
    # What was counted is worth more than what somebody worked out of it and typed.
    counted = 100 * rows["respondents"].astype("Float64") / rows["eligible"]
    rate = counted.fillna(rows["percent_positive"])
    scale = _share_scale(rows) if has_shares.any() else 1.0
    # The filter comes last: a column assigned to an empty frame would fill it up again.
    made = [
        rows.assign(value_kind=kind, value=value)[chosen]
        for kind, value, chosen in (
            ("score", rows["score"], scored),
            ("percent", rows["percent_positive"], positive),
            ("rate", rate, is_rate),
            ("share", rows["option_share"], listed),
        )
        if chosen.any()
    ]
    made += [
        rows.assign(value_kind="share", value=rows[f"share_{option}"] * scale, option_code=option)[
            chosen
        ]
        for option, chosen in given.items()
        if chosen.any()
    ]
    lines = pd.concat(made) if made else rows.assign(value_kind=None, value=None)
    return lines.assign(is_suppressed=lines["value"].isna())


def _share_scale(rows: pd.DataFrame) -> pd.Series[float]:
    """100 where a line's shares are fractions that add up to 1, else 1."""
    total = rows[[column.name for column in SHARES]].sum(axis=1)
    return (total <= 1.5).map({True: 100.0, False: 1.0})


# Where some leave out a part, it is the mean of fewer people than the score. With a spread of 2.5
# of one person's score (appraisals spread most) and at most one in twenty leaving it out, chance
# alone moves the part by 2.5 × √(0.05 / n); four times that is called no chance.
_OF_SMALL_BASES = 4 * 2.5 * 0.05**0.5
_FEWEST_PEOPLE = 11


def doubts(lines: pd.DataFrame) -> list[str]:
    """Scores of any group that are not the mean of their sub-scores, in sentences.

    The survey makes a score of its sub-scores, so a difference beyond rounding and what a small
    base explains comes from a slip in copying.
    """
    scores = lines[lines["value_kind"] == "score"]
    keyed = scores.assign(**{name: scores[name].fillna("") for name in _GROUP})
    of_one = ["period", "weighting", "release", *_GROUP]
    wide = keyed.pivot_table(index=of_one, columns="measure", values="value", aggfunc="first")
    people = keyed.groupby(of_one)["respondents"].min().reindex(wide.index)
    people = people.fillna(_FEWEST_PEOPLE).clip(lower=_FEWEST_PEOPLE)
    tolerance = np.maximum(ROUNDING, 0.02 + _OF_SMALL_BASES / np.sqrt(people.to_numpy("float64")))
    index = wide.index.to_list()
    found = []
    for place, measure, value, mean, parts in not_made_of_their_parts(wide, tolerance):
        period, _, _, *names = index[place]
        whose = ", ".join(name for name in names if name) or "the whole trust"
        found.append(
            f"{measure} of {period} is {value:.2f} for {whose}, but its sub-scores "
            f"({', '.join(parts)}) make {mean:.2f}. Compare them with the report."
        )
    return found


_GROUP = (
    "directorate",
    "division",
    "staff_group",
    "band",
    "characteristic",
    "characteristic_group",
)
