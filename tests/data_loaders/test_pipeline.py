"""Does a checked file tell all its problems at once, and does only what is ready go in?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data_loaders.pipeline import check
from data_loaders.problems import NothingToAccept, RowsWaiting
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import PERSON, REGISTER, person, project, xlsx
from warehouse.accepted import file_of
from warehouse.register import set_upload_state, uploads


def test_a_good_file_is_ready_and_has_nothing_to_put_right(store: Store) -> None:
    checked = store.check_rows(PERSON, person())
    assert (checked.outcome, checked.rows_ready, checked.problems) == ("accept", 1, ())


def test_checking_changes_nothing(store: Store) -> None:
    before = uploads(store.register)
    store.check_rows(PERSON, person())
    assert uploads(store.register) == before


def test_a_date_that_does_not_exist_is_named_with_its_place(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), person(session_date="31/04/2026"))
    [problem] = checked.problems
    assert (problem.row, problem.column, problem.found) == (3, "session_date", "31/04/2026")
    assert problem.message == (
        'Row 3, "session_date": 31/04/2026 is not in the calendar. '
        "Write day/month/year, for example 30/04/2026."
    )


def test_a_problem_knows_the_column_of_its_cell(store: Store) -> None:
    [problem] = told(store.check_rows(PERSON, person(band="6", status="Y?")), "code_not_known")
    assert (problem.letter, problem.row) == ("G", 2)


def test_all_problems_are_told_at_once(store: Store) -> None:
    checked = store.check_rows(
        PERSON,
        person(session_date="31/04/2026", status="Y?", directorate="", staff_number=""),
        person(staff_group="Chaplaincy"),
    )
    assert sorted(problem.code for problem in checked.problems) == [
        "code_not_known",
        "date_impossible",
        "empty",
        "empty",
        "name_unknown",
    ]


def test_rows_are_counted_as_excel_counts_them(store: Store) -> None:
    checked = store.check_rows(["Title"], [], PERSON, person(), [], person(session_date="soon"))
    assert [problem.row for problem in checked.problems] == [6]


def test_an_error_cell_holds_its_row(store: Store) -> None:
    checked = store.check_rows(PERSON, person(status="#REF!"))
    assert [problem.code for problem in checked.problems] == ["error_cell"]


def test_a_formula_without_result_holds_its_row(store: Store) -> None:
    checked = store.check_rows(PERSON, person(staff_number="=A1"))
    assert told(checked, "formula_not_worked_out")[0].sentence.startswith(
        "a formula without a result. Open the file in Excel, save it"
    )


def test_a_row_said_twice_counts_once(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), person())
    assert (checked.rows_ready, checked.rows_left_out) == (1, 1)
    assert told(checked, "repeated")[0].message == (
        "Row 3: same person, course and day. Counted once."
    )


def test_a_project_said_twice_differently_is_held(store: Store) -> None:
    checked = store.check_rows(REGISTER, project(), project(title="Longer waits"))
    assert (checked.rows_ready, checked.rows_held) == (0, 2)


def test_a_row_said_twice_on_two_sheets_counts_once(store: Store) -> None:
    checked = store.check(xlsx({"A": [PERSON, person()], "B": [PERSON, person()]}))
    assert column(checked, "source_sheet") == ["A"]


def test_personal_details_in_free_text_hold_the_row_without_echo(store: Store) -> None:
    checked = store.check_rows(REGISTER, project(title="Ring 01384 456111 about waits"))
    [problem] = checked.problems
    assert (problem.code, problem.found) == ("personal_detail", None)
    assert "456111" not in repr(checked)


def test_staff_numbers_are_never_repeated(store: Store) -> None:
    checked = store.check_rows(PERSON, person(staff_number="98765432"), person(session_date="?"))
    assert "98765432" not in repr(checked)


def test_accepted_rows_lie_in_the_store_with_their_place(store: Store) -> None:
    upload_id = store.accept(store.check_rows(["Title"], PERSON, person()))
    [row] = pq.read_table(file_of(store.folder, upload_id)).to_pylist()
    assert (row["source_sheet"], row["source_row"], row["held_on"]) == (
        "Sheet",
        3,
        date(2026, 1, 14),
    )


def test_held_rows_wait_until_somebody_says_so(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), person(session_date="31/04/2026"))
    with pytest.raises(RowsWaiting, match="1 of 2 rows are held"):
        store.accept(checked)
    assert len(uploads(store.register)) == 1  # the structure


def test_held_rows_stay_behind_when_somebody_has_said_so(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), person(session_date="31/04/2026"))
    upload_id = store.accept(checked, hold_bad_rows=True)
    assert pq.read_table(file_of(store.folder, upload_id)).num_rows == 1
    assert uploads(store.register)[-1]["rows_held"] == 1


def test_a_refused_file_cannot_be_accepted(store: Store) -> None:
    with pytest.raises(NothingToAccept, match="is empty"):
        store.accept(store.check(b""), hold_bad_rows=True)


def test_a_file_of_held_rows_only_cannot_be_accepted(store: Store) -> None:
    with pytest.raises(NothingToAccept, match="no row that is ready"):
        store.accept(store.check_rows(PERSON, person(session_date="?")), hold_bad_rows=True)


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    content = xlsx([PERSON, person()])
    store.accept(store.check(content))
    again = store.check(content, "renamed.xlsx")
    assert (again.outcome, again.rows) == ("no_change", None)
    assert again.problems[0].message.startswith("You published this file on ")


def test_a_file_that_was_taken_back_may_come_again(store: Store) -> None:
    content = xlsx([PERSON, person()])
    set_upload_state(store.register, store.accept(store.check(content)), "taken back", "Jo Marsh")
    assert store.check(content).outcome == "accept"


def test_the_uploader_sees_each_heading_with_ours_and_a_first_value(store: Store) -> None:
    headings = store.check_rows(PERSON, person()).headings
    assert ("staff_number", "staff_key", "not shown") in headings
    assert ("course", "course", "QI Bronze") in headings


def test_the_periods_of_a_file_are_told(store: Store) -> None:
    checked = store.check_rows(
        PERSON, person(), person(session_date="02/03/2026"), person(session_date="09/03/2026")
    )
    assert checked.periods == ("2026-01", "2026-03")


def test_nothing_of_the_upload_is_left_in_the_folder_but_accepted_rows(store: Store) -> None:
    store.accept(store.check_rows(PERSON, person()))
    files = {path.name for path in Path(store.folder).rglob("*") if path.is_file()}
    assert not [name for name in files if name.endswith((".xlsx", ".csv", ".tmp"))]


def test_each_step_of_checking_is_told_with_a_growing_share(empty_store: Store) -> None:
    steps: list[tuple[str, float]] = []
    check(
        xlsx([PERSON, person()]),
        "file.xlsx",
        empty_store.folder,
        empty_store.register,
        progress=lambda step, share: steps.append((step, share)),
    )
    assert [step for step, _ in steps] == [
        "Reading the cells",
        "Recognising the table",
        "Reading the columns",
        "Matching names",
        "Checking the rows",
    ]
    shares = [share for _, share in steps]
    assert shares == sorted(shares)


def test_the_same_file_for_another_kind_is_refused_not_called_known(store: Store) -> None:
    content = xlsx([PERSON, person()])
    store.accept(store.check(content))
    assert told(store.check(content, dataset="project_register"), "wrong_dataset")


def test_a_staff_number_that_excel_cut_off_holds_its_row_without_echo(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), person(staff_number="2.00001E+07"))
    [problem] = told(checked, "number_cut_off")
    assert (checked.rows_ready, problem.found) == (1, None)


def test_columns_of_personal_details_are_named(store: Store) -> None:
    checked = store.check_rows((*PERSON, "Full name", "Mobile"), [*person(), "Jo", "x"])
    [problem] = told(checked, "personal_columns")
    assert problem.message.startswith('"Full name" and "Mobile": not read in, not kept.')


def test_a_list_of_over_a_hundred_headings_is_refused(store: Store) -> None:
    extra = [f"extra {number}" for number in range(100)]
    checked = store.check_rows((*PERSON, *extra), [*person(), *extra])
    assert told(checked, "too_large")
