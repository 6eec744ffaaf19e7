"""Does every way in which survey results arrive make the same lines?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from data_loaders.pipeline import Checked
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import csv, saved, xlsx

TEMPLATE = (
    "survey_year", "directorate", "division", "staff_group", "band", "characteristic",
    "characteristic_group", "question", "respondents", "eligible", "percent_positive", "score",
    "share_1", "share_2", "share_3", "share_4", "share_5", "weighting", "release",
)  # fmt: skip
CONTRACTOR = ("Year", "QuestionNumber", "QuestionText", "DimName", "DimValue", "BaseSize", "Score")


def line(**given: Any) -> list[Any]:
    """One row of the template; unless the test says otherwise, the trust's engagement in 2025."""
    usual: dict[str, Any] = {"survey_year": 2025, "question": "E", "respondents": 300}
    return [{**usual, **given}.get(name, "") for name in TEMPLATE]


def lines(checked: Checked, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(column(checked, name) for name in names), strict=True))


# --- the template --------------------------------------------------------------------------------


def test_a_line_without_any_group_is_the_whole_trust(store: Store) -> None:
    checked = store.check_rows(TEMPLATE, line(score=6.74))
    assert lines(checked, "directorate", "division", "staff_group", "band", "characteristic") == [
        (None,) * 5
    ]


@pytest.mark.parametrize("written", ["Trust", "All", "Your org", "Organisation"])
def test_a_word_for_everybody_is_the_whole_trust(store: Store, written: str) -> None:
    checked = store.check_rows(TEMPLATE, line(directorate=written, score=6.74))
    assert column(checked, "directorate") == [None]


def test_a_score_stays_between_0_and_10(store: Store) -> None:
    checked = store.check_rows(TEMPLATE, line(score=6.74))
    assert lines(checked, "measure", "value_kind", "value", "respondents") == [
        ("E", "score", 6.74, 300)
    ]


def test_a_question_is_named_by_todays_number(store: Store) -> None:
    checked = store.check_rows(
        TEMPLATE,
        line(survey_year=2021, question="q17a", percent_positive=70.1),
        line(survey_year=2022, question="19a", percent_positive=71.1),
        line(survey_year=2025, question="Q20a", percent_positive=72.1),
    )
    assert column(checked, "measure") == ["q20a", "q20a", "q20a"]


def test_history_published_again_uses_the_editions_numbers(store: Store) -> None:
    checked = store.check_rows(
        TEMPLATE, line(survey_year=2021, question="q20a", percent_positive=70.1, release=2025)
    )
    assert lines(checked, "measure", "period", "release") == [("q20a", "2021", "2025")]


def test_a_question_that_year_did_not_ask_is_held(store: Store) -> None:
    checked = store.check_rows(
        TEMPLATE, line(survey_year=2021, question="q99", percent_positive=50)
    )
    assert told(checked, "question_not_known")[0].message == (
        'Row 2, "question": we found "q99". The 2021 survey has no such question or score.'
    )


def test_a_withheld_result_is_kept_as_withheld(store: Store) -> None:
    checked = store.check_rows(TEMPLATE, line(score="*", respondents="<11"), line(question="M"))
    assert lines(checked, "value", "respondents", "is_suppressed") == [
        (None, None, True),
        (None, 300, True),
    ]
    assert [problem.sentence for problem in told(checked, "withheld_at_source")] == [
        '2 cells hold "*" or "<11". Kept as withheld, never as nought.',
        "1 result is empty. Kept as withheld, never as nought.",
    ]


def test_shares_of_answers_make_one_line_an_option(store: Store) -> None:
    checked = store.check_rows(
        TEMPLATE, line(question="q3f", share_1=5, share_2=15, share_3=24, share_4=40, share_5=16)
    )
    assert lines(checked, "value_kind", "option_code", "value") == [
        ("share", 1, 5), ("share", 2, 15), ("share", 3, 24), ("share", 4, 40), ("share", 5, 16),
    ]  # fmt: skip


def test_a_response_rate_is_worked_out_from_its_counts(store: Store) -> None:
    checked = store.check_rows(
        TEMPLATE, line(question="response_rate", respondents=120, eligible=250)
    )
    assert lines(checked, "value_kind", "value", "eligible") == [("rate", 48.0, 250)]


