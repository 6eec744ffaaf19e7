"""Are lists of objectives, events and case studies understood, and objectives known again?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.files import REGISTER, project

OBJECTIVES = ("objective", "valid_from", "valid_to", "description", "owner_role", "directorate")
EVENTS = ("began_on", "ended_on", "kind", "title", "directorate", "agreed_on", "agreed_by")
STUDIES = (
    "case_study_id", "title", "directorate", "published_on", "project_id", "staff_group",
    "summary", "link",
)  # fmt: skip


def objective(name: str, whose: str = "") -> list[str]:
    return [name, "01/04/2024", "", "", "Chief nurse", whose]


def event(kind: str = "programme", ended: str = "", whose: str = "ED") -> list[str]:
    return ["01/09/2026", ended, kind, "Bronze QI", whose, "01/06/2026", "Board"]


def study(number: str = "CS-1", summary: str = "", link: str = "") -> list[str]:
    return [number, "Shorter waits", "ED", "14/09/2026", "P1", "AHP", summary, link]


@pytest.mark.parametrize("whose", ["", "Trust", "Trust-wide", "Whole trust"])
def test_an_objective_of_nobody_is_the_whole_trusts(store: Store, whose: str) -> None:
    checked = store.check_rows(OBJECTIVES, objective("Safe care", whose))
    assert (checked.dataset, column(checked, "directorate")) == ("objective", [None])


def test_an_objective_of_a_directorate_takes_the_trusts_name_for_it(store: Store) -> None:
    checked = store.check_rows(OBJECTIVES, objective("Safe care", "A and E"))
    assert column(checked, "directorate") == ["Emergency"]


def test_an_objective_that_ends_before_it_begins_is_held(store: Store) -> None:
    row = objective("Safe care")
    row[2] = "31/03/2024"
    assert len(told(store.check_rows(OBJECTIVES, row), "ends_before_it_begins")) == 1


def test_a_register_that_lacks_a_column_is_no_list_of_objectives(store: Store) -> None:
    checked = store.check_rows(
        ("Ref", "Title", "Directorate", "Start date", "Objective"),
        ["P1", "Waits", "ED", "01/02/2026", "Safe care"],
    )
    assert (checked.outcome, checked.dataset) == ("refuse", None)


def listed(store: Store) -> None:
    store.accept(store.check_rows(OBJECTIVES, objective("Safe care every time")))


def register(store: Store, written: str) -> list[object]:
    return [(*REGISTER, "true_north"), [*project(), written]]


def test_a_register_writes_an_objective_as_the_list_does(store: Store) -> None:
    listed(store)
    checked = store.check_rows(*register(store, "SAFE CARE – EVERY TIME"))
    assert column(checked, "objective") == ["Safe care every time"]
    assert checked.problems == ()


def test_an_objective_on_no_list_is_told_and_its_row_does_not_wait(store: Store) -> None:
    listed(store)
    checked = store.check_rows(*register(store, "Safer care"))
    assert (column(checked, "objective"), checked.rows_held) == (["Safer care"], 0)
    assert told(checked, "objective_not_listed")[0].sentence == (
        '"Safer care" (1 row) is on no list of objectives. Kept as it is written. '
        "Was Safe care every time meant?"
    )


def test_a_remembered_objective_is_known_again(store: Store) -> None:
    listed(store)
    store.remember("objective", "Safer care", "Safe care every time")
    checked = store.check_rows(*register(store, "Safer care"))
    assert (column(checked, "objective"), checked.problems) == (["Safe care every time"], ())


def test_without_a_list_nothing_is_said_of_objectives(store: Store) -> None:
    assert store.check_rows(*register(store, "Safer care")).problems == ()


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Programme", "programme"),
        ("Cultural readiness", "readiness work"),
        ("Merger", "restructure"),
        ("Question reworded", "question change"),
        ("New director", "leadership change"),
    ],
)
def test_kinds_of_events(store: Store, written: str, kind: str) -> None:
    checked = store.check_rows(EVENTS, event(written))
    assert (checked.dataset, column(checked, "kind")) == ("event", [kind])


def test_a_kind_of_event_nobody_knows_is_asked_about(store: Store) -> None:
    assert len(told(store.check_rows(EVENTS, event("Party")), "code_not_known")) == 1


def test_an_event_keeps_when_and_by_whom_its_date_was_agreed(store: Store) -> None:
    checked = store.check_rows(EVENTS, event())
    assert column(checked, "agreed_on") == [date(2026, 6, 1)]
    assert column(checked, "agreed_by") == ["Board"]


def test_an_event_that_ends_before_it_begins_is_held(store: Store) -> None:
    assert store.check_rows(EVENTS, event(ended="31/08/2026")).rows_held == 1


def test_an_event_of_a_directorate_nobody_knows_is_asked_about(store: Store) -> None:
    checked = store.check_rows(EVENTS, event(whose="Dermatology"))
    assert [question.written for question in checked.questions] == ["Dermatology"]


def test_a_case_study_without_a_number_goes_by_its_title(store: Store) -> None:
    checked = store.check_rows(STUDIES, study(number=""))
    assert (checked.dataset, column(checked, "case_study_id")) == ("case_study", ["Shorter waits"])


def test_a_telephone_number_in_a_summary_holds_its_row_and_is_not_repeated(store: Store) -> None:
    checked = store.check_rows(STUDIES, study(summary="Ring me on 0191 496 0000"))
    assert told(checked, "personal_detail")[0].found is None
    assert "496" not in repr(checked)


def test_a_summary_is_short(store: Store) -> None:
    assert len(told(store.check_rows(STUDIES, study(summary="x" * 601)), "summary_too_long")) == 1


@pytest.mark.parametrize("link", ["javascript:alert(1)", "www.example.org", "https://", "see Jo"])
def test_what_is_no_web_address_is_held(store: Store, link: str) -> None:
    assert store.check_rows(STUDIES, study(link=link)).rows_held == 1


def test_a_web_address_is_kept(store: Store) -> None:
    checked = store.check_rows(STUDIES, study(link="https://qi.example/study-1"))
    assert column(checked, "link") == ["https://qi.example/study-1"]
