"""Who told us that there was nothing to send, how is that recorded, and how is it undone?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from metrics.expected import by_id
from metrics.grid import Grid, NilReturn
from metrics.periods import day_in_words, in_words
from pages.literal import literal
from pages.visit import Visit
from pages.words import in_sentence, listed
from warehouse.nil_returns import nil_returns, note_nil_returns, take_back_nil_return

_FORM = 320  # pixels: the form also stands on a phone


def told_nothing(visit: Visit) -> tuple[NilReturn, ...]:
    """The nil returns that stand, or stood when the version looked at was published."""
    return tuple(
        NilReturn(row["dataset"], row["month"], row["directorate"]) for row in _standing(visit)
    )


def nothing_to_report(visit: Visit, dataset: str, grid: Grid) -> None:
    """A small form: which directorate told us that there was nothing, in which months."""
    open_months = {
        line.title: [
            period
            for period, cell in zip(grid.periods, line.cells, strict=True)
            if cell.state == "none"
        ]
        for line in grid.lines
    }
    senders = [name for name, months in open_months.items() if months]
    if visit.is_earlier or not senders:
        return
    with (
        st.popover("Record a nil return", icon=":material/exposure_zero:"),
        st.container(width=_FORM),
    ):
        st.markdown(
            "A directorate told you that there was nothing to send: an answer, not a hole. "
            "It closes the gap; no indicator changes."
        )
        directorate = st.selectbox("Directorate", senders, key=f"nil_directorate_{dataset}")
        months = st.multiselect(
            "Months with nothing",
            open_months[directorate],
            format_func=lambda month: when(dataset, month),
            key=f"nil_months_{dataset}_{directorate}",
        )
        if st.button("Record", type="primary", disabled=not months, key=f"nil_record_{dataset}"):
            note_nil_returns(visit.register, dataset, directorate, months, visit.person.person_id)
            st.rerun()


def nil_returns_told(visit: Visit, dataset: str) -> None:
    """Who told us nothing for this dataset, as recorded by whom, each with its undoing."""
    together: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in _standing(visit):
        if row["dataset"] == dataset:
            said = (row["directorate"], row["said_by"], row["said_at"])
            together.setdefault(said, []).append(row)
    for (directorate, said_by, said_at), rows in together.items():
        months = listed([when(dataset, row["month"]) for row in reversed(rows)])
        on = day_in_words(datetime.fromisoformat(said_at))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":small[**{literal(directorate)}** told us that there was nothing for "
                f"{literal(in_sentence(by_id(dataset).title))} in {literal(months)}: "
                f":gray[recorded by {literal(visit.called(said_by))} on {on}.]]",
                width="content",
            )
            if not visit.is_earlier:
                _undo(visit, [row["number"] for row in rows])


def when(dataset: str, month: str) -> str:
    """'October 2026'; a survey's wave by its year."""
    return month[:4] if by_id(dataset).id == "staff_survey" else in_words(month)


def _undo(visit: Visit, numbers: Sequence[int]) -> None:
    # Not by a callback: all grids of the page have to be drawn anew, not this part alone.
    if st.button("Undo", type="tertiary", icon=":material/undo:", key=f"nil_undo_{numbers[0]}"):
        for number in numbers:
            take_back_nil_return(visit.register, number, visit.person.person_id)
        st.rerun()


def _standing(visit: Visit) -> list[dict[str, Any]]:
    at = visit.snapshot.about.published_at if visit.is_earlier and visit.snapshot else None
    return [
        row
        for row in nil_returns(visit.register, at)
        if not row["directorate"] or visit.scope.allows_directorate(row["directorate"])
    ]
