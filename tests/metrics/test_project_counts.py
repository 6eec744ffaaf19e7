"""Do counts of projects become the right sentence, with no claim over another verdict?"""

from dataclasses import replace

import pytest
from pandas import DataFrame

from metrics.completeness import Share
from metrics.finding import Finding, subject
from metrics.project_counts import ProjectCounts, counts_of, headline, unknown_in_words

STARTED = Finding(
    subject("projects_started"), "Trust", "2026-10", "shown", 12.0, None, None, "", "", None,
    "improved", "", None, "", None, 0, "", "",
)  # fmt: skip


def counts(*rows: tuple[str, str, str, int, int], directorate: str = "") -> ProjectCounts:
    columns = ["counted", "directorate", "answer", "projects", "known"]
    return counts_of(DataFrame(rows, columns=columns), directorate)


SOME = counts(
    ("stage", "", "testing", 3, 3), ("stage", "", "stopped", 1, 1), ("objective", "", "", 3, 3)
)  # fmt: skip


def test_stages_stand_in_their_order_with_noughts() -> None:
    assert list(SOME.stages.items()) == [
        ("idea", 0), ("testing", 3), ("improvement", 0), ("sustained", 0),
    ]  # fmt: skip


def test_paused_completed_and_stopped_stand_beside() -> None:
    assert SOME.beside == {"paused": 0, "completed": 0, "stopped": 1}


def test_an_area_counts_its_own_rows_only() -> None:
    rows = (("stage", "", "idea", 5, 5), ("stage", "Surgery", "idea", 2, 2))
    assert counts(*rows, directorate="Surgery").stages["idea"] == 2


def test_a_project_without_a_source_is_unknown_not_left_out() -> None:
    found = counts(("source", "", "frontline", 2, 2), ("source", "", "", 3, 3))
    assert found.source_known == Share(2, 5)


def test_a_feature_keeps_of_how_many_the_log_tells() -> None:
    found = counts(("practice", "", "is_predicted", 2, 7))
    assert found.practice == {"is_predicted": Share(2, 7)}


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("improved", "More projects are being started than usual; 3 are live"),
        ("worse", "Fewer projects are being started than usual; 3 are live"),
        ("no clear change", "Projects are being started at the usual pace; 3 are live"),
        ("cannot say", "4 projects are on the register; 3 are live. There are too few months"),
        ("", "4 projects are on the register; 3 are live. There are too few months"),
    ],
)
def test_the_pace_is_told_under_its_own_verdict_only(verdict: str, said: str) -> None:
    assert headline(SOME, replace(STARTED, verdict=verdict)).startswith(said)  # type: ignore[arg-type]


def test_one_project_is_one() -> None:
    one = counts(("stage", "", "idea", 1, 1), ("objective", "", "", 1, 1))
    assert headline(one, None).startswith("One project is on the register; 1 is live.")


def test_an_area_without_projects_says_so() -> None:
    assert headline(counts(), None) == "No project is on the register."


def test_features_are_told_out_of_five() -> None:
    assert subject("pdsa_practice").with_unit(3.12) == "3.1 of 5"


def test_leads_whose_staff_group_nobody_gave_are_told() -> None:
    found = counts(("lead", "", "known", 37, 37), ("lead", "", "", 3, 3))
    assert unknown_in_words(found.lead_known, "Staff group") == "Staff group not known: 3 of 40."


def test_that_all_is_known_is_told_too() -> None:
    found = counts(("lead", "", "known", 40, 40))
    assert unknown_in_words(found.lead_known, "Staff group") == "Staff group not known: 0 of 40."
