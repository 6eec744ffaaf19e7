"""Who takes part, coaches, starts and leaves, worked out by hand? Plain loops over lists of people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.metrics.slow_parts import (
    Part,
    earliest,
    headcounts,
    last_day,
    latest,
    number_of,
    period_of,
    with_a_year_behind,
)
from tests.metrics.slow_project_twins import always, is_live, live, months_of_register
from tests.metrics.slow_survey_twins import Answer, Held, Key
from tests.metrics.slow_training_twins import (
    is_level,
    months_of_training,
    people_by,
    sessions_by_name,
)

Row = dict[str, Any]


def over_on(project: Row) -> date | None:
    """The day a project ended; None while it goes on."""
    if project["ended_on"] is None and project["status"] in ("completed", "stopped"):
        return project["updated_on"] or project["register_on"]  # type: ignore[no-any-return]
    return project["ended_on"]  # type: ignore[no-any-return]


def teams(held: Held) -> list[Row]:
    """Every place on a team with its days, of projects on the register."""
    projects = {project["project_id"]: project for project in held["project_register"]}
    return [
        {
            **row,
            "project": projects[row["project_id"]],
            "directorate": row["directorate"] or projects[row["project_id"]]["directorate"],
            "from": row["joined_on"] or projects[row["project_id"]]["started_on"],
            "until": row["left_on"] or over_on(projects[row["project_id"]]),
        }
        for row in held["project_team"]
        if row["project_id"] in projects
    ]


def is_on(place: Row, first: date, last: date) -> bool:
    """Was the person on the team on any day from the first to the last?"""
    return place["from"] <= last and (place["until"] is None or place["until"] >= first)


def involved(held: Held) -> list[Part]:
    """Everybody on a team in the 12 months, where the team they joined last says they work."""
    wanted = with_a_year_behind(months_of_register(held))
    parts = headcounts(held, wanted)
    for month in wanted:
        year = [
            place
            for place in teams(held)
            if number_of(place["from"]) <= month
            and (place["until"] is None or number_of(place["until"]) >= month - 11)
        ]
        for person in {place["staff_key"] for place in year}:
            own = [place for place in year if place["staff_key"] == person]
            own.sort(key=lambda place: (place["project_id"], place["role"]))
            own.sort(key=lambda place: place["from"], reverse=True)
            parts.append(
                Part(month, own[0]["directorate"], own[0]["staff_group"], own[0]["band"], 1.0, 0.0)
            )
    return parts


def across(held: Held) -> list[Part]:
    """Live projects; those with another directorate on the register, or where a lead or member works."""
    from_elsewhere = {
        place["project_id"]
        for place in teams(held)
        if place["role"] in ("lead", "member")
        and place["directorate"] != place["project"]["directorate"]
    }
    return live(
        always,
        lambda project: (
            project["other_directorates"] is not None or project["project_id"] in from_elsewhere
        ),
    )(held)


def first_of_level(attended: list[Row], level: int) -> date | None:
    return earliest(row["held_on"] for row in attended if is_level(row, level))


def first_ever(held: Held, person: str, level: int) -> date | None:
    """When the person first attended a course of this level or above, however late."""
    return first_of_level(
        [
            row
            for row in sessions_by_name(held)
            if row["status"] == "attended" and row["staff_key"] == person
        ],
        level,
    )


def on_a_project_after(held: Held) -> list[Part]:
    """First trained 6 to 17 months ago, once lists are 18 months old; on a team within 180 days."""
    parts = []
    for month in months_of_training(held)[17:]:
        if month not in months_of_register(held):
            continue
        for person, attended in people_by(held, month).items():
            trained = first_of_level(attended, 1)
            if trained is None or not 6 <= month - number_of(trained) <= 17:
                continue
            acted = any(
                place["staff_key"] == person and is_on(place, trained, trained + timedelta(180))
                for place in teams(held)
            )
            home = attended[0]
            parts.append(
                Part(month, home["directorate"], home["staff_group"], None, float(acted), 1.0)
            )
    return parts


def starters_reached(held: Held) -> list[Part]:
    """Joined 90 to 454 days ago; at a course of any level within 90 days of joining."""
    staff = held["staff_list"]
    listed_on = latest(row["listed_on"] for row in staff)
    begins = (
        earliest(row["joined_on"] for row in staff),
        earliest(row["held_on"] for row in sessions_by_name(held)),
    )
    parts = []
    for month in months_of_training(held):
        end = last_day(month)
        if listed_on is None or listed_on < end - timedelta(days=90):
            continue
        if any(first is None or first > end - timedelta(days=455) for first in begins):
            continue
        for row in staff:
            if 90 <= (end - row["joined_on"]).days < 455:
                reached = first_ever(held, row["staff_key"], 0)
                soon = reached is not None and (reached - row["joined_on"]).days <= 90
                parts.append(Part(month, row["directorate"], None, None, float(soon), 1.0))
    return parts


def managers_trained(held: Held) -> list[Part]:
    """Managers in post on the newest list's day; at a course of level 2 or above by then."""
    today = latest(row["listed_on"] for row in held["staff_list"])
    parts = []
    for row in held["staff_list"]:
        assert today is not None
        is_here = row["joined_on"] <= today and (row["left_on"] is None or row["left_on"] > today)
        if row["is_manager"] and is_here:
            trained = first_ever(held, row["staff_key"], 2)
            is_trained = trained is not None and trained <= today
            parts.append(
                Part(number_of(today), row["directorate"], None, None, float(is_trained), 1.0)
            )
    return parts


