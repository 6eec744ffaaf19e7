"""Does Upload tell what it understood, change nothing until publish, and take back what it did?"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from tests.given import Trust
from tests.opened import opened, words
from warehouse.at_work import work_of
from warehouse.register import add_person, meanings, uploads
from warehouse.snapshot import current

HEADINGS = "session_date,course,staff_number,directorate,staff_group,band,status"
GOOD = f"{HEADINGS}\n03/02/2026,Bronze,20001,Surgery,A&C,5,Y\n04/02/2026,Bronze,20002,Imaging,A&C,5,Y\n"
WITH_A_BAD_DATE = f"{GOOD}31/04/2026,Bronze,20003,Surgery,A&C,5,Y\n"
WITH_A_NEW_NAME = f"{GOOD}05/02/2026,Bronze,20004,Surgical Wards,A&C,5,Y\n"


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trust:
    trust = Trust(tmp_path / "data")
    add_person(trust.register, "team", "Jo Marsh", "improvement team", ())
    add_person(trust.register, "board", "Priya Nair", "board member", ())
    trust.holds("structure", "directorate | division\nSurgery | Hospital\nImaging | Hospital")
    trust.published()
    monkeypatch.setenv("CULTURE_DATA", str(trust.folder))
    return trust


def dropped(*files: tuple[str, str | bytes]) -> AppTest:
    """The page after these files were dropped on it."""
    return drop(opened("upload", "team"), *files)


def drop(app: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    app.file_uploader[0].set_value(
        [
            (name, text if isinstance(text, bytes) else text.encode(), "text/csv")
            for name, text in files
        ]
    )
    return app.run()


def tried(app: AppTest, trust: Trust) -> AppTest:
    """The page once it is known what publishing would change."""
    return _after(app, trust, "dry run")


def published(app: AppTest, trust: Trust) -> AppTest:
    """The page after its publish button was pressed and the work is done."""
    button(tried(app, trust), "Publish").click().run()
    return _after(app, trust, "publishing")


def _after(app: AppTest, trust: Trust, name: str) -> AppTest:
    work = work_of(trust.folder, "team", name)
    assert work is not None
    assert work.finished.wait(60)
    return app.run()


def button(app: AppTest, label: str) -> Button:
    return next(one for one in app.button if one.label.startswith(label))


def test_only_the_improvement_team_gets_the_page(trust: Trust) -> None:
    assert "Drop this month's files here." in words(opened("upload", "team"))
    assert "Drop" not in words(opened("upload", "board"))


def test_the_page_itself_refuses_somebody_who_may_not_upload(trust: Trust) -> None:
    def script() -> None:
        import os
        from pathlib import Path

        from access.people import Homes, person
        from pages import upload
        from pages.visit import Visit
        from warehouse.register import open_register

        folder = Path(os.environ["CULTURE_DATA"])
        register = open_register(folder)
        visitor = person(register, "board")
        assert visitor is not None
        scope = visitor.scope(Homes())
        pages = {"overview": None}
        upload.show(Visit(visitor, scope, None, folder, register, "light", pages))

    app = AppTest.from_function(script).run()
    assert "There is no such page for you." in words(app)
    assert not app.file_uploader


def test_a_dropped_file_is_understood_in_one_sentence(trust: Trust) -> None:
    said = words(dropped(("training.csv", GOOD)))
    assert "We read it as a training list, person by person" in said
    assert "two rows, February 2026. Two rows ready." in said


def test_nothing_changes_before_publish(trust: Trust) -> None:
    before = uploads(trust.register), current(trust.folder)
    tried(dropped(("training.csv", GOOD)), trust)
    assert (uploads(trust.register), current(trust.folder)) == before


def test_the_dry_run_counts_new_rows(trust: Trust) -> None:
    app = tried(dropped(("training.csv", GOOD)), trust)
    assert {one.label: one.value for one in app.metric} == {
        "New rows": "2",
        "Corrected": "0",
        "Repeated": "0",
        "Held": "0",
    }


def test_published_files_count_and_everybody_sees_the_next_version(trust: Trust) -> None:
    app = published(dropped(("training.csv", GOOD)), trust)
    assert "Published. One file now counts" in words(app)
    assert "Everybody sees version 2 from now on." in words(app)
    assert uploads(trust.register)[-1]["state"] == "counts"


def test_taking_back_says_what_it_does_and_does_it(trust: Trust) -> None:
    app = published(dropped(("training.csv", GOOD)), trust)
    assert "Taking back builds a version without this file" in words(app)
    button(app, "Take back").click().run()
    app = _after(app, trust, "publishing")
    assert "Taken back: one file." in words(app)
    assert uploads(trust.register)[-1]["state"] == "taken back"
    snapshot = current(trust.folder)
    assert snapshot is not None
    assert snapshot.about.sequence == 3


def test_rows_are_left_behind_only_when_that_was_seen(trust: Trust) -> None:
    app = tried(dropped(("training.csv", WITH_A_BAD_DATE)), trust)
    assert button(app, "Publish").disabled
    assert app.checkbox[0].label == "I have seen that one row is held"
    app.checkbox[0].check().run()
    assert not button(app, "Publish").disabled


def test_a_row_to_put_right_says_row_heading_value_and_what_to_do(trust: Trust) -> None:
    app = dropped(("training.csv", WITH_A_BAD_DATE))
    row = app.table[0].value.iloc[0].str.replace("\\", "").tolist()
    assert row[:3] == ["4", "session_date", "31/04/2026"]
    assert "Write day/month/year" in row[3]


def test_a_name_nobody_knows_is_asked_and_no_answer_is_filled_in(trust: Trust) -> None:
    app = dropped(("training.csv", WITH_A_NEW_NAME))
    assert "One name to answer" in words(app)
    assert "one answer frees one row" in words(app)
    assert app.radio[-1].value is None
    assert app.radio[-1].options == ["Surgery", "Another"]


def test_an_answer_is_remembered_and_frees_the_rows(trust: Trust) -> None:
    app = dropped(("training.csv", WITH_A_NEW_NAME))
    app.radio[-1].set_value("Surgery").run()
    assert meanings(trust.register, "directorate") == {"Surgical Wards": "Surgery"}
    assert "Names answered" in words(app)
    assert "Three rows ready." in words(app)


def test_a_word_for_a_status_is_asked_with_all_that_it_may_mean(trust: Trust) -> None:
    app = dropped(("training.csv", GOOD.replace(",Y\n", ",sort of\n", 1)))
    assert "One question to answer" in words(app)
    assert "Status: “sort of”" in words(app)
    assert app.radio[-1].options == ["attended", "did not attend", "cancelled", "booked"]
    app.radio[-1].set_value("booked").run()
    assert "Two rows ready." in words(app)


def test_a_word_is_told_in_the_queue_as_a_question_and_its_row_once(trust: Trust) -> None:
    both = GOOD.replace(",Y\n", ",sort of\n", 1).replace("Surgery", "Wd 7x", 1)
    app = dropped(("training.csv", both))
    assert "two answers free one row" in words(app)
    assert app.radio[0].options[0].endswith(":gray[two questions]")


def test_a_name_like_no_other_is_answered_from_the_trusts_own_list(trust: Trust) -> None:
    app = dropped(("training.csv", GOOD.replace("Surgery", "Wd 7x", 1)))
    assert not any("Another" in radio.options for radio in app.radio)
    choice = next(one for one in app.selectbox if "Wd 7x means" in one.label)
    choice.set_value("Imaging").run()
    assert meanings(trust.register, "directorate") == {"Wd 7x": "Imaging"}


def test_another_opens_the_trusts_own_list(trust: Trust) -> None:
    app = dropped(("training.csv", WITH_A_NEW_NAME))
    app.radio[-1].set_value("Another").run()
    choice = next(one for one in app.selectbox if "Surgical Wards means" in one.label)
    assert choice.options == ["Imaging", "Surgery"]
    choice.set_value("Imaging").run()
    assert meanings(trust.register, "directorate") == {"Surgical Wards": "Imaging"}


def test_what_a_spreadsheet_holds_is_never_read_as_formatting(trust: Trust) -> None:
    app = dropped(("training.csv", WITH_A_NEW_NAME.replace("Surgical Wards", "![x](http://a.b/c)")))
    assert not any("](http" in one.value for one in app.markdown)
    assert "![x](http://a.b/c)" in words(app)


def test_a_file_that_is_no_spreadsheet_is_refused_in_calm_words(trust: Trust) -> None:
    app = dropped(("report.xlsx", b"%PDF-1.7 not a sheet"), ("training.csv", GOOD))
    assert not app.exception
    assert "report.xlsx is not a spreadsheet inside (it is a PDF). Nothing was read." in words(app)
    assert "One of two files can be published." in words(app)


def test_a_file_published_before_changes_nothing(trust: Trust) -> None:
    app = published(dropped(("training.csv", GOOD)), trust)
    button(app, "Upload more").click().run()
    assert "It changes nothing." in words(drop(app, ("again.csv", GOOD)))
    assert not any(one.label.startswith("Publish") for one in app.button)


def test_a_corrected_copy_takes_the_place_of_the_file_of_its_name(trust: Trust) -> None:
    app = dropped(("training.csv", WITH_A_BAD_DATE))
    drop(app, ("training.csv", GOOD))
    assert "The file can be published." in words(app)


def test_a_file_is_read_once_however_often_the_page_is_drawn(trust: Trust) -> None:
    app = dropped(("training.csv", GOOD))
    first = app.session_state["files_dropped"]["training.csv"].checked
    app.run()
    assert app.session_state["files_dropped"]["training.csv"].checked is first


def test_a_file_left_out_is_gone(trust: Trust) -> None:
    app = dropped(("training.csv", GOOD))
    button(app, "Leave this file out").click().run()
    assert "Drop this month's files here." in words(app)


def test_the_first_structure_goes_before_files_that_name_directorates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust = Trust(tmp_path / "empty")
    add_person(trust.register, "team", "Jo Marsh", "improvement team", ())
    monkeypatch.setenv("CULTURE_DATA", str(trust.folder))
    structure = "directorate,division\nSurgery,Hospital\nImaging,Hospital\n"
    app = published(dropped(("structure.csv", structure), ("training.csv", WITH_A_NEW_NAME)), trust)
    assert [upload["dataset"] for upload in uploads(trust.register)] == ["structure"]
    button(app, "Upload more").click().run()
    assert "One name to answer" in words(app)


def test_an_earlier_version_is_not_uploaded_to(trust: Trust) -> None:
    trust.holds("project_register", "project_id\nP1")
    trust.published()
    app = opened("upload", "team", version="1")
    assert "Return to today to upload." in words(app)
    assert not app.file_uploader
