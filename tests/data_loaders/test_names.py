"""Is a name known, explained, or asked about, and never guessed?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data_loaders.names import bare_name, trust_names
from data_loaders.reconcile import MOST_ASKED
from data_loaders.staff_groups import STAFF_GROUPS
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import PERSON, REGISTER, person, project, xlsx
from warehouse.register import remember_meaning


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


def test_spellings_that_differ_in_case_alone_are_one_question(store: Store) -> None:
    checked = store.check_rows(
        PERSON, person(directorate="COTE"), person(directorate="Cote ", staff_number="2")
    )
    assert [(question.written, question.rows) for question in checked.questions] == [("COTE", 2)]


def test_hundreds_of_strange_names_are_a_wrong_column_and_not_asked_one_by_one(
    store: Store,
) -> None:
    rows = [person(directorate=f"Desk {n}", staff_number=str(n)) for n in range(MOST_ASKED + 1)]
    checked = store.check_rows(PERSON, *rows, person())
    assert (checked.questions, checked.rows_ready, checked.rows_held) == ((), 1, MOST_ASKED + 1)
    assert told(checked, "name_unknown")[0].sentence.startswith("251 different entries here")


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


DATED = [
    ("directorate", "division", "valid_from", "valid_to", "became"),
    ("Diagnostics", "Support", None, "31/03/2024", "Imaging; Pathology"),
    ("Imaging", "Support", "01/04/2024", None, None),
    ("Pathology", "Support", "01/04/2024", None, None),
    ("Theatres", "Surgery", None, "31/03/2024", "Operating"),
    ("Operating", "Surgery", "01/04/2024", None, None),
]


@pytest.fixture
def restructured(empty_store: Store) -> Store:
    """A store whose Diagnostics was split, and whose Theatres got another name."""
    empty_store.accept(empty_store.check(xlsx(DATED), "structure.xlsx"))
    return empty_store


def of_day(day: str, directorate: str, number: str = "1") -> list[Any]:
    return person(session_date=day, directorate=directorate, staff_number=number)


def test_a_name_that_was_split_is_itself_before_the_split(restructured: Store) -> None:
    checked = restructured.check_rows(PERSON, of_day("31/03/2024", "Diagnostics"))
    assert column(checked, "directorate") == ["Diagnostics"]


def test_a_name_that_was_split_is_asked_about_after_it(restructured: Store) -> None:
    checked = restructured.check_rows(
        PERSON, of_day("31/03/2024", "Diagnostics"), of_day("01/04/2024", "Diagnostics", "2")
    )
    [question] = checked.questions
    assert (question.rows, question.suggestions) == (1, ("Imaging", "Pathology"))
    assert question.sentence == (
        '"Diagnostics" (1 row) was split before 1 April 2024. Which is it since: '
        "Imaging or Pathology?"
    )
    assert checked.rows_ready == 1


def test_an_answer_about_a_split_leaves_what_was_before_alone(restructured: Store) -> None:
    remember_meaning(
        restructured.register, "directorate", "Diagnostics", "Imaging", "Jo", date(2024, 4, 1)
    )
    checked = restructured.check_rows(
        PERSON, of_day("31/03/2024", "Diagnostics"), of_day("01/04/2024", "Diagnostics", "2")
    )
    assert column(checked, "directorate") == ["Diagnostics", "Imaging"]


def test_a_name_may_mean_something_else_until_a_day(store: Store) -> None:
    remember_meaning(
        store.register,
        "directorate",
        "Emergency",
        "Acute Medicine",
        "Jo",
        valid_to=date(2022, 12, 31),
    )
    checked = store.check_rows(
        PERSON, of_day("31/12/2022", "Emergency"), of_day("01/01/2023", "emergency", "2")
    )
    assert column(checked, "directorate") == ["Acute Medicine", "Emergency"]


def test_a_name_that_held_until_a_day_is_asked_about_after_it(store: Store) -> None:
    remember_meaning(
        store.register, "directorate", "Wards", "Emergency", "Jo", valid_to=date(2022, 12, 31)
    )
    checked = store.check_rows(PERSON, of_day("01/01/2023", "Wards"))
    assert [question.written for question in checked.questions] == ["Wards"]


def test_a_register_is_read_with_the_names_of_its_own_day(store: Store) -> None:
    remember_meaning(
        store.register, "directorate", "Wards", "Emergency", "Jo", valid_to=date(2022, 12, 31)
    )
    title = [("Register as at 30 November 2022",)]
    rows = [*title, REGISTER, project(directorate="Wards / ED", start_date=date(2021, 1, 5))]
    assert column(store.check_rows(*rows), "directorate") == ["Emergency"]


def test_a_survey_is_read_with_the_names_of_its_year(restructured: Store) -> None:
    heads = ("survey_year", "directorate", "question", "respondents", "score")
    checked = restructured.check_rows(
        heads, (2023, "Diagnostics", "E", 100, 6.5), (2024, "Diagnostics", "E", 100, 6.5)
    )
    assert [question.rows for question in checked.questions] == [1]
    assert checked.rows_ready == 1


def test_a_name_with_a_question_mark_is_not_taken_for_the_name(store: Store) -> None:
    checked = store.check_rows(PERSON, person(directorate="Emergency?"))
    assert checked.questions[0].suggestions[0] == "Emergency"


def test_a_directorate_that_was_merged_away_is_still_known(empty_store: Store) -> None:
    structure = [
        ("directorate", "division", "valid_to", "became"),
        ("Theatres", "Surgery", "31/03/2024", "Theatres and Critical Care"),
    ]
    empty_store.accept(empty_store.check(xlsx(structure)))
    known = trust_names(empty_store.folder, empty_store.register)["directorate"]
    assert known.meant("theatres & critical care") == "Theatres and Critical Care"
