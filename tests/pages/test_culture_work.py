"""Is what came after culture work told with its cautions, and a lead's neighbours kept out?"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pandas import DataFrame

from metrics.training_dose import ASKED_AFTER, CAUTIONS, PLACEBO
from pages.culture_work_words import difference_in_words, finding, when
from pages.training_beside_change import to_take_away
from reports.numbers import as_csv, as_excel
from tests.given import Trust
from tests.pages.screens import open_screen, words_on
from warehouse.register import add_person

ROW = {
    "title": "Bronze for all", "began_on": date(2024, 12, 2), "directorate": "Surgery",
    "indicator": "involvement", "own": 0.74, "elsewhere": 0.03, "difference": 0.71, "lower": 0.37,
    "upper": 1.05, "compared": 11, "larger": 0, "said": "more",
}  # fmt: skip
EVENT = {
    "kind": "programme", "began_on": date(2024, 12, 2), "ended_on": None,
    "agreed_on": date(2024, 9, 5),
}  # fmt: skip


def after(**said: object) -> DataFrame:
    return DataFrame([{**ROW, **said}])


def test_a_clear_difference_is_the_finding() -> None:
    assert finding(after()) == (
        "Involvement in Surgery changed by +0.74 after Bronze for all, elsewhere by +0.03."
    )


def test_no_clear_difference_anywhere_is_a_finding_too() -> None:
    assert finding(after(said="no clear difference")) == (
        "After culture work no score changed clearly more, or less, than elsewhere."
    )


def test_without_a_survey_after_it_nothing_is_claimed() -> None:
    assert finding(after(said="")).startswith("No culture work has a survey after it")


def test_a_difference_has_its_interval_and_its_verdict() -> None:
    assert difference_in_words(ROW) == "+0.71 (+0.37 to +1.05): more than elsewhere"


@pytest.mark.parametrize(
    ("agreed_on", "said"),
    [
        (date(2024, 9, 5), "Its date was agreed beforehand, on 5 September 2024."),
        (date(2025, 9, 5), "read it as a description only."),
        (None, "read it as a description only."),
    ],
)
def test_it_is_told_whether_the_date_was_fixed_beforehand(
    agreed_on: date | None, said: str
) -> None:
    assert when({**EVENT, "agreed_on": agreed_on}).endswith(said)


def test_the_page_says_that_it_shows_no_cause(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "culture_work")
    assert "It does not show that one led to the other" in words_on(at)


def test_a_lead_is_told_of_their_own_directorate_and_no_other(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "lead-estates-and-facilities", "culture_work")
    assert "Older People" not in words_on(at)


def test_training_stands_beside_the_change_with_its_placebo_and_all_its_cautions(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "board-member", "culture_work")
    words = words_on(at).replace("\\", "")
    assert "Placebo: training in the year after the survey" in words
    assert all(words.count(caution) >= 2 for caution in CAUTIONS)  # on the page and in its table


def test_every_file_of_it_carries_every_caution() -> None:
    link = {"said": "", "reason": "too few."}
    numbers = to_take_away("000001", DataFrame(), {ASKED_AFTER: link, PLACEBO: link})
    for file in (as_csv(numbers).decode("utf-8-sig"), text_of(as_excel(numbers))):
        assert all(caution in file for caution in CAUTIONS)


def text_of(excel: bytes) -> str:
    sheet = load_workbook(io.BytesIO(excel)).active
    assert sheet is not None
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_a_lead_gets_only_the_own_directorates_training_and_change(
    monkeypatch: pytest.MonkeyPatch, demonstration_data: Path
) -> None:
    at = open_screen(monkeypatch, demonstration_data, "lead-care-of-older-people", "culture_work")
    table = next(one.value for one in at.main.table if "Points more trained" in one.value.columns)
    assert set(table["Directorate"]) == {"Care of Older People"}


def test_without_two_surveys_a_sentence_tells_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trust = Trust(tmp_path)
    trust.holds("structure", "directorate\nSurgery")
    add_person(trust.register, "board-member", "Board member", "board member", ())
    trust.published()
    at = open_screen(monkeypatch, tmp_path, "board-member", "culture_work")
    assert not at.exception
    assert "Needs two surveys by directorate" in words_on(at)