def gone_on(held: Held, person: str) -> date | None:
    """The last day of somebody all of whose employments ended; None of everybody else."""
    ends = [row["left_on"] for row in held["staff_list"] if row["staff_key"] == person]
    return None if None in ends else latest(ends)


def left_after_training(held: Held) -> list[Part]:
    """Trained over a year ago and here a year ago; gone since. Leaving must be known for a year."""
    staff = held["staff_list"]
    first_left = earliest(row["left_on"] for row in staff)
    listed_on = latest(row["listed_on"] for row in staff)
    parts = []
    for month in months_of_training(held):
        if first_left is None or listed_on is None or last_day(month) > listed_on:
            continue
        if number_of(first_left) > month - 11:
            continue
        for person, attended in people_by(held, month).items():
            trained, gone = first_of_level(attended, 1), gone_on(held, person)
            if trained is None or number_of(trained) >= month - 11:
                continue
            if gone is None or number_of(gone) >= month - 11:
                has_left = gone is not None and number_of(gone) <= month
                parts.append(
                    Part(month, attended[0]["directorate"], None, None, float(has_left), 1.0)
                )
    return parts


def coaches(held: Held, month: int) -> list[Row]:
    """Places as coach on a live project, held at the end of the month."""
    end = last_day(month)
    return [
        place
        for place in teams(held)
        if place["role"] == "coach"
        and is_live(place["project"], month)
        and place["from"] <= end
        and (place["until"] is None or place["until"] > end)
    ]


def coaching(held: Held) -> list[Part]:
    """Trained to level 3 or above and still here; coach of a live project."""
    parts = []
    for month in months_of_training(held):
        if month not in months_of_register(held):
            continue
        at_work = {place["staff_key"] for place in coaches(held, month)}
        for person, attended in people_by(held, month).items():
            gone = gone_on(held, person)
            is_here = gone is None or gone > last_day(month)
            if is_here and first_of_level(attended, 3) is not None:
                parts.append(
                    Part(
                        month, attended[0]["directorate"], None, None,
                        float(person in at_work), 1.0,
                    )
                )  # fmt: skip
    return parts


def with_a_coach(held: Held) -> dict[Key, Answer]:
    """Live projects with a coach over the people who coach them; the whole trust."""
    found: dict[Key, Answer] = {}
    for month in months_of_register(held):
        places = coaches(held, month)
        people = {place["staff_key"] for place in places}
        projects = {place["project_id"] for place in places}
        if people:
            found[period_of(month), "trust", "", "", "", "", "", ""] = (
                len(projects) / len(people),
                float(len(people)),
            )
    return found


def hours_and_wte(held: Held) -> list[Part]:
    """Hours attended in the 12 months, where 95 of 100 attendances tell theirs, and the newest WTE."""
    parts = []
    for month in with_a_year_behind(months_of_training(held)):
        year = [
            (row, row["attended"] if row["grain"] == "session" else 1)
            for row in held["training_attendance"]
            if month - 11 <= number_of(row["held_on"]) <= month
            and (row["grain"] == "session" or row["status"] == "attended")
        ]
        everybody = sum(people for _, people in year)
        told = sum(people for row, people in year if row["hours"] is not None)
        if not everybody or told < 0.95 * everybody:
            continue
        parts += [
            Part(
                month, row["directorate"], row["staff_group"], None, row["hours"] * people, 0.0
            )
            for row, people in year
            if row["hours"] is not None
        ]  # fmt: skip
        newest = latest(
            row["snapshot_on"] for row in held["workforce"] if row["snapshot_on"] <= last_day(month)
        )
        parts += [
            Part(month, row["directorate"], row["staff_group"], None, 0.0, row["wte"])
            for row in held["workforce"]
            if row["snapshot_on"] == newest and row["wte"] is not None
        ]
    return parts
