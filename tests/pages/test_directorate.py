"""Does a lead find the own area first, and nobody another's?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.scope import Scope
from pages.directorate_scores import moves_in_words
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person, open_register
from warehouse.snapshot import current, projects

OWN = "Care of Older People"
LEAD = "lead-care-of-older-people"


def written(at: AppTest) -> str:
    """The page's markdown as a reader reads it."""
    return "\n".join(text.value for text in at.main.markdown).replace("\\", "")


def test_a_lead_lands_on_the_own_directorate_without_choosing(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "directorate")
    assert at.main.markdown[0].value == f"# {OWN}"
    assert len(at.main.selectbox) == 0


def test_the_planted_improvement_is_told_first(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "directorate")
    assert "Involvement" in at.main.markdown[2].value
    assert "improved since 2024" in at.main.markdown[2].value


def test_the_planted_fall_is_told_first(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "directorate", directorate="Emergency"
    )
    assert "Staff engagement is worse than in 2024" in written(at)


def test_a_mere_bounce_reads_no_clear_change(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "directorate", directorate="Imaging"
    )
    assert "No clear change since 2024 in any of five scores." in written(at)


def test_a_directorate_out_of_scope_answers_like_one_that_does_not_exist(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    said = [
        words_on(
            open_screen(monkeypatch, demonstration_data, LEAD, "directorate", directorate=name)
        )
        for name in ("Emergency", "Nowhere at all")
    ]
    assert said[0] == said[1]
    assert "no such page for you" in said[0]


def test_a_withheld_directorate_shows_no_score(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch,
        demonstration_data,
        "board-member",
        "directorate",
        directorate="Research and Innovation",
    )
    assert "Survey results are not shown, to protect confidentiality." in written(at)
    assert "under 11" not in words_on(at)
    assert "95 % interval ·" not in written(at)


def test_a_board_member_sees_counts_and_no_project(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "directorate", directorate=OWN
    )
    snapshot = current(demonstration_data)
    assert snapshot is not None
    held = projects(snapshot, Scope.whole_trust(projects=True))
    titles = set(held.loc[held["directorate"] == OWN, "title"])
    said = words_on(at)
    assert titles
    assert {title for title in titles if title in said} == set()
    assert "Projects one by one are for the directorate and the improvement team." in said


def test_a_lead_gets_a_message_to_copy_for_each_project_that_needs_one(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "directorate")
    snapshot = current(demonstration_data)
    assert snapshot is not None
    held = projects(snapshot, Scope.whole_trust(projects=True))
    needy = held.loc[(held["directorate"] == OWN) & (held["needs"] != "")]
    assert len(at.main.code) == len(needy) > 0


def test_a_lead_hears_no_other_directorate_as_twin(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "directorate")
    assert "Ask the improvement team which area like yours" in written(at)
    assert "Someone like you has done it" not in written(at)


def test_the_board_hears_who_improved_and_is_alike(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "directorate", directorate="Emergency"
    )
    assert f"**{OWN}** improved in involvement" in written(at)
    assert "Whom to ask" not in written(at)  # a board member sees no single project


def test_the_improvement_team_hears_whom_to_ask_by_role(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "improvement-team", "directorate", directorate="Emergency"
    )
    assert "Whom to ask" in written(at)


def test_an_area_whose_survey_is_hidden_is_said_not_to_be_seen(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "directorate",
        directorate="Research and Innovation",
    )  # fmt: skip
    assert "We cannot see all of Research and Innovation: staff survey of 2025" in written(at)


def test_a_lead_is_told_what_cannot_be_seen_of_the_own_area_only(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "lead-estates-and-facilities", "directorate")
    assert "We cannot see all of Estates and Facilities: project register" in written(at)
    assert "Pathology" not in written(at)


def test_a_directorate_whose_survey_is_hidden_is_not_said_to_have_nothing_worse(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch,
        demonstration_data,
        "board-member",
        "directorate",
        directorate="Research and Innovation",
    )
    assert "Nothing clearly" not in written(at)
    assert written(at).count("No survey result can be shown to name one.") == 2


def test_where_no_other_directorate_improved_nobody_is_said_to_have_done_it(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "directorate", directorate=OWN
    )
    assert "### Has someone like you done it?" in written(at)
    assert "Someone like you has done it" not in written(at)


def test_a_size_says_which_change_it_can_show(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "directorate")
    assert "enough to see a change of 0.4" in written(at)


def test_a_lead_of_two_chooses_between_these_two_only(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, tmp_path: Path
) -> None:
    copied = copy_of(demonstration_data, tmp_path)
    add_person(open_register(copied), "two", "Two", "directorate lead", ("Imaging", "Pathology"))
    at = open_screen(monkeypatch, copied, "two", "directorate", directorate="Pathology")
    assert [button.label for button in at.main.radio] == ["Your directorates"]
    assert "# Pathology" in [text.value for text in at.main.markdown]


def copy_of(folder: Path, tmp_path: Path) -> Path:
    """The demonstration to write to; the snapshot itself is only read, so it is linked."""
    copied = tmp_path / "data"
    copied.mkdir()
    for name in ("current", "register.sqlite"):
        (copied / name).write_bytes((folder / name).read_bytes())
    (copied / "snapshots").symlink_to(folder / "snapshots")
    return copied


def test_scores_without_an_earlier_year_are_not_called_unchanged() -> None:
    assert moves_in_words(["cannot say", "cannot say"]) == "nothing to compare them with"


def test_scores_that_moved_are_counted() -> None:
    assert moves_in_words(["improved", "no clear change", "worse"]) == "one improved, one worse"


def test_a_lead_reads_how_many_of_the_staff_take_part_beside_the_trust(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "directorate")
    said = re.search(
        r"(\d+) % of staff were on a project’s team in the last 12 months \(trust (\d+) %\)",
        written(at),
    )
    assert said is not None
    assert int(said[1]) > int(said[2])
