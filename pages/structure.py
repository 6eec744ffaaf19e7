"""Which directorates are there and were there, and what did people say that names mean?"""

from __future__ import annotations

import streamlit as st

from metrics.periods import in_words
from metrics.structure import Stretch, Structure
from pages.literal import literal
from pages.parts import header, key, no_such_page
from pages.plain_table import plain_table
from pages.structure_names import names_answered
from pages.upload_done import taken_back_noted
from pages.upload_queue import questions_waiting
from pages.visit import Visit
from pages.words import counted, sentence_case
from warehouse.lasting_names import structure_held


def show(visit: Visit) -> None:
    """Draw the page."""
    if not visit.person.may_upload:
        no_such_page(visit)
        return
    header(visit, "Directorates and names")
    if taken_back_noted(visit):
        return
    trust = structure_held(visit.folder, visit.register)
    st.markdown(f"## {literal(finding(trust))}")
    if not trust.today:
        st.markdown(
            "Upload the structure: a list of directorates with the division each belongs to, from "
            "when to when, and what it became. Until then names are taken as the files write them."
        )
        visit.link("upload", "Upload")
    waiting(visit)
    if trust.today:
        left, right = st.columns(2, gap="medium")
        with left:
            today(trust)
        with right:
            changes(trust)
    names_answered(visit)


def finding(trust: Structure) -> str:
    """'14 directorates in four divisions; the last change was in April 2024.'"""
    if not trust.today:
        return "No structure is held yet."
    directorates = counted(sum(len(here) for here in trust.today.values()), "directorate")
    here = sentence_case(f"{directorates} in {counted(len(trust.today), 'division')}")
    if not trust.changes:
        return f"{here}."
    return f"{here}; the last change was in {in_words(trust.changes[0].month)}."


def waiting(visit: Visit) -> None:
    """Names in dropped files that nobody has answered yet."""
    if many := questions_waiting():
        wait = "waits" if many == 1 else "wait"
        st.markdown(
            f"**{sentence_case(counted(many, 'question'))} {wait} for an answer**, on Upload."
        )
        visit.link("upload", "Answer")


def today(trust: Structure) -> None:
    """Each division with its directorates."""
    st.markdown("### Today")
    plain_table(
        ("Division", "Directorates"),
        [(division, listed(here)) for division, here in trust.today.items()],
        (34, 66),
        "Divisions and their directorates today",
    )


def listed(here: tuple[Stretch, ...]) -> str:
    """'Imaging (since April 2024); Pathology'."""
    return "; ".join(
        one.directorate
        + (f" (since {in_words(f'{one.valid_from:%Y-%m}')})" if one.valid_from else "")
        for one in here
    )


def changes(trust: Structure) -> None:
    """What became of what, and what that means for courses."""
    st.markdown("### What changed")
    if not trust.changes:
        st.markdown(":gray[Nothing, as far as the structure says.]")
        return
    plain_table(
        ("Since", "What", "Its course"),
        [(in_words(month), what, effect) for month, what, effect in trust.changes],
        (20, 42, 38),
        "Changes of the structure, newest first",
    )
    key("Files are read with the names of the day their rows speak of.")
