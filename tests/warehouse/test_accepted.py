"""Is an accepted upload kept whole, once and for good?"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.given import Trust, rows
from warehouse.accepted import About, accept, file_of, published_before
from warehouse.publish import take_back
from warehouse.register import uploads

PROJECTS = "project_id | title\n A | First\n B | Second"
ABOUT = About(
    dataset="project_register",
    layout="register",
    file_name="projects.xlsx",
    sha256="ab" * 32,
    sheet="Projects",
    heading_row=3,
    rows=2,
    rows_held=1,
    uploaded_by="Jo Marsh",
)


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_what_was_accepted_is_read_back_as_it_was(trust: Trust) -> None:
    table = rows("project_register", PROJECTS)
    upload = accept(trust.folder, trust.register, table, ABOUT)
    assert pq.read_table(file_of(trust.folder, upload)).equals(table)


def test_the_file_itself_says_what_it_is(trust: Trust) -> None:
    upload = accept(trust.folder, trust.register, rows("project_register", PROJECTS), ABOUT)
    metadata = pq.read_schema(file_of(trust.folder, upload)).metadata
    said = json.loads(metadata[b"upload"])
    assert (said["file_name"], said["rows_held"], said["uploaded_by"]) == (
        "projects.xlsx",
        1,
        "Jo Marsh",
    )


def test_the_register_names_the_upload_once_its_file_is_there(trust: Trust) -> None:
    upload = accept(trust.folder, trust.register, rows("project_register", PROJECTS), ABOUT)
    named = uploads(trust.register)
    assert [(row["upload_id"], row["state"], row["number"]) for row in named] == [
        (upload, "counts", 1)
    ]
    assert file_of(trust.folder, upload).exists()


def test_the_same_file_twice_is_two_uploads(trust: Trust) -> None:
    first = accept(trust.folder, trust.register, rows("project_register", PROJECTS), ABOUT)
    second = accept(trust.folder, trust.register, rows("project_register", PROJECTS), ABOUT)
    assert first != second
    assert file_of(trust.folder, first).exists()


def test_nothing_that_happens_later_touches_an_accepted_file(trust: Trust) -> None:
    first = trust.holds("project_register", PROJECTS)
    before = digest(file_of(trust.folder, first))
    second = trust.holds("project_register", "project_id | title\n A | Third")
    trust.published()
    take_back(trust.folder, trust.register, trust.settings, first, "Jo Marsh")
    take_back(trust.folder, trust.register, trust.settings, second, "Jo Marsh")
    assert digest(file_of(trust.folder, first)) == before


def test_only_declared_columns_are_kept(trust: Trust) -> None:
    table = rows("project_register", PROJECTS).append_column("lead_name", pa.array(["Ann", "Bob"]))
    upload = accept(trust.folder, trust.register, table, ABOUT)
    assert "lead_name" not in pq.read_schema(file_of(trust.folder, upload)).names


def test_rows_that_lack_a_column_are_not_accepted(trust: Trust) -> None:
    table = rows("project_register", PROJECTS).drop_columns(["started_on"])
    with pytest.raises(KeyError, match="started_on"):
        accept(trust.folder, trust.register, table, ABOUT)
    assert uploads(trust.register) == []


def test_a_value_that_does_not_fit_its_column_is_not_accepted(trust: Trust) -> None:
    table = rows("project_register", PROJECTS)
    place = table.column_names.index("outcome_measures")
    table = table.set_column(place, "outcome_measures", pa.array(["two", "three"]))
    with pytest.raises(pa.ArrowInvalid):
        accept(trust.folder, trust.register, table, ABOUT)
    assert uploads(trust.register) == []
    assert list((trust.folder / "accepted").glob("*.parquet")) == []


def test_no_half_written_file_is_left_behind(trust: Trust) -> None:
    upload = accept(trust.folder, trust.register, rows("project_register", PROJECTS), ABOUT)
    assert [file.name for file in (trust.folder / "accepted").iterdir()] == [f"{upload}.parquet"]


def test_a_file_that_counts_already_is_known_again(trust: Trust) -> None:
    upload = accept(trust.folder, trust.register, rows("project_register", PROJECTS), ABOUT)
    known = published_before(trust.register, ABOUT.sha256)
    assert known is not None
    assert known["upload_id"] == upload
    assert published_before(trust.register, "cd" * 32) is None


def test_a_file_that_was_taken_back_may_come_again(trust: Trust) -> None:
    upload = accept(trust.folder, trust.register, rows("project_register", PROJECTS), ABOUT)
    take_back(trust.folder, trust.register, trust.settings, upload, "Jo Marsh")
    assert published_before(trust.register, ABOUT.sha256) is None
