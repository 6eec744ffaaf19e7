"""Who is looking: somebody who signed in, or whoever the demonstration was asked to look as?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from sqlalchemy import Engine

from access.admission import NoAccess, admitted
from access.demonstration import refusal
from access.people import Person, everybody
from access.plain_pages import NO_ACCESS, SIGN_IN, whom_to_ask
from access.provider import provider_in
from access.sign_in import NotSignedIn, identity
from pages.literal import literal
from pages.parts import choose
from settings import settings, sign_in


@dataclass(frozen=True)
class Looking:
    """Who looks; where `person` is None, `instead` draws the page that says why nobody does."""

    person: Person | None
    instead: Callable[[], None]
    is_demonstration: bool


def who_is_looking(register: Engine) -> Looking:
    """Asked on every run, so that a removed access is gone at the next click."""
    if not hasattr(st.user, "is_logged_in"):  # Streamlit's sign of no provider
        return demonstration(register)
    try:
        who = identity(st.user.to_dict(), sign_in(), time.time())
        return Looking(admitted(register, who), no_access, False)
    except NotSignedIn as reason:
        return Looking(None, partial(signed_out, str(reason)), False)
    except NoAccess as reason:
        return Looking(None, partial(no_access, str(reason)), False)


def demonstration(register: Engine) -> Looking:
    """Whose eyes to look through, chosen freely; only here and only with the fictitious trust.

    First stands somebody who sees the trust as a whole. Nobody where the address names somebody
    whom the register does not know.
    """
    known = sorted(everybody(register), key=lambda one: (not one.sees_indicators, one.person_id))
    people = {person.person_id: person for person in known}
    if not people or refusal(settings(), st.get_option("server.address")):
        return Looking(None, no_access, True)
    asked = st.query_params.get("person", "")
    with st.sidebar:
        chosen = choose(
            "You are looking as",
            {person_id: person.name for person_id, person in people.items()},
            "person",
            help="A demonstration with a fictitious trust: choose whose eyes to look through.",
        )
    return Looking(people[chosen] if not asked or asked in people else None, no_access, True)


def say_who(person: Person) -> None:
    """At the foot of the navigation: as whom one is signed in, and the way out."""
    roles = ", ".join(sorted(person.roles))
    with st.sidebar.container(gap="xxsmall"):
        st.markdown(f":small[:gray[Signed in as {literal(person.name)}, {roles}]]")
        if st.button("Sign out", type="tertiary", icon=":material/logout:"):
            st.logout()
            st.stop()


def no_access(why: str = "") -> None:
    """A calm page for somebody whom nobody has given a role, or whose access has ended."""
    st.markdown("# Improvement culture")
    st.markdown(f"## {NO_ACCESS}")
    st.markdown(f"{literal(why)} {whom_to_ask()}")


def signed_out(why: str) -> None:
    """Where the guard let somebody in whom Streamlit does not know; strangers meet its own page."""
    st.markdown("# Improvement culture")
    st.markdown(f"## {SIGN_IN}")
    st.markdown(literal(why))
    known = provider_in(st.secrets["auth"].to_dict())
    names = known.names if known else ()
    for name in names:
        label = "Sign in" if len(names) == 1 else f"Sign in with {name}"
        if st.button(label, type="primary", key=name):
            st.login(None if name == "default" else name)
