"""Does the dry run say in words what would be replaced and what would count no longer?"""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from pages.upload_trial import listed_first, no_longer_counting
from warehouse.trial import RowChanges


def gone(*where: tuple[str, str, int]) -> str:
    return no_longer_counting(
        "training_attendance", RowChanges(0, 0, 0, sum(w[2] for w in where), (), where)
    )


def test_rows_that_are_gone_are_told_by_directorate_and_month() -> None:
    assert gone(("Imaging", "2026-10", 3), ("Maternity", "2026-10", 1)) == (
        "**Four rows of the training attendance held before no longer count**: "
        "three of Imaging, October 2026 and one of Maternity, October 2026."
    )


def test_rows_of_one_place_need_no_number_of_their_own() -> None:
    assert gone(("Imaging", "2026-10", 1)) == (
        "**One row of the training attendance held before no longer counts**: Imaging, October 2026."
    )


def test_more_than_six_are_counted() -> None:
    assert (
        listed_first([str(n) for n in range(8)], "place") == "0, 1, 2, 3, 4, 5 and two more places"
    )


def told() -> None:
    from pages.upload_trial import told_kept

    told_kept(("2025: 2 groups keep earlier numbers.",))


def test_groups_that_keep_their_earlier_numbers_are_told() -> None:
    page = AppTest.from_function(told).run()
    written = [text.value.replace("\\", "") for text in page.markdown]  # escaped for markdown
    assert written == ["2025: 2 groups keep earlier numbers."]
