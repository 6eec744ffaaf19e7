"""Are change-readiness results understood, and single people's answers refused?"""

from __future__ import annotations

import pytest

from tests.data_loaders.conftest import Store, column

HEADINGS = ("change", "survey_date", "directorate", "respondents", "commitment", "efficacy")


def test_a_survey_about_a_change_is_a_period_of_its_own(store: Store) -> None:
    checked = store.check_rows(HEADINGS, ["Care without paper", "28/09/2026", "ED", 40, 3.9, 3.4])
    assert column(checked, "period") == ["2026-09-28 Care without paper"]


@pytest.mark.parametrize("mean", [0.9, 5.1, 46.8])
def test_a_mean_outside_one_to_five_is_held(store: Store, mean: float) -> None:
    checked = store.check_rows(HEADINGS, ["Care without paper", "28/09/2026", "ED", 40, mean, 3.4])
    assert [problem.code for problem in checked.problems] == ["number_out_of_range"]


def test_one_persons_answers_are_held(store: Store) -> None:
    checked = store.check_rows(HEADINGS, ["Care without paper", "28/09/2026", "ED", 1, 4, 3])
    assert [problem.code for problem in checked.problems] == ["respondent_level"]


def test_a_withheld_mean_is_kept_as_withheld(store: Store) -> None:
    checked = store.check_rows(HEADINGS, ["Care without paper", "28/09/2026", "ED", 8, "*", "*"])
    assert (checked.rows_ready, column(checked, "commitment")) == (1, [None])
