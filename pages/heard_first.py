"""What should a board hear first? Up to five findings, each with the way to its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.scope import Scope
from metrics.finding import Finding
from metrics.first_heard import heard_first
from pages.literal import literal
from pages.parts import COLOUR_OF, key
from pages.visit import Visit
from settings import settings
from warehouse.snapshot import Snapshot, directorates, moved


def say_first(visit: Visit, snapshot: Snapshot) -> None:
    """The findings in order, for who sees the whole trust; or that nothing clearly moved."""
    if not visit.scope.sees_whole_trust:
        return
    found = first(snapshot.version, visit.scope, snapshot)
    st.markdown("### To hear first")
    if not found:
        st.markdown("Nothing clearly improved or got worse by its own test.")
        return
    key("By size, certainty and how many staff it concerns; only what moved by its own test.")
    for one in found:
        lead = f"**:{COLOUR_OF[one.verdict]}[{one.mark}]**"
        with st.container(gap="xxsmall"):
            st.markdown(f"{lead} {literal(one.sentence)}")
            area = {} if one.group == "Trust" else {"area": one.group}
            visit.link("indicator", one.subject.title, indicator=one.subject.id, **area)


@st.cache_resource(max_entries=64, show_spinner=False)
def first(version: str, scope: Scope, _snapshot: Snapshot) -> Sequence[Finding]:
    """The findings, ranked once for each version and scope."""
    del version
    about = _snapshot.about
    periods = tuple(one for one in (about.last_wave, about.last_month) if one)
    held = directorates(_snapshot, scope)
    staff = dict(zip(held["directorate"], held["headcount"].fillna(0.0), strict=True))
    ranked = heard_first(moved(_snapshot, scope, periods), staff, settings())
    return [one.finding for one in ranked]
