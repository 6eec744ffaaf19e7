"""Who is looking, at which version, and what may they see? Made by the frame on every run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy import Engine
from streamlit.navigation.page import StreamlitPage

from access.people import Person
from access.people import person as person_now
from access.scope import Scope
from charts.palette import PALETTES, Palette, PaletteName
from pages.literal import literal
from warehouse.register import names_of_people
from warehouse.snapshot import Snapshot


@dataclass(frozen=True)
class Visit:
    """What a page needs to know of its visitor. `snapshot` is None where nothing is published.

    `is_earlier` where it is not today's snapshot but one that the address asked for;
    `is_demonstration` where nobody signs in, and the address says whose eyes one looks through.
    `viewer` is the administrator who looks through the person's eyes, where one does.
    """

    person: Person
    scope: Scope
    snapshot: Snapshot | None
    folder: Path
    register: Engine
    palette_name: PaletteName
    pages: Mapping[str, StreamlitPage]
    is_earlier: bool = False
    is_demonstration: bool = False
    viewer: Person | None = None

    @property
    def palette(self) -> Palette:
        return PALETTES[self.palette_name]

    @property
    def whose_eyes(self) -> dict[str, str]:
        """The demonstration's choice of a person, in an address; nothing where people sign in."""
        return {"person": self.by} if self.is_demonstration else {}

    @property
    def address(self) -> dict[str, Any]:
        """What every link carries on: whose eyes, and which version if not today's."""
        carried: dict[str, Any] = {**self.whose_eyes}
        if self.viewer is not None:
            carried["view_as"] = self.person.person_id
        if self.is_earlier and self.snapshot is not None:
            carried["version"] = self.snapshot.about.sequence
        return carried

    @property
    def by(self) -> str:
        """The id of whoever really sits there, for what is written down."""
        return (self.viewer or self.person).person_id

    def ask_again(self) -> None:
        """Begin anew where somebody's access has changed.

        For a part of a page that is drawn by itself (st.fragment): the frame has not asked again.
        """
        for known in (self.person, self.viewer):
            if known is None:
                continue
            now = person_now(self.register, known.person_id)
            if now is None or replace(now, is_only_looked_at=known.is_only_looked_at) != known:
                st.rerun()

    def called(self, person_id: str) -> str:
        """The name of whoever did something, without what the demonstration writes behind it."""
        name = self._names.get(person_id, person_id)
        return name.partition(",")[0] if self.is_demonstration else name

    @cached_property
    def _names(self) -> dict[str, str]:
        return names_of_people(self.register)

    def go(self, page: str, **chosen: Any) -> None:
        """Leave for a page that this person is offered, with what is chosen there; else stay."""
        if page in self.pages:
            st.switch_page(self.pages[page], query_params={**self.address, **chosen})

    def link(
        self, page: str, label: str, *, to_the_right: bool = True, bold: bool = False, **chosen: Any
    ) -> None:
        """A link to a page that this person is offered, with what is chosen there; else nothing.

        The label is shown as it is: data may stand in it.
        """
        if page not in self.pages:
            return
        shown = f"**{literal(label)}**" if bold else literal(label)
        st.page_link(
            self.pages[page],
            label=f":blue[{shown}]",  # Streamlit draws page links in ink, like any text
            icon=":material/arrow_forward:" if to_the_right else None,
            icon_position="right",
            query_params={**self.address, **chosen},
        )
