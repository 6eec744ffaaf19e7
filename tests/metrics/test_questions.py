"""Are the questions for the room made from what was found?"""

from __future__ import annotations

from metrics.finding import Finding
from metrics.questions import (
    about_a_directorate,
    about_a_month,
    about_readiness,
    about_training,
    three,
)
from tests.found import found, withheld

SHORT = found("training_representation", group="Estates", value=0.2, lower=0.1, upper=0.3)


def of(group: str, name: str, **said: object) -> Finding:
    return found(name, group=group, **said)


def test_the_directorate_with_most_falls_is_asked_about() -> None:
    asked = about_a_directorate(
        [
            of("Emergency", "engagement", verdict="worse"),
            of("Emergency", "voice", verdict="worse"),
            of("Imaging", "engagement", verdict="worse"),
            of("Imaging", "voice", against_trust="much worse"),
        ]
    )
    assert asked is not None
    assert asked.text == "Emergency fell on two of two scores. Who is on it, and by when?"
    assert asked.chosen == (("directorate", "Emergency"),)


def test_where_nobody_fell_the_one_below_the_trust_is_asked_about() -> None:
    asked = about_a_directorate(
        [
            of("Emergency", "engagement"),
            of("Imaging", "engagement", against_trust="worse"),
        ]
    )
    assert asked is not None
    assert asked.text == "Imaging is below the trust on the one score shown. What would help it?"


def test_of_two_below_the_trust_the_further_is_asked_about() -> None:
    asked = about_a_directorate(
        [
            of("Emergency", "engagement", value=6.0, trust_value=6.7, against_trust="worse"),
            of("Imaging", "engagement", value=5.0, trust_value=6.7, against_trust="worse"),
        ]
    )
    assert asked is not None
    assert asked.label == "Imaging"


def test_a_lower_value_within_its_interval_is_no_question() -> None:
    assert about_a_directorate([of("Imaging", "engagement", value=6.6, trust_value=6.7)]) is None


def test_a_withheld_directorate_is_no_question() -> None:
    assert about_a_directorate([withheld("engagement", against_trust="worse")]) is None


def test_the_staff_group_training_reaches_least_is_asked_about() -> None:
    more = found("training_representation", group="Students", value=0.6, lower=0.5, upper=0.7)
    asked = about_training([more, SHORT])
    assert asked is not None
    assert asked.text == "Training passes Estates by. What would it take to reach them?"


def test_half_a_fair_share_or_more_is_said_as_a_share() -> None:
    asked = about_training(
        [found("training_representation", group="Students", value=0.6, lower=0.5, upper=0.7)]
    )
    assert asked is not None
    assert asked.text.startswith("Students get 60 % of a fair share of training.")


def test_an_interval_that_reaches_a_fair_share_is_no_question() -> None:
    fair = found("training_representation", group="Students", value=0.6, lower=0.2, upper=1.1)
    assert about_training([fair]) is None


def test_a_concern_is_asked_about_before_an_improvement() -> None:
    asked = about_a_month(
        [found("projects_started", verdict="improved"), found("pdsa_cycles_ended", verdict="worse")]
    )
    assert asked is not None
    assert asked.text == "Fewer PDSA cycles end than usual. Stuck, or just not recorded?"


def test_an_improvement_is_asked_about_where_there_is_no_concern() -> None:
    asked = about_a_month([found("projects_started", verdict="improved")])
    assert asked is not None
    assert asked.text.startswith("More projects are started than usual.")


def test_an_ordinary_month_is_no_question() -> None:
    assert about_a_month([found("projects_started")]) is None


def test_the_lowest_part_of_readiness_is_asked_about() -> None:
    asked = about_readiness([found("readiness.N1", value=60.0), found("readiness.N4", value=35.0)])
    assert asked is not None
    assert asked.text.startswith("Capability and capacity is the lowest part of readiness, at 35")


def test_there_are_three_questions_at_most_and_readiness_comes_last() -> None:
    pillars = [found("readiness.N1", value=60.0), found("readiness.N4", value=35.0)]
    worse = [of("Emergency", "engagement", verdict="worse")]
    month = [found("pdsa_cycles_ended", verdict="worse")]
    assert [q.page for q in three(worse, [SHORT], month, pillars)] == [
        "directorate",
        "indicator",
        "indicator",
    ]
    assert [q.page for q in three([], [], [], pillars)] == ["readiness"]
    assert three([], [], [], []) == []
