"""Does every read give what its scope allows, and never another directorate's row?"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pandas import DataFrame

from access.scope import Scope
from metrics.composite import composites
from metrics.registry import INDICATORS
from tests.given import Trust
from warehouse import snapshot as reading
from warehouse.snapshot import Snapshot, current, open_snapshot, values_of

NAMES = (
    *INDICATORS,
    *composites(),
    *(f"{c.id}.{p.id}" for c in composites().values() for p in c.pillars),
)
WHOLE = Scope.whole_trust(projects=True)
SURGERY = Scope.of_directorates(frozenset({"Surgery"}), frozenset({"Hospital"}))
NOBODY = Scope(sees_whole_trust=False)
# What each read is asked beside the scope; a new read function has to be added here.
ASKED: dict[str, dict[str, Any]] = {
    "values_of": {"indicators": NAMES},
    "every_value": {},
    "moved": {"periods": ("2025", "2025-10")},
    "not_collected": {},
    "parts_of": {"composite": "readiness", "period": "2025"},
    "band_chances": {"composite": "readiness", "period": "2025"},
    "directorates": {},
    "directorate_names": {},
    "projects": {},
    "after_training": {},
    "training_reach": {},
    "project_counts": {},
    "objectives": {},
    "works_together": {},
    "self_assessed": {},
    "events": {},
    "culture_work": {},
    "training_doses": {},
    "dose_links": {},
    "staff_mix": {},
    "coverage": {},
    "coverage_together": {},
    "arrivals": {},
    "uploads": {},
}
BY_DIRECTORATE = (
    "values_of", "parts_of", "band_chances", "directorates", "projects", "self_assessed", "events", "coverage",
    "arrivals", "project_counts", "objectives", "works_together", "training_doses", "staff_mix",
)  # fmt: skip
DIRECTORATES = ("Surgery", "Medicine", "Estates", "Pathology")
READS: dict[str, Callable[..., Any]] = {
    name: function
    for name, function in inspect.getmembers(reading, inspect.isfunction)
    if function.__module__ == reading.__name__
    and not name.startswith("_")
    and next(iter(inspect.signature(function).parameters.values())).annotation == "Snapshot"
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Four directorates in two divisions, with everything that any read can give."""
    trust = Trust(tmp_path_factory.mktemp("trust"))
    trust.holds(
        "structure",
        "directorate | division\n Surgery | Hospital\n Medicine | Hospital\n Estates | Support\n Pathology | Support",
    )
    measures = sorted({m for i in INDICATORS.values() for m in (i.measure, *i.home_of) if m})
    lines = [
        f"{directorate} | {measure} | {'percent' if measure in ('q3f', 'q7a') else 'score'} | {people} | 6.5"
        for directorate, people in zip(DIRECTORATES, (300, 250, 100, 120), strict=True)
        for measure in measures
    ]
    trust.holds(
        "staff_survey",
        "directorate | measure | value_kind | respondents | value\n" + "\n".join(lines),
    )
    trust.holds(
        "staff_survey",
        "division | staff_group | measure | respondents | value\n"
        "Hospital | Medical | E | 200 | 6\n Support | Medical | E | 90 | 6",
    )
    trust.holds(
        "workforce",
        "directorate | staff_group | band | headcount | snapshot_on\n"
        + "\n".join(f"{name} | Nursing | 5 | 400 | 30/09/2024" for name in DIRECTORATES),
    )
    trust.holds(
        "training_attendance",
        "staff_key | directorate | held_on | staff_group | band\n"
        + "\n".join(
            f"{name} {month} | {name} | 10/{month:02d}/2025 | Nursing | 5"
            for name in DIRECTORATES
            for month in range(1, 11)
        )
        + "".join(f"\n{name} 0 | {name} | 10/08/2024 | Nursing | 5" for name in DIRECTORATES)
        + "\nSurgery first | Surgery | 10/03/2024 | Nursing | 5",
    )
    trust.holds("project_team", "project_id | staff_key\n Surgery 12 | Surgery 0")
    trust.holds(  # the year before, for what changed since
        "staff_survey",
        "period | directorate | measure | respondents | value\n"
        + "\n".join(f"2024 | {name} | E_2 | 100 | 6" for name in DIRECTORATES),
    )
    trust.holds(
        "project_register",
        "project_id | title | directorate | other_directorates | objective | has_numeric_aim | outcome_measures | process_measures | "
        "started_on | ended_on | case_study_on\n"
        + "\n".join(
            f"{name} {month} | Project of {name} | {name} | {'Estates' if name == 'Surgery' else 'Surgery'} | Safe care | yes | 1 | 1 | 05/{month:02d}/2024 | "
            f"{'10/11/2024' if month < 6 else ''} | {'10/12/2024' if month < 6 else ''}"
            for name in DIRECTORATES
            for month in range(1, 13)
        ),
    )
    trust.holds(
        "pdsa_log",
        "project_id | cycle | started_on | ended_on\n"
        + "\n".join(
            f"{name} 12 | {month} | 01/{month:02d}/2025 | 20/{month:02d}/2025"
            for name in DIRECTORATES
            for month in range(1, 11)
        ),
    )
    trust.holds(
        "self_assessment",
        "item | level | assessor_role | directorate\n NI1.1 | 3 | Board |\n"
        + "\n".join(f"NI1.1 | 2 | Triumvirate | {name}" for name in DIRECTORATES),
    )
    trust.holds(
        "objective",
        "objective | directorate\n Safe care | \n"
        + "\n".join(f"Own aim of {name} | {name}" for name in DIRECTORATES),
    )
    trust.holds(
        "event",
        "title | directorate\n Coaches | \n"
        + "\n".join(f"Course in {name} | {name}" for name in DIRECTORATES),
    )
    return trust.published()


