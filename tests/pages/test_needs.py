"""Is what is missing said in the words of the spreadsheets?"""

from __future__ import annotations

from metrics.registry import INDICATORS
from pages.needs import needs_in_words


def test_a_column_is_said_with_its_sheet() -> None:
    assert needs_in_words("project_register.lead_band") == (
        "Not collected: needs the lead's band in the project register."
    )


def test_a_column_that_every_row_has_is_the_sheet_itself() -> None:
    assert needs_in_words("project_register.project_id; workforce.headcount") == (
        "Not collected: needs the project register and the headcount."
    )


def test_no_indicator_needs_anything_in_the_words_of_the_code() -> None:
    said = [needs_in_words("; ".join(i.needs)) for i in INDICATORS.values()]
    assert [words for words in said if "_" in words] == []
