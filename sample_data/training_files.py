"""Attendance lists of two hands, and the bitesize session list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sample_data.training import BRONZE, COACH, SILVER, Attendance, Session
from sample_data.wording import HURRIED, chance_of, one_of
from sample_data.written import Cell, new_book, put, save, widths, write_delimited

SECOND_FILE_FROM = date(2024, 11, 1)
COURSE_AS_WRITTEN = {
    BRONZE: (BRONZE, BRONZE, "QI Bronze ", "Bronze QI"),
    SILVER: (SILVER, "Silver QI"),
}
HOURS = {BRONZE: 3.5, SILVER: 14, COACH: 42}
BITESIZE_HOURS = 0.5


def attendance(folder: Path, bookings: list[Attendance]) -> None:
    """Two attendance lists: the trainer who left in August 2024 kept hers in another form."""
    chance = chance_of(14)
    first, sheet = new_book("Attendance")
    head = [
        "Date of session",
        "Course / Module",
        "ESR no.",
        "Care group",
        "Staff grp",
        "AfC",
        "Attended Y/N",
    ]
    put(sheet, [["QI training attendance, November 2022 to October 2024"], head], heading_row=2)
    written = {
        "attended": ("Y", "Y", "Y", "y"),
        "did not attend": ("N",),
        "cancelled": ("Cancelled",),
    }
    for booking in bookings:
        if booking.held_on < SECOND_FILE_FROM:
            person = booking.person
            put(
                sheet,
                [
                    [
                        booking.held_on,
                        one_of(chance, COURSE_AS_WRITTEN.get(booking.course, (booking.course,))),
                        int(person.staff_number),
                        person.directorate_on(booking.held_on),
                        HURRIED.get(person.staff_group, person.staff_group),
                        person.band,
                        one_of(chance, written[booking.status]),
                    ]
                ],
            )
    widths(sheet, 16, 18, 12, 34, 40, 10, 14)
    save(first, folder / "14 QI training Nov 22 - Oct 24.xlsx")

    second, sheet = new_book("Attendance")
    head = [
        "session_date",
        "course",
        "staff_number",
        "directorate",
        "staff_group",
        "band",
        "status",
        "hours",
    ]
    put(sheet, [head], heading_row=1)
    written = {"attended": ("Attended",), "did not attend": ("DNA",), "cancelled": ("Cancelled",)}
    for booking in bookings:
        if booking.held_on >= SECOND_FILE_FROM:
            person = booking.person
            put(
                sheet,
                [
                    [
                        f"{booking.held_on:%d/%m/%Y}",
                        booking.course,
                        person.staff_number,
                        person.directorate_on(booking.held_on),
                        person.staff_group,
                        person.band,
                        one_of(chance, written[booking.status]),
                        HOURS[booking.course],
                    ]
                ],
            )
    widths(sheet, 14, 14, 14, 34, 48, 10, 14, 8)
    save(second, folder / "15 QI training Nov 24 - Oct 26.xlsx")


def bitesize(folder: Path, sessions: list[Session]) -> None:
    """Session list with a note between its rows and a totals row at its end."""
    rows: list[list[Cell]] = [
        ["session_date", "course", "directorate", "staff_group", "booked", "attended", "hours"]
    ]
    for place, session in enumerate(sessions):
        before = sessions[place - 1].held_on if place else session.held_on
        if before < date(2024, 8, 1) <= session.held_on:
            rows.append(["No sessions in August 2024: trainer post vacant", "", "", "", "", "", ""])
        rows.append(
            [
                f"{session.held_on:%d/%m/%Y}",
                session.course,
                session.directorate,
                session.staff_group,
                session.booked,
                session.attended,
                BITESIZE_HOURS,
            ]
        )
    booked = sum(session.booked for session in sessions)
    attended = sum(session.attended for session in sessions)
    rows.append(["Total", "", "", "", booked, attended, ""])
    write_delimited(folder / "16 Bitesize sessions.csv", rows)
