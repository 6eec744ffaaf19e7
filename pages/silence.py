"""Which areas can we not see, and what would mend it?"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from access.scope import Scope
from metrics.finding import Finding, findings
from metrics.silence import Unseen, of_one, of_the_trust, unseen
from pages.data_held import as_at, held_in
from pages.data_held_nil import told_nothing
from pages.literal import literal
from pages.plain_table import plain_table
from pages.visit import Visit
from warehouse.snapshot import Snapshot, coverage, directorates, values_of

_SCORE = "engagement"  # asked of everybody: where it is withheld, the survey is
_HEALTH = "register_health"  # of today's register only


def unseen_by(visit: Visit, snapshot: Snapshot) -> Mapping[str, tuple[Unseen, ...]]:
    """What cannot be seen of each directorate in scope today."""
    held = held_in(snapshot.version, visit.scope, snapshot, told_nothing(visit), as_at(visit))
    rows = coverage(snapshot, visit.scope)
    names = list(directorates(snapshot, visit.scope)["directorate"])
    survey, health = _newest(snapshot.version, visit.scope, snapshot)
    return unseen(held, rows, survey, health, names)


@st.cache_resource(max_entries=64, show_spinner=False)
def _newest(version: str, scope: Scope, _snapshot: Snapshot) -> tuple[list[Finding], list[Finding]]:
    """By directorate the newest survey's findings, and how well registers are kept; read once."""
    del version
    rows = values_of(_snapshot, scope, (_SCORE, _HEALTH), "directorate")
    survey = rows.loc[(rows["indicator"] == _SCORE) & (rows["period"] == _snapshot.about.last_wave)]
    return findings(survey), findings(rows.loc[rows["indicator"] == _HEALTH])


def say_unseen_here(visit: Visit, snapshot: Snapshot, directorate: str) -> None:
    """On a directorate's own page: the sentence, and what to do about each source."""
    here = unseen_by(visit, snapshot).get(directorate, ())
    st.markdown("### Can we see this area?")
    st.markdown(literal(of_one(directorate, here)))
    if here:
        st.markdown("\n".join(f"- {literal(one.to_do)}" for one in here))


def say_unseen(visit: Visit, snapshot: Snapshot) -> None:
    """For the whole trust: which directorates, and behind the sentence what of each."""
    if not visit.scope.sees_whole_trust:
        return
    found = unseen_by(visit, snapshot)
    among = len(directorates(snapshot, visit.scope))
    if not among:
        return
    st.markdown("### What we cannot see")
    st.markdown(literal(of_the_trust(dict(found), among)))
    if not found:
        return
    with st.expander("What is missing, old or hidden, and what to do"):
        plain_table(
            ("Directorate", "What", "What to do"),
            [
                (name if place == 0 else "", one.in_words, one.to_do)
                for name, some in found.items()
                for place, one in enumerate(some)
            ],
            (24, 32, 44),
            "Sources that are missing, old or hidden, by directorate",
        )
    visit.link("data_held", "What is held, month by month")
