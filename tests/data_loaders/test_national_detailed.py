"""Do the detailed spreadsheets make the same lines as the benchmark workbook?"""

from __future__ import annotations

from typing import Any

import pytest

from data_loaders.pipeline import Checked
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import xlsx
from tests.data_loaders.national import ACUTE, OURS, detailed, organisation, sheet, workbook

GROUP = "Acute and Acute & Community Trusts"
ANSWERS = (4.1, 12.31, 38.2, 36.2, 9.19, 2801)


def row(
    *numbers: Any, code: str = OURS, weighting: str = "Occupation Group", places: Any = ("QX", "N")
) -> list[Any]:
    return [code, f"Invented Trust {code}", GROUP, *places, weighting, *(numbers or ANSWERS)]


def checked_sheet(store: Store, *rows: Any, **layout: Any) -> Checked:
    return store.check(xlsx({"YOUR JOB Q1-3": detailed(*rows, **layout)}), "Organisations.xlsx")


def lines(checked: Checked, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(column(checked, name) for name in names), strict=True))


def test_a_detailed_sheet_is_recognised_by_its_headings(store: Store) -> None:
    checked = checked_sheet(store, row())
    assert (checked.dataset, checked.layout, checked.heading_row) == (
        "national_result",
        "detailed-spreadsheets",
        5,
    )


def test_every_answer_is_a_share_of_a_hundred_with_its_code(store: Store) -> None:
    made = lines(checked_sheet(store, row()), "value_kind", "option_code", "value", "respondents")
    assert [values for values in made if values[0] == "share"] == [
        ("share", option, value, 2801) for option, value in enumerate(ANSWERS[:5], start=1)
    ]


def test_agree_and_strongly_agree_make_the_per_cent_positive(store: Store) -> None:
    made = lines(
        checked_sheet(store, row()), "value_kind", "measure", "value", "respondents", "source_row"
    )
    assert [values for values in made if values[0] == "percent"] == [
        ("percent", "q3f", 45.39, 2801, 6)
    ]


def test_both_national_layouts_give_the_same_percentage(store: Store) -> None:
    columns = ("q3f_2025", "q3f_n_2025")
    benchmark = store.check(
        workbook(
            {
                ACUTE: sheet(
                    organisation(columns=columns, q3f_2025=0.4539, q3f_n_2025=2801), columns=columns
                )
            }
        )
    )
    of_detailed = checked_sheet(store, row())
    names = (
        "org_id", "benchmark_group", "period", "measure", "value_kind", "value", "respondents",
        "weighting", "release",
    )  # fmt: skip
    percentages = [values for values in lines(of_detailed, *names) if values[4] == "percent"]
    assert percentages == lines(benchmark, *names)


def test_a_withheld_answer_withholds_the_per_cent_positive(store: Store) -> None:
    checked = checked_sheet(store, row("*", "*", "*", "*", 9.19, 2801))
    made = lines(checked, "value_kind", "value", "is_suppressed")
    assert [values[1:] for values in made if values[0] == "percent"] == [(None, True)]


def test_weighted_and_unweighted_rows_are_kept_apart(store: Store) -> None:
    checked = checked_sheet(store, row(), row(4, 12, 38, 36, 10, 2801, weighting="Unweighted"))
    made = lines(checked, "value_kind", "weighting", "value")
    assert [values[1:] for values in made if values[0] == "percent"] == [
        ("weighted", 45.39),
        ("unweighted", 46),
    ]


@pytest.mark.parametrize("places", [("ICS", "Region"), ("Region", "ICS")])
def test_ics_and_region_may_change_places(store: Store, places: tuple[str, str]) -> None:
    checked = checked_sheet(store, row(), places=places)
    assert set(lines(checked, "org_id", "benchmark_group", "weighting")) == {
        (OURS, GROUP, "weighted")
    }


def test_a_score_stands_under_its_own_code(store: Store) -> None:
    headings = ("PP4_2 - score", "Base (number of responses)", "E - score", "Base")
    titles = {0: "People Promise element 4", 2: "Staff engagement"}
    checked = checked_sheet(store, row(4.68, 2800, 6.46, 2810), headings=headings, titles=titles)
    assert lines(checked, "measure", "value_kind", "value", "respondents") == [
        ("PP4_2", "score", 4.68, 2800),
        ("E", "score", 6.46, 2810),
    ]


def test_each_question_keeps_its_own_base(store: Store) -> None:
    headings = ("% Yes", "% No", "Base (number of responses)") * 2
    checked = checked_sheet(
        store,
        row(31.0, 69.0, 2801, 41.0, 59.0, 2795),
        headings=headings,
        titles={0: "Q11b - musculoskeletal problems", 3: "Q11c - unwell from stress"},
    )
    assert lines(checked, "measure", "option_code", "value", "respondents") == [
        ("q11b", 1, 31.0, 2801),
        ("q11b", 2, 69.0, 2801),
        ("q11c", 1, 41.0, 2795),
        ("q11c", 2, 59.0, 2795),
    ]


def test_the_years_own_numbers_are_read(store: Store) -> None:
    checked = checked_sheet(
        store,
        row(),
        title="NHS Staff Survey 2021 detailed spreadsheets",
        titles={0: "Q17a - would feel secure raising concerns"},
    )
    assert set(lines(checked, "measure", "period", "release")) == {("q20a", "2021", "2021")}


def test_the_year_may_stand_in_the_files_name(store: Store) -> None:
    content = xlsx({"YOUR JOB Q1-3": detailed(row(), title="Organisational results")})
    checked = store.check(content, "NSS25 detailed spreadsheets.xlsx")
    assert set(column(checked, "period")) == {"2025"}


def test_a_file_that_tells_no_year_is_refused(store: Store) -> None:
    content = xlsx({"YOUR JOB Q1-3": detailed(row(), title="Organisational results")})
    checked = store.check(content, "detailed.xlsx")
    assert checked.outcome == "refuse"
    assert checked.problems[0].message.startswith("Nothing says which year this survey was")


def test_questions_we_do_not_know_are_told_and_left_out(store: Store) -> None:
    titles = {0: "Q99 - something new", 6: "Q3f - able to make improvements happen"}
    headings = (*("% Yes", "% No", "% A", "% B", "% C", "Base"),) * 2
    checked = checked_sheet(store, row(*ANSWERS, *ANSWERS), titles=titles, headings=headings)
    assert set(column(checked, "measure")) == {"q3f"}
    assert told(checked, "columns_not_read")[0].sentence == (
        'Columns not read in, not kept: those of "Q99 - something new".'
    )


def test_fractions_in_a_layout_that_runs_to_a_hundred_are_refused(store: Store) -> None:
    rows = [row(*(0.2,) * 5, 100, code=f"ZZ{place}") for place in range(5)]
    checked = checked_sheet(store, *rows)
    assert (checked.outcome, checked.problems[0].code) == ("refuse", "percent_two_readings")


def test_a_wrong_number_is_told_with_question_and_answer(store: Store) -> None:
    checked = checked_sheet(store, row(4.1, 12.31, 138.2, 36.2, 9.19, 2801))
    assert told(checked, "number_out_of_range")[0].message.startswith(
        'Row 6, "Q3F, % Neither agree nor disagree": 138.2 is over 100.'
    )