def test_more_answers_than_staff_asked_are_held(store: Store) -> None:
    checked = store.check_rows(
        TEMPLATE, line(question="response_rate", respondents=300, eligible=250)
    )
    assert [problem.code for problem in checked.problems] == ["more_answered_than_asked"]


def test_a_score_under_per_cent_is_held(store: Store) -> None:
    checked = store.check_rows(TEMPLATE, line(percent_positive=67.4))
    assert [problem.code for problem in checked.problems] == ["number_in_wrong_column"]


@pytest.mark.parametrize("group", [{"directorate": "Emergency"}, {"staff_group": "AHP"}])
def test_a_characteristic_is_kept_for_the_whole_trust_only(
    store: Store, group: dict[str, str]
) -> None:
    checked = store.check_rows(
        TEMPLATE, line(score=6, characteristic="Ethnicity", characteristic_group="White", **group)
    )
    assert (checked.rows_ready, told(checked, "group_not_kept")[0].column) == (0, "characteristic")


def test_directorate_by_staff_group_is_too_fine_to_keep(store: Store) -> None:
    checked = store.check_rows(TEMPLATE, line(score=6, directorate="Emergency", staff_group="AHP"))
    assert [problem.code for problem in checked.problems] == ["group_not_kept"]


def test_staff_group_by_division_is_kept(store: Store) -> None:
    checked = store.check_rows(TEMPLATE, line(score=6, division="medicine", staff_group="AHP"))
    assert lines(checked, "division", "staff_group") == [
        ("Medicine", "Allied Health Professionals")
    ]


def test_a_division_as_a_whole_is_told_and_left_out(store: Store) -> None:
    checked = store.check_rows(TEMPLATE, line(score=6, division="Medicine"), line(score=6))
    assert (checked.rows_ready, checked.rows_left_out, checked.outcome) == (1, 1, "warn")


@pytest.mark.parametrize(
    ("written", "period"),
    [
        (2025, "2025"),
        ("Autumn 2025", "2025"),
        ("2025-Q2", "2025-Q2"),
        ("Q2 2025/26", "2025-Q2"),
        ("Q4 25/26", "2025-Q4"),
        ("July 2025", "2025-Q2"),
        ("January 2026", "2025-Q4"),
    ],
)
def test_waves_as_people_write_them(store: Store, written: Any, period: str) -> None:
    assert column(store.check_rows(TEMPLATE, line(survey_year=written, score=6)), "period") == [
        period
    ]


def test_a_quarter_makes_it_a_pulse(store: Store) -> None:
    checked = store.check_rows(
        TEMPLATE, line(survey_year="2025-Q2", score=6), line(survey_year="2025", score=6)
    )
    assert column(checked, "survey") == ["pulse", "annual"]


def test_without_a_word_results_are_unweighted_and_of_their_year(store: Store) -> None:
    checked = store.check_rows(TEMPLATE, line(score=6))
    assert lines(checked, "weighting", "release") == [("unweighted", "2025")]


def test_a_table_without_results_lacks_a_column(store: Store) -> None:
    checked = store.check_rows(
        ("survey_year", "directorate", "question", "respondents"), ["2025", "", "E", 300]
    )
    assert [(p.code, p.column) for p in checked.problems] == [("column_missing", "score")]


def test_many_lines_and_no_column_for_directorates_lack_one(store: Store) -> None:
    checked = store.check_rows(
        ("survey_year", "Our areas", "question", "respondents", "score"),
        ["2025", "Emergency", "E", 300, 6.7],
        ["2025", "Acute Medicine", "E", 300, 6.8],
    )
    assert [(p.code, p.column) for p in checked.problems] == [("column_missing", "directorate")]


def test_a_trusts_score_that_its_sub_scores_do_not_make_is_told(store: Store) -> None:
    parts = [line(question=f"E_{part}", score=6.5) for part in (1, 2, 3)]
    assert told(store.check_rows(TEMPLATE, line(score=6.54), *parts), "lines_disagree") == []
    [problem] = told(store.check_rows(TEMPLATE, line(score=6.7), *parts), "lines_disagree")
    assert problem.message == (
        "E of 2025 is 6.70 for the whole trust, but its sub-scores (E_1, E_2, E_3) make 6.50. "
        "Compare them with the report."
    )


