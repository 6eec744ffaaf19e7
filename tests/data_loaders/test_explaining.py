"""Is a visitor asked about every heading, with what we are sure of filled in, and understood?"""

from __future__ import annotations

from dataclasses import replace

from data_loaders.explaining import (
    NOT_READ,
    NOT_SAID,
    NOT_SHOWN,
    READINGS,
    explained,
    first_guess,
    first_rows,
    gaps,
    headings_asked,
    reading_of,
)
from data_loaders.own_layouts import IN_TITLE, OwnLayout
from data_loaders.recognise import LAYOUTS
from tests.data_loaders.test_suggest import NAMES, REGISTER, sheet

GUESS = first_guess([REGISTER], NAMES, [])
READING = next(one for one in READINGS if one.layout.name == "register")
ASKED = headings_asked(GUESS, READING, NAMES)
GRID = sheet(
    ("Locality", "Replies", "Morale score", "q3f", "Staff engagement"),
    ("Emergency", 120.0, 6.1, 55.0, 6.6),
)
HEADCOUNT = sheet(
    ("Headcount as at 30 September 2026", "", ""),
    ("Area", "Staff group", "People"),
    ("Emergency", "Students", 12.0),
)


def test_the_kind_of_sheet_is_guessed() -> None:
    assert GUESS.reading == READING


def test_a_table_with_a_column_for_each_question_is_guessed() -> None:
    guess = first_guess([GRID], NAMES, [])
    assert guess.reading is not None
    assert guess.reading.title == "A survey table with a column for each question"


def test_every_heading_is_asked_about() -> None:
    assert [one.heading for one in ASKED] == [column[0] for column in REGISTER.columns]


def test_what_we_are_sure_of_is_filled_in_and_people_are_not_read() -> None:
    filled = {one.heading: one.filled_in for one in ASKED}
    assert filled["Kicked off"] == "Start date"
    assert filled["What"] == NOT_SAID
    assert filled["Mail"] == NOT_READ


def test_what_somebody_said_before_is_filled_in() -> None:
    own = OwnLayout("project_register", "register", {"What": "title", "QI No": "objective"})
    asked = headings_asked(replace(GUESS, own=own), READING, NAMES)
    assert [one.filled_in for one in asked[:2]] == ["Objective", "Title"]


def test_the_answers_make_an_own_layout() -> None:
    own = explained(READING, {one.heading: one.filled_in for one in ASKED}, {"title": ""})
    assert own.columns["Kicked off"] == "started_on"
    assert own.not_read == ("What", "Project lead", "Mail")
    assert own.constants == {}


def test_a_needed_column_that_no_heading_is_comes_with_what_it_may_be() -> None:
    own = explained(READING, {one.heading: one.filled_in for one in ASKED}, {})
    [gap] = gaps(own, GUESS, READING, ASKED, NAMES, "register.xlsx")
    assert gap.sentence == 'No heading says yet what the project is called. It may be "What".'
    assert not gap.may_be_constant


def test_a_day_in_the_title_is_offered_for_the_whole_file() -> None:
    guess = first_guess([HEADCOUNT], NAMES, [])
    assert guess.reading is not None
    asked = headings_asked(guess, guess.reading, NAMES)
    own = explained(guess.reading, {one.heading: one.filled_in for one in asked}, {})
    [gap] = gaps(own, guess, guess.reading, asked, NAMES, "headcount.xlsx")
    assert gap.answers == {"As the title says: 30 September 2026": IN_TITLE}


def test_the_first_rows_hold_nothing_personal() -> None:
    rows = first_rows(GUESS, ASKED)
    assert [number for number, _ in rows] == [1, 2, 3, 4]
    assert rows[1][1][-2:] == [NOT_SHOWN, NOT_SHOWN]
    assert rows[0][1][-2:] == ["Project lead", "Mail"]


def test_each_kind_of_table_can_be_found_again_from_an_own_layout() -> None:
    for reading in READINGS:
        measures = {"x": "E"} if reading.has_measures else {}
        own = OwnLayout(reading.layout.dataset, reading.layout.name, {}, measures)
        assert reading_of(own) == reading


def test_no_two_answers_are_the_same_words() -> None:
    for layout in LAYOUTS:
        words = [column.in_words for column in layout.columns]
        assert len(set(words)) == len(words)
