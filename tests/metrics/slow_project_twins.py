"""What became of projects and PDSA cycles, worked out by hand? Plain loops over register and log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.metrics.slow_parts import (
    Part,
    directorates_held,
    earliest,
    headcounts,
    last_day,
    latest,
    months,
    number_of,
    with_a_year_behind,
)
from tests.metrics.slow_survey_twins import Held

Row = dict[str, Any]


def months_of_register(held: Held) -> range:
    """From the first project to the day the newest register describes."""
    register = held["project_register"]
    first = earliest(project["started_on"] for project in register)
    return months(first, latest(project["register_on"] for project in register))


def months_of_log(held: Held) -> range:
    log = held["pdsa_log"]
    return months(
        earliest(cycle["started_on"] for cycle in log),
        latest(cycle["ended_on"] or cycle["started_on"] for cycle in log),
    )


def is_live(project: Row, month: int) -> bool:
    """Started by the end of the month and not over by then."""
    over_on = project["ended_on"]
    if over_on is None and project["status"] in ("completed", "stopped"):
        over_on = project["updated_on"] or project["register_on"]
    return number_of(project["started_on"]) <= month and (
        over_on is None or number_of(over_on) > month
    )


def live(
    is_known: Callable[[Row], bool], is_counted: Callable[[Row], bool]
) -> Callable[[Held], list[Part]]:
    """Of the projects live at the end of each month for which it is known, those that count."""

    def parts_of(held: Held) -> list[Part]:
        return [
            Part(month, project["directorate"], None, None, float(is_counted(project)), 1.0)
            for month in months_of_register(held)
            for project in held["project_register"]
            if is_live(project, month) and is_known(project)
        ]

    return parts_of


def started_in_the_year(held: Held) -> list[tuple[int, Row]]:
    return [
        (month, project)
        for month in with_a_year_behind(months_of_register(held))
        for project in held["project_register"]
        if month - 11 <= number_of(project["started_on"]) <= month
    ]


def of_the_year(
    is_known: Callable[[Row], bool], is_counted: Callable[[Row], bool]
) -> Callable[[Held], list[Part]]:
    """Of the projects started in the 12 months for which it is known, those that count."""

    def parts_of(held: Held) -> list[Part]:
        return [
            Part(month, project["directorate"], None, None, float(is_counted(project)), 1.0)
            for month, project in started_in_the_year(held)
            if is_known(project)
        ]

    return parts_of


def starts_and_headcount(held: Held) -> list[Part]:
    return [
        Part(month, project["directorate"], project["lead_staff_group"], None, 1.0, 0.0)
        for month, project in started_in_the_year(held)
    ] + headcounts(held, with_a_year_behind(months_of_register(held)))


def projects_started(held: Held) -> list[Part]:
    return [
        Part(
            month, directorate, None, None,
            float(sum(
                project["directorate"] == directorate and number_of(project["started_on"]) == month
                for project in held["project_register"]
            )),
            0.0,
        )
        for month in months_of_register(held)
        for directorate in directorates_held(held)
    ]  # fmt: skip


def written_up(held: Held) -> list[Part]:
    """Projects that ended 6 to 30 months before the end of the month; a case study within six months."""
    parts = []
    for month in months_of_register(held):
        for project in held["project_register"]:
            ended_on, shared_on = project["ended_on"], project["case_study_on"]
            if ended_on is None or not month - 29 <= number_of(ended_on) <= month - 6:
                continue
            six_later = last_day(number_of(ended_on) + 6)
            six_later = six_later.replace(day=min(ended_on.day, six_later.day))
            in_time = shared_on is not None and shared_on <= six_later
            parts.append(Part(month, project["directorate"], None, None, float(in_time), 1.0))
    return parts


def kept_up_to_date(held: Held) -> list[Part]:
    """Projects live at the register's date; updated in the 90 days before it."""
    register = held["project_register"]
    today = latest(project["register_on"] for project in register)
    parts = []
    for project in register:
        assert today is not None
        is_over = (
            project["status"] in ("completed", "stopped")
            if project["ended_on"] is None
            else project["ended_on"] <= today
        )
        if project["started_on"] <= today and not is_over:
            updated_on = project["updated_on"]
            fresh = updated_on is not None and updated_on >= today - timedelta(days=90)
            parts.append(
                Part(number_of(today), project["directorate"], None, None, float(fresh), 1.0)
            )
    return parts


