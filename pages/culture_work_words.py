"""How is it said what came after culture work? Two developments side by side, never a cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pandas import DataFrame, isna

from metrics.culture_work import YEARLY
from metrics.finding import subject
from metrics.periods import day_in_words

SAID = {
    "more": "more than elsewhere",
    "less": "less than elsewhere",
    "no clear difference": "no clear difference",
}


def finding(after: DataFrame) -> str:
    """The newest piece of work with a clear difference; else that there is none, or no answer yet."""
    known = after.loc[after["said"] != ""].sort_values("began_on", ascending=False, kind="stable")
    if known.empty:
        return (
            "No culture work has a survey after it that can be set beside the other directorates."
        )
    clear = known.loc[known["said"] != "no clear difference"]
    if clear.empty:
        return "After culture work no score changed clearly more, or less, than elsewhere."
    newest = clear.loc[clear["began_on"] == clear["began_on"].iloc[0]].to_dict("records")
    row = min(newest, key=lambda one: YEARLY.index(one["indicator"]))
    title = subject(row["indicator"]).title
    return (
        f"{title} in {row['directorate']} changed by {change_in_words(row, 'own')} after "
        f"{row['title']}, elsewhere by {change_in_words(row, 'elsewhere')}."
    )


def when(event: Mapping[str, Any]) -> str:
    """When the work was, and whether its date was fixed before anybody could know what came after."""
    began = day_in_words(event["began_on"])
    until = "" if isna(event["ended_on"]) else f" to {day_in_words(event['ended_on'])}"
    said = f"{event['kind'].capitalize()}, {began}{until}."
    if isna(event["agreed_on"]):
        return f"{said} Nobody wrote down when this date was agreed: read it as a description only."
    agreed = day_in_words(event["agreed_on"])
    if event["agreed_on"] > event["began_on"]:
        return f"{said} Its date was agreed afterwards, on {agreed}: read it as a description only."
    return f"{said} Its date was agreed beforehand, on {agreed}."


def change_in_words(row: Mapping[str, Any], column: str) -> str:
    return subject(str(row["indicator"])).step(row[column])


def difference_in_words(row: Mapping[str, Any]) -> str:
    """'+0.71 (+0.37 to +1.05): more than elsewhere'."""
    of = subject(str(row["indicator"]))
    low, high = of.step(row["lower"]), of.step(row["upper"])
    return f"{change_in_words(row, 'difference')} ({low} to {high}): {SAID[row['said']]}"


def signed(value: float, decimals: int) -> str:
    return f"{value:+.{decimals}f}".replace("-", "−")


def interval(row: Mapping[str, Any], of: str, decimals: int) -> str:
    """'+0.12 to +0.55', of a step or a bend."""
    return f"{signed(row[f'{of}_lower'], decimals)} to {signed(row[f'{of}_upper'], decimals)}"


def picture_in_words(row: Mapping[str, Any]) -> str:
    """'Involvement: Care of Older People changed by +0.74, elsewhere by +0.03 on average.'"""
    return (
        f"{subject(str(row['indicator'])).title}: {row['directorate']} changed by "
        f"{change_in_words(row, 'own')}, elsewhere by {change_in_words(row, 'elsewhere')} on average."
    )
