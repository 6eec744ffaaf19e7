"""How do national results of the NHS Staff Survey arrive: every trust, several years?"""

from __future__ import annotations

from functools import partial

from data_loaders import national_benchmark, national_detailed
from data_loaders.layouts import Layout
from data_loaders.national_lines import (
    CHECKS,
    COLUMNS,
    complete,
    doubts,
    of_one_edition,
    say_where_we_are,
    unfold,
)
from warehouse.datasets import DATASETS

_layout = partial(
    Layout,
    dataset="national_result",
    columns=COLUMNS,
    complete=complete,
    key=DATASETS["national_result"].key,
    key_in_words="same organisation, year, measure and edition",
    checks=CHECKS,
    unfold=unfold,
    doubts=doubts,
    totals_are_rows=True,
)

LAYOUTS = (
    _layout(
        name="benchmark-workbook",
        title="the national benchmark workbook",
        find=national_benchmark.find,
        of_one_file=of_one_edition,
    ),
    _layout(
        name="detailed-spreadsheets",
        title="the survey's detailed spreadsheets",
        find=national_detailed.find,
        of_one_file=say_where_we_are,
    ),
)
