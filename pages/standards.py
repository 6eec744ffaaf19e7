"""Where do the race and disability equality standards' survey measures stand?"""

from __future__ import annotations

import streamlit as st

from metrics.finding import Finding, findings
from metrics.standards import DECLARED, GAPS, RATIOS, STANDARDS, Standard
from pages.literal import literal
from pages.parts import chip, key
from pages.visit import Visit
from warehouse.snapshot import Snapshot, values_of


def draw_standards(visit: Visit, snapshot: Snapshot) -> None:
    """Gap and ratio of each measure in its newest year, and which measures nothing is held of."""
    rows = values_of(snapshot, visit.scope, tuple(one.id for one in DECLARED), "characteristic")
    # Of one year and measure the published, weighted value is the one that is shown.
    rows = rows.sort_values(["period", "weighting"])
    newest = {one.subject.id: one for one in findings(rows)}
    st.markdown("### The standards’ survey measures")
    key(
        "WRES: white staff and all other ethnic groups. WDES: staff without a long-term condition and "
        "staff with one. Gap: the first less the second, 0 is equal; ratio: the second over the "
        "first, 1 is equal. The whole trust only. WDES 9a is the engagement gap above; WRES 6 and "
        "WDES 8 cannot be made of what we hold."
    )
    held = [
        (standard, newest[gap.id], newest.get(ratio.id))
        for standard, gap, ratio in zip(STANDARDS, GAPS, RATIOS, strict=True)
        if gap.id in newest
    ]
    if held:
        grid = st.grid(min(3, len(held)), min_column_width=240, border=True)
        for standard, gap, ratio in held:
            with grid.cell():
                _measure(visit, standard, gap, ratio)
    missing = [
        f"{standard.number} ({standard.measure})"
        for standard, gap in zip(STANDARDS, GAPS, strict=True)
        if gap.id not in newest
    ]
    if missing:
        needs = "Needs survey results of these questions by ethnicity or long-term condition: "
        key(literal(f"{needs}{', '.join(missing)}."))


def _measure(visit: Visit, standard: Standard, gap: Finding, ratio: Finding | None) -> None:
    title = f"{standard.number}: {standard.what}"
    visit.link("indicator", title, to_the_right=False, indicator=gap.subject.id)
    interval = f" ({gap.interval_in_words})" if gap.interval_in_words else ""
    lines = [f"**{literal(gap.value_in_words)}**{literal(interval)} {chip(gap)}"]
    if ratio is not None and ratio.is_shown:
        lines.append(literal(f"ratio {ratio.value_in_words} ({ratio.interval_in_words})"))
    base = f"{gap.base} in the smaller group, " if gap.base else ""
    lines.append(f":small[:gray[{literal(f'{base}{gap.period}')}]]")
    if gap.verdict == "cannot say":
        lines.append(f":small[:gray[{literal(f'Cannot say: {gap.reason}')}]]")
    st.markdown("  \n".join(lines))
    if ratio is not None:
        visit.link("indicator", "The ratio’s years", indicator=ratio.subject.id)
