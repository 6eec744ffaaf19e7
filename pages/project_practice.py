"""How is the method of testing followed: five features, counted, and for each project five ticks?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from metrics.practice import FEATURES
from pages.literal import literal
from pages.parts import key
from pages.plain_table import plain_table
from pages.project_numbers import Numbers
from pages.visit import Visit
from pages.words import counted, sentence_case
from warehouse.snapshot import Snapshot, projects

NEVER_A_TARGET = (
    "A description, never a target: published projects meet few of these (Taylor 2014), and a log "
    "does not hold all that was done."
)


def practice(visit: Visit, snapshot: Snapshot, name: str, found: Numbers) -> None:
    """The features met, of how many the log tells; each project's ticks for who may see them."""
    st.markdown("### How changes are tested")
    shares = found.counts.practice
    if not shares:
        key("No live project here has a cycle in the PDSA log.")
        return
    st.markdown(literal(in_a_sentence(found)))
    key(NEVER_A_TARGET)
    plain_table(
        ("Feature", "Met where", "Projects"),
        [
            (*FEATURES[feature], f"{share.known:,} of {share.of:,}" if share.of else "not told")
            for feature, share in shares.items()
        ],
        (26, 52, 22),
        "Features of PDSA practice in live projects",
        numbers=(2,),
    )
    left, right = st.columns(2)
    with left:
        visit.link(
            "indicator",
            "Features of PDSA practice",
            indicator="pdsa_practice",
            area=name or "trust",
        )
    with right:
        visit.link("indicator", "Cycles adapted or abandoned", indicator="cycles_not_adopted")
    _ticks(visit, snapshot, name)


def in_a_sentence(found: Numbers) -> str:
    """What PJ14 and PJ15 say, with no verdict."""
    said = []
    met = found.newest.get("pdsa_practice")
    if met is not None and met.is_shown:
        said.append(
            f"Live projects show {met.value_in_words} features of PDSA practice on average, over "
            f"{met.base} projects whose log tells of all five."
        )
    failed = found.newest.get("cycles_not_adopted")
    if failed is not None and failed.is_shown:
        said.append(
            f"{failed.value_in_words} of the cycles of the last 12 months ended in adapt or abandon."
            if failed.value
            else "No cycle of the last 12 months ended in adapt or abandon. Is a test allowed to fail?"
        )
    return " ".join(said) or "Too few projects tell of all five features to give an average."


def _ticks(visit: Visit, snapshot: Snapshot, name: str) -> None:
    held = projects(snapshot, visit.scope)
    live = held.loc[held["is_live"] & (held["cycles"] > 0)]
    own = live.loc[live["directorate"] == name] if name else live
    if own.empty:
        return
    with st.expander(sentence_case(counted(len(own), "live project")) + " with ticks"):
        key("✓ met, – not met, ? the log does not tell")
        plain_table(
            ("Project", *(title for title, _ in FEATURES.values())),
            [
                (str(row["title"]), *(_tick(row[feature]) for feature in FEATURES))
                for row in own.to_dict("records")
            ],
            (40, 12, 12, 12, 12, 12),
            "Features of PDSA practice, project by project",
        )


def _tick(met: Any) -> str:
    return "?" if pd.isna(met) else "✓" if met else "–"
