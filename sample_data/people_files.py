"""Lists of people by staff number: teams, starters and leavers; and the scores of projects."""

from __future__ import annotations

from pathlib import Path

from sample_data.employment import Employment
from sample_data.lists import TRUST
from sample_data.projects import REGISTER_ON
from sample_data.teams import Place, Score
from sample_data.wording import HURRIED, chance_of, one_of
from sample_data.written import Cell, new_book, put, save, widths, write_delimited

ROLE_AS_WRITTEN = {
    "lead": ("Project lead", "Lead"),
    "member": ("Team member", "Member"),
    "coach": ("QI coach", "Coach"),
}
SCORE_IN_WORDS = {
    0.5: "Intent to participate",
    1.0: "Charter and team",
    1.5: "Planning begun",
    2.0: "Activity, no changes",
    2.5: "Changes tested",
    3.0: "Modest improvement",
    3.5: "Improvement",
    4.0: "Significant improvement",
    4.5: "Sustained improvement",
    5.0: "Outstanding results",
}


def project_teams(folder: Path, places: list[Place]) -> None:
    """The improvement team's own list of who is on which team."""
    chance = chance_of(25)
    rows: list[list[Cell]] = [
        ["Project ref", "ESR no.", "Role in project", "Care group", "Staff grp", "AfC",
         "Joined team", "Left team"],
    ]  # fmt: skip
    for place in places:
        group = place.person.staff_group
        rows.append(
            [
                place.project_id,
                place.person.staff_number,
                one_of(chance, ROLE_AS_WRITTEN[place.role]),
                place.directorate,
                HURRIED.get(group, group) if chance.random() < 0.3 else group,
                place.person.band,
                f"{place.joined_on:%d/%m/%Y}" if place.joined_on else "",
                f"{place.left_on:%d/%m/%Y}" if place.left_on else "",
            ]
        )
    write_delimited(folder / "25 Project teams.csv", rows)


def progress_scores(folder: Path, scores: list[Score]) -> None:
    """The improvement tool's export: each score with its words."""
    book, sheet = new_book("Progress")
    put(
        sheet,
        [
            ["Project progress scores, exported 31 October 2026"],
            ["Project ref", "Date scored", "Progress score"],
        ],
        heading_row=2,
    )
    for score in scores:
        sheet.append(
            [score.project_id, score.scored_on, f"{score.score:g} - {SCORE_IN_WORDS[score.score]}"]
        )
    for cell in sheet["B"]:
        cell.number_format = "DD/MM/YYYY"
    widths(sheet, 14, 14, 30)
    save(book, folder / "26 Progress scores.xlsx")


def staff_list(folder: Path, employed: list[Employment]) -> None:
    """Everybody in post and all who left since October 2025, as the staff record lists them."""
    rows: list[list[Cell]] = [
        [f"{TRUST}: staff and leavers as at {REGISTER_ON.day} {REGISTER_ON:%B %Y}"],
        ["Employee number", "Directorate", "Staff group", "Band", "Manager flag",
         "Latest start date", "Termination date"],
    ]  # fmt: skip
    rows += [
        [
            one.person.staff_number,
            one.person.directorate_on(REGISTER_ON),
            one.person.staff_group,
            one.person.band,
            "Y" if one.is_manager else "N",
            f"{one.joined_on:%d/%m/%Y}",
            f"{one.left_on:%d/%m/%Y}" if one.left_on else "",
        ]
        for one in employed
    ]
    write_delimited(folder / "27 Staff and leavers Oct 2026.csv", rows)
