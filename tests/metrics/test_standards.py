"""Are the equality standards' gaps and ratios those of the two groups' own people?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas import DataFrame

from access.scope import Scope
from tests.given import Trust
from warehouse.snapshot import values_of

# Of 200 white staff 20 % had it at least once, of 100 others 30 %.
HARASSMENT = """
period|characteristic|characteristic_group    |measure|value_kind|option_code|value|respondents
2025  |Ethnicity     |White                   |q14a   |share     |1          |80   |200
2025  |Ethnicity     |White                   |q14a   |share     |2          |15   |200
2025  |Ethnicity     |White                   |q14a   |share     |5          |5    |200
2025  |Ethnicity     |All other ethnic groups |q14a   |share     |1          |70   |100
2025  |Ethnicity     |All other ethnic groups |q14a   |share     |3          |30   |100
"""
PROMOTION = """
period|characteristic|characteristic_group    |measure|value_kind|value|respondents
2023  |Ethnicity     |White                   |q15    |percent   |{a}   |{n}
2023  |Ethnicity     |All other ethnic groups |q15    |percent   |{b}   |{n}
2024  |Ethnicity     |White                   |q15    |percent   |{c}   |{n}
2024  |Ethnicity     |All other ethnic groups |q15    |percent   |{d}   |{n}
"""


def published(folder: Path, text: str, name: str) -> DataFrame:
    trust = Trust(folder)
    trust.holds("staff_survey", text)
    return values_of(trust.published(), Scope.whole_trust(projects=True), name, "characteristic")


def test_the_gap_is_the_reference_less_the_compared_in_points(tmp_path: Path) -> None:
    row = published(tmp_path, HARASSMENT, "wres_5_gap").iloc[0]
    assert (row["value"], row["n"]) == (-10, 100)


def test_the_ratio_is_the_compared_over_the_reference(tmp_path: Path) -> None:
    row = published(tmp_path, HARASSMENT, "wres_5_ratio").iloc[0]
    assert row["value"] == pytest.approx(1.5)


def test_the_gap_has_an_interval_by_newcombe(tmp_path: Path) -> None:
    row = published(tmp_path, HARASSMENT, "wres_5_gap").iloc[0]
    assert (row["lower"], row["upper"]) == (-20.8, 0.1)


def test_answers_that_do_not_make_up_the_whole_give_nothing(tmp_path: Path) -> None:
    lines = [line for line in HARASSMENT.splitlines() if "|2          |" not in line]
    lines.append("2025|||E|score||6|200")  # something else to publish
    assert published(tmp_path, "\n".join(lines), "wres_5_gap").empty


def test_a_group_of_ten_withholds_gap_and_ratio(tmp_path: Path) -> None:
    small = PROMOTION.format(a=60, b=50, c=60, d=50, n=10)
    for name in ("wres_7_gap", "wres_7_ratio"):
        assert set(published(tmp_path / name, small, name)["status"]) == {"withheld"}


@pytest.mark.parametrize(("later", "verdict"), [((60, 58), "improved"), ((60, 30), "worse")])
def test_nearer_to_nought_is_better(tmp_path: Path, later: tuple[int, int], verdict: str) -> None:
    text = PROMOTION.format(a=60, b=45, c=later[0], d=later[1], n=2000)
    assert published(tmp_path, text, "wres_7_gap")["verdict"].iloc[-1] == verdict
