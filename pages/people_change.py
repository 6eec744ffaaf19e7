"""How is somebody invited, changed, or let go; and how is that undone?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from access.admission import release_account
from access.people import LEAD, ROLES, Homes
from pages.literal import literal
from pages.people_access import Known, days_in_words, known_people
from pages.visit import Visit
from pages.words import listed, sentence_case
from warehouse.access_given import (
    Access,
    NoAdministratorLeft,
    Wanted,
    give_exactly,
    may_be_address,
    person_id_of,
)
from warehouse.sign_ins import account_of

_DONE, _BEFORE, _WRONG, _ROUND = "people_done", "people_before", "people_wrong", "people_round"
_NEW = ""


def change(visit: Visit, known: Sequence[Known], trust: Homes) -> None:
    """Invite somebody, or give, change and end what somebody has."""
    by_id = {one.person_id: one for one in known}
    with st.container(border=True):
        chosen = st.selectbox(
            "Invite or change",
            [_NEW, *by_id],
            format_func=lambda one: by_id[one].name if one else "Somebody new",
            key="people_person",
        )
        if chosen:
            _has(visit, by_id[chosen])
        _give(visit, by_id.get(chosen), by_id, trust)


def _has(visit: Visit, one: Known) -> None:
    """What the person has, each with its end."""
    for place, access in enumerate(one.standing):
        with st.container(horizontal=True, vertical_alignment="center"):
            areas = f" of {listed(access.directorates)}" if access.directorates else ""
            said = f"{access.role}{areas}{days_in_words(access)}"
            st.markdown(literal(sentence_case(said)), width="stretch")
            st.button(
                "End",
                icon=":material/person_remove:",
                key=f"end {one.person_id} {place}",
                on_click=save,
                args=(
                    visit,
                    [one.wanted(other for other in one.standing if other != access)],
                    f"{one.name} is no longer {_a(access.role)}.",
                ),
            )
    if one.person_id != visit.person.person_id and account_of(visit.register, one.person_id):
        st.button(
            "Let another account sign in with this address",
            type="tertiary",
            help="For an address that was given to somebody else, or an account made anew.",
            on_click=release_account,
            args=(visit.register, one.person_id, visit.person.person_id),
        )
    if one.person_id != visit.person.person_id:
        st.page_link(
            visit.pages["people"],
            label=":blue[Look as they do]",
            icon=":material/visibility:",
            query_params={**visit.address, "view_as": one.person_id},
        )


def _give(visit: Visit, one: Known | None, by_id: dict[str, Known], trust: Homes) -> None:
    """One role to give; it takes the place of the same role that the person has."""
    # New fields after each change, so that what was written for one person is not there for the next.
    whose = f"{one.person_id if one else ''} {st.session_state.get(_ROUND, 0)}"
    address = one.person_id if one else st.text_input("Address they sign in with", key=whose)
    name = st.text_input("Name", one.name if one else "", max_chars=100, key=f"name of {whose}")
    has = [access.role for access in one.standing if access.role in ROLES] if one else []
    usual = has[0] if has else ROLES[0]
    role = st.selectbox("Role", ROLES, ROLES.index(usual), key=f"role of {whose}")
    had = next((access for access in one.standing if access.role == role), None) if one else None
    led = had.directorates if had else ()
    areas: list[str] = []
    if role == LEAD:
        names = sorted({*trust.division_of, *led})
        areas = st.multiselect("Directorates", names, led, key=f"directorates of {whose}")
    days = f"{whose} {role}"
    begins = st.date_input(
        "From", had.valid_from if had else None, format="DD/MM/YYYY", key=f"from {days}"
    )
    ends = st.date_input(
        "Until", had.valid_to if had else None, format="DD/MM/YYYY", key=f"until {days}"
    )
    st.markdown(":small[:gray[Both days included; empty for no first or no last day.]]")
    # Not by a callback: it would be given what stood in the fields before the last was written.
    if not st.button("Save" if one else "Invite", type="primary"):
        return
    access = Access(role, tuple(sorted(areas)), begins, ends)
    if wrong := _wrong(one, person_id_of(address), name.strip(), by_id) or _wrong_access(access):
        st.markdown(wrong)
        return
    others = [other for other in one.standing if other.role != role] if one else []
    wanted = Wanted(person_id_of(address), name.strip(), (*others, access))
    save(visit, [wanted], f"{wanted.name} is {_a(role)}{days_in_words(access)}.")
    st.rerun()


def _wrong(one: Known | None, person_id: str, name: str, by_id: dict[str, Known]) -> str:
    if one is None and not may_be_address(person_id):
        return "Write the address that they sign in with, without spaces."
    if one is None and person_id in by_id:
        return "Somebody with this address is known already: choose them above."
    return "" if name else "Write their name."


def _wrong_access(access: Access) -> str:
    if access.role == LEAD and not access.directorates:
        return "Choose at least one directorate."
    if access.valid_from and access.valid_to and access.valid_to < access.valid_from:
        return "It ends before it begins. Put right one of the days."
    return ""


def _a(role: str) -> str:
    """'a board member', 'in the improvement team'."""
    if role == "improvement team":
        return "in the improvement team"
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"


def save(visit: Visit, wanted: Sequence[Wanted], done: str) -> None:
    """Give these people exactly this, and offer to undo it."""
    known = {one.person_id: one for one in known_people(visit.register)}
    before = [
        known[one.person_id].wanted(known[one.person_id].standing)
        if one.person_id in known
        else Wanted(one.person_id, one.name, ())
        for one in wanted
    ]
    if _given(visit, wanted):
        st.session_state[_DONE], st.session_state[_BEFORE] = done, before


def _given(visit: Visit, wanted: Sequence[Wanted]) -> bool:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    for told in (_DONE, _BEFORE, _WRONG):
        st.session_state.pop(told, None)
    try:
        give_exactly(visit.register, wanted, visit.person.person_id, date.today())
    except NoAdministratorLeft as reason:
        st.session_state[_WRONG] = str(reason)
        return False
    return True


def said_what_was_done(visit: Visit) -> None:
    """What was changed just now, with its undoing; or why nothing was."""
    if wrong := st.session_state.get(_WRONG):
        st.markdown(f"**{literal(wrong)}**")
    if not (done := st.session_state.get(_DONE)):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{literal(done)}**", width="content")
        st.button(
            "Undo",
            type="tertiary",
            icon=":material/undo:",
            on_click=_given,
            args=(visit, st.session_state[_BEFORE]),
        )
