"""Do questions that only some are asked, and gaps between groups of staff, give nobody away?"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from pandas import DataFrame

from metrics.compute import LINE, MARKS
from metrics.indicator import Indicator
from metrics.registry import INDICATORS
from metrics.trait_mask import traits
from metrics.wave_mask import Masked, Memory, mask
from metrics.wave_release import WaveRelease
from settings import settings

# As question 14d would be: of those who met harassment, who reported it.
REPORTED = replace(
    INDICATORS["shared_objectives"], id="reported", measure="q14d", everybody_asked=False
)
ASKED = {"shared_objectives": INDICATORS["shared_objectives"], "reported": REPORTED}
GAP = {
    "engagement": INDICATORS["engagement"],
    "engagement_gap": INDICATORS["engagement_gap"],
}


def lines(indicator: str, text: str, value: float = 0.6) -> DataFrame:
    """One line a row: breakdown | directorate | people; this share of each answered positively."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    found = DataFrame(rows, columns=["breakdown", "directorate", "denominator"])
    found["denominator"] = found["denominator"].astype(float)
    found = found.assign(
        indicator=indicator,
        period="2025",
        numerator=found["denominator"] * value,
        weighting="unweighted",
        **dict.fromkeys(["division", "staff_group", "band", "characteristic", "contrast"], ""),
        **dict.fromkeys(MARKS, False),
    )
    return found[[*LINE, "numerator", "denominator", *MARKS]]


EVERYBODY = lines(
    "shared_objectives",
    """
    trust       |          | 210
    directorate | Surgery  | 80
    directorate | Medicine | 70
    directorate | Estates  | 60
    """,
)


def masked(given: DataFrame, earlier: tuple[WaveRelease, ...] = ()) -> Masked:
    memory = Memory(releases={"2025": earlier})
    return mask(given, ASKED, settings(), memory)


def hidden(found: Masked, indicator: str = "") -> set[str]:
    cells = found.cells.loc[found.cells["indicator"] == indicator]
    return set(cells.loc[cells["is_withheld"].astype(bool), "directorate"])


def of_some(surgery: int, medicine: int, estates: int) -> DataFrame:
    text = f"""
    trust       |          | {surgery + medicine + estates}
    directorate | Surgery  | {surgery}
    directorate | Medicine | {medicine}
    directorate | Estates  | {estates}
    """
    return pd.concat([EVERYBODY, lines("reported", text)], ignore_index=True)


def test_a_filtered_question_with_few_answers_is_withheld_with_a_complement() -> None:
    found = masked(of_some(30, 20, 6))
    assert hidden(found, "reported") == {"Estates", "Medicine"}


def test_what_everybody_is_asked_stays_shown_beside_it() -> None:
    assert hidden(masked(of_some(30, 20, 6))) == set()


def test_a_filtered_question_with_many_answers_everywhere_is_shown() -> None:
    assert hidden(masked(of_some(30, 20, 16)), "reported") == set()


def test_what_is_withheld_of_the_wave_is_withheld_of_a_filtered_question() -> None:
    small = EVERYBODY.copy()
    small.loc[small["directorate"] == "Estates", "denominator"] = 8
    given = pd.concat([small, of_some(30, 20, 8).iloc[4:]], ignore_index=True)
    assert {"Estates"} <= hidden(masked(given), "reported")


def test_a_few_more_answers_to_a_filtered_question_keep_the_cell() -> None:
    first = masked(of_some(40, 30, 20))
    second = masked(of_some(44, 30, 60), first.releases)
    kept = second.cells.loc[second.cells["is_kept"].astype(bool), "directorate"]
    assert "Surgery" in set(kept)
    shown = second.lines.loc[
        (second.lines["indicator"] == "reported") & (second.lines["directorate"] == "Surgery")
    ]
    assert shown["denominator"].tolist() == [40]


# --- gaps by characteristic -----------------------------------------------------------------


def gap(white: int, others: int, trust: int, other_score: float = 6.0) -> DataFrame:
    """Engagement of the trust and of both groups; who did not say makes up the rest."""
    of_trust = lines("engagement", f"trust | | {trust}", 6.5)
    sides = []
    for contrast, people, score in (("reference", white, 6.8), ("compared", others, other_score)):
        side = lines("engagement_gap", f"characteristic | | {people}", score)
        sides.append(side.assign(characteristic="Ethnicity", contrast=contrast))
    return pd.concat([of_trust, *sides], ignore_index=True)


def shown(given: DataFrame, indicators: dict[str, Indicator] = GAP) -> bool:
    (found,) = traits(given, indicators, 11, [])
    return not found.is_withheld


def test_a_gap_between_large_groups_is_shown() -> None:
    assert shown(gap(2000, 900, 3200))


@pytest.mark.parametrize(("white", "others"), [(200, 10), (10, 200)])
def test_a_gap_with_ten_people_on_one_side_is_not(white: int, others: int) -> None:
    assert not shown(gap(white, others, 300))


def test_a_gap_is_not_shown_where_a_few_did_not_say_and_would_be_what_is_left() -> None:
    assert not shown(gap(60, 40, 105))


def test_it_is_shown_where_the_rounding_of_large_results_hides_those_few() -> None:
    assert shown(gap(2000, 1195, 3200))


def test_a_gap_to_a_group_of_which_everybody_gave_the_lowest_answer_is_not_shown() -> None:
    assert not shown(gap(200, 15, 260, other_score=0.0))


def test_a_gap_keeps_its_numbers_when_few_more_people_answered() -> None:
    first = mask(gap(200, 90, 320), GAP, settings(), Memory())
    later = gap(203, 90, 350)
    second = mask(later, GAP, settings(), Memory(releases={"2025": first.releases}))
    sides = second.lines.loc[second.lines["contrast"] == "reference", "denominator"]
    assert sides.tolist() == [200]
