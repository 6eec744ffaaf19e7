"""What would the index be if the components weighed as somebody thinks they should?"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.composite import band_of, what_if
from metrics.finding import Finding
from pages.literal import literal
from pages.parts import key
from pages.plain_table import plain_table
from pages.readiness_numbers import Numbers
from pages.words import counted

MOST = 3.0
USUAL = 1.0  # of each: as published


@st.fragment
def show_what_if(found: Numbers) -> None:
    """A slider a component; the trust and each directorate as published and as weighed here."""
    st.markdown("### What if the components weighed differently?")
    weights = [
        _weight(column, pillar.subject.id, pillar.subject.title)
        for column, pillar in zip(st.columns(len(found.pillars)), found.pillars, strict=True)
    ]
    if all(weight == USUAL for weight in weights):
        key("All weigh the same, as published. Move one to see what would become of the index.")
        return
    groups: dict[str, Mapping[str, Finding]] = {"Trust": found.trust, **found.by_directorate}
    published = [its[found.composite.id] for its in groups.values()]
    made = what_if([[its[name].value for name in found.names] for its in groups.values()], weights)
    st.markdown(literal(in_words(published, made)))
    key("**Your weights, not published.** No interval and no verdict: nothing here was tested.")
    plain_table(
        ("Group", "Published", "Band", "Your weights", "Band with them"),
        [row(name, of, index) for name, of, index in zip(groups, published, made, strict=True)],
        (34, 13, 18, 15, 20),
        "The index as published and with your weights, which are not published",
        numbers=(1, 3),
    )
    st.button(
        "Back to the published weights",
        key="weights_reset",
        on_click=_reset,
        args=([_key(name) for name in found.names],),
    )


def in_words(published: list[Finding], made: list[float | None]) -> str:
    """What becomes of the trust, and how many directorates would lie in another band."""
    trust, index = published[0], made[0]
    if index is None:
        return "Give at least one component a weight."
    moved = sum(
        now is not None and of.is_shown and band_of(now) != of.band
        for of, now in zip(published[1:], made[1:], strict=True)
    )
    others = counted(moved, "directorate") if moved else "no directorate"
    return (
        f"With your weights the trust would be {band_of(index)}, at {index:.0f}; published is "
        f"{trust.band}, at {trust.number}. By them {others} would lie in another band."
    )


def row(name: str, published: Finding, index: float | None) -> tuple[str, ...]:
    """A group's index and band, as published and as weighed."""
    if not published.is_shown or index is None:
        return (name, published.value_in_words, published.band or "–", "–", "–")
    band = band_of(index)
    return (
        name,
        published.number,
        published.band,
        f"{index:.0f}",
        band if band == published.band else f"{band} (changed)",
    )


def _key(name: str) -> str:
    return f"weight_{name.partition('.')[2]}"


def _weight(column: DeltaGenerator, name: str, title: str) -> float:
    return float(
        column.slider(
            title, 0.0, MOST, USUAL, 0.25, key=_key(name), bind="query-params", format="%g"
        )
    )


def _reset(keys: list[str]) -> None:
    for one in keys:
        st.session_state[one] = USUAL
