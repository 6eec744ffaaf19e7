"""Does the overview answer its questions in ten seconds, and to each only what is theirs?"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.scope import Scope
from metrics.finding import Finding
from pages.overview_numbers import numbers
from tests.given import Trust
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person
from warehouse.snapshot import current

BOARD, LEAD = "board-member", "lead-care-of-older-people"


def written(at: AppTest) -> list[str]:
    """The page's markdown as a reader reads it."""
    return [text.value.replace("\\", "") for text in at.main.markdown]


def table(at: AppTest) -> list[str]:
    """The names in the directorates' table, as a reader reads them."""
    return [name.replace("\\", "") for name in at.main.table[0].value.index]


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch, demonstration_data: Path) -> AppTest:
    return open_screen(monkeypatch, demonstration_data, BOARD, "overview")


def test_the_sentence_comes_from_the_planted_stories(board: AppTest) -> None:
    said = next(text for text in written(board) if text.startswith("## "))
    assert said.startswith(
        "## Staff have more of a say than a year ago, but Emergency fell on staff engagement."
    )
    assert "▲ The equality gap and empowerment improved." in said


def test_four_numbers_stand_on_the_first_screen(board: AppTest) -> None:
    assert [metric.label.split(" :gray")[0] for metric in board.main.metric] == [
        "Readiness",
        "Engagement",
        "Equality gap",
        "Empowerment",
    ]


def test_three_questions_lead_to_their_numbers(board: AppTest) -> None:
    said = written(board)
    asked = said[said.index("### What to ask") + 1 :][:3]
    assert asked == [
        "Emergency fell on one of four scores. Who is on it, and by when?",
        "Training passes Estates and Ancillary by. What would it take to reach them?",
        "Fewer PDSA cycles end than usual. Stuck, or just not recorded?",
    ]


def test_the_trust_is_first_and_directorates_follow_by_name(board: AppTest) -> None:
    names = table(board)
    assert names[0] == "**Trust**"
    assert names[1:] == sorted(names[1:])
    assert len(names) == 15


def test_a_withheld_directorate_is_hatched_and_says_only_not_shown(board: AppTest) -> None:
    row = board.main.table[0].value.loc["Research and Innovation"]
    assert set(row) == {":small[not shown]"}
    assert "repeating-linear-gradient" in board.main.table[0].proto.arrow_data.styler.styles


def test_monthly_counts_say_their_verdicts(board: AppTest) -> None:
    said = written(board)
    assert "### More starts, fewer tests ended" in said
    assert "**Fewer PDSA cycles ended than usual** :orange-badge[▼ worse]" in said


def test_a_lead_reads_the_own_directorate_only_even_after_the_board(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    open_screen(monkeypatch, demonstration_data, BOARD, "overview")
    at = open_screen(monkeypatch, demonstration_data, LEAD, "overview")
    assert table(at) == ["**Trust**", "Care of Older People"]
    assert "Emergency" not in words_on(at).replace("Medicine and Emergency", "")


def test_two_scopes_never_share_numbers(demonstration_data: Path) -> None:
    snapshot = current(demonstration_data)
    assert snapshot is not None
    lead = Scope.of_directorates(frozenset({"Imaging"}), frozenset({"Families and Diagnostics"}))
    whole = numbers(snapshot.version, Scope.whole_trust(projects=False), snapshot)
    assert list(numbers(snapshot.version, lead, snapshot).table) == ["Trust", "Imaging"]
    assert len(whole.table) == 15


def test_choosing_a_directorate_opens_its_page(board: AppTest) -> None:
    board.main.selectbox[0].select("Imaging").run()
    assert not board.exception
    assert board.query_params["directorate"] == "Imaging"


@pytest.fixture
def survey_only(tmp_path: Path) -> Path:
    trust = Trust(tmp_path)
    trust.holds(
        "staff_survey",
        """
        directorate | measure | value | respondents
        Surgery     | E       | 6.8   | 200
        Imaging     | E       | 6.2   | 200
        """,
    )
    add_person(trust.register, BOARD, "Board member", "board member", ())
    trust.published()
    return tmp_path


def test_one_wave_of_one_score_is_sentences_and_no_error(
    monkeypatch: pytest.MonkeyPatch, survey_only: Path
) -> None:
    at = open_screen(monkeypatch, survey_only, BOARD, "overview")
    assert not at.exception
    said = " ".join(written(at))
    assert "## It cannot be said yet whether improvement culture has changed." in said
    assert "Not collected: needs the project register." in said
    assert [metric.value for metric in at.main.metric] == ["–", "6.50", "–", "–"]


def test_what_is_not_there_is_no_column_of_claims(survey_only: Path) -> None:
    snapshot = current(survey_only)
    assert snapshot is not None
    found = numbers(snapshot.version, Scope.whole_trust(projects=False), snapshot)
    assert {type(one) for row in found.table.values() for one in row.values()} == {Finding}
    assert {name for row in found.table.values() for name in row} == {"engagement"}


def test_the_board_is_told_which_directorates_cannot_be_seen(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    words = words_on(open_screen(monkeypatch, demonstration_data, "board-member", "overview"))
    assert "We cannot see all of 4 of 14 directorates" in words


def test_a_lead_is_not_told_of_whom_nothing_can_be_seen(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    lead = "lead-care-of-older-people"
    words = words_on(open_screen(monkeypatch, demonstration_data, lead, "overview"))
    assert "We cannot see" not in words


def test_the_board_hears_at_most_five_findings_first_each_with_its_verdict(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "overview")
    texts = [one.value.replace("\\", "") for one in at.main.markdown]
    begins = texts.index("### To hear first") + 2
    ends = texts.index("### What we cannot see")
    told = texts[begins:ends]
    assert 1 <= len(told) <= 5
    assert all(": improved, " in one or ": worse, " in one for one in told)


def test_a_lead_hears_no_ranking_of_the_trust(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "lead-care-of-older-people", "overview")
    assert "### To hear first" not in [one.value for one in at.main.markdown]
