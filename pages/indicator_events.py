"""What happened to an area while a monthly indicator was counted?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from charts.control_chart import Event, Month
from metrics.periods import in_words
from pages.literal import literal
from pages.visit import Visit
from warehouse.snapshot import Snapshot, directorates, events

SURVEY_ONLY = "question change"  # registers and training lists ask no questions


def events_of(visit: Visit, snapshot: Snapshot, area: str) -> tuple[Event, ...]:
    """The area's own events, then the whole trust's, each newest first.

    That an area began is told too, unless an event of that month tells it.
    """
    told = events(snapshot, visit.scope)
    told = told.loc[told["kind"] != SURVEY_ONLY]
    named = {
        whose: [
            Event(f"{on:%Y-%m}", title)
            for on, title, where in zip(
                told["began_on"], told["title"], told["directorate"], strict=True
            )
            if where == whose
        ]
        for whose in (area, "")
    }
    held = directorates(snapshot, visit.scope)
    began = held.loc[(held["directorate"] == area) & held["valid_from"].notna(), "valid_from"]
    own_months = {f"{on:%Y-%m}" for on in began} - {event.period for event in named[area]}
    own = [*named[area], *(Event(period, "Directorate began") for period in own_months)]
    return (*_newest_first(own), *_newest_first(named[""]))


def say_events(happened: Sequence[Event], series: Sequence[Month]) -> None:
    """All of them in words, oldest first: the chart names no more than three."""
    inside = [one for one in happened if series[0].period <= one.period <= series[-1].period]
    if inside:
        said = " · ".join(
            f"{in_words(one.period)}: {one.words}"
            for one in sorted(inside, key=lambda one: one.period)
        )
        st.markdown(f":small[:gray[{literal(f'What happened: {said}.')}]]")


def _newest_first(happened: Sequence[Event]) -> list[Event]:
    return sorted(happened, key=lambda one: one.period, reverse=True)