# --- a contractor's lists ------------------------------------------------------------------------


def contractor(store: Store, *rows: list[Any]) -> Checked:
    return store.check(csv([CONTRACTOR, *rows]), "export.csv")


def test_a_contractors_splits_become_groups(store: Store) -> None:
    checked = contractor(
        store,
        [2021, "E", "Staff engagement", "", "Organisation", 3000, 6.7],
        [2021, "E", "Staff engagement", "National Breakdown 2", "Emergency", 200, 6.5],
        [2021, "E", "Staff engagement", "Staff Group", "A&C", 400, 6.9],
        [2021, "E", "Staff engagement", "Ethnicity", "White", 2000, 6.8],
    )
    assert lines(
        checked, "directorate", "staff_group", "characteristic", "characteristic_group"
    ) == [
        (None, None, None, None),
        ("Emergency", None, None, None),
        (None, "Administrative and Clerical", None, None),
        (None, None, "Ethnicity", "White"),
    ]


def test_a_contractors_shares_become_percentages(store: Store) -> None:
    checked = contractor(store, [2021, "q21a", "Care of patients", "", "Organisation", 3000, 0.743])
    assert lines(checked, "measure", "value_kind", "value") == [("q25a", "percent", 74.3)]


def test_a_contractors_teams_are_left_out_and_named(store: Store) -> None:
    checked = contractor(
        store,
        [2021, "E", "Staff engagement", "", "Organisation", 3000, 6.7],
        [2021, "E", "Staff engagement", "BD3", "Ward 7", 12, 6.5],
    )
    assert (checked.rows_ready, checked.rows_left_out) == (1, 1)
    assert told(checked, "split_not_kept")[0].message == (
        '"DimName": 1 rows of "BD3" are finer than what we keep. Left out.'
    )


def test_a_comparator_is_not_taken_for_the_trust(store: Store) -> None:
    checked = contractor(
        store,
        [2021, "E", "Staff engagement", "", "Organisation", 3000, 6.7],
        [2021, "E", "Staff engagement", "", "Comparator", 90000, 6.9],
    )
    assert column(checked, "value") == [6.7]


def test_a_question_without_number_is_known_by_its_name(store: Store) -> None:
    checked = contractor(store, [2021, "", "Raising concerns", "", "Organisation", 3000, 6.4])
    assert column(checked, "measure") == ["PP3_2"]


@pytest.mark.parametrize(
    "words",
    [
        "Able to make improvements happen (Agree/Strongly agree)",
        "Able to  make improvements\nhappen",
        "\u201cAble to make improvements happen\u201d",
        "\u00e2\u20ac\u0153Able to make improvements happen\u00e2\u20ac\x9d",
    ],
)
def test_a_questions_words_are_known_however_they_arrive(store: Store, words: str) -> None:
    rows = [CONTRACTOR, [2024, "", words, "", "Organisation", 2900, 0.532]]
    assert column(store.check(xlsx(rows)), "measure") == ["q3f"]


def test_words_count_where_the_number_is_another_questions(store: Store) -> None:
    checked = contractor(
        store, [2021, "q20a", "Safe to speak up about anything", "", "Organisation", 3000, 0.6]
    )
    assert column(checked, "measure") == ["q25e"]
    assert told(checked, "question_by_words")[0].sentence == (
        '"Safe to speak up about anything" has the number q20a in 2021, which is another question. '
        "Taken by its words."
    )


def test_one_number_and_wording_in_all_years_is_the_newest_numbering(store: Store) -> None:
    words = "Would feel secure to raise worries"
    checked = contractor(
        store,
        [2021, "q20a", words, "", "Organisation", 3000, 0.71],
        [2025, "q20a", words, "", "Organisation", 2900, 0.72],
    )
    assert lines(checked, "period", "measure") == [("2021", "q20a"), ("2025", "q20a")]
    assert len(told(checked, "question_by_words")) == 1


