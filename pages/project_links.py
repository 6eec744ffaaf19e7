"""Which objectives have no work, which work has no objective, and who works with whom?"""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from metrics.similar_projects import Alike, similar_projects
from pages.literal import literal
from pages.parts import key, open_numbers
from pages.plain_table import plain_table
from pages.project_numbers import Numbers
from pages.visit import Visit
from pages.words import counted, listed, number_in_words, sentence_case
from warehouse.snapshot import Snapshot, projects

PAIRS = 8
GROUPS = 8


def objectives_served(visit: Visit, name: str, found: Numbers) -> None:
    """Every objective in force with its live projects; then the work that serves none."""
    held = found.objectives
    idle = list(held.loc[held["live_projects"] == 0, "objective"])
    if held.empty:
        st.markdown("### Objectives")
        key("No list of objectives that hold today has been published, so none can be told apart.")
    else:
        st.markdown(f"### {literal(without_work(idle))}")
        key("Objectives in force today, with the live projects of the trust that name them.")
        plain_table(
            ("Objective", "Whose", "Live projects"),
            [
                (one["objective"], one["directorate"] or "Trust", f"{one['live_projects']:,}")
                for one in held.to_dict("records")
            ],
            (48, 30, 22),
            "Objectives in force and the live projects that serve each",
            numbers=(2,),
        )
    st.markdown(literal(without_objective(found)))
    shown = "objective_coverage" if not name else "aligned_projects"
    visit.link("indicator", "How this is counted", indicator=shown, area=name or "trust")


def without_work(idle: list[str]) -> str:
    """'Two objectives have no live work: Care without paper and …'."""
    if not idle:
        return "Every objective has live work"
    many = counted(len(idle), "objective has", "objectives have")
    return f"{sentence_case(many)} no live work: {listed(idle)}"


def without_objective(found: Numbers) -> str:
    """'81 of 250 live projects name no objective; three name one that is on no list.'"""
    counts = found.counts
    if not counts.live:
        return "No project is live."
    said = (
        f"{sentence_case(number_in_words(counts.without_objective))} of "
        f"{counted(counts.live, 'live project')} "
        f"{'names' if counts.without_objective == 1 else 'name'} no objective"
    )
    if counts.not_listed:
        many = number_in_words(counts.not_listed)
        said += f"; {many} {'names' if counts.not_listed == 1 else 'name'} one that is not in force"
    return f"{said}."


def work_together(visit: Visit, snapshot: Snapshot, name: str, found: Numbers) -> None:
    """Pairs of directorates with shared live projects; for the team, projects with similar titles.

    A lead sees no pairs of the whole trust: they are other directorates' names.
    """
    if not (name or visit.scope.sees_whole_trust):
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _pairs(name, found.together)
        open_numbers(visit, ["across_directorates"], area=name or "trust")
    if visit.scope.sees_all_projects:
        with right:
            _similar(name, alike(snapshot.version, visit.scope, snapshot))
            open_numbers(visit, ["register_filled"], "The register behind it", area=name or "trust")


def _pairs(name: str, together: DataFrame) -> None:
    st.markdown("### Who works with whom")
    own = together.loc[together["directorate"] == name] if name else _once(together)
    if own.empty:
        key("No live project on the register names a second directorate.")
        return
    unnamed = own.loc[own["with_directorate"] == ""]
    if len(unnamed):
        key(f"{literal(name)} shares live projects with {counted(len(own), 'other directorate')}.")
        return
    key("Live projects in which both take part, as the register names them; closest first.")
    plain_table(
        ("Directorate", "Works with", "Live projects"),
        [
            (one["directorate"], one["with_directorate"], f"{one['projects']:,}")
            for one in own.head(PAIRS).to_dict("records")
        ],
        (40, 40, 20),
        "Pairs of directorates with shared live projects",
        numbers=(2,),
    )
    if len(own) > PAIRS:
        key(f"{sentence_case(counted(len(own) - PAIRS, 'more pair'))} with fewer.")


def _once(together: DataFrame) -> DataFrame:
    """Each pair one way round."""
    return together.loc[together["directorate"] < together["with_directorate"]]


@st.cache_resource(max_entries=8, show_spinner=False)
def alike(version: str, scope: Scope, _snapshot: Snapshot) -> list[Alike]:
    """Projects with similar titles, compared once for a version."""
    del version
    return similar_projects(projects(_snapshot, scope))


def _similar(name: str, groups: list[Alike]) -> None:
    st.markdown("### Similar projects")
    own = [group for group in groups if not name or name in group.directorates]
    if not own:
        key("No two directorates have projects with nearly the same title.")
        return
    key(
        "Titles that are nearly the same words, in different directorates. Do they know each other?"
    )
    plain_table(
        ("One of the titles", "Projects", "Directorates"),
        [
            (group.titles[0], f"{len(group.titles):,}", listed(group.directorates))
            for group in own[:GROUPS]
        ],
        (44, 14, 42),
        "Projects with similar titles in different directorates",
        numbers=(1,),
    )
