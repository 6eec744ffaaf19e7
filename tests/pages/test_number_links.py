"""Does every number on every screen lead to its definition and its source rows in one click?

A number stands in a tile, a table or a chart. From each of them the page of an indicator, where
definition and source rows stand side by side, or the definitions have to be one link away: in the
same cell of a grid, or else under the same heading.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.testing.v1.element_tree import Block

from pages.frame import SCREENS
from tests.pages.screens import open_screen

NUMBERS = {"metric", "arrow_table", "table", "plotly_chart", "imgs"}
# What tells of files, rows or names and not of an indicator; and the page that all links lead to.
ABOUT_FILES = {"upload", "data_held", "structure", "definitions", "people", "audit", "indicator"}
NAMES = [screen.name for screen in SCREENS if screen.name not in ABOUT_FILES]
EVERYBODY = ("board-member", "improvement-team", "lead-care-of-older-people")


@dataclass
class Section:
    """What stands under one heading, as far as it was read."""

    heading: str
    numbers: list[str] = field(default_factory=list)  # that wait for a link
    leads_on: bool = False

    def takes(self, numbers: list[str]) -> None:
        if not self.leads_on:
            self.numbers += [f"{self.heading}: {number}" for number in numbers]

    def has_a_link(self) -> None:
        self.numbers, self.leads_on = [], True


def sections_of(block: Block) -> list[Section]:
    """A block's sections. What has no heading of its own belongs to the section around it; the last
    section of a column may be led on from by a link under all columns.
    """
    sections = [Section("")]
    for child in block.children.values():
        now = sections[-1]
        if isinstance(child, Block):
            first, *others = sections_of(child)
            now.takes(first.numbers)
            if first.leads_on:
                now.has_a_link()
            if others:
                sections[-1:-1] = others[:-1]
                now.takes(others[-1].numbers)
        elif child.type == "markdown" and child.value.startswith("#"):
            sections.append(Section(child.value.splitlines()[0]))
        elif child.type in NUMBERS:
            now.takes([child.type])
        elif child.type == "page_link" and "indicator=" in child.proto.query_string:
            now.has_a_link()
    return sections


def without_a_way(block: Block) -> list[str]:
    """The tiles, tables and charts from which no link opens their numbers."""
    return [number for section in sections_of(block) for number in section.numbers]


@pytest.mark.parametrize("screen", NAMES)
@pytest.mark.parametrize("person", EVERYBODY)
def test_every_number_leads_to_its_definition_and_its_rows(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, person: str, screen: str
) -> None:
    at = open_screen(monkeypatch, demonstration_data, person, screen)
    assert not at.exception
    assert without_a_way(at.main) == []
