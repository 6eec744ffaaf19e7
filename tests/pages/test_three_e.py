"""Do the pages of the three Es say what was found, by whom it may be seen, and what is missing?"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.given import Trust
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person

BOARD, LEAD = "board-member", "lead-care-of-older-people"
ES = ("engagement", "equality", "empowerment")


def written(at: AppTest) -> list[str]:
    """The page's markdown as a reader reads it."""
    return [text.value.replace("\\", "") for text in at.main.markdown]


def finding(at: AppTest) -> str:
    return next(text for text in written(at) if text.startswith("## "))


def test_engagement_says_what_moved_beside_it(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "engagement")
    assert finding(at).startswith(
        "## Engagement shows no clear change, but more projects are started."
    )
    assert "### Emergency fell" in written(at)


def test_empowerment_improved_and_so_did_control(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "empowerment")
    assert finding(at).startswith(
        "## Empowerment improved: people have more control over their work."
    )


def test_equality_tells_the_gap_that_narrows_from_the_one_that_does_not(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "equality")
    said = finding(at)
    assert "but the long-term condition gap is narrower." in said
    assert "▲ Long-term condition gap improved." in said
    assert "● Inclusion and ethnicity gap show no clear change." in said


def test_equality_puts_non_clinical_groups_first(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "equality")
    shares = [t.value for t in at.main.table if t.value.index.name == "Staff group"]
    assert list(shares[0].index[:2]) == ["Administrative and Clerical", "Estates and Ancillary"]


def test_gaps_are_for_the_whole_trust_and_say_why(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "equality")
    assert "For the whole trust only: in a directorate somebody could be" in " ".join(written(at))


def test_the_address_chooses_what_the_groups_are_compared_on(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "engagement", score="involvement")
    assert any(text.startswith(":small[:gray[Involvement, of 10") for text in written(at))


def test_an_unknown_score_in_the_address_counts_as_none(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "engagement", score="no-such-thing")
    assert any(text.startswith(":small[:gray[Staff engagement, of 10") for text in written(at))


def test_an_indicator_without_staff_groups_says_so(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "empowerment", score="frontline_led")
    assert ":small[:gray[Projects led from the front line is not held by staff group.]]" in written(
        at
    )


@pytest.mark.parametrize("screen", ES)
def test_a_lead_compares_the_own_directorate_and_division_only(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, screen: str
) -> None:
    open_screen(monkeypatch, demonstration_data, BOARD, screen)
    at = open_screen(monkeypatch, demonstration_data, LEAD, screen)
    rows = [t.value for t in at.main.table if t.value.index.name == "Directorate"]
    assert [list(one.index) for one in rows] == [["Care of Older People", "Medicine and Emergency"]]
    assert "Imaging" not in words_on(at)


@pytest.fixture
def survey_only(tmp_path: Path) -> Path:
    trust = Trust(tmp_path)
    trust.holds(
        "staff_survey",
        """
        directorate | measure | value | respondents
        Surgery     | E       | 6.8   | 200
        Tiny        | E       | 6.2   | 12
        """,
    )
    add_person(trust.register, BOARD, "Board member", "board member", ())
    trust.published()
    return tmp_path


@pytest.mark.parametrize("screen", ES)
def test_one_wave_of_one_score_is_sentences_and_no_error(
    monkeypatch: pytest.MonkeyPatch, survey_only: Path, screen: str
) -> None:
    at = open_screen(monkeypatch, survey_only, BOARD, screen)
    assert not at.exception
    assert finding(at)


def test_what_is_not_collected_is_grey_with_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, survey_only: Path
) -> None:
    at = open_screen(monkeypatch, survey_only, BOARD, "empowerment")
    assert any(
        "Projects led from the front line" in text
        and "Not collected: needs the lead's band in the project register." in text
        for text in written(at)
    )


def test_a_year_alone_cannot_be_said_to_have_moved(
    monkeypatch: pytest.MonkeyPatch, survey_only: Path
) -> None:
    at = open_screen(monkeypatch, survey_only, BOARD, "engagement")
    assert finding(at).startswith("## Engagement cannot be said to have moved.")
    assert any("there is no earlier year to compare with." in text for text in written(at))


def test_the_pulse_stands_apart_from_the_yearly_survey_with_its_own_people(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "engagement")
    said = " ".join(written(at))
    assert "1,043 people answered in Q2 2026. Answered by whoever chose to" in said
    assert "It is never compared with the yearly survey" in said
    assert "Cannot say: the runs test begins at 10 quarters." in said


def test_links_to_indicators_are_words_without_marks(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "engagement")
    labels = [link.proto.label for link in at.main.get("page_link")]
    assert ":blue[**Staff engagement**]" in labels


def test_a_share_can_be_looked_at_as_a_funnel_with_the_same_table(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    chosen = {"score": "shared_objectives"}
    at = open_screen(monkeypatch, demonstration_data, BOARD, "engagement", **chosen)
    plain = len(at.main.table)
    at.main.radio(key="picture").set_value("Funnel").run()
    assert any("99.8 %" in text for text in written(at))
    assert len(at.main.table) == plain


def test_a_lead_who_sees_one_directorate_is_offered_no_funnel(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    chosen = {"score": "shared_objectives", "picture": "Funnel"}
    at = open_screen(monkeypatch, demonstration_data, LEAD, "engagement", **chosen)
    assert not at.exception
    assert not any("99.8 %" in text for text in written(at))


def test_equality_shows_the_standards_held_and_names_what_the_others_need(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "equality")
    said = " ".join(written(at))
    assert "WRES 7" in " ".join(link.proto.label for link in at.main.get("page_link"))
    assert "ratio 0.84 (0.77 to 0.91)" in said
    assert "WRES 5 (q14a), WRES 8 (q16b)" in said


def test_how_far_directorates_lie_apart_is_told_for_the_trust(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, BOARD, "equality")
    assert "How far apart are the directorates?" in words_on(at)
    assert "12 directorates" in words_on(at)


def test_of_whom_the_staff_group_is_not_known_is_told_on_equality(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    words = words_on(open_screen(monkeypatch, demonstration_data, BOARD, "equality"))
    assert "Staff group of the lead not known" in words
    assert "Staff group or band not known" in words
