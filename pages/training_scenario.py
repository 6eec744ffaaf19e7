"""If we went on at this pace, how many would be trained in ten years?"""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from charts.scenario_lines import scenario_lines
from metrics.finding import Finding
from metrics.scenario import Scenario, in_one_sentence
from pages.literal import literal
from pages.parts import draw, key, open_numbers, same_numbers
from pages.visit import Visit

YEARS = 10
USUAL_TURNOVER = 12  # per cent a year: the catalogue's example, where no list says who left


@st.fragment
def show_scenario(
    visit: Visit, coverage: Finding | None, reach: Finding | None, leavers: Finding | None
) -> None:
    """Three choices, one sentence, two courses from the trust's own coverage."""
    visit.ask_again()
    st.markdown("### What if we went on like this?")
    start = coverage.value / 100 if coverage and coverage.value is not None else 0.0
    pace = round(reach.value) if reach and reach.value is not None else 10
    left_us = round(leavers.value) if leavers and leavers.value is not None else None
    left, right = st.columns([1, 1.6], gap="medium")
    with left:
        places = st.slider(
            "Places a year, per cent of staff",
            0,
            40,
            min(pace, 40),
            key="places",
            bind="query-params",
        )
        begins_at = USUAL_TURNOVER if left_us is None else min(left_us, 30)
        turnover = st.slider(
            "Turnover a year, per cent", 0, 30, begins_at, key="turnover", bind="query-params"
        )
        targeted = st.toggle(
            "Every place for somebody untrained", key="targeted", bind="query-params"
        )
        began = (
            "our own coverage" if coverage and coverage.is_shown else "nobody, as it is not known"
        )
        key(
            literal(
                f"A scenario, not a forecast. It begins with {began} ({100 * start:.0f} %). Turnover "
                + (
                    "begins at an example: the lists do not say who left."
                    if left_us is None
                    else "begins at the share of trained staff who left in the last 12 months."
                )
            )
        )
    anybody = Scenario(start, places / 100, turnover / 100)
    untrained = Scenario(start, places / 100, turnover / 100, targeted=True)
    sentence = in_one_sentence(untrained if targeted else anybody)
    courses = [("Anybody", anybody.course(YEARS)), ("Untrained only", untrained.course(YEARS))]
    with right:
        st.markdown(f"**{literal(sentence)}**")
        draw(scenario_lines(courses, int(targeted), visit.palette, sentence), "scenario")
        same_numbers(
            DataFrame(
                {name: [f"{100 * share:.0f} %" for share in shares] for name, shares in courses},
                index=["Today", *(f"Year {year}" for year in range(1, YEARS + 1))],
            ),
            "Share of staff trained by year, for each way of giving places",
        )
        open_numbers(visit, [one.subject.id for one in (coverage, reach, leavers) if one])
