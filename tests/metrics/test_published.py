"""Is what may be shown shown in its form, and is everything else, and all that rests on it, withheld?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from pandas import DataFrame

from metrics.intervals import mean_of_scores, wilson
from metrics.profiles import profiles
from metrics.published import NOT_SHOWN
from tests.metrics.measured import Measured, measured, the

STRUCTURE = """
    directorate | division
    Chaplaincy  | Hospital
    Surgery     | Hospital
    Medicine    | Hospital
    Pathology   | Hospital
"""


def wave(measures: str = "E", period: str = "2025", **respondents: int) -> str:
    """One line of each measure for each directorate, all with the score 6.5."""
    lines = [
        f"{directorate} | {measure} | {period} | {count} | 6.5"
        for measure in measures.split()
        for directorate, count in respondents.items()
    ]
    return "directorate | measure | period | respondents | value\n" + "\n".join(lines)


def survey(text: str) -> Measured:
    return measured({"staff_survey": text, "structure": STRUCTURE})


def withheld(
    rows: DataFrame, indicator: str = "engagement", breakdown: str = "directorate"
) -> set[str]:
    chosen = rows.loc[
        (rows["indicator"] == indicator)
        & (rows["breakdown"] == breakdown)
        & (rows["status"] == "withheld")
    ]
    return set(chosen["directorate"])


# --- who is shown ---------------------------------------------------------------------------


def test_a_directorate_of_ten_is_not_shown_and_takes_a_complement_with_it() -> None:
    rows = survey(wave(Chaplaincy=10, Surgery=300, Medicine=250, Pathology=40)).shown()
    assert withheld(rows) == {"Chaplaincy", "Pathology"}


def test_a_directorate_of_eleven_is_shown() -> None:
    rows = survey(wave(Chaplaincy=11, Surgery=300, Medicine=250, Pathology=40)).shown()
    assert withheld(rows) == set()


def test_a_withheld_value_leaves_nothing_behind() -> None:
    rows = survey(wave(Chaplaincy=10, Surgery=300, Medicine=250, Pathology=40)).judged()
    row = the(rows, "engagement", directorate="Chaplaincy")
    numbers = ("value", "lower", "upper", "n", "change", "change_lower", "change_upper")
    assert all(math.isnan(float(str(row[number]))) for number in numbers)
    assert (row["n_in_words"], row["against_trust"], row["verdict"]) == ("", "", "")
    assert row["reason"] == NOT_SHOWN


def test_one_mask_serves_all_measures_of_a_wave() -> None:
    # Ten answered the raising-concerns questions, twelve the engagement questions.
    text = wave("E", Chaplaincy=12, Surgery=300, Medicine=250, Pathology=40)
    text += "\n" + "\n".join(
        f"{name} | PP3_2 | 2025 | {count} | 6.5"
        for name, count in (
            ("Chaplaincy", 10),
            ("Surgery", 298),
            ("Medicine", 250),
            ("Pathology", 40),
        )
    )
    rows = survey(text).shown()
    assert (
        withheld(rows, "engagement")
        == withheld(rows, "raising_concerns")
        == {"Chaplaincy", "Pathology"}
    )


def test_a_cell_that_the_file_withheld_is_withheld_for_every_measure() -> None:
    text = """
    directorate | measure | respondents | value | is_suppressed
    Chaplaincy  | E       |             |       | yes
    Chaplaincy  | PP3_2   | 30          | 6.5   | no
    Surgery     | E       | 300         | 6.5   | no
    Surgery     | PP3_2   | 300         | 6.5   | no
    Medicine    | E       | 250         | 6.5   | no
    Medicine    | PP3_2   | 250         | 6.5   | no
    """
    assert "Chaplaincy" in withheld(survey(text).shown(), "raising_concerns")


def test_a_response_rate_of_a_directorate_without_scores_is_withheld() -> None:
    text = """
    directorate | measure       | value_kind | respondents | eligible | value
    Surgery     | E             | score      | 300         |          | 6.5
    Medicine    | E             | score      | 250         |          | 6.5
    Surgery     | response_rate | rate       | 300         | 500      |
    Chaplaincy  | response_rate | rate       | 8           | 20       |
    """
    rows = survey(text).shown()
    assert withheld(rows, "response_rate") == {"Chaplaincy"}


def test_the_trust_is_shown_whatever_its_parts() -> None:
    rows = survey(wave(Chaplaincy=10, Surgery=300)).shown()
    assert the(rows, "engagement", breakdown="trust")["status"] == "shown"


def test_a_characteristic_of_ten_people_is_not_shown() -> None:
    text = """
    characteristic | characteristic_group    | measure | respondents | value
    Ethnicity      | White                   | E       | 300         | 6.9
    Ethnicity      | All other ethnic groups | E       | 10          | 6.1
    """
    assert the(survey(text).shown(), "engagement_gap")["status"] == "withheld"


# --- in what form ---------------------------------------------------------------------------

FORMS = """
    directorate | measure | value_kind | respondents | value
    Surgery     | E       | score      | 302         | 6.6789
    Surgery     | q3f     | percent    | 302         | 55.4321
    Medicine    | E       | score      | 258         | 6.1
    Medicine    | q3f     | percent    | 258         | 40
                | E       | score      | 560         | 6.4123
                | q3f     | percent    | 560         | 48.3219
