"""Is what is wrong shown in the uploader's own workbook, and does it load once it is put right?"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_loaders import marked_copy as module
from data_loaders.corrections import Correction
from data_loaders.marked_copy import SUMMARY, can_be_marked, marked_copy, name_of_copy
from data_loaders.marking import FILLS
from data_loaders.pipeline import Checked, check
from data_loaders.problems import FileRefused
from tests.data_loaders.conftest import Store
from tests.data_loaders.files import (
    PERSON,
    REGISTER,
    Rows,
    csv,
    packed,
    person,
    project,
    saved,
    xlsx,
)

# A few rows of each dataset, with cells in <brackets> wrong; what to write in each is beside them.
Corrections = dict[tuple[int, str], Any]
BAD: dict[str, tuple[Rows, Corrections]] = {
    "training_attendance": (
        [
            PERSON,
            person(),
            person(session_date="31/04/2026", staff_number="20000002"),
            person(directorate="", staff_number="20000003", status="Y?"),
        ],
        {(3, "A"): date(2026, 4, 30), (4, "D"): "Emergency", (4, "G"): "Y"},
    ),
    "project_register": (
        [
            REGISTER,
            project(),
            project(project_id="P2", start_date="soon"),
            project(project_id="P3", status="flying"),
        ],
        {(3, "E"): "01/02/2026", (4, "F"): "testing"},
    ),
    "pdsa_log": (
        [
            ("project_id", "cycle", "started", "ended"),
            ("P1", 1, date(2026, 2, 1), date(2026, 3, 1)),
            ("P1", "second", date(2026, 4, 1), date(2026, 5, 1)),
            ("P1", 3, date(2026, 6, 1), date(2026, 5, 1)),
        ],
        {(3, "B"): 2, (4, "D"): date(2026, 6, 8)},
    ),
    "project_team": (
        [
            ("project_id", "staff_number", "role", "joined_on", "left_on"),
            ("P1", "20000001", "lead", date(2026, 1, 15), date(2026, 3, 31)),
            ("P1", "20000002", "friend", date(2026, 1, 15), ""),
            ("P1", "20000003", "member", date(2026, 3, 15), date(2026, 2, 16)),
        ],
        {(3, "C"): "member", (4, "E"): date(2026, 4, 17)},
    ),
    "project_progress": (
        [
            ("project_id", "scored_on", "progress_score"),
            ("P1", date(2026, 1, 15), 1.5),
            ("P1", date(2026, 3, 15), 7),
        ],
        {(3, "C"): 2.5},
    ),
    "staff_list": (
        [
            ("staff_number", "directorate", "joined_on", "left_on"),
            ("20000001", "Emergency", date(2016, 1, 15), ""),
            ("20000002", "Hotel Services", date(2016, 1, 15), ""),
            ("20000003", "Emergency", date(2016, 1, 15), date(2015, 1, 15)),
        ],
        {(3, "B"): "Emergency", (4, "D"): date(2026, 1, 15)},
    ),
    "workforce": (
        [
            ("snapshot_date", "directorate", "staff_group", "headcount"),
            ("30/09/2026", "Emergency", "Allied Health Professionals", 40),
            ("30/09/2026", "Hotel Services", "Allied Health Professionals", 12),
            ("30/09/2026", "Acute Medicine", "Allied Health Professionals", "a few"),
        ],
        {(3, "B"): "General Surgery", (4, "D"): 7},
    ),
    "self_assessment": (
        [
            ("assessed_on", "item", "level"),
            ("30/06/2026", "NI1.1", 3),
            ("30/06/2026", "NI1.2", 12),
        ],
        {(3, "C"): 4},
    ),
    "objective": (
        [
            ("objective", "valid_from", "valid_to"),
            ("Safe care", date(2024, 4, 1), date(2027, 3, 31)),
            ("Care on time", date(2024, 4, 1), date(2023, 3, 31)),
        ],
        {(3, "C"): date(2026, 3, 31)},
    ),
    "event": (
        [
            ("began_on", "kind", "title", "directorate"),
            (date(2026, 1, 5), "programme", "Coaches start", "Trust-wide"),
            (date(2026, 2, 2), "party", "New ward", "Hotel Services"),
        ],
        {(3, "B"): "other", (3, "D"): "Emergency"},
    ),
    "case_study": (
        [
            ("case_study_id", "title", "directorate", "published_on", "link"),
            ("CS-1", "Waits", "Emergency", date(2026, 1, 5), "https://qi.example/1"),
            ("CS-2", "Falls", "Emergency", date(2026, 2, 2), "on the intranet"),
        ],
        {(3, "E"): "https://qi.example/2"},
    ),
    "staff_survey": (
        [
            ("survey_year", "directorate", "question", "respondents", "percent_positive"),
            (2025, "Emergency", "q3f", 120, 64.3),
            (2025, "Acute Medicine", "q3f", 90, 643),
            (2025, "General Surgery", "q999", 80, 51.2),
        ],
        {(3, "E"): 64.1, (4, "C"): "q3f"},
    ),
}  # fmt: skip


def marked(store: Store, content: bytes, name: str = "file.xlsx") -> bytes:
    return marked_copy(content, name, store.check(content, name).problems)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def put_right(copy: bytes, corrections: Corrections) -> bytes:
    """The marked copy as somebody saves it who has corrected the marked cells and nothing else."""
    book = opened(copy)
    sheet = book.worksheets[1]
    for (row, letter), value in corrections.items():
        assert sheet[f"{letter}{row}"].comment is not None
        sheet[f"{letter}{row}"] = value
    return saved(book)


def as_file(form: str, rows: Rows) -> bytes:
    if form == "xlsx":
        return xlsx(rows)
    return csv([[f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in row] for row in rows])


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("dataset", BAD)
def test_a_corrected_marked_copy_loads_with_nothing_to_put_right(
    store: Store, dataset: str, form: str
) -> None:
    rows, corrections = BAD[dataset]
    content = as_file(form, rows)
    before = store.check(content, f"file.{form}", dataset)
    assert before.rows_held > 0
    copy = marked_copy(content, f"file.{form}", before.problems)
    after = store.check(put_right(copy, corrections), name_of_copy(f"file.{form}"), dataset)
    assert (after.outcome, after.problems) == ("accept", ())
    assert after.rows_ready == len(rows) - 1


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_marked_copy_as_it_is_says_the_same_again(store: Store, form: str) -> None:
    content = as_file(form, BAD["training_attendance"][0])
    before = store.check(content, f"file.{form}")
    after = store.check(marked(store, content, f"file.{form}"), "copy.xlsx")
    assert [(one.code, one.row, one.letter) for one in after.problems] == [
        (one.code, one.row, one.letter) for one in before.problems
    ]


# --- their own workbook ---------------------------------------------------------------------------


def workbook() -> Workbook:
    """A workbook somebody has taken care of, with one date that is not in the calendar."""
    book = opened(
        xlsx({"Attendance": [PERSON, person(session_date="31/04/2026")], "Other": [("x",)]})
    )
    sheet = book["Attendance"]
    sheet.column_dimensions["B"].width = 33
    sheet["C2"].number_format = "0000000000"
    sheet["I2"] = "=1+1"
    return book


def sheet_of(copy: bytes, name: str = "Attendance") -> Worksheet:
    sheet = opened(copy)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_an_xlsx_keeps_its_sheets_behind_the_list(store: Store) -> None:
    copy = marked(store, saved(workbook()))
    assert opened(copy).sheetnames == [SUMMARY, "Attendance", "Other"]
    assert opened(copy).active.title == SUMMARY


def test_an_xlsx_keeps_widths_number_formats_and_formulas(store: Store) -> None:
    sheet = sheet_of(marked(store, saved(workbook())))
    assert sheet.column_dimensions["B"].width == 33
    assert sheet["C2"].number_format == "0000000000"
    assert sheet["I2"].value == "=1+1"


def test_a_problem_cell_has_a_colour_and_a_comment_with_the_sentence(store: Store) -> None:
    cell = sheet_of(marked(store, saved(workbook())))["A2"]
    assert cell.fill.start_color.rgb == FILLS["hold"]
    assert "31/04/2026 is not in the calendar. Write day/month/year" in cell.comment.text


def test_a_cell_without_a_problem_has_neither(store: Store) -> None:
    cell = sheet_of(marked(store, saved(workbook())))["D2"]
    assert (cell.comment, cell.fill.fill_type) == (None, None)


def test_a_comment_that_stood_there_stays_and_comes_back_alone(store: Store) -> None:
    from openpyxl.comments import Comment

    book = workbook()
    book["Attendance"]["A2"].comment = Comment("Ask Sam", "Jo")
    copy = marked(store, saved(book))
    assert sheet_of(copy)["A2"].comment.text.startswith("Ask Sam\n\n— Put right —")
    again = marked_copy(put_right(copy, {(2, "A"): date(2026, 4, 30)}), "copy.xlsx", ())
    assert sheet_of(again)["A2"].comment.text == "Ask Sam"


def test_a_cell_merged_with_others_is_marked_at_its_beginning(store: Store) -> None:
    book = workbook()
    book["Attendance"].merge_cells("A2:A3")
    problems = store.check(saved(book)).problems
    copy = marked_copy(saved(book), "file.xlsx", [one for one in problems if one.row == 2])
    assert sheet_of(copy)["A2"].comment is not None


def test_a_row_held_as_a_whole_is_marked_at_its_first_cell(store: Store) -> None:
    content = xlsx([REGISTER, project(), project(title="Longer waits")])
    sheet = sheet_of(marked(store, content), "Sheet")
    assert "same project" in sheet["A3"].comment.text.lower()


def test_what_only_warns_has_another_colour(store: Store) -> None:
    copy = sheet_of(marked(store, xlsx([PERSON, person(), person()])), "Sheet")
    assert copy["A3"].fill.start_color.rgb == FILLS["warn"]
    assert FILLS["warn"] != FILLS["hold"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_corrected_on_the_screen_stands_in_the_copy(store: Store, form: str) -> None:
    rows, _ = BAD["training_attendance"]
    content, name = as_file(form, rows), f"file.{form}"
    sheet = "Sheet" if form == "xlsx" else None
    corrections = (Correction(sheet, 3, "A", "30/04/2026"), Correction(sheet, 4, "G", ""))
    checked = check(content, name, store.folder, store.register, corrections=corrections)
    copy = opened(marked_copy(content, name, checked.problems, checked.corrections)).worksheets[1]
    assert [copy[cell].value for cell in ("A3", "G4")] == ["30/04/2026", None]
    assert copy["A3"].comment is None


def test_a_half_corrected_copy_is_marked_anew(store: Store) -> None:
    rows = [PERSON, person(session_date="31/04/2026"), person(status="Y?", staff_number="2")]
    half = put_right(marked(store, xlsx(rows)), {(2, "A"): date(2026, 4, 30)})
    book = opened(marked(store, half, "file - to put right.xlsx"))
    assert book.sheetnames == [SUMMARY, "Sheet"]
    assert (book["Sheet"]["A2"].comment, book["Sheet"]["A2"].fill.fill_type) == (None, None)
    assert book["Sheet"]["G3"].comment is not None


def test_a_missing_column_is_told_at_the_headings(store: Store) -> None:
    content = xlsx([["A title"], REGISTER[:4] + REGISTER[5:], ["P1", "T", "ED", "AHP", "testing"]])
    checked = store.check(content)
    assert (checked.outcome, can_be_marked(checked.problems)) == ("refuse", True)
    sheet = sheet_of(marked_copy(content, "file.xlsx", checked.problems), "Sheet")
    assert "no heading says when projects started" in sheet["A2"].comment.text


def test_a_heat_map_is_marked_at_the_number(store: Store) -> None:
    grid = [
        ["NHS Staff Survey 2024"],
        ["Measure", "Trust", "Emergency", "Acute Medicine"],
        ["E Staff engagement", 6.74, 6.31, "seven"],
        ["E_2 Involvement", 6.8, 6.4, 6.5],
        ["E_1 Motivation", 6.8, 6.4, 6.5],
    ]
    assert sheet_of(marked(store, xlsx(grid)), "Sheet")["D3"].comment is not None


# --- made from the cells --------------------------------------------------------------------------


def test_a_text_that_looks_like_a_formula_stays_a_text(store: Store) -> None:
    rows = [(*PERSON, "Note"), [*person(session_date="31/04/2026"), "=HYPERLINK(1)"]]
    cell = sheet_of(marked(store, csv(rows), "list.csv"), "Rows")["H2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_noughts_before_a_number_stay(store: Store) -> None:
    rows = [PERSON, person(session_date="31/04/2026", staff_number="00012")]
    assert sheet_of(marked(store, csv(rows), "list.csv"), "Rows")["C2"].value == "00012"


def test_a_workbook_openpyxl_cannot_bear_is_written_from_its_cells(store: Store) -> None:
    """Its styles name a pattern that does not exist."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(workbook()))) as old,
        zipfile.ZipFile(written, "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b'patternType="gray125"', b'patternType="tartan"'))
    sheet = sheet_of(marked(store, written.getvalue()))
    assert (sheet["A2"].value, sheet["A2"].comment is not None) == ("31/04/2026", True)


def test_of_a_very_large_file_only_the_list_is_given(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CELLS", 10)
    copy = opened(marked(store, saved(workbook())))
    assert copy.sheetnames == [SUMMARY]
    assert "too large to be marked" in copy[SUMMARY]["A2"].value


# --- the list -------------------------------------------------------------------------------------


def listed(copy: bytes) -> list[tuple[Any, ...]]:
    rows = list(opened(copy)[SUMMARY].iter_rows(values_only=True))
    begin = next(place for place, row in enumerate(rows) if row[0] == "State")
    return rows[begin + 1 :]


def test_the_list_says_where_what_and_what_to_do(store: Store) -> None:
    rows = [PERSON, person(session_date="31/04/2026"), person(status="Y?", staff_number="2")]
    assert listed(marked(store, xlsx(rows)))[1] == (
        "Put right",
        "Sheet",
        "G3",
        "status",
        "Y?",
        "Write Y, N or DNA.",
    )


def test_identical_problems_are_one_line_with_their_cells(store: Store) -> None:
    rows = [PERSON, *(person(session_date="31/04/2026", staff_number=n) for n in "123")]
    assert [line[2] for line in listed(marked(store, xlsx(rows)))] == ["A2 to A4"]


def test_a_line_leads_to_its_cell(store: Store) -> None:
    book = workbook()
    book["Attendance"].title = "Jo's list"
    sheet = opened(marked(store, saved(book)))[SUMMARY]
    assert [cell.hyperlink.location for cell in sheet["C"] if cell.hyperlink] == ["'Jo''s list'!A2"]


def test_what_only_warns_comes_last(store: Store) -> None:
    rows = [PERSON, person(), person(), person(status="Y?", staff_number="2")]
    assert [line[0] for line in listed(marked(store, xlsx(rows)))] == ["Put right", "To know"]


def test_personal_values_are_not_repeated_anywhere_but_in_their_cell(store: Store) -> None:
    rows = [PERSON, person(course="call 07700 900123")]
    copy = marked(store, xlsx(rows))
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        comments = [package.read(name) for name in package.namelist() if "comment" in name]
    assert comments
    assert not any(b"900123" in part for part in comments)
    assert not any("900123" in str(cell) for line in listed(copy) for cell in line)


# --- what cannot be marked ------------------------------------------------------------------------


def test_a_file_that_must_not_be_opened_is_not_opened_for_marking() -> None:
    with pytest.raises(FileRefused):
        marked_copy(packed(xl__workbook_dot_xml=b"", xl__vbaProject_dot_bin=b""), "a.xlsm", ())


def test_a_file_without_cells_to_mark_says_so(store: Store) -> None:
    checked: Checked = store.check(b"%PDF-1.4", "report.xlsx")
    assert not can_be_marked(checked.problems)


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("QI training.csv", "QI training - to put right.xlsx"),
        ("QI training - to put right.xlsx", "QI training - to put right.xlsx"),
    ],
)
def test_the_copy_is_named_after_its_file(name: str, copy: str) -> None:
    assert name_of_copy(name) == copy
