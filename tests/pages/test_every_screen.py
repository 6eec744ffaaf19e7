"""Every screen, for every person, on the fictitious trust and on nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.scope import Scope
from pages.frame import SCREENS
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person, open_register
from warehouse.snapshot import current, directorates

SEES = ("board-member", "improvement-team", "lead-care-of-older-people")
NAMES = [screen.name for screen in SCREENS if screen.needs in ("sees_indicators", "may_upload")]
TEAM_ONLY = [screen.name for screen in SCREENS if screen.needs == "may_upload"]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with people and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    register = open_register(folder)
    add_person(register, "board-member", "Board member", "board member", ())
    add_person(register, "improvement-team", "Improvement team", "improvement team", ())
    add_person(
        register,
        "lead-care-of-older-people",
        "Lead",
        "directorate lead",
        ("Care of Older People",),
    )
    return folder


@pytest.mark.parametrize("screen", NAMES)
@pytest.mark.parametrize("person", SEES)
def test_a_screen_draws_on_the_fictitious_trust(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, person: str, screen: str
) -> None:
    at = open_screen(monkeypatch, demonstration_data, person, screen)
    assert not at.exception
    assert at.main.markdown[0].value.startswith("# ")


@pytest.mark.parametrize("screen", NAMES)
@pytest.mark.parametrize("person", SEES)
def test_a_screen_says_what_is_missing_on_nothing_at_all(
    monkeypatch: pytest.MonkeyPatch, empty: Path, person: str, screen: str
) -> None:
    at = open_screen(monkeypatch, empty, person, screen)
    assert not at.exception
    assert any(text.value.startswith("## ") for text in at.main.markdown)


@pytest.mark.parametrize("screen", NAMES)
def test_somebody_without_access_sees_one_calm_page(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, screen: str
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "no-access", screen)
    assert [text.value for text in at.main.markdown][1] == "## You have no access yet."
    assert len(at.main.markdown) == 3


@pytest.mark.parametrize("screen", NAMES)
def test_a_lead_reads_no_other_directorate_s_name(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, screen: str
) -> None:
    snapshot = current(demonstration_data)
    assert snapshot is not None
    everybody = Scope.whole_trust(projects=True)
    trust = directorates(snapshot, everybody)
    others = set(trust["directorate"]) - {"Care of Older People"}
    said = words_on(
        open_screen(monkeypatch, demonstration_data, "lead-care-of-older-people", screen)
    )
    for division in trust["division"].unique():  # "Medicine and Emergency" is theirs to see
        said = said.replace(division, "")
    assert {name for name in others if name in said} == set()


@pytest.mark.parametrize("screen", TEAM_ONLY)
@pytest.mark.parametrize("person", ["board-member", "lead-care-of-older-people"])
def test_a_screen_of_the_team_is_nobody_else_s(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, person: str, screen: str
) -> None:
    theirs = open_screen(monkeypatch, demonstration_data, person, screen)
    nowhere = open_screen(monkeypatch, demonstration_data, person, "no-such-screen")
    assert [text.value for text in theirs.main.markdown] == [
        text.value for text in nowhere.main.markdown
    ]


def test_somebody_the_register_does_not_know_is_not_taken_for_the_first(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "a-stranger", "overview")
    assert at.main.markdown[1].value == "## You have no access yet."
