"""Does the scenario give the catalogue's printed figures, and the sentence what they say?"""

import pytest

from metrics.scenario import Scenario, in_one_sentence


@pytest.mark.parametrize(
    ("reach", "targeted", "after_five", "long_run"),
    [(0.2, True, 79, 100), (0.2, False, 56, 68), (0.1, True, 39, 83), (0.1, False, 33, 48)],
)
def test_at_12_per_cent_turnover_it_gives_the_printed_figures(
    reach: float, targeted: bool, after_five: int, long_run: int
) -> None:
    scenario = Scenario(0.0, reach, 0.12, targeted)
    assert round(100 * scenario.course(5)[-1]) == after_five
    assert round(100 * scenario.long_run) == long_run


@pytest.mark.parametrize("targeted", [True, False])
@pytest.mark.parametrize("start", [0.0, 0.3, 1.0])
def test_the_course_tends_to_its_long_run(start: float, targeted: bool) -> None:
    scenario = Scenario(start, 0.1, 0.12, targeted)
    assert scenario.course(400)[-1] == pytest.approx(scenario.long_run)


@pytest.mark.parametrize(("reach", "long_run"), [(0.0, 0.3), (0.1, 1.0)])
def test_where_nobody_leaves_what_is_reached_stays(reach: float, long_run: float) -> None:
    assert Scenario(0.3, reach, 0.0).long_run == long_run
    assert Scenario(0.3, reach, 0.0, targeted=True).long_run == long_run


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (
            Scenario(0.2, 0.1, 0.12),
            "At 10 % a year and 12 % turnover we never pass 48 % unless places go to the untrained.",
        ),
        (
            Scenario(0.0, 0.2, 0.12, targeted=True),
            (
                "At 20 % a year and 12 % turnover, with every place for somebody untrained, 79 % are "
                "trained in five years, and everyone in the long run."
            ),
        ),
        (
            Scenario(0.6, 0.1, 0.12),
            (
                "At 10 % a year and 12 % turnover we fall from 60 % towards 48 % unless places go to "
                "the untrained."
            ),
        ),
        (
            Scenario(0.9, 0.1, 0.12),
            (
                "At 10 % a year and 12 % turnover we fall from 90 % towards 48 %, or to 83 % where "
                "places go to the untrained."
            ),
        ),
        (
            Scenario(0.2, 0.1, 0.0),
            (
                "At 10 % a year and 0 % turnover everyone is trained in the long run, whoever gets "
                "the places."
            ),
        ),
        (Scenario(0.2, 0.0, 0.0), "At 0 % a year and 0 % turnover we never pass 20 %."),
    ],
)
def test_the_sentence_says_what_the_numbers_do(scenario: Scenario, said: str) -> None:
    assert in_one_sentence(scenario) == said
