"""Where do the components stand over the bands, and the index of each directorate?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.bands import Standing, bands
from charts.figure import Picture
from charts.palette import PALETTES, PaletteName
from metrics.composite import level_in_words, place_of_level
from metrics.finding import Finding
from pages.parts import draw, key, same_numbers
from pages.readiness_numbers import Numbers
from pages.visit import Visit
from pages.words import counted, sentence_case


def show_components(visit: Visit, version: str, found: Numbers) -> None:
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
    of = (version, visit.scope, found.composite.id, visit.palette_name)
    draw(bands_drawn(*of, "components", standings, alt), "components", visit)
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


def show_directorates(visit: Visit, version: str, found: Numbers, index: Finding) -> None:
    """Where the index of each directorate stands."""
    st.markdown("### The index, directorate by directorate")
    key("Score of 100 with its 95 % interval; ┃ the trust. A to Z, not ranked.")
    standings = tuple(
        Standing(group, its[found.composite.id]) for group, its in found.by_directorate.items()
    )
    alt = " ".join(standing.finding.sentence for standing in standings)
    of = (version, visit.scope, found.composite.id, visit.palette_name)
    picture = bands_drawn(*of, "directorates", standings, alt, index.value)
    draw(picture, "directorates", visit)


@st.cache_resource(max_entries=64, show_spinner=False)
def bands_drawn(
    version: str,
    scope: Scope,
    composite: str,
    palette: PaletteName,
    which: str,
    _rows: Sequence[Standing],
    _alt: str,
    _trust: float | None = None,
) -> Picture:
    """Rows over the bands, drawn once for each version, scope, composite and palette."""
    del version, scope, composite, which
    return bands(_rows, PALETTES[palette], _alt, _trust)
