"""How does something leave the dashboard? As a file, and the audit trail says who took what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from sqlalchemy import Engine

from pages.literal import as_file_name
from pages.visit import Visit
from warehouse.audit_trail import note

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(
    visit: Visit,
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    what: str,
    mime: str | None = None,
    key: str | None = None,
) -> None:
    """A button that gives a file, made when it is asked for, not each time the page is drawn.

    `what` names the subject and the part of the trust for the audit trail; the version is added.
    """
    version = f", version {visit.snapshot.about.sequence}" if visit.snapshot else ""
    st.download_button(
        label,
        partial(_taken_away, visit.register, visit.by, f"{what}{version}", make),
        file_name=as_file_name(file_name),
        mime=mime,
        on_click="ignore",
        icon=":material/download:",
        key=key,
    )


def _taken_away(register: Engine, person_id: str, about: str, make: Callable[[], bytes]) -> bytes:
    content = make()
    note(register, person_id, "exported", about)
    return content