def test_each_years_own_numbers_with_the_same_words_need_no_word(store: Store) -> None:
    words = "Would feel secure to raise worries"
    checked = contractor(
        store,
        [2021, "q17a", words, "", "Organisation", 3000, 0.71],
        [2025, "q20a", words, "", "Organisation", 2900, 0.72],
    )
    assert column(checked, "measure") == ["q20a", "q20a"]
    assert told(checked, "question_by_words") == []


def test_an_answer_that_excel_made_a_date_is_known_by_its_code(store: Store) -> None:
    head = ("Year", "QuestionNumber", "QuestionText", "OptionCode", "OptionText", "DimName",
            "DimValue", "BaseSize", "%")  # fmt: skip
    checked = store.check(
        xlsx(
            [
                head,
                [2025, "q14a", "x", 2, date(2026, 2, 1), "", "Organisation", 2900, 0.12],
                [2025, "q14a", "x", 3, "3-5", "", "Organisation", 2900, 0.05],
            ]
        )
    )
    assert lines(checked, "measure", "option_code", "value") == [
        ("q14a", 2, 12.0),
        ("q14a", 3, 5.0),
    ]


def test_a_directorate_whose_sub_scores_were_copied_from_elsewhere_is_told(store: Store) -> None:
    def scored(measure: str, score: float) -> list[Any]:
        return line(directorate="Emergency", question=measure, score=score, respondents=200)

    rows = [scored("PP5_1", 6.3), scored("PP5_2", 4.8)]
    near, far = scored("PP5", 5.45), scored("PP5", 6.2)
    assert told(store.check_rows(TEMPLATE, near, *rows), "lines_disagree") == []
    assert told(store.check_rows(TEMPLATE, far, *rows), "lines_disagree")[0].sentence == (
        "PP5 of 2025 is 6.20 for Emergency, but its sub-scores (PP5_1, PP5_2) make 5.55. "
        "Compare them with the report."
    )


def test_missing_answers_are_no_option(store: Store) -> None:
    headings = (
        "Year",
        "QuestionNumber",
        "QuestionText",
        "OptionCode",
        "OptionText",
        "DimName",
        "DimValue",
        "%",
    )
    checked = store.check(
        csv(
            [
                headings,
                [2021, "q3b", "x", 1, "Strongly disagree", "", "Organisation", 0.4],
                [2021, "q3b", "x", 2, "Disagree", "", "Organisation", 30.6],
                [2021, "q3b", "x", 99, "Missing", "", "Organisation", 1.5],
            ]
        )
    )
    assert lines(checked, "option_code", "value") == [(1, 0.4), (2, 30.6)]


# --- grids ---------------------------------------------------------------------------------------

ACROSS = [
    ["NHS Staff Survey 2024"],
    [],
    ["", "", "Medicine", "", "Surgery"],
    ["Measure", "Trust", "Emergency", "Acute Medicine", "General Surgery"],
    ["Respondents", 3000, 210, 320, 15],
    ["E Staff engagement", 6.74, 6.31, 6.82, "*"],
    ["E_2 Involvement", 6.8, 6.4, "", 6.9],
    ["q3f Able to make improvements happen (%)", 55.7, 51.2, 58.8, 60.1],
]


def test_a_heat_map_with_units_across_makes_a_line_a_cell(store: Store) -> None:
    checked = store.check(xlsx(ACROSS))
    assert (checked.layout, checked.rows_ready, checked.heading_row) == ("units-across", 12, 4)
    assert lines(checked, "period", "directorate", "measure", "value", "respondents")[1] == (
        "2024",
        "Emergency",
        "E",
        6.31,
        210,
    )


def test_a_cell_of_a_heat_map_keeps_its_row(store: Store) -> None:
    assert column(store.check(xlsx(ACROSS)), "source_row") == [6] * 4 + [7] * 4 + [8] * 4


def test_a_problem_in_a_heat_map_names_its_own_cell(store: Store) -> None:
    grid = [*ACROSS[:-1], [*ACROSS[-1][:-1], "seven"]]
    [problem] = [one for one in store.check(xlsx(grid)).problems if one.severity == "hold"]
    assert (problem.row, problem.letter) == (8, "E")


