"""Which number was clicked in a chart?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from charts.figure import CONFIG, Picture, Point


def clicked(picture: Picture, name: str) -> Point | None:
    """Draw a chart whose marks can be clicked; the number that was clicked just now, if any.

    A short way for the mouse only: whoever uses it draws links that lead to the same numbers.
    """
    was_clicked = f"clicked {name}"
    event = st.plotly_chart(
        picture.figure,
        key=name,
        theme=None,
        config=CONFIG,
        alt=picture.alt,
        width="stretch",
        on_select=partial(_remember, was_clicked),
        selection_mode="points",
    )
    if not st.session_state.pop(was_clicked, False):
        return None  # what was clicked earlier stays selected, and has been answered
    for mark in event.selection.points:
        points = picture.points.get(mark["curve_number"], ())
        if mark["point_index"] < len(points):
            return points[mark["point_index"]]
    return None


def _remember(was_clicked: str) -> None:
    st.session_state[was_clicked] = True
