"""Tables that lie on their sheet in unusual ways, and sheets whose cells are not plain values."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.hostile.cases import (
    PEOPLE,
    REGISTER,
    TRAINING,
    Case,
    Rows,
    csv,
    person,
    project,
    saved,
    survey,
    training,
    typed,
    unpacked,
    with_sheet,
    xlsx,
)

STRUCTURE: Rows = [
    ("directorate", "division", "also_called"),
    ("Emergency", "Medicine", "A&E; ED"),
    ("Acute Medicine", "Medicine", None),
    ("Women's and Children's", "Family", "W & C"),
]


def control() -> list[Case]:
    headcount = [
        ("snapshot_date", "directorate", "staff_group", "headcount"),
        (date(2026, 9, 30), "Emergency", "Medical and Dental", 41),
        (date(2026, 9, 30), "Acute Medicine", "Medical and Dental", 62),
    ]
    return [
        Case("training.xlsx", "accept", xlsx(typed(training())), rows_loaded=PEOPLE),
        Case("training.csv", "accept", csv(training()), rows_loaded=PEOPLE),
        Case("register.xlsx", "accept", xlsx([REGISTER, project(1), project(2)]), rows_loaded=2),
        Case("survey.csv", "accept", csv(survey(55.7, 60.1, 58.8)), rows_loaded=3),
        Case("headcount.xlsx", "accept", xlsx(headcount), rows_loaded=2),
        Case("structure.xlsx", "accept", xlsx(STRUCTURE), rows_loaded=3),
    ]


def layout() -> list[Case]:
    rows, loaded = training(), {"rows_loaded": PEOPLE}
    above = [["Report of January"], [], ["Made by the team", None, "Page 1"], []]
    beside = [
        [*row, None, None, *other]
        for row, other in zip(rows, survey(*[50] * 3) + [[]] * 3, strict=False)
    ]
    return [
        Case("headings_on_row_five.xlsx", "accept", xlsx([*above, *rows]), **loaded),
        Case("headings_on_row_five.csv", "accept", csv([*above, *rows]), **loaded),
        Case("headings_on_row_sixty.xlsx", "accept_or_clear_reject", xlsx([[]] * 59 + list(rows))),
        Case("first_column_blank.xlsx", "accept", xlsx([[None, *row] for row in rows]), **loaded),
        Case("table_far_right.xlsx", "accept", xlsx([[None] * 60 + list(row) for row in rows]), **loaded),
        Case("columns_in_another_order.csv", "accept", csv([row[::-1] for row in rows]), **loaded),
        Case("blank_rows_between.xlsx", "accept",
             xlsx([row for filled in rows for row in (filled, [])]), **loaded),
        Case("two_tables_side_by_side.xlsx", "accept_or_clear_reject", xlsx(beside)),
        Case("two_tables_one_below_the_other.xlsx", "accept_or_clear_reject",
             xlsx([*rows, [], *survey(55.7, 60.1, 58.8)])),
        Case("lies_on_its_side.xlsx", "reject", xlsx(list(zip(*rows, strict=True)))),
        Case("totals_row.xlsx", "accept_with_warning",
             xlsx([*rows, ["Total", None, None, None, None, 6]]), **loaded, told="totals_row"),
        Case("notes_below.csv", "accept_with_warning",
             csv([*rows, [], ["Source: booking sheets"], ["Printed on 3 February 2026"]]),
             **loaded, told="note_between_rows"),
        Case("headings_on_every_page.csv", "accept_with_warning",
             csv([*rows[:4], rows[0], *rows[4:]]), **loaded, told="headings_again"),
        Case("cover_sheet_first.xlsx", "accept",
             xlsx({"Read me": [["How to use this workbook"], ["Do not change"]], "Data": rows}),
             **loaded),
        Case("same_layout_on_two_sheets.xlsx", "accept",
             xlsx({"January": rows, "February": training(person(21), person(22))}),
             rows_loaded=PEOPLE + 2),
        Case("two_datasets_in_one_workbook.xlsx", "reject",
             xlsx({"Training": rows, "Projects": [REGISTER, project()]}), told="two_readings"),
        Case("two_datasets_one_chosen.xlsx", "accept",
             xlsx({"Training": rows, "Projects": [REGISTER, project()]}),
             dataset="training_attendance", **loaded),
        Case("directorate_merged_downwards.xlsx", "reject_rows", _merged_downwards(), rows_loaded=2),
        Case("title_merged_across.xlsx", "accept", _merged_title(), **loaded),
        Case("hidden_sheet_with_old_rows.xlsx", "accept", _hidden_sheet(), **loaded),
        Case("hidden_rows.xlsx", "accept_with_warning", _hidden_rows(), **loaded, told="hidden_rows"),
        Case("hidden_column.xlsx", "accept", _hidden_column(), **loaded),
        Case("only_hidden_sheets_filled.xlsx", "reject",
             _hidden_sheet(empty_front=True), told="empty_file"),
    ]  # fmt: skip


def _book(rows: Rows) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def _merged_downwards() -> bytes:
    book, sheet = _book(training(*[person(2 * number + 1) for number in range(4)]))
    sheet.merge_cells("D2:D4")
    return saved(book)


def _merged_title() -> bytes:
    book, sheet = _book([["Training 2026"], *training()])
    sheet.merge_cells("A1:F1")
    return saved(book)


def _hidden_sheet(*, empty_front: bool = False) -> bytes:
    book, _ = _book([] if empty_front else training())
    old = book.create_sheet("Old")
    for row in training(person(77), person(78)):
        old.append(list(row))
    old.sheet_state = "veryHidden"
    return saved(book)


def _hidden_rows() -> bytes:
    book, sheet = _book(training())
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    return saved(book)


def _hidden_column() -> bytes:
    book, sheet = _book(training())
    sheet.column_dimensions["B"].hidden = True
    return saved(book)


def headers() -> list[Case]:
    rows, loaded = training(), {"rows_loaded": PEOPLE}
    below = rows[1:]

    def headed(*headings: object, extra: int = 0) -> Rows:
        return [headings, *([*row, *["x"] * extra] for row in below)]

    return [
        Case("headings_shouted.csv", "accept",
             csv(headed(*(f"  {h.upper().replace('_', ' ')} " for h in TRAINING))), **loaded),
        Case("headings_with_line_breaks.xlsx", "accept",
             xlsx(headed(*(h.replace("_", "\n") for h in TRAINING))), **loaded),
        Case("heading_twice.csv", "accept_with_warning",
             csv(headed(*TRAINING, "course", extra=1)), **loaded, told="heading_twice"),
        Case("headings_nobody_knows_beside.csv", "accept",
             csv(headed(*TRAINING, "Room", "Tea ordered", extra=2)), **loaded),
        Case("heading_missing.csv", "reject",
             csv([row[1:] for row in rows]), told="column_missing"),
        Case("headings_missing.csv", "reject", csv(below)),
        Case("headings_only.xlsx", "reject", xlsx(rows[:1]), told="empty_file"),
        Case("headings_are_numbers.xlsx", "reject", xlsx(headed(1, 2, 3, 4, 5, 6))),
        Case("heading_of_thirty_thousand_letters.xlsx", "accept",
             xlsx(headed(*TRAINING, "x" * 32_000, extra=1)), **loaded),
        Case("heading_column_empty.xlsx", "accept",
             xlsx(headed(*TRAINING, None, extra=1)), **loaded),
        Case("more_headings_than_a_list_has.csv", "reject",
             csv(headed(*TRAINING, *(f"extra {n}" for n in range(120)), extra=120)),
             told="too_large"),
        Case("headings_in_full_width_letters.csv", "accept",
             csv(headed("ｓｅｓｓｉｏｎ＿ｄａｔｅ", *TRAINING[1:])), **loaded),
        Case("headings_with_unseen_signs.csv", "accept",
             csv(headed("session\u200b_date", "\ufeffcourse", *TRAINING[2:])), **loaded),
    ]  # fmt: skip


def duplicates() -> list[Case]:
    rows = training()
    return [
        Case("row_twice.csv", "accept_with_warning", csv([*rows, rows[1]]),
             rows_loaded=PEOPLE, told="repeated"),
        Case("project_twice_differently.csv", "reject_rows",
             csv([REGISTER, project(1), project(1, title="Another"), project(2)]),
             rows_loaded=1, told="repeated_differently"),
        Case("same_file_again.csv", "no_change", csv(rows), after="training.csv",
             rows_loaded=0, told="same_file"),
        Case("same_file_under_another_name.csv", "no_change", csv(rows), after="training.csv",
             upload_as="January final v2.csv", rows_loaded=0, told="same_file"),
        Case("same_file_for_another_kind.csv", "reject", csv(rows), after="training.csv",
             dataset="project_register", told="wrong_dataset"),
        Case("same_rows_saved_as_workbook.xlsx", "no_change", xlsx(rows), after="training.csv"),
        Case("same_month_corrected.csv", "accept",
             csv(training(*[person(n, status="N") for n in range(PEOPLE)])),
             after="training.csv", rows_loaded=PEOPLE),
    ]  # fmt: skip


def reference_data() -> list[Case]:
    after = {"after": "structure.xlsx"}
    return [
        Case("directorate_unknown.csv", "reject_rows",
             csv(training(person(1), person(2), person(3, directorate="Hotel Services"))),
             rows_loaded=2, told="name_unknown", **after),
        Case("directorate_by_its_other_name.csv", "accept",
             csv(training(person(1, directorate="a & e"), person(2, directorate="W&C"),
                          person(3, directorate="Women’s and children’s"))),
             rows_loaded=3, **after),
        Case("staff_group_unknown.csv", "reject_rows",
             csv(training(person(1), person(2, staff_group="Wizards"))),
             rows_loaded=1, told="name_unknown"),
        Case("question_unknown.csv", "reject_rows",
             csv(survey(question=["q3f", "q99z", "E"])), rows_loaded=1),
        Case("status_unknown.csv", "reject_rows",
             csv(training(person(1), person(2, status="Y?"))), rows_loaded=1,
             told="code_not_known"),
    ]  # fmt: skip


def formulas() -> list[Case]:
    rows = typed(training())
    plain = xlsx(rows)
    cell = b'<c r="B2" t="inlineStr"><is><t>QI Bronze</t></is></c>'
    [course] = [
        found for found in (cell, b'<c r="B2" t="s"><v>6</v></c>') if found in _markup(plain)
    ]

    def with_course(markup: bytes) -> bytes:
        return with_sheet(plain, course, markup)

    unworked = xlsx(
        [rows[0], *([row[0], '="QI "&"Bronze"', *row[2:]] for row in rows[1:3]), *rows[3:]]
    )
    return [
        Case("formula_with_its_result.xlsx", "accept",
             with_course(b'<c r="B2" t="str"><f>"QI "&amp;"Bronze"</f><v>QI Bronze</v></c>'),
             rows_loaded=PEOPLE),
        Case("formula_without_result.xlsx", "reject_rows", unworked,
             rows_loaded=PEOPLE - 2, told="formula_not_worked_out"),
        Case("error_cell.xlsx", "reject_rows",
             with_course(b'<c r="B2" t="e"><v>#REF!</v></c>'),
             rows_loaded=PEOPLE - 1, told="error_cell"),
        Case("formula_that_gives_an_error.xlsx", "reject_rows",
             with_course(b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
             rows_loaded=PEOPLE - 1, told="error_cell"),
        Case("formula_into_another_workbook.xlsx", "accept",
             with_course(b'<c r="B2" t="str"><f>[1]Sheet1!$A$1</f><v>QI Bronze</v></c>'),
             rows_loaded=PEOPLE),
        Case("formula_over_an_area.xlsx", "accept",
             with_course(b'<c r="B2" t="str"><f t="array" ref="B2">A1</f><v>QI Bronze</v></c>'),
             rows_loaded=PEOPLE),
        Case("errors_as_text.csv", "reject_rows",
             csv(training(person(1), person(2, session_date="#REF!"),
                          person(3, staff_number="#N/A"))), rows_loaded=1),
    ]  # fmt: skip


def _markup(content: bytes) -> bytes:
    return unpacked(content)["xl/worksheets/sheet1.xml"]
