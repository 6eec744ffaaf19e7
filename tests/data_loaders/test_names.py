"""Is a name known, explained, or asked about, and never guessed?"""

from __future__ import annotations

import pytest

from data_loaders.names import bare_name, trust_names
from data_loaders.staff_groups import STAFF_GROUPS
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import PERSON, REGISTER, person, project, xlsx


@pytest.mark.parametrize(
    "written", ["Emergency", " emergency ", "EMERGENCY", "A & E", "A and E", "ED"]
)
def test_known_spellings_need_no_question(store: Store, written: str) -> None:
    checked = store.check_rows(PERSON, person(directorate=written))
    assert column(checked, "directorate") == ["Emergency"]


def test_an_unknown_directorate_is_asked_about_and_its_rows_wait(store: Store) -> None:
    checked = store.check_rows(PERSON, person(), person(directorate="Hotel Services"))
    [question] = checked.questions
    assert (question.kind, question.written, question.rows) == ("directorate", "Hotel Services", 1)
    assert (checked.outcome, checked.rows_ready, checked.rows_held) == ("hold", 1, 1)


def test_the_question_is_put_in_plain_words(store: Store) -> None:
    checked = store.check_rows(PERSON, person(directorate="Hotel Services"))
    assert told(checked, "name_unknown")[0].message == (
        'Row 2, "directorate": "Hotel Services" (1 row) is not on your list. '
        "Which directorate is it? The rows wait for your answer."
    )


def test_a_name_close_to_known_ones_is_suggested_and_not_taken(store: Store) -> None:
    checked = store.check_rows(PERSON, person(directorate="Surg & Anaes"))
    assert "General Surgery" in checked.questions[0].suggestions
    assert checked.rows_ready == 0


def test_an_answer_is_remembered(store: Store) -> None:
    store.remember("directorate", "COTE", "Acute Medicine")
    checked = store.check_rows(PERSON, person(directorate="cote"))
    assert column(checked, "directorate") == ["Acute Medicine"]


def test_an_answer_counts_for_more_than_a_spelling(store: Store) -> None:
    store.remember("directorate", "ED", "Acute Medicine")
    checked = store.check_rows(PERSON, person(directorate="ED"))
    assert column(checked, "directorate") == ["Acute Medicine"]


def test_an_empty_store_takes_names_in_as_new_and_says_so_once(empty_store: Store) -> None:
    checked = empty_store.check_rows(
        PERSON, person(directorate="Stores"), person(directorate=" stores", staff_number="2")
    )
    assert column(checked, "directorate") == ["Stores", "Stores"]
    assert len(told(checked, "names_taken_as_new")) == 1


def test_names_of_several_columns_taken_as_new_are_told_once(empty_store: Store) -> None:
    checked = empty_store.check_rows(
        (*REGISTER, "other_directorates"), [*project(directorate="Stores / Kitchen"), "Laundry"]
    )
    [problem] = told(checked, "names_taken_as_new")
    assert "taken as they are: Kitchen, Laundry, Stores." in problem.message


def test_directorates_of_earlier_uploads_are_known(empty_store: Store) -> None:
    empty_store.accept(empty_store.check_rows(PERSON, person(directorate="Stores")))
    checked = empty_store.check_rows(
        PERSON, person(directorate="STORES", staff_number="3"), person(directorate="Kitchen")
    )
    assert (checked.rows_ready, checked.questions[0].written) == (1, "Kitchen")


def test_two_directorates_in_a_cell_are_a_lead_and_others(store: Store) -> None:
    checked = store.check_rows(REGISTER, project(directorate="ED / Acute Medicine"))
    assert column(checked, "directorate") == ["Emergency"]
    assert column(checked, "other_directorates") == ["Acute Medicine"]


def test_an_unknown_one_of_two_directorates_is_asked_about(store: Store) -> None:
    checked = store.check_rows(REGISTER, project(directorate="Emergency / Stores"))
    assert [question.written for question in checked.questions] == ["Stores"]
    assert checked.rows_held == 1


def test_training_has_one_directorate_a_row(store: Store) -> None:
    checked = store.check_rows(PERSON, person(directorate="Emergency / Acute Medicine"))
    assert checked.questions[0].written == "Emergency / Acute Medicine"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("A&C", "Administrative and Clerical"),
        ("Add Prof Scientific and Technic", "Additional Professional Scientific and Technical"),
        ("AHP", "Allied Health Professionals"),
        ("Nursing & Midwifery", "Nursing and Midwifery Registered"),
    ],
)
def test_staff_groups_are_known_by_their_short_names(store: Store, written: str, name: str) -> None:
    assert column(store.check_rows(PERSON, person(staff_group=written)), "staff_group") == [name]


def test_an_unknown_staff_group_is_asked_about(store: Store) -> None:
    checked = store.check_rows(PERSON, person(staff_group="Chaplaincy"))
    assert checked.questions[0].kind == "staff_group"


def test_no_short_name_stands_for_two_staff_groups() -> None:
    meanings = {
        (bare_name(spelling), name)
        for name, short in STAFF_GROUPS.items()
        for spelling in (name, *short)
    }
    assert len(meanings) == len({spelling for spelling, _ in meanings})


def test_a_course_keeps_the_spelling_it_came_with_first(store: Store) -> None:
    store.accept(store.check_rows(PERSON, person(course="QI Bronze")))
    checked = store.check_rows(PERSON, person(course="qi bronze ", staff_number="9"))
    assert column(checked, "course") == ["QI Bronze"]


def test_a_personal_detail_in_a_name_column_is_not_repeated(store: Store) -> None:
    checked = store.check_rows(PERSON, person(directorate="jo@example.org"))
    assert "jo@example.org" not in repr(checked.problems) + repr(checked.questions)
    assert checked.rows_held == 1


def test_a_directorate_that_was_merged_away_is_still_known(empty_store: Store) -> None:
    structure = [
        ("directorate", "division", "valid_to", "became"),
        ("Theatres", "Surgery", "31/03/2024", "Theatres and Critical Care"),
    ]
    empty_store.accept(empty_store.check(xlsx(structure)))
    known = trust_names(empty_store.folder, empty_store.register)["directorate"]
    assert known.meant("theatres & critical care") == "Theatres and Critical Care"
