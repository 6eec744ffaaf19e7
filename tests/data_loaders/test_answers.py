"""Is it known who said what a name means, and which rows were read so?"""

from __future__ import annotations

from data_loaders.answers import answers, may_mean
from data_loaders.reconcile import LEFT_EMPTY
from tests.data_loaders.conftest import Store
from tests.data_loaders.files import PERSON, REGISTER, person, project
from warehouse.register import set_upload_state


def test_an_answer_counts_the_rows_of_files_that_were_read_with_it(store: Store) -> None:
    store.remember("directorate", "COTE", "Acute Medicine")
    store.accept(
        store.check_rows(
            PERSON, person(directorate="Cote"), person(directorate="COTE ", staff_number="2")
        )
    )
    [answer] = answers(store.register)
    assert (answer.written, answer.rows, len(answer.uses)) == ("COTE", 2, 1)


def test_rows_that_were_read_without_it_do_not_count(store: Store) -> None:
    store.remember("directorate", "COTE", "Acute Medicine")
    store.accept(store.check_rows(PERSON, person(directorate="Acute Medicine")))
    assert answers(store.register)[0].uses == ()


def test_a_file_taken_back_does_not_count(store: Store) -> None:
    store.remember("directorate", "COTE", "Acute Medicine")
    upload = store.accept(store.check_rows(PERSON, person(directorate="COTE")))
    set_upload_state(store.register, upload, "taken back", "Jo Marsh")
    assert answers(store.register)[0].uses == ()


def test_a_word_for_a_status_counts_its_rows_too(store: Store) -> None:
    store.remember("project_register.status", "RAG amber", "paused")
    store.accept(store.check_rows(REGISTER, project(status="RAG amber")))
    assert [(one.kind, one.rows) for one in answers(store.register)] == [
        ("project_register.status", 1)
    ]


def test_a_name_may_mean_each_of_the_trusts_own(store: Store) -> None:
    assert may_mean("directorate", store.folder, store.register) == [
        "Acute Medicine", "Emergency", "General Surgery", "Theatres and Critical Care",
    ]  # fmt: skip


def test_a_word_may_mean_each_choice_of_its_column_or_nothing(store: Store) -> None:
    offered = may_mean("project_register.involvement", store.folder, store.register)
    assert offered == ["none", "informed", "consulted", "co-designed", "co-led", LEFT_EMPTY]
