"""Who may see what, since when, and who gave it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from access.people import ADMINISTRATOR, Homes, Person, everybody, homes
from pages.literal import literal
from pages.parts import header, no_such_page
from pages.people_access import Known, days_in_words, known_people, moment_in_words
from pages.people_change import change, said_what_was_done
from pages.people_sheet import from_a_sheet, to_take_away
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted, listed, sentence_case
from warehouse.access_given import Access
from warehouse.snapshot import current

_SHOWN = 25


def show(visit: Visit) -> None:
    """Draw the page."""
    if not visit.person.may_change_people:
        no_such_page(visit)
        return
    header(visit, "People")
    trust = homes(current(visit.folder))
    known = known_people(visit.register)
    st.markdown(f"## {literal(finding(everybody(visit.register)))}")
    said_what_was_done(visit)
    left, right = st.columns([2.2, 1], gap="medium")
    with left:
        _list(known, trust)
        to_take_away(visit, known)
        from_a_sheet(visit, known, trust)
    with right:
        change(visit, known, trust)


def finding(people: Sequence[Person]) -> str:
    """'Five people have access, one of them as administrator.'"""
    with_access = [one for one in people if one.has_access]
    administrators = sum(ADMINISTRATOR in one.roles for one in with_access)
    have = "has" if len(with_access) == 1 else "have"
    who = sentence_case(counted(len(with_access), "person", "people"))
    return f"{who} {have} access, {counted(administrators, 'administrator')} among them."


def _list(known: Sequence[Known], trust: Homes) -> None:
    """Everybody with access, those whom one asks for first, and apart those without."""
    asked = ""
    if len(known) > _SHOWN:
        asked = st.text_input(
            "Find", placeholder="Name, address, role or directorate", key="people_find", width=320
        ).lower()
    found = [one for one in known if asked in _all_words(one)]
    having = [one for one in found if one.standing]
    if having:
        _table(having[:_SHOWN], trust)
    elif asked:
        st.markdown(":gray[Nobody of this kind has access.]")
    if more := having[_SHOWN:]:
        with st.expander(f"{sentence_case(counted(len(more), 'more person', 'more people'))}"):
            _table(more, trust)
    if without := [one for one in found if not one.standing]:
        with st.expander(
            f"{sentence_case(counted(len(without), 'person', 'people'))} without access"
        ):
            plain_table(
                ("Person", "Access ended", "Last sign-in"),
                [
                    (f"{one.name}, {one.person_id}", one.ended, moment_in_words(one.last_sign_in))
                    for one in without
                ],
                (46, 28, 26),
                "People without access",
            )


def _all_words(one: Known) -> str:
    accesses = [word for access in one.standing for word in (access.role, *access.directorates)]
    return " ".join([one.person_id, one.name, *accesses]).lower()


def _table(people: Sequence[Known], trust: Homes) -> None:
    plain_table(
        ("Person", "Role", "Last sign-in"),
        [
            (
                f"{one.name}, {one.person_id}",
                sentence_case("; ".join(in_words(access, trust) for access in one.standing)),
                moment_in_words(one.last_sign_in),
            )
            for one in people
        ],
        (38, 42, 20),
        "People with access: who, in which role, last sign-in",
    )


def in_words(access: Access, trust: Homes) -> str:
    """'directorate lead of Imaging, until 31 March 2027'; and where a name leads nowhere today."""
    areas = f" of {listed(access.directorates)}" if access.directorates else ""
    lost = [area for area in access.directorates if not trust.today(area, date.max)]
    became = f" ({listed(lost)} became several: say which)" if lost else ""
    return f"{access.role}{areas}{became}{days_in_words(access)}"
