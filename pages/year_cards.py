"""How did several scores go over the years? A card each, on axes of one height."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.scope import Scope
from charts.figure import Picture
from charts.five_years import common_span, five_years
from charts.palette import PALETTES, PaletteName
from metrics.finding import Finding
from pages.literal import literal
from pages.numbers_table import by_year
from pages.parts import chip, draw, key, same_numbers
from pages.three_e_numbers import short_title
from pages.visit import Visit

# The height of a card's axis, where little moves: a board should not see noise as a wave.
LEAST_SPANS = {"of 10": 0.72, "points of 10": 0.72, "%": 7.2}


def draw_cards(
    visit: Visit, version: str, series: Sequence[Sequence[Finding]], *, has_peers: bool
) -> None:
    """The cards of several series; those of one unit share the height of their axis, and say so."""
    if not series:
        st.markdown("No staff survey has been published.")
        return
    spans = {
        unit: common_span((one for one in series if one[-1].subject.unit == unit), least)
        for unit, least in LEAST_SPANS.items()
        if any(one[-1].subject.unit == unit for one in series)
    }
    said_once = shared_reason([waves[-1] for waves in series])
    key(literal(cards_key(spans, has_peers=has_peers) + said_once))
    grid = st.grid(min(3, len(series)), min_column_width=190)
    for waves in series:
        newest = waves[-1]
        title = short_title(newest)
        with grid.cell(), st.container(gap="xxsmall"):
            visit.link(
                "indicator",
                title,
                to_the_right=False,
                bold=True,
                indicator=newest.subject.id,
            )
            span = spans[newest.subject.unit]
            st.markdown(chip(newest) or ":small[:gray[no verdict]]")
            name = f"{newest.subject.id}_{title}"
            wanted = (version, visit.scope, visit.palette_name, name, span)
            draw(_drawn(*wanted, waves), f"years_{name}", visit)
            if newest.verdict == "cannot say" and newest.reason not in said_once:
                key(literal(f"Cannot say: {newest.reason}"))
    _table(version, visit.scope, series[0][-1].subject.id, series)


def shared_reason(newest: Sequence[Finding]) -> str:
    """Why several of them cannot be judged, where it is one reason: said once and not under each."""
    why = [one.reason for one in newest if one.verdict == "cannot say"]
    return f" ? Cannot say: {why[0]}" if len(why) > 1 and len(set(why)) == 1 else ""


def cards_key(spans: dict[str, float], *, has_peers: bool) -> str:
    """What the marks of a card mean, and how high its axis is."""
    peers = " Pale band: the middle half of the peers; dotted: their median." if has_peers else ""
    spoken = " and ".join(
        f"{span:.0f} percentage points" if unit == "%" else f"{span:.1f} of a point"
        for unit, span in spans.items()
    )
    return f"With 95 % intervals.{peers} Each axis spans {spoken}."


@st.cache_resource(max_entries=512, show_spinner=False)
def _drawn(
    version: str,
    scope: Scope,
    palette: PaletteName,
    name: str,
    span: float,
    _waves: Sequence[Finding],
) -> Picture:
    del version, scope, name
    return five_years(_waves, span, PALETTES[palette])


@st.cache_data(max_entries=128, show_spinner=False)
def _table(version: str, scope: Scope, first: str, _series: Sequence[Sequence[Finding]]) -> None:
    del version, scope, first
    same_numbers(by_year(_series, "Score"), "The years, their intervals and the peers' median")
