"""Does readiness say what holds back before how much, and how sure the band is?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.composite import composites
from pages.literal import literal
from tests.given import Trust
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person

LEAD = "lead-care-of-older-people"


def written(at: AppTest) -> str:
    """The page's markdown as a reader reads it."""
    return "\n".join(text.value for text in at.main.markdown).replace("\\", "")


def test_the_sentence_names_what_holds_back_before_the_number(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    said = at.main.markdown[2].value.replace("\\", "")
    assert re.fullmatch(r"## .+ holds the trust back; the trust is [A-Z]\w+, at \d+\.", said)


def test_the_band_says_how_many_weightings_keep_it(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    assert "of 2,000** other weightings the trust stays in *Building*" in written(at)


def test_leaders_own_view_is_set_against_the_evidence(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    assert "The board places" in written(at)


def test_the_other_lens_shows_the_three_es(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness", lens="Three Es")
    assert "Three components, equally weighted" in written(at)
    assert "The board places" not in written(at)


def test_directorates_stand_in_the_order_of_their_names(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    table = next(one.value for one in at.main.table if one.value.index.name == "Directorate")
    names = list(table.index)
    assert len(names) == 15
    assert names[1:] == sorted(names[1:])


def test_a_lead_sees_the_own_directorate_beside_the_trust_only(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "readiness")
    table = next(one.value for one in at.main.table if one.value.index.name == "Directorate")
    assert len(table) == 2
    assert "Emergency" not in words_on(at)


def test_a_picture_drawn_for_the_board_is_never_shown_to_a_lead(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    board = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    lead = open_screen(monkeypatch, demonstration_data, LEAD, "readiness")
    assert "Pathology" in str(board.main.get("plotly_chart")[1].proto)
    assert "Pathology" not in str(lead.main.get("plotly_chart")[1].proto)


def test_weights_of_the_address_make_another_index_beside_the_published_one(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness", weight_N1="3.0")
    assert at.main.slider(key="weight_N1").value == 3.0
    assert "**Your weights, not published.**" in written(at)
    assert "With your weights the trust would be" in written(at)


def test_weights_that_are_equal_again_leave_every_index_as_published(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    chosen = {f"weight_N{component}": "2.0" for component in range(1, 6)}
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness", **chosen)
    table = next(one.value for one in at.main.table if "Your weights" in one.value.columns)
    shown = table.loc[table["Your weights"] != literal("–")]
    assert len(shown) > 10
    assert list(shown["Your weights"]) == list(shown["Published"])


def test_without_other_weights_nothing_unpublished_is_shown(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    assert "All weigh the same, as published." in written(at)
    assert "Your weights" not in written(at)


def test_the_published_weights_can_be_put_back(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness", weight_N1="3.0")
    at.main.button(key="weights_reset").click().run()
    assert at.main.slider(key="weight_N1").value == 1.0


def test_a_lead_weighs_the_own_directorate_and_the_trust_only(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, LEAD, "readiness", weight_N1="3.0")
    table = next(one.value for one in at.main.table if "Your weights" in one.value.columns)
    assert list(table["Group"]) == ["Trust", "Care of Older People"]


def test_the_boards_level_stands_beside_what_staff_say(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    table = next(one.value for one in at.main.table if "Staff favourable" in one.value.columns)
    told = dict(zip(table["Component"], table["Staff favourable"], strict=True))
    assert told["Management system"].startswith(literal("67 %: leaders lower by about"))
    assert told["Shared purpose"] == literal("cannot say: staff views are not collected")


def test_every_part_leads_to_its_meaning_and_source(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    asked = {link.proto.query_string for link in at.main.get("page_link")}
    for part in composites()["readiness"].parts:
        assert any(f"indicator={part.indicator}" in one for one in asked)


def test_a_stale_register_is_told_beside_the_number(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    assert "kept up to date today in Estates and Facilities" in written(at)


def test_too_little_for_an_index_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trust = Trust(tmp_path)
    trust.holds(
        "staff_survey", "directorate | measure | value | respondents\nSurgery | E | 6.8 | 200"
    )
    add_person(trust.register, "board-member", "Board member", "board member", ())
    trust.published()
    at = open_screen(monkeypatch, tmp_path, "board-member", "readiness")
    assert not at.exception
    assert "too little of what it is made of is published" in written(at)
    assert "No change-readiness survey has been uploaded" in written(at)


def test_readiness_work_stands_beside_each_programme(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    assert "Readiness work is recorded before 2 of 3 programmes." in written(at)


def test_what_people_said_before_a_change_is_shown_with_its_small_groups_hidden(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "readiness")
    table = next(one.value for one in at.main.table if "Commitment" in one.value.columns)
    of = dict(zip(table["Who answered"].str.split(",").str[0], table["Commitment"], strict=True))
    assert of["Emergency"].replace("\\", "") == "3.42 (3.22 to 3.62)"
    assert of["Research and Innovation"] == "not shown"


def test_a_lead_does_not_see_what_others_said_before_a_change(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "lead-estates-and-facilities", "readiness")
    table = next(one.value for one in at.main.table if "Commitment" in one.value.columns)
    assert set(table["Who answered"].str.split(",").str[0]) == {"Estates and Facilities"}


def test_a_changes_name_is_shown_as_it_is_wherever_it_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = "**Bold** [a](http://b.example) $x$ Q-Q"
    trust = Trust(tmp_path)
    trust.holds(
        "change_readiness",
        f"directorate | change | respondents | commitment | efficacy\nSurgery | {name} | 40 | 4 | 3",
    )
    trust.holds(
        "staff_survey", "directorate | measure | value | respondents\nSurgery | E | 6.8 | 200"
    )
    add_person(trust.register, "board-member", "Board member", "board member", ())
    trust.published()
    readiness = open_screen(monkeypatch, tmp_path, "board-member", "readiness")
    alone = open_screen(
        monkeypatch, tmp_path, "board-member", "indicator", indicator="change_commitment"
    )
    assert not readiness.exception
    assert not alone.exception
    table = next(one.value for one in readiness.main.table if "Commitment" in one.value.columns)
    assert table["Change and day"].iloc[0] == literal(f"{name}, 28 September 2026")
    assert "[a](http" not in "".join(one.value for one in alone.main.markdown)
