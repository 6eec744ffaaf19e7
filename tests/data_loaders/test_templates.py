"""Does every template load once it is filled in, and its example stay outside?"""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from data_loaders.layouts import Layout
from data_loaders.names import trust_names
from data_loaders.templates import TEMPLATES, template
from tests.data_loaders.conftest import Store, told
from tests.data_loaders.files import saved

FILLED: dict[str, dict[str, Any]] = {
    "staff_survey/template": {"survey_year": 2025, "question": "E", "respondents": 30, "score": 6.7},
    "project_register/register": {
        "project_id": "P1", "title": "Waits", "directorate": "ED", "lead_staff_group": "AHP",
        "start_date": "01/02/2026", "status": "testing",
    },
    "pdsa_log/pdsa-log": {"project_id": "P1", "cycle": 1, "started": "01/02/2026"},
    "project_team/team": {"project_id": "P1", "staff_number": "1", "role": "lead"},
    "project_progress/progress-scores": {
        "project_id": "P1", "scored_on": "01/02/2026", "progress_score": 2.5,
    },
    "staff_list/staff-list": {
        "staff_number": "1", "directorate": "ED", "joined_on": "01/02/2026",
    },
    "training_attendance/person": {
        "session_date": "01/02/2026", "course": "Bronze", "staff_number": "1", "directorate": "ED",
        "staff_group": "AHP", "status": "attended",
    },
    "training_attendance/session": {
        "session_date": "01/02/2026", "course": "Bronze", "directorate": "ED",
        "staff_group": "AHP", "booked": 9, "attended": 8,
    },
    "workforce/headcount": {
        "snapshot_date": "30/09/2026", "directorate": "ED", "staff_group": "AHP", "headcount": 9,
    },
    "structure/structure": {"directorate": "Imaging", "division": "Diagnostics"},
    "self_assessment/self-assessment": {"assessed_on": "30/06/2026", "item": "NI1.1", "level": 3},
    "objective/objectives": {"objective": "Safe care every time"},
    "event/events": {"began_on": "01/02/2026", "kind": "programme", "title": "QI programme"},
    "change_readiness/change-readiness": {
        "change": "Care without paper", "survey_date": "28/09/2026", "directorate": "ED",
        "respondents": 40, "commitment": 3.9, "efficacy": 3.4,
    },
    "case_study/case-studies": {"title": "Shorter waits", "published_on": "01/02/2026"},
}  # fmt: skip


def name(layout: Layout) -> str:
    return f"{layout.dataset}/{layout.name}"


def made(store: Store, layout: Layout) -> bytes:
    return template(layout, trust_names(store.folder, store.register))


def test_every_dataset_has_a_template() -> None:
    assert {name(layout) for layout in TEMPLATES} == set(FILLED)


@pytest.mark.parametrize("layout", TEMPLATES, ids=name)
def test_a_filled_template_loads(store: Store, layout: Layout) -> None:
    book = load_workbook(io.BytesIO(made(store, layout)))
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in FILLED[name(layout)].items():
        sheet.cell(3, headings[heading], value)
    checked = store.check(saved(book))
    assert (checked.dataset, checked.layout) == (layout.dataset, layout.name)
    assert (checked.rows_ready, checked.rows_held) == (1, 0)


@pytest.mark.parametrize("layout", TEMPLATES, ids=name)
def test_the_example_is_recognised_and_left_out(store: Store, layout: Layout) -> None:
    book = load_workbook(io.BytesIO(made(store, layout)))
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in FILLED[name(layout)].items():
        sheet.cell(3, headings[heading], value)
    assert [problem.row for problem in told(store.check(saved(book)), "example_row")] == [2]


def test_a_drop_down_offers_the_trusts_own_directorates(store: Store) -> None:
    [person] = [layout for layout in TEMPLATES if layout.name == "person"]
    book = load_workbook(io.BytesIO(made(store, person)))
    offered = [
        [cell.value for cell in column if cell.value] for column in book["Lists"].iter_cols()
    ]
    assert [
        "Acute Medicine",
        "Emergency",
        "General Surgery",
        "Theatres and Critical Care",
    ] in offered


def test_the_notes_say_what_each_column_means(store: Store) -> None:
    [person] = [layout for layout in TEMPLATES if layout.name == "person"]
    notes = load_workbook(io.BytesIO(made(store, person)))["Notes"]
    said = {row[0].value: row[1].value for row in notes.iter_rows(min_row=2)}
    assert said["directorate"] == "which directorate they work in"


def test_days_are_british_wherever_the_template_is_opened(store: Store) -> None:
    """Without its language LibreOffice would write 30/09 as 09/30 into a .csv on some machines."""
    [person] = [layout for layout in TEMPLATES if layout.name == "person"]
    sheet = load_workbook(io.BytesIO(made(store, person))).worksheets[0]
    formats = {sheet["A2"].number_format, sheet.column_dimensions["A"].number_format}
    assert formats == {"[$-809]dd/mm/yyyy"}


@pytest.mark.parametrize("layout", TEMPLATES, ids=lambda layout: f"{layout.dataset}/{layout.name}")
def test_a_name_that_looks_like_a_formula_is_none_in_a_template(
    store: Store, layout: Layout
) -> None:
    names = trust_names(store.folder, store.register)
    hostile = {kind: one.with_names(['=HYPERLINK("x")']) for kind, one in names.items()}
    book = load_workbook(io.BytesIO(template(layout, hostile)))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in types
