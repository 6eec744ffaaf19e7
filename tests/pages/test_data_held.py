"""Does Data held name the gaps, keep its choice in the address, and go back?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.given import Trust
from tests.opened import opened, words
from warehouse.at_work import work_of
from warehouse.register import add_person, set_upload_state, uploads

STRUCTURE = "directorate | division\nSurgery | Hospital\nImaging | Hospital"


def training(*sessions: tuple[str, str]) -> str:
    lines = [f"{day} | {name} | s{number}" for number, (day, name) in enumerate(sessions)]
    return "\n".join(["held_on | directorate | staff_key", *lines])


def every_month(name: str, until: int) -> list[tuple[str, str]]:
    return [(f"10/{month:02d}/2026", name) for month in range(1, until + 1)]


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trust:
    trust = Trust(tmp_path / "data")
    add_person(trust.register, "team", "Jo Marsh", "improvement team", ())
    add_person(trust.register, "board", "Priya Nair", "board member", ())
    add_person(trust.register, "lead", "Sam Okoro", "directorate lead", ("Surgery",))
    monkeypatch.setenv("CULTURE_DATA", str(trust.folder))
    return trust


@pytest.fixture
def with_a_gap(trust: Trust) -> Trust:
    trust.holds("structure", STRUCTURE)
    trust.holds(
        "training_attendance", training(*every_month("Imaging", 10), *every_month("Surgery", 7))
    )
    trust.published()
    return trust


def test_the_finding_names_the_gap_and_who_it_is(with_a_gap: Trust) -> None:
    said = words(opened("data_held", "team"))
    assert "gaps to close." in said
    assert "▼ Training attendance]** from Surgery since August 2026" in said


def test_the_same_numbers_stand_in_a_table(with_a_gap: Trust) -> None:
    tables = opened("data_held", "team", dataset="training_attendance").table
    by_directorate = next(
        table.value for table in tables if table.value.index.name == "Directorate"
    )
    assert "missing: August 2026, September 2026, October 2026" in by_directorate.loc[
        "Surgery", "Held"
    ].replace("\\", "")


def test_the_dataset_chosen_comes_from_the_address(with_a_gap: Trust) -> None:
    with_a_gap.holds("project_register", "project_id\nP1")
    with_a_gap.published()
    said = words(opened("data_held", "team", dataset="project_register"))
    assert "### Project register, by directorate" in said


def test_a_message_for_the_directorate_is_ready(with_a_gap: Trust) -> None:
    code = opened("data_held", "team").code[0].value
    assert code.startswith("To Surgery: we hold nothing from you for training attendance since")


def told_nothing(*months: str) -> AppTest:
    """The page after the team recorded that Surgery had nothing to send in these months."""
    app = opened("data_held", "team", dataset="training_attendance")
    next(one for one in app.selectbox if one.label == "Directorate").set_value("Surgery").run()
    next(one for one in app.multiselect if one.label == "Months with nothing").set_value(
        list(months)
    ).run()
    return next(one for one in app.button if one.label == "Record").click().run()


def test_a_nil_return_closes_the_gap_at_once(with_a_gap: Trust) -> None:
    said = words(told_nothing("2026-08", "2026-09", "2026-10"))
    assert "**Surgery** told us that there was nothing for training attendance" in said
    assert "in August 2026, September 2026 and October 2026: :gray[recorded by Jo Marsh on" in said
    assert "Training attendance]** from Surgery" not in said


def test_a_nil_return_undone_opens_the_gap_again(with_a_gap: Trust) -> None:
    app = told_nothing("2026-08", "2026-09", "2026-10")
    said = words(next(one for one in app.button if one.label == "Undo").click().run())
    assert "told us that there was nothing for" not in said
    assert "Training attendance]** from Surgery since August 2026" in said


def test_a_nil_return_told_later_is_not_in_an_earlier_version(with_a_gap: Trust) -> None:
    with with_a_gap.register.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO nil_return (dataset, month, directorate, said_by, said_at) "
            "VALUES ('training_attendance', '2026-10', 'Surgery', 'Jo', '2999-01-01T00:00:00')"
        )
    with_a_gap.published()
    assert "told us that there was nothing for" in words(opened("data_held", "team"))
    assert "told us that there was nothing for" not in words(
        opened("data_held", "team", version="1")
    )


def test_a_board_member_is_not_offered_the_page(with_a_gap: Trust) -> None:
    assert "Everything published" not in words(opened("data_held", "board"))


def test_with_nothing_published_the_page_says_what_to_do(trust: Trust) -> None:
    said = words(opened("data_held", "team"))
    assert "Nothing to show yet: no file has been published." in said


def test_a_structure_alone_is_shown_without_an_error(trust: Trust) -> None:
    trust.holds("structure", STRUCTURE)
    trust.published()
    assert "nothing is held" in words(opened("data_held", "team"))


def test_a_file_is_taken_back_and_the_history_says_so(with_a_gap: Trust) -> None:
    app = opened("data_held", "team")
    choice = next(one for one in app.selectbox if one.label == "File")
    choice.set_value(choice.options[0]).run()
    assert "Taking back builds a version without this file" in words(app)
    next(one for one in app.button if one.label == "Take back").click().run()
    work = work_of(with_a_gap.folder, "team", "publishing")
    assert work is not None
    assert work.finished.wait(60)
    said = words(app.run())
    assert "Taken back: training_attendance.xlsx." in said
    assert "training_attendance.xlsx taken back" in said
    assert [upload["state"] for upload in uploads(with_a_gap.register)] == ["counts", "taken back"]


def earlier(trust: Trust, person: str) -> AppTest:
    trust.holds("project_register", "project_id\nP1")
    trust.published()
    return opened("data_held" if person == "team" else "engagement", person, version="1")


def test_an_earlier_version_says_which_it_is_on_every_page(with_a_gap: Trust) -> None:
    for person in ("team", "board"):
        assert "This is version 1, as the board saw it on" in words(earlier(with_a_gap, person))


def test_a_lead_sees_todays_version_whatever_the_address_asks(with_a_gap: Trust) -> None:
    assert "This is version" not in words(earlier(with_a_gap, "lead"))


@pytest.mark.parametrize("asked", ["99", "-1", "one", "1; DROP TABLE value", "９"])
def test_a_version_that_is_not_kept_shows_today(with_a_gap: Trust, asked: str) -> None:
    assert "This is version" not in words(opened("data_held", "team", version=asked))


def built_by_another_release(file: Path) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE about AS SELECT 1 AS sequence")


def damaged(file: Path) -> None:
    file.write_bytes(b"no database")


@pytest.mark.parametrize(
    ("happens_to", "why"),
    [(built_by_another_release, "another release of this software built it"), (damaged, "damaged")],
)
def test_a_version_that_cannot_be_opened_says_why_and_shows_today(
    with_a_gap: Trust, happens_to: Callable[[Path], None], why: str
) -> None:
    with_a_gap.holds("project_register", "project_id\nP1")
    with_a_gap.published()
    first = next((with_a_gap.folder / "snapshots").glob("000001-*"))
    first.unlink()
    happens_to(first.with_name("000001-another.duckdb"))
    for said in (
        words(opened("engagement", "board", version="1")),
        words(opened("data_held", "team", compare="1")),
    ):
        assert "Version 1 cannot be opened" in said
        assert why in said
        assert "This is version" not in said


# --- compare ----------------------------------------------------------------------------------


def test_with_one_version_there_is_nothing_to_compare(with_a_gap: Trust) -> None:
    assert "There is only this one yet." in words(opened("data_held", "team"))


def test_two_versions_of_the_same_uploads_are_said_to_be_the_same(with_a_gap: Trust) -> None:
    with_a_gap.published()
    said = words(opened("data_held", "team", compare="1"))
    assert "**Nothing differs.** Every value of one is the same in the other." in said


def test_the_upload_that_came_is_named(with_a_gap: Trust) -> None:
    with_a_gap.holds("project_register", "project_id\nP1")
    with_a_gap.published()
    said = words(opened("data_held", "team", compare="1"))
    assert "From version 1" in said
    assert "One upload came: *project_register.xlsx*." in said


def test_a_version_that_was_never_made_compares_with_nothing(with_a_gap: Trust) -> None:
    with_a_gap.published()
    assert "From version" not in words(opened("data_held", "team", compare="99"))


# --- the register, history ----------------------------------------------------------------------


def test_a_message_names_the_projects_that_are_out_of_date(with_a_gap: Trust) -> None:
    with_a_gap.holds("project_register", "project_id | title | updated_on\nP1 | Falls | 05/01/2026")
    with_a_gap.published()
    app = opened("data_held", "team")
    assert "### Of one live project on the register, none is up to date" in words(app)
    assert any("Bring up to date, or close: “Falls” (P1)." in code.value for code in app.code)


def test_the_history_says_of_every_file_whether_it_counts(with_a_gap: Trust) -> None:
    upload = with_a_gap.holds("project_register", "project_id\nP1")
    set_upload_state(with_a_gap.register, upload, "missing", "team")
    said = words(opened("data_held", "team"))
    assert "counts since version 1" in said
    assert "missing: its kept rows are gone or damaged; drop the spreadsheet again" in said
    assert "training_attendance.xlsx: training attendance, sheet Sheet1" in said
