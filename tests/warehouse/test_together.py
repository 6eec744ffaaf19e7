"""Do several files dropped together count as they would one after another?"""

from __future__ import annotations

from pathlib import Path

from tests.given import Trust, rows
from warehouse.together import counting_together
from warehouse.trial import row_changes

FEBRUARY = "held_on | directorate | staff_key\n"


def test_a_later_file_restates_what_an_earlier_one_says_of_the_same_month() -> None:
    first = rows("training_attendance", FEBRUARY + "03/02/2026 | Surgery | s1")
    second = rows("training_attendance", FEBRUARY + "04/02/2026 | Surgery | s2")
    counting = counting_together("training_attendance", [first, second])
    assert counting.column("staff_key").to_pylist() == ["s2"]


def test_files_that_speak_of_different_parts_all_count() -> None:
    first = rows("training_attendance", FEBRUARY + "03/02/2026 | Surgery | s1")
    second = rows("training_attendance", FEBRUARY + "04/02/2026 | Imaging | s2")
    counting = counting_together("training_attendance", [first, second])
    assert sorted(counting.column("staff_key").to_pylist()) == ["s1", "s2"]


def test_the_dry_run_of_two_files_agrees_with_publishing_them(tmp_path: Path) -> None:
    trust = Trust(tmp_path)
    trust.holds("project_register", "project_id | title\nP1 | Old\nP2 | Gone")
    first = "project_id | title | directorate\nP1 | New | Surgery"
    second = "project_id | title | directorate\nP3 | Third | Imaging"
    together = counting_together(
        "project_register", [rows("project_register", first), rows("project_register", second)]
    )
    changes = row_changes(trust.folder, trust.register, {"project_register": together})
    told = changes["project_register"]
    assert (told.new, told.changed, told.repeated, told.gone) == (1, 1, 0, 1)
