"""How do improvement project registers arrive, and what stage is a project at?"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from data_loaders.as_at import day_above
from data_loaders.dates import date_uk
from data_loaders.kinds import (
    band_name,
    choice,
    code,
    directorate_names,
    is_filled,
    lead_directorate,
    objective_name,
    one_of,
    staff_group_name,
    text,
    yes_or_no,
)
from data_loaders.layouts import Check, Column, Found, Layout, not_far_ahead
from data_loaders.numbers import count

# Words of a status and the stage they mean; the first that stands in it counts, so "Closed –
# complete" is completed and "Closed, abandoned" is stopped.
_STAGES = (
    ("stopped", r"\bstop|abandon|withdrawn|cancel|discontinu|rejected|not proceeding"),
    ("paused", r"pause|on hold|suspend|deferred|dormant"),
    (
        "idea",
        r"not (yet )?started|\bidea|propos|planning|planned|scoping|\bregistered|awaiting|\bnew\b",
    ),
    ("sustained", r"sustain|embedded|business as usual|\bbau\b|spread"),
    ("completed", r"\bcomplete|\bclosed|\bfinished|\bdone\b|\bended"),
    ("improvement", r"improv|implement|rolling out|roll-?out"),
    (
        "testing",
        r"\btest(ing|ed|s)?\b|pdsa|ongoing|in progress|\bactive|\blive\b|\bstarted|under ?way|\bopen\b",
    ),
)
STAGES = ("idea", "testing", "improvement", "sustained", "paused", "completed", "stopped")
# Somebody who writes these is not sure, or says that the next word is not so ("not completed" may
# be testing, paused or stopped), or means something finer than our stages: they are asked.
_HEDGED = re.compile(
    r"\?|\b(nearly|almost|sort of|kind of|part(ly|ially)?|mostly|largely|maybe|might|perhaps|possibly"
    r"|probably|hopefully|unsure|unclear|unknown|about to|due to|ready to|going to|to be|should"
    r"|will|soon|half|semi|some|tbc|tba|phase|stage|amber|red|green|rag|no|not|never|isn'?t|hasn'?t"
    r"|un(finished|completed|started|tested)|incomplete|in-?active)\b|\d ?%",
)
_NO_DOUBT = re.compile(r"not (yet )?started|not proceeding")
_ASK_STAGE = f"Write one of: {', '.join(STAGES)}."


def _one_stage(written: str) -> str | None:
    """The stage a text means; None where it hedges, or says two things that do not go together."""
    lower = written.lower()
    if _HEDGED.search(_NO_DOUBT.sub("", lower)):
        return None
    named = [stage for stage, words in _STAGES if re.search(words, lower)]
    if "completed" in named and "testing" in named:  # a test completed, or the project?
        return None
    return named[0] if named else None


stage = one_of("stage", STAGES, _one_stage, _ASK_STAGE)

_COLUMNS = (
    Column(
        "project_id",
        (
            "project_id",
            "Ref",
            "Project ref",
            "Reference",
            "Reference number",
            "Ref no.",
            "Project number",
            "Project no.",
            "ID",
            "Unique ID",
            "QI number",
            "QI ref",
            "QIP number",
        ),
        code,
        required=True,
        may_be_empty=False,
        ask="Write the project's number.",
        means="which project it is, by number",
        example="EXAMPLE-1",
    ),
    Column(
        "title",
        (
            "title",
            "Project name",
            "Project title",
            "Name of project",
            "Title of project",
            "Project",
        ),
        text,
        required=True,
        may_be_empty=False,
        ask="Write the project's title.",
        means="what the project is called",
        example="An example project",
    ),
    Column(
        "directorate",
        (
            "directorate",
            "Area",
            "Care group",
            "Lead directorate",
            "Directorate / care group",
            "Clinical group",
            "Business unit",
            "Division",
            "Department",
        ),
        lead_directorate,
        required=True,
        may_be_empty=False,
        ask="Write the directorate that leads.",
        means="which directorate leads",
        example="Emergency",
    ),
    Column(
        "lead_staff_group",
        (
            "lead_staff_group",
            "Staff group of lead",
            "Lead's staff group",
            "Professional group of lead",
            "Staff group",
            "Lead staff group",
            "Professional group",
            "Profession of lead",
            "Lead's profession",
        ),
        staff_group_name,
        means="which staff group the lead belongs to",
        example="Allied Health Professionals",
    ),
    Column(
        "started_on",
        (
            "start_date",
            "Began",
            "Start",
            "Started",
            "Started on",
            "Date started",
            "Date of start",
            "Date commenced",
            "Commenced",
            "Project start",
            "Project start date",
        ),
        date_uk,
        required=True,
        may_be_empty=False,
        ask="Write the day the project started.",
        means="when projects started",
        example="01/09/2026",
    ),
    Column(
        "status",
        (
            "status",
            "Stage",
            "Current status",
            "Current stage",
            "Project status",
            "Project stage",
            "RAG / status",
        ),
        stage,
        required=True,
        may_be_empty=False,
        ask=_ASK_STAGE,
        means="what stage projects are at",
        example="testing",
        choices=STAGES,
    ),
    Column(
        "other_directorates",
        ("other_directorates", "Also involves", "Other areas"),
        directorate_names,
        means="which other directorates take part, with ; between them",
    ),
    Column(
        "lead_band",
        ("lead_band", "Band of lead", "Lead's band"),
        band_name,
        means="which pay band the lead has",
    ),
    Column(
        "ended_on",
        ("end_date", "Ended", "Date closed", "Closed", "Finished"),
        date_uk,
        means="when the project ended",
    ),
    Column(
        "project_type",
        ("project_type", "Type"),
        choice(
            "project type",
            {
                "QI": ("quality improvement", "improvement", "QI project"),
                "audit": ("clinical audit", "re-audit"),
                "service evaluation": ("evaluation",),
            },
            "Write QI, audit or service evaluation.",
        ),
        means="whether it is QI, an audit or a service evaluation",
        choices=("QI", "audit", "service evaluation"),
    ),
    Column(
        "idea_source",
        ("idea_source", "Source of idea", "Whose idea"),
        choice(
            "source of the idea",
            {
                "frontline": ("staff", "team", "frontline staff", "front line"),
                "patient": (
                    "patients",
                    "service user",
                    "service users",
                    "patient or carer",
                    "complaint",
                ),
                "leader": ("leadership", "manager", "senior leader"),
                "incident": ("incidents", "risk", "PSII"),
                "audit": ("clinical audit",),
                "mandated": ("mandate", "national", "CQC", "contract", "CQUIN"),
            },
            "Write frontline, patient, leader, incident, audit or mandated.",
        ),
        means="where the idea came from",
        choices=("frontline", "patient", "leader", "incident", "audit", "mandated"),
    ),
    Column(
        "objective",
        ("objective", "true_north", "Strategic objective", "Linked objective"),
        objective_name,
        means="which of the trust's objectives it serves",
    ),
    Column(
        "has_coach",
        ("coach", "QI coach", "Coach name", "Has coach"),
        is_filled,
        means="who coaches it, or Y; only whether is kept",
    ),
    Column(
        "outcome_measures",
        ("outcome_measures", "measures_count", "No. of measures"),
        count,
        means="how many outcome measures it has",
    ),
    Column(
        "process_measures", ("process_measures",), count, means="how many process measures it has"
    ),
    Column(
        "balancing_measures",
        ("balancing_measures",),
        count,
        means="how many balancing measures it has",
    ),
    Column(
        "has_numeric_aim",
        ("aim_numeric", "Numeric aim", "SMART aim"),
        yes_or_no,
        means="whether its aim has a number (Y or N)",
        choices=("Y", "N"),
    ),
    Column(
        "involvement",
        ("service_user_involvement", "Patient involvement", "Involvement"),
        choice(
            "involvement",
            {
                "none": ("no", "n"),
                "informed": (),
                "consulted": ("yes", "y"),
                "co-designed": ("codesigned", "co-design"),
                "co-led": ("coled", "co-production", "coproduced", "co-produced"),
            },
            "Write none, informed, consulted, co-designed or co-led.",
        ),
        means="how patients are involved",
        choices=("none", "informed", "consulted", "co-designed", "co-led"),
    ),
    Column(
        "first_test_on",
        ("first_test_date", "First test", "Date of first test"),
        date_uk,
        means="when a change was first tested",
    ),
    Column(
        "updated_on",
        ("updated_on", "latest_progress_date", "Last updated", "Latest update", "Updated"),
        date_uk,
        means="when its row was last brought up to date",
    ),
    Column(
        "case_study_on",
        ("case_study_date", "Case study"),
        date_uk,
        means="when its case study was shared",
    ),
    Column(
        "gains_checked_on",
        ("sustained_check_date", "Sustainability check"),
        date_uk,
        means="when somebody looked whether the gain lasted",
    ),
    Column(
        "gains_held",
        ("gains_held", "Gains sustained"),
        yes_or_no,
        means="whether the gain lasted (Y or N)",
        choices=("Y", "N"),
    ),
)

_DATES = (
    "started_on",
    "ended_on",
    "first_test_on",
    "updated_on",
    "case_study_on",
    "gains_checked_on",
)


def _complete(rows: pd.DataFrame, found: Found) -> pd.DataFrame:
    if "has_coach" in found.cells:  # an empty cell under the heading says that nobody coaches
        rows["has_coach"] = rows["has_coach"].fillna(False)
    others = rows[["other_than_lead", "other_directorates"]]
    rows["other_directorates"] = (
        others["other_than_lead"]
        .str.cat(others["other_directorates"], sep="; ")
        .fillna(others["other_than_lead"])
        .fillna(others["other_directorates"])
    )
    return rows.assign(register_on=_register_on(rows, found))


def _register_on(rows: pd.DataFrame, found: Found) -> pd.Series[Any]:
    """The day the register describes: as its title says, else the latest day in it."""
    latest = rows[list(_DATES)].max().max()
    day = day_above(found.title) or (None if pd.isna(latest) else latest)
    return pd.Series(day, index=rows.index, dtype="datetime64[s]")


LAYOUTS = (
    Layout(
        "project_register",
        "register",
        "a project register",
        _COLUMNS,
        _complete,
        ("project_id",),
        "same project",
        day=_register_on,
        checks=(
            not_far_ahead("started_on"),
            Check(
                "ends_before_it_begins",
                lambda rows: rows["ended_on"] < rows["started_on"],
                "the project ends before it begins. Put right one of the dates.",
                "ended_on",
            ),
        ),
    ),
)
