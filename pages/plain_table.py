"""How does a small table look everywhere? Words as they are, numbers at the right, widths shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from pandas import DataFrame

from pages.literal import literal


def plain_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    alt: str,
    numbers: Iterable[int] = (),
) -> None:
    """A real table; `widths` in per cent, `numbers` the places of columns with numbers.

    Cells are shown as they are: what a spreadsheet held is never read as formatting.
    """
    cells = DataFrame([[literal(cell) for cell in row] for row in rows], columns=list(headings))
    styles = [
        {"selector": "th, td", "props": [("padding", "4px clamp(3px, .5vw, 8px) !important")]}
    ]
    styles += [
        {"selector": f".col{place}", "props": [("width", f"{width}%")]}
        for place, width in enumerate(widths)
    ]
    styles += [
        {
            "selector": f".col{place}",
            "props": [("text-align", "right !important"), ("font-variant-numeric", "tabular-nums")],
        }
        for place in numbers
    ]
    st.table(cells.style.set_table_styles(styles), border="horizontal", hide_index=True, alt=alt)
