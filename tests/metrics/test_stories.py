"""Does a directorate hear what was found, and never more than was found?"""

from hypothesis import given
from hypothesis import strategies as st

from metrics.finding import Finding
from metrics.stories import (
    in_one_sentence,
    question,
    readiness_in_one_sentence,
    registers_in_words,
    standing_in_words,
    strength,
    verdict_in_words,
    views_compared,
    weakest_first,
    worry,
)
from tests.found import found, withheld

VERDICTS = ("improved", "worse", "no clear change", "cannot say", "")
STANDINGS = ("much better", "better", "", "worse", "much worse")
ANY = st.lists(
    st.builds(
        lambda verdict, standing: found(verdict=verdict, against_trust=standing),
        st.sampled_from(VERDICTS),
        st.sampled_from(STANDINGS),
    ),
    max_size=6,
)


def test_the_sentence_names_what_improved_and_what_is_worse() -> None:
    scores = [found(verdict="improved"), found("development", verdict="worse"), found("autonomy")]
    assert in_one_sentence(scores) == "Involvement improved since 2024, but development is worse."


def test_the_sentence_joins_several_that_are_worse() -> None:
    scores = [found("advocacy", verdict="worse"), found("development", verdict="worse")]
    assert in_one_sentence(scores) == (
        "Advocacy and development are worse than in 2024; nothing clearly improved."
    )


def test_the_sentence_says_when_nothing_moved() -> None:
    scores = [found(), found("autonomy")]
    assert in_one_sentence(scores) == "No clear change since 2024 in any of two scores."


def test_the_sentence_gives_the_reason_when_nothing_can_be_compared() -> None:
    scores = [found(verdict="cannot say", reason="this directorate began in April 2024.")]
    assert in_one_sentence(scores).endswith("this directorate began in April 2024.")


def test_the_sentence_of_withheld_scores_says_only_that() -> None:
    assert in_one_sentence([withheld()]) == (
        "Survey results are not shown, to protect confidentiality."
    )


def test_without_scores_the_sentence_says_that_none_are_published() -> None:
    assert "published yet" in in_one_sentence([])


@given(ANY)
def test_the_sentence_never_claims_an_improvement_that_was_not_found(scores: list[Finding]) -> None:
    claims = " improved since" in in_one_sentence(scores)
    assert claims == any(score.verdict == "improved" for score in scores)


@given(ANY)
def test_a_strength_is_never_worse(findings: list[Finding]) -> None:
    strong = strength(findings)
    assert strong is None or (
        strong.verdict != "worse"
        and (strong.verdict == "improved" or strong.against_trust in ("better", "much better"))
    )


@given(ANY)
def test_a_worry_never_improved(findings: list[Finding]) -> None:
    weak = worry(findings)
    assert weak is None or (
        weak.verdict != "improved"
        and (weak.verdict == "worse" or weak.against_trust in ("worse", "much worse"))
    )


def test_an_improvement_that_is_still_below_the_trust_gives_way_to_what_is_above_it() -> None:
    below = found("development", verdict="improved", against_trust="worse")
    above = found("autonomy", against_trust="better")
    assert strength([below, above]) is above


def test_a_withheld_value_is_neither_strength_nor_worry() -> None:
    hidden = withheld(verdict="worse", against_trust="much worse")
    assert (strength([hidden]), worry([hidden])) == (None, None)


def test_the_standing_says_change_and_place() -> None:
    moved = found(value=7.21, before=6.52, verdict="improved", against_trust="much better")
    assert standing_in_words(moved) == "improved, 6.52 to 7.21; better than the trust, 6.71"


def test_the_standing_claims_no_place_that_cannot_be_told_apart() -> None:
    assert standing_in_words(found()) == "no clear change; the trust is 6.71"


def test_the_question_asks_about_the_group_far_from_its_share() -> None:
    least = found("training_least_reached", value=0.4)
    asked = question(None, found(verdict="worse"), least, "Administrative and Clerical")
    assert asked == "What would help Administrative and Clerical staff to start an improvement?"


def test_the_question_asks_what_changed_where_something_is_worse() -> None:
    least = found("training_least_reached", value=0.95)
    asked = question(None, found("development", verdict="worse"), least, "Students")
    assert asked == "What changed for us in development since 2024?"


def test_the_question_asks_how_to_keep_an_improvement() -> None:
    asked = question(found(verdict="improved"), None, None, "")
    assert asked == "What did we do that improved involvement, and how do we keep it?"


def test_there_is_a_question_even_where_nothing_was_found() -> None:
    assert question(None, None, None, "").endswith("?")


def test_the_weakest_score_is_the_one_that_is_worse_then_the_furthest_below() -> None:
    scores = [
        found("involvement", value=6.7, trust_value=6.8),
        found("autonomy", value=6.0, trust_value=6.9),
        found("development", value=6.4, trust_value=6.3, verdict="worse"),
        found("engagement", value=5.0, trust_value=6.7, verdict="improved"),
    ]
    assert weakest_first(scores) == ["development", "autonomy", "involvement"]


def test_a_verdict_of_the_control_chart_rests_on_its_rule() -> None:
    said = verdict_in_words(
        found("projects_started", verdict="worse", rule="below the usual range")
    )
    assert said == "Below the usual range. The chart shows when it changed, not why."


def test_ordinary_variation_is_not_told_as_a_change_since_last_year() -> None:
    said = verdict_in_words(found("projects_started", value=2, before=0))
    assert said == "Within the usual range: it varies as it always has."


def test_readiness_names_the_lowest_pillar_before_the_number() -> None:
    index = found("readiness", value=48.0)
    pillars = [found("readiness.N1", value=69.0), found("readiness.N5", value=31.0)]
    assert readiness_in_one_sentence(index, pillars) == (
        "Management system holds the trust back; the trust is Building, at 48."
    )


def test_a_view_inside_the_interval_agrees_with_the_evidence() -> None:
    pillar = found("readiness.N1", value=60.0, lower=55.0, upper=65.0)
    assert views_compared([(62.5, pillar)]) == "The board’s own view agrees with the evidence."


def test_views_on_both_sides_of_the_evidence_are_both_named() -> None:
    purpose = found("readiness.N1", value=60.0, lower=55.0, upper=65.0)
    system = found("readiness.N5", value=60.0, lower=55.0, upper=65.0)
    assert views_compared([(85.0, purpose), (20.0, system)]) == (
        "The board places shared purpose higher, and management system lower than the evidence does."
    )


def test_a_stale_register_is_told_by_whose_it_is_and_how_stale() -> None:
    health = [
        found("register_health", value=83.0),
        found("register_health", group="Pathology", value=22.0),
        found("register_health", group="Imaging", value=60.0),
    ]
    assert registers_in_words(health) == (
        "Under 60 % of live projects are kept up to date today in Pathology (22 %): what is "
        "counted from their registers may lag."
    )


def test_registers_kept_up_to_date_need_no_words() -> None:
    assert registers_in_words([found("register_health", value=83.0)]) == ""
