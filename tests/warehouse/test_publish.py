"""Does publishing show the new whole, or the old whole, and take back exactly?"""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import duckdb
import pytest
from pandas import DataFrame
from pandas.testing import assert_frame_equal

from metrics.registry import INDICATORS
from tests.given import Trust
from warehouse.disk import DiskError
from warehouse.earlier import as_of
from warehouse.publish import fingerprint, publish, take_back
from warehouse.register import publications, uploads
from warehouse.snapshot import Snapshot, current

SURVEY = """
    directorate | measure | respondents | value
    Surgery     | E       | 300         | 6.5
    Medicine    | E       | 200         | 6.9
"""
PROJECTS = """
    project_id | directorate | lead_band | started_on
    A          | Surgery     | 5         | 05/01/2025
    B          | Surgery     | 8a        | 05/11/2025
    C          | Medicine    | 6         | 05/12/2025
"""
# What belongs to one publication and not to its contents.
OWN = {"about": ["version", "sequence", "published_at", "published_by"]}


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path)


def contents(snapshot: Snapshot) -> dict[str, DataFrame]:
    """Every table of a snapshot in a fixed order, without the marks of its publication."""
    tables = [row[0] for row in snapshot.connection.execute("SHOW TABLES").fetchall()]
    return {
        table: snapshot.connection.execute(f'SELECT * FROM "{table}" ORDER BY ALL')
        .df()
        .drop(columns=OWN.get(table, []))
        for table in tables
    }


def assert_same(one: dict[str, DataFrame], other: dict[str, DataFrame]) -> None:
    assert set(one) == set(other)
    for table, rows in one.items():
        assert_frame_equal(rows, other[table], check_exact=True)


def engagement(snapshot: Snapshot) -> float:
    row = snapshot.connection.execute(
        "SELECT value FROM value WHERE indicator = 'engagement' AND breakdown = 'trust'"
    ).fetchone()
    assert row is not None
    return float(row[0])


# --- from accepted to shown -----------------------------------------------------------------


