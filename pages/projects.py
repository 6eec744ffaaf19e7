"""What is the trust improving: at which stage, at what pace, for whose sake, and what is stuck?"""

from __future__ import annotations

import streamlit as st

from metrics.project_counts import headline
from pages.parts import choose, foot, header, no_such_page, nothing_yet, say
from pages.project_care import to_bring_up_to_date
from pages.project_links import objectives_served, work_together
from pages.project_numbers import Numbers, numbers
from pages.project_pictures import funnel, how_far, months_of, whose_idea
from pages.project_practice import practice
from pages.visit import Visit
from warehouse.snapshot import Snapshot, directorates

TITLE = "Projects"
TRUST = "trust"


def show(visit: Visit) -> None:
    """Draw the projects of the area that the address names; a lead's own is the usual one."""
    if visit.snapshot is None or visit.snapshot.about.register_on is None:
        nothing_yet(visit, TITLE, "no project register has been published.")
        return
    areas = areas_for(visit, visit.snapshot)
    if st.query_params.get("area", TRUST) not in areas:
        no_such_page(visit)
        return
    header(visit, TITLE)
    area = choose("Area", areas, "area", width=320)
    name = "" if area == TRUST else area
    found = numbers(visit.snapshot.version, visit.scope, name, visit.snapshot)
    say(headline(found.counts, found.started), found.verdicts)
    if not found.counts.on_the_register:
        st.markdown("If there are some, tell the improvement team.")
        return
    draw_all(visit, visit.snapshot, name, found)
    foot(visit, ["project register", "PDSA log", "progress scores", "list of objectives"])


def areas_for(visit: Visit, snapshot: Snapshot) -> dict[str, str]:
    """The areas this person may choose, by what the address calls them; the usual one first."""
    own = {name: name for name in directorates(snapshot, visit.scope)["directorate"]}
    whole = {TRUST: "Whole trust"}
    return {**own, **whole} if visit.person.is_lead_only else {**whole, **own}


def draw_all(visit: Visit, snapshot: Snapshot, name: str, found: Numbers) -> None:
    """The screen below its sentence."""
    left, right = st.columns(2, gap="medium")
    with left:
        funnel(visit, name, found)
    with right:
        months_of(visit, name, found)
    to_bring_up_to_date(visit, snapshot, name, found)
    left, right = st.columns(2, gap="medium")
    with left:
        whose_idea(visit, name, found)
    with right:
        objectives_served(visit, name, found)
    how_far(visit, name, found)
    practice(visit, snapshot, name, found)
    work_together(visit, snapshot, name, found)
    if name:
        visit.link("directorate", f"All of {name}", directorate=name)
