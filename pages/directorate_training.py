"""Who in a directorate has improvement training, and who is not reached?"""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from access.scope import Scope
from charts.coverage_bars import Bar, coverage_bars
from charts.palette import PALETTES, PaletteName
from metrics.finding import findings
from metrics.periods import in_words
from pages.literal import literal
from pages.parts import chip, draw, key, open_numbers
from pages.visit import Visit
from warehouse.snapshot import Snapshot, values_of

COVERAGE = "qi_training_coverage"
TAKING_PART = "people_involved"
YEARS = 4


@st.cache_data(max_entries=64, show_spinner=False)
def show_training(
    version: str,
    scope: Scope,
    name: str,
    palette: PaletteName,
    _least: DataFrame,
    _snapshot: Snapshot,
) -> None:
    """Coverage year by year beside the trust, and the staff group furthest from its share."""
    del version
    rows = values_of(_snapshot, scope, COVERAGE, "directorate")
    month = (_snapshot.about.last_month or "")[4:]
    own = rows.loc[(rows["directorate"] == name) & rows["period"].str.endswith(month)].tail(YEARS)
    if own.empty:
        st.markdown("### Improvement training")
        st.markdown("No training attendance of this directorate has been published yet.")
        return
    found = findings(own)
    last = found[-1]
    group = str(_least["worst_group"].iloc[0]) if len(_least) else ""
    reached = last.value_in_words if last.is_shown else "too few to say"
    st.markdown(f"### Training has reached {literal(reached)} of staff {chip(last)}")
    key("Staff with improvement training, level 1 or above. The pale bar is everyone; ┃ the trust.")
    bars = tuple(
        Bar(
            in_words(finding.period),
            finding.value if finding.is_shown else None,
            finding.value_in_words,
            finding.trust_value,
            f"of {finding.base}" if finding.base else "",
        )
        for finding in reversed(found)
    )
    alt = f"{name}: staff with improvement training"
    draw(coverage_bars(bars, PALETTES[palette], alt), "coverage_bars")
    if group:
        share = findings(_least)[0]
        if share.is_shown:
            st.markdown(
                f"Furthest from a fair share: **{literal(group)}**, at "
                f"{literal(share.value_in_words)} of what would be fair (1 is fair)."
            )


def show_taking_part(visit: Visit, name: str, snapshot: Snapshot) -> None:
    """How many of the directorate's staff are on project teams, beside the trust; where it is known."""
    rows = values_of(snapshot, visit.scope, TAKING_PART, "directorate")
    own = rows.loc[(rows["directorate"] == name) & (rows["period"] == snapshot.about.last_month)]
    for part in findings(own):
        if not part.is_shown:
            continue
        beside = part.subject.with_unit(part.trust_value)
        st.markdown(
            f"{literal(part.value_in_words)} of staff were on a project’s team in the last 12 months "
            f"(trust {literal(beside)}). {chip(part)}"
        )
        open_numbers(visit, [TAKING_PART], area=name)
