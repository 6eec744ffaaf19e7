"""Does comparing two versions name what differs, all of it and nothing else?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pandas import DataFrame

from access.scope import Scope
from tests.given import Trust
from warehouse.compare import Differences, differences, tables_that_differ
from warehouse.publish import take_back
from warehouse.snapshot import Snapshot, current

TEAM = Scope.whole_trust(projects=True)
SURVEY = """
    directorate | measure | period | respondents | value
    Surgery     | E       | 2024   | 1600        | 6.5
    Surgery     | E       | 2025   | 1600        | 6.5
    Medicine    | E       | 2024   | 1600        | 6.5
    Medicine    | E       | 2025   | 1600        | 6.5
"""
BETTER = """
    directorate | measure | period | respondents | value
    Surgery     | E       | 2025   | 1600        | 7.1
"""


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    trust = Trust(tmp_path)
    trust.holds("structure", "directorate | division\n Surgery | A\n Medicine | B")
    trust.holds("staff_survey", SURVEY)
    return trust


def between(before: Snapshot, after: Snapshot) -> Differences:
    return differences(before, after, TEAM)


def lines(found: Differences) -> DataFrame:
    return found.lines.set_index("indicator")


def test_a_version_compared_with_itself_says_that_nothing_changed(trust: Trust) -> None:
    version = trust.published()
    found = between(version, version)
    assert found.tables == ()
    assert all(
        table.empty for table in (found.came, found.went, found.lines, found.verdicts, found.shown)
    )


def test_published_again_without_a_new_upload_nothing_differs(trust: Trust) -> None:
    assert between(trust.published(), trust.published()).tables == ()


def test_uploads_that_came_and_went_are_named_by_their_files(trust: Trust) -> None:
    before = trust.published()
    upload = trust.holds("self_assessment", "item | level\n 4 | 2")
    after = trust.published()
    assert list(between(before, after).came["upload_id"]) == [upload]
    assert list(between(after, before).went["file_name"]) == ["self_assessment.xlsx"]


def test_an_indicator_that_moved_tells_before_and_after(trust: Trust) -> None:
    before = trust.published()
    trust.holds("staff_survey", BETTER)
    row = lines(between(before, trust.published())).loc["engagement"]
    assert (row["kind"], row["period"], row["now"]) == ("moved", "2025", 6.5)
    assert row["after"] == pytest.approx(6.8)
    assert row["groups"] == 3  # the trust, Surgery, its division


def test_a_verdict_below_the_trust_that_changed_is_told(trust: Trust) -> None:
    before = trust.published()
    trust.holds("staff_survey", BETTER)
    verdicts = between(before, trust.published()).verdicts
    surgery = verdicts.loc[
        (verdicts["directorate"] == "Surgery") & (verdicts["indicator"] == "engagement")
    ].iloc[0]
    assert (surgery["verdict_now"], surgery["verdict_after"]) == ("no clear change", "improved")


def test_a_value_that_is_withheld_now_and_was_shown_is_told(trust: Trust) -> None:
    before = trust.published()
    trust.holds(
        "staff_survey",
        "directorate | measure | period | respondents | value\n Medicine | E | 2025 | 8 | 6.5",
    )
    shown = between(before, trust.published()).shown
    medicine = shown.loc[
        (shown["directorate"] == "Medicine") & (shown["indicator"] == "engagement")
    ].iloc[0]
    assert (medicine["status_now"], medicine["status_after"]) == ("shown", "withheld")


def test_a_year_that_is_gone_is_told_as_gone(trust: Trust) -> None:
    before = trust.published()
    trust.holds("staff_survey", SURVEY.replace("2025", "2026"))
    with_2026 = trust.published()
    row = lines(between(with_2026, before)).loc["engagement"]
    assert (row["kind"], row["period"]) == ("gone", "2026")


def test_an_indicator_that_was_never_there_is_told_as_a_first(trust: Trust) -> None:
    before = trust.published()
    trust.holds("staff_survey", SURVEY.replace("| E  ", "| PP3"))
    assert lines(between(before, trust.published())).loc["voice", "kind"] == "first"


def test_taking_back_restores_every_table_of_the_former_version_exactly(trust: Trust) -> None:
    before = trust.published()
    wrong = trust.holds("staff_survey", BETTER)
    assert "value" in tables_that_differ(before, trust.published())
    take_back(trust.folder, trust.register, trust.settings, wrong, "Jo Marsh")
    now = current(trust.folder)
    assert now is not None
    assert tables_that_differ(before, now) == ()


def test_taking_back_from_the_fictitious_trust_restores_every_table(
    tmp_path: Path, demonstration_data: Path
) -> None:
    shutil.copytree(demonstration_data, tmp_path / "data")
    northmere = Trust(tmp_path / "data")
    before = northmere.published()
    session = "held_on | directorate | staff_key | status\n 14/10/2026 | Imaging | a | attended"
    wrong = northmere.holds("training_attendance", session)
    assert "value" in tables_that_differ(before, northmere.published())
    take_back(northmere.folder, northmere.register, northmere.settings, wrong, "Jo Marsh")
    now = current(northmere.folder)
    assert now is not None
    assert tables_that_differ(before, now) == ()