def fields_filled_in(held: Held) -> list[Part]:
    """Of each project on the newest register, the fields that should hold something and do."""
    register = held["project_register"]
    today = latest(project["register_on"] for project in register)
    parts = []
    for project in register:
        assert today is not None
        if project["started_on"] > today:
            continue
        over = project["ended_on"] is not None and project["ended_on"] <= today
        over = over or (
            project["ended_on"] is None and project["status"] in ("completed", "stopped")
        )
        fields = ["objective", "outcome_measures", "lead_staff_group", "has_coach"]
        asked = ["ended_on"] if over else fields
        filled = sum(project[field] is not None for field in asked)
        parts.append(
            Part(
                number_of(today), project["directorate"], None, None,
                float(filled), float(len(asked)),
            )
        )  # fmt: skip
    return parts


def cycles_ended(held: Held) -> list[Part]:
    """Cycles whose end lies in the month, for the directorate that leads, from the first end on."""
    leads = {project["project_id"]: project["directorate"] for project in held["project_register"]}
    first = earliest(cycle["ended_on"] for cycle in held["pdsa_log"])
    return [
        Part(
            month, directorate, None, None,
            float(sum(
                cycle["ended_on"] is not None
                and number_of(cycle["ended_on"]) == month
                and leads.get(cycle["project_id"]) == directorate
                for cycle in held["pdsa_log"]
            )),
            0.0,
        )
        for month in months_of_log(held)
        if first is not None and month >= number_of(first)
        for directorate in directorates_held(held)
    ]  # fmt: skip


def turning(held: Held) -> list[Part]:
    """Live projects with a cycle ended in the 90 days to the end of the month, once the log is that old."""
    log = held["pdsa_log"]
    began = earliest(cycle["started_on"] for cycle in log)
    parts = []
    for month in months_of_log(held):
        since = last_day(month) - timedelta(days=90)
        if month not in months_of_register(held) or began is None or began > since:
            continue
        for project in held["project_register"]:
            if is_live(project, month):
                ended = [
                    cycle["ended_on"]
                    for cycle in log
                    if cycle["project_id"] == project["project_id"]
                    and cycle["ended_on"] is not None
                ]
                is_turning = any(since < day <= last_day(month) for day in ended)
                parts.append(
                    Part(month, project["directorate"], None, None, float(is_turning), 1.0)
                )
    return parts


def objectives_served(held: Held) -> list[Part]:
    """Objectives in force on the last day of each month; those that a live project names."""
    parts = []
    for month in months_of_register(held):
        end = last_day(month)
        in_force = {
            (row["objective"], row["directorate"])
            for row in held["objective"]
            if (row["valid_from"] or end) <= end <= (row["valid_to"] or end)
        }
        for name, owner in in_force:
            is_served = any(
                is_live(project, month)
                and project["objective"] == name
                and owner in (None, project["directorate"])
                for project in held["project_register"]
            )
            parts.append(Part(month, owner or "", None, None, float(is_served), 1.0))
    return parts


def features_of(cycles: list[Row], log: list[Row]) -> list[bool | None]:
    """Documented, iterative, predicted, small first, data over time; None where it is not told."""
    over = [cycle for cycle in cycles if cycle["ended_on"]]
    some_outcome = any(cycle["outcome"] for cycle in log)
    predictions = [c["has_prediction"] for c in cycles if c["has_prediction"] is not None]
    first = min(cycles, key=lambda cycle: int(cycle["cycle"]))
    points = [cycle["data_points"] for cycle in cycles if cycle["data_points"] is not None]
    return [
        all(cycle["outcome"] for cycle in over) if over and some_outcome else None,
        len(cycles) > 1,
        all(predictions) if predictions else None,
        first["scale"] == "few" if first["scale"] else None,
        sum(points) >= 10 if points else None,
    ]


def features_met(held: Held) -> list[Part]:
    """Live projects of the register's month whose log tells of all five features; how many are met."""
    log, register = held["pdsa_log"], held["project_register"]
    today = latest(project["register_on"] for project in register)
    parts = []
    for project in register:
        cycles = [c for c in log if c["project_id"] == project["project_id"]]
        assert today is not None
        if not cycles or not is_live(project, number_of(today)):
            continue
        features = features_of(cycles, log)
        if None not in features:
            met = float(sum(bool(feature) for feature in features))
            parts.append(Part(number_of(today), project["directorate"], None, None, met, 1.0))
    return parts


