"""Is an indicator shown in full, for the area that was asked for and allowed?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pandas import DataFrame
from streamlit.testing.v1 import AppTest

from metrics.registry import INDICATORS
from tests.given import Trust
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person

OWN = "Care of Older People"
LEAD = "lead-care-of-older-people"
ONE_WAVE = """
    directorate | measure | value | respondents
    Surgery     | E       | 6.8   | 200
    Medicine    | E       | 6.6   | 300
    Imaging     | E       | 6.5   | 9
"""


def written(at: AppTest) -> str:
    """The page's markdown as a reader reads it."""
    return "\n".join(text.value for text in at.main.markdown).replace("\\", "")


def indicator(
    patch: pytest.MonkeyPatch, folder: Path, name: str, person: str = "board-member", area: str = ""
) -> AppTest:
    chosen = {"indicator": name} | ({"area": area} if area else {})
    return open_screen(patch, folder, person, "indicator", **chosen)


@pytest.fixture(scope="module")
def one_wave(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trust with one survey and nothing else."""
    trust = Trust(tmp_path_factory.mktemp("one_wave"))
    trust.holds("staff_survey", ONE_WAVE)
    add_person(trust.register, "board-member", "Board member", "board member", ())
    trust.published()
    return trust.folder


@pytest.mark.parametrize("name", [*INDICATORS, "readiness", "three_e"])
def test_every_indicator_has_a_page_without_an_error(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, name: str
) -> None:
    at = indicator(monkeypatch, demonstration_data, name)
    assert not at.exception
    assert at.main.markdown[2].value.startswith("## ")


def test_the_control_chart_says_improved_with_its_rule(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "projects_started")
    said = written(at)
    assert "▲ Improved." in said
    assert "Seven or more in a row above the mean." in said
    assert "Improvement, high" in said


def test_an_unknown_indicator_answers_that_there_is_no_such_page(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "happiness")
    assert "no such page for you" in written(at)


def test_an_area_out_of_scope_answers_like_one_that_does_not_exist(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    said = [
        written(indicator(monkeypatch, demonstration_data, "engagement", LEAD, area))
        for area in ("Emergency", "Nowhere at all")
    ]
    assert said[0] == said[1]


def test_a_lead_is_offered_no_other_directorate(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "engagement", LEAD)
    areas = at.main.selectbox[1].options
    assert OWN in areas
    assert "Emergency" not in areas


def test_two_people_of_different_scope_never_share_a_picture(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    board = indicator(monkeypatch, demonstration_data, "engagement", area="Imaging")
    lead = indicator(monkeypatch, demonstration_data, "engagement", LEAD, "Imaging")
    assert "Staff engagement in Imaging" in written(board)
    assert "Imaging" not in words_on(lead)


def test_a_reworded_question_is_named(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "fairness", area=OWN)
    assert "? Cannot say. A question in it was reworded in 2025" in written(at)


def test_the_number_is_followed_to_file_sheet_and_rows(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "pdsa_cycles_ended")
    cells = words_on(at)
    assert "13 PDSA log.xlsx" in cells
    assert "Uploaded" in cells


def test_a_score_of_a_directorate_comes_from_its_own_lines(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "engagement", area=OWN)
    assert "07 Staff survey 2025.xlsx" in words_on(at)


def test_a_withheld_area_says_why_and_draws_nothing(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "engagement", area="Research and Innovation")
    assert "not shown in 2025" in written(at)
    assert "Not shown, to protect confidentiality" in written(at)


def test_all_numbers_can_be_taken_away(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "projects_started")
    labels = [button.proto.label for button in at.main.get("download_button")]
    assert labels == ["All 48 months (Excel)", "CSV"]


def test_one_wave_only_is_shown_and_cannot_be_compared(
    monkeypatch: pytest.MonkeyPatch, one_wave: Path
) -> None:
    at = indicator(monkeypatch, one_wave, "engagement")
    assert not at.exception
    assert "cannot say" in written(at)


def test_what_nothing_was_uploaded_for_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, one_wave: Path
) -> None:
    at = indicator(monkeypatch, one_wave, "pdsa_cycles_ended")
    assert "Nothing to show yet." in written(at)
    assert "the PDSA log" in written(at)


def test_the_trust_s_headline_comes_from_the_weighted_line(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "indicator", indicator="engagement"
    )
    said = words_on(at)
    assert "22 National benchmark workbook 2021-2025.xlsx" in said
    assert "07 Staff survey 2025.xlsx" not in said


def test_the_source_is_that_of_the_period_chosen(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch,
        demonstration_data,
        "board-member",
        "indicator",
        indicator="engagement",
        area=OWN,
        period="2024",
    )
    said = words_on(at)
    assert "06 Locality heat map 2024.xlsx" in said
    assert "07 Staff survey 2025.xlsx" not in said


def test_the_team_sees_the_projects_that_had_begun_by_the_period(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(
        monkeypatch,
        demonstration_data,
        "improvement-team",
        "indicator",
        indicator="frontline_led",
        area=OWN,
        period="2024-01",
    )
    table = next(one.value for one in at.main.table if "Title" in one.value.columns)
    assert set(table["Directorate"]) == {OWN}
    assert not table["Began"].str.contains("2025|2026").any()


def test_a_board_member_sees_no_projects_one_by_one(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "frontline_led")
    assert not [one for one in at.main.table if "Title" in one.value.columns]


def test_a_lead_sees_the_own_projects_only(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "frontline_led", person=LEAD)
    table = next(one.value for one in at.main.table if "Title" in one.value.columns)
    assert set(table["Directorate"]) == {OWN}


def rows_of(at: AppTest) -> DataFrame:
    """The table of rows by directorate."""
    return next(one.value for one in at.main.table if "File and sheet" in one.value.columns)


def test_the_rows_of_each_directorate_are_told_with_file_and_sheet(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    rows = rows_of(indicator(monkeypatch, demonstration_data, "engagement"))
    own = rows.loc[rows["Directorate"] == OWN]
    assert list(own["File and sheet"].str.replace("\\", "")) == [
        "07 Staff survey 2025.xlsx, Results"
    ]


def test_a_lead_is_told_how_many_rows_the_others_brought_and_no_more(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    rows = rows_of(indicator(monkeypatch, demonstration_data, "projects_started", person=LEAD))
    assert set(rows["Directorate"]) == {OWN, "All others together"}
    others = rows.loc[rows["Directorate"] == "All others together"].iloc[0]
    assert others["File and sheet"] == "not listed for you"
    assert int(others["Rows"].replace(",", "")) > 100


def test_coverage_rests_on_the_sessions_of_all_months_until_then(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "qi_training_coverage")
    assert "14 QI training Nov 22" in words_on(at)


def test_a_month_s_count_rests_on_the_sessions_of_that_month(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "people_trained")
    assert "15 QI training Nov 24" in words_on(at)
    assert "14 QI training Nov 22" not in words_on(at)


def test_the_line_of_a_staff_group_is_the_staff_groups_own(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "engagement", area="Medical and Dental")
    assert "22 National benchmark workbook" not in words_on(at)


def test_a_component_of_readiness_leads_to_its_parts(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "readiness.N1")
    links = [link.proto.query_string for link in at.main.get("page_link")]
    assert any("indicator=shared_objectives" in link for link in links), links


@pytest.mark.parametrize("period", ["1999", "2025-13", "'; DROP", "%"])
def test_a_period_that_is_not_held_shows_the_newest(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path, period: str
) -> None:
    at = open_screen(
        monkeypatch, demonstration_data, "board-member", "indicator",
        indicator="engagement", period=period,
    )  # fmt: skip
    assert not at.exception
    assert at.main.selectbox[2].value == "2025"


def test_a_share_known_for_few_says_so_beside_its_value(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = indicator(monkeypatch, demonstration_data, "gains_held")
    assert re.search(r"Known for \d\d % of \d+ projects\.", written(at))
