"""Who was trained, and is it fair, worked out by hand? Plain loops over attendance lists."""

from __future__ import annotations

from collections.abc import Callable
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


def is_level(row: Row, wanted: int) -> bool:
    level = level_of(row["course"])
    return level is not None and level >= wanted


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


def trained_and_headcount(held: Held, level: int = 1) -> list[Part]:
    """Everybody with a course of this level or above by the end of the month, where they last attended."""
    parts = headcounts(held, months_of_training(held))
    for month in months_of_training(held):
        for attended in people_by(held, month).values():
            if any(is_level(row, level) for row in attended):
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
                and is_level(row, 1)
            }
            parts.append(Part(month, directorate, None, None, float(len(people)), 0.0))
    return parts


def trained_to(level: int) -> Callable[[Held], list[Part]]:
    """Everybody at this level or above, and the headcount."""
    return lambda held: trained_and_headcount(held, level)


def non_clinical_reach(held: Held) -> dict[Key, Answer]:
    """Share trained of non-clinical staff over that of clinical staff."""
    known = [part for part in trained_and_headcount(held) if part.staff_group]
    return ratio_of(held, known, lambda part: part.staff_group in NON_CLINICAL)


def band_reach(held: Held) -> dict[Key, Answer]:
    """Share trained of bands 1 to 4 over that of 8a and above, very senior managers among them."""
    high = ("8a", "8b", "8c", "8d", "9", "VSM")
    low = ("1", "2", "3", "4")
    known = [part for part in trained_and_headcount(held) if part.band in low + high]
    return ratio_of(held, known, lambda part: part.band in low)


def ratio_of(held: Held, known: list[Part], is_inside: Callable[[Part], bool]) -> dict[Key, Answer]:
    """Share inside over share outside; + half a person where one of them is 0."""
    inside = [part for part in known if is_inside(part)]
    outside = [part for part in known if not is_inside(part)]
    found: dict[Key, Answer] = {}
    for breakdown in INDICATORS["non_clinical_reach"].dimensions:
        others = totals(held, outside, breakdown)
        for key, (a, n1) in totals(held, inside, breakdown).items():
            c, n2 = others.get(key, (0.0, 0.0))
            if n1 <= 0 or n2 <= 0:
                continue
            base = min(n1, n2)
            if a == 0 or c == 0:
                a, c, n1, n2 = a + 0.5, c + 0.5, n1 + 1, n2 + 1
            found[key] = ((a / n1) / (c / n2), base)
    return found
