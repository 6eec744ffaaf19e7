"""What does somebody else see? For administrators: looked at, never touched, and written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from sqlalchemy import Engine

from access.people import Homes, Person, person
from access.scope import Scope
from pages.literal import literal
from pages.parts import key
from pages.visit import Visit
from pages.words import counted, listed, sentence_case
from warehouse.audit_trail import note

_TOLD = "viewed_as"


def looked_as(register: Engine, viewer: Person) -> Person | None:
    """Whose eyes the address asks for; None where nobody's, or the viewer is no administrator.

    It is written down once, until the viewer looks otherwise.
    """
    asked = st.query_params.get("view_as", "")
    found = person(register, asked) if asked and viewer.may_change_people else None
    if found is None or found.person_id == viewer.person_id:
        st.session_state.pop(_TOLD, None)
        return None
    if st.session_state.get(_TOLD) != found.person_id:
        note(register, viewer.person_id, "viewed as", found.person_id)
        st.session_state[_TOLD] = found.person_id
    return replace(found, is_only_looked_at=True)


def say_whose_eyes(visit: Visit) -> None:
    """On every page while somebody else's eyes are looked through: whose, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**You are looking as {literal(visit.person.name)}.** "
            "Nothing can be changed meanwhile.",
            width="content",
        )
        st.page_link(
            visit.pages["people"], label="Return to yourself", query_params=visit.whose_eyes
        )


def show(visit: Visit, offered: Sequence[str], trust: Homes) -> None:
    """Which screens the other is offered, which part of the trust, and what is left out here."""
    seen, viewer = visit.person, visit.viewer
    assert viewer is not None
    st.markdown(f"# What {literal(seen.name)} sees")
    if not seen.roles:
        st.markdown("## Nothing: no role holds today.")
        return
    st.markdown(f"## {sentence_case(counted(len(offered), 'screen'))}, as {_roles(seen)}.")
    st.markdown(f"**Screens:** {literal(listed(offered))}.")
    if seen.sees_indicators:
        st.markdown(f"**Results:** {literal(in_words(seen.scope(trust)))}.")
    if not viewer.sees_indicators:
        key("Results stay closed to you: an administrator sees them only by another role.")
    elif visit.scope != seen.scope(trust):
        key("Results that you may not see yourself are left out.")
    key("Screens that change something are not opened while you look.")


def in_words(scope: Scope) -> str:
    """'the trust and Imaging, with its division; projects of Imaging one by one'."""
    if scope.sees_whole_trust:
        where = "the trust and every directorate"
    elif scope.directorates:
        where = f"the trust, {listed(sorted(scope.directorates | scope.divisions))}"
    else:
        where = "the trust as a whole; no directorate of today stands behind the names given"
    if scope.sees_all_projects:
        return f"{where}; all projects one by one"
    if scope.project_directorates:
        return f"{where}; projects of {listed(sorted(scope.project_directorates))} one by one"
    return f"{where}; projects as counts only"


def _roles(seen: Person) -> str:
    return literal(listed(sorted(seen.roles)))
