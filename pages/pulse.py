"""What did the quarterly pulse say since? Small series of its own, apart from the yearly survey."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.figure import Picture
from charts.palette import PALETTES, PaletteName
from charts.run_chart import run_chart
from metrics.finding import Finding, findings
from metrics.periods import in_words
from metrics.pulse import DECLARED, NOT_COMPARABLE
from pages.literal import literal
from pages.numbers_table import by_quarter
from pages.parts import chip, draw, key, same_numbers
from pages.visit import Visit
from warehouse.snapshot import Snapshot, values_of


def draw_pulse(visit: Visit, snapshot: Snapshot) -> None:
    """Engagement and its three parts by quarter, for the trust as a whole; or what is missing."""
    rows = values_of(snapshot, visit.scope, tuple(one.id for one in DECLARED), "trust")
    st.markdown("### Between the yearly surveys: the pulse")
    series = [rows_of_pulse(rows, one.id) for one in DECLARED]
    held = [mine for mine in series if len(mine)]
    if not held:
        st.markdown(":gray[No pulse survey has been uploaded.]")
        return
    newest = findings(held[0].tail(1))[0]
    answered = f"{newest.base} people answered in" if newest.base else "Newest:"
    key(literal(f"{answered} {in_words(newest.period)}. {NOT_COMPARABLE} Dotted: the median."))
    grid = st.grid(min(4, len(held)), min_column_width=190)
    for mine in held:
        found = tuple(findings(mine))
        title = found[-1].subject.title.removeprefix("Pulse ").capitalize()
        with grid.cell(), st.container(gap="xxsmall"):
            visit.link("indicator", title, to_the_right=False, indicator=found[-1].subject.id)
            st.markdown(chip(found[-1]) or ":small[:gray[no verdict]]")
            name = found[-1].subject.id
            draw(
                drawn(snapshot.version, visit.scope, name, visit.palette_name, found, median(mine)),
                f"pulse_{name}",
                visit,
            )
    said = findings(held[0].tail(1))[0]
    if said.verdict == "cannot say":
        key(literal(f"Cannot say: {said.reason}"))
    same_numbers(
        by_quarter([findings(mine) for mine in held]),
        "The quarters, their intervals and how many answered",
    )


def rows_of_pulse(rows: DataFrame, name: str) -> DataFrame:
    """One pulse score's rows, oldest first; not weighted where there are two."""
    mine = rows.loc[rows["indicator"] == name].sort_values(["period", "weighting"])
    return mine.drop_duplicates("period")


def median(rows: DataFrame) -> float | None:
    """The median of the quarters up to the newest that is shown; None for a part of the trust."""
    known = rows["centre"].dropna()
    return float(known.iloc[-1]) if len(known) else None


@st.cache_resource(max_entries=128, show_spinner=False)
def drawn(
    version: str,
    scope: Scope,
    name: str,
    palette_name: PaletteName,
    _quarters: Sequence[Finding],
    _median: float | None,
    area: str = "",
) -> Picture:
    """The run chart, drawn once for each version, scope, score, area and palette."""
    del version, scope, name, area
    return run_chart(_quarters, _median, PALETTES[palette_name])
