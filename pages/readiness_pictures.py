"""Where do the components stand over the bands, and the index of each directorate?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.bands import Standing, bands
from charts.figure import Picture
from charts.palette import PALETTES, PaletteName
from metrics.composite import Composite, level_in_words, place_of_level
from metrics.finding import Finding, findings
from pages.parts import draw, key, same_numbers
from pages.readiness_parts import show_holding_back
from pages.visit import Visit
from pages.words import counted, sentence_case
from warehouse.snapshot import Snapshot


def show_components(
    visit: Visit,
    snapshot: Snapshot,
    composite: Composite,
    pillars: Sequence[Finding],
    own: dict[str, float],
) -> None:
    """The pillars over the bands, and beside each how the board judged it."""
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
    wanted = (snapshot.version, visit.scope, composite.id, "components", visit.palette_name)
    draw(bands_drawn(*wanted, _rows=standings, _alt=alt), "components")
    same_numbers(components_table(standings), f"The components of {composite.title}")


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


def show_directorates(
    visit: Visit,
    snapshot: Snapshot,
    composite: Composite,
    rows: DataFrame,
    index: Finding,
    names: Sequence[str],
) -> None:
    """What holds each directorate back, then where its index stands."""
    by_directorate: dict[str, dict[str, Finding]] = {}
    for finding in findings(rows.loc[rows["breakdown"] == "directorate"]):
        by_directorate.setdefault(finding.group, {})[finding.subject.id] = finding
    if not by_directorate:
        return
    by_directorate = dict(sorted(by_directorate.items()))
    trust = {f.subject.id: f for f in findings(rows.loc[rows["breakdown"] == "trust"])}
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        show_holding_back(visit, snapshot, composite, {"Trust": trust, **by_directorate}, names[1:])
    with right:
        st.markdown("### The index, directorate by directorate")
        key("Score of 100 with its 95 % interval; ┃ the trust. A to Z, not ranked.")
        standings = tuple(
            Standing(group, found[composite.id]) for group, found in by_directorate.items()
        )
        alt = " ".join(standing.finding.sentence for standing in standings)
        wanted = (snapshot.version, visit.scope, composite.id, "directorates", visit.palette_name)
        draw(bands_drawn(*wanted, _rows=standings, _alt=alt, _trust=index.value), "directorates")


@st.cache_resource(max_entries=64, show_spinner=False)
def bands_drawn(
    version: str,
    scope: Scope,
    composite: str,
    what: str,
    palette_name: PaletteName,
    _rows: tuple[Standing, ...],
    _alt: str,
    _trust: float | None = None,
) -> Picture:
    """The picture over the bands, drawn once for each version, scope, composite and palette."""
    return bands(_rows, PALETTES[palette_name], _alt, _trust)
