"""May the improvement team, and only it, choose limits and targets on the Indicator screen?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.chart_choices import Target
from tests.pages.screens import open_screen, words_on
from warehouse.chart_choices import choices, set_target
from warehouse.register import open_register

OFFERED = "Begin limits anew"


@pytest.fixture
def own_data(demonstration_data: Path, tmp_path: Path) -> Path:
    """A copy, because what is chosen is kept."""
    return Path(shutil.copytree(demonstration_data, tmp_path / "data"))


def people_trained(
    patch: pytest.MonkeyPatch, folder: Path, person: str = "improvement-team", area: str = ""
) -> AppTest:
    chosen = {"indicator": "people_trained"} | ({"area": area} if area else {})
    return open_screen(patch, folder, person, "indicator", **chosen)


@pytest.mark.parametrize("person", ["board-member", "lead-care-of-older-people"])
def test_nobody_else_is_offered_limits_or_targets(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, person: str
) -> None:
    assert OFFERED not in words_on(people_trained(monkeypatch, demonstration_data, person))


def test_a_target_is_set_and_waits_to_be_published(
    monkeypatch: pytest.MonkeyPatch, own_data: Path
) -> None:
    at = people_trained(monkeypatch, own_data, area="Maternity")
    at.number_input(key="target_value").set_value(4.0).run()
    at.selectbox(key="target_month").set_value("2026-04").run()
    at.button(key="target_set").click().run()
    assert choices(open_register(own_data)).targets == (
        Target("people_trained", "Maternity", "2026-04", 4.0),
    )
    assert "it takes effect when you next publish" in words_on(at)


def test_limits_that_are_not_allowed_are_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, own_data: Path
) -> None:
    at = people_trained(monkeypatch, own_data)
    at.selectbox(key="limits_month").set_value("2026-02").run()
    at.button(key="limits_begin").click().run()
    assert "there are 9 since February 2026" in words_on(at)
    assert choices(open_register(own_data)).new_limits == ()


def test_a_reason_that_points_to_a_person_is_refused(
    monkeypatch: pytest.MonkeyPatch, own_data: Path
) -> None:
    at = people_trained(monkeypatch, own_data)
    at.selectbox(key="limits_month").set_value("2025-03").run()
    at.selectbox(key="limits_because").set_value("In my own words").run()
    at.text_input(key="limits_reason").set_value("Ask jo.marsh@example.nhs.uk").run()
    at.button(key="limits_begin").click().run()
    assert "seems to hold an e-mail address" in words_on(at)
    assert choices(open_register(own_data)).new_limits == ()


def test_what_stands_can_be_ended(monkeypatch: pytest.MonkeyPatch, own_data: Path) -> None:
    register = open_register(own_data)
    set_target(register, Target("people_trained", "", "2026-04", 40.0), "improvement-team")
    at = people_trained(monkeypatch, own_data)
    at.button(key="end_target_1").click().run()
    assert choices(register).targets == ()
