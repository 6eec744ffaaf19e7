"""Can a visitor say how a strange file is to be read, and is the next one known?"""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from data_loaders.own_layouts import remembered
from tests.given import Trust
from tests.opened import opened, words
from tests.pages.test_upload import button, drop, dropped, trust

__all__ = ["trust"]  # the fixture

# Every needed column is found by its words and its cells but one, which the test gives.
HEADCOUNT = (
    "Area,Staff category,Number of people,Manager\nSurgery,A&C,{},Jo Orr\nImaging,A&C,7,Al Po\n"
)
NO_DAY = "No heading says yet on which day people were counted."
BEGIN = HEADCOUNT.format(4)


def said(app: AppTest, day: str) -> AppTest:
    """The page after the day was given for the whole file and the file was read so."""
    _day_box(app, day).set_value(day).run()
    _day_box(app, day)
    button(app, "Read the file so").click().run()
    assert not app.exception
    return app


def _day_box(app: AppTest, day: str) -> Selectbox[str]:
    box = next(one for one in app.selectbox if one.label.replace("\\", "").startswith(NO_DAY))
    box.options.append(day)  # a visitor can write into the box, the runner only choose
    return box


def test_a_file_that_nobody_knows_is_asked_about(trust: Trust) -> None:
    app = dropped(("staff.csv", BEGIN))
    said = words(app)
    assert "Say how to read it" in said
    assert button(app, "Read the file so").disabled


def test_what_is_not_read_in_is_told_once_everything_needed_is_chosen(trust: Trust) -> None:
    app = dropped(("staff.csv", BEGIN))
    assert "Not read in, not kept" not in words(app)
    _day_box(app, "30/09/2026").set_value("30/09/2026").run()
    assert "Not read in, not kept: Manager." in words(app)


def test_no_name_of_a_person_is_on_the_page(trust: Trust) -> None:
    app = dropped(("staff.csv", BEGIN))
    shown = "\n".join(str(one.value) for one in app.dataframe)
    assert "not shown" in shown
    assert "Jo Orr" not in shown + words(app)


def test_what_is_said_is_read_and_remembered(trust: Trust) -> None:
    app = said(dropped(("staff.csv", BEGIN)), "30/09/2026")
    assert "We read it as a headcount table, as Jo Marsh said on" in words(app)
    assert "Snapshot date is 30/09/2026 in every row" in words(app)
    [own] = remembered(trust.register)
    assert own.columns["Number of people"] == "headcount"


def test_the_next_file_is_asked_only_for_its_own_day(trust: Trust) -> None:
    said(dropped(("staff.csv", BEGIN)), "30/09/2026")
    app = dropped(("staff october.csv", HEADCOUNT.format(5)))
    assert "but no column says on which day people were counted." in words(app)
    assert "We read it as a headcount table" in words(said(app, "31/10/2026"))


def test_a_file_whose_title_says_the_day_needs_no_answer_next_month(trust: Trust) -> None:
    said(dropped(("staff 30 Sep 2026.csv", BEGIN)), "As the title says: 30 Sep 2026")
    app = dropped(("staff 31 Oct 2026.csv", HEADCOUNT.format(5)))
    assert "We read it as a headcount table, as Jo Marsh said on" in words(app)


def test_what_cannot_be_read_so_is_told_and_not_remembered(trust: Trust) -> None:
    app = said(dropped(("staff.csv", BEGIN)), "some time in autumn")
    assert "is not a date we can read" in words(app)
    assert remembered(trust.register) == []


def test_a_file_that_is_read_can_be_read_otherwise(trust: Trust) -> None:
    app = said(dropped(("staff.csv", BEGIN)), "30/09/2026")
    button(app, "Read it otherwise").click().run()
    assert "Say how to read it" in words(app)


def test_a_file_like_nothing_we_read_says_what_to_do(trust: Trust) -> None:
    app = dropped(("rota.csv", "Week,Early,Late\n1,AB,CD\n2,CD,EF\n"))
    assert "Choose what it is. If it is none of these, leave the file out." in words(app)


def test_of_several_strange_files_each_is_asked_for_its_own_day(trust: Trust) -> None:
    app = drop(opened("upload", "team"), ("a.csv", BEGIN), ("b.csv", HEADCOUNT.format(9)))
    assert "One of two files can be published." in words(said(app, "30/09/2026"))


def test_what_the_trust_explained_is_listed_and_can_be_forgotten(trust: Trust) -> None:
    said(dropped(("staff.csv", BEGIN)), "30/09/2026")
    app = opened("upload", "team")
    assert "A headcount table, as Jo Marsh said on" in words(app).replace("*", "")
    button(app, "Forget").click().run()
    assert remembered(trust.register) == []


@pytest.mark.parametrize("name", ["Area", "Staff category", "Number of people"])
def test_headings_we_are_sure_of_are_filled_in(trust: Trust, name: str) -> None:
    app = dropped(("staff.csv", BEGIN))
    table = next(one.value for one in app.dataframe if "Your heading" in one.value)
    assert table.set_index("Your heading").loc[name, "We should read it as"] != "Choose"
