"""Is what is known of a wave built from its lines, in the form in which it is shown?"""

from __future__ import annotations

import numpy as np
import pytest

from metrics.disclosure_known import NOTHING, Answers, Measure
from metrics.disclosure_lines import Line
from metrics.disclosure_releases import Release, view_of_releases
from metrics.disclosure_view import Statement, View
from metrics.disclosure_wave import TRUST, Name, lines_of

NORTH, SOUTH = (("division", name, "", "", "") for name in ("North", "South"))
MEDICINE: Name = ("directorate", "North", "Medicine", "", "")
THEATRES: Name = ("directorate", "North", "Theatres", "", "")
NURSING, MEDICAL = (("staff_group", "", "", name, "") for name in ("Nursing", "Medical"))


def crossed(division: str, staff_group: str) -> Name:
    return ("division_staff_group", division, "", staff_group, "")


def view(
    answers: dict[Name, Answers], most: float = 1, withheld: tuple[Name, ...] = ()
) -> tuple[View, dict[Name, Statement]]:
    measure = Measure("q3f", most, answers)
    release = Release(tuple(answers), {"q3f": measure}, frozenset(withheld))
    made, cells = view_of_releases([release], "q3f", smallest_group=11)
    return made, dict(zip(cells, made.statements, strict=True))


def test_the_lines_are_the_sums_of_a_trust() -> None:
    names = [TRUST, NORTH, SOUTH, MEDICINE, THEATRES, NURSING, crossed("North", "Nursing")]
    assert lines_of(names) == [
        Line(0, (1, 2)),
        Line(0, (5,)),
        Line(1, (3, 4)),
        Line(1, (6,)),
        Line(5, (6,)),
    ]


def test_directorates_without_a_division_are_parts_of_the_trust() -> None:
    assert lines_of([TRUST, ("directorate", "", "One", "", ""), NORTH]) == [Line(0, (2, 1))]


@pytest.mark.parametrize("positive_nurses", [10, 58])
def test_every_line_is_made_to_have_the_same_people_and_values(positive_nurses: int) -> None:
    answers = {
        TRUST: Answers(100, 60),
        MEDICINE: Answers(70, 42),
        THEATRES: Answers(30, 18),
        NURSING: Answers(60, positive_nurses),
        MEDICAL: Answers(35, 20),
    }
    made, statements = view(answers)
    staff = statements[NURSING].group | statements[MEDICAL].group
    everybody = statements[TRUST].group
    assert made.people_in(staff) == made.people_in(everybody) == 100
    assert made.values_in(staff) == pytest.approx(made.values_in(everybody))
    assert (made.values <= made.people).all()
    assert made.same_people == ((everybody, staff),)


def test_a_group_withheld_by_the_file_is_what_its_whole_has_left_but_small() -> None:
    answers = {
        TRUST: Answers(160, 96),
        NORTH: Answers(80, 48),
        SOUTH: Answers(80, 48),
        MEDICINE: Answers(73, 44),
        THEATRES: NOTHING,
        NURSING: Answers(110, 66),
        MEDICAL: NOTHING,
    }
    made, statements = view(answers)
    assert made.people_in(statements[THEATRES].group) == 7
    assert made.people_in(statements[MEDICAL].group) == 10
    assert not statements[THEATRES].is_shown


def test_below_the_trust_the_form_is_rounded() -> None:
    answers = {
        TRUST: Answers(113, 75),
        NURSING: Answers(101, 75),
        MEDICAL: Answers(12, 0),
    }
    _, statements = view(answers)
    assert statements[TRUST].facts == {"n": 113, "rate": 66.4, "rate_dp": 1}
    assert statements[NURSING].facts == {"n": 100, "n_round": 5, "rate": 74, "rate_dp": 0}
    assert statements[MEDICAL].facts == {"n": 10, "n_round": 5, "rate_min": 0, "rate_max": 5}


def test_the_base_of_a_directorate_counts_as_known_because_its_response_rate_is() -> None:
    answers = {TRUST: Answers(101, 660.0), ("directorate", "", "One", "", ""): Answers(101, 660.0)}
    _, statements = view(answers, most=10)
    shown = statements["directorate", "", "One", "", ""].facts
    assert shown == {"n": 101, "rate": 6.53, "rate_dp": 2}


def test_a_staff_group_without_its_crossed_cells_is_spread_over_the_divisions() -> None:
    answers = {
        TRUST: Answers(100, 50),
        NORTH: Answers(60, 30),
        SOUTH: Answers(40, 20),
        NURSING: Answers(70, 35),
        MEDICAL: Answers(30, 15),
        crossed("North", "Nursing"): Answers(45, 22),
        crossed("South", "Nursing"): Answers(25, 13),
    }
    made, statements = view(answers)
    assert made.people_in(statements[MEDICAL].group) == 30
    assert np.isclose(made.people_in(statements[NURSING].group), 70)


def test_what_is_withheld_has_no_facts() -> None:
    answers = {TRUST: Answers(100, 50), NURSING: Answers(70, 35), MEDICAL: Answers(30, 15)}
    _, statements = view(answers, withheld=(MEDICAL,))
    assert statements[MEDICAL].facts == {}
    assert statements[NURSING].is_shown


def test_where_a_measure_has_no_value_the_base_alone_is_known() -> None:
    answers = {TRUST: Answers(100, 50), NURSING: Answers(70, np.nan), MEDICAL: Answers(30, 15)}
    made, statements = view(answers)
    assert statements[NURSING].facts == {"n": 70, "n_round": 5}
    assert made.values_in(statements[NURSING].group) == pytest.approx(35)


def test_crossed_cells_may_stand_without_their_divisions() -> None:
    answers = {
        TRUST: Answers(100, 50),
        crossed("North", "Nursing"): Answers(60, 30),
        crossed("South", "Nursing"): Answers(40, 20),
    }
    made, statements = view(answers)
    assert made.people_in(statements[TRUST].group) == 100
    assert made.people_in(statements[crossed("North", "Nursing")].group) == 60
