"""Has someone like this directorate done it, and whom can one ask?"""

from __future__ import annotations

import streamlit as st

from metrics.stories import in_a_sentence
from metrics.twins import Twin, likeness_in_words, whom_to_ask
from pages.literal import literal
from pages.parts import key
from pages.visit import Visit
from warehouse.snapshot import Snapshot, projects

HOW = (
    "Most alike in size, staff groups and the score that it began from. That it improved does not say "
    "why: ask."
)


def show_twin(visit: Visit, snapshot: Snapshot, found: Twin | None) -> None:
    """The directorate most alike that improved, for those who may see others by name."""
    if not visit.scope.sees_whole_trust:
        # Whether another area improved is its survey result: not even "none did" may be said here.
        st.markdown("### Has someone like you done it?")
        st.markdown(
            "Ask the improvement team which area like yours in size, staff and starting score "
            "improved: they can see other areas’ results, and whom to ask there."
        )
        return
    if found is None:
        st.markdown("### Has someone like you done it?")
        st.markdown(
            "No other directorate of like size, staff and starting score clearly improved this year."
        )
        return
    st.markdown("### Someone like you has done it")
    score = found.finding
    st.markdown(
        f"**{literal(found.directorate)}** improved in "
        f"{literal(in_a_sentence(score.subject.title))}: {literal(score.change_in_words)} since "
        f"{literal(score.compared_with)}."
    )
    st.markdown(literal(f"It has {likeness_in_words(found)}"))
    key(literal(HOW))
    _whom_to_ask(visit, snapshot, found.directorate)
    visit.link("directorate", f"Open {found.directorate}", directorate=found.directorate)


def _whom_to_ask(visit: Visit, snapshot: Snapshot, directorate: str) -> None:
    """Leads and coaches of its projects by role, for who may see projects one by one."""
    if not visit.scope.sees_all_projects:
        st.markdown("Ask the improvement team for the leads of its projects.")
        return
    held = projects(snapshot, visit.scope)
    asked = whom_to_ask(held.loc[held["directorate"] == directorate])
    if not asked:
        st.markdown("It has no live project on the register: ask its triumvirate.")
        return
    st.markdown("Whom to ask:\n" + "\n".join(f"- {literal(one)}" for one in asked))
