"""Opening a screen as somebody, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

FRAME = Path(__file__).parent.parent.parent / "pages" / "frame.py"
SECONDS = 60


def open_screen(
    patch: pytest.MonkeyPatch, folder: Path, person: str, screen: str, **chosen: str
) -> AppTest:
    """The screen as this person sees it on this data folder; `chosen` goes into the address."""
    patch.setenv("CULTURE_DATA", str(folder))
    at = AppTest.from_file(str(FRAME), default_timeout=SECONDS)
    at.query_params["person"] = person
    for name, value in chosen.items():
        at.query_params[name] = value
    at._page_hash = calc_hash(screen)  # function pages have no file for switch_page to name
    return at.run()


def words_on(at: AppTest) -> str:
    """Everything written on the screen, tables and pictures' sentences too.

    Without the sidebar: the demonstration's list of people names whose eyes one may choose.
    """
    return "\n".join(str(element.proto) for element in at.main)
