"""Who was trained, and is it fair, worked out by hand? Plain loops over attendance lists."""

from __future__ import annotations

from typing import Any

from metrics.registry import INDICATORS
from settings import settings
from tests.metrics.slow_parts import (
    Part,
    directorates_held,
    earliest,
    headcounts,
    latest,
    months,
    number_of,
    totals,
    with_a_year_behind,
)
from tests.metrics.slow_survey_twins import Answer, Held, Key

Row = dict[str, Any]
NON_CLINICAL = ("Administrative and Clerical", "Estates and Ancillary")


def sessions_by_name(held: Held) -> list[Row]:
    """Places of named staff that came to pass one way or another."""
    return [
        row
        for row in held["training_attendance"]
        if row["grain"] == "person" and row["status"] in ("attended", "did not attend", "cancelled")
    ]


def months_of_training(held: Held) -> range:
    days = [row["held_on"] for row in sessions_by_name(held)]
    return months(earliest(days), latest(days))


def level_of(course: str) -> int | None:
    """The level of the first of the trust's words that stands in the course's name."""
    for word, level in settings().course_levels:
        if word in course.lower():
            return level
    return None


def is_level_1(row: Row) -> bool:
    level = level_of(row["course"])
    return level is not None and level >= 1


def people_by(held: Held, month: int) -> dict[str, list[Row]]:
    """What each named person had attended by the end of the month, latest first."""
    found: dict[str, list[Row]] = {}
    for row in sessions_by_name(held):
        if row["status"] == "attended" and number_of(row["held_on"]) <= month:
            found.setdefault(row["staff_key"], []).append(row)
    for attended in found.values():
        attended.sort(key=lambda row: (row["course"], row["directorate"], row["staff_group"] or ""))
        attended.sort(key=lambda row: row["held_on"], reverse=True)
    return found


def trained_and_headcount(held: Held) -> list[Part]:
    """Everybody with a course of level 1 or above by the end of the month, where they last attended."""
    parts = headcounts(held, months_of_training(held))
    for month in months_of_training(held):
        for attended in people_by(held, month).values():
            if any(is_level_1(row) for row in attended):
                place = attended[0]
                parts.append(
                    Part(month, place["directorate"], place["staff_group"], place["band"], 1.0, 0.0)
                )
    return parts


def newly_reached(held: Held) -> list[Part]:
    wanted = with_a_year_behind(months_of_training(held))
    parts = headcounts(held, wanted)
    for month in wanted:
        for attended in people_by(held, month).values():
            if number_of(min(row["held_on"] for row in attended)) >= month - 11:
                place = attended[0]
                parts.append(
                    Part(month, place["directorate"], place["staff_group"], place["band"], 1.0, 0.0)
                )
    return parts


def released(held: Held) -> list[Part]:
    return [
        Part(month, row["directorate"], None, None, float(row["status"] == "attended"), 1.0)
        for month in with_a_year_behind(months_of_training(held))
        for row in sessions_by_name(held)
        if row["status"] in ("attended", "did not attend")
        and month - 11 <= number_of(row["held_on"]) <= month
    ]


def people_trained(held: Held) -> list[Part]:
    parts = []
    for month in months_of_training(held):
        for directorate in directorates_held(held):
            people = {
                row["staff_key"]
                for row in sessions_by_name(held)
                if row["status"] == "attended"
                and row["directorate"] == directorate
                and number_of(row["held_on"]) == month
                and is_level_1(row)
            }
            parts.append(Part(month, directorate, None, None, float(len(people)), 0.0))
    return parts


def non_clinical_reach(held: Held) -> dict[Key, Answer]:
    """Share trained of non-clinical staff over that of clinical staff; + half a person where one is 0."""
    known = [part for part in trained_and_headcount(held) if part.staff_group]
    inside = [part for part in known if part.staff_group in NON_CLINICAL]
    outside = [part for part in known if part.staff_group not in NON_CLINICAL]
    found: dict[Key, Answer] = {}
    for breakdown in INDICATORS["non_clinical_reach"].dimensions:
        clinical = totals(held, outside, breakdown)
        for key, (a, n1) in totals(held, inside, breakdown).items():
            c, n2 = clinical.get(key, (0.0, 0.0))
            if n1 <= 0 or n2 <= 0:
                continue
            base = min(n1, n2)
            if a == 0 or c == 0:
                a, c, n1, n2 = a + 0.5, c + 0.5, n1 + 1, n2 + 1
            found[key] = ((a / n1) / (c / n2), base)
    return found
