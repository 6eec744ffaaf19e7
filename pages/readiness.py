"""Is the culture ready for improvement: which component holds whom back, and how sure is that?"""

from __future__ import annotations

import streamlit as st

from access.scope import Scope
from metrics.composite import composites, place_of_level
from metrics.finding import findings
from metrics.stories import readiness_in_one_sentence, verdict_in_words, views_compared
from pages.parts import foot, header, literal, nothing_yet
from pages.readiness_parts import show_certainty, show_parts
from pages.readiness_pictures import show_components, show_directorates
from pages.visit import Visit
from warehouse.snapshot import Snapshot, self_assessed, values_of

LENS = {"NHS IMPACT": "readiness", "Three Es": "three_e"}
ASSESSED = "readiness"  # the composite whose pillars the trust assesses itself
ASSESSOR = "Board"


def show(visit: Visit) -> None:
    """Draw the profile through the lens that the address names."""
    title = "Culture readiness"
    if visit.snapshot is None or visit.snapshot.about.last_wave is None:
        nothing_yet(visit, title, "no staff survey has been published.")
        return
    wave = visit.snapshot.about.last_wave
    top = st.container()
    lens = st.segmented_control(
        "Lens",
        list(LENS),
        default="NHS IMPACT",
        required=True,
        key="lens",
        bind="query-params",
        label_visibility="collapsed",
    )
    composite = composites()[LENS[str(lens)]]
    names = (composite.id, *(f"{composite.id}.{pillar.id}" for pillar in composite.pillars))
    rows = values_of(visit.snapshot, visit.scope, names)
    rows = rows.loc[rows["period"] == wave]
    trust = {f.subject.id: f for f in findings(rows.loc[rows["breakdown"] == "trust"])}
    index = trust.get(composite.id)
    if index is None or not index.is_shown:
        with top:
            header(visit, title)
            st.markdown("## Nothing to show yet: too little of what it is made of is published.")
        if index is not None:
            st.markdown(literal(index.sentence))
        return
    pillars = [trust[name] for name in names[1:]]
    own = own_levels(visit.snapshot, visit.scope) if composite.id == ASSESSED else {}
    with top:
        header(visit, title)
        st.markdown(f"## {literal(readiness_in_one_sentence(index, pillars))}")
        compared = views_compared(
            [(place_of_level(own[f.subject.id]), f) for f in pillars if f.subject.id in own]
        )
        said = " ".join(
            [f"{index.mark} {index.verdict.capitalize()}.", verdict_in_words(index), compared]
        )
        st.markdown(literal(said.strip()))
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        show_components(visit, visit.snapshot, composite, pillars, own)
    with right:
        show_certainty(visit, visit.snapshot, composite, index)
    show_directorates(visit, visit.snapshot, composite, rows, index, names)
    show_parts(visit, visit.snapshot, composite, wave)
    foot(visit, [index.basis, f"goalposts {composite.version}"])


def own_levels(snapshot: Snapshot, scope: Scope) -> dict[str, float]:
    """The board's newest own level of each component, by pillar."""
    held = self_assessed(snapshot, scope)
    board = held.loc[held["assessor_role"] == ASSESSOR]
    newest = board.loc[board["assessed_on"] == board["assessed_on"].max()]
    return {
        f"{ASSESSED}.{row['component']}": float(row["level"]) for row in newest.to_dict("records")
    }
