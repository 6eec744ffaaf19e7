"""Is the culture ready for improvement: which component holds whom back, and how sure is that?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from access.scope import Scope
from charts.palette import PALETTES, PaletteName
from metrics import change_readiness
from metrics.composite import place_of_level
from metrics.finding import Finding
from metrics.stories import (
    readiness_in_one_sentence,
    registers_in_words,
    verdict_in_words,
    views_compared,
)
from pages.literal import literal
from pages.parts import foot, header, key, nothing_yet, open_numbers
from pages.readiness_groundwork import show_groundwork
from pages.readiness_numbers import HEALTH, Numbers, numbers
from pages.readiness_parts import SHORT, show_certainty, show_holding_back, show_parts
from pages.readiness_perception import show_perception
from pages.readiness_pictures import show_components, show_directorates
from pages.readiness_what_if import show_what_if
from pages.visit import Visit
from warehouse.snapshot import Snapshot

LENS = {"NHS IMPACT": "readiness", "Three Es": "three_e"}


def show(visit: Visit) -> None:
    """Draw the profile through the lens that the address names."""
    title = "Culture readiness"
    if visit.snapshot is None or visit.snapshot.about.last_wave is None:
        nothing_yet(visit, title, "no staff survey has been published.")
        return
    top = st.container()
    # Not a segmented control: its chosen words stand at 3.2 to 1 on the dark page.
    lens = st.radio(
        "Lens",
        list(LENS),
        horizontal=True,
        key="lens",
        bind="query-params",
        label_visibility="collapsed",
    )
    version, scope = visit.snapshot.version, visit.scope
    composite = LENS[str(lens)]
    found = numbers(version, scope, composite, visit.snapshot.about.last_wave, visit.snapshot)
    index = found.index
    if index is None or not index.is_shown:
        with top:
            header(visit, title)
            st.markdown("## Nothing to show yet: too little of what it is made of is published.")
        if index is not None:
            st.markdown(literal(index.sentence))
        show_groundwork(visit.snapshot, scope)
        return
    with top:
        header(visit, title)
        say_finding(visit, found, index)
    draw_body(visit, visit.snapshot, found, index)
    show_what_if(found)
    open_numbers(visit, [composite])
    foot(visit, [index.basis, f"goalposts {found.composite.version}"])


def say_finding(visit: Visit, found: Numbers, index: Finding) -> None:
    """What holds the trust back; then the verdict, and how the board sees it."""
    st.markdown(f"## {literal(readiness_in_one_sentence(index, found.pillars))}")
    own = found.own
    compared = views_compared(
        [(place_of_level(own[f.subject.id]), f) for f in found.pillars if f.subject.id in own]
    )
    said = " ".join(
        [f"{index.mark} {index.verdict.capitalize()}.", verdict_in_words(index), compared]
    )
    st.markdown(literal(said.strip()))
    stale = registers_in_words(found.registers)
    if stale:
        key(literal(stale))
        open_numbers(visit, [HEALTH])


def draw_body(visit: Visit, snapshot: Snapshot, found: Numbers, index: Finding) -> None:
    """All below the lens, each part with the way to its numbers."""
    scope, composite, palette = visit.scope, found.composite, visit.palette_name
    short = {name: SHORT[name].replace("\u00ad", "") for name in found.names}
    kept = (snapshot.version, scope, composite.id, palette)
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        show_components(visit, snapshot.version, found)
        open_numbers(visit, short)
    with right:
        replayed(*kept, "certainty", partial(show_certainty, snapshot, scope, composite, index))
        open_numbers(visit, [composite.id])
    if found.own:
        replayed(*kept, "perception", partial(show_perception, found))
        open_numbers(visit, [one.subject.id for one in found.staff.values()])
    if found.by_directorate:
        left, right = st.columns([1.25, 1], gap="medium")
        with left:
            groups = {"Trust": found.trust, **found.by_directorate}
            draw_table = partial(show_holding_back, groups, found.names, PALETTES[palette])
            replayed(*kept, "holding back", draw_table)
            open_numbers(visit, short)
        with right:
            show_directorates(visit, snapshot.version, found, index)
            open_numbers(visit, [composite.id])
    replayed(*kept, "groundwork", partial(show_groundwork, snapshot, scope))
    open_numbers(visit, [one.id for one in change_readiness.DECLARED])
    with st.expander("How the trust’s number is made"):
        replayed(*kept, "parts", partial(show_parts, snapshot, scope, composite, index))
        open_numbers(visit, [part.indicator for part in composite.parts])


@st.cache_data(max_entries=256, show_spinner=False)
def replayed(
    version: str,
    scope: Scope,
    composite: str,
    palette: PaletteName,
    part: str,
    _draw: Callable[[], None],
) -> None:
    """A part of the page, replayed while nothing has changed: drawing all of them costs 60 ms."""
    del version, scope, composite, palette, part
    _draw()
