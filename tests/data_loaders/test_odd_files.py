"""Does each of twelve odd sources load after at most one mapping, and next month without a word?"""

from __future__ import annotations

import pytest

from data_loaders.pipeline import Checked, say
from tests.data_loaders.conftest import Store, column, told
from tests.data_loaders.odd_files import ODD_SOURCES, OddSource

each_source = pytest.mark.parametrize("source", ODD_SOURCES, ids=lambda source: source.name)


def read(store: Store, source: OddSource, month: int) -> Checked:
    return store.check(source.of_month(month), source.file_name)


def explained(store: Store, source: OddSource) -> Checked:
    """The first month, with its one mapping, before any answer."""
    if source.mapping is None:
        return read(store, source, 1)
    return say(
        source.of_month(1), source.file_name, store.folder, store.register, source.mapping, "Jo"
    )


def answered(store: Store, source: OddSource) -> None:
    for (kind, written), meaning in source.answers.items():
        store.remember(kind, written, meaning)


def test_there_are_twelve() -> None:
    assert len({source.name for source in ODD_SOURCES}) == 12


@each_source
def test_a_mapping_is_asked_for_only_where_the_headings_are_nobodys(
    store: Store, source: OddSource
) -> None:
    assert (read(store, source, 1).outcome == "refuse") is (source.mapping is not None)


@each_source
def test_what_nobody_knows_is_asked_about_and_nothing_else(store: Store, source: OddSource) -> None:
    checked = explained(store, source)
    asked = {(question.kind, question.written) for question in checked.questions}
    assert asked == set(source.answers)


@each_source
def test_every_row_loads_after_mapping_and_answers(store: Store, source: OddSource) -> None:
    explained(store, source)
    answered(store, source)
    checked = read(store, source, 1)
    assert (checked.rows_ready, checked.rows_held) == (source.rows, 0)
    assert checked.rows_left_out == source.left


@each_source
def test_the_second_month_needs_neither(store: Store, source: OddSource) -> None:
    explained(store, source)
    answered(store, source)
    store.accept(read(store, source, 1))
    checked = read(store, source, 2)
    assert (checked.rows_ready, checked.rows_held, checked.questions) == (source.rows, 0, ())


@each_source
def test_no_colleagues_name_is_kept_or_repeated(store: Store, source: OddSource) -> None:
    checked = explained(store, source)
    said = repr(checked.problems) + repr(checked.questions) + str(checked.rows)
    assert "Other" not in said
    assert "@" not in said


def test_a_quarter_is_taken_for_its_first_day_and_said(store: Store) -> None:
    [source] = [source for source in ODD_SOURCES if source.name == "a quarter of sessions"]
    checked = explained(store, source)
    assert told(checked, "taken_for")[0].sentence == (
        '"Q1 25/26" (2 rows) is taken for the first day of the quarter, 1 April 2025.'
    )
    answered(store, source)
    assert {str(day) for day in column(read(store, source, 1), "held_on")} == {"2025-04-01"}
