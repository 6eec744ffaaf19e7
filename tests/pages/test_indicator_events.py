"""Does a control chart show what happened to its own area before what happened to the trust?"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.given import Trust
from tests.pages.screens import open_screen
from warehouse.register import add_person


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two directorates, fifteen months of starts, and what happened in them."""
    trust = Trust(tmp_path_factory.mktemp("events"))
    trust.holds("structure", "directorate\n Surgery\n Medicine")
    trust.holds(
        "project_register",
        "project_id | directorate | started_on\n"
        + "\n".join(
            f"{where} {month} | {where} | 05/{month % 12 + 1:02d}/{2025 + month // 12}"
            for where in ("Surgery", "Medicine")
            for month in range(15)
        ),
    )
    trust.holds(
        "event",
        "title | directorate | began_on | kind\n"
        " Coaches start | | 05/03/2025 | programme\n"
        " Winter plan | | 05/10/2025 | other\n"
        " Question reworded | | 05/10/2025 | question change\n"
        " New director | Surgery | 05/02/2025 | leadership change\n"
        " Long ago | | 05/02/2015 | other\n"
        " New ward | Medicine | 05/04/2025 | other",
    )
    add_person(trust.register, "lead", "Lead", "directorate lead", ("Surgery",))
    trust.published()
    return trust.folder


def said(monkeypatch: pytest.MonkeyPatch, folder: Path, area: str = "") -> str:
    chosen = {"indicator": "projects_started"} | ({"area": area} if area else {})
    at: AppTest = open_screen(monkeypatch, folder, "lead", "indicator", **chosen)
    assert not at.exception
    return next(
        text.value.replace("\\", "") for text in at.main.markdown if "What happened" in text.value
    )


def test_a_directorate_tells_its_own_events_and_the_trusts(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    assert (
        "What happened: February 2025: New director · March 2025: Coaches start · "
        "October 2025: Winter plan."
    ) in said(monkeypatch, folder, "Surgery")


def test_the_trust_tells_no_directorates_events(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    assert "New" not in said(monkeypatch, folder)
