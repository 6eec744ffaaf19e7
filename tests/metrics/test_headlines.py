"""Can the sentence at the top of a page ever claim what its verdicts do not?"""

from __future__ import annotations

import itertools
import re

import pytest

from metrics import headlines
from metrics.finding import Finding
from metrics.registry import INDICATORS, by_lens
from pages.empowerment import EMPOWERMENT
from pages.engagement import ENGAGEMENT
from pages.equality import EQUALITY
from tests.found import found, withheld

VERDICTS = ("improved", "no clear change", "worse", "cannot say")
SPOKEN_OF = ("able_to_improve", "voice", "engagement", "engagement_gap", "readiness")
GOOD = re.compile(r"\b(improved|more|better|readier|narrower|safer|above|reaches more)\b")
BAD = re.compile(r"\b(worse|less|fewer|fell|wider|below)\b")


def trust(name: str, verdict: str = "no clear change") -> Finding:
    return found(name, group="Trust", verdict=verdict)


def of_the_trust(*in_directorates: Finding, **verdicts: str) -> str:
    return headlines.of_the_trust(
        {name: trust(name, verdict) for name, verdict in verdicts.items()}, in_directorates
    )


def test_a_claim_word_stands_only_over_its_verdict() -> None:
    false_claims = [
        said
        for verdicts in itertools.product(VERDICTS, repeat=len(SPOKEN_OF))
        for said in [of_the_trust(**dict(zip(SPOKEN_OF, verdicts, strict=True)))]
        if (GOOD.search(said) and "improved" not in verdicts)
        or (BAD.search(said) and "worse" not in verdicts)
    ]
    assert false_claims == []


@pytest.mark.parametrize("name", SPOKEN_OF)
def test_the_claim_is_of_the_indicator_that_moved(name: str) -> None:
    others = dict.fromkeys(SPOKEN_OF, "no clear change")
    for place, verdict in enumerate(("improved", "worse")):
        said = of_the_trust(**{**others, name: verdict})
        assert headlines.CLAIMS[name][place][1:] in said


def test_no_clear_change_anywhere_is_said_so() -> None:
    said = of_the_trust(**dict.fromkeys(SPOKEN_OF, "no clear change"))
    assert said == "No clear change in improvement culture since last year."


def test_nothing_that_can_be_compared_claims_nothing() -> None:
    said = of_the_trust(**dict.fromkeys(SPOKEN_OF, "cannot say"))
    assert said == "It cannot be said yet whether improvement culture has changed."


def test_an_improvement_that_a_directorate_does_not_share_is_not_everywhere() -> None:
    said = of_the_trust(
        found("able_to_improve", group="Emergency", verdict="worse"), able_to_improve="improved"
    )
    assert said == "Staff are more able to make improvements than a year ago, but not everywhere."


def test_who_fell_on_something_else_is_named_with_it() -> None:
    said = of_the_trust(found("engagement", group="Emergency", verdict="worse"), voice="improved")
    assert (
        said == "Staff have more of a say than a year ago, but Emergency fell on staff engagement."
    )


def test_several_directorates_that_fell_are_counted() -> None:
    fell = [found("engagement", group=name, verdict="worse") for name in ("Emergency", "Imaging")]
    said = of_the_trust(*fell, voice="no clear change")
    assert said == (
        "No clear change in improvement culture since last year, but two directorates fell on a score."
    )


def test_one_better_and_one_worse_are_both_said() -> None:
    said = of_the_trust(voice="improved", engagement="worse")
    assert said == "Staff have more of a say than a year ago, but they are less engaged."


def test_a_value_that_is_not_shown_is_not_spoken_of() -> None:
    said = headlines.of_the_trust({"voice": withheld("voice", verdict="improved")})
    assert said == "It cannot be said yet whether improvement culture has changed."


def test_an_e_page_claims_only_what_its_findings_say() -> None:
    false_claims = []
    for main, *parts in itertools.product(VERDICTS, repeat=3):
        said = headlines.of_one_e(
            "Engagement",
            trust("engagement", main),
            [trust("involvement", parts[0]), trust("advocacy", parts[1])],
        )
        if (GOOD.search(said) and "improved" not in (main, *parts)) or (
            BAD.search(said) and "worse" not in (main, *parts)
        ):
            false_claims.append((main, parts, said))
    assert false_claims == []


def test_parts_that_moved_both_ways_are_joined_by_but() -> None:
    said = headlines.of_one_e(
        "Engagement",
        trust("engagement"),
        [trust("involvement", "improved"), trust("advocacy", "worse")],
    )
    assert said == (
        "Engagement shows no clear change: people are more involved, but people recommend us less."
    )


