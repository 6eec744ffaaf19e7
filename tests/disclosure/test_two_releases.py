"""Can a few people be worked out from two releases of one wave, subtracted from each other?"""

from __future__ import annotations

import pandas as pd
import pytest
from pandas import DataFrame

from metrics.disclosure_decision import Decision, decide
from metrics.disclosure_known import measures_of
from metrics.disclosure_releases import Leaking, Release, leaks_of
from metrics.disclosure_wave import NAME, Name, names_of

FLOOR = 11
TRUST: Name = ("trust", "", "", "", "")


def wave(**people: int) -> DataFrame:
    """Cells of directorates in divisions: North_Medicine=40; divisions and the trust are sums."""
    rows = [["directorate", *name.split("_"), "", "", n] for name, n in people.items()]
    for division in dict.fromkeys(row[1] for row in rows):
        whole = sum(int(row[5]) for row in rows if row[0] == "directorate" and row[1] == division)
        rows.append(["division", division, "", "", "", whole])
    rows.append(["trust", "", "", "", "", sum(people.values())])
    return DataFrame(rows, columns=[*NAME, "respondents"])


def answers(cells: DataFrame, percent: float = 60) -> DataFrame:
    """One measure: this share of every cell answered it positively."""
    return cells.assign(
        measure="q3f",
        most=1.0,
        denominator=cells["respondents"].astype(float),
        numerator=cells["respondents"] * percent / 100,
    )


def released(cells: DataFrame, decision: Decision) -> Release:
    asked = {one.name: one for one in measures_of(answers(cells), cells)}
    return Release(tuple(names_of(cells)), asked, decision.withheld, decision.kept)


def twice(before: DataFrame, after: DataFrame) -> tuple[Release, Release, Decision]:
    """The first release of a wave, the second, and what was decided for it."""
    first = released(before, decide(before, FLOOR, answers(before)))
    decision = decide(after, FLOOR, answers(after), [first])
    return first, released(after, decision), decision


def places(names: frozenset[Name]) -> set[str]:
    return {name[2] or name[1] or name[0] for name in names}


def given_away(release: Release, *earlier: Release) -> list[Leaking]:
    return list(leaks_of(release, FLOOR, earlier))


BEFORE = wave(
    North_Medicine=40, North_Theatres=35, North_Imaging=60, South_Children=50, South_Estates=30
)


def after(**more: int) -> DataFrame:
    people = {
        f"{row.division}_{row.directorate}": int(row.respondents) + more.get(row.directorate, 0)
        for row in BEFORE.itertuples()
        if row.breakdown == "directorate"
    }
    return wave(**people)


def test_a_wave_that_did_not_change_is_shown_as_it_was() -> None:
    _, _, decision = twice(BEFORE, after())
    assert decision == Decision(frozenset())


@pytest.mark.parametrize("more", [1, 3, 10])
def test_a_few_more_people_keep_the_earlier_numbers_wherever_they_count(more: int) -> None:
    _, _, decision = twice(BEFORE, after(Medicine=more))
    assert places(decision.kept) == {"Medicine", "North", "trust"}


def test_eleven_more_people_are_shown() -> None:
    _, _, decision = twice(BEFORE, after(Medicine=11))
    assert decision == Decision(frozenset())


def test_a_few_who_are_the_difference_of_two_that_may_be_shown_take_one_with_them() -> None:
    # Trust and division grew by 23, Theatres by 20: Medicine's 3 would be what is left.
    _, _, decision = twice(BEFORE, after(Medicine=3, Theatres=20))
    assert places(decision.kept) == {"Medicine", "Theatres"}


def test_a_few_people_less_keep_the_earlier_numbers() -> None:
    _, _, decision = twice(BEFORE, after(Medicine=-4))
    assert "Medicine" in places(decision.kept)


def test_shown_anyway_the_few_are_worked_out() -> None:
    first, _, _ = twice(BEFORE, after())
    open_release = released(after(Medicine=3, Children=40), Decision(frozenset()))
    assert given_away(open_release, first)


@pytest.mark.parametrize(
    "more",
    [
        {"Medicine": 3},
        {"Medicine": 3, "Theatres": 20},
        {"Medicine": 3, "Theatres": 4, "Children": 5},
        {"Medicine": -3, "Theatres": 30, "Estates": 12},
        {"Imaging": 12, "Children": 14},
    ],
    ids=str,
)
def test_both_releases_together_give_nobody_away(more: dict[str, int]) -> None:
    first, second, _ = twice(BEFORE, after(**more))
    assert given_away(second, first) == []


def test_a_cell_hidden_in_one_release_and_shown_in_the_other_is_no_complement() -> None:
    """Pharmacy's 6 took Theatres with them; now Pharmacy has 30, and Theatres has not changed."""
    before = wave(North_Medicine=40, North_Theatres=35, North_Pharmacy=6, South_Children=150)
    late = wave(North_Medicine=40, North_Theatres=35, North_Pharmacy=30, South_Children=150)
    first, second, _ = twice(before, late)
    assert "Theatres" in places(first.withheld)
    assert not second.tells(("directorate", "North", "Theatres", "", ""))
    assert given_away(second, first) == []
    shown = released(late, Decision(frozenset()))
    assert given_away(shown, first)


def test_three_releases_are_audited_together() -> None:
    """The second has 20 more than the first and may be shown; the third, 18 more, may not."""
    first, second, decision = twice(BEFORE, after(Medicine=20))
    assert decision == Decision(frozenset())
    last = after(Medicine=18)
    third = decide(last, FLOOR, answers(last), [second, first])
    assert "Medicine" in places(third.kept)
    assert given_away(released(last, third), second, first) == []


def test_a_breakdown_that_comes_later_is_audited_with_what_was_shown_first() -> None:
    """Nine staff groups come after the directorates; Pharmacy's complement was chosen already."""
    before = wave(North_Medicine=40, North_Theatres=35, North_Pharmacy=6, South_Children=50)
    staff = DataFrame(
        [["staff_group", "", "", name, "", n] for name, n in (("Nursing", 100), ("Medical", 31))],
        columns=[*NAME, "respondents"],
    )
    late = pd.concat([before, staff], ignore_index=True)
    first, second, decision = twice(before, late)
    assert decision.withheld == first.withheld
    assert given_away(second, first) == []


def test_people_whose_trust_result_is_public_are_no_reason_to_stay_silent() -> None:
    """Three late answers in all: whatever we do, the trust's two results are public."""
    first, second, decision = twice(BEFORE, after(Children=3))
    assert places(decision.kept) == {"Children", "South", "trust"}
    assert given_away(second, first) == []
