"""Structure, headcount, self-assessment, and the demonstration’s names and people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sample_data.lists import DIVISIONS, ESTATES, MERGED, STAFF_GROUPS, TRUST, UNITS
from sample_data.training import BRONZE, SILVER
from sample_data.wording import HURRIED, chance_of
from sample_data.workforce import MERGER_ON, SNAPSHOTS, by_band, headcount, name_on
from sample_data.written import Cell, new_book, put, save, widths, write_delimited

# Other spellings that everybody here knows; kept in the structure file itself.
ALSO_CALLED = {
    "Care of Older People": "COTE; Elderly Care",
    "Emergency": "ED; Accident and Emergency",
    "Children and Young People": "Paediatrics",
    "Imaging": "Radiology",
    ESTATES: "E&F",
    "Research and Innovation": "R&I",
    "Therapies and Pharmacy": "Therapies & Pharmacy",
    MERGED: "TACC",
}


def structure(folder: Path) -> None:
    """Which directorate belongs where, and since when."""
    rows: list[list[Cell]] = []
    last_day = date(2024, 3, 31)
    for division in DIVISIONS:
        for unit in sorted((u for u in UNITS if u.division == division), key=lambda u: u.name):
            rows.append(
                [
                    unit.name,
                    division,
                    None,
                    last_day if unit.merged_into else None,
                    unit.merged_into,
                    ALSO_CALLED.get(unit.name),
                ]
            )
            if unit.name == "Theatres":
                rows.append([MERGED, division, MERGER_ON, None, None, ALSO_CALLED[MERGED]])
    book, sheet = new_book("Structure")
    head = ["Directorate", "Division", "Valid from", "Valid to", "Became", "Also called"]
    put(sheet, [head, *rows], heading_row=1)
    widths(sheet, 34, 28, 12, 12, 28, 34)
    save(book, folder / "01 Structure 2021-2026.xlsx")


def snapshots(folder: Path) -> None:
    """Headcount every half-year, by directorate as it was called on the day.

    The last census is not here: it comes as rows of assignments (staff_record.py).
    """
    chance = chance_of(2)
    book, sheet = new_book("Headcount")
    put(
        sheet,
        [
            [f"{TRUST}: staff in post"],
            [
                "People with an active primary assignment on the census date. WTE is whole-time equivalent."
            ],
            ["Census date", "Directorate", "Staff Grp", "AfC band", "Headcount", "WTE"],
        ],
        heading_row=3,
    )
    for day in SNAPSHOTS[:-1]:
        people = headcount(day)
        together: dict[tuple[str, str, str], int] = {}
        for unit in range(len(UNITS)):
            for place, group in enumerate(STAFF_GROUPS):
                for band, count in by_band(unit, place, int(people[unit, place])).items():
                    key = (name_on(unit, day), group, band)
                    together[key] = together.get(key, 0) + count
        for (directorate, group, band), count in sorted(together.items()):
            written = f"Band {band}" if band[0].isdigit() else band
            wte = round(count * float(chance.uniform(0.80, 0.93)), 1)
            name = HURRIED.get(group, group) if day.year < 2024 else group
            put(sheet, [[day, directorate, name, written, count, wte]])
    widths(sheet, 14, 34, 48, 12, 12, 10)
    save(book, folder / "02 Headcount snapshots.xlsx")


# The 22 items of the self-assessment, and the level the board gave in May 2023; a directorate
# triumvirate sees most things a level lower.
ITEMS = {
    "NI1.1": 3, "NI1.2": 3, "NI1.3": 2, "NI1.4": 2, "NI2.1": 2, "NI2.2": 2, "NI2.3": 2,
    "NI2.4": 2, "NI3.1": 3, "NI3.2": 2, "NI3.3": 2, "NI3.4": 3, "NI4.1": 2, "NI4.2": 2,
    "NI4.3": 2, "NI4.4": 1, "NI4.5": 2, "NI5.1": 2, "NI5.2": 2, "NI5.3": 3, "NI5.4": 1, "NI5.5": 1,
}  # fmt: skip
ASSESSED_ON = (date(2023, 5, 18), date(2024, 5, 16), date(2025, 5, 15), date(2026, 5, 21))


def self_assessment(folder: Path) -> None:
    """Yearly self-assessment by the board and by the directorates' triumvirates."""
    chance = chance_of(17)
    book, sheet = new_book("Self-assessment")
    put(sheet, [["assessed_on", "item", "level", "assessor_role"]], heading_row=1)
    rise = dict.fromkeys(ITEMS, 0)
    for year, day in enumerate(ASSESSED_ON):
        for item, begun in ITEMS.items():
            rise[item] += int(year > 0 and chance.random() < 0.42)
            board = min(5, begun + rise[item])
            triumvirate = max(1, board - int(chance.random() < 0.62))
            put(sheet, [[day, item, board, "Board"]])
            put(sheet, [[day, item, triumvirate, "Directorate triumvirate"]])
    widths(sheet, 14, 10, 8, 26)
    save(book, folder / "17 Self-assessment.xlsx")


def _remembered() -> list[list[Cell]]:
    """Names as they stand in the files, with what they mean; kinds as in warehouse/register.py."""
    written: list[tuple[str, str, str]] = [
        ("directorate", "COTE", "Care of Older People"),
        ("directorate", "Estates & Facilities", ESTATES),
        ("directorate", "E&F", ESTATES),
        *[("staff_group", short, group) for group, short in HURRIED.items()],
        ("course", "Bronze QI", BRONZE),
        ("course", "Silver QI", SILVER),
    ]
    rows: list[list[Cell]] = [["kind", "written", "meaning"]]
    rows.extend([kind, name, meaning] for kind, name, meaning in written)
    return rows


def names_and_people(folder: Path) -> None:
    """Odd spellings already answered in the demonstration, and who may see what in it."""
    write_delimited(folder / "names.csv", _remembered(), encoding="utf-8")
    people: list[list[Cell]] = [
        ["person_id", "name", "role", "directorates"],
        ["board-member", "Board member", "board member", ""],
        ["improvement-team", "Jo Marsh, improvement team", "improvement team", ""],
        [
            "lead-care-of-older-people",
            "Lead, Care of Older People",
            "directorate lead",
            "Care of Older People",
        ],
        [
            "lead-estates-and-facilities",
            "Lead, Estates and Facilities",
            "directorate lead",
            ESTATES,
        ],
        ["administrator", "Amina Yusuf, administrator", "administrator", ""],
        ["no-access", "Somebody without access", "", ""],
    ]
    write_delimited(folder / "people.csv", people, encoding="utf-8")
