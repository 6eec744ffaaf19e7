"""Are rows of the table told apart from what stands between them?"""

from __future__ import annotations

from openpyxl import Workbook

from tests.data_loaders.conftest import Store, told
from tests.data_loaders.files import PERSON, person, saved

SESSION = ("session_date", "course", "directorate", "staff_group", "booked", "attended")
ONE = ["14/01/2026", "QI Bronze", "Emergency", "AHP", 12, 10]


def test_a_total_is_told_and_not_loaded(store: Store) -> None:
    checked = store.check_rows(SESSION, ONE, ["Total", "", "", "", 12, 10])
    assert (checked.rows_ready, [p.row for p in told(checked, "totals_row")]) == (1, [3])


def test_a_total_in_the_directorate_column_is_told_and_not_loaded(store: Store) -> None:
    checked = store.check_rows(SESSION, ONE, ["14/01/2026", "QI Bronze", "Total", "AHP", 12, 10])
    assert len(told(checked, "totals_row")) == 1


def test_a_project_about_totals_is_no_total(store: Store) -> None:
    headings = ("title", "project_id", "directorate", "lead_staff_group", "start_date", "status")
    checked = store.check_rows(
        headings, ["Total knee pathway", "P1", "Emergency", "AHP", "05/01/2026", "testing"]
    )
    assert checked.rows_ready == 1


def test_a_note_between_rows_is_told_and_not_repeated(store: Store) -> None:
    checked = store.check_rows(SESSION, ONE, ["Jo Smith was ill in March"], [*ONE[:4], 9, 9])
    [note] = told(checked, "note_between_rows")
    assert (note.row, "Smith" in note.message) == (3, False)


def test_a_row_with_a_single_code_is_a_row_that_lacks_cells(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), ["", "", "20000002"])
    assert (checked.rows_held, len(told(checked, "note_between_rows"))) == (1, 0)


def test_headings_printed_again_are_told_and_not_loaded(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), PERSON, person(staff_number="2"))
    assert (checked.rows_ready, [p.row for p in told(checked, "headings_again")]) == (2, [3])


def test_empty_rows_are_no_rows(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), [], [" "], person(staff_number="2"))
    assert (checked.rows_in_file, checked.rows_ready) == (2, 2)


def test_ready_held_and_left_out_add_up_to_the_file(store: Store) -> None:
    checked = store.check_rows(
        SESSION, ONE, ONE, ["31/04/2026", *ONE[1:]], ["Total", "", "", "", 24, 20]
    )
    counts = (checked.rows_in_file, checked.rows_ready, checked.rows_held, checked.rows_left_out)
    assert counts == (4, 1, 1, 2)


def test_hidden_rows_are_read_and_told(store: Store) -> None:
    book = Workbook()
    for row in (PERSON, person(), person(staff_number="2"), person(staff_number="3")):
        book.worksheets[0].append(row)
    for row in (3, 4):
        book.worksheets[0].row_dimensions[row].hidden = True
    checked = store.check(saved(book))
    assert checked.rows_ready == 3
    assert told(checked, "hidden_rows")[0].message == (
        "Rows 3 and 4 are hidden in Excel. We read them like the others. "
        "Delete them if they should not count."
    )
