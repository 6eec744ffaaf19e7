"""Who has the skills to improve, who is passed by, and does training lead to doing?"""

from __future__ import annotations

import streamlit as st

from metrics import headlines
from pages.group_plots import draw_groups
from pages.literal import literal
from pages.parts import foot, header, nothing_yet, open_numbers, say
from pages.three_e import draw_register, not_collected
from pages.three_e_numbers import Register, short_title
from pages.training_areas import show_coaches, show_own
from pages.training_numbers import (
    ACTION,
    COACHED,
    COVERAGE,
    LEAVERS,
    OF_PEOPLE,
    RATIOS,
    REACH,
    RELEASE,
    REPRESENTATION,
    Numbers,
    numbers,
)
from pages.training_reach import show_reach
from pages.training_scenario import show_scenario
from pages.training_steps import show_depth, show_steps
from pages.visit import Visit

TITLE = "Training"
CARDS = (REACH, *RATIOS, *OF_PEOPLE)
COMPARED = (
    COVERAGE, REACH, RELEASE, COACHED, "trained_to_level_2", "band_reach", ACTION, *OF_PEOPLE,
)  # fmt: skip


def show(visit: Visit) -> None:
    """Draw the page; a lead's own area comes first."""
    if visit.snapshot is None:
        nothing_yet(visit, TITLE, "no training list has been published.")
        return
    version, scope, snapshot = visit.snapshot.version, visit.scope, visit.snapshot
    found = numbers(version, scope, snapshot)
    header(visit, TITLE)
    say_finding(visit, found)
    if visit.person.is_lead_only:
        show_own(visit, found)
    left, right = st.columns(2, gap="medium")
    with left:
        show_depth(visit, found)
    with right:
        show_steps(visit, found)
    show_reach(visit, version, found)
    open_numbers(visit, [REPRESENTATION] if found.by_staff_group or found.by_band else [])
    show_cards(visit, found)
    show_scenario(visit, found.coverage, found.trust.get(REACH), found.trust.get(LEAVERS))
    show_coaches(visit, found)
    held = [name for name in COMPARED if name in found.trust]
    if held:
        draw_groups(visit, held, snapshot)
    foot(visit, ["training attendance", "workforce", "project register"])


def say_finding(visit: Visit, found: Numbers) -> None:
    """How many are trained and who is passed by; then what moved, or what is needed to know."""
    spoken = [
        (short_title(found.trust[name]), found.trust[name])
        for name in (COVERAGE, REACH, *RATIOS, ACTION, RELEASE)
        if name in found.trust and found.trust[name].is_shown
    ]
    say(headlines.of_training(found.coverage, found.by_staff_group), spoken)
    if found.unknown_because:
        st.markdown(literal(found.unknown_because))
        visit.link("upload", "Upload")


def show_cards(visit: Visit, found: Numbers) -> None:
    """New people reached, non-clinical staff, lower bands; hours, starters, managers, leavers, coaches."""
    grid = st.grid(4, min_column_width=200, border=True)
    for name in CARDS:
        with grid.cell():
            if name in found.trust:
                draw_register(visit, Register(found.trust[name], ""))
            else:
                not_collected(name, found.missing)
