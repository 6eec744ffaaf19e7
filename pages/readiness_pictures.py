"""Where do the components stand over the bands, and the index of each directorate?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from charts.bands import Standing, bands
from charts.palette import PALETTES, PaletteName
from metrics.composite import level_in_words, place_of_level
from metrics.finding import Finding
from pages.parts import draw, key, same_numbers
from pages.readiness_numbers import Numbers
from pages.readiness_parts import show_holding_back
from pages.words import counted, sentence_case


def show_components(found: Numbers, palette: PaletteName) -> None:
    """The pillars over the bands, and beside each how the board judged it."""
    pillars, own = found.pillars, found.own
    many = sentence_case(counted(len(pillars), "component"))
    st.markdown(f"### {many}, equally weighted")
    diamond = "; ◇ the board’s own assessment" if own else ""
    key(f"Score of 100 from survey and registers, with its 95 % interval{diamond}.")
    standings = tuple(
        Standing(
            finding.subject.title,
            finding,
            place_of_level(own[finding.subject.id]) if finding.subject.id in own else None,
            level_in_words(own[finding.subject.id]) if finding.subject.id in own else "",
        )
        for finding in pillars
    )
    alt = " ".join(finding.sentence for finding in pillars)
    draw(bands(standings, PALETTES[palette], alt), "components")
    same_numbers(components_table(standings), f"The components of {found.composite.title}")


def components_table(standings: Sequence[Standing]) -> DataFrame:
    """The components in words and numbers."""
    return DataFrame(
        {
            "Score (95 % interval)": [
                f"{s.finding.value_in_words} ({s.finding.interval_in_words})" for s in standings
            ],
            "Band": [s.finding.band for s in standings],
            "Verdict": [f"{s.finding.mark} {s.finding.verdict}".strip() for s in standings],
            "Own assessment": [s.own_words or "–" for s in standings],
        },
        index=[s.name for s in standings],
    ).rename_axis("Component")


def show_directorates(found: Numbers, index: Finding, palette: PaletteName) -> None:
    """What holds each directorate back, then where its index stands."""
    if not found.by_directorate:
        return
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        groups = {"Trust": found.trust, **found.by_directorate}
        show_holding_back(groups, found.names, PALETTES[palette])
    with right:
        st.markdown("### The index, directorate by directorate")
        key("Score of 100 with its 95 % interval; ┃ the trust. A to Z, not ranked.")
        standings = tuple(
            Standing(group, its[found.composite.id]) for group, its in found.by_directorate.items()
        )
        alt = " ".join(standing.finding.sentence for standing in standings)
        draw(bands(standings, PALETTES[palette], alt, index.value), "directorates")
