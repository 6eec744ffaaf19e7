"""Is a corrected cell read like any other, kept with its place, and never more than that?"""

from __future__ import annotations

from datetime import date

import pyarrow.parquet as pq
import pytest

from data_loaders.corrections import Correction, correctable
from data_loaders.pipeline import Checked, check
from data_loaders.problems import Problem
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import PERSON, csv, person, xlsx
from warehouse.accepted import corrections_of, file_of
from warehouse.register import uploads

BAD = xlsx([PERSON, person(), person(session_date="31/04/2026", status="Y?", staff_number="2")])
DAY = Correction("Sheet", 3, "A", "30/04/2026")
STATUS = Correction("Sheet", 3, "G", "DNA")
SESSIONS = ("session_date", "course", "directorate", "staff_group", "booked", "attended")


def corrected(store: Store, *corrections: Correction, content: bytes = BAD) -> Checked:
    return check(content, "file.xlsx", store.folder, store.register, corrections=corrections)


def test_a_row_is_ready_once_its_cells_are_corrected(store: Store) -> None:
    checked = corrected(store, DAY, STATUS)
    assert (checked.outcome, checked.rows_ready) == ("accept", 2)
    assert column(checked, "held_on") == [date(2026, 1, 14), date(2026, 4, 30)]
    assert column(checked, "status") == ["attended", "did not attend"]


def test_a_correction_obeys_the_rules_of_any_cell(store: Store) -> None:
    checked = corrected(store, Correction("Sheet", 3, "A", "30/02/2026"), STATUS)
    [problem] = told(checked, "date_impossible")
    assert (problem.row, problem.found) == (3, "30/02/2026")


def test_without_its_correction_the_cell_is_read_as_it_stands(store: Store) -> None:
    corrected(store, DAY, STATUS)
    assert corrected(store).rows_held == 1


def test_a_cell_of_a_csv_can_be_corrected(store: Store) -> None:
    content = csv([PERSON, person(session_date="31/04/2026")])
    checked = corrected(store, Correction(None, 2, "A", "30/04/2026"), content=content)
    assert checked.outcome == "accept"


def test_a_cell_can_be_emptied(store: Store) -> None:
    content = xlsx([("project_id", "cycle", "started", "ended"), ["P1", 1, "01/02/2026", "soon"]])
    assert store.check(content).rows_held == 1
    checked = corrected(store, Correction("Sheet", 2, "D", ""), content=content)
    assert checked.outcome == "accept"


@pytest.mark.parametrize(("row", "letter"), [(0, "A"), (99, "A"), (2, "ZZ")])
def test_a_correction_outside_the_sheet_changes_nothing(
    store: Store, row: int, letter: str
) -> None:
    assert corrected(store, Correction("Sheet", row, letter, "x")).rows_held == 1


# --- which cells can be corrected -----------------------------------------------------------------


def test_each_cell_that_holds_its_row_can_be_corrected(store: Store) -> None:
    cells = correctable(store.check(BAD).problems)
    assert [(cell.row, cell.heading, cell.found) for cell in cells] == [
        (3, "session_date", "31/04/2026"),
        (3, "status", "Y?"),
    ]


def test_of_cells_that_disagree_each_can_be_corrected(store: Store) -> None:
    content = xlsx([SESSIONS, [date(2026, 1, 14), "QI Bronze", "ED", "AHP", 12, 14]])
    cells = correctable(store.check(content).problems)
    assert [(cell.heading, cell.letter, cell.found) for cell in cells] == [
        ("attended", "F", "14"),
        ("booked", "E", "12"),
    ]
    checked = corrected(store, Correction("Sheet", 2, "E", "14"), content=content)
    assert checked.rows_ready == 1


def test_a_cell_wrong_in_two_ways_is_corrected_once() -> None:
    twice = [Problem(code, "hold", "x", "S", 2, "Date", letter="A") for code in ("one", "two")]
    assert len(correctable(twice)) == 1


def test_a_row_that_is_wrong_as_a_whole_has_no_cell_to_correct() -> None:
    assert correctable([Problem("repeated_differently", "hold", "x", "S", 2)]) == []


# --- what is kept ---------------------------------------------------------------------------------


def test_an_upload_keeps_which_cells_were_corrected(store: Store) -> None:
    upload_id = store.accept(corrected(store, DAY, STATUS))
    assert corrections_of(store.folder, upload_id) == [
        {"sheet": "Sheet", "row": 3, "letter": "A", "value": "30/04/2026"},
        {"sheet": "Sheet", "row": 3, "letter": "G", "value": "DNA"},
    ]
    assert uploads(store.register)[-1]["cells_corrected"] == 2


def test_a_corrected_staff_number_is_not_kept(store: Store) -> None:
    content = xlsx([PERSON, person(staff_number="")])
    checked = corrected(store, Correction("Sheet", 2, "C", "20009999"), content=content)
    assert checked.outcome == "accept"
    upload_id = store.accept(checked)
    assert b"20009999" not in file_of(store.folder, upload_id).read_bytes()
    assert corrections_of(store.folder, upload_id)[0]["value"] is None


def test_a_correction_in_a_column_that_is_not_read_is_not_kept(store: Store) -> None:
    content = xlsx([(*PERSON, "Mobile"), [*person(), "x"]])
    checked = corrected(store, Correction("Sheet", 2, "H", "hello"), content=content)
    assert checked.corrections[0].is_personal


# --- the same file again --------------------------------------------------------------------------


def test_the_same_file_with_held_rows_changes_nothing_and_can_be_corrected(store: Store) -> None:
    store.accept(store.check(BAD), hold_bad_rows=True)
    again = store.check(BAD)
    assert (again.outcome, again.rows) == ("no_change", None)
    assert len(correctable(again.problems)) == 2


def test_the_same_file_corrected_is_another_file(store: Store) -> None:
    store.accept(store.check(BAD), hold_bad_rows=True)
    assert corrected(store, DAY, STATUS).outcome == "accept"


def test_the_same_file_comes_with_the_corrections_it_was_published_with(store: Store) -> None:
    content = xlsx([PERSON, person(session_date="31/04/2026"), person(status="Y?")])
    first = corrected(store, Correction("Sheet", 2, "A", "30/04/2026"), content=content)
    store.accept(first, hold_bad_rows=True)
    again = store.check(content)
    assert again.outcome == "no_change"
    assert [one.value for one in again.corrections] == ["30/04/2026"]
    assert "with 1 cell corrected here" in again.problems[0].sentence


def test_the_same_file_without_its_corrections_is_another_file(store: Store) -> None:
    store.accept(corrected(store, DAY, STATUS))
    assert store.check(BAD).outcome == "no_change"
    assert corrected(store).outcome == "hold"


def test_the_same_file_after_a_name_was_explained_is_another_file(store: Store) -> None:
    content = xlsx([PERSON, person(), person(directorate="Hotel Services", staff_number="2")])
    store.accept(store.check(content), hold_bad_rows=True)
    store.remember("directorate", "Hotel Services", "Emergency")
    assert (store.check(content).outcome, store.check(content).rows_ready) == ("accept", 2)


def test_the_file_that_was_kept_says_nothing_of_the_cells_that_were_not_corrected(
    store: Store,
) -> None:
    upload_id = store.accept(corrected(store, DAY, STATUS))
    assert b"31/04/2026" not in (
        pq.read_schema(file_of(store.folder, upload_id)).metadata or {}
    ).get(b"corrections", b"")
