"""How does one number stand on the first screen? Value, verdict, five waves, interval, comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from charts.palette import Palette
from charts.spark import spark
from metrics.finding import Finding
from pages.literal import literal
from pages.parts import COLOUR_OF


@dataclass(frozen=True)
class Tile:
    """What one tile shows: its waves oldest first, the newest being the number; `beside` in words."""

    label: str
    waves: Sequence[Finding]
    beside: str
    missing: str = "nothing published yet"

    @property
    def newest(self) -> Finding | None:
        return self.waves[-1] if self.waves else None


def draw_tile(tile: Tile, palette: Palette) -> None:
    """Draw a tile into the cell that is open."""
    finding = tile.newest
    if finding is None or not finding.is_shown:
        st.metric(literal(tile.label), "–")
        reason = finding.reason if finding else tile.missing
        st.markdown(f":small[:gray[{literal(reason)}]]")
        return
    st.metric(
        f"{literal(tile.label)} :gray[{literal(short_unit(finding))}]",
        finding.number,
        delta=f"{finding.mark} {finding.verdict}" if finding.verdict else None,
        delta_color=COLOUR_OF.get(finding.verdict, "gray"),  # type: ignore[arg-type]
        delta_arrow="off",
    )
    drawn = spark(tile.waves, palette)
    st.image(drawn.svg, alt=drawn.alt, width="stretch")
    lines = [finding.interval_in_words, finding.known_in_words, tile.beside]
    st.markdown("  \n".join(f":small[:gray[{literal(line)}]]" for line in lines if line))


def short_unit(finding: Finding) -> str:
    """'of 10' also for a gap between two scores of ten: the label has room for few words."""
    return finding.subject.unit.removeprefix("points ")
