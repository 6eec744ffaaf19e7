"""Does a trend survive a restructure, or say why it is broken? Small trusts, published."""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas import DataFrame

from access.scope import Scope
from tests.given import Trust
from warehouse.snapshot import Snapshot, directorates, projects, values_of

EVERYBODY = Scope.whole_trust(projects=True)
HEAD = "period | directorate | measure | respondents | value\n"
WHOLE = "directorate | division | valid_from | valid_to | became\n"


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path)


def survey(*lines: str) -> str:
    """Engagement lines: '2023 Surgery 200 6.5'; the whole trust's are added."""
    years = sorted({line.split(" ", 1)[0] for line in lines})
    rows = [f"{year} | | E | 900 | 6.5" for year in years]
    for line in lines:
        year, rest = line.split(" ", 1)
        name, people, value = rest.rsplit(" ", 2)
        rows.append(f"{year} | {name} | E | {people} | {value}")
    return HEAD + "\n".join(rows)


def course(snapshot: Snapshot, unit: str, by: str = "directorate") -> DataFrame:
    rows = values_of(snapshot, EVERYBODY, "engagement", by)
    return rows.loc[rows[by] == unit].set_index("period")


def test_a_renamed_directorates_trend_goes_on_under_its_new_name(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE
        + "Elderly Care | Medicine | | 31/03/2024 | Older People\n"
        + "Older People | Medicine | 01/04/2024 | |\n Surgery | Surgery | | |",
    )
    trust.holds(
        "staff_survey",
        survey(
            "2023 Elderly Care 300 6.0",
            "2023 Surgery 600 6.0",
            "2024 Older People 300 6.6",
            "2024 Surgery 600 6.0",
        ),
    )
    rows = course(trust.published(), "Older People")
    assert rows["value"].to_dict() == {"2023": 6.0, "2024": 6.6}
    assert rows.loc["2024", "verdict"] == "improved"


def test_a_renamed_directorate_is_listed_once(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE
        + "Elderly Care | Medicine | | 31/03/2024 | Older People\n"
        + "Older People | Medicine | 01/04/2024 | |",
    )
    listed = directorates(trust.published(), EVERYBODY)
    assert list(listed["directorate"]) == ["Older People"]
    assert listed["valid_from"].isna().all()


def test_a_list_under_the_old_name_is_corrected_by_one_under_the_new(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE
        + "Elderly Care | Medicine | | 31/03/2026 | Older People\n"
        + "Older People | Medicine | 01/04/2026 | |",
    )
    head = "project_id | directorate | register_on\n"
    trust.holds(
        "project_register", head + "P1 | Elderly Care | 28/02/2026\nP2 | Elderly Care | 28/02/2026"
    )
    trust.holds("project_register", head + "P1 | Older People | 30/04/2026")
    snapshot = trust.published()
    held = snapshot.connection.execute("SELECT project_id, directorate FROM project").fetchall()
    assert held == [("P1", "Older People")]


def test_what_two_became_begins_with_a_note_and_they_keep_their_years(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE
        + "Theatres | Surgery | | 31/03/2024 | Operating\n Wards | Surgery | | 31/03/2024 | Operating\n"
        + "Operating | Surgery | 01/04/2024 | |",
    )
    trust.holds(
        "staff_survey",
        survey("2023 Theatres 300 6.0", "2023 Wards 600 6.4", "2024 Operating 900 6.4"),
    )
    snapshot = trust.published()
    assert course(snapshot, "Operating")["reason"].to_dict() == {
        "2024": "this directorate began in April 2024; earlier years belong to the two it was made from."
    }
    assert course(snapshot, "Theatres")["value"].to_dict() == {"2023": 6.0}


def test_both_parts_of_a_split_begin_with_a_note(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE
        + "Diagnostics | Support | | 31/03/2024 | Imaging; Pathology\n"
        + "Imaging | Support | 01/04/2024 | |\n Pathology | Support | 01/04/2024 | |",
    )
    trust.holds(
        "staff_survey",
        survey("2023 Diagnostics 900 6.0", "2024 Imaging 300 6.0", "2024 Pathology 600 6.4"),
    )
    snapshot = trust.published()
    note = "this directorate began in April 2024; earlier years belong to Diagnostics, which was split."
    for part in ("Imaging", "Pathology"):
        row = course(snapshot, part).loc["2024"]
        assert (row["verdict"], row["reason"]) == ("cannot say", note)


MOVED = (
    WHOLE
    + "Maternity | Surgery | | 31/03/2024 |\n Maternity | Families | 01/04/2024 | |\n"
    + "Wards | Surgery | | |\n Children | Families | | |"
)
MOVED_SURVEY = survey(
    "2023 Maternity 200 6.0",
    "2023 Wards 300 6.0",
    "2023 Children 400 7.0",
    "2024 Maternity 200 6.8",
    "2024 Wards 300 6.0",
    "2024 Children 400 7.0",
)


def test_a_directorate_that_moved_is_compared_as_any_other(trust: Trust) -> None:
    trust.holds("structure", MOVED)
    trust.holds("staff_survey", MOVED_SURVEY)
    rows = course(trust.published(), "Maternity")
    assert rows["value"].to_dict() == {"2023": 6.0, "2024": 6.8}
    assert rows.loc["2024", "verdict"] == "improved"
    assert set(rows["division"]) == {"Families"}


