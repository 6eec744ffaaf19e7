"""How do many people's accesses come in and go out together, as a sheet?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from access.people import LEAD, ROLES, Homes
from data_loaders.people_sheet import HEADINGS, Allowed, read_people
from pages.export import EXCEL, export
from pages.literal import literal
from pages.people_access import Known, moment_in_words
from pages.people_change import save
from pages.plain_table import plain_table
from pages.visit import Visit
from pages.words import counted, sentence_case
from reports.numbers import Cell, Numbers, as_excel
from warehouse.access_given import Given, Wanted, in_words

_PROBLEMS_TOLD = 10
_ROUND = "people_sheets_read"


def to_take_away(visit: Visit, known: Sequence[Known]) -> None:
    """The review list: who has what, since when, who gave it, last seen; and all that ever was."""
    with st.container(horizontal=True):
        for label, title, rows in (
            ("Access review (Excel)", "Access review", reviewed(known)),
            ("With all that ended (Excel)", "Access ever given", ever_given(known)),
        ):
            export(
                visit,
                label,
                partial(as_excel, _numbers(title, rows)),
                f"{title}.xlsx",
                f"{title.lower()}, {counted(len(rows), 'row')}",
                EXCEL,
            )


def _numbers(title: str, rows: Sequence[Sequence[Cell]]) -> Numbers:
    return Numbers(
        title,
        (("Taken away", datetime.now(UTC).isoformat(timespec="minutes")),),
        (*HEADINGS, "Given by", "Given on", "Ended by", "Ended on", "Last sign-in"),
        tuple(tuple(row) for row in rows),
    )


def reviewed(known: Sequence[Known]) -> list[tuple[Cell, ...]]:
    """One row a person and access that stands, in the form that can be dropped here again."""
    return [
        _row(one, given)
        for one in known
        for given in one.given
        if given.ended_at is None and given.access in one.standing
    ]


def ever_given(known: Sequence[Known]) -> list[tuple[Cell, ...]]:
    """One row a person and access that was ever given."""
    return [_row(one, given) for one in known for given in one.given]


def _row(one: Known, given: Given) -> tuple[Cell, ...]:
    access = given.access
    return (
        one.person_id,
        one.name,
        access.role,
        "; ".join(access.directorates),
        f"{access.valid_from:%d/%m/%Y}" if access.valid_from else "",
        f"{access.valid_to:%d/%m/%Y}" if access.valid_to else "",
        given.given_by,
        given.given_at[:10],
        given.ended_by or "",
        (given.ended_at or "")[:10],
        moment_in_words(one.last_sign_in),
    )


def from_a_sheet(visit: Visit, known: Sequence[Known], trust: Homes) -> None:
    """Read a sheet, tell what it would change, and change it once that is saved."""
    with st.expander("From a sheet", icon=":material/upload_file:"):
        st.markdown(
            ":small[:gray[The access review is such a sheet: one row a person and role. A row's "
            "person gets exactly what their rows say; who is not in it keeps what they have.]]"
        )
        file = st.file_uploader(
            "A sheet of people",
            type=["xlsx", "xls", "ods", "csv"],
            key=f"people sheet {st.session_state.get(_ROUND, 0)}",
        )
        if file is None:
            return
        allowed = Allowed(ROLES, LEAD, frozenset(trust.division_of))
        read = read_people(file.getvalue(), file.name, allowed)
        if read.problems:
            _wrong(read.problems)
            return
        changes = changed(known, read.wanted)
        if not changes:
            st.markdown("**Nothing would change.**")
            return
        plain_table(
            ("Person", "From now on", "No longer"),
            [(f"{one.name}, {one.person_id}", gets, loses) for one, gets, loses in changes],
            (34, 33, 33),
            "What the sheet would change",
        )
        many = counted(len(changes), "person", "people")
        if st.button(f"Save for {many}", type="primary"):
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            wanted = [one for one, _gets, _loses in changes]
            save(visit, wanted, f"The access of {many} was changed.")
            st.rerun()


def _wrong(problems: Sequence[str]) -> None:
    put_right = counted(len(problems), "thing")
    st.markdown(f"**{sentence_case(put_right)} to put right. Nothing was changed.**")
    told = [f"- {literal(problem)}" for problem in problems[:_PROBLEMS_TOLD]]
    if len(problems) > _PROBLEMS_TOLD:
        told.append(f"- … and {len(problems) - _PROBLEMS_TOLD} more")
    st.markdown("\n".join(told))


def changed(known: Sequence[Known], wanted: Sequence[Wanted]) -> list[tuple[Wanted, str, str]]:
    """Whom a sheet changes: what they would get, and what they would no longer have."""
    by_id = {one.person_id: one for one in known}
    changes: list[tuple[Wanted, str, str]] = []
    for one in wanted:
        had = set(by_id[one.person_id].standing) if one.person_id in by_id else set()
        gets = "; ".join(in_words(access) for access in one.accesses if access not in had)
        loses = "; ".join(sorted(in_words(access) for access in had - set(one.accesses)))
        is_renamed = one.person_id in by_id and by_id[one.person_id].name != one.name
        if gets or loses or one.person_id not in by_id or is_renamed:
            changes.append((one, gets or "–", loses or "–"))
    return changes
