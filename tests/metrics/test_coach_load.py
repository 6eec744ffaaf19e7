"""Are projects with no coach counted from what is shown, and nothing made up where it is not?"""

from metrics.coach_load import CoachLoad, coach_loads, load_in_one_sentence
from tests.found import found


def test_those_without_are_the_rest_of_those_known() -> None:
    coached = found("coached_projects", value=56.198347, base="1,242")
    assert coach_loads([coached]) == [CoachLoad("Surgery", 1242, 544)]


def test_too_few_for_a_rate_give_no_number() -> None:
    few = found("coached_projects", value=None, base="3", status="insufficient")
    assert coach_loads([few]) == [CoachLoad("Surgery", 3, None)]


def test_the_sentence_counts() -> None:
    said = load_in_one_sentence(CoachLoad("Trust", 242, 1))
    assert said == "1 of 242 live projects has no coach"
    assert load_in_one_sentence(None).startswith("It cannot be said")
