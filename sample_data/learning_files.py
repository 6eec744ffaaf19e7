"""What does the trust aim at, what happened to it, and what has it shared? Three lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sample_data.lists import (
    EMERGENCY,
    ESTATES,
    IMAGING,
    MERGED,
    OLDER_PEOPLE,
    RESEARCH,
    TRUST,
    UNIT_NAMES,
)
from sample_data.projects import COACHES_FROM, REGISTER_ON, TRUE_NORTHS, Project
from sample_data.wording import HURRIED, chance_of, one_of
from sample_data.workforce import MERGER_ON
from sample_data.written import Cell, new_book, put, save, widths, write_delimited

OLDER, ED = UNIT_NAMES[OLDER_PEOPLE], UNIT_NAMES[EMERGENCY]
SAFE, ON_TIME, GREAT_PLACE, COMMUNITIES, MEANS = TRUE_NORTHS
BEGAN = date(2022, 4, 1)  # the strategy of five years


def objectives(folder: Path) -> None:
    """The true norths; one has no project yet, one has ended, one is a directorate's own."""
    book, sheet = new_book("True norths")
    put(
        sheet,
        [
            [f"{TRUST}: our true norths"],
            ["Approved by the board; the titles are those that the project register uses."],
            ["True north", "What it means", "Owner", "Area", "From", "To"],
            [SAFE, "Nobody is harmed by our care.", "Chief nurse", None, BEGAN, None],
            [ON_TIME, "Nobody waits longer than promised.", "Chief operating officer", None, BEGAN, None],
            [GREAT_PLACE, "People would recommend us as a place to work.", "Chief people officer", None, BEGAN, None],
            [COMMUNITIES, "We prevent illness with our neighbours.", "Medical director", None, BEGAN, None],
            [MEANS, "Every pound does its work.", "Chief finance officer", None, BEGAN, None],
            ["Care without paper", "Notes are at hand wherever care is given.", "Chief digital officer", None, date(2026, 4, 1), None],
            ["Ready for winter", "Beds are free when they are needed.", "Chief operating officer", "Trust-wide", BEGAN, date(2024, 3, 31)],
            ["No fall that could be foreseen", "A directorate's own aim.", "Triumvirate", "Elderly Care", date(2025, 4, 1), None],
        ],
        heading_row=3,
    )  # fmt: skip
    widths(sheet, 32, 48, 26, 24, 12, 12)
    save(book, folder / "18 True norths.xlsx")


def events(folder: Path) -> None:
    """What happened, with the day on which its date was agreed where somebody wrote it down."""
    rows: list[list[Cell]] = [
        ["Date", "Ended", "Kind of event", "Event", "Directorate", "Date agreed", "Agreed by (role)"],
        [date(2024, 4, 1), None, "Merger", "Theatres and CC merged", MERGED, date(2023, 11, 16), "Board"],
        [date(2024, 8, 1), date(2024, 8, 31), "Other", "QI trainer had left", "Trust-wide", None, None],
        ["14 Oct 2024", "29/11/2024", "Cultural readiness", "Listening and values", OLDER, date(2024, 9, 5), "Improvement team"],
        [date(2024, 12, 2), date(2025, 7, 31), "Programme", "Bronze QI for every ward", "COTE", date(2024, 9, 5), "Improvement team"],
        ["03/03/2025", None, "New director", "New directorate manager", "ED", None, None],
        [date(2025, 9, 22), None, "Question reworded", "Career question reworded", "Whole trust", date(2025, 7, 1), "Survey lead"],
        [COACHES_FROM, None, "Programme", "Improvement coaches start", None, date(2025, 10, 9), "Board"],
        [date(2026, 5, 1), None, "Other", "PDSA clinics stopped", None, None, None],
        ["07/09/2026", "30/10/2026", "Readiness work", "Listening and values", "Estates & Facilities", "16/07/2026", "Improvement team"],
        [date(2026, 11, 2), None, "Programme", "Bronze QI for every team", ESTATES, "16/07/2026", "Improvement team"],
    ]  # fmt: skip
    assert rows[1][0] == MERGER_ON
    book, sheet = new_book("Timeline")
    put(sheet, [[f"{TRUST}: what happened when"], [], *rows], heading_row=3)
    widths(sheet, 12, 12, 20, 30, 30, 14, 20)
    save(book, folder / "19 Timeline of events.xlsx")


def change_readiness(folder: Path) -> None:
    """What people said before two changes; one directorate is too small to be shown."""
    paper, bronze = "Care without paper", "Bronze QI for every team"
    rows: list[list[Cell]] = [
        ["Change", "Survey date", "Directorate", "Responses", "Change commitment", "Change efficacy"],
        [paper, date(2026, 3, 16), ED, 61, 3.42, 2.98],
        [paper, date(2026, 3, 16), UNIT_NAMES[IMAGING], 74, 3.61, 3.2],
        [paper, date(2026, 3, 16), "COTE", 58, 4.05, 3.77],
        [paper, date(2026, 3, 16), MERGED, 83, 3.5, 3.31],
        [paper, date(2026, 3, 16), UNIT_NAMES[RESEARCH], 8, 3.9, 3.6],
        [bronze, date(2026, 9, 28), "Estates & Facilities", 132, 3.24, 2.87],
    ]  # fmt: skip
    book, sheet = new_book("Means")
    put(
        sheet,
        [["Change readiness (ORIC), means of 1 to 5. No single answers."], *rows],
        heading_row=2,
    )
    widths(sheet, 28, 14, 30, 12, 20, 18)
    save(book, folder / "24 Change readiness.xlsx")


_CHANGED = (
    "A small change, tested on one ward first, now holds in the whole directorate.",
    "What we expected did not happen; we say why, and what we tried instead.",
    "The measure improved within three months and has stayed there since.",
    "Patients designed it with us. Two other areas have asked for it.",
    "It saved time every day, for the price of moving a cupboard.",
)


def case_studies(folder: Path, projects: list[Project]) -> None:
    """The library's list: a study for each project whose register row says so, and one without."""
    chance = chance_of(20)
    shared = sorted(
        (project for project in projects if project.case_study_on is not None),
        key=lambda project: (project.case_study_on, project.project_id),
    )
    rows: list[list[Cell]] = [
        ["Case study no", "Title", "Directorate", "Project ref", "Staff group of author",
         "Date shared", "In short", "Web address"],
    ]  # fmt: skip
    for number, project in enumerate(shared, start=1):
        group = project.lead_staff_group
        shared_on = project.case_study_on
        rows.append(
            [
                f"CS-{number:03d}",
                project.title,
                project.directorate,
                project.project_id,
                HURRIED.get(group, group) if chance.random() < 0.3 else group,
                f"{shared_on:%d/%m/%Y}",
                one_of(chance, _CHANGED),
                f"https://improvement.northmere.example/case-studies/{number:03d}",
            ]
        )
    rows.append(
        ["", "How we chose one method", "Whole trust", "", "", f"{REGISTER_ON:%d/%m/%Y}", "", ""]
    )
    write_delimited(folder / "20 Case studies.csv", rows)
