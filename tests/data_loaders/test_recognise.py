"""Does every kind of file find its layout, and every wrong file a reason it can be mended by?"""

from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook

from data_loaders.recognise import LAYOUTS
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import PERSON, REGISTER, csv, person, project, saved, xlsx

SURVEY = ("survey_year", "directorate", "question", "respondents", "score")


def test_headings_are_found_under_title_rows(store: Store) -> None:
    checked = store.check_rows(["QI training 2026"], [], ["printed 3 May"], PERSON, person())
    assert (checked.layout, checked.heading_row, checked.rows_ready) == ("person", 4, 1)


def test_case_spaces_and_underscores_of_headings_do_not_matter(store: Store) -> None:
    headings = [heading.replace("_", " ").upper() for heading in PERSON]
    assert store.check_rows(headings, person()).rows_ready == 1


def test_the_order_of_columns_does_not_matter(store: Store) -> None:
    assert store.check_rows(PERSON[::-1], person()[::-1]).rows_ready == 1


def test_a_heading_merged_over_two_rows_is_read(store: Store) -> None:

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([PERSON[0]])
    sheet.append([None, *PERSON[1:]])
    sheet.append(person())
    sheet.merge_cells("A1:A2")
    assert store.check(saved(book)).rows_ready == 1


def test_columns_that_are_not_declared_are_named_and_not_read(store: Store) -> None:
    checked = store.check_rows([*PERSON, "Mobile", "Line manager"], [*person(), "x", "y"])
    assert checked.ignored_columns == ("Mobile", "Line manager")
    assert checked.rows is not None
    assert not {"Mobile", "Line manager"} & set(checked.rows.column_names)


def test_a_missing_column_is_named(store: Store) -> None:
    headings = [heading for heading in REGISTER if heading != "start_date"]
    checked = store.check_rows(headings, [cell for cell in project() if not hasattr(cell, "year")])
    [problem] = checked.problems
    assert (checked.outcome, problem.code, problem.column) == (
        "refuse",
        "column_missing",
        "start_date",
    )
    assert problem.message == (
        "This looks like a project register, but no heading says when projects started. "
        'Add a column "Start date", or tell us which it is.'
    )


def test_a_sheet_of_something_else_is_refused(store: Store) -> None:
    checked = store.check(
        xlsx({"Rota": [["Week", "Early", "Late"], ["1", "AB", "CD"]]}), "rota.xlsx"
    )
    [problem] = checked.problems
    assert problem.code == "not_recognised"
    assert 'rows of sheet "Rota"' in problem.message


def test_a_survey_file_in_the_training_slot_is_refused(store: Store) -> None:
    survey = xlsx([SURVEY, ["2025", "Emergency", "E", 300, 6.7]])
    checked = store.check(survey, "survey.xlsx", dataset="training_attendance")
    [problem] = checked.problems
    assert (checked.outcome, problem.code) == ("refuse", "wrong_dataset")
    assert "survey.xlsx is a staff survey table, not training attendance." in problem.message


def test_a_heat_map_in_the_training_slot_is_refused_too(store: Store) -> None:
    grid = [
        ["Survey 2025", "Emergency", "Acute Medicine"],
        ["E Staff engagement", 6.7, 6.8],
        ["M Morale", 5.7, 5.8],
        ["PP1 We are compassionate and inclusive", 7.1, 7.2],
    ]
    checked = store.check(xlsx(grid), dataset="training_attendance")
    assert [problem.code for problem in checked.problems] == ["wrong_dataset"]


def test_a_workbook_without_any_filled_cell_is_refused(store: Store) -> None:
    assert [p.code for p in store.check(xlsx([[]])).problems] == ["empty_file"]


def test_headings_without_rows_are_refused(store: Store) -> None:
    assert [p.code for p in store.check_rows(PERSON).problems] == ["empty_file"]


def test_rows_of_which_none_is_kept_are_refused_with_the_reason(store: Store) -> None:
    checked = store.check_rows(PERSON, ["A note about this list"])
    assert checked.problems[0].message == (
        "file.xlsx: no row under its headings is one that we keep. "
        "Row 2: a note, not a row of the table. Not loaded. Nothing was read."
    )