def test_a_gap_is_called_by_its_characteristic() -> None:
    said = headlines.of_one_e(
        "Equality",
        trust("fairness", "cannot say"),
        [found("engagement_gap", group="Long-term condition", verdict="improved")],
    )
    assert said == (
        "Equality cannot be said to have moved, but the long-term condition gap is narrower."
    )


def test_an_e_without_its_main_score_says_so() -> None:
    assert headlines.of_one_e("Equality", None, []) == "Equality is not shown yet."


@pytest.mark.parametrize("e", [ENGAGEMENT, EQUALITY, EMPOWERMENT], ids=lambda e: e.title)
def test_everything_a_page_may_speak_of_has_its_claims(e) -> None:  # type: ignore[no-untyped-def]
    judged = {name for name in (*e.scores, *e.registers) if INDICATORS[name].better != "neither"}
    assert judged - set(headlines.CLAIMS) == set()


def test_every_survey_score_of_the_three_es_has_its_claims() -> None:
    asked = {
        indicator.id
        for lens in ("engagement", "equality", "empowerment")
        for indicator in by_lens(lens)
        if indicator.grain == "wave" and indicator.better != "neither"
    }
    assert asked - set(headlines.CLAIMS) == set()


def test_the_months_name_only_what_is_special() -> None:
    newest = [
        trust("projects_started", "improved"),
        trust("people_trained"),
        trust("pdsa_cycles_ended", "worse"),
    ]
    assert headlines.of_the_months(newest) == "More starts, fewer tests ended"


def test_ordinary_months_are_nothing_unusual() -> None:
    assert (
        headlines.of_the_months([trust("people_trained")]) == "Nothing unusual in the newest month"
    )


def test_too_few_months_are_not_called_usual() -> None:
    said = headlines.of_the_months([trust("people_trained", "cannot say")])
    assert said == "Too few months to say what is usual"


def test_up_to_three_directorates_below_the_trust_are_named() -> None:
    below = [found(group=name, against_trust="worse") for name in ("Maternity", "Emergency")]
    said = headlines.of_the_directorates([*below, found(group="Imaging")])
    assert said == "Emergency and Maternity stand below the trust"


def test_more_than_three_below_the_trust_are_counted() -> None:
    below = [found(group=name, against_trust="much worse") for name in "ABCD"]
    assert headlines.of_the_directorates(below) == "Four directorates stand below the trust"


def test_a_lead_s_one_directorate_is_called_by_its_name() -> None:
    said = headlines.of_the_directorates([found(group="Imaging")])
    assert said == "Imaging cannot be told apart from the trust"


def test_withheld_directorates_are_not_compared() -> None:
    assert headlines.of_the_directorates([withheld()]) == "Nothing to compare with the trust yet"


def test_groups_that_fell_are_not_named_twice() -> None:
    groups = [
        found(group="Emergency", verdict="worse", against_trust="worse"),
        found(group="Maternity", against_trust="worse"),
    ]
    assert headlines.of_groups(groups, "directorate") == (
        "Emergency fell; Maternity is below the trust"
    )


def test_groups_near_the_trust_are_not_below_it() -> None:
    assert (
        headlines.of_groups([found()], "staff group") == "No staff group is clearly below the trust"
    )


def test_an_interval_that_reaches_one_is_not_short_of_a_fair_share() -> None:
    shares = [
        found("training_representation", group="Estates", value=0.3, lower=0.2, upper=0.5),
        found("training_representation", group="Students", value=0.8, lower=0.5, upper=1.2),
    ]
    assert headlines.of_fair_shares(shares, "training") == (
        "Estates gets less than a fair share of training"
    )


@pytest.mark.parametrize(
    ("characteristic", "value", "said"),
    [
        ("Ethnicity", 0.3, "Ethnicity: other ethnic groups lower"),
        ("Ethnicity", -0.3, "Ethnicity: white staff lower"),
        ("Long-term condition", 0.3, "Long-term condition: staff with one lower"),
        ("Age", 0.3, "Age"),
    ],
)
def test_a_gap_says_who_is_lower(characteristic: str, value: float, said: str) -> None:
    gap = found("engagement_gap", group=characteristic, value=value)
    assert headlines.who_is_lower(gap) == said


def test_training_names_who_is_passed_by_only_where_it_is_clear() -> None:
    coverage = found("qi_training_coverage", group="Trust", value=23.7)
    clear = found("training_representation", group="Estates and Ancillary", upper=0.2)
    unclear = found("training_representation", group="Students", upper=1.01)
    assert headlines.of_training(coverage, [clear, unclear]) == (
        "24 % of staff have improvement training; Estates and Ancillary gets less than a fair share."
    )
    assert headlines.of_training(coverage, [unclear]) == (
        "24 % of staff have improvement training."
    )


def test_without_coverage_training_claims_nothing() -> None:
    assert headlines.of_training(None, []).startswith("It cannot be said yet")