def read(name: str, snapshot: Snapshot, scope: Scope) -> DataFrame:
    found = READS[name](snapshot, scope, **ASKED[name])
    return DataFrame(found.items()) if isinstance(found, dict) else DataFrame(found)


def written_in(rows: DataFrame) -> str:
    return "\n".join(str(cell) for column in rows for cell in rows[column])


def test_every_read_function_is_tried() -> None:
    assert set(READS) == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_a_read_takes_a_scope_without_a_default(name: str) -> None:
    scope = inspect.signature(READS[name]).parameters["scope"]
    assert (scope.annotation, scope.default) == ("Scope", inspect.Parameter.empty)


@pytest.mark.parametrize("name", ASKED)
def test_the_whole_trust_reads_something_from_every_function(name: str, snapshot: Snapshot) -> None:
    wanted = DIRECTORATES if name in BY_DIRECTORATE else ()
    rows = read(name, snapshot, WHOLE)
    assert len(rows) or name == "not_collected"
    assert [one for one in wanted if one not in written_in(rows)] == []


@pytest.mark.parametrize("name", ASKED)
def test_a_lead_reads_no_other_directorate_from_any_function(name: str, snapshot: Snapshot) -> None:
    written = written_in(read(name, snapshot, SURGERY))
    assert [
        other for other in ("Medicine", "Estates", "Pathology", "Support") if other in written
    ] == []


@pytest.mark.parametrize("name", BY_DIRECTORATE)
def test_a_lead_reads_all_of_their_own_directorate(name: str, snapshot: Snapshot) -> None:
    whole, own = read(name, snapshot, WHOLE), read(name, snapshot, SURGERY)
    is_surgery = whole["directorate"] == "Surgery"
    assert is_surgery.any()
    assert (own["directorate"] == "Surgery").sum() == is_surgery.sum()


def test_a_lead_reads_the_trust_and_its_staff_groups(snapshot: Snapshot) -> None:
    whole, own = read("values_of", snapshot, WHOLE), read("values_of", snapshot, SURGERY)
    for breakdown in ("trust", "staff_group", "band"):
        assert (own["breakdown"] == breakdown).sum() == (whole["breakdown"] == breakdown).sum() > 0


def test_a_lead_reads_what_happened_to_the_whole_trust(snapshot: Snapshot) -> None:
    assert list(read("events", snapshot, SURGERY)["title"]) == ["Coaches", "Course in Surgery"]


def test_a_lead_reads_their_division_and_its_staff_groups(snapshot: Snapshot) -> None:
    own = read("values_of", snapshot, SURGERY)
    for breakdown in ("division", "division_staff_group"):
        assert set(own.loc[own["breakdown"] == breakdown, "division"]) == {"Hospital"}


@pytest.mark.parametrize("name", ASKED)
def test_a_scope_of_nothing_reads_no_name(name: str, snapshot: Snapshot) -> None:
    written = written_in(read(name, snapshot, NOBODY))
    assert [one for one in (*DIRECTORATES, "Hospital", "Support") if one in written] == []


def test_a_board_member_reads_no_single_project(snapshot: Snapshot) -> None:
    assert read("projects", snapshot, Scope.whole_trust(projects=False)).empty


def test_a_directorate_that_does_not_exist_reads_as_one_out_of_scope(snapshot: Snapshot) -> None:
    nowhere = Scope.of_directorates(frozenset({"'; DROP TABLE value; --"}), frozenset())
    assert set(read("values_of", snapshot, nowhere)["directorate"]) == {""}


def test_a_breakdown_may_be_chosen(snapshot: Snapshot) -> None:
    rows = values_of(snapshot, WHOLE, "engagement", "directorate")
    assert sorted(rows["directorate"]) == sorted(DIRECTORATES)


def test_periods_come_oldest_first(snapshot: Snapshot) -> None:
    rows = values_of(snapshot, WHOLE, "projects_started", "trust")
    assert rows["period"].tolist() == sorted(rows["period"])
    assert len(rows) > 12


def test_an_indicator_that_nobody_declared_reads_as_nothing(snapshot: Snapshot) -> None:
    assert values_of(snapshot, WHOLE, "engagement'; --").empty
    assert values_of(snapshot, WHOLE, ()).empty


# --- the open file --------------------------------------------------------------------------


def test_nothing_published_opens_as_nothing(tmp_path: Path) -> None:
    assert current(tmp_path) is None


def test_a_version_is_opened_once_per_process(snapshot: Snapshot) -> None:
    assert open_snapshot(snapshot.file) is snapshot


@pytest.mark.parametrize(
    "attempt",
    [
        "SET enable_external_access = true",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY value TO 'values.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "DELETE FROM value",
    ],
)
def test_an_open_snapshot_reaches_nothing_else(attempt: str, snapshot: Snapshot) -> None:
    with pytest.raises(duckdb.Error):
        snapshot.connection.execute(attempt)


def test_readers_at_the_same_time_each_read_their_own_rows(snapshot: Snapshot) -> None:
    wrong: list[str] = []

    def look(directorate: str) -> None:
        scope = Scope.of_directorates(frozenset({directorate}), frozenset())
        for _ in range(20):
            named = set(reading.projects(snapshot, scope)["directorate"])
            if named != {directorate}:
                wrong.append(directorate)

    readers = [threading.Thread(target=look, args=(name,)) for name in DIRECTORATES]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert wrong == []
