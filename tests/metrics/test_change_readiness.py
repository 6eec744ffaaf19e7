"""Is a survey about a change masked as a wave of its own, and compared with nothing?"""

from __future__ import annotations

from tests.metrics.measured import measured, the

ASKED = """
directorate | change             | respondents | commitment | efficacy
Surgery     | Care without paper | 61          | 3.42       | 2.98
Medicine    | Care without paper | 74          | 3.61       | 3.2
Estates     | Care without paper | 58          | 3.9        | 3.1
Imaging     | Care without paper | 8           | 3.9        | 3.6
Surgery     | New rota           | 40          | 4.1        | 3.9
"""


def test_eight_people_are_not_shown() -> None:
    shown = measured({"change_readiness": ASKED}).shown()
    assert the(shown, "change_commitment", directorate="Imaging")["status"] == "withheld"


def test_another_group_goes_with_the_eight() -> None:
    shown = measured({"change_readiness": ASKED}).shown()
    paper = shown.loc[
        shown["period"].str.endswith("paper") & (shown["indicator"] == "change_commitment")
    ]
    assert (paper["status"] == "withheld").sum() == 2


def test_another_change_has_a_mask_of_its_own() -> None:
    shown = measured({"change_readiness": ASKED}).shown()
    rota = shown.loc[shown["period"].str.endswith("New rota")]
    assert set(rota["status"]) == {"shown"}


def test_two_changes_are_never_compared() -> None:
    later = ASKED.replace("New rota", "Care without paper again")
    said = measured({"change_readiness": later}).judged()
    assert set(said["verdict"]) == {""}


def test_a_survey_that_fewer_than_eleven_answered_is_withheld_whole() -> None:
    text = "directorate | respondents | commitment | efficacy\n Surgery | 6 | 4 | 4\n Estates | 4 | 4 | 4"
    shown = measured({"change_readiness": text}).shown()
    assert set(shown["status"]) == {"withheld"}


def test_the_base_is_rounded_and_the_mean_has_two_decimals() -> None:
    row = the(
        measured({"change_readiness": ASKED}).shown(),
        "change_efficacy", directorate="Surgery", period="2026-09-28 New rota",
    )  # fmt: skip
    assert (row["n_in_words"], row["value"], row["lower"], row["upper"]) == (
        "about 40", 3.9, 3.65, 4.15,
    )  # fmt: skip


def test_no_sum_over_directorates_is_made() -> None:
    assert set(measured({"change_readiness": ASKED}).values["breakdown"]) == {"directorate"}
