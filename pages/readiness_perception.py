"""Do leaders, staff and the measures place each component alike, and do assessors among themselves?"""

from __future__ import annotations

import streamlit as st

from metrics.composite import level_in_words
from metrics.perception import (
    CAVEAT,
    beside_the_score,
    gap_in_words,
    given_in_words,
    spread_in_words,
)
from pages.literal import literal
from pages.parts import key
from pages.plain_table import plain_table
from pages.readiness_numbers import ASSESSOR, Numbers


def show_perception(found: Numbers) -> None:
    """The board's level of each component beside its score and what staff say that bears on it."""
    st.markdown("### Do staff see it as leaders do?")
    key(literal(CAVEAT))
    rows = []
    for pillar in found.pillars:
        level = found.own.get(pillar.subject.id)
        if level is None:
            continue
        staff = found.staff.get(pillar.subject.id)
        gap = gap_in_words(level, staff)
        rows.append(
            (
                pillar.subject.title,
                f"{level:g}, {level_in_words(level)}",
                f"{pillar.value_in_words} (level: {beside_the_score(level, pillar)})",
                f"{staff.value_in_words}: {gap}" if staff else gap,
            )
        )
    # Four columns are what a phone holds without cutting the last.
    plain_table(
        ("Component", f"{ASSESSOR}’s level, 1 to 5", "Score of 100", "Staff favourable"),
        rows,
        (22, 24, 20, 34),
        "Each component as the board, the measures and staff place it",
    )
    with st.expander("How the levels were given, and how far assessors are apart"):
        titles = {pillar.subject.id: pillar.subject.title for pillar in found.pillars}
        plain_table(
            ("Component", "Assessed by", "Items", "Levels given", "Median", "Spread of assessors"),
            [
                (
                    titles[one.component],
                    one.role or "not said",
                    str(one.items),
                    given_in_words(one),
                    f"{one.level:g}",
                    spread_in_words(one),
                )
                for one in found.assessments
                if one.component in titles
            ],
            (20, 20, 8, 24, 9, 19),
            "The newest self-assessment: levels by component and role",
            numbers=(2, 4),
        )
        key("Spread: levels between the middle half of the assessors of an item, its usual size.")
