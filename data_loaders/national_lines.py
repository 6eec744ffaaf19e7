"""Which lines does a national results file make, whichever way its sheets lie?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from data_loaders.kinds import Kind, choice, clean, code, each, text
from data_loaders.layouts import Check, Column, Found
from data_loaders.measures import (
    favourable_options,
    is_reported_positively,
    is_score,
    measure_of,
)
from data_loaders.numbers import count, count_or_withheld, fraction, of_hundred, score, share
from data_loaders.problems import Problem, refused
from data_loaders.score_parts import ROUNDING, not_made_of_their_parts
from data_loaders.survey_columns import wave
from settings import settings

# The survey's benchmark groups; a workbook's sheets shorten their names.
_GROUPS = (
    "Acute and Acute & Community Trusts",
    "Acute Specialist Trusts",
    "Mental Health & Learning Disability and Mental Health, Learning Disability & Community Trusts",
    "Community Trusts",
    "Ambulance Trusts",
)
_SHORT = {"mh": "mental health", "ld": "learning disability"}


def _bare_group(written: str) -> str:
    words = re.findall(r"[a-z]+", written.lower())
    return " ".join(
        _SHORT.get(word, word) for word in words if word not in ("and", "trusts", "trust")
    )


_BY_BARE_NAME = {_bare_group(group): group for group in _GROUPS}


def _one_group(written: str) -> str:
    """The survey's own name of a benchmark group; any other group as it is written."""
    return _BY_BARE_NAME.get(_bare_group(written), written)


_group_name = Kind("benchmark_group", "str", partial(each, _one_group))
_basis = choice(
    "weighting",
    {"weighted": ("Occupation Group", "Occupational group"), "unweighted": ()},
    "Write Occupation Group or Unweighted.",
)

# Seven ways to hold one number: the file's shape says which, so that no unit is ever guessed.
COLUMNS = (
    Column(
        "org_id",
        ("org_id", "ODS code"),
        code,
        required=True,
        may_be_empty=False,
        ask="Write the organisation's ODS code.",
        means="which organisation",
    ),
    Column("org_name", ("org_name", "Organisation name"), text, means="its name"),
    Column(
        "benchmark_group",
        ("org_type_reporting_name", "Benchmarking group"),
        _group_name,
        may_be_empty=False,
        ask="Write the organisation's benchmark group.",
        means="which organisations it is compared with",
    ),
    Column("survey_year", ("survey_year",), wave, means="which year was surveyed"),
    Column("question", ("question",), code, means="which score or question"),
    Column("option_code", ("option_code",), count, means="which answer"),
    Column("score", ("score",), score, means="a score from 0 to 10"),
    Column("fraction", ("fraction",), fraction, means="a share from 0 to 1"),
    Column("of_hundred", ("of_hundred",), of_hundred, means="a share from 0 to 100"),
    Column("rate", ("rate",), share, means="the response rate"),
    Column(
        "respondents",
        ("respondents", "Base (number of responses)"),
        count_or_withheld,
        means="how many people answered",
    ),
    Column(
        "weighting",
        ("weighting",),
        _basis,
        may_be_empty=False,
        ask="Write Occupation Group or Unweighted.",
        means="whether results are weighted by occupation",
    ),
    Column("release", ("release",), wave, means="in which year's edition it was published"),
)


def complete(rows: pd.DataFrame, found: Found) -> pd.DataFrame:
    """Add measure, kind and value. The edition's questionnaire numbers the questions of all years:
    history is published again each year under the newest numbers.
    """
    _refuse_fractions_of_hundred(rows, found)
    rows["period"] = rows["survey_year"]
    asked = rows[["question", "release"]].drop_duplicates()
    asked["measure"] = [
        measure_of(question, int(release))
        for question, release in asked.itertuples(index=False, name=None)
    ]
    rows["measure"] = rows[["question", "release"]].merge(asked, how="left")["measure"].to_numpy()
    kinds = {measure: _kind_of(measure) for measure in asked["measure"].dropna()}
    rows["value_kind"] = rows["measure"].map(kinds)
    rows.loc[rows["option_code"].notna(), "value_kind"] = "share"
    value = rows["score"]
    for name in ("fraction", "of_hundred", "rate"):
        value = value.fillna(rows[name])
    return rows.assign(value=value, is_suppressed=value.isna())


