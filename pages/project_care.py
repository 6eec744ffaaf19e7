"""Which live projects are out of date, and what may be sent to those who lead them?"""

from __future__ import annotations

from datetime import date

import streamlit as st

from metrics.completeness import Completeness
from metrics.nudges import register_nudge
from metrics.periods import day_in_words
from pages.data_held_register import kept
from pages.literal import literal
from pages.parts import key, open_numbers
from pages.plain_table import plain_table
from pages.project_numbers import Numbers
from pages.visit import Visit
from pages.words import counted, sentence_case
from settings import settings
from warehouse.snapshot import Snapshot

FIRST = 4  # directorates before the rest is folded away
NAMED = 3  # titles of each
KEPT = "register_health"


def to_bring_up_to_date(visit: Visit, snapshot: Snapshot, name: str, found: Numbers) -> None:
    """The stale projects by directorate with a message each; counts for who may not see them singly."""
    scope, limit = visit.scope, settings().stale_after_days
    if not (
        scope.sees_all_projects or scope.project_directorates.intersection({name} if name else ())
    ):
        _counts_only(name, found, limit)
        open_numbers(visit, [KEPT] if KEPT in found.newest else [], area=name or "trust")
        return
    parts = [
        part
        for part in kept(snapshot.version, scope, snapshot, limit)[1:]
        if part.stale and name in ("", part.directorate)
    ]
    stale = sum(len(part.stale) for part in parts)
    if not stale:
        st.markdown("### Every live project is up to date")
        return
    many = sentence_case(counted(stale, "live project is", "live projects are"))
    st.markdown(f"### {many} out of date")
    key(f"Not updated in the {limit} days before {day_in_words(_register_on(snapshot))}.")
    parts.sort(key=lambda part: (-len(part.stale), part.directorate))
    for part in parts[:FIRST]:
        _one(part, snapshot)
    if parts[FIRST:]:
        with st.expander(sentence_case(counted(len(parts) - FIRST, "more directorate"))):
            for part in parts[FIRST:]:
                _one(part, snapshot)
    open_numbers(visit, [KEPT], area=name or "trust")


def _one(part: Completeness, snapshot: Snapshot) -> None:
    more = len(part.stale) - NAMED
    titles = "; ".join(title for _, title in part.stale[:NAMED])
    said = f"{titles}; and {more} more" if more > 0 else titles
    with st.container(
        horizontal=True,
        wrap=False,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.markdown(
            f"**{literal(part.directorate)}**, {len(part.stale)} of {part.updated.of}  \n"
            f":small[:gray[{literal(said)}]]"
        )
        if not part.can_be_nudged:
            return
        with st.popover("Message", key=f"message_{part.directorate}"):
            st.markdown("A message to copy:")
            st.code(register_nudge(part, _register_on(snapshot)), language=None, wrap_lines=True)


def _counts_only(name: str, found: Numbers, limit: int) -> None:
    own = found.newest.get(KEPT)
    if own is None:
        st.markdown("### Nobody says when the register was last updated")
        return
    st.markdown(f"### {literal(own.value_in_words)} of live projects are kept up to date")
    key(f"Updated in the {limit} days before the register's date. {literal(own.reason)}")
    if name:
        return
    with st.expander("By directorate"):
        plain_table(
            ("Directorate", "Up to date", "Live projects"),
            [(one.group, one.value_in_words, one.base) for one in found.kept],
            (50, 25, 25),
            "Live projects kept up to date, by directorate",
            numbers=(1, 2),
        )


def _register_on(snapshot: Snapshot) -> date:
    assert snapshot.about.register_on is not None
    return snapshot.about.register_on
