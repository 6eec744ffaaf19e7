"""Does a survey wave that is uploaded again give nobody away, and does taking it back restore it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from access.scope import Scope
from tests.given import Trust, rows
from warehouse.backup import back_up, restore
from warehouse.publish import publish, take_back
from warehouse.register import wave_releases
from warehouse.snapshot import Snapshot, current, every_value
from warehouse.trial import what_moves

EVERYBODY = Scope.whole_trust(projects=False)
FIRST = """
    measure | directorate | respondents | value
    E       |             | 400         | 6.80
    E       | Surgery     | 120         | 7.00
    E       | Medicine    | 180         | 6.50
    E       | Estates     | 100         | 7.10
"""
LATE = """
    measure | directorate | respondents | value
    E       |             | 453         | 6.84
    E       | Surgery     | 123         | 6.90
    E       | Medicine    | 180         | 6.50
    E       | Estates     | 150         | 7.20
"""
KEPT = (
    "2025: 2 groups keep earlier numbers until more than 10 people's answers differ, "
    "to protect confidentiality."
)


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path / "data")


def engagement(snapshot: Snapshot) -> dict[str, tuple[float, int]]:
    """Score and base by directorate; the trust's is ''."""
    values = every_value(snapshot, EVERYBODY)
    chosen = values.loc[
        (values["indicator"] == "engagement") & values["breakdown"].isin(["trust", "directorate"])
    ]
    return {row.directorate: (row.value, row.n) for row in chosen.itertuples()}


def test_three_late_answers_do_not_show_and_fifty_do_if_nobody_is_left_over(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    before = engagement(trust.published())
    trust.holds("staff_survey", LATE)
    after = engagement(trust.published())
    # Surgery's three would be what is left of the trust's 53 and Estates' 50.
    assert after["Surgery"] == before["Surgery"]
    assert after["Estates"] == before["Estates"]
    assert after[""] == (6.84, 453)


def test_the_uploader_is_told_before_and_after(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    trust.published()
    late = {"staff_survey": rows("staff_survey", LATE)}
    trial = what_moves(trust.folder, trust.register, trust.settings, current(trust.folder), late)
    assert trial.kept == (KEPT,)
    trust.holds("staff_survey", LATE)
    done = publish(trust.folder, trust.register, trust.settings, "Jo Marsh", "late answers")
    assert done.kept == (KEPT,)


def test_it_is_told_once(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    trust.published()
    trust.holds("staff_survey", LATE)
    trust.published()
    again = publish(trust.folder, trust.register, trust.settings, "Jo Marsh", "again")
    assert again.kept == ()


def test_taking_the_late_answers_back_restores_every_value(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    before = every_value(trust.published(), EVERYBODY)
    late = trust.holds("staff_survey", LATE)
    trust.published()
    take_back(trust.folder, trust.register, trust.settings, late, "Jo Marsh")
    restored = current(trust.folder)
    assert restored is not None
    assert every_value(restored, EVERYBODY).equals(before)


def test_the_same_late_answers_once_more_show_what_they_showed(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    trust.published()
    late = trust.holds("staff_survey", LATE)
    shown = every_value(trust.published(), EVERYBODY)
    take_back(trust.folder, trust.register, trust.settings, late, "Jo Marsh")
    trust.holds("staff_survey", LATE)
    assert every_value(trust.published(), EVERYBODY).equals(shown)


def test_a_wave_is_kept_once_for_each_form_in_which_it_was_shown(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    trust.published()
    trust.published()
    assert len(wave_releases(trust.register)) == 1
    trust.holds("staff_survey", LATE)
    trust.published()
    assert len(wave_releases(trust.register)) == 2


def test_what_was_tried_and_not_published_binds_nobody(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    trust.published()
    late = {"staff_survey": rows("staff_survey", LATE)}
    what_moves(trust.folder, trust.register, trust.settings, current(trust.folder), late)
    assert len(wave_releases(trust.register)) == 1


def test_a_corrected_score_of_the_same_people_is_shown(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    trust.published()
    trust.holds("staff_survey", FIRST.replace("7.10", "7.20"))
    assert engagement(trust.published())["Estates"] == (7.2, 100)


def test_a_restored_backup_still_knows_what_was_shown(trust: Trust, tmp_path: Path) -> None:
    trust.holds("staff_survey", FIRST)
    before = engagement(trust.published())
    back_up(trust.folder, tmp_path / "backup", "Jo Marsh")
    restore(tmp_path / "backup", tmp_path / "restored", "Jo Marsh")
    restored = Trust(tmp_path / "restored")
    restored.holds("staff_survey", LATE)
    assert engagement(restored.published())["Surgery"] == before["Surgery"]


def test_a_renamed_directorate_is_the_same_people(trust: Trust) -> None:
    trust.holds("staff_survey", FIRST)
    before = engagement(trust.published())
    trust.holds(
        "structure",
        """
        directorate      | valid_from | valid_to   | became
        Surgery          |            | 31/01/2026 | Surgical Services
        Surgical Services | 01/02/2026 |            |
        Medicine         |            |            |
        Estates          |            |            |
        """,
    )
    trust.published()
    trust.holds("staff_survey", LATE)
    assert engagement(trust.published())["Surgical Services"] == before["Surgery"]


STRUCTURE = """
    directorate | division | valid_from
    Surgery     | North    | 01/04/2020
    Medicine    | North    | 01/04/2020
    Estates     | South    | 01/04/2020
    Pharmacy    | {home}   | 01/04/2020
    Children    | South    | 01/04/2020
"""
WITH_PHARMACY = """
    measure | directorate | respondents | value
    E       |             | 266         | 6.80
    E       | Surgery     | 80          | 7.00
    E       | Medicine    | 60          | 6.50
    E       | Estates     | 70          | 7.10
    E       | Children    | 50          | 6.90
    E       | Pharmacy    | 6           | 5.00
"""


def divisions(snapshot: Snapshot) -> dict[str, tuple[float, str]]:
    values = every_value(snapshot, EVERYBODY)
    chosen = values.loc[(values["indicator"] == "engagement") & (values["breakdown"] == "division")]
    return {row.division: (row.n, row.status) for row in chosen.itertuples()}


def test_divisions_that_differ_by_six_people_keep_what_they_showed(trust: Trust) -> None:
    """The structure is corrected: Pharmacy was in the other division all the time."""
    trust.holds("structure", STRUCTURE.format(home="North   "))
    trust.holds("staff_survey", WITH_PHARMACY)
    before = divisions(trust.published())
    assert before == {"North": (145, "shown"), "South": (120, "shown")}
    trust.holds("structure", STRUCTURE.format(home="South   "))
    after = divisions(trust.published())
    shown = {name: n for name, (n, status) in after.items() if status == "shown"}
    assert shown in ({}, {"North": 145, "South": 120})
