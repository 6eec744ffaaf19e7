"""Is a cell shaded only where it can be told apart, and is worse never told by colour alone?"""

from __future__ import annotations

from charts.palette import PALETTES
from metrics.finding import Finding
from pages.heat_table import heat_table
from tests.found import found, withheld

LIGHT = PALETTES["light"]
COLUMNS = {"engagement": "Engagement"}


def cell(finding: Finding) -> tuple[str, str]:
    """What a directorate's cell says, and how it looks."""
    rows = {"Trust": {"engagement": found("engagement")}, "Surgery": {"engagement": finding}}
    table = heat_table(rows, COLUMNS, LIGHT)
    table._compute()  # the looks are worked out when a table is drawn
    return table.data.iloc[1, 0], "; ".join(f"{name}:{value}" for name, value in table.ctx[1, 0])


def test_a_value_that_cannot_be_told_apart_has_no_shade() -> None:
    assert cell(found("engagement", value=6.5, trust_value=6.7))[1] == ""


def test_the_further_the_deeper() -> None:
    assert LIGHT.better_shade in cell(found("engagement", against_trust="better"))[1]
    assert LIGHT.much_better_shade in cell(found("engagement", against_trust="much better"))[1]


def test_worse_has_an_edge_besides_its_colour() -> None:
    assert "box-shadow:inset 4px" in cell(found("engagement", against_trust="worse"))[1]
    assert "box-shadow" not in cell(found("engagement", against_trust="better"))[1]


def test_the_mark_is_of_the_verdict_whatever_the_shade() -> None:
    said, _ = cell(found("engagement", against_trust="worse", verdict="improved"))
    assert said == "6\\.70\u00a0:blue[▲]"


def test_no_clear_change_has_a_mark_without_colour() -> None:
    assert cell(found("engagement"))[0] == "6\\.70\u00a0●"


def test_a_withheld_cell_is_hatched_and_says_only_that() -> None:
    said, looks = cell(withheld("engagement"))
    assert said == ":small[not shown]"
    assert "repeating-linear-gradient" in looks


def test_too_few_is_not_dressed_as_withheld() -> None:
    said, looks = cell(withheld("engagement", status="insufficient"))
    assert said == ":small[too few]"
    assert "gradient" not in looks


def test_a_missing_value_is_a_dash() -> None:
    rows = {"Trust": {"engagement": found("engagement")}, "Surgery": {}}
    assert heat_table(rows, COLUMNS, LIGHT).data.iloc[1, 0] == ":small[–]"


def test_a_name_is_text_and_never_markup() -> None:
    rows = {"Trust": {}, "*A* [b](c)": {}}
    assert list(heat_table(rows, COLUMNS, LIGHT).data.index) == ["**Trust**", r"\*A\* \[b\]\(c\)"]