"""


def test_a_directorates_base_is_shown_to_the_nearest_five() -> None:
    row = the(survey(FORMS).shown(), "engagement", directorate="Surgery")
    assert (row["n"], row["n_in_words"]) == (300, "about 300")


def test_the_trusts_base_is_exact() -> None:
    row = the(survey(FORMS).shown(), "engagement", breakdown="trust")
    assert (row["n"], row["n_in_words"]) == (560, "560")


def test_a_directorates_score_has_two_decimals() -> None:
    assert the(survey(FORMS).shown(), "engagement", directorate="Surgery")["value"] == 6.68


def test_a_directorates_share_is_in_whole_per_cent() -> None:
    assert the(survey(FORMS).shown(), "able_to_improve", directorate="Surgery")["value"] == 55


def test_the_trusts_share_has_one_decimal() -> None:
    assert the(survey(FORMS).shown(), "able_to_improve", breakdown="trust")["value"] == 48.3


def test_a_scores_interval_rests_on_the_rounded_base() -> None:
    row = the(survey(FORMS).shown(), "engagement", directorate="Surgery")
    low, high = mean_of_scores(np.array([6.68]), np.array([300.0]), 2.0)
    assert (row["lower"], row["upper"]) == (round(low[0], 2), round(high[0], 2))


def test_a_shares_interval_rests_on_the_rounded_share_and_base() -> None:
    row = the(survey(FORMS).shown(), "able_to_improve", directorate="Surgery")
    low, high = wilson(np.array([165.0]), np.array([300.0]))
    assert (row["lower"], row["upper"]) == (round(100 * low[0]), round(100 * high[0]))


@pytest.mark.parametrize(
    ("respondents", "percent", "seen"),
    [(19, 100, 95), (19, 0, 5), (18, 96, 95), (20, 100, 100), (20, 0, 0), (12, 60, 60)],
)
def test_nobody_and_everybody_are_never_said_of_fewer_than_twenty(
    respondents: int, percent: int, seen: int
) -> None:
    text = f"""
    directorate | measure | value_kind | respondents | value
    Surgery     | q3f     | percent    | {respondents} | {percent}
    Medicine    | q3f     | percent    | 250         | 50
    """
    assert the(survey(text).shown(), "able_to_improve", directorate="Surgery")["value"] == seen


def test_a_gaps_base_is_not_called_about() -> None:
    text = """
    characteristic | characteristic_group    | measure | respondents | value
    Ethnicity      | White                   | E       | 300         | 6.9
    Ethnicity      | All other ethnic groups | E       | 137         | 6.1
    """
    row = the(survey(text).shown(), "engagement_gap")
    assert (row["value"], row["n_in_words"]) == (0.8, "137")


def test_a_rate_on_fewer_than_twenty_staff_is_too_few_and_not_withheld() -> None:
    rows = measured(
        {
            "training_attendance": "staff_key\n a",
            "workforce": "headcount\n 19",
        }
    ).judged()
    row = the(rows, "qi_training_coverage", breakdown="trust")
    assert (row["status"], row["reason"]) == ("insufficient", "too few to give a rate.")


# --- nothing derived from what is withheld --------------------------------------------------

TWO_WAVES = (
    wave(period="2024", Chaplaincy=10, Surgery=300, Medicine=250, Pathology=40)
    + "\n"
    + wave(period="2025", Chaplaincy=60, Surgery=300, Medicine=250, Pathology=40).split("\n", 1)[1]
)


def test_a_value_withheld_last_year_gives_no_change_this_year() -> None:
    row = the(survey(TWO_WAVES).judged(), "engagement", directorate="Chaplaincy", period="2025")
    assert math.isnan(float(str(row["change"])))
    assert (row["verdict"], row["reason"]) == ("cannot say", "the year before is not shown.")


def test_a_withheld_value_is_not_said_to_lie_above_or_below_the_trust() -> None:
    text = wave(Chaplaincy=10, Surgery=300, Medicine=250, Pathology=40).replace(
        "10 | 6.5", "10 | 9.9"
    )
    row = the(survey(text).judged(), "engagement", directorate="Chaplaincy")
    assert row["against_trust"] == ""


def test_a_withheld_unit_has_no_composite() -> None:
    safe = survey(wave(Chaplaincy=10, Surgery=300, Medicine=250, Pathology=40)).shown()
    rows = profiles(safe).rows
    of_unit = rows.loc[rows["directorate"] == "Chaplaincy"]
    assert set(of_unit["status"]) == {"withheld"}
    assert of_unit[["value", "lower", "upper", "change"]].isna().all(axis=None)


def test_a_withheld_unit_has_no_parts_of_a_composite() -> None:
    safe = survey(wave(Chaplaincy=10, Surgery=300, Medicine=250, Pathology=40)).shown()
    assert "Chaplaincy" not in set(profiles(safe).parts["directorate"])


@pytest.mark.parametrize(("asked", "status"), [(1000, "shown"), (1020, "insufficient")])
def test_a_unit_of_which_under_30_per_cent_answered_has_no_index(asked: int, status: str) -> None:
    scores = "".join(
        f"Surgery | {measure} | score | 6.5 | 300 |\n"
        for measure in ("E", "PP1_3", "PP1_4", "PP3_2", "PP1_2", "q3e", "q5b", "q3b")
    )
    rate = f"Surgery | response_rate | rate | | 300 | {asked}\n"
    heads = "directorate | measure | value_kind | value | respondents | eligible\n"
    rows = profiles(measured({"staff_survey": heads + scores + rate}).shown()).rows
    pillar = the(rows, "three_e.empowerment", directorate="Surgery")
    assert pillar["status"] == status


def test_too_low_a_response_rate_is_given_as_the_reason() -> None:
    heads = "directorate | measure | value_kind | value | respondents | eligible\n"
    lines = "Surgery | E | score | 6.5 | 250 |\nSurgery | response_rate | rate | | 250 | 1000\n"
    rows = profiles(measured({"staff_survey": heads + lines}).shown()).rows
    assert the(rows, "three_e", directorate="Surgery")["reason"] == (
        "only 25 % answered the survey, under 30 %."
    )


# --- beside the trust -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "said"),
    [
        ("6.5", ""),
        ("6.75", "better"),
        ("7.2", "much better"),
        ("6.25", "worse"),
        ("5.8", "much worse"),
    ],
)
def test_a_directorate_stands_apart_only_beyond_its_interval(score: str, said: str) -> None:
    # The trust is published as 6.5; 300 people give an interval of 0.23 either side.
    text = f"""
    directorate | measure | respondents | value
    Surgery     | E       | 300         | {score}
    Medicine    | E       | 300         | 6.5
                | E       | 600         | 6.5
    """
    assert the(survey(text).judged(), "engagement", directorate="Surgery")["against_trust"] == said


def test_nought_per_cent_of_a_small_group_is_only_said_to_be_under_five() -> None:
    found = measured(
        {
            "staff_survey": """
                directorate | measure | value_kind | respondents | value
                Medicine    | q3f     | percent    | 200         | 60
                Surgery     | q3f     | percent    | 18          | 0
            """
        }
    ).judged()
    row = the(found, "able_to_improve", directorate="Surgery")
    assert (row["bound"], row["value"]) == ("under", 5)


def test_answers_that_make_no_value_publish_nothing_and_do_not_fail() -> None:
    text = "measure | option_code | value | value_kind | respondents\nq3c | 4 | 60 | share | 400"
    assert measured({"staff_survey": text}).judged().empty
