"""What does each number mean? Every indicator and composite in words."""

from __future__ import annotations

import streamlit as st

from metrics.composite import composites
from metrics.indicator import Indicator
from metrics.lenses import LENS_WORDS, LENSES
from metrics.registry import INDICATORS, by_lens
from pages.definition_card import composite_card, definition_card
from pages.literal import literal
from pages.needs import needs_in_words
from pages.parts import choose, header, key
from pages.visit import Visit
from pages.words import counted, sentence_case
from warehouse.snapshot import not_collected

ALL = "all"


def show(visit: Visit) -> None:
    """Draw the indicators of the lens and words that the address names."""
    header(visit, "Definitions")
    missing = not_collected(visit.snapshot, visit.scope) if visit.snapshot else {}
    heading = st.container()
    left, right = st.columns(2, gap="medium")
    with left:
        lens = choose("Lens", lenses_offered(), "lens")
    with right:
        wanted = st.text_input(
            "Words in it", key="find", bind="query-params", placeholder="training, gap, PDSA"
        )
    opened = st.query_params.get("indicator", "")
    found = matching(lens, wanted or "")
    many = sentence_case(counted(len(found), "indicator"))
    heading.markdown(f"## {many}, with what is counted, among whom, and how it is judged.")
    with st.container(gap="xsmall"):
        for indicator in found:
            show_one(visit, indicator, missing.get(indicator.id, ""), indicator.id == opened)
    if lens == ALL and not wanted:
        st.markdown("### Composites")
        for composite in composites().values():
            with st.expander(composite.title, expanded=composite.id == opened):
                composite_card(composite)
                visit.link("indicator", "See its course", indicator=composite.id)
    if visit.snapshot is not None:
        key(f"As they stand in version {literal(visit.snapshot.version)}.")


def lenses_offered() -> dict[str, str]:
    """Tag → 'NHS IMPACT: People and culture', all of them first."""
    offered = {ALL: "All"}
    for lens, tags in LENSES.items():
        offered |= {tag: f"{lens}: {words}" for tag, words in tags.items()}
    return offered


def matching(lens: str, wanted: str) -> list[Indicator]:
    """The indicators of a lens in which all the words occur."""
    chosen = INDICATORS.values() if lens == ALL else by_lens(lens)
    words = wanted.lower().split()
    return [indicator for indicator in chosen if all(w in everything(indicator) for w in words)]


def everything(indicator: Indicator) -> str:
    """All that is said of an indicator, in small letters, to be searched."""
    said = (
        indicator.title,
        indicator.question,
        indicator.why,
        indicator.numerator,
        indicator.denominator,
        indicator.catalogue,
        indicator.source,
        *(LENS_WORDS[tag] for tag in indicator.lenses),
    )
    return " ".join(said).lower()


def show_one(visit: Visit, indicator: Indicator, needs: str, is_open: bool) -> None:
    """One indicator, folded; grey where nothing was uploaded for it."""
    title = literal(indicator.title)
    said = f":gray[{title}, not collected]" if needs else f"{title} :gray[· {indicator.unit}]"
    with st.expander(said, expanded=is_open):
        st.markdown(f"*{literal(indicator.question)}*")
        if needs:
            st.markdown(f":gray[{literal(needs_in_words(needs))}]")
        definition_card(indicator)
        if not needs and visit.snapshot is not None:
            visit.link("indicator", "See its course", indicator=indicator.id)
