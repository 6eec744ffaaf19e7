"""How do a lead's own areas stand to the trust, and which projects have nobody to turn to?"""

from __future__ import annotations

import streamlit as st

from charts.coverage_bars import Bar, coverage_bars
from metrics.coach_load import CoachLoad, load_in_one_sentence
from metrics.periods import in_words
from pages.literal import literal
from pages.numbers_table import by_group
from pages.parts import draw, key, open_numbers, same_numbers
from pages.plain_table import plain_table
from pages.three_e import not_collected
from pages.training_numbers import COACHED, COVERAGE, LOAD, Numbers
from pages.visit import Visit


def show_own(visit: Visit, found: Numbers) -> None:
    """A lead's areas, each with the trust as a stroke."""
    if not found.areas:
        st.markdown("### Your area")
        st.markdown("No training attendance of your area has been published yet.")
        return
    st.markdown("### Your area beside the trust")
    key(
        f"Staff with improvement training, {in_words(found.areas[0].period)}. "
        "The pale bar is everyone; ┃ the trust."
    )
    bars = tuple(
        Bar(
            area.group,
            area.value,
            area.value_in_words,
            area.trust_value,
            f"of {area.base}" if area.base else "",
        )
        for area in found.areas
    )
    draw(coverage_bars(bars, visit.palette, "Staff with improvement training"), "own_areas")
    same_numbers(by_group(found.areas, "Directorate", "staff"), "Staff trained in your areas")
    for area in found.areas:
        open_numbers(visit, [COVERAGE], area=area.group)


def show_coaches(visit: Visit, found: Numbers) -> None:
    """Live projects with no coach, by directorate in scope, A to Z."""
    if not found.coaches:
        st.markdown("### Who has a coach?")
        not_collected(COACHED, found.missing)
        return
    trust, *areas = found.coaches
    st.markdown(f"### {literal(load_in_one_sentence(trust))}")
    key("Live projects for which it is known whether they have a coach. Too few: no rate is shown.")
    plain_table(
        ("Directorate", "No coach", "Live"),
        [(one.area, _without(one), f"{one.known:,}") for one in (trust, *areas)],
        (60, 22, 18),
        "Live projects with no coach, by directorate",
        numbers=(1, 2),
    )
    if not areas:
        st.markdown("Your area has no live project of which this is known.")
    load = found.trust.get(LOAD)
    if load is not None and load.is_shown:
        key(literal(f"{load.base} coaches are at work, with {load.value_in_words} on average."))
    open_numbers(visit, [COACHED, *([LOAD] if load is not None else [])])


def _without(load: CoachLoad) -> str:
    return "too few" if load.without is None else f"{load.without:,}"
