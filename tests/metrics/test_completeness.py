"""Does the completeness of the register count what is known among what should be?"""

from __future__ import annotations

from datetime import date

import pytest
from pandas import DataFrame

from metrics.completeness import ENDED, Completeness, Share, completeness_of

TODAY = ("Imaging", "Surgery")
ON = date(2026, 10, 31)
FULL = {
    "project_id": "A", "title": "Falls", "directorate": "Surgery", "status": "testing",
    "started_on": date(2026, 1, 5), "ended_on": None, "updated_on": date(2026, 10, 20),
    "objective": "Safe", "is_measured": True, "lead_staff_group": "Nursing", "has_coach": False,
}  # fmt: skip


def parts(*projects: dict[str, object]) -> dict[str, Completeness]:
    rows = DataFrame([FULL | project for project in projects])
    return {part.directorate: part for part in completeness_of(rows, ON, 90, TODAY)}


def test_a_project_that_says_everything_lacks_nothing() -> None:
    part = parts({})["Surgery"]
    assert (part.updated, part.filled, part.can_be_nudged) == (Share(1, 1), Share(4, 4), False)


def test_the_limit_is_counted_back_from_the_register_s_own_day() -> None:
    found = parts(
        {"project_id": "in time", "updated_on": date(2026, 8, 2)},
        {"project_id": "late", "updated_on": date(2026, 8, 1)},
        {"project_id": "never", "updated_on": None},
    )["Surgery"]
    assert found.updated == Share(1, 3)
    assert [project_id for project_id, _ in found.stale] == ["late", "never"]


def test_a_missing_field_is_told_with_its_project() -> None:
    part = parts({"objective": None, "has_coach": None})["Surgery"]
    assert part.filled == Share(2, 4)
    assert part.missing["objective"] == part.missing["has_coach"] == (("A", "Falls"),)


def test_of_a_closed_project_only_its_end_date_is_asked() -> None:
    part = parts({"status": "completed", "objective": None, "updated_on": None})["Surgery"]
    assert (part.updated, part.filled) == (Share(0, 0), Share(0, 1))
    assert part.missing["ended_on"] == (("A", "Falls"),)


def test_the_whole_register_comes_first_and_is_the_sum() -> None:
    found = parts({}, {"directorate": "Imaging", "objective": None})
    assert list(found) == ["", "Imaging", "Surgery"]
    assert found[""].filled == Share(7, 8)


def test_projects_of_directorates_that_ended_stand_last_and_nobody_is_nudged() -> None:
    found = parts({"directorate": "Acute", "objective": None}, {}, {"directorate": "Elderly"})
    assert list(found) == ["", "Surgery", ENDED]
    assert found[ENDED].filled == Share(7, 8)
    assert not found[ENDED].can_be_nudged


@pytest.mark.parametrize(
    ("share", "words"),
    [(Share(0, 0), "–"), (Share(14, 14), "all 14"), (Share(97, 100), "97\u00a0%"),
     (Share(95, 100), "95\u00a0%"), (Share(94, 100), "94 of 100")],
)  # fmt: skip
def test_known_of_total_is_written_out_under_95_per_cent(share: Share, words: str) -> None:
    assert share.in_words == words