def test_a_blank_where_the_unit_has_others_is_withheld(store: Store) -> None:
    checked = store.check(xlsx(ACROSS))
    withheld = [
        (directorate, measure)
        for directorate, measure, suppressed in lines(
            checked, "directorate", "measure", "is_suppressed"
        )
        if suppressed
    ]
    assert withheld == [("General Surgery", "E"), ("Acute Medicine", "E_2")]


def test_a_unit_without_any_number_says_nothing(store: Store) -> None:
    grid = [[*row, extra] for row, extra in zip(ACROSS[3:], ["ED", "", "", "", ""], strict=True)]
    checked = store.check(xlsx([["Survey 2024"], *grid]))
    assert checked.rows_ready == 12


def test_a_measure_without_any_number_is_told_and_left_out(store: Store) -> None:
    checked = store.check(xlsx([*ACROSS, ["M Morale"]]))
    assert (checked.rows_ready, checked.rows_left_out) == (12, 4)
    assert told(checked, "nothing_given")[0].sentence == '"M Morale": no number at all. Left out.'


def test_percentages_of_a_heat_map_may_be_fractions(store: Store) -> None:
    grid = [*ACROSS[:7], ["q3f Able to make improvements happen", 0.557, 0.512, 0.588, 0.601]]
    values = lines(store.check(xlsx(grid)), "value_kind", "value")
    assert [value for kind, value in values if kind == "percent"] == [55.7, 51.2, 58.8, 60.1]


def test_a_heat_map_of_staff_groups_is_recognised_as_one(store: Store) -> None:
    grid = [
        ["Survey 2024"],
        ["Measure", "A&C", "AHP", "Students"],
        *(row[:4] for row in ACROSS[5:]),
    ]
    checked = store.check(xlsx(grid))
    assert column(checked, "staff_group")[:3] == [
        "Administrative and Clerical",
        "Allied Health Professionals",
        "Students",
    ]


def test_a_heat_map_without_a_year_is_held(store: Store) -> None:
    checked = store.check(xlsx(ACROSS[3:]), "heat map.xlsx")
    assert {problem.sentence for problem in checked.problems if problem.severity == "hold"} == {
        "empty. Write the year of the survey."
    }


def test_the_year_may_stand_in_the_files_name(store: Store) -> None:
    assert store.check(xlsx(ACROSS[3:]), "Heat map 2024.xlsx").periods == ("2024",)


def test_merged_headings_over_the_units_do_not_hide_them(store: Store) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ACROSS:
        sheet.append(row)
    sheet.merge_cells("C3:D3")
    assert store.check(saved(book)).rows_ready == 12


def test_a_grid_with_units_down_makes_the_same_lines(store: Store) -> None:
    turned = [list(cells) for cells in zip(*ACROSS[3:], strict=True)]
    across, down = store.check(xlsx(ACROSS)), store.check(xlsx([ACROSS[0], *turned]))
    columns = ("period", "directorate", "measure", "value", "respondents", "is_suppressed")
    assert down.layout == "units-down"
    assert sorted(map(repr, lines(down, *columns))) == sorted(map(repr, lines(across, *columns)))


def test_a_breakdown_report_is_a_grid_with_units_down(store: Store) -> None:
    checked = store.check_rows(
        ["NHS Staff Survey 2025 Breakdown Report"],
        [
            "Category",
            "We are compassionate and inclusive",
            "We are recognised and rewarded",
            "Staff Engagement",
            "Morale",
            "Responses",
        ],
        ["Your org", 7.1, 5.9, 6.7, 5.8, 3000],
        ["Emergency", 6.9, 5.5, 6.3, 5.4, 210],
    )
    assert lines(checked, "directorate", "measure", "value", "respondents")[-1] == (
        "Emergency",
        "M",
        5.4,
        210,
    )


def test_an_unknown_unit_of_a_heat_map_is_asked_about(store: Store) -> None:
    grid = [[cell if cell != "Emergency" else "Casualty" for cell in row] for row in ACROSS]
    checked = store.check(xlsx(grid))
    assert [question.written for question in checked.questions] == ["Casualty"]
    assert (checked.rows_ready, checked.rows_held) == (9, 3)
