"""What is a directorate improving, and which of its projects need their lead?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.figure import Picture
from charts.palette import PALETTES, PaletteName
from charts.project_lanes import Lane, project_lanes
from metrics.finding import findings
from metrics.nudges import NEEDS_IN_WORDS, STAGES, nudge
from metrics.periods import day_in_words
from pages.literal import literal
from pages.parts import draw, key, open_numbers
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted, sentence_case
from warehouse.snapshot import Snapshot, projects, values_of

FIRST = 4  # needs shown before the rest is folded away
COUNTED = ("register_health", "pdsa_cadence", "with_measures")


def show_projects(visit: Visit, snapshot: Snapshot, name: str) -> None:
    """Projects by stage with a to-do list, or counts for those who may not see them singly."""
    scope = visit.scope
    if not (scope.sees_all_projects or name in scope.project_directorates):
        show_counts(snapshot.version, scope, name, snapshot)
        open_numbers(visit, ("projects_started", *COUNTED), area=name)
        return
    held = projects(snapshot, scope)
    own = held.loc[held["directorate"] == name]
    live = own.loc[own["status"].isin(STAGES) & own["ended_on"].isna()]
    if own.empty:
        st.markdown("### No projects on the register")
        st.markdown("If there are some, tell the improvement team.")
        return
    needy = live.loc[live["needs"] != ""]
    st.markdown(f"### {heading(len(live), len(needy))}")
    ended = int(own["status"].eq("completed").sum())
    on = snapshot.about.register_on
    as_at = f", {day_in_words(on)}" if on else ""
    finished = (
        f" {sentence_case(counted(ended, 'more is', 'more are'))} completed." if ended else ""
    )
    key(f"Each mark is one live project on the register{as_at}; ▼ needs its lead.{finished}")
    lanes = tuple(
        Lane(stage.capitalize(), tuple(live.loc[live["status"] == stage, "needs"]))
        for stage in STAGES
    )
    draw(
        lanes_drawn(snapshot.version, scope, name, visit.palette_name, _lanes=lanes),
        "project_lanes",
    )
    open_numbers(visit, ("register_health", "projects_started"), area=name)
    to_do(needy, snapshot)


def heading(live: int, needy: int) -> str:
    """'Twelve projects; four need you'."""
    many = sentence_case(counted(live, "live project"))
    if not needy:
        return f"{many}; none needs you"
    return f"{many}; {counted(needy, 'needs you', 'need you')}"


@st.cache_resource(max_entries=64, show_spinner=False)
def lanes_drawn(
    version: str, scope: Scope, name: str, palette_name: PaletteName, _lanes: tuple[Lane, ...]
) -> Picture:
    """The picture of the lanes, drawn once for each version, scope, directorate and palette."""
    return project_lanes(_lanes, NEEDS_IN_WORDS, PALETTES[palette_name])


def to_do(needy: DataFrame, snapshot: Snapshot) -> None:
    """A line for each project that needs its lead: title, reason, and a message to copy."""
    lines = list(needy.to_dict("records"))
    for line in lines[:FIRST]:
        one_to_do(line, snapshot)
    if lines[FIRST:]:
        with st.expander(
            sentence_case(counted(len(lines) - FIRST, "more need you", "more need you"))
        ):
            for line in lines[FIRST:]:
                one_to_do(line, snapshot)


def one_to_do(project: dict[str, Any], snapshot: Snapshot) -> None:
    """What one project needs, with the words that ask for it."""
    updated, cycle = project["updated_on"], project["last_cycle_on"]
    asked = nudge(
        project["project_id"],
        project["title"],
        project["status"],
        project["needs"],
        None if pd.isna(updated) else updated,
        project["started_on"] if pd.isna(cycle) else cycle,
        snapshot.about.register_on or snapshot.about.published_at.date(),
    )
    with st.container(
        horizontal=True,
        wrap=False,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.markdown(f"**{literal(asked.title)}**  \n:small[:gray[{literal(asked.reason)}]]")
        with st.popover(asked.ask, key=f"ask_{project['project_id']}"):
            st.markdown("A message to copy:")
            st.code(asked.text, language=None, wrap_lines=True)


@st.cache_data(max_entries=64, show_spinner=False)
def show_counts(version: str, scope: Scope, name: str, _snapshot: Snapshot) -> None:
    """What the register says in numbers, without naming a project."""
    del version
    rows = values_of(_snapshot, scope, (*COUNTED, "projects_started"), "directorate")
    own = rows.loc[rows["directorate"] == name]
    st.markdown("### Projects in numbers")
    started = own.loc[own["indicator"] == "projects_started"].tail(12)
    newest = own.loc[own["indicator"].isin(COUNTED) & (own["period"] == _snapshot.about.last_month)]
    if newest.empty:
        st.markdown("No projects on the register for this directorate.")
    else:
        said = {finding.subject.title: finding.value_in_words for finding in findings(newest)}
        live = newest.loc[newest["indicator"] == "register_health", "n"]
        counts = {"Live projects": f"{live.iloc[0]:,.0f}"} if len(live) else {}
        if len(started):
            counts["Projects started in 12 months"] = f"{started['value'].sum():,.0f}"
        counts |= said
        lines = list(counts.items())
        plain_table(
            ("On the register", "Now"), lines, (76, 24), f"Projects of {name} in numbers", (1,)
        )
    st.markdown("Projects one by one are for the directorate and the improvement team.")
