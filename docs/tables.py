"""Which indicators and layouts are there? Writes indicators.md and layouts.md beside this file.

Written from the registries, so that the words are those of the screens: python -m docs.tables
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from data_loaders.layouts import Column, Layout
from data_loaders.recognise import LAYOUTS
from metrics.catalogue import ELSEWHERE
from metrics.indicator import Indicator
from metrics.registry import INDICATORS
from warehouse.datasets import DATASETS

HERE = Path(__file__).parent
HOW = (
    "Written by `python -m docs.tables` from the declarations. Change a declaration, not this file."
)
_BETTER = {
    "higher": "higher is better",
    "lower": "lower is better",
    "equal": "equal is better",
    "neither": "neither is better",
}


def indicators() -> str:
    """The text of indicators.md: every indicator, in the order people meet them."""
    rows = [
        (
            f"{one.title}<br>`{one.id}`",
            one.catalogue,
            one.numerator,
            one.denominator,
            f"{one.unit}; {_BETTER[one.better]}",
            _breakdowns(one),
            one.source,
        )
        for one in INDICATORS.values()
    ]
    headings = ("Indicator", "Catalogue", "Counted", "Among", "Unit", "By", "From")
    return "\n".join(
        [
            "# Indicators",
            "",
            f"{HOW} How values, intervals and verdicts are made: `methods.md`.",
            "",
            *_table(headings, rows),
            "",
            "Of the metric catalogue's first two tiers, these are told and are no indicators:",
            "",
            *(f"- {number} {said}" for number, said in ELSEWHERE.items()),
            "",
        ]
    )


def layouts() -> str:
    """The text of layouts.md: every layout, by dataset, with the headings it reads."""
    parts = ["# Layouts of spreadsheets", "", HOW]
    parts.append(
        "The first spelling of a heading is the template's; case, spaces and underscores never matter."
    )
    for dataset in DATASETS.values():
        parts += ["", f"## {dataset.title}"]
        for layout in (one for one in LAYOUTS if one.dataset == dataset.name):
            parts += ["", *_of_layout(layout)]
    return "\n".join([*parts, ""])


def _of_layout(layout: Layout) -> list[str]:
    named = f"### {layout.title[0].upper()}{layout.title[1:]} (`{layout.name}`)"
    if layout.find is not None:
        return [
            named,
            "",
            "Found by its shape, not by fixed headings; its cells are then read as the template's.",
        ]
    rows = [
        (
            _spellings(column),
            "needed" if column.required else "",
            column.means,
        )
        for column in layout.columns
    ]
    return [named, "", *_table(("Heading", "", "What it says"), rows)]


def _spellings(column: Column) -> str:
    return ", ".join(f"`{heading}`" for heading in dict.fromkeys(column.headings))


def _breakdowns(indicator: Indicator) -> str:
    return ", ".join(
        breakdown.replace("division_staff_group", "division × staff group").replace("_", " ")
        for breakdown in indicator.dimensions
    )


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [headings, tuple("---" for _ in headings), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


if __name__ == "__main__":
    (HERE / "indicators.md").write_text(indicators(), encoding="utf-8", newline="\n")
    (HERE / "layouts.md").write_text(layouts(), encoding="utf-8", newline="\n")
