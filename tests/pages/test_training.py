"""Does the page of training say who is trained and passed by, and what it cannot see?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.scope import Scope
from tests.given import Trust
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person
from warehouse.snapshot import training_reach

BOARD, LEAD = "board-member", "lead-estates-and-facilities"
PEOPLE = """
    staff_key | course | staff_group           | band | directorate
    a         | Bronze | Nursing               | 5    | Surgery
    b         | Silver | Nursing               | 8a   | Surgery
    c         | Bronze | Estates and Ancillary |      | Surgery
"""
HEADS = """
    directorate | staff_group           | band   | headcount
    Surgery     | Nursing               | 5      | 60
    Surgery     | Nursing               | 8a     | 30
    Surgery     | Estates and Ancillary | 3      | 30
    Surgery     | Students              | Other  | 5
"""


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    made = Trust(tmp_path)
    add_person(made.register, BOARD, "Board member", "board member", ())
    return made


def written(at: AppTest) -> list[str]:
    """The page's markdown as a reader reads it."""
    return [text.value.replace("\\", "") for text in at.main.markdown]


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch, demonstration_data: Path) -> AppTest:
    return open_screen(monkeypatch, demonstration_data, BOARD, "training")


def test_the_sentence_says_how_many_and_who_is_passed_by(board: AppTest) -> None:
    assert any(
        text.startswith(
            "## 24 % of staff have improvement training; three staff groups get less than a fair "
            "share."
        )
        for text in written(board)
    )


def test_depth_is_told_against_targets_that_are_called_local(board: AppTest) -> None:
    said = "\n".join(written(board))
    assert "Four of five levels are below our targets" in said
    assert "target: a local choice" in said


def test_steps_after_the_course_are_counted_in_people(board: AppTest) -> None:
    assert re.search(
        r"Trained [\d,]+; On a project [\d,]+; Tested a change [\d,]+", words_on(board)
    )


def test_without_a_list_of_teams_the_steps_say_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, trust: Trust
) -> None:
    trust.holds("workforce", HEADS)
    trust.holds("training_attendance", PEOPLE)
    trust.published()
    at = open_screen(monkeypatch, trust.folder, BOARD, "training")
    assert any("staff numbers in the list of project teams" in text for text in written(at))


def test_non_clinical_groups_come_first_and_the_unknown_are_told(board: AppTest) -> None:
    tables = [table.value for table in board.main.table if table.value.index.name == "Staff group"]
    firsts = [[name.replace("\\", "") for name in table.index[:2]] for table in tables]
    assert firsts[:2] == [["Administrative and Clerical", "Estates and Ancillary"]] * 2
    assert any("Staff group or band not known: 0 of" in text for text in written(board))


def test_the_scenario_begins_with_our_own_coverage_and_follows_the_choices(
    board: AppTest,
) -> None:
    assert any("begins with our own coverage (24 %)" in text for text in written(board))
    assert any("the share of trained staff who left" in text for text in written(board))
    board.slider(key="turnover").set_value(12).run()
    board.slider(key="places").set_value(10).run()
    sentence = (
        "At 10 % a year and 12 % turnover we never pass 48 % unless places go to the untrained."
    )
    assert f"**{sentence}**" in written(board)
    board.toggle(key="targeted").set_value(True).run()
    assert any("with every place for somebody untrained" in text for text in written(board))


def test_coach_load_is_counted_by_directorate(board: AppTest) -> None:
    assert "### 106 of 242 live projects have no coach" in written(board)


def test_the_load_of_coaches_is_told_without_a_name(board: AppTest) -> None:
    assert any(
        re.fullmatch(
            r":small\[:gray\[\d+ coaches are at work, with [\d.]+ projects per coach on average\.\]\]",
            text,
        )
        for text in written(board)
    )


def test_a_lead_sees_the_own_area_first_and_no_other(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "training")
    headings = [text for text in written(at) if text.startswith("### ")]
    assert headings[0] == "### Your area beside the trust"
    assert "Emergency" not in words_on(at)


def test_without_a_headcount_it_says_so(monkeypatch: pytest.MonkeyPatch, trust: Trust) -> None:
    trust.holds("training_attendance", PEOPLE)
    trust.published()
    at = open_screen(monkeypatch, trust.folder, BOARD, "training")
    assert not at.exception
    assert "## It cannot be said yet how many staff have improvement training." in written(at)
    assert "There is no headcount yet, so nobody can say: of how many." in written(at)


def test_with_lists_of_sessions_only_it_asks_for_staff_numbers(
    monkeypatch: pytest.MonkeyPatch, trust: Trust
) -> None:
    trust.holds("workforce", HEADS)
    trust.holds(
        "training_attendance",
        """
        grain   | course            | staff_key | status | booked | attended
        session | Bitesize - charts |           |        | 12     | 10
        """,
    )
    trust.published()
    at = open_screen(monkeypatch, trust.folder, BOARD, "training")
    assert not at.exception
    assert "The training lists count sessions, not people: they need staff numbers." in written(at)


def test_reach_is_counted_by_staff_group_and_band_with_the_unknown_kept(trust: Trust) -> None:
    trust.holds("workforce", HEADS)
    trust.holds("training_attendance", PEOPLE)
    rows = training_reach(trust.published(), Scope.whole_trust(projects=False))
    assert rows.drop(columns="period").to_numpy().tolist() == [
        ["Estates and Ancillary", "", 1, 0],
        ["Estates and Ancillary", "1 to 4", 0, 30],
        ["Nursing", "5 to 7", 1, 60],
        ["Nursing", "8a and above", 1, 30],
        ["Students", "other", 0, 5],
    ]


@pytest.mark.parametrize(
    ("asked", "places"), [("20", 20), ("999", 6), ("-3", 6), ("many", 6), ("", 6)]
)
def test_the_scenario_s_choices_stand_in_the_address_and_forged_ones_count_as_none(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, asked: str, places: int
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "training", places=asked)
    assert not at.exception
    assert at.slider(key="places").value == places
