"""Do the tables of indicators and layouts name everything that is declared, as it is declared?"""

from __future__ import annotations

import pytest

from data_loaders.layouts import Layout
from data_loaders.recognise import LAYOUTS
from docs.tables import HERE, indicators, layouts
from metrics.registry import INDICATORS

STALE = "Write it anew: python -m docs.tables"


@pytest.mark.parametrize("name", INDICATORS)
def test_every_indicator_is_in_the_table(name: str) -> None:
    written = (HERE / "indicators.md").read_text(encoding="utf-8")
    assert f"{INDICATORS[name].title}<br>`{name}`" in written


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: f"{one.dataset}-{one.name}")
def test_every_layout_is_in_the_table(layout: Layout) -> None:
    assert f"(`{layout.name}`)" in (HERE / "layouts.md").read_text(encoding="utf-8")


def test_the_table_of_indicators_is_fresh() -> None:
    assert (HERE / "indicators.md").read_text(encoding="utf-8") == indicators(), STALE


def test_the_table_of_layouts_is_fresh() -> None:
    assert (HERE / "layouts.md").read_text(encoding="utf-8") == layouts(), STALE
