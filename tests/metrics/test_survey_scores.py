"""Are the survey's scores made as the survey makes them?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from metrics.survey_scores import answer_scores, parts_needed, score_parts
from tests.metrics.measured import measured, the

HOUSE = Path(__file__).parents[2]
HALF = answer_scores("half")
BURNOUT = ("q12a", "q12b", "q12c", "q12d", "q12e", "q12f", "q12g")


def scores(lines: str) -> dict[str, tuple[float, float]]:
    """What the trust's lines `measure | option | value` make, as measure → (score, base)."""
    text = "measure | option_code | value | value_kind | respondents\n"
    for line in lines.strip().splitlines():
        measure, option, value = (cell.strip() for cell in line.split("|"))
        kind = "share" if option else "score"
        text += f"{measure} | {option} | {value} | {kind} | 400\n"
    found = measured({"staff_survey": text}).values
    trust = found.loc[(found["breakdown"] == "trust") & found["value"].notna()]
    return {row["indicator"]: (row["value"], row["base"]) for row in trust.to_dict("records")}


def agree(measure: str, *shares: float) -> str:
    return "".join(f"{measure} | {option} | {share}\n" for option, share in enumerate(shares, 1))


def test_there_are_nine_headline_measures_and_21_sub_scores() -> None:
    headline = {score for score in score_parts() if "_" not in score}
    assert (len(headline), len(score_parts()) - len(headline)) == (9, 21)


def test_loaders_and_metrics_agree_what_a_score_is_made_of() -> None:
    file = HOUSE / "data_loaders" / "reference" / "score_structure.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        known = {
            row["code"]: tuple(part.split()[0] for part in row["components"].split(";"))
            for row in csv.DictReader(lines)
        }
    assert score_parts() == known


def test_every_question_of_a_score_has_scores_for_its_answers() -> None:
    questions = {part for parts in score_parts().values() for part in parts} - set(score_parts())
    assert questions == set(HALF)


def test_five_of_seven_burnout_questions_make_a_score_and_four_do_not() -> None:
    assert parts_needed(len(BURNOUT)) == 5


@pytest.mark.parametrize(("parts", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (9, 6)])
def test_two_thirds_of_the_parts_rounded_up_are_needed(parts: int, needed: int) -> None:
    assert parts_needed(parts) == needed


@pytest.mark.parametrize("question", [*BURNOUT, "q5a", "q5c", "q26a", "q26b", "q26c"])
def test_agreeing_with_bad_news_scores_nothing(question: str) -> None:
    assert (HALF[question][1], HALF[question][5]) == (10, 0)


def test_burnout_in_england_in_2024_scores_as_its_published_counts_do() -> None:
    # Never 8, rarely 23, sometimes 39, often 24, always 6 per cent; the counts make 5.065, and
    # whole per cents can be 0.03 away. Source: national results 2024, question 12b.
    shares = {1: 8, 2: 23, 3: 39, 4: 24, 5: 6}
    score = sum(share * HALF["q12b"][option] for option, share in shares.items()) / 100
    assert score == pytest.approx(5.065, abs=0.03)


def test_a_sub_score_is_the_mean_of_its_questions() -> None:
    found = scores(
        agree("q3c", 10, 10, 20, 40, 20)  # 6.25
        + agree("q3d", 0, 20, 20, 40, 20)  # 6.5
        + agree("q3f", 0, 0, 50, 50, 0)  # 6.25
    )
    assert found["involvement"] == (pytest.approx(19 / 3), 400)


def test_two_of_three_questions_make_a_sub_score() -> None:
    found = scores(agree("q3c", 10, 10, 20, 40, 20) + agree("q3d", 0, 20, 20, 40, 20))
    assert found["involvement"] == (pytest.approx(6.375), 400)


def test_one_question_of_three_makes_no_sub_score() -> None:
    assert "involvement" not in scores(agree("q3c", 10, 10, 20, 40, 20))


def test_an_element_is_the_mean_of_its_sub_scores_and_not_of_all_questions() -> None:
    found = scores(
        "E_1 | | 7.0\n"
        + agree("q3c", 0, 0, 100, 0, 0)  # Involvement: 5, one of three would not do
        + agree("q3d", 0, 0, 100, 0, 0)
    )
    assert found["engagement"] == (pytest.approx(6.0), 400)


def test_a_published_score_is_taken_and_not_made_again() -> None:
    found = scores("E_2 | | 7.77\n" + agree("q3c", 0, 0, 100, 0, 0) + agree("q3d", 0, 0, 100, 0, 0))
    assert found["involvement"] == (pytest.approx(7.77), 400)


def test_percent_positive_makes_no_score() -> None:
    text = """
    measure | value | value_kind | respondents
    q3c     | 60    | percent    | 400
    q3d     | 60    | percent    | 400
    q3f     | 60    | percent    | 400
    """
    found = measured({"staff_survey": text}).values
    assert "involvement" not in set(found["indicator"])


FAIRNESS = (
    agree("q21", 0, 0, 0, 100, 0) + "q16a | 1 | 10\nq16a | 2 | 90\nq16b | 1 | 0\nq16b | 2 | 100\n"
)


def test_dont_know_counts_for_half_a_yes_in_question_15() -> None:
    found = scores(FAIRNESS + "q15 | 1 | 60\nq15 | 2 | 12\nq15 | 9 | 28\n")
    # q15: 6 + 0 + 1.4 = 7.4; q16a 9; q16b 10; q21 7.5
    assert found["fairness"] == (pytest.approx((7.4 + 9 + 10 + 7.5) / 4), 400)


def test_a_trust_may_leave_dont_know_out_of_the_base_of_question_15() -> None:
    assert answer_scores("left out")["q15"] == {1: 10, 2: 0}


def test_without_its_dont_knows_question_15_has_no_score() -> None:
    found = scores(FAIRNESS + "q15 | 1 | 60\nq15 | 2 | 12\n")
    assert found["fairness"] == (pytest.approx((9 + 10 + 7.5) / 3), 400)


def test_who_had_no_appraisal_scores_nothing_for_it() -> None:
    answers = "".join(
        f"q23{part} | 1 | 20\nq23{part} | 2 | 60\nq23{part} | 3 | 20\n" for part in "bcd"
    )
    found = scores(answers + "q23a | 1 | 80\nq23a | 2 | 20\n")
    assert found["appraisals"] == (pytest.approx(0.8 * 5.0), 400)


def test_without_knowing_who_had_an_appraisal_there_is_no_appraisal_score() -> None:
    answers = "".join(
        f"q23{part} | 1 | 20\nq23{part} | 2 | 60\nq23{part} | 3 | 20\n" for part in "bcd"
    )
    assert "appraisals" not in scores(answers)


def test_a_score_made_of_answers_says_so() -> None:
    text = """
    measure | option_code | value | value_kind | respondents
    q3c     | 3           | 100   | share      | 400
    q3d     | 3           | 100   | share      | 400
    """
    row = the(measured({"staff_survey": text}).judged(), "involvement", breakdown="trust")
    assert row["basis"] == "survey, recomputed from answers, not weighted"
