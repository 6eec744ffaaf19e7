"""How do results of the NHS Staff Survey and the pulse arrive, and which line does each number make?

Four ways: the template, a contractor's long list of scores or positive shares, a contractor's long
list of option shares, and a grid of units and measures either way round (locality heat map,
breakdown report). All become the template's columns first, so that one rule book judges them all.
"""

from __future__ import annotations

from functools import partial

from data_loaders import contractor_lists, survey_grids
from data_loaders.layouts import Layout
from data_loaders.survey_columns import ALL_COLUMNS, TEMPLATE
from data_loaders.survey_lines import CHECKS, answered_on, complete, doubts, unfold
from warehouse.datasets import DATASETS

_layout = partial(
    Layout,
    dataset="staff_survey",
    complete=complete,
    key=DATASETS["staff_survey"].key,
    key_in_words="same group, wave and measure",
    arranged_columns=ALL_COLUMNS,
    checks=CHECKS,
    unfold=unfold,
    doubts=doubts,
    totals_are_rows=True,
    day=answered_on,
)

LAYOUTS = (
    _layout(
        name="contractor-scores",
        title="a contractor's list of survey scores",
        columns=contractor_lists.SCORES_LIST,
        arrange=contractor_lists.arrange,
    ),
    _layout(
        name="contractor-option-shares",
        title="a contractor's list of answers by option",
        columns=contractor_lists.SHARES_LIST,
        arrange=contractor_lists.arrange,
    ),
    _layout(name="template", title="a staff survey table", columns=TEMPLATE),
    _layout(
        name="units-across",
        title="a survey heat map",
        columns=TEMPLATE,
        find=survey_grids.find_units_across,
    ),
    _layout(
        name="units-down",
        title="a survey breakdown table",
        columns=TEMPLATE,
        find=survey_grids.find_units_down,
    ),
)
