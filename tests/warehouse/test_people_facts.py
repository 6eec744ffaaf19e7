"""Is what became of those trained counted as a pencil would count it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from access.scope import Scope
from tests.given import Trust
from warehouse.snapshot import after_training

WHOLE = Scope.whole_trust(projects=True)
REGISTER = """
    project_id | started_on | ended_on   | first_test_on | case_study_on | status    | register_on
    Untested   | 05/01/2024 |            |               |               | testing   | 31/10/2026
    Logged     | 05/01/2026 |            |               |               | testing   | 31/10/2026
    Shared     | 05/01/2025 | 05/02/2026 | 05/03/2025    | 05/03/2026    | completed | 31/10/2026
    Over       | 05/01/2025 | 05/01/2026 | 05/03/2025    | 05/03/2026    | completed | 31/10/2026
    """
# Trained in February 2026 but for 'early' and 'late'; the list reaches October.
TRAINING = """
    staff_key | held_on    | course
    before    | 01/01/2024 | Bitesize
    early     | 01/01/2025 | Bronze
    idle      | 06/02/2026 | Bronze
    tester    | 06/02/2026 | Bronze
    sharer    | 05/02/2026 | Bronze
    planner   | 06/02/2026 | Bronze
    gone      | 06/02/2026 | Bronze
    late      | 01/10/2026 | Bronze
    """
TEAMS = """
    project_id | staff_key | joined_on  | left_on
    Logged     | tester    | 05/08/2026 |
    Untested   | planner   |            |
    Shared     | sharer    |            |
    Over       | idle      |            |
    Untested   | gone      | 01/02/2026 | 05/02/2026
    Logged     | early     |            |
    """


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    trust = Trust(tmp_path)
    trust.holds("project_register", REGISTER)
    trust.holds("training_attendance", TRAINING)
    trust.holds("pdsa_log", "project_id | started_on\n Logged | 05/02/2026")
    return trust


def test_each_step_holds_those_who_took_the_next(trust: Trust) -> None:
    trust.holds("project_team", TEAMS)
    rows = after_training(trust.published(), WHOLE)
    assert rows.to_dict("records") == [
        {"period": "2026-10", "trained": 5, "on_team": 3, "tested": 2, "shared": 1}
    ]


def test_without_a_list_of_teams_nothing_is_said_of_them(trust: Trust) -> None:
    assert after_training(trust.published(), WHOLE).empty


def test_nobody_is_in_the_snapshot(trust: Trust) -> None:
    trust.holds("project_team", TEAMS.replace("tester", "0123456789abcdef"))
    trust.holds("staff_list", "staff_key | left_on\n 0123456789abcdef | 01/10/2026")
    snapshot = trust.published()
    assert b"0123456789abcdef" not in snapshot.file.read_bytes()
