"""Is training shared fairly between staff groups and bands? Non-clinical first, unknowns told."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.interval_plot import Line, base_word
from metrics import headlines
from metrics.fair_shares import Share, fair_shares, unknown_in_words
from metrics.finding import Finding
from metrics.trained_people import NON_CLINICAL
from pages.equality import shares_drawn
from pages.group_plots import plot_key
from pages.literal import literal
from pages.numbers_table import by_group
from pages.parts import draw, key, same_numbers
from pages.three_e import not_collected
from pages.training_numbers import REPRESENTATION, Numbers
from pages.visit import Visit

FAIR = Line(1.0, "fair share")
BANDS = ("1 to 4", "5 to 7", "8a and above", "other")


def show_reach(visit: Visit, version: str, found: Numbers) -> None:
    """By staff group, by band, and by both."""
    st.markdown(f"### {literal(headlines.of_fair_shares(found.by_staff_group, 'training'))}")
    if not found.by_staff_group and not found.by_band:
        not_collected(REPRESENTATION, found.missing)
        return
    key(
        "A group's share of those trained over its share of headcount: 1 is a fair share, 0.5 "
        f"half of one. {literal(unknown_in_words(found.crossed))}"
    )
    left, right = st.columns(2, gap="medium")
    staff = sorted(found.by_staff_group, key=lambda one: (one.group not in NON_CLINICAL, one.group))
    for place, kind, rows in (
        (left, "Staff group", staff),
        (right, "Band", found.by_band),
    ):
        with place:
            _plot(visit, version, kind, rows)
    _crossed(version, visit.scope, fair_shares(found.crossed))


def _plot(visit: Visit, version: str, kind: str, rows: Sequence[Finding]) -> None:
    st.markdown(f"**By {kind.lower()}**")
    if not rows:
        st.markdown(f"The lists or the headcount do not give the {kind.lower()}.")
        return
    key(literal(plot_key(rows, FAIR)))
    picture = shares_drawn(version, visit.scope, visit.palette_name, kind, rows)
    draw(picture, f"shares_{kind}", visit)
    table = by_group(rows, kind, base_word(rows[0]))
    same_numbers(table, f"Fair share of training by {kind.lower()}, with intervals and change")


@st.cache_data(max_entries=64, show_spinner=False)
def _crossed(version: str, scope: Scope, _shares: Sequence[Share]) -> None:
    """Staff group by band group; bold is clearly less than a fair share."""
    del version, scope
    if not _shares:
        return
    st.markdown("**Staff group by band**")
    key(
        "Ratio and 95 % interval. **Bold: clearly less than a fair share.** Too few: under 20 staff."
    )
    of = {(one.of.staff_group, one.of.bands): one for one in _shares}
    names = sorted({name for name, _ in of}, key=lambda name: (name not in NON_CLINICAL, name))
    words = DataFrame(
        [[_words(of.get((name, bands))) for bands in BANDS] for name in names],
        index=[literal(name) for name in names],
        columns=["Bands 1 to 4", "5 to 7", "8a and above", "Other"],
    )
    words.index.name = "Staff group"
    # Narrow cells: on a phone ratio and interval stand under one another.
    narrow = {"selector": "th, td", "props": "padding:4px clamp(2px,.5vw,8px) !important;"}
    st.table(
        words.style.set_table_styles([narrow]),
        border="horizontal",
        alt="Fair share of training by staff group and band, non-clinical groups first",
    )


def _words(share: Share | None) -> str:
    if share is None:
        return "–"
    ratio, _, interval = share.in_words.partition(" (")
    if not interval:
        return f":small[:gray[{literal(ratio)}]]"
    ratio = literal(ratio)
    shown = f"**{ratio}**" if share.is_short else ratio
    return f"{shown} :small[:gray[{literal(interval.rstrip(')').replace(' to ', '–'))}]]"
