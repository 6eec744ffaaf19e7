"""Does Directorates and names tell what changed, and can a wrong answer be put right?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_loaders.pipeline import accept, check
from tests.given import Trust
from tests.opened import opened, words
from warehouse.at_work import work_of
from warehouse.register import add_person, answers, remember_meaning, uploads

STRUCTURE = """directorate | division | valid_from | valid_to | became
Elderly | Medicine | | 31/03/2023 | Older People
Older People | Medicine | 01/04/2023 | |
Theatres | Surgery | | 31/03/2024 | Operating
Wards | Surgery | | 31/03/2024 | Operating
Operating | Surgery | 01/04/2024 | |"""
TRAINING = (
    "session_date,course,staff_number,directorate,staff_group,band,status\n"
    "03/02/2026,Bronze,20001,COTE,A&C,5,Y\n04/02/2026,Bronze,20002,cote,A&C,5,Y\n"
)


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trust:
    trust = Trust(tmp_path / "data")
    add_person(trust.register, "team", "Jo Marsh", "improvement team", ())
    add_person(trust.register, "board", "Priya Nair", "board member", ())
    monkeypatch.setenv("CULTURE_DATA", str(trust.folder))
    return trust


@pytest.fixture
def answered(trust: Trust) -> Trust:
    """COTE was said to mean Operating, and a file was published so."""
    trust.holds("structure", STRUCTURE)
    remember_meaning(trust.register, "directorate", "COTE", "Operating", "Jo Marsh")
    checked = check(TRAINING.encode(), "training.csv", trust.folder, trust.register)
    accept(checked, trust.folder, trust.register, "Jo Marsh", hold_bad_rows=False)
    trust.published()
    return trust


def chosen(app: AppTest) -> AppTest:
    box = next(one for one in app.selectbox if one.label == "Change an answer")
    return box.set_value(0).run()


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label.startswith(label)).click().run()


def test_it_says_what_there_is_and_what_changed(trust: Trust) -> None:
    trust.holds("structure", STRUCTURE)
    said = words(opened("structure", "team"))
    assert "Two directorates in two divisions; the last change was in April 2024." in said
    assert "Theatres and Wards became Operating" in said
    assert "Operating begins anew." in said
    assert "Elderly became Older People" in said


def test_with_nothing_held_it_says_what_to_do(trust: Trust) -> None:
    said = words(opened("structure", "team"))
    assert "No structure is held yet." in said
    assert "None yet. Upload asks about each name it does not know" in said


def test_a_board_member_is_not_offered_the_page(answered: Trust) -> None:
    assert "COTE" not in words(opened("structure", "board"))


def test_an_answer_tells_who_gave_it_and_how_many_rows_were_read_so(answered: Trust) -> None:
    [table] = [t.value for t in opened("structure", "team").table if "Said by" in t.value.columns]
    [row] = table.to_numpy().tolist()
    assert row[:2] == [r"COTE \(directorate\)", "Operating"]
    assert row[2].startswith("Jo Marsh, ")
    assert row[3] == "2"


def test_a_wrong_answer_is_changed_and_the_files_read_so_are_named(answered: Trust) -> None:
    app = chosen(opened("structure", "team"))
    next(one for one in app.selectbox if one.label == "It means").set_value("Older People").run()
    said = words(press(app, "Save"))
    assert "Two rows of one file were read so: training.csv." in said
    assert [one["meaning"] for one in answers(answered.register)] == ["Older People"]


def test_an_answer_may_hold_until_a_day(answered: Trust) -> None:
    app = chosen(opened("structure", "team"))
    next(one for one in app.date_input if one.label == "Until").set_value(date(2024, 3, 31)).run()
    press(app, "Save")
    [answer] = answers(answered.register)
    assert (answer["meaning"], answer["valid_to"]) == ("Operating", date(2024, 3, 31))


def test_a_forgotten_answer_is_asked_about_again(answered: Trust) -> None:
    press(chosen(opened("structure", "team")), "Forget")
    checked = check(
        TRAINING.replace("2026", "2025").encode(), "t.csv", answered.folder, answered.register
    )
    assert [question.written for question in checked.questions] == ["COTE"]


def test_files_read_the_old_way_are_taken_back_in_one_action(answered: Trust) -> None:
    press(press(chosen(opened("structure", "team")), "Forget"), "Take back")
    work = work_of(answered.folder, "team", "publishing")
    assert work is not None
    assert work.finished.wait(60)
    states = {upload["file_name"]: upload["state"] for upload in uploads(answered.register)}
    assert states == {"structure.xlsx": "counts", "training.csv": "taken back"}