def not_adopted(held: Held) -> list[Part]:
    """Cycles ended in the 12 months, once the log is that old; those that were adapted or abandoned."""
    leads = {project["project_id"]: project["directorate"] for project in held["project_register"]}
    return [
        Part(
            month, leads[cycle["project_id"]], None, None, float(cycle["outcome"] != "adopt"), 1.0
        )
        for month in with_a_year_behind(months_of_log(held))
        for cycle in held["pdsa_log"]
        if cycle["ended_on"] is not None
        and month - 11 <= number_of(cycle["ended_on"]) <= month
        and cycle["outcome"] is not None
        and cycle["project_id"] in leads
    ]  # fmt: skip


def cycles_decided_or_not(held: Held) -> list[Part]:
    """All cycles ended in the 12 months, whether or not the log says what was decided."""
    told = {**held, "pdsa_log": [{**row, "outcome": "adopt"} for row in held["pdsa_log"]]}
    return not_adopted(told)


def live_with_a_log(held: Held) -> list[Part]:
    """Live projects of the register's month with a cycle in the log, whatever it tells."""
    register = held["project_register"]
    today = latest(project["register_on"] for project in register)
    logged = {cycle["project_id"] for cycle in held["pdsa_log"]}
    return [
        Part(number_of(today), project["directorate"], None, None, 0.0, 1.0)
        for project in register
        if today is not None
        and project["project_id"] in logged
        and is_live(project, number_of(today))
    ]


def past_90_days(held: Held) -> list[Part]:
    """Projects started 90 to 454 days before the end of a month; a first test within 90 days."""
    register = held["project_register"]
    first = earliest(project["started_on"] for project in register)
    parts = []
    for month in months_of_register(held):
        end = last_day(month)
        assert first is not None
        if first > end - timedelta(days=455):
            continue
        for project in register:
            age = (end - project["started_on"]).days
            if 90 <= age < 455:
                tested = project["first_test_on"]
                soon = tested is not None and (tested - project["started_on"]).days <= 90
                parts.append(Part(month, project["directorate"], None, None, float(soon), 1.0))
    return parts


def stuck_at_testing(held: Held) -> list[Part]:
    """Projects testing for over 90 days at the register's date, and their last PDSA cycle."""
    register = held["project_register"]
    today = latest(project["register_on"] for project in register)
    parts = []
    for project in register:
        assert today is not None
        long_ago = today - timedelta(days=90)
        if project["status"] == "testing" and project["ended_on"] is None:
            if project["started_on"] >= long_ago:
                continue
            turning = any(
                cycle["project_id"] == project["project_id"]
                and cycle["ended_on"] is not None
                and long_ago <= cycle["ended_on"] <= today
                for cycle in held["pdsa_log"]
            )
            parts.append(
                Part(number_of(today), project["directorate"], None, None, float(not turning), 1.0)
            )
    return parts


def ended(
    least: int, most: int, is_known: Callable[[Row], bool], is_counted: Callable[[Row], bool]
) -> Callable[[Held], list[Part]]:
    """Of the projects that ended so many months before each month's end, those that count.

    Two years back, the register must have spoken for two years.
    """

    def parts_of(held: Held) -> list[Part]:
        wanted = months_of_register(held)
        if least == 0:
            wanted = wanted[most:]
        return [
            Part(month, project["directorate"], None, None, float(is_counted(project)), 1.0)
            for month in wanted
            for project in held["project_register"]
            if project["ended_on"] is not None
            and least <= month - number_of(project["ended_on"]) <= most
            and is_known(project)
        ]

    return parts_of


def live_and_headcount(held: Held) -> list[Part]:
    projects = [
        Part(month, project["directorate"], None, None, 1.0, 0.0)
        for month in months_of_register(held)
        for project in held["project_register"]
        if is_live(project, month)
    ]
    return projects + headcounts(held, months_of_register(held))


def far_within_a_year(held: Held) -> list[Part]:
    """Projects of the second last year; the highest score of their first 365 days, 3 or more."""
    parts = []
    for project in held["project_register"]:
        until = project["started_on"] + timedelta(days=365)
        scores = [
            row["score"]
            for row in held["project_progress"]
            if row["project_id"] == project["project_id"] and row["scored_on"] <= until
        ]
        parts += [
            Part(month, project["directorate"], None, None, float(max(scores) >= 3), 1.0)
            for month in months_of_register(held)
            if scores and 12 <= month - number_of(project["started_on"]) <= 23
        ]
    return parts


def leads_and_headcount(held: Held) -> list[Part]:
    return [part for part in starts_and_headcount(held) if part.staff_group]


def always(_: Row) -> bool:
    return True


def known(column: str) -> Callable[[Row], bool]:
    return lambda project: project[column] is not None
