"""Does the dashboard tell what the fictitious trust was made to hold?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from access.scope import Scope
from metrics.finding import headline
from warehouse.snapshot import Snapshot, current, projects, values_of

EVERYTHING = Scope.whole_trust(projects=True)
NOT_SHOWN = {"Research and Innovation", "Therapies and Pharmacy"}


@pytest.fixture(scope="module")
def published(demonstration_data: Path) -> Snapshot:
    snapshot = current(demonstration_data)
    assert snapshot is not None
    return snapshot


def one(published: Snapshot, indicator: str, period: str, **group: str) -> pd.Series:
    rows = values_of(published, EVERYTHING, indicator)
    rows = rows.loc[(rows["period"] == period) & (rows["weighting"] != "weighted")]
    for column, name in group.items():
        rows = rows.loc[rows[column] == name]
    assert len(rows) == 1, rows
    return rows.iloc[0]


def by_directorate(published: Snapshot, indicator: str) -> pd.DataFrame:
    rows = values_of(published, EVERYTHING, indicator, "directorate")
    return rows.loc[rows["period"] == "2025"].set_index("directorate")


def test_involvement_improved_in_care_of_older_people(published: Snapshot) -> None:
    row = one(published, "involvement", "2025", directorate="Care of Older People")
    assert row["verdict"] == "improved"


def test_it_improved_after_training_reached_a_quarter_of_it(published: Snapshot) -> None:
    row = one(published, "qi_training_coverage", "2025-09", directorate="Care of Older People")
    assert row["value"] >= 25


def test_no_other_directorate_is_called_improved_on_involvement(published: Snapshot) -> None:
    verdicts = by_directorate(published, "involvement")["verdict"]
    assert list(verdicts.index[verdicts == "improved"]) == ["Care of Older People"]


def test_emergency_fell(published: Snapshot) -> None:
    verdicts = by_directorate(published, "engagement")["verdict"]
    assert list(verdicts.index[verdicts == "worse"]) == ["Emergency"]


def test_the_mere_bounce_of_imaging_is_no_clear_change(published: Snapshot) -> None:
    dip = one(published, "engagement", "2024", directorate="Imaging")
    back = one(published, "engagement", "2025", directorate="Imaging")
    assert dip["change"] < 0 < back["change"]
    assert (dip["verdict"], back["verdict"]) == ("no clear change", "no clear change")


@pytest.mark.parametrize("group", ["Administrative and Clerical", "Estates and Ancillary"])
@pytest.mark.parametrize("indicator", ["training_representation", "lead_representation"])
def test_non_clinical_staff_are_under_reached(
    published: Snapshot, indicator: str, group: str
) -> None:
    rows = values_of(published, EVERYTHING, indicator, "staff_group")
    row = rows.loc[(rows["period"] == "2026-10") & (rows["staff_group"] == group)].iloc[0]
    assert row["upper"] < 1


def test_the_gap_by_long_term_condition_narrowed(published: Snapshot) -> None:
    row = one(published, "engagement_gap", "2025", characteristic="Long-term condition")
    assert row["verdict"] == "improved"


def test_the_gap_by_ethnicity_did_not_move(published: Snapshot) -> None:
    row = one(published, "engagement_gap", "2025", characteristic="Ethnicity")
    assert row["verdict"] == "no clear change"


def test_the_stale_corner_of_the_register_is_estates_and_pathology(published: Snapshot) -> None:
    register = projects(published, EVERYTHING)
    stale = register.loc[register["needs"] == "stale"].groupby("directorate").size()
    assert set(stale.nlargest(2).index) == {"Estates and Facilities", "Pathology"}


@pytest.mark.parametrize("indicator", ["engagement", "voice", "able_to_improve", "readiness"])
def test_the_small_directorate_is_hidden_with_a_complement(
    published: Snapshot, indicator: str
) -> None:
    rows = by_directorate(published, indicator)
    assert set(rows.index[rows["status"] == "withheld"]) == NOT_SHOWN


def test_empowerment_improved_and_engagement_shows_no_clear_change(published: Snapshot) -> None:
    rows = values_of(published, EVERYTHING, ("voice", "engagement"))
    found = {name: headline(rows, name) for name in ("voice", "engagement")}
    assert {name: finding and finding.verdict for name, finding in found.items()} == {
        "voice": "improved",
        "engagement": "no clear change",
    }


@pytest.mark.parametrize(
    ("indicator", "month", "mark"),
    [
        ("projects_started", "2026-10", "improvement"),
        ("people_trained", "2024-08", "concern"),
        ("pdsa_cycles_ended", "2026-10", "concern"),
    ],
)
def test_the_monthly_stories_are_marked(
    published: Snapshot, indicator: str, month: str, mark: str
) -> None:
    assert one(published, indicator, month, breakdown="trust")["mark"] == mark


def test_the_merged_directorate_has_no_earlier_years(published: Snapshot) -> None:
    rows = values_of(published, EVERYTHING, "engagement", "directorate")
    merged = rows.loc[rows["directorate"] == "Theatres and Critical Care"].set_index("period")
    assert list(merged.index) == ["2024", "2025"]
    assert "began in April 2024" in merged.loc["2024", "reason"]
