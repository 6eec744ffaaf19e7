"""Who did what, and when?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import get_args

import streamlit as st

from access.audit import Entry, readable
from access.people import everybody
from pages.export import EXCEL, export
from pages.literal import literal
from pages.parts import header, key
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted, sentence_case
from reports.numbers import Numbers, as_excel
from warehouse.audit_trail import What

_SHOWN = 50
_EVERYBODY, _EVERYTHING = "Everybody", "Everything"


def show(visit: Visit) -> None:
    """Draw the page."""
    header(visit, "Audit")
    found, asked = _asked(visit)
    st.markdown(f"## {literal(finding(found, everybodys=visit.person.may_change_people))}")
    if not found:
        return
    _table(visit, found[:_SHOWN])
    with st.container(horizontal=True, vertical_alignment="center"):
        export(
            visit,
            f"{sentence_case(counted(len(found), 'entry', 'entries'))} (Excel)",
            partial(as_excel, to_take_away(visit, found)),
            "Audit trail.xlsx",
            f"audit trail, {asked}, {counted(len(found), 'entry', 'entries')}",
            EXCEL,
        )
        if len(found) > _SHOWN:
            st.markdown(f":small[:gray[The newest {_SHOWN} are shown.]]", width="content")
    key("Each entry carries a code of the one before: manage.py verify-audit finds any change.")


def _asked(visit: Visit) -> tuple[list[Entry], str]:
    """The entries that the visitor asks for, newest first, and what was asked in words."""
    reads_all = visit.person.may_change_people
    who = what = ""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if reads_all:
            names = {one.person_id: one.name for one in everybody(visit.register)}
            who = st.selectbox(
                "Who",
                ["", *names],
                format_func=lambda one: names.get(one, _EVERYBODY),
                key="audit_who",
                width=260,
            )
        what = st.selectbox(
            "What",
            ["", *get_args(What)],
            format_func=lambda one: sentence_case(one) if one else _EVERYTHING,
            key="audit_what",
            width=220,
        )
        first = st.date_input("From", None, format="DD/MM/YYYY", key="audit_from", width=160)
        last = st.date_input("Until", None, format="DD/MM/YYYY", key="audit_until", width=160)
    found = readable(visit.register, visit.person, who, what, first, last)
    asked = ", ".join([who or ("everybody" if reads_all else "own"), what or "everything"])
    return found, asked + _days(first, last)


def _days(first: date | None, last: date | None) -> str:
    return (f", from {first}" if first else "") + (f", until {last}" if last else "")


def finding(found: Sequence[Entry], *, everybodys: bool) -> str:
    """'123 things were done by nine people, the newest on 12 November 2026.'"""
    if not found:
        return "Nothing of this kind was done."
    things = counted(len(found), "entry", "entries")
    at = found[0].at.astimezone()
    by = f" by {counted(len({entry.who for entry in found}), 'person', 'people')}"
    newest = f"the newest on {at.day} {at:%B %Y}"
    return sentence_case(f"{things}{by if everybodys else ' of yours'}, {newest}.")


def _table(visit: Visit, found: Sequence[Entry]) -> None:
    plain_table(
        ("When, by whom", "What", "About"),
        [
            (
                f"{when(entry.at)}, {visit.called(entry.who)}",
                sentence_case(entry.what),
                entry.about,
            )
            for entry in found
        ],
        (36, 20, 44),
        "What was done, newest first: when, by whom, what, and what it was about",
    )


def when(at: datetime) -> str:
    """'12 Nov 2026, 09:31' on this machine's clock."""
    here = at.astimezone()
    return f"{here.day} {here:%b %Y, %H:%M}"


def to_take_away(visit: Visit, found: Sequence[Entry]) -> Numbers:
    """All that was found, for a spreadsheet; moments in universal time."""
    return Numbers(
        "Audit trail",
        (("Taken away", datetime.now(UTC).isoformat(timespec="minutes")),),
        ("Number", "When (UTC)", "Who", "Name", "What", "About"),
        tuple(
            (
                entry.number,
                entry.at.isoformat(timespec="seconds"),
                entry.who,
                visit.called(entry.who),
                entry.what,
                entry.about,
            )
            for entry in found
        ),
    )