def test_a_division_is_the_sum_of_its_directorates_of_each_period(trust: Trust) -> None:
    trust.holds("structure", MOVED)
    trust.holds("staff_survey", MOVED_SURVEY)
    snapshot = trust.published()
    surgery = course(snapshot, "Surgery", "division")
    families = course(snapshot, "Families", "division")
    assert surgery["value"].to_dict() == {"2023": 6.0, "2024": 6.0}
    assert families["value"].to_dict() == {"2023": 7.0, "2024": 6.93}


def test_a_division_that_a_directorate_joined_cannot_be_compared(trust: Trust) -> None:
    trust.holds("structure", MOVED)
    trust.holds("staff_survey", MOVED_SURVEY)
    row = course(trust.published(), "Families", "division").loc["2024"]
    assert (row["verdict"], row["reason"]) == (
        "cannot say",
        "Maternity joined this division in April 2024, so the years cannot be compared.",
    )


def test_a_small_directorate_that_moved_is_no_difference_of_two_divisions(trust: Trust) -> None:
    trust.holds("structure", MOVED)
    lines = [
        line.replace("Maternity | E | 200", "Maternity | E | 8")
        for line in MOVED_SURVEY.split("\n")
    ]
    trust.holds("staff_survey", "\n".join(lines))
    snapshot = trust.published()
    for year, home, sibling in (("2023", "Surgery", "Wards"), ("2024", "Families", "Children")):
        shown = {
            unit: course(snapshot, unit, by).loc[year, "status"]
            for unit, by in (
                ("Maternity", "directorate"),
                (sibling, "directorate"),
                (home, "division"),
            )
        }
        assert shown["Maternity"] == "withheld"
        assert "withheld" in (shown[sibling], shown[home])


def test_a_name_used_again_for_something_else_has_no_past(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE
        + "Surgery | Surgery | | 31/03/2024 | Theatres; Wards\n"
        + "Theatres | Surgery | 01/04/2024 | |\n Wards | Surgery | 01/04/2024 | |\n"
        + "Surgery | Families | 01/04/2024 | |",
    )
    trust.holds(
        "staff_survey",
        survey(
            "2023 Surgery 900 6.0",
            "2024 Surgery 300 6.8",
            "2024 Theatres 300 6.0",
            "2024 Wards 300 6.0",
        ),
    )
    snapshot = trust.published()
    today = course(snapshot, "Surgery")
    assert today["value"].to_dict() == {"2024": 6.8}
    assert today.loc["2024", "verdict"] == "cannot say"
    assert course(snapshot, "Surgery (until March 2024)")["value"].to_dict() == {"2023": 6.0}


def test_the_limits_of_a_directorate_begin_again_where_another_joined_it(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE + "Theatres | Surgery | | 31/12/2024 | Surgery\n Surgery | Surgery | | |",
    )
    projects = "\n".join(
        f"P{month}-{number} | Surgery | 05/{(month - 1) % 12 + 1:02d}/{2023 + (month - 1) // 12}"
        for month in range(1, 41)
        for number in range(1 + 3 * (month > 24))
    )
    trust.holds("project_register", "project_id | directorate | started_on\n" + projects)
    rows = values_of(trust.published(), EVERYBODY, "projects_started", "directorate")
    means = rows.set_index("period")["centre"]
    assert means["2024-12"] == 1.0
    assert means["2025-01"] > 2.5


def five_years(before: str, since: str) -> str:
    names = {year: before if year < 2024 else since for year in range(2021, 2026)}
    return survey(
        *(f"{year} {name} 300 {6 + (year - 2021) * 0.2:.1f}" for year, name in names.items()),
        *(f"{year} Wards 600 6.0" for year in names),
    )


def test_a_five_year_trend_survives_a_renaming(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE + "Elderly | Medicine | | 31/03/2024 | Older\n Older | Medicine | 01/04/2024 | |",
    )
    trust.holds("staff_survey", five_years("Elderly", "Older"))
    row = course(trust.published(), "Older").loc["2025"]
    assert (row["trend_since"], row["trend_verdict"]) == ("2021", "improved")


def test_a_trend_does_not_run_through_the_year_in_which_another_joined(trust: Trust) -> None:
    trust.holds(
        "structure", WHOLE + "Theatres | Surgery | | 31/03/2024 | Older\n Older | Medicine | | |"
    )
    trust.holds("staff_survey", five_years("Older", "Older"))
    rows = course(trust.published(), "Older")
    assert rows["trend_since"].to_dict() == {
        "2021": "", "2022": "", "2023": "2021", "2024": "", "2025": "",
    }  # fmt: skip
    assert rows.loc["2025", "verdict"] == "no clear change"


def test_a_project_is_its_directorates_successors_once_that_is_there(trust: Trust) -> None:
    trust.holds(
        "structure",
        WHOLE
        + "Theatres | Surgery | | 31/03/2024 | Surgery\n Anaesthetics | Surgery | | 31/03/2024 | "
        "Surgery\n Acute | Medicine | | 31/03/2024 | Wards; Surgery\n Surgery | Surgery | | |\n"
        "Wards | Medicine | | |",
    )
    trust.holds(
        "project_register",
        "project_id | directorate\nP1 | Theatres\n P2 | Anaesthetics\n P3 | Acute\n P4 | Wards",
    )
    lead = Scope.of_directorates(frozenset({"Surgery"}), frozenset({"Surgery"}))
    snapshot = trust.published()
    assert list(projects(snapshot, lead)["project_id"]) == ["P1", "P2"]
    assert set(projects(snapshot, EVERYBODY)["directorate"]) == {"Acute", "Surgery", "Wards"}
