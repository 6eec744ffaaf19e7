"""Is every number explained, found by lens and by word, and linked to its course?"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.registry import INDICATORS, by_lens
from pages.definitions import matching
from tests.given import Trust
from tests.pages.screens import open_screen
from warehouse.register import add_person


def labels(at: AppTest) -> list[str]:
    """What the folded definitions are called."""
    return [fold.label.replace("\\", "") for fold in at.main.expander]


def test_every_indicator_and_composite_is_there(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "definitions")
    assert len(at.main.expander) == len(INDICATORS) + 2


def test_the_lens_of_the_address_chooses(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "definitions", lens="equality"
    )
    assert len(at.main.expander) == len(by_lens("equality"))


def test_the_words_of_the_address_choose(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "definitions", find="at least PDSA 90"
    )
    assert [label.split(" :gray")[0] for label in labels(at)] == [
        "Live projects with a PDSA cycle ended in 90 days"
    ]


def test_all_words_must_occur() -> None:
    assert matching("all", "pdsa survey-of-nobody") == []


def test_the_indicator_of_the_address_is_open(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "definitions", indicator="involvement"
    )
    opened = [fold.label for fold in at.main.expander if fold.proto.expanded]
    assert [label.split(" ")[0] for label in opened] == ["Involvement"]


def test_what_nothing_was_uploaded_for_is_grey_and_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trust = Trust(tmp_path)
    trust.holds(
        "staff_survey", "directorate | measure | value | respondents\nSurgery | E | 6.8 | 200"
    )
    add_person(trust.register, "board-member", "Board member", "board member", ())
    trust.published()
    at = open_screen(monkeypatch, tmp_path, "board-member", "definitions", find="PDSA cycles ended")
    assert labels(at)[0].startswith(":gray[")
    said = [text.value for text in at.main.markdown]
    assert any("the PDSA log" in one for one in said)
