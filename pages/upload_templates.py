"""Is there a template to start from? One workbook for each kind of sheet."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data_loaders.names import trust_names
from data_loaders.templates import TEMPLATES, template
from pages.export import export
from pages.visit import Visit
from pages.words import sentence_case


def templates(visit: Visit) -> None:
    """A template for each kind of sheet, with drop-downs of the trust's own names."""
    with st.expander("Start from a template"), st.container(horizontal=True):
        for layout in TEMPLATES:
            words = sentence_case(layout.title.removeprefix("an ").removeprefix("a "))
            export(
                visit,
                words,
                partial(_filled, visit, layout.name),
                f"{words}, template.xlsx",
                f"template with the trust's names, {layout.dataset}",
                key=f"template {layout.dataset} {layout.name}",
            )


def _filled(visit: Visit, name: str) -> bytes:
    layout = next(one for one in TEMPLATES if one.name == name)
    return template(layout, trust_names(visit.folder, visit.register))