def test_an_upload_counts_only_from_the_next_publication(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    first = trust.published()
    trust.holds("staff_survey", SURVEY.replace("6.5", "7.5"))
    still = current(trust.folder)
    assert still is first
    assert (engagement(first), engagement(trust.published())) == (6.66, 7.26)


def test_nothing_accepted_publishes_an_empty_snapshot(trust: Trust) -> None:
    found = contents(trust.published())
    assert {name for name, rows in found.items() if len(rows)} == {"about", "not_collected"}
    assert set(found["not_collected"]["indicator"]) == set(INDICATORS)


def test_an_indicator_says_what_it_needs_where_nothing_was_uploaded(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    needs = contents(trust.published())["not_collected"].set_index("indicator")["needs"]
    assert needs["qi_training_coverage"] == "training_attendance.staff_key; workforce.headcount"
    assert "engagement" not in needs.index


def test_the_history_says_who_published_what(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    publish(trust.folder, trust.register, trust.settings, "Jo Marsh", "survey of 2025")
    (row,) = publications(trust.register)
    assert (row["published_by"], row["what"], row["sequence"]) == ("Jo Marsh", "survey of 2025", 1)


def test_every_step_is_told_with_the_share_done(trust: Trust) -> None:
    told: list[tuple[str, float]] = []
    publish(
        trust.folder, trust.register, trust.settings, "Jo Marsh", "a test",
        lambda step, share: told.append((step, share)),
    )  # fmt: skip
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert told[-1] == ("Done", 1.0)


# --- the same gives the same ----------------------------------------------------------------


def test_the_same_uploads_give_the_same_values(tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        trust = Trust(tmp_path / name)
        trust.holds("staff_survey", SURVEY)
        trust.holds("project_register", PROJECTS)
        found.append(contents(trust.published()))
    for tables in found:
        tables["upload"] = tables["upload"].drop(columns="uploaded_at")
        tables["arrival"] = tables["arrival"].drop(columns="first_uploaded_at")
    assert_same(*found)


def test_publishing_again_changes_nothing_but_the_sequence(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    first, second = trust.published(), trust.published()
    assert_same(contents(first), contents(second))
    assert (first.about.sequence, second.about.sequence) == (1, 2)
    assert first.version[7:] == second.version[7:]


def test_another_upload_makes_another_version(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    first = trust.published()
    trust.holds("project_register", PROJECTS)
    assert first.version[7:] != trust.published().version[7:]


def test_another_setting_makes_another_version(trust: Trust) -> None:
    held = uploads(trust.register)
    stricter = replace(trust.settings, smallest_group_shown=20)
    assert fingerprint(held, trust.settings) != fingerprint(held, stricter)


# --- taking back, and what was seen then ----------------------------------------------------


def test_taking_back_restores_every_value_of_the_former_snapshot(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    trust.holds("project_register", PROJECTS)
    before = contents(trust.published())
    wrong = trust.holds("project_register", PROJECTS.replace("Medicine", "Surgery "))
    assert set(contents(trust.published())["project"]["directorate"]) == {"Surgery"}
    take_back(trust.folder, trust.register, trust.settings, wrong, "Jo Marsh")
    now = current(trust.folder)
    assert now is not None
    assert_same(before, contents(now))


def test_what_is_taken_back_stays_with_us(trust: Trust) -> None:
    upload = trust.holds("staff_survey", SURVEY)
    trust.published()
    take_back(trust.folder, trust.register, trust.settings, upload, "Jo Marsh")
    assert [row["state"] for row in uploads(trust.register)] == ["taken back"]
    assert (trust.folder / "accepted" / f"{upload}.parquet").exists()
    assert publications(trust.register)[-1]["what"] == "staff_survey.xlsx taken back"


def test_taking_back_what_was_never_there_publishes_nothing(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    trust.published()
    with pytest.raises(KeyError):
        take_back(trust.folder, trust.register, trust.settings, "00099-abcdef01", "Jo Marsh")
    assert len(publications(trust.register)) == 1


def test_an_earlier_snapshot_opens_as_everybody_saw_it(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    seen = contents(trust.published())
    trust.holds("staff_survey", SURVEY.replace("6.5", "7.5"))
    trust.published()
    then = as_of(trust.folder, 1)
    assert then is not None
    assert_same(seen, contents(then))


def test_a_publication_that_was_never_made_cannot_be_opened(trust: Trust) -> None:
    trust.published()
    assert as_of(trust.folder, 7) is None


# --- everything or nothing ------------------------------------------------------------------


def test_the_pointer_moves_last(trust: Trust) -> None:
    trust.holds("staff_survey", SURVEY)
    first = trust.published()
    seen: dict[str, str] = {}

    def look(step: str, _share: float) -> None:
        seen[step] = (trust.folder / "current").read_text(encoding="utf-8").strip()

    second = publish(trust.folder, trust.register, trust.settings, "Jo Marsh", "a test", look)
    assert seen.pop("Done") == f"{second.version}.duckdb"
    assert set(seen.values()) == {first.file.name}


@pytest.mark.parametrize(
    "step",
    [
        "Gathering what counts",
        "Checking that nobody can be worked out",
        "Writing the snapshot",
        "Showing it to everybody",
    ],
)
def test_whatever_step_fails_everybody_sees_what_they_saw(trust: Trust, step: str) -> None:
    upload = trust.holds("staff_survey", SURVEY)
    first = trust.published()

    def disk_full(now: str, _share: float) -> None:
        if now == step:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskError, match="no room on the disk"):
        take_back(trust.folder, trust.register, trust.settings, upload, "Jo Marsh", disk_full)
    assert current(trust.folder) is first
    assert [row["state"] for row in uploads(trust.register)] == ["counts"]
    assert len(publications(trust.register)) == 1


class YearsAgo(datetime):
    """A clock that was put back."""

    @classmethod
    def now(cls, _zone: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime(2001, 1, 1, tzinfo=UTC)


def test_a_clock_put_back_uses_no_number_twice(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = trust.published()
    monkeypatch.setattr("warehouse.publish.datetime", YearsAgo)
    second = trust.published()
    assert (first.about.sequence, second.about.sequence) == (1, 2)
    assert second.about.published_at < first.about.published_at


def test_a_snapshot_that_was_set_aside_keeps_its_number(trust: Trust) -> None:
    trust.published()
    (trust.folder / "snapshots" / "000007-abc.duckdb.damaged-1").write_bytes(b"")
    assert trust.published().about.sequence == 8


def test_what_a_killed_publisher_left_is_swept_away(trust: Trust) -> None:
    trust.published()
    left = trust.folder / "snapshots" / "000009-abcdefabcdef.building"
    left.write_bytes(b"half a snapshot")
    trust.published()
    assert not left.exists()


def test_the_snapshot_cannot_be_written_to(trust: Trust) -> None:
    snapshot = trust.published()
    with pytest.raises(duckdb.Error, match="read-only"):
        snapshot.connection.execute("DELETE FROM value")


# --- the facts beside the values ------------------------------------------------------------

STRUCTURE = """
    directorate | division | valid_from | valid_to   | became
    Theatres    | Hospital |            | 31/03/2024 | Surgery
    Wards       | Hospital |            | 31/03/2024 | Surgery
    Surgery     | Old      | 01/04/2024 | 31/03/2025 |
    Surgery     | Hospital | 01/04/2025 |            |
    Medicine    | Hospital |            |            |
"""


def test_a_directorate_that_changed_its_division_is_still_one_of_todays(trust: Trust) -> None:
    trust.holds("structure", STRUCTURE)
    rows = contents(trust.published())["directorate"].set_index("directorate")
    assert rows["valid_to"].isna().to_dict() == {
        "Medicine": True, "Surgery": True, "Theatres": False, "Wards": False,
    }  # fmt: skip
    assert rows["valid_from"].astype(str)["Surgery"] == "2024-04-01"
    assert rows.loc["Surgery", "division"] == "Hospital"


def test_a_new_directorate_says_when_it_began_and_from_how_many(trust: Trust) -> None:
    trust.holds("structure", STRUCTURE)
    trust.holds("staff_survey", SURVEY)
    values = contents(trust.published())["value"]
    chosen = values.loc[
        (values["indicator"] == "engagement") & (values["directorate"] == "Surgery")
    ]
    assert chosen["reason"].tolist() == [
        "this directorate began in April 2024; earlier years belong to the two it was made from."
    ]


def test_a_project_says_what_it_needs_first(trust: Trust) -> None:
    trust.holds(
        "project_register",
        """
        project_id  | status      | updated_on | ended_on   | has_coach | outcome_measures
        stale       | testing     | 01/06/2026 |            | no        | 0
        stuck       | testing     | 20/10/2026 |            | no        | 0
        no measures | improvement | 20/10/2026 |            | no        | 0
        no coach    | improvement | 20/10/2026 |            | no        | 1
        (nothing)   | improvement | 20/10/2026 |            | yes       | 1
        (completed) | completed   | 01/06/2026 |            | no        | 0
        (ended)     | testing     | 01/06/2026 | 01/07/2026 | no        | 0
        """,
    )
    rows = contents(trust.published())["project"]
    assert dict(zip(rows["project_id"], rows["needs"], strict=True)) == {
        "stale": "stale", "stuck": "stuck", "no measures": "no measures", "no coach": "no coach",
        "(nothing)": "", "(completed)": "", "(ended)": "",
    }  # fmt: skip


def test_a_component_is_assessed_at_the_median_of_its_items(trust: Trust) -> None:
    trust.holds(
        "self_assessment",
        "item | level | assessor_role\n NI1.1 | 2 | Board\n NI1.2 | 3 | Board\n NI1.3 | 5 | Board\n 4 | 1 | Board",
    )
    rows = contents(trust.published())["self_assessed"]
    assert rows[["component", "level", "items"]].to_numpy().tolist() == [
        ["N1", 3.0, 3],
        ["N4", 1.0, 1],
    ]


def test_assessors_who_disagree_are_one_level_between_them(trust: Trust) -> None:
    trust.holds(
        "self_assessment",
        "item | level | assessor_role | assessor\n NI1.1 | 1 | Board | 1\n NI1.1 | 2 | Board | 2\n"
        " NI1.1 | 5 | Board | 3",
    )
    rows = contents(trust.published())["self_assessed"]
    assert rows[["level", "items"]].to_numpy().tolist() == [[2.0, 1]]


def test_how_often_each_level_was_given_is_published(trust: Trust) -> None:
    trust.holds(
        "self_assessment",
        "item | level | assessor_role\n NI1.1 | 2 | Board\n NI1.2 | 2 | Board\n NI1.3 | 5 | Board",
    )
    rows = contents(trust.published())["self_assessed"]
    assert rows.iloc[0][[f"level_{level}" for level in range(1, 6)]].tolist() == [0, 2, 0, 0, 1]


def test_the_spread_of_assessors_is_the_usual_one_of_items_that_three_judged(trust: Trust) -> None:
    trust.holds(
        "self_assessment",
        "item | level | assessor_role | assessor\n"
        " NI1.1 | 1 | Board | 1\n NI1.1 | 2 | Board | 2\n NI1.1 | 5 | Board | 3\n"
        " NI1.2 | 1 | Board | 1\n NI1.2 | 5 | Board | 2\n 2 | 3 | Board | 1",
    )
    rows = contents(trust.published())["self_assessed"]
    assert rows["spread"].fillna(-1).tolist() == [2.0, -1]


def test_coverage_names_the_rows_each_upload_brought(trust: Trust) -> None:
    upload = trust.holds("project_register", PROJECTS)
    rows = contents(trust.published())["coverage"]
    surgery = rows.loc[rows["directorate"] == "Surgery"].iloc[0]
    assert (surgery["upload_id"], surgery["first_row"], surgery["last_row"], surgery["rows"]) == (
        upload,
        2,
        3,
        2,
    )


def test_a_cycle_is_held_for_the_directorate_that_leads_its_project(trust: Trust) -> None:
    trust.holds("project_register", PROJECTS)
    trust.holds("pdsa_log", "project_id | ended_on\n C | 14/03/2026\n unknown | 15/03/2026")
    rows = contents(trust.published())["coverage"]
    log = rows.loc[rows["dataset"] == "pdsa_log"]
    assert set(zip(log["period"], log["directorate"], strict=True)) == {
        ("2026-03", "Medicine"), ("2026-03", ""),
    }  # fmt: skip


def test_a_period_came_in_when_it_first_did_whatever_restated_it(trust: Trust) -> None:
    session = "held_on | staff_key\n 14/01/2026 | {key}"
    trust.holds("training_attendance", session.format(key="a"))
    trust.holds("training_attendance", session.format(key="b"))
    first, newest = uploads(trust.register)
    with trust.register.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE upload SET uploaded_at = '2026-02-08T09:00:00+00:00' WHERE upload_id = ?",
            (first["upload_id"],),
        )
    found = contents(trust.published())
    (arrival,) = found["arrival"].to_dict("records")
    assert (arrival["dataset"], arrival["period"]) == ("training_attendance", "2026-01")
    assert (arrival["directorate"], f"{arrival['first_uploaded_at']:%d %m}") == ("Surgery", "08 02")
    assert set(found["coverage"]["upload_id"]) == {newest["upload_id"]}


def test_lists_are_covered_in_the_month_and_directorate_of_their_rows(trust: Trust) -> None:
    trust.holds("objective", "objective | directorate\n Safe care |")
    trust.holds("event", "title | directorate | began_on\n Coaches | Surgery | 05/01/2026")
    trust.holds("case_study", "case_study_id | directorate | published_on\n 1 | | 14/09/2026")
    rows = contents(trust.published())["coverage"]
    assert sorted(rows[["dataset", "period", "directorate"]].to_numpy().tolist()) == [
        ["case_study", "2026-09", ""],
        ["event", "2026-01", "Surgery"],
        ["objective", "", ""],
    ]


def test_events_are_told_with_kind_and_place(trust: Trust) -> None:
    trust.holds(
        "event",
        "title | directorate | began_on | kind\n Coaches | | 05/01/2026 | programme\n"
        " Merger | Surgery | 01/04/2024 | restructure",
    )
    rows = contents(trust.published())["event"]
    assert sorted(rows[["title", "directorate", "kind"]].to_numpy().tolist()) == [
        ["Coaches", "", "programme"],
        ["Merger", "Surgery", "restructure"],
    ]
