"""The registers of projects and the log of PDSA cycles, as untidy as registers are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
from openpyxl.styles import Alignment, Font

from sample_data.cycles import Cycle
from sample_data.lists import ESTATES, TRUST
from sample_data.projects import Project
from sample_data.wording import HURRIED, chance_of, one_of
from sample_data.written import Cell, new_book, put, save, widths, write_delimited

STATUS_AS_WRITTEN = {
    "idea": ("Idea", "Idea", "Idea "),
    "testing": ("Testing", "Testing", "Testing changes", "Ongoing - see notes"),
    "improvement": ("Improvement", "Improvement seen", "Improvement"),
    "sustained": ("Sustained", "Sustained", "sustained"),
    "completed": ("Closed – complete", "Completed", "Complete"),
    "paused": ("On hold", "Paused"),
    "stopped": ("Stopped", "Closed – stopped"),
}
OLDER_PEOPLE_AS_WRITTEN = (
    "Care of Older People",
    "Care of older people",
    "Care of Older People ",
    "COTE",
)
SOURCE_AS_WRITTEN = {
    "frontline": "Frontline",
    "patient": "Patient",
    "leader": "Leader",
    "incident": "Incident",
    "audit": "Audit",
    "mandated": "Mandated",
}
REGISTER_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The project", ("Project ID", "Title", "Directorate", "Other directorates", "Start date", "Status", "End date", "Project type")),
    ("Who and why", ("Lead staff group", "Lead band", "Coach", "Idea source", "True north")),
    ("Measures", ("Outcome measures", "Process measures", "Balancing measures", "Aim numeric", "Service user involvement")),
    ("Progress", ("First test date", "Latest progress date", "Case study date", "Sustained check date", "Gains held", "Comments")),
)  # fmt: skip


def register(folder: Path, projects: list[Project]) -> None:
    """The register of the improvement team: everybody's projects but Estates and Facilities'."""
    chance = chance_of(11)
    book, sheet = new_book("Register")
    bands: list[Cell] = []
    headings: list[Cell] = []
    for band, names in REGISTER_HEADINGS:
        bands += [band, *([None] * (len(names) - 1))]
        headings += names
    put(
        sheet,
        [
            [f"{TRUST}: improvement project register"],
            ["Register as at 31 October 2026"],
            bands,
            headings,
        ],
        heading_row=4,
    )
    column = 1
    for _, names in REGISTER_HEADINGS:
        sheet.merge_cells(
            start_row=3, end_row=3, start_column=column, end_column=column + len(names) - 1
        )
        sheet.cell(3, column).alignment = Alignment(horizontal="center")
        sheet.cell(3, column).font = Font(bold=True)
        column += len(names)
    for project in projects:
        if project.directorate != ESTATES:
            put(sheet, [_register_row(chance, project)])
    widths(sheet, 12, 58, 30, 28, 12, 20, 12, 16, 34, 10, 14, 14, 24)
    sheet.freeze_panes = "C5"
    save(book, folder / "11 Project register Oct 2026.xlsx")


def _start_as_written(chance: np.random.Generator, day: date) -> Cell:
    """Most starts are dates; some were typed as text, a few are bare serial numbers."""
    how = chance.random()
    if how < 0.70:
        return day
    if how < 0.90:
        return f"{day:%d/%m/%Y}"
    if how < 0.94:
        return f"{day.day} {day:%b %Y}"
    return day.toordinal() - date(1899, 12, 30).toordinal()


def _register_row(chance: np.random.Generator, project: Project) -> list[Cell]:
    directorate, partner = project.directorate, project.partner
    if directorate == "Care of Older People":
        directorate = one_of(chance, OLDER_PEOPLE_AS_WRITTEN)
    if partner and chance.random() < 0.5:
        directorate, partner = f"{directorate.strip()} / {partner}", None
    status = one_of(chance, STATUS_AS_WRITTEN[project.stage])
    group = project.lead_staff_group
    return [
        project.project_id,
        project.title,
        directorate,
        partner,
        _start_as_written(chance, project.started_on),
        status,
        project.ended_on,
        project.project_type,
        HURRIED.get(group, group) if chance.random() < 0.2 else group,
        project.lead_band,
        f"Coach {int(chance.integers(1, 15)):02d}" if project.has_coach else None,
        SOURCE_AS_WRITTEN[project.idea_source],
        project.objective,
        *project.measures,
        "Y" if project.has_numeric_aim else "N",
        project.involvement.capitalize(),
        project.first_test_on,
        project.updated_on,
        project.case_study_on,
        project.gains_checked_on,
        None if project.gains_held is None else "Yes" if project.gains_held else "No",
        "Waiting for data" if status.startswith("Ongoing") else None,
    ]


def estates_projects(folder: Path, projects: list[Project]) -> None:
    """Estates and Facilities keep a list of their own, in their own words, and rarely touch it."""
    chance = chance_of(12)
    rows: list[list[Cell]] = [
        ["Ref", "Project name", "Area", "Staff group of lead", "Began", "Stage", "Last updated"]
    ]
    for project in projects:
        if project.directorate == ESTATES:
            rows.append(
                [
                    project.project_id,
                    project.title,
                    one_of(chance, (ESTATES, "Estates & Facilities", "E&F")),
                    project.lead_staff_group,
                    f"{project.started_on:%d/%m/%Y}",
                    one_of(chance, STATUS_AS_WRITTEN[project.stage]),
                    f"{project.updated_on:%d/%m/%Y}",
                ]
            )
    write_delimited(folder / "12 Estates projects.csv", rows, encoding="cp1252", delimiter=";")


def cycle_log(folder: Path, cycles: list[Cycle]) -> None:
    book, sheet = new_book("PDSA log")
    head = [
        "project_id",
        "cycle",
        "started",
        "ended",
        "prediction",
        "data_points",
        "scale",
        "outcome",
    ]
    put(
        sheet,
        [[f"{TRUST}: PDSA log"], ["Begun in February 2023. One row for each cycle."], head],
        heading_row=3,
    )
    for cycle in cycles:
        put(
            sheet,
            [
                [
                    cycle.project_id,
                    cycle.cycle,
                    cycle.started_on,
                    cycle.ended_on,
                    "Yes" if cycle.has_prediction else "No",
                    cycle.data_points,
                    cycle.scale,
                    cycle.outcome.capitalize() if cycle.outcome else None,
                ]
            ],
        )
    widths(sheet, 12, 8, 12, 12, 12, 12, 8, 12)
    save(book, folder / "13 PDSA log.xlsx")
