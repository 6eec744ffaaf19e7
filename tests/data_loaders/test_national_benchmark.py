"""Does every cell of the national benchmark workbook become the line it stands for?"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from data_loaders.pipeline import Checked
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.national import (
    ACUTE,
    COLUMNS,
    OURS,
    heading_row,
    organisation,
    sheet,
    workbook,
)

NAMES = ("org_id", "period", "measure", "value_kind", "option_code", "value", "respondents")


def lines(checked: Checked, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(column(checked, name) for name in names), strict=True))


def line(checked: Checked, measure: str, *names: str) -> tuple[Any, ...]:
    """What the only line of a measure says under these names."""
    found = [values[1:] for values in lines(checked, "measure", *names) if values[0] == measure]
    assert len(found) == 1, found
    return found[0]


def test_the_workbook_is_recognised_by_its_columns(store: Store) -> None:
    checked = store.check(workbook())
    assert (checked.dataset, checked.layout, checked.sheet) == (
        "national_result",
        "benchmark-workbook",
        ACUTE,
    )


def test_every_value_is_the_cell_it_came_from(store: Store) -> None:
    content = workbook(
        {
            ACUTE: sheet(organisation(), organisation("ZZ1", theme_engagement_2025=6.11)),
            "Ambulance Trusts": sheet(
                organisation("ZZ2", "Ambulance Trusts", COLUMNS[5:], PP1_2025=6.7),
                columns=COLUMNS[5:],
            ),
        }
    )
    checked = store.check(content)
    cells = {}
    for one in load_workbook(io.BytesIO(content), data_only=True).worksheets[2:]:
        headings = [cell.value for cell in one[1]]
        for row in one.iter_rows(min_row=2):
            for heading, cell in zip(headings, row, strict=True):
                cells[one.title, row[0].row, str(heading)] = cell.value
    made = lines(checked, "source_sheet", "source_row", *NAMES[2:], "period")
    stems = {"E": "theme_engagement", "M": "theme_morale"}
    for place, row, measure, kind, option, value, base, year in made:
        stem = stems.get(measure, measure) + (f"_{option}" if kind == "share" else "")
        written = cells[place, row, f"{stem}_{year}"]
        assert value == (written if kind == "score" else round(written * 100, 10))
        assert base == cells.get((place, row, f"{stem}_n_{year}"))
    values = [name for _, _, name in cells if not re.search(r"^org|_n_|_sig", name)]
    assert len(made) == len(values)


def test_shares_from_0_to_1_become_per_cent(store: Store) -> None:
    assert line(store.check(workbook()), "q25c", "value_kind", "value", "respondents") == (
        "percent",
        60.43,
        3001,
    )


def test_scores_stay_from_0_to_10(store: Store) -> None:
    assert line(store.check(workbook()), "E", "value_kind", "value") == ("score", 6.7421369)


def test_one_answer_of_several_is_a_share_with_its_code(store: Store) -> None:
    checked = store.check(workbook())
    assert line(checked, "q26d", "value_kind", "option_code", "value") == ("share", 1, 12.1)
    assert line(checked, "q16c", "value_kind", "option_code", "value") == ("share", 9, 3.4)


def test_unfavourable_answers_are_no_per_cent_positive(store: Store) -> None:
    assert line(store.check(workbook()), "q12b", "value_kind") == ("reported",)


def test_the_response_rate_is_a_rate(store: Store) -> None:
    assert line(store.check(workbook()), "response_rate", "value_kind", "value") == ("rate", 48.1)


def test_history_stands_under_the_newest_numbers(store: Store) -> None:
    assert line(store.check(workbook()), "q20a", "period", "release", "value") == (
        "2021",
        "2025",
        73.12,
    )


def test_the_release_is_the_newest_year_of_the_whole_file(store: Store) -> None:
    old = tuple(name for name in COLUMNS if name.endswith("2021"))
    checked = store.check(
        workbook(
            {
                ACUTE: sheet(organisation()),
                "ICBs": sheet(organisation("ZZ9", "ICBs", old), columns=old),
            }
        )
    )
    assert set(column(checked, "release")) == {"2025"}


def test_an_earlier_edition_has_its_own_release(store: Store) -> None:
    columns = ("PP1_2023", "PP1_2024")
    checked = store.check(
        workbook(
            {
                ACUTE: sheet(
                    organisation(columns=columns, PP1_2023=7.1, PP1_2024=7.2), columns=columns
                )
            }
        )
    )
    assert lines(checked, "period", "release", "value") == [
        ("2023", "2024", 7.1),
        ("2024", "2024", 7.2),
    ]


@pytest.mark.parametrize("mark", ["*", "-", "<10", None])
def test_a_withheld_cell_is_never_nought(store: Store, mark: str | None) -> None:
    small = organisation("ZZ3", PP1_2025=mark, PP1_n_2025=mark)
    checked = store.check(workbook({ACUTE: sheet(organisation(), small)}))
    withheld = [
        values[1:]
        for values in lines(checked, "org_id", "measure", "value", "respondents", "is_suppressed")
        if values[:2] == ("ZZ3", "PP1")
    ]
    assert withheld == [("PP1", None, None, True)]


def test_a_column_without_numbers_was_not_asked(store: Store) -> None:
    checked = store.check(workbook({ACUTE: sheet(organisation(q25c_2025=None))}))
    assert "q25c" not in column(checked, "measure")
    assert told(checked, "nothing_given")[0].sentence == (
        "1 column without any number: not asked that year. Left out there."
    )


def test_an_organisation_without_history_is_not_withheld_then(store: Store) -> None:
    young = organisation("ZZ4", PP4_2_2021=None, q20a_2021=None)
    checked = store.check(workbook({ACUTE: sheet(organisation(), young)}))
    assert {period for code, period in lines(checked, "org_id", "period") if code == "ZZ4"} == {
        "2025"
    }


def test_integrated_care_boards_are_not_weighted(store: Store) -> None:
    checked = store.check(
        workbook({ACUTE: sheet(organisation()), "ICBs": sheet(organisation("ZZ9", "ICBs"))})
    )
    assert set(lines(checked, "org_id", "weighting")) == {
        (OURS, "weighted"),
        ("ZZ9", "unweighted"),
    }


def test_a_group_has_the_surveys_own_name_however_it_is_shortened(store: Store) -> None:
    named = {
        "Acute&Acute Community Trusts": "Acute and Acute & Community Trusts",
        "MH&LD, MH, LD&Community Trusts": (
            "Mental Health & Learning Disability and Mental Health, Learning Disability & "
            "Community Trusts"
        ),
        "Community Trusts": "Community Trusts",
        "ICBs": "ICBs",
    }
    rows = [organisation(f"ZZ{place}", group) for place, group in enumerate(named)]
    checked = store.check(workbook({"All": sheet(*rows)}))
    assert dict(lines(checked, "org_id", "benchmark_group")) == {
        f"ZZ{place}": name for place, name in enumerate(named.values())
    }


def test_rows_that_only_look_used_bring_nothing(store: Store) -> None:
    empty = [None] * len(heading_row())
    checked = store.check(workbook({ACUTE: sheet(organisation(), empty, empty)}))
    assert set(column(checked, "source_row")) == {2}


def test_columns_we_do_not_know_are_told_together(store: Store) -> None:
    columns = (*COLUMNS, "q40_2025", "q40_n_2025", "WDES_a_2025", "colour")
    checked = store.check(
        workbook({ACUTE: sheet(organisation(columns=columns, q40_2025=0.4), columns=columns)})
    )
    assert [problem.sentence for problem in told(checked, "columns_not_read")] == [
        (
            "Columns not read in, not kept: 1 that only say whether a change was significant; "
            'those of "q40", "WDES_a", "colour", which are no score or question we know.'
        )
    ]


def test_a_share_over_1_is_held_with_its_own_heading(store: Store) -> None:
    checked = store.check(workbook({ACUTE: sheet(organisation(q25c_2025=60.43))}))
    assert [problem.message for problem in told(checked, "number_out_of_range")] == [
        (
            'Row 2, "q25c_2025": 60.43 is no share from 0 to 1, as this workbook gives them. '
            "Compare it with the published file."
        )
    ]


def test_a_file_without_our_own_row_says_so(store: Store) -> None:
    checked = store.check(workbook({ACUTE: sheet(organisation("ZZ1"))}))
    assert len(told(checked, "own_organisation_missing")) == 1
    assert told(store.check(workbook()), "own_organisation_missing") == []


def test_sub_scores_copied_from_elsewhere_are_told_by_organisation(store: Store) -> None:
    columns = ("PP5_2025", "PP5_1_2025", "PP5_2_2025")
    good = {"PP5_2025": 5.56, "PP5_1_2025": 6.31, "PP5_2_2025": 4.82}
    checked = store.check(
        workbook(
            {
                ACUTE: sheet(
                    organisation(columns=columns, **good),
                    organisation("ZZ1", columns=columns, **{**good, "PP5_1_2025": 6.71}),
                    columns=columns,
                )
            }
        )
    )
    assert [problem.sentence for problem in told(checked, "lines_disagree")] == [
        (
            "PP5 of 2025 is 5.56 for ZZ1, but its sub-scores (PP5_1, PP5_2) make 5.77. "
            "Compare them with the published file."
        )
    ]


def test_one_organisation_on_two_sheets_counts_once(store: Store) -> None:
    rows = sheet(organisation())
    checked = store.check(workbook({ACUTE: rows, "Again": rows}))
    assert column(checked, "measure").count("E") == 1