def test_an_empty_file_is_refused(store: Store) -> None:
    assert [p.code for p in store.check(b"").problems] == ["empty_file"]


def test_a_file_that_is_no_spreadsheet_is_refused(store: Store) -> None:
    checked = store.check(b"%PDF-1.4", "report.xlsx")
    assert checked.problems[0].message == (
        "report.xlsx is not a spreadsheet inside (it is a PDF). Nothing was read."
    )


def test_prose_is_no_table(store: Store) -> None:
    checked = store.check(
        b"Dear all,\r\nplease find attached, as promised,\r\nnothing.", "mail.csv"
    )
    assert [problem.code for problem in checked.problems] == ["not_recognised"]


def test_single_peoples_answers_are_refused_with_the_reason(store: Store) -> None:
    rows = [["ResponseID", "Directorate", "q2a", "q2b", "q3a", "q3f", "q25c"]]
    rows += [[str(n), "Emergency", *(str(1 + (n + k) % 5) for k in range(5))] for n in range(30)]
    checked = store.check(xlsx(rows))
    assert checked.problems[0].message == (
        "This file holds single people's answers. We cannot keep those. "
        "Ask your survey contractor for results by directorate."
    )


def test_answers_in_words_are_single_peoples_answers(store: Store) -> None:
    rows = [["Team", "q3a", "q3b", "q3c", "q3f"]] + [
        ["A", "Agree", "Disagree", "Agree", "Agree"]
    ] * 5
    assert [p.code for p in store.check(xlsx(rows)).problems] == ["respondent_level"]


def test_results_of_groups_of_one_are_single_peoples_answers(store: Store) -> None:
    rows = [["2025", "Emergency", f"q3{letter}", 1, 7.5] for letter in "abcdef"] * 5
    assert [p.code for p in store.check_rows(SURVEY, *rows).problems] == ["respondent_level"]


def test_several_sheets_of_one_layout_are_all_read(store: Store) -> None:
    sheets = {
        "2025": [PERSON, person()],
        "2026": [PERSON, person(staff_number="7")],
        "Notes": [["About this file"], ["Ask Jo"]],
    }
    checked = store.check(xlsx(sheets))
    assert column(checked, "source_sheet") == ["2025", "2026"]


def test_a_workbook_of_two_datasets_asks_which_is_meant(store: Store) -> None:
    both = xlsx({"Training": [PERSON, person()], "Register": [REGISTER, project()]})
    assert [problem.code for problem in store.check(both).problems] == ["two_readings"]
    assert store.check(both, dataset="project_register").rows_ready == 1


def test_hidden_sheets_are_left_alone(store: Store) -> None:

    book = load_workbook(io.BytesIO(xlsx({"Now": [PERSON, person()], "Old": [PERSON, person()]})))
    book["Old"].sheet_state = "hidden"
    assert store.check(saved(book)).sheet == "Now"


def test_a_second_column_for_the_same_thing_is_told(store: Store) -> None:
    checked = store.check_rows([*PERSON, "Course date"], [*person(), "01/01/2020"])
    assert len(told(checked, "heading_twice")) == 1
    assert column(checked, "period") == ["2026-01"]


def test_a_csv_of_the_old_code_page_is_read(store: Store) -> None:
    row = project(title="Café – better", start_date="05/01/2026")
    checked = store.check(csv([REGISTER, row], ";", "cp1252"), "register.csv")
    assert column(checked, "title") == ["Café – better"]


def test_every_layout_has_a_name_of_its_own() -> None:
    names = [(layout.dataset, layout.name) for layout in LAYOUTS]
    assert len(set(names)) == len(names)


def test_no_two_columns_of_a_layout_know_the_same_heading() -> None:
    shared = [
        (layout.name, heading)
        for layout in LAYOUTS
        for place, column_ in enumerate(layout.columns)
        for other in layout.columns[place + 1 :]
        for heading in column_.known_headings & other.known_headings
    ]
    assert shared == []
