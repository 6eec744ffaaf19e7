"""How do events arrive: what happened to the trust or a directorate, and when?

A date that was fixed before anybody saw the results can carry a before-and-after comparison; one
chosen afterwards cannot. So a row may say when its date was agreed, and in which role by whom.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import choice, directorate_or_trust, text
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead

KINDS: dict[str, tuple[str, ...]] = {
    "programme": (
        "improvement programme", "culture programme", "training programme", "project",
    ),
    "readiness work": (
        "readiness", "cultural readiness", "culture readiness", "preparation", "readiness event",
    ),
    "restructure": (
        "restructuring", "reorganisation", "reorganization", "merger", "merged", "split", "move",
    ),
    "question change": (
        "question reworded", "survey change", "wording change", "reworded question",
    ),
    "leadership change": (
        "new director", "new leader", "new manager", "leadership", "change of leadership",
    ),
    "other": (),
}  # fmt: skip
_ASK_KIND = f"Write one of: {', '.join(KINDS)}."

_COLUMNS = (
    Column(
        "began_on",
        ("began_on", "Date", "Happened on", "Date of event", "Began", "Start date", "From"),
        date_uk,
        required=True,
        may_be_empty=False,
        ask="Write the day it happened or began.",
        means="when it happened or began",
        example="01/09/2026",
    ),
    Column(
        "ended_on",
        ("ended_on", "Ended", "End date", "To", "Until"),
        date_uk,
        means="when it ended; empty for a single day, or if it goes on",
    ),
    Column(
        "kind",
        ("kind", "Kind of event", "Event type", "Type of event"),
        choice("kind of event", KINDS, _ASK_KIND),
        required=True,
        may_be_empty=False,
        ask=_ASK_KIND,
        means="what kind of event it was",
        example="programme",
        choices=tuple(KINDS),
    ),
    Column(
        "title",
        ("title", "Event", "What happened", "Description"),
        text,
        required=True,
        may_be_empty=False,
        ask="Say in a few words what happened.",
        means="what happened, in at most 26 characters to stand whole on a chart",
        example="An example event",
    ),
    Column(
        "directorate",
        ("directorate", "Care group", "Area"),
        directorate_or_trust,
        means="where it happened; empty for the whole trust",
        example="Emergency",
    ),
    Column(
        "agreed_on",
        ("agreed_on", "Date agreed", "Agreed", "Fixed on"),
        date_uk,
        means="when this date was fixed, best before any result was seen",
        example="15/06/2026",
    ),
    Column(
        "agreed_by",
        ("agreed_by", "Agreed by (role)", "Who agreed"),
        text,
        means="in which role somebody agreed the date; no names",
        example="Example role",
    ),
)


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows


def _began_on(rows: pd.DataFrame, _found: Found) -> pd.Series[Any]:
    return rows["began_on"]


LAYOUTS = (
    Layout(
        "event",
        "events",
        "a list of events",
        _COLUMNS,
        _complete,
        ("title", "directorate", "began_on"),
        "same event, directorate and day",
        day=_began_on,
        checks=(
            not_far_ahead("began_on"),
            Check(
                "ends_before_it_begins",
                lambda rows: rows["ended_on"] < rows["began_on"],
                "ends before it begins. Put right one of the dates.",
                "ended_on",
            ),
        ),
    ),
)
