"""Does the Projects screen tell each person what is theirs to see, and say what is missing?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.given import Trust
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person

TEAM, BOARD, LEAD = "improvement-team", "board-member", "lead"


def published(folder: Path, *texts: tuple[str, str]) -> Path:
    trust = Trust(folder)
    add_person(trust.register, TEAM, "Team", "improvement team", ())
    add_person(trust.register, BOARD, "Board", "board member", ())
    add_person(trust.register, LEAD, "Lead", "directorate lead", ("Surgery",))
    for dataset, text in texts:
        trust.holds(dataset, text)
    trust.published()
    return folder


REGISTER = (
    "project_register",
    """
    project_id | title            | directorate | status  | updated_on | idea_source | objective | other_directorates
    P1         | *Safer* handover | Surgery     | testing | 01/02/2026 | frontline   | Safe care | Medicine
    P2         | Safer handover   | Medicine    | idea    | 20/10/2026 | mandated    |           |
    P3         | Fewer falls      | Medicine    | stopped | 20/10/2026 |             |           |
    """,
)
OBJECTIVES = ("objective", "objective\nSafe care\nCare on time")
LOG = ("pdsa_log", "project_id | cycle | has_prediction\nP1 | 1 | yes\nP2 | 1 | ")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("three"), REGISTER, OBJECTIVES, LOG)


def said(patch: pytest.MonkeyPatch, folder: Path, person: str, **chosen: str) -> str:
    at = open_screen(patch, folder, person, "projects", **chosen)
    assert not at.exception
    return words_on(at)


def test_the_funnel_gives_each_stage_in_its_alternative(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    assert "Projects by stage: Idea 1, Testing 1, Improvement 0, Sustained 0." in said(
        monkeypatch, three, BOARD
    )


def test_a_stale_project_has_a_message_for_its_directorate(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    at = open_screen(monkeypatch, three, TEAM, "projects")
    assert ["Bring up to date, or close: “*Safer* handover” (P1)" in c.value for c in at.code] == [
        True
    ]


def test_a_board_member_reads_no_title(monkeypatch: pytest.MonkeyPatch, three: Path) -> None:
    assert "handover" not in said(monkeypatch, three, BOARD)


def test_a_lead_reads_their_own_titles_and_no_other_directorate(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    own = said(monkeypatch, three, LEAD)
    assert "handover" in own
    assert "Medicine" not in own
    assert "Medicine" not in said(monkeypatch, three, LEAD, area="trust")


def test_a_lead_is_told_how_many_they_work_with(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    assert "shares live projects with one other directorate" in said(monkeypatch, three, LEAD)


def test_an_area_out_of_scope_answers_as_one_that_does_not_exist(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    assert said(monkeypatch, three, LEAD, area="Medicine") == said(
        monkeypatch, three, LEAD, area="Nowhere"
    )


def test_an_objective_without_live_work_is_named(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    at = open_screen(monkeypatch, three, BOARD, "projects")
    assert "### One objective has no live work\\: Care on time" in [m.value for m in at.markdown]


def test_work_without_an_objective_is_counted(monkeypatch: pytest.MonkeyPatch, three: Path) -> None:
    assert "One of two live projects names no objective" in said(monkeypatch, three, BOARD)


def test_practice_is_told_as_known_of_total_and_never_a_target(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    words = said(monkeypatch, three, BOARD)
    assert "never a target" in words
    assert "not told" in words


def test_the_team_sees_similar_titles_as_they_were_written(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    words = said(monkeypatch, three, TEAM)
    assert "Titles that are nearly the same words" in words
    assert "Titles that are nearly" not in said(monkeypatch, three, BOARD)


def test_one_project_without_log_or_objectives_has_a_sentence_for_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = said(monkeypatch, published(tmp_path, ("project_register", "project_id\nP1")), TEAM)
    assert "One project is on the register; 1 is live" in words
    assert "No live project here has a cycle in the PDSA log" in words
    assert "No list of objectives" in words
    assert "No project started in the last 12 months says whose idea it was" in words


def test_without_a_register_it_is_said_what_to_upload(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = said(
        monkeypatch, published(tmp_path, ("self_assessment", "item | level\nNI1.1 | 3")), TEAM
    )
    assert "no project register has been published" in words


def test_live_projects_are_counted_by_their_newest_score(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scores = "project_id | scored_on | score\nP1 | 01/09/2026 | 3\nP1 | 01/02/2026 | 1\nP1 | 01/11/2026 | 5"
    folder = published(tmp_path, REGISTER, ("project_progress", scores))
    words = said(monkeypatch, folder, BOARD)
    assert "3 to 3.5: improvement 1" in words
    assert "One live project without a score." in words


def test_without_scores_it_is_said_what_to_upload(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    assert "needs the list of progress scores and" in said(monkeypatch, three, BOARD)
