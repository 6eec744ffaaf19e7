"""National results files as they are published, small, with invented organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.data_loaders.files import Rows, xlsx

OURS = "ZZN"
ACUTE = "Acute&Acute Community Trusts"
COLUMNS = (
    "theme_engagement_2025", "theme_engagement_n_2025", "theme_engagement_2025_sig",
    "theme_morale_2025", "theme_morale_n_2025", "PP1_2025", "PP1_n_2025",
    "PP4_2_2021", "PP4_2_n_2021", "E_1_2025", "E_1_n_2025",
    "q25c_2025", "q25c_n_2025", "q26d_1_2025", "q26d_1_n_2025", "q16c_9_2025",
    "q12b_2025", "q12b_n_2025", "q20a_2021", "q20a_n_2021",
    "response_rate_2025", "response_rate_n_2025",
)  # fmt: skip
# What a cell holds where the test does not care.
USUAL: dict[str, Any] = {
    "theme_engagement_2025": 6.7421369, "theme_engagement_n_2025": 3012,
    "theme_engagement_2025_sig": "Not significant",
    "theme_morale_2025": 5.8512, "theme_morale_n_2025": 3014,
    "PP1_2025": 7.2817, "PP1_n_2025": 3017, "PP4_2_2021": 4.72, "PP4_2_n_2021": 2850,
    "E_1_2025": 6.93, "E_1_n_2025": 3010,
    "q25c_2025": 0.6043, "q25c_n_2025": 3001, "q26d_1_2025": 0.121, "q26d_1_n_2025": 2999,
    "q16c_9_2025": 0.034, "q12b_2025": 0.3102, "q12b_n_2025": 2990,
    "q20a_2021": 0.7312, "q20a_n_2021": 2800,
    "response_rate_2025": 0.481, "response_rate_n_2025": 3020,
}  # fmt: skip


def organisation(
    code: str = OURS,
    group: str = "Acute and Acute & Community Trusts",
    columns: Sequence[str] = COLUMNS,
    **differing: Any,
) -> list[Any]:
    """One organisation's row; what the test cares about is said."""
    values = {**USUAL, **differing}
    return [code, f"Invented Trust {code}", group, *(values.get(name) for name in columns)]


def heading_row(columns: Sequence[str] = COLUMNS) -> list[str]:
    return ["org_id", "org_name", "org_type_reporting_name", *columns]


def sheet(*organisations: Sequence[Any], columns: Sequence[str] = COLUMNS) -> Rows:
    return [heading_row(columns), *organisations]


def workbook(groups: Mapping[str, Rows] | None = None) -> bytes:
    """The benchmark workbook: notes, the list of groups, then one sheet a group."""
    groups = groups or {ACUTE: sheet(organisation())}
    return xlsx(
        {
            "Notes": [
                ["Variable", "Label"],
                ["theme_engagement_20XX", "Theme - Staff engagement (20XX)"],
                ["theme_morale_20XX", "Theme - Morale (20XX)"],
                ["PP1_20XX", "People Promise element 1 (20XX)"],
                ["q25c_20XX", "q25c - recommend as a place to work (20XX)"],
            ],
            "Organisation Benchmark groups": [
                ["org_id", "org_name", "Benchmark group"],
                [OURS, "Invented Trust", "Acute and Acute & Community Trusts"],
            ],
            **groups,
        }
    )


AGREEMENT = (
    "% Strongly disagree", "% Disagree", "% Neither agree nor disagree", "% Agree",
    "% Strongly agree", "Base (number of responses)",
)  # fmt: skip


def detailed(
    *rows: Sequence[Any],
    titles: Mapping[int, str] | None = None,
    headings: Sequence[str] = AGREEMENT,
    places: Sequence[str] = ("ICS", "Region"),
    title: str = "NHS Staff Survey 2025 detailed spreadsheets",
) -> Rows:
    """A sheet of the detailed spreadsheets: question text in row 1, headings in row 5."""
    first: list[Any] = [None] * (5 + len(places) + len(headings))
    for place, text in (titles or {0: "Q3f - able to make improvements happen"}).items():
        first[4 + len(places) + place] = text
    return [
        first,
        [title],
        [None],
        [None],
        [
            "ODS code",
            "Organisation name",
            "Benchmarking group",
            *places,
            "Weighting",
            *headings,
        ],
        *rows,
    ]
