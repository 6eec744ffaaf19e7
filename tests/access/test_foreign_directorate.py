"""Whichever way a lead asks for another's directorate: is it as if there were none of that name?"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.opened import words
from tests.pages.screens import FRAME, SECONDS, open_screen, words_on
from warehouse.snapshot import current

LEAD, OTHER_LEAD, BOARD = "lead-care-of-older-people", "lead-estates-and-facilities", "board-member"
FOREIGN, NOWHERE = "Estates and Facilities", "Ships and Harbours"
# The screens that take the name of an area from the address, and how they call it there.
TAKES_AN_AREA = [
    ("directorate", "directorate", {}),
    ("projects", "area", {}),
    ("indicator", "area", {"indicator": "engagement"}),
    ("indicator", "area", {"indicator": "projects_started"}),
    ("training", "area", {}),
]


def said(at: AppTest) -> str:
    assert not at.exception
    return words_on(at)


@pytest.mark.parametrize(("screen", "parameter", "beside"), TAKES_AN_AREA)
def test_a_foreign_directorate_in_the_address_answers_like_one_that_does_not_exist(
    monkeypatch: pytest.MonkeyPatch,
    demonstration_data: Path,
    screen: str,
    parameter: str,
    beside: dict[str, str],
) -> None:
    def asked(area: str) -> AppTest:
        chosen = {parameter: area, **beside}
        return open_screen(monkeypatch, demonstration_data, LEAD, screen, **chosen)

    foreign = asked(FOREIGN)
    assert FOREIGN not in said(foreign)
    assert words(foreign) == words(asked(NOWHERE))


@pytest.mark.parametrize("screen", ["indicator", "projects"])
def test_a_foreign_directorate_in_the_session_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, screen: str
) -> None:
    monkeypatch.setenv("CULTURE_DATA", str(demonstration_data))
    at = AppTest.from_file(str(FRAME), default_timeout=SECONDS)
    at.query_params["person"] = LEAD
    at.query_params["indicator"] = "engagement"
    at.session_state["chosen_area"] = FOREIGN
    at._page_hash = calc_hash(screen)
    at.run()
    assert FOREIGN not in said(at)


def test_a_foreign_directorate_as_a_widget_s_value_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    """As a forged message over the websocket would send it: a value that was never offered."""
    at = open_screen(monkeypatch, demonstration_data, LEAD, "indicator", indicator="engagement")
    area = next(one for one in at.selectbox if one.label == "Area")
    assert FOREIGN not in area.options
    area.options.append(FOREIGN)
    area.set_value(FOREIGN).run()
    assert FOREIGN not in said(at)


@pytest.mark.parametrize("screen", ["overview", "directorate", "indicator", "projects", "training"])
def test_two_people_in_turn_never_share_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, screen: str
) -> None:
    """A board member's page is kept by the process first; then each lead's."""
    snapshot = current(demonstration_data)
    assert snapshot is not None
    chosen = {"indicator": "engagement"} if screen == "indicator" else {}
    whole = open_screen(monkeypatch, demonstration_data, BOARD, screen, **chosen)
    own = open_screen(monkeypatch, demonstration_data, LEAD, screen, **chosen)
    others = open_screen(monkeypatch, demonstration_data, OTHER_LEAD, screen, **chosen)
    assert not whole.exception
    assert FOREIGN not in said(own)
    assert "Care of Older People" not in said(others)
