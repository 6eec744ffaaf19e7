"""Is a twin alike in size, staff and starting score, improved, and nobody where nobody is?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from pandas import DataFrame

from metrics.finding import Finding, finding
from metrics.twins import Staff, likeness_in_words, staffs, twin, whom_to_ask
from tests.metrics.test_finding import CLAIMS, VERDICTS, row

NURSES, CLERKS = "Nursing and Midwifery Registered", "Administrative and Clerical"
STAFF = {
    "Surgery": Staff({NURSES: 300, CLERKS: 100}),
    "Imaging": Staff({NURSES: 270, CLERKS: 90}),
    "Finance": Staff({CLERKS: 400}),
    "Emergency": Staff({NURSES: 1500, CLERKS: 500}),
}


def score(group: str, value: float, change: float = 0.0, verdict: str = "no clear change") -> Finding:  # fmt: skip
    said = row(
        "involvement", breakdown="directorate", directorate=group, weighting="unweighted",
        value=value, change=change, verdict=verdict,
    )  # fmt: skip
    return finding(said)


OWN = score("Surgery", 6.3)


def chosen(*others: Finding, wanted: tuple[str, ...] = ("involvement",)) -> str:
    found = twin("Surgery", STAFF, [OWN, *others], wanted)
    return found.directorate if found else ""


def test_the_twin_is_the_most_alike_of_those_that_improved() -> None:
    others = score("Imaging", 6.9, 0.6, "improved"), score("Finance", 6.9, 0.6, "improved")
    assert chosen(*others) == "Imaging"


def test_one_that_did_not_improve_is_no_twin() -> None:
    assert chosen(score("Imaging", 6.9, 0.6), score("Finance", 5.0, -1.0, "worse")) == ""


def test_five_times_the_size_is_nobodys_twin() -> None:
    assert chosen(score("Emergency", 6.9, 0.6, "improved")) == ""


def test_one_that_began_two_points_higher_is_less_alike_than_another_staff() -> None:
    far, other_staff = score("Imaging", 9.0, 0.4, "improved"), score("Finance", 6.9, 0.6, "improved")  # fmt: skip
    assert chosen(far) == ""
    assert chosen(far, other_staff) == "Finance"


def test_a_directorate_is_not_its_own_twin() -> None:
    assert twin("Surgery", STAFF, [score("Surgery", 6.9, 0.6, "improved")], ["involvement"]) is None


def test_a_withheld_score_is_no_twin() -> None:
    hidden = replace(score("Imaging", 6.9, 0.6, "improved"), status="withheld")
    assert chosen(hidden) == ""


def test_where_the_own_score_is_not_shown_nobody_is_named() -> None:
    own = replace(OWN, status="withheld")
    others = [own, score("Imaging", 6.9, 0.6, "improved")]
    assert twin("Surgery", STAFF, others, ["involvement"]) is None


def test_a_score_nobody_improved_in_gives_way_to_the_next() -> None:
    assert chosen(score("Imaging", 6.9, 0.6, "improved"), wanted=("voice", "involvement")) == "Imaging"  # fmt: skip


def test_the_same_mix_is_wholly_alike_and_another_not_at_all() -> None:
    assert STAFF["Surgery"].alike(STAFF["Emergency"]) == pytest.approx(1.0)
    assert Staff({NURSES: 10}).alike(Staff({CLERKS: 10})) == 0.0


def test_the_likeness_says_size_mix_and_both_starting_scores() -> None:
    found = twin("Surgery", STAFF, [OWN, score("Imaging", 6.9, 0.6, "improved")], ["involvement"])
    assert found is not None
    assert likeness_in_words(found) == (
        "360 staff, 100 % of the two staffs in the same staff groups; it began at 6.30, this one "
        "is at 6.30."
    )


def test_whom_to_ask_names_roles_of_live_projects_and_nobody() -> None:
    held = DataFrame(
        [
            {"project_id": "1", "title": "Over", "is_live": False, "cycles": 9, "lead_staff_group": NURSES, "has_coach": True},
            {"project_id": "2", "title": "Falls", "is_live": True, "cycles": 3, "lead_staff_group": NURSES, "has_coach": True},
            {"project_id": "3", "title": "Waits", "is_live": True, "cycles": 1, "lead_staff_group": None, "has_coach": None},
        ]
    )  # fmt: skip
    assert whom_to_ask(held) == [
        f"Falls: its lead, from {NURSES} or its coach.",
        "Waits: its lead, whose staff group is not known.",
    ]


def test_staff_is_read_by_directorate_and_group() -> None:
    rows = DataFrame({"directorate": ["A", "A"], "staff_group": [NURSES, ""], "headcount": [5, 2]})
    assert staffs(rows)["A"].headcount == 7


@pytest.mark.parametrize("verdict", [v for v in VERDICTS if v != "improved"])
def test_under_every_other_verdict_nobody_is_said_to_have_improved(verdict: str) -> None:
    assert chosen(score("Imaging", 6.9, 0.6, verdict)) == ""


def test_the_likeness_claims_nothing() -> None:
    found = twin("Surgery", STAFF, [OWN, score("Imaging", 6.9, 0.6, "improved")], ["involvement"])
    assert found is not None
    assert not CLAIMS.search(likeness_in_words(found))
