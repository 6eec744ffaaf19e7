"""What does a number mean? One card for the Indicator page and the Definitions page."""

from __future__ import annotations

import streamlit as st

from metrics import lenses
from metrics.change import RUN_CHART_IN_WORDS, TEST_IN_WORDS
from metrics.composite import Composite
from metrics.indicator import Indicator
from metrics.registry import INDICATORS
from pages.literal import literal
from pages.plain_table import plain_table

BETTER = {
    "higher": "higher",
    "lower": "lower",
    "equal": "nearer to equal",
    "neither": "neither; it tells how to read the others",
}
TESTED_BY = {"nothing": "none; it is not judged", "run chart": RUN_CHART_IN_WORDS}


def definition_card(indicator: Indicator) -> None:
    """Why it is worth watching, what is counted among whom, how it is judged, on whose authority."""
    st.markdown(literal(indicator.why))
    rows = [
        ("Counted", indicator.numerator),
        *([("Among", indicator.denominator)] if indicator.denominator != "none" else []),
        ("Unit", indicator.unit),
        ("Better", BETTER[indicator.better]),
        ("Lens", lenses.in_words(indicator.lenses)),
        ("Judged by", TESTED_BY.get(indicator.judged_by, TEST_IN_WORDS[indicator.statistic])),
        ("Source", indicator.source),
        ("Authority", indicator.authority),
        ("Catalogue", indicator.catalogue),
    ]
    if indicator.caution:
        rows.append(("Caution", indicator.caution))
    pairs(rows, f"What “{indicator.title}” means")


def say_composite(composite: Composite) -> None:
    """How a composite is made, in words."""
    pillars = ", ".join(pillar.title for pillar in composite.pillars)
    st.markdown(
        f"An index of 100 made of {literal(pillars)}. Each part is scored 0 to 100 between two "
        "fixed goalposts; a pillar is the mean of its parts, the index the geometric mean of its "
        f"pillars, all equal. Goalposts {literal(composite.version)}."
    )


def composite_card(composite: Composite) -> None:
    """How a composite is made: its pillars, their parts and the goalposts, in a stated version."""
    say_composite(composite)
    rows = [
        (
            pillar.title,
            INDICATORS[part.indicator].title,
            f"{part.at_0:g} to {part.at_100:g}",
            f"{part.weight:g}",
        )
        for pillar in composite.pillars
        for part in pillar.parts
    ]
    plain_table(
        ("Pillar", "Part", "Scores 0 to 100", "Weight"),
        rows,
        (24, 42, 22, 12),
        f"How {composite.title} is made",
        numbers=(2, 3),
    )


def pairs(rows: list[tuple[str, str]], alt: str) -> None:
    """Labels and what they say, without a heading row."""
    listed = {literal(name): literal(said) for name, said in rows}
    st.table(listed, border="horizontal", hide_header=True, alt=alt)
