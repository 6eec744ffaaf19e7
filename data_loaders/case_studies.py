"""How do lists of case studies arrive?"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data_loaders.dates import date_uk
from data_loaders.kinds import code, directorate_or_trust, staff_group_name, text, web_address
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead

LONGEST_SUMMARY = 600  # characters: a summary, not the case study itself

_COLUMNS = (
    Column(
        "case_study_id",
        ("case_study_id", "Case study number", "Case study no", "Case study ref", "Ref", "ID"),
        code,
        means="which case study it is, by number; its title if it has none",
        example="EXAMPLE-1",
    ),
    Column(
        "title",
        ("title", "Case study", "Case study title", "Name of case study"),
        text,
        required=True,
        may_be_empty=False,
        ask="Write the title of the case study.",
        means="what the case study is called",
        example="An example case study",
    ),
    Column(
        "directorate",
        ("directorate", "Care group", "Area", "Division", "Department"),
        directorate_or_trust,
        required=True,
        means="which directorate shared it; empty for the whole trust",
        example="Emergency",
    ),
    Column(
        "published_on",
        ("published_on", "Date published", "Published", "Date shared", "Shared on", "Shared"),
        date_uk,
        required=True,
        may_be_empty=False,
        ask="Write the day it was shared.",
        means="when the case study was shared",
        example="14/09/2026",
    ),
    Column(
        "project_id",
        ("project_id", "Project ref", "Project no", "Project number", "Project"),
        code,
        means="which project it tells of, by its number on the register",
    ),
    Column(
        "staff_group",
        ("staff_group", "Staff grp", "Occupational group", "Staff group of author"),
        staff_group_name,
        means="which staff group shared it",
        example="Allied Health Professionals",
    ),
    Column(
        "summary",
        ("summary", "In short", "Abstract", "What changed"),
        text,
        means=f"what changed, in at most {LONGEST_SUMMARY} characters; nobody's name",
    ),
    Column(
        "link",
        ("link", "Web address", "URL", "Where to find it"),
        web_address,
        means="where it can be read, from https:// on",
    ),
)


def _complete(rows: pd.DataFrame, _found: Found) -> pd.DataFrame:
    return rows.assign(case_study_id=rows["case_study_id"].fillna(rows["title"]))


def _published_on(rows: pd.DataFrame, _found: Found) -> pd.Series[Any]:
    return rows["published_on"]


LAYOUTS = (
    Layout(
        "case_study",
        "case-studies",
        "a list of case studies",
        _COLUMNS,
        _complete,
        ("case_study_id",),
        "same case study",
        day=_published_on,
        checks=(
            not_far_ahead("published_on"),
            Check(
                "summary_too_long",
                lambda rows: rows["summary"].str.len() > LONGEST_SUMMARY,
                f"longer than {LONGEST_SUMMARY} characters. Shorten it, and put the rest behind "
                "the link.",
                "summary",
            ),
        ),
    ),
)