def _kind_of(measure: str) -> str:
    if measure == "response_rate":
        return "rate"
    if is_score(measure):
        return "score"
    return "percent" if is_reported_positively(measure) else "reported"


def _refuse_fractions_of_hundred(rows: pd.DataFrame, found: Found) -> None:
    """The detailed spreadsheets run to 100; one saved with other units would be off by 100."""
    given = rows["of_hundred"].dropna()
    if len(given) > 20 and bool((given <= 1).all()):
        raise refused(
            "percent_two_readings",
            "The percentages on this sheet all lie between 0 and 1, but the detailed spreadsheets "
            "give them from 0 to 100. Drop the file as it was published.",
            found.sheet,
        )


CHECKS = (
    Check(
        "question_not_known",
        lambda rows: rows["measure"].isna(),
        'we found "{question}". The {release} survey has no such question or score.',
        "question",
    ),
)


def unfold(rows: pd.DataFrame) -> pd.DataFrame:
    """The lines as they stand, and where all answers are given the favourable ones together.

    From "agree" 36.20 and "strongly agree" 9.19 of a hundred the percentage 45.39 is made, that the
    benchmark workbook gives; withheld where either is.
    """
    options = {measure: favourable_options(measure) for measure in rows["measure"].unique()}
    pairs = [measure for measure, codes in options.items() if codes]
    answers = rows[(rows["value_kind"] == "share") & rows["measure"].isin(pairs)]
    if answers.empty:
        return rows
    agree, strongly = (answers[answers["option_code"] == code] for code in (4, 5))
    line = ["org_id", "period", "measure", "weighting", "release"]
    # Each line keeps the row it stands in, by its index.
    made = strongly.reset_index().merge(agree[[*line, "value"]], on=line, suffixes=("", "_agree"))
    value = (made["value"] + made["value_agree"]).round(10)
    made = made.assign(
        value=value, is_suppressed=value.isna(), value_kind="percent", option_code=None
    ).set_index("index")
    return pd.concat([rows, made[rows.columns]])


def doubts(lines: pd.DataFrame) -> list[str]:
    """Scores of an organisation that are not the mean of their sub-scores, in sentences."""
    scores = lines[lines["value_kind"] == "score"]
    of_one = ["org_id", "period", "weighting"]
    wide = scores.pivot_table(index=of_one, columns="measure", values="value", aggfunc="first")
    tolerance = np.full(len(wide), ROUNDING)
    index = wide.index.to_list()
    found = []
    for place, measure, value, mean, parts in not_made_of_their_parts(wide, tolerance):
        org, period, _ = index[place]
        found.append(
            f"{measure} of {period} is {value:.2f} for {org}, but its sub-scores "
            f"({', '.join(parts)}) make {mean:.2f}. Compare them with the published file."
        )
    return found


def of_one_edition(sheets: Sequence[Found]) -> None:
    """All sheets of the workbook are one edition, the newest year on any of them."""
    newest = max(clean(cell) for found in sheets for cell in found.cells["release"].distinct)
    for found in sheets:
        found.cells["release"] = found.cells["release"].changed(lambda _: newest)
    say_where_we_are(sheets)


def say_where_we_are(sheets: Sequence[Found]) -> None:
    """Tell the uploader where no row is our own: without it the trust's line and its peers fail."""
    ours = settings().organisation_code
    codes = {clean(cell) for found in sheets for cell in found.cells["org_id"].distinct}
    if ours not in codes:
        sheets[0].problems.append(
            Problem(
                "own_organisation_missing",
                "warn",
                f'No row has this trust\'s own code, "{ours}". Its results and its peers are taken '
                "from that row. If the code is wrong, put it right in trust.toml.",
            )
        )
